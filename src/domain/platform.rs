//! What a device is, and how it is managed: together, the key of a policy's row.

use std::fmt;
use std::sync::Arc;

use crate::domain::phrase::phrases;

/// A device platform, by the name that policies and feature files give it.
///
/// A name and not an enum: which platforms exist is for a policy to say.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Platform(Arc<str>);

impl Platform {
    /// The platform called `name`.
    pub fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// The name, as policies and feature files spell it.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Platform {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// How the tenant manages its devices: the source's "Scenario" column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Management {
    /// By the cloud service alone.
    Standalone,
    /// By the cloud service connected to Configuration Manager.
    Hybrid,
}

phrases!(Management, "management", {
    Standalone = 0 => "standalone",
    Hybrid = 1 => "hybrid",
});

impl Management {
    /// How many kinds of management there are: the side of every table over them.
    pub const COUNT: usize = Self::ALL.len();

    /// This kind's position in a table over all of them.
    pub const fn index(self) -> usize {
        self as usize
    }
}
