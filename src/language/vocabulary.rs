//! What policies know by name: the words that a feature file may use without any Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::policy::checked::Policy;

/// The words of every loaded policy.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The policies, by the name that `@policy:` uses.
    pub policies: BTreeMap<Arc<str>, Arc<Policy>>,
    /// The policy of scenarios that name none; without one, such a scenario is not run.
    pub assumed: Option<Arc<str>>,
    /// The policy that every scenario is run under, whatever it names.
    pub forced: Option<Arc<str>>,
    /// The policies that could not be read: what may be a name of theirs is not missed.
    pub unread: BTreeSet<Arc<str>>,
}

impl Vocabulary {
    /// Adds the words of `policy`, in place of those of another one of the same name.
    pub fn learn(&mut self, policy: &Arc<Policy>) {
        self.policies.insert(Arc::clone(&policy.id), Arc::clone(policy));
    }

    /// Adds the words of `policy`, and has every scenario use them.
    pub fn force(&mut self, policy: &Arc<Policy>) {
        self.learn(policy);
        self.forced = Some(Arc::clone(&policy.id));
    }

    /// The policy that a scenario is run under which names `named`, if that is clear.
    pub(crate) fn policy_of<'a>(&'a self, named: Option<&'a Arc<str>>) -> Option<&'a Arc<str>> {
        self.forced.as_ref().or(named).or(self.assumed.as_ref())
    }

    /// The policies whose texts a scenario may quote which names `named`: where every scenario is run under one policy,
    /// also those of the policy that the scenario was written for.
    pub(crate) fn quotable<'a>(&'a self, named: Option<&'a Arc<str>>) -> Vec<&'a Arc<Policy>> {
        let named = named.or(self.assumed.as_ref());
        let is_quotable = |id: &Arc<str>| {
            named.is_none_or(|named| named == id) || self.forced.as_ref() == Some(id)
        };
        self.policies.iter().filter(|(id, _)| is_quotable(id)).map(|(_, policy)| policy).collect()
    }
}
