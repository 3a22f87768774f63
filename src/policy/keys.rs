//! The keys that a policy's rows cover, one after the other: the lines of every table.

use std::collections::BTreeMap;

use crate::domain::key::Key;
use crate::policy::row::RowId;

/// A key that a row covers, counted from zero in the order in which the rows are written.
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
pub struct KeyId(pub u16);

/// A key, and the row that answers for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredKey {
    /// The key.
    pub key: Key,
    /// The row.
    pub row: RowId,
}

/// Every key that a policy's rows cover, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct CoveredKeys {
    all: Vec<CoveredKey>,
    numbers: BTreeMap<Key, KeyId>,
}

impl CoveredKeys {
    /// Adds a key. One that is there already keeps its number.
    pub(crate) fn push(&mut self, covered: CoveredKey) {
        if let Ok(number) = u16::try_from(self.all.len()) {
            self.numbers.entry(covered.key.clone()).or_insert(KeyId(number));
        }
        self.all.push(covered);
    }

    /// The keys, in order.
    pub(crate) fn as_slice(&self) -> &[CoveredKey] {
        &self.all
    }

    /// The number of a key, if it is covered.
    pub(crate) fn number(&self, key: &Key) -> Option<KeyId> {
        self.numbers.get(key).copied()
    }
}
