//! What a device is to a policy: the key of a row.

use std::fmt;
use std::sync::Arc;

/// The values of a device in the dimensions of its policy: its platform, how it is managed, and then whatever else the
/// policy declares, in the order in which it declares it.
///
/// Names and not enums: which values there are is for a policy to say.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<[Arc<str>]>);

impl Key {
    /// The key with these values, the platform and the management first.
    pub fn new(values: impl IntoIterator<Item = Arc<str>>) -> Self {
        Self(values.into_iter().collect())
    }

    /// The device's platform.
    pub fn platform(&self) -> &str {
        self.value(0)
    }

    /// How it is managed.
    pub fn management(&self) -> &str {
        self.value(1)
    }

    /// The values in the dimensions that the policy declares besides.
    pub fn others(&self) -> &[Arc<str>] {
        self.0.get(2..).unwrap_or_default()
    }

    /// Everything but the platform, as a table's column shows it.
    pub fn without_platform(&self) -> String {
        self.0.get(1..).unwrap_or_default().join(", ")
    }

    /// All values, in the order of the dimensions.
    pub fn values(&self) -> &[Arc<str>] {
        &self.0
    }

    fn value(&self, position: usize) -> &str {
        self.0.get(position).map_or("", |value| value)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}

/// As a sentence of a report names it: `Tablet 3, managed`.
impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0.join(", "))
    }
}
