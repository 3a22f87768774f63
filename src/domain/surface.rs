//! Where something can be seen and done: places that a policy declares by name, and the device itself.

use crate::domain::phrase::phrases;

/// How many surfaces there may be, the device included.
pub(crate) const SURFACES_MAX: usize = 8;

/// A surface of a policy: the device itself, or one of its `surfaces`, counted from one in their order.
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
pub struct SurfaceId(pub u8);

impl SurfaceId {
    /// The device itself: its lock, its notices.
    pub const DEVICE: Self = Self(0);

    /// This surface's position in a list of all of them.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What kind of surface it is, which decides how it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SurfaceKind {
    /// Where owners look after their own devices, and read how their resets end.
    Portal,
    /// Where people look after the devices of others, and see the state of the latest reset.
    Console,
    /// The device itself.
    Device,
}

phrases!(SurfaceKind, "kind of surface", {
    Portal = 0 => "portal",
    Console = 1 => "console",
    Device = 2 => "device",
});

/// Some surfaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SurfaceSet(u8);

impl SurfaceSet {
    /// Every surface, the device included.
    pub const ALL: Self = Self(u8::MAX);
    /// The device alone.
    pub const DEVICE: Self = Self::one(SurfaceId::DEVICE);
    /// Every surface but the device.
    pub const DECLARED: Self = Self(u8::MAX ^ 1);

    /// One surface alone.
    pub const fn one(surface: SurfaceId) -> Self {
        Self(1 << surface.0)
    }

    /// Whether it is one of them.
    pub const fn has(self, surface: SurfaceId) -> bool {
        self.0 >> surface.0 & 1 == 1
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// These, and those of `others`.
    pub const fn add(&mut self, others: Self) {
        self.0 |= others.0;
    }
}

impl FromIterator<SurfaceId> for SurfaceSet {
    fn from_iter<I: IntoIterator<Item = SurfaceId>>(surfaces: I) -> Self {
        let mut set = Self::default();
        surfaces.into_iter().for_each(|surface| set.add(Self::one(surface)));
        set
    }
}
