//! One sentence of the catalogue: what it looks like, what it means, and what it asks for.
//!
//! This is all that is written of a sentence. Matching, listings, editors and the sentences of drafts follow from it.

use crate::domain::phrase::phrases;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::Instruction;

/// A sentence that a step may say.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Whether it is something that happens or something that is looked at.
    pub kind: SentenceKind,
    /// The sentence as a Cucumber Expression.
    pub expression: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// The sentence with words in it, those that policies name in braces.
    pub(crate) template: &'static str,
    /// Whether it is about a device that is there already.
    about_a_device: bool,
    pub(crate) translate: Translate,
}

impl Sentence {
    /// A sentence about something that is so or happens.
    pub(crate) const fn act(
        expression: &'static str,
        meaning: &'static str,
        template: &'static str,
        translate: Translate,
    ) -> Self {
        let kind = SentenceKind::Act;
        Self { kind, expression, meaning, template, about_a_device: true, translate }
    }

    /// A sentence about something that is looked at.
    pub(crate) const fn check(
        expression: &'static str,
        meaning: &'static str,
        template: &'static str,
        translate: Translate,
    ) -> Self {
        let kind = SentenceKind::Check;
        Self { kind, expression, meaning, template, about_a_device: true, translate }
    }

    /// The same sentence, which is about no device that is there already.
    pub(crate) const fn about_no_device(self) -> Self {
        Self { about_a_device: false, ..self }
    }

    /// Whether it may end in `for the second device`: it is about a device, and does not name it.
    pub fn takes_device(&self) -> bool {
        self.about_a_device && !self.expression.contains("{device}")
    }
}

/// Makes an instruction of what the open words of a sentence name. It may use nothing else, since the sentence of an
/// instruction is found by what the instruction names.
pub(crate) type Translate = fn(&StepArguments<'_>) -> Result<Instruction, ArgumentError>;

/// What a sentence is about, and so under which keywords it belongs.
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
    /// The keywords under which sentences of this kind belong.
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
    /// What a surface asks for, prompt by prompt.
    Prompts,
    /// What only consoles show.
    Consoles,
    /// The device itself.
    Device,
    /// Time that passes.
    Time,
    /// What goes wrong.
    Faults,
    /// What someone sees, or does not.
    Seen,
}

phrases!(Section, "section", {
    SettingUp => "Setting up",
    Resetting => "Resetting the passcode",
    Prompts => "Prompt by prompt",
    Consoles => "Consoles",
    Device => "The device",
    Time => "Time",
    Faults => "What goes wrong",
    Seen => "What is seen",
});

/// A sentence of the catalogue, counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(pub u16);
