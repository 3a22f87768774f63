//! The names that one scenario may use: those of its own policy. A name of another policy is explained as such.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::language::vocabulary::{PolicyVocabulary, Vocabulary};

/// The part of a vocabulary that a scenario may use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PolicyScope<'a> {
    vocabulary: &'a Vocabulary,
    /// The scenario's policy; without one, the names of every policy may be used.
    policy: Option<&'a Arc<str>>,
}

impl Vocabulary {
    /// The words of a scenario that names `named`: those of the policy that it is run under. Where that is not clear,
    /// or there is no such policy, the words of any will do, since the scenario is not run.
    pub(crate) fn scope<'a>(&'a self, named: Option<&'a Arc<str>>) -> PolicyScope<'a> {
        PolicyScope { vocabulary: self, policy: self.policy_of(named) }
    }

    /// The words of every policy.
    pub(crate) const fn every_scope(&self) -> PolicyScope<'_> {
        PolicyScope { vocabulary: self, policy: None }
    }
}

impl<'a> PolicyScope<'a> {
    /// The policies whose names may be used. A policy that does not exist is a problem of its own: then any name will
    /// do.
    pub(crate) fn policies(self) -> Vec<(&'a Arc<str>, &'a PolicyVocabulary)> {
        let own = self.policy.and_then(|policy| self.vocabulary.policies.get_key_value(policy));
        own.map_or_else(|| self.vocabulary.policies.iter().collect(), |own| vec![own])
    }

    /// The names of these policies, for a message.
    pub(crate) fn in_words(self) -> String {
        let names: Vec<String> = self.policies().iter().map(|(id, _)| format!("`{id}`")).collect();
        names.join(" or ")
    }

    /// The platforms that may be named.
    pub(crate) fn platforms(self) -> BTreeSet<&'a str> {
        let rows = self.policies().into_iter().flat_map(|(_, words)| &words.rows);
        rows.map(|(platform, _)| platform.name()).collect()
    }

    /// Whether a name may be one of a policy that could not be read.
    pub(crate) fn is_unread(self) -> bool {
        let unread = &self.vocabulary.unread;
        self.policy.map_or(!unread.is_empty(), |policy| unread.contains(policy))
    }

    /// What to do about a name that these policies lack and others have; nothing if no policy has it.
    pub(crate) fn elsewhere(self, has_it: impl Fn(&PolicyVocabulary) -> bool) -> Option<String> {
        let others = self.vocabulary.policies.iter().filter(|(_, words)| has_it(words));
        let others: Vec<&str> = others.map(|(id, _)| &**id).collect();
        let first = others.first()?;
        let belongs = match others.as_slice() {
            [only] => format!("it belongs to the policy `{only}`"),
            several => format!("it belongs to the policies `{}`", several.join("`, `")),
        };
        Some(match (&self.vocabulary.forced, others.as_slice()) {
            (Some(forced), _) => {
                format!("{belongs}, and `--policy` runs every scenario under `{forced}`")
            }
            (None, [_]) => format!("{belongs}: tag the feature `@policy:{first}` if that is meant"),
            (None, _) => format!(
                "{belongs}: tag the feature with the one that is meant, such as `@policy:{first}`"
            ),
        })
    }
}
