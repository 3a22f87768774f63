//! The keys of several policies next to each other, so that each is read next to what it is in the others.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;

/// The values of a key, by the names of their dimensions.
type DimensionValues = BTreeMap<Arc<str>, Arc<str>>;

/// What the first two dimensions of every key are called.
const KEY_START: [&str; 2] = ["platform", "management"];

/// One device as several policies cover it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AlignedKey {
    /// Its values, in the dimensions that any of the policies has.
    pub(crate) values: DimensionValues,
    /// The key in each policy; nothing where a policy does not cover the device.
    pub(crate) keys: Vec<Option<KeyId>>,
}

impl AlignedKey {
    /// What a report calls it: `Tablet, shared`. The order is that of `dimensions`.
    pub(crate) fn in_words(&self, dimensions: &[Arc<str>]) -> String {
        let values = dimensions.iter().filter_map(|dimension| self.values.get(dimension));
        values.map(|value| &**value).collect::<Vec<_>>().join(", ")
    }

    /// The same device with what another policy says besides, if that is no contradiction.
    fn and(&self, values: &DimensionValues) -> Option<DimensionValues> {
        let agrees = |(name, value): (&Arc<str>, &Arc<str>)| {
            self.values.get(name).is_none_or(|own| own == value)
        };
        let mut all = self.values.clone();
        values.iter().all(agrees).then(|| {
            all.extend(values.clone());
            all
        })
    }
}

/// The dimensions that any of the policies has, those of the first policy first.
pub(crate) fn dimensions(policies: &[&Policy]) -> Vec<Arc<str>> {
    let mut all: Vec<Arc<str>> = KEY_START.map(Arc::from).to_vec();
    for dimension in policies.iter().flat_map(|policy| &policy.dimensions) {
        if !all.contains(&dimension.name) {
            all.push(Arc::clone(&dimension.name));
        }
    }
    all
}

/// Every key that a policy covers, next to the same in the others, in the order of the first policy. A dimension that
/// only some of the policies have sets no devices apart in the others: there, all of them are the same key.
pub(crate) fn align(policies: &[&Policy]) -> Vec<AlignedKey> {
    let mut aligned: Vec<AlignedKey> = Vec::new();
    for (position, policy) in policies.iter().enumerate() {
        let mut next: Vec<AlignedKey> = Vec::new();
        let own: Vec<(KeyId, DimensionValues)> =
            policy.key_ids().map(|id| (id, values(policy, id))).collect();
        let mut is_found = vec![false; own.len()];
        for earlier in aligned {
            let mut alone = true;
            for ((id, values), found) in own.iter().zip(&mut is_found) {
                let Some(values) = earlier.and(values) else { continue };
                let mut keys = earlier.keys.clone();
                keys.push(Some(*id));
                next.push(AlignedKey { values, keys });
                (alone, *found) = (false, true);
            }
            if alone {
                let AlignedKey { values, mut keys } = earlier;
                keys.push(None);
                next.push(AlignedKey { values, keys });
            }
        }
        for ((id, values), _) in own.into_iter().zip(is_found).filter(|(_, found)| !found) {
            let mut keys = vec![None; position];
            keys.push(Some(id));
            next.push(AlignedKey { values, keys });
        }
        aligned = next;
    }
    aligned
}

/// The values of a key, by the names of their dimensions.
fn values(policy: &Policy, id: KeyId) -> DimensionValues {
    let dimensions = dimensions(&[policy]);
    let values = policy.covered(id).map_or(&[][..], |covered| covered.key.values());
    dimensions.into_iter().zip(values.iter().cloned()).collect()
}
