//! The checked form of a policy: what the rest of the crate reads, with nothing left to check.

use std::sync::Arc;

use crate::document::source_file::SourceFile;
use crate::document::yaml::node::Node;
use crate::domain::phrase::phrases;
use crate::domain::platform::{Management, Platform};
use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::policy::row::{Row, RowId};

/// How passcode resets behave for every platform and kind of management, with the evidence for it.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The name that `--policy` and `@policy:` tags use.
    pub id: Arc<str>,
    /// One line for people.
    pub title: String,
    /// The time that the policy describes, as `2015-12`.
    pub as_of: String,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// The requirements, in the order in which the author wrote them.
    pub clauses: Vec<Clause>,
    /// What the author decided where the sources are silent.
    pub readings: Vec<Reading>,
    /// The portal and its reset flow.
    pub portal: Portal,
    /// The administrators' surfaces.
    pub consoles: Vec<Console>,
    /// What happens to a reset whose device is offline.
    pub offline_device: OfflineDevice,
    /// What happens to a visible passcode when a newer reset is accepted.
    pub superseded: Superseded,
    /// The behaviour, by platform and management; no two rows answer for the same pair.
    pub rows: Vec<Row>,
    /// Every text that a surface may say, once each; [`TextId`]s count into it.
    pub(crate) texts: Vec<Arc<str>>,
    /// Identifies the document's content, whatever its layout and comments.
    pub(crate) digest: u64,
    /// The document itself, for mutants to be made of.
    pub(crate) tree: Arc<Node>,
    /// The text that it was read from, and what that is called; a mutant has none.
    pub(crate) written: Option<SourceFile>,
}

/// One requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The name that features cite; it never changes.
    pub id: Arc<str>,
    /// What is required.
    pub statement: String,
    /// What it rests on.
    pub evidence: Evidence,
}

/// What a statement rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The source that the policy was written from says so.
    Seed,
    /// The vendor's own pages say so.
    Documented,
    /// Somebody saw it happen.
    Observed,
    /// Nobody says so; it is the author's reading.
    Reading,
    /// The sources disagree.
    Disputed,
}

phrases!(Evidence, "evidence", {
    Seed => "seed",
    Documented => "documented",
    Observed => "observed",
    Reading => "reading",
    Disputed => "disputed",
});

/// A question that no source answers, and the author's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its name.
    pub id: Arc<str>,
    /// What the sources leave open.
    pub question: String,
    /// What this policy takes for true.
    pub reading: String,
    /// The key whose value holds the answer, where one does: `portal.sign_in_again.limit`.
    pub key: Option<String>,
}

/// The portal and its reset flow.
#[derive(Clone, Debug)]
pub struct Portal {
    /// Whether end users may reset passcodes there at all.
    pub offers_reset: bool,
    /// From which browsers it may be used.
    pub open_to: OpenTo,
    /// How soon the end user has to be back after signing out.
    pub sign_in_again: SignInAgain,
    /// The bound behind "a few minutes": the longest that a reset of an online device takes.
    pub completes_within: Span,
    /// What the portal says when.
    pub says: PortalTexts,
}

/// From which browsers the portal may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpenTo {
    /// From any device.
    AnyBrowser,
    /// Only from the managed device itself.
    TheDevice,
}

phrases!(OpenTo, "portal access", {
    AnyBrowser => "any browser",
    TheDevice => "the device itself",
});

/// The window in which the end user signs in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInAgain {
    /// How long it is.
    pub within: Span,
    /// Whether its last instant still counts.
    pub limit: Limit,
    /// When it opens.
    pub measured_from: MeasuredFrom,
}

/// Whether the last instant of a time limit is within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// It is: exactly five minutes are within five minutes.
    Inclusive,
    /// It is not.
    Exclusive,
}

phrases!(Limit, "limit", {
    Inclusive => "inclusive",
    Exclusive => "exclusive",
});

impl Limit {
    /// Whether `taken` is within `allowed`.
    pub fn admits(self, taken: Span, allowed: Span) -> bool {
        match self {
            Self::Inclusive => taken <= allowed,
            Self::Exclusive => taken < allowed,
        }
    }
}

/// The moment from which the window is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasuredFrom {
    /// The moment of signing out.
    SignOut,
    /// The moment of selecting Reset Passcode.
    Request,
}

phrases!(MeasuredFrom, "start of the window", {
    SignOut => "sign_out",
    Request => "request",
});

/// What the portal says when.
#[derive(Clone, Copy, Debug)]
pub struct PortalTexts {
    /// Once a reset is confirmed.
    pub pending: TextId,
    /// Once the device has applied it.
    pub succeeded: TextId,
    /// Beside a new passcode, with a `{passcode}` slot.
    pub new_passcode: TextId,
    /// When it could not be applied.
    pub failed: TextId,
    /// When another reset of the device is in flight.
    pub already_pending: TextId,
}

/// An administrators' surface.
#[derive(Clone, Debug)]
pub struct Console {
    /// Which one.
    pub surface: Surface,
    /// The kinds of management whose devices it knows.
    pub manages: Vec<Management>,
    /// Whether administrators may reset passcodes there.
    pub offers_reset: bool,
    /// What it says when.
    pub says: ConsoleTexts,
}

/// What a console says when. A text that is absent is not said.
#[derive(Clone, Copy, Debug, Default)]
pub struct ConsoleTexts {
    /// When another reset of the device is in flight.
    pub already_pending: Option<TextId>,
    /// When no reset of the device is on record.
    pub no_reset_state: Option<TextId>,
    /// In the place of a passcode, where the latest reset removed it.
    pub removed_passcode: Option<TextId>,
}

/// What happens to a reset whose device is offline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfflineDevice {
    /// It stays pending until the device is back.
    Waits,
    /// It fails at once.
    Fails,
}

phrases!(OfflineDevice, "answer for an offline device", {
    Waits => "waits",
    Fails => "fails",
});

/// What happens to a visible passcode when a newer reset is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Superseded {
    /// It disappears.
    Hidden,
    /// It stays, marked as superseded.
    Marked,
}

phrases!(Superseded, "answer for a superseded passcode", {
    Hidden => "hidden",
    Marked => "marked",
});

/// A text of the policy, counted from zero.
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
pub struct TextId(pub u16);

impl Policy {
    /// The row that answers for `platform` under `management`.
    pub fn row_for(&self, platform: &Platform, management: Management) -> Option<RowId> {
        self.rows
            .iter()
            .position(|row| row.platform == *platform && row.management.contains(&management))
            .and_then(|position| u16::try_from(position).ok())
            .map(RowId)
    }

    /// The row that `id` counts to.
    pub fn row(&self, id: RowId) -> Option<&Row> {
        self.rows.get(usize::from(id.0))
    }

    /// The text that `id` counts to; empty where there is none.
    pub fn text(&self, id: TextId) -> &str {
        self.texts.get(usize::from(id.0)).map_or("", |text| text)
    }

    /// What the document is called that the policy was read from, and its text; a mutant has none.
    pub fn written(&self) -> Option<(&str, &str)> {
        self.written.as_ref().map(|source| (&**source.path(), source.text()))
    }

    /// The clause called `id`.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| &*clause.id == id)
    }

    /// The console on `surface`, where the policy has it for devices under `management`.
    pub fn console(&self, surface: Surface, management: Management) -> Option<&Console> {
        self.consoles
            .iter()
            .find(|console| console.surface == surface && console.manages.contains(&management))
    }

    /// Identifies the document's content: the same for two documents that differ in layout and comments alone.
    pub const fn digest(&self) -> u64 {
        self.digest
    }
}
