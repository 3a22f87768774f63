//! Who acts, and who looks: people that a policy declares by name.

use crate::domain::phrase::phrases;

/// How many actors a policy may declare.
pub const ACTORS_MAX: usize = 8;

/// An actor of a policy, counted from zero in the order of its `actors`.
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
pub struct ActorId(pub u8);

impl ActorId {
    /// This actor's position in a list of all of them.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an actor is to the devices of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Owns the devices whose owner no sentence names.
    Owner,
    /// Owns devices, and none of those.
    OtherOwner,
    /// Looks after devices that belong to others.
    Staff,
}

phrases!(Role, "role", {
    Owner = 0 => "owner",
    OtherOwner = 1 => "other owner",
    Staff = 2 => "staff",
});

impl Role {
    /// Whether devices may belong to such an actor.
    pub const fn owns_devices(self) -> bool {
        match self {
            Self::Owner | Self::OtherOwner => true,
            Self::Staff => false,
        }
    }
}
