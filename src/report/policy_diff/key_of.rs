//! A key of one of two policies that are compared.

use crate::domain::key::Key;
use crate::domain::place::Place;
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::policy::row::Row;

/// A key of a policy, and the row that answers for it.
pub(crate) struct KeyOf<'p> {
    pub(crate) policy: &'p Policy,
    pub(crate) key: &'p Key,
    pub(crate) row: &'p Row,
}

impl<'p> KeyOf<'p> {
    /// The key that `id` counts to.
    pub(crate) fn new(policy: &'p Policy, id: KeyId) -> Option<Self> {
        let covered = policy.covered(id)?;
        let row = policy.row(covered.row)?;
        Some(Self { policy, key: &covered.key, row })
    }

    /// Where the owner's device can be reset.
    pub(crate) fn resetting(&self) -> Vec<Place> {
        self.policy.resetting_places(self.policy.owner(), self.key).collect()
    }

    /// Whether the device can be reset by the actor and on the surface of these names.
    pub(crate) fn resets(&self, actor: &str, surface: &str) -> bool {
        self.resetting().into_iter().any(|place| {
            let Place { actor: by, surface: on } = place;
            self.policy.actor_name(by) == actor && self.policy.surface_name(on) == surface
        })
    }
}
