//! What policies know by name: the words that a feature file may use without any Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::platform::{Management, Platform};
use crate::policy::checked::Policy;

/// The words of every loaded policy.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The words of each policy, by the name that `@policy:` uses.
    pub policies: BTreeMap<Arc<str>, PolicyVocabulary>,
    /// The policy of scenarios that name none; without one, any policy's words will do for them.
    pub assumed: Option<Arc<str>>,
    /// The policy that every scenario is run under, whatever it names.
    pub forced: Option<Arc<str>>,
    /// The policies that could not be read: what may be a name of theirs is not missed.
    pub unread: BTreeSet<Arc<str>>,
}

/// The words of one policy.
#[derive(Clone, Debug, Default)]
pub struct PolicyVocabulary {
    /// The platforms and kinds of management that it has rows for.
    pub rows: BTreeSet<(Platform, Management)>,
    /// The names of its clauses.
    pub clauses: BTreeSet<Arc<str>>,
}

impl Vocabulary {
    /// Adds the words of `policy`.
    pub fn learn(&mut self, policy: &Policy) {
        let words = self.policies.entry(Arc::clone(&policy.id)).or_default();
        words.clauses.extend(policy.clauses.iter().map(|clause| Arc::clone(&clause.id)));
        for row in &policy.rows {
            words.rows.extend(row.management.iter().map(|kind| (row.platform.clone(), *kind)));
        }
    }

    /// Adds the words of `policy`, and has every scenario use them. Another policy of the same name is
    /// hidden then.
    pub fn force(&mut self, policy: &Policy) {
        self.policies.remove(&policy.id);
        self.learn(policy);
        self.forced = Some(Arc::clone(&policy.id));
    }

    /// Every platform that any policy has a row for.
    pub(crate) fn platforms(&self) -> BTreeSet<&str> {
        self.policies
            .values()
            .flat_map(|words| words.rows.iter().map(|(platform, _)| platform.name()))
            .collect()
    }

    /// Whether a scenario under `policy` may mean a policy that could not be read.
    pub(crate) fn is_unread(&self, policy: Option<&Arc<str>>) -> bool {
        let named = self.forced.as_ref().or(policy).or(self.assumed.as_ref());
        named.map_or(!self.unread.is_empty(), |named| self.unread.contains(named))
    }

    /// The policies that a scenario under `policy` may mean.
    pub(crate) fn in_force<'a>(
        &'a self,
        policy: Option<&'a Arc<str>>,
    ) -> impl Iterator<Item = (&'a Arc<str>, &'a PolicyVocabulary)> {
        let named = self.forced.as_ref().or(policy).or(self.assumed.as_ref());
        self.policies.iter().filter(move |(id, _)| named.is_none_or(|named| named == *id))
    }
}

impl PolicyVocabulary {
    /// The rows in words: `iOS (standalone, hybrid), Android (hybrid)`.
    pub(crate) fn rows_in_words(&self) -> String {
        let mut platforms: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (platform, management) in &self.rows {
            platforms.entry(platform.name()).or_default().push(management.name());
        }
        let rows: Vec<String> = platforms
            .iter()
            .map(|(platform, kinds)| format!("{platform} ({})", kinds.join(", ")))
            .collect();
        rows.join(", ")
    }
}
