//! A reset: what it does to the passcode, and how far it has come.

use crate::domain::phrase::phrases;

/// A reset of the scenario, counted from one in the order of acceptance.
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
pub struct ResetId(pub u32);

/// What a reset does to the passcode of the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The passcode is taken away; there is no new one.
    Removed,
    /// A new passcode takes the place of the old one.
    Replaced,
    /// The device keeps the passcode it had.
    Unchanged,
}

phrases!(Effect, "effect", {
    Removed = 0 => "removed",
    Replaced = 1 => "replaced",
    Unchanged = 2 => "unchanged",
});

/// Whose passcode a reset is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResetScope {
    /// That of the device.
    #[default]
    Device,
    /// That of its work profile: the device keeps its own.
    WorkProfile,
}

phrases!(ResetScope, "scope", {
    Device => "device",
    WorkProfile => "work_profile",
});

/// How far a reset has come, in the words of Microsoft Graph's `actionState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResetState {
    /// No reset of the device is on record.
    None,
    /// Accepted; the device has not received it yet.
    Pending,
    /// The device has received it; its answer is still to come.
    Active,
    /// The device applied it.
    Done,
    /// The device could not apply it, or it could not be sent.
    Failed,
    /// Withdrawn before the device applied it.
    Canceled,
    /// The device or its row knows no reset.
    NotSupported,
}

phrases!(ResetState, "reset state", {
    None = 0 => "none",
    Pending = 1 => "pending",
    Active = 2 => "active",
    Done = 3 => "done",
    Failed = 4 => "failed",
    Canceled = 5 => "canceled",
    NotSupported = 6 => "not supported",
});

impl ResetState {
    /// Whether a reset in this state may still change the device.
    pub const fn in_flight(self) -> bool {
        match self {
            Self::Pending | Self::Active => true,
            Self::None | Self::Done | Self::Failed | Self::Canceled | Self::NotSupported => false,
        }
    }
}
