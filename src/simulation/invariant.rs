//! What must always hold, whatever happens.

use thiserror::Error;

use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::phrase::phrases;

/// A rule that no event may break, under any policy, seed and fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Invariant {
    /// No one sees a passcode that the policy does not show to them, there, then.
    SeenByThePolicy,
    /// A visible passcode is the device's, or is marked as superseded; while a newer reset is in flight it may be the older.
    ShownIsCurrent,
    /// Success is reported only for a reset that the device applied.
    SuccessWasApplied,
    /// One reset changes a passcode once, even if its command arrives twice.
    AppliedOnce,
    /// A reset was accepted only after everything that its surface asks for, in order and in time.
    ConfirmedInTime,
    /// At most one reset of a device is in flight.
    OneInFlight,
    /// An accepted reset of an online device ends within the policy's bound.
    EndsInTime,
}

phrases!(Invariant, "invariant", {
    SeenByThePolicy => "no one sees a passcode that the policy does not show to them, there, then",
    ShownIsCurrent => "a visible passcode is the device's, or is marked as superseded",
    SuccessWasApplied => "success is reported only for a reset that the device applied",
    AppliedOnce => "one reset changes the passcode once",
    ConfirmedInTime => "a reset is accepted only after everything that its surface asks for, in order and in time",
    OneInFlight => "at most one reset of a device is in flight",
    EndsInTime => "a reset of an online device ends within the policy's bound",
});

impl Invariant {
    /// This rule's position in a table over all of them.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A broken invariant: a defect of the simulation, never of a policy or a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("broken at {at}: {invariant}")]
pub struct Breach {
    /// The rule.
    pub invariant: Invariant,
    /// When it was broken.
    pub at: Instant,
    /// On which device.
    pub device: DeviceId,
}
