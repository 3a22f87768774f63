//! Which device, and what its lock screen lets through.

use crate::domain::phrase::phrases;

/// How many devices a scenario may have.
pub(crate) const DEVICES_MAX: usize = 8;

/// What sentences call the devices of a scenario, in the order of enrolment.
pub(crate) const DEVICE_NAMES: [&str; DEVICES_MAX] = [
    "the device",
    "the second device",
    "the third device",
    "the fourth device",
    "the fifth device",
    "the sixth device",
    "the seventh device",
    "the eighth device",
];

/// A device of the scenario, counted from zero in the order of enrolment.
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
pub struct DeviceId(pub u8);

impl DeviceId {
    /// The first device of the scenario: the one that a sentence calls "the device".
    pub const FIRST: Self = Self(0);
    /// The second.
    pub const SECOND: Self = Self(1);

    /// This device's position in a list of all of them.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What keeps the person who holds a device from its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeviceLock {
    /// The device asks for its passcode.
    Locked,
    /// The device has a passcode, and it has been entered.
    Unlocked,
    /// The device has no passcode at all.
    NoPasscode,
}

phrases!(DeviceLock, "lock", {
    Locked = 0 => "locked",
    Unlocked = 1 => "unlocked",
    NoPasscode = 2 => "no passcode",
});
