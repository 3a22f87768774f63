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
    /// The policy of scenarios that name none; without one, such a scenario is not run.
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

    /// The policy that a scenario is run under which names `named`, if that is clear.
    pub(crate) fn policy_of<'a>(&'a self, named: Option<&'a Arc<str>>) -> Option<&'a Arc<str>> {
        self.forced.as_ref().or(named).or(self.assumed.as_ref())
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

    /// Whether it has a row for the platform.
    pub(crate) fn has_platform(&self, name: &str) -> bool {
        self.rows.iter().any(|(platform, _)| platform.name() == name)
    }
}
