//! A row of the behaviour table: what a reset does on one platform, and who sees the result.

use std::sync::Arc;

use crate::domain::passcode::{Alphabet, Passcode};
use crate::domain::phrase::phrases;
use crate::domain::place::Place;
use crate::domain::reset::{Effect, ResetScope};
use crate::domain::span::Span;
use crate::domain::surface::{SurfaceId, SurfaceSet};
use crate::domain::text_table::TextId;
use crate::domain::view::Notice;
use crate::policy::disputed::{Dispute, UnstatedCell};
use crate::policy::evidence::Evidence;
use crate::policy::surface_support::{EvidenceOfCells, SurfaceSupport};
use crate::policy::surfaces::Limit;
use crate::policy::table::VisibleTable;
use crate::policy::table::{Situation, Visible};

/// A row of the behaviour table, counted from zero as written.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct RowId(pub u16);

/// How resets behave on one platform, under one or more kinds of management.
#[derive(Clone, Debug)]
pub struct Row {
    /// The platform it answers for.
    pub platform: Arc<str>,
    /// The kinds of management it answers for.
    pub management: Vec<Arc<str>>,
    /// What happens to the passcode.
    pub effect: Effect,
    /// Whose passcode that is.
    pub scope: ResetScope,
    /// What else a reset takes away, and from which surfaces it does so.
    pub also_removes: Vec<(TextId, SurfaceSet)>,
    /// How a new passcode is made; present only if the effect is `replaced`.
    pub passcode: Option<PasscodeRule>,
    /// Whether the device asks for the unlock token that the server keeps for it.
    pub needs_unlock_token: bool,
    /// Who sees a new passcode where, as written.
    pub visible: Vec<Visible>,
    /// The same, as a table that answers at once.
    pub(crate) table: VisibleTable,
    /// What the device says.
    pub on_device: Option<Notice>,
    /// What the owner has to do, and what happens otherwise.
    pub follow_up: Option<FollowUp>,
    /// The surfaces that do not support a reset of such a device, in the policy's order.
    pub support: Vec<(SurfaceId, SurfaceSupport)>,
    /// What the row is based on.
    pub evidence: Evidence,
    /// What single cells are based on, where that is not what the row is based on.
    pub evidence_of: EvidenceOfCells,
    /// The cells on which the sources disagree.
    pub disputed: Vec<Dispute>,
    /// The cells of which no source says anything.
    pub not_stated: Vec<UnstatedCell>,
    /// The clauses that the row is about.
    pub clauses: Vec<Arc<str>>,
}

/// How a new passcode is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasscodeRule {
    /// The kind of characters.
    pub alphabet: Alphabet,
    /// The characters themselves, look-alikes left out.
    pub characters: Arc<str>,
    /// How many of them.
    pub length: u8,
    /// Who makes it.
    pub generated_by: Generator,
    /// Whether the owner is meant to change it.
    pub temporary: bool,
}

/// Who makes a new passcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Generator {
    /// The device makes it and returns it with its answer.
    Device,
    /// The server makes it and sends it.
    Server,
    /// The person who asks for the reset chooses it, and the server sends it.
    Caller,
}

phrases!(Generator, "generator", {
    Device => "device",
    Server => "server",
    Caller => "caller",
});

/// What the owner has to do after a reset: set a new passcode, within a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// How long they have, from the moment the device applied the reset.
    pub set_passcode_within: Span,
    /// Whether the last instant still counts.
    pub limit: Limit,
    /// What happens when they do not.
    pub otherwise: Otherwise,
}

/// What happens on the device when the owner does not follow up in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Otherwise {
    /// No app opens until a passcode is set.
    AppsBlocked,
    /// Nothing.
    Nothing,
}

phrases!(Otherwise, "consequence", {
    AppsBlocked = 0 => "apps_blocked",
    Nothing = 1 => "nothing",
});

impl PasscodeRule {
    /// Whether `passcode` could have been made by this rule.
    pub fn allows(&self, passcode: &Passcode) -> bool {
        let shape = passcode.shape();
        shape.length == self.length
            && shape.alphabet == self.alphabet
            && passcode.reveal().chars().all(|character| self.characters.contains(character))
    }
}

impl Row {
    /// How a surface treats a reset that it does not support; nothing where it does.
    pub fn support(&self, surface: SurfaceId) -> Option<SurfaceSupport> {
        self.support.iter().find(|(id, _)| *id == surface).map(|(_, support)| *support)
    }

    /// Whether the new passcode of such a reset is visible in a place.
    pub fn shows(&self, place: Place, situation: Situation) -> bool {
        self.table.shows(place, situation)
    }
}
