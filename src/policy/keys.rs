//! The keys that a policy's rows cover, one after the other: the lines of every table.

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
