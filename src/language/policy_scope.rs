//! The names that one scenario may use: those of its own policy. A name of another policy is explained as such.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::language::vocabulary::Vocabulary;
use crate::policy::checked::Policy;

/// The part of a vocabulary that a scenario may use.
#[derive(Clone, Copy, Debug)]
pub struct PolicyScope<'a> {
    vocabulary: &'a Vocabulary,
    /// The scenario's policy; without one, the names of every policy may be used.
    policy: Option<&'a Arc<str>>,
}

impl Vocabulary {
    /// The words of a scenario that names `named`: those of the policy that it is run under. Where that is not clear,
    /// or there is no such policy, the words of any will do, since the scenario is not run.
    pub fn scope<'a>(&'a self, named: Option<&'a Arc<str>>) -> PolicyScope<'a> {
        PolicyScope { vocabulary: self, policy: self.policy_of(named) }
    }

    /// The words of every policy.
    pub const fn every_scope(&self) -> PolicyScope<'_> {
        PolicyScope { vocabulary: self, policy: None }
    }
}

impl<'a> PolicyScope<'a> {
    /// The policies whose names may be used. A policy that does not exist is a problem of its own: then any name will
    /// do.
    pub(crate) fn policies(self) -> Vec<&'a Arc<Policy>> {
        let own = self.policy.and_then(|policy| self.vocabulary.policies.get(policy));
        own.map_or_else(|| self.vocabulary.policies.values().collect(), |own| vec![own])
    }

    /// The names of every policy, whichever the scenario names.
    #[must_use]
    pub(crate) const fn widened(self) -> Self {
        Self { policy: None, ..self }
    }

    /// The policy that a scenario is run under; nothing where that is not clear.
    pub(crate) fn policy(self) -> Option<&'a Policy> {
        self.vocabulary.policies.get(self.policy?).map(|policy| &**policy)
    }

    /// The names of these policies, for a message.
    pub(crate) fn in_words(self) -> String {
        let names: Vec<String> =
            self.policies().iter().map(|policy| format!("`{}`", policy.id)).collect();
        names.join(" or ")
    }

    /// Whether a name may be one of a policy that could not be read.
    pub(crate) fn is_unread(self) -> bool {
        let unread = &self.vocabulary.unread;
        self.policy.map_or(!unread.is_empty(), |policy| unread.contains(policy))
    }

    /// What to do about a name that these policies lack and others have; nothing if no policy has it.
    pub(crate) fn elsewhere(self, has_it: impl Fn(&Policy) -> bool) -> Option<String> {
        let others = self.vocabulary.policies.iter().filter(|(_, policy)| has_it(policy));
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

/// The devices that a policy has rows for, in words: `Tablet 3 (managed, rented), Phone (rented)`.
pub(crate) fn rows_in_words(policy: &Policy) -> String {
    let mut platforms: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for key in policy.key_ids().filter_map(|id| policy.covered(id)).map(|covered| &covered.key) {
        platforms.entry(key.platform()).or_default().push(key.without_platform());
    }
    let separator = if policy.dimensions.is_empty() { ", " } else { "; " };
    let rows: Vec<String> = platforms
        .iter()
        .map(|(platform, kinds)| format!("{platform} ({})", kinds.join(separator)))
        .collect();
    rows.join(", ")
}
