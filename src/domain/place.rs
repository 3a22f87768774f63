//! A person on a surface: where something can be done and seen.

use crate::domain::actor::ActorId;
use crate::domain::surface::SurfaceId;

/// Who, and where: a person in front of a surface.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Place {
    /// Who.
    pub actor: ActorId,
    /// Where.
    pub surface: SurfaceId,
}

impl Place {
    /// The place of `actor` on `surface`.
    pub const fn new(actor: ActorId, surface: SurfaceId) -> Self {
        Self { actor, surface }
    }

    /// The place of `actor` in front of a device.
    pub const fn on_device(actor: ActorId) -> Self {
        Self { actor, surface: SurfaceId::DEVICE }
    }

    /// What a digest hashes for this place.
    pub const fn number(self) -> u16 {
        u16::from_be_bytes([self.actor.0, self.surface.0])
    }
}
