//! A row of the behaviour table: what a reset does on one platform, and who sees the result.

use std::sync::Arc;

use crate::domain::actor::Actor;
use crate::domain::passcode::{Alphabet, Passcode};
use crate::domain::phrase::phrases;
use crate::domain::place::Place;
use crate::domain::platform::{Management, Platform};
use crate::domain::reset::Effect;
use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::policy::checked::{Evidence, Limit, TextId};
use crate::policy::table::VisibleTable;

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
    pub platform: Platform,
    /// The kinds of management it answers for.
    pub management: Vec<Management>,
    /// What happens to the passcode.
    pub effect: Effect,
    /// How a new passcode is made; present just where the effect is `replaced`.
    pub passcode: Option<PasscodeRule>,
    /// Whether the device asks for the unlock token that the server keeps for it.
    pub needs_unlock_token: bool,
    /// Who sees a new passcode where, as written.
    pub visible: Vec<Visible>,
    /// The same, as a table that answers at once.
    pub(crate) table: VisibleTable,
    /// What the device says.
    pub on_device: Option<Notice>,
    /// What the end user has to do, and what happens otherwise.
    pub follow_up: Option<FollowUp>,
    /// What the row rests on.
    pub evidence: Evidence,
    /// The clauses that the row answers to.
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
    /// Whether the end user is meant to change it.
    pub temporary: bool,
}

/// Who makes a new passcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Generator {
    /// The device makes it and returns it with its answer.
    Device,
    /// The server makes it and sends it.
    Server,
}

phrases!(Generator, "generator", {
    Device => "device",
    Server => "server",
});

/// A place in which the new passcode is visible, on a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visible {
    /// Who sees it where.
    pub place: Place,
    /// On which condition.
    pub when: When,
}

/// The condition on which a new passcode is visible. Several entries for one place: any of them will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// Who has performed the reset; anyone where absent.
    pub reset_by: Option<Actor>,
    /// Which earlier reset of the device is needed; none where absent.
    pub reset_before: Option<ResetBefore>,
}

/// Which earlier reset makes a passcode visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResetBefore {
    /// Anyone's.
    Any,
    /// One that an administrator performed.
    ByAdministrator,
}

phrases!(ResetBefore, "earlier reset", {
    Any => "any",
    ByAdministrator => "by_administrator",
});

/// What a device says after a reset.
#[derive(Clone, Copy, Debug)]
pub struct Notice {
    /// How it says it.
    pub kind: NoticeKind,
    /// What it says.
    pub says: TextId,
}

/// How a device says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// In the way of everything else, until it is answered.
    Message,
    /// Beside other notifications.
    Notification,
}

phrases!(NoticeKind, "notice", {
    Message => "message",
    Notification => "notification",
});

/// What the end user has to do after a reset: set a new passcode, within a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// How long they have, from the moment the device applied the reset.
    pub set_passcode_within: Span,
    /// Whether the last instant still counts.
    pub limit: Limit,
    /// What happens when they do not.
    pub otherwise: Otherwise,
}

/// What happens on the device when the end user does not follow up in time.
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

impl Visible {
    /// What `actor` sees on `surface`, on a condition.
    pub(crate) const fn new(actor: Actor, surface: Surface, when: When) -> Self {
        Self { place: Place::new(actor, surface), when }
    }
}
