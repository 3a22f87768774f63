//! One sentence of the catalogue: what it looks like, what it means, and what it asks for.

use crate::domain::phrase::phrases;
use crate::language::catalogue::step_arguments::{Fault, Words};
use crate::language::plan::Instruction;
use crate::language::scenario::StepRole;

/// A sentence that a step may say.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Whether it is something that happens or something that is looked at.
    pub kind: SentenceKind,
    /// Where the catalogue lists it.
    pub section: Section,
    /// The sentence as a Cucumber Expression.
    pub expression: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// The sentence with words in it.
    pub example: &'static str,
    pub(crate) translate: Translate,
}

impl Sentence {
    /// The keyword under which it usually stands.
    pub const fn usual_role(&self) -> StepRole {
        match self.section {
            Section::SettingUp => StepRole::Given,
            Section::Resetting
            | Section::Portal
            | Section::Consoles
            | Section::Device
            | Section::Time
            | Section::Seen => StepRole::usual(self.kind),
        }
    }
}

/// Makes an instruction of the words of a sentence.
pub(crate) type Translate = fn(&Words) -> Result<Instruction, Fault>;

/// What a sentence is about, and so under which keywords it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SentenceKind {
    /// Something that is so or happens: under Given and When.
    Act,
    /// Something that is looked at: under Then.
    Check,
}

phrases!(SentenceKind, "kind of sentence", {
    Act => "act",
    Check => "check",
});

impl SentenceKind {
    /// The keywords under which sentences of this kind stand.
    pub const fn keywords(self) -> &'static [&'static str] {
        match self {
            Self::Act => &["Given", "When"],
            Self::Check => &["Then"],
        }
    }
}

/// A part of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Devices, and what happened to them before.
    SettingUp,
    /// The whole of a reset in one sentence, on any surface.
    Resetting,
    /// The portal, prompt by prompt.
    Portal,
    /// What only administrators' surfaces tell.
    Consoles,
    /// The device itself.
    Device,
    /// Waiting.
    Time,
    /// What somebody sees, or does not.
    Seen,
}

phrases!(Section, "section", {
    SettingUp => "Setting up",
    Resetting => "Resetting the passcode",
    Portal => "Company Portal website",
    Consoles => "Administrators' consoles",
    Device => "The device",
    Time => "Time",
    Seen => "What is seen",
});

/// A sentence of the catalogue, counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(pub u16);
