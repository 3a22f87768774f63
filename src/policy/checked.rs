//! The checked form of a policy: what the rest of the crate reads, with nothing left to check.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::source_file::SourceFile;
use crate::document::yaml::node::Node;
use crate::domain::actor::{ACTORS_MAX, ActorId};
use crate::domain::key::Key;
use crate::domain::phrase::phrases;
use crate::domain::place::Place;
use crate::domain::span::Span;
use crate::domain::surface::SURFACES_MAX;
use crate::domain::text_table::TextTable;
use crate::policy::about::About;
use crate::policy::actors::Actor;
use crate::policy::evidence::Evidence;
use crate::policy::keys::{CoveredKey, CoveredKeys, KeyId};
use crate::policy::row::{Row, RowId};
use crate::policy::surfaces::Surface;

/// The position of each place among those of a policy, by actor and surface.
pub(crate) type PlaceIndices = [[Option<u8>; SURFACES_MAX]; ACTORS_MAX];

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
    /// The service that manages the devices.
    pub service: Arc<str>,
    /// How devices can be managed.
    pub managements: Vec<Arc<str>>,
    /// What else sets devices apart.
    pub dimensions: Vec<Dimension>,
    /// Who acts and looks.
    pub actors: Vec<Actor>,
    /// The device, and then every declared surface.
    pub surfaces: Vec<Surface>,
    /// Who may look where.
    pub(crate) places: Vec<Place>,
    /// The position of each among them, by actor and surface.
    pub(crate) place_indices: PlaceIndices,
    /// Whose the devices of a scenario are, where no sentence says otherwise.
    pub(crate) owner: ActorId,
    /// The bound behind "a few minutes": the longest that a reset of an online device takes.
    pub completes_within: Span,
    /// What happens to a reset whose device is offline.
    pub offline_device: OfflineDevice,
    /// How long a reset waits for a device that does not take it, and how it ends then; for good where absent.
    pub gives_up: Option<(Span, WaitEnd)>,
    /// What happens to a visible passcode once a newer reset is done.
    pub superseded: Superseded,
    /// How long a new passcode stays visible once its reset is done; for good where absent.
    pub visible_for: Option<Span>,
    /// The behaviour of devices; no two rows answer for the same key.
    pub rows: Vec<Row>,
    /// Every key that a row covers.
    pub(crate) keys: CoveredKeys,
    /// Every text that a surface may say or ask.
    pub texts: TextTable,
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
    /// What it is about; nothing if the author does not say.
    pub about: Option<About>,
}

/// Something that sets devices apart, besides their platform and how they are managed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// What it is called.
    pub name: Arc<str>,
    /// The values that a device can have.
    pub values: Vec<Arc<str>>,
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

/// How a reset ends that has waited for its device for too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaitEnd {
    /// It failed.
    Failed,
    /// It was canceled.
    Canceled,
}

phrases!(WaitEnd, "end of a wait", {
    Failed => "failed",
    Canceled => "canceled",
});

/// What happens to a visible passcode once a newer reset is done.
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
    /// The row that `id` counts to.
    pub fn row(&self, id: RowId) -> Option<&Row> {
        self.rows.get(usize::from(id.0))
    }

    /// What the document is called that the policy was read from, and its text; a mutant has none.
    pub fn written(&self) -> Option<(&str, &str)> {
        self.written.as_ref().map(|source| (&**source.path(), source.text()))
    }

    /// The clause called `id`.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| &*clause.id == id)
    }

    /// Identifies the document's content: the same for two documents that differ in layout and comments alone.
    pub const fn digest(&self) -> u64 {
        self.digest
    }

    /// The number of the key, if a row covers it.
    pub fn key_id(&self, key: &Key) -> Option<KeyId> {
        self.keys.number(key)
    }

    /// The key that `id` counts to, and its row.
    pub fn covered(&self, id: KeyId) -> Option<&CoveredKey> {
        self.keys.as_slice().get(usize::from(id.0))
    }

    /// The numbers of all keys, in order.
    pub fn key_ids(&self) -> impl Iterator<Item = KeyId> + use<> {
        (0..).map(KeyId).take(self.keys.as_slice().len())
    }

    /// What sets devices apart, by name: the platform, the management, and what the policy declares besides.
    pub fn dimension_names(&self) -> impl Iterator<Item = &str> {
        let others = self.dimensions.iter().map(|dimension| &*dimension.name);
        ["platform", "management"].into_iter().chain(others)
    }

    /// The values of each of them.
    pub fn dimension_values(&self) -> BTreeMap<String, Vec<String>> {
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for CoveredKey { key, .. } in self.keys.as_slice() {
            for (name, value) in self.dimension_names().zip(key.values()) {
                let known = values.entry(name.to_owned()).or_default();
                if known.iter().all(|other| **other != **value) {
                    known.push(value.to_string());
                }
            }
        }
        values
    }

    /// What a report calls the key: `Tablet, shared`.
    pub fn key_in_words(&self, id: KeyId) -> String {
        self.covered(id).map_or_else(String::new, |covered| covered.key.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::samples::{desk, key, plain};

    #[test]
    fn a_key_leads_to_its_row_and_to_words() {
        let policy = plain();
        let platform = |id| &*policy.row(policy.covered(id).unwrap().row).unwrap().platform;
        let ids: Vec<KeyId> = policy.key_ids().collect();
        assert_eq!(ids.len(), 6);
        for (platform_name, management) in
            [("Gone", "single"), ("Digits", "joint"), ("Letters", "joint")]
        {
            let id = policy.key_id(&key(platform_name, management)).unwrap();
            assert_eq!(platform(id), platform_name);
            assert_eq!(policy.key_in_words(id), format!("{platform_name}, {management}"));
        }
        assert_eq!(policy.key_id(&key("Gone", "shared")), None);
        let none = KeyId(6);
        assert!(policy.covered(none).is_none() && policy.row(RowId(4)).is_none());
        assert_eq!(policy.key_in_words(none), "");
    }

    #[test]
    fn a_policy_names_what_sets_devices_apart() {
        let policy = desk();
        let names: Vec<&str> = policy.dimension_names().collect();
        assert_eq!(names, ["platform", "management", "enrolment"]);
        let values = policy.dimension_values();
        assert_eq!(values["management"], ["shared", "personal"]);
        assert_eq!(values["enrolment"], ["by hand", "by post"]);
        assert!(
            policy.clause("tablet-new-passcode").is_some() && policy.clause("tablet").is_none()
        );
    }
}
