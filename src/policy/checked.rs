//! The checked form of a policy: what the rest of the crate reads, with nothing left to check.

use std::sync::Arc;

use crate::document::source_file::SourceFile;
use crate::document::yaml::node::Node;
use crate::domain::phrase::phrases;
use crate::domain::platform::{Management, Platform};
use crate::domain::surface::Surface;
use crate::policy::evidence::Evidence;
use crate::policy::row::{Row, RowId};
use crate::policy::surfaces::{Console, Portal, TextId};

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
    pub assumptions: Vec<Assumption>,
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
    /// What it is based on.
    pub evidence: Evidence,
}

/// A question that no source answers, and the author's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// Its name.
    pub id: Arc<str>,
    /// What the sources leave open.
    pub question: String,
    /// What this policy assumes.
    pub answer: String,
    /// The key whose value holds the answer, where one does: `portal.sign_in_again.limit`.
    pub key: Option<String>,
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
