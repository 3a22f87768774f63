//! Who acts, and who looks.

use crate::domain::phrase::phrases;

/// A person who looks at a surface or acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// The end user who owns the device of the scenario.
    EndUser,
    /// Any end user who does not own that device.
    AnotherEndUser,
    /// The administrator of the tenant or site.
    Administrator,
}

phrases!(Actor, "actor", {
    EndUser = 0 => "the end user",
    AnotherEndUser = 1 => "another end user",
    Administrator = 2 => "the administrator",
});

impl Actor {
    /// How many actors there are: the side of every table over them.
    pub const COUNT: usize = Self::ALL.len();

    /// This actor's position in a table over all of them.
    pub const fn index(self) -> usize {
        self as usize
    }
}
