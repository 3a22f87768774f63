//! Why something that a person tried was refused.

use crate::domain::phrase::phrases;

/// Why an action had no effect. A refusal changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// The surface does not exist here, or not for this person.
    NotAllowed,
    /// The surface does not offer a reset of this device to this person.
    NotOffered,
    /// The person is not signed in.
    SignedOut,
    /// The surface does not ask for this now.
    NotAsked,
    /// A reset of this device is already in flight.
    AlreadyPending,
    /// The device asks for its passcode first.
    DeviceLocked,
    /// The passcode entered is not the device's.
    WrongPasscode,
    /// The device keeps its apps closed, and so its browser.
    AppsBlocked,
    /// The device has no connection.
    DeviceOffline,
    /// The code entered is not the one that the person was given.
    WrongCode,
    /// The policy has no row for such a device.
    NoRow,
    /// There is no such device.
    NoDevice,
    /// The device is under management already.
    EnrolledAlready,
    /// Something else, which only the system's own words say. No sentence can expect it.
    Other,
}

impl Refusal {
    /// Whether a person can meet it, and a sentence expect it: the others answer what no sentence says, or could be any.
    pub const fn is_met_by_people(self) -> bool {
        !matches!(self, Self::NoRow | Self::EnrolledAlready | Self::Other)
    }

    /// Those that a person can meet.
    pub fn met_by_people() -> Vec<Self> {
        Self::ALL.iter().copied().filter(|refusal| refusal.is_met_by_people()).collect()
    }
}

phrases!(Refusal, "reason", {
    NotAllowed = 0 => "it is not allowed",
    NotOffered = 1 => "it is not offered",
    SignedOut = 2 => "nobody is signed in",
    NotAsked = 3 => "it is not asked for",
    AlreadyPending = 4 => "a reset is already pending",
    DeviceLocked = 5 => "the device is locked",
    WrongPasscode = 6 => "the passcode is wrong",
    WrongCode = 12 => "the code is wrong",
    AppsBlocked = 13 => "apps are blocked on the device",
    DeviceOffline = 14 => "the device is offline",
    NoRow = 7 => "the policy has no such row",
    NoDevice = 8 => "there is no such device",
    EnrolledAlready = 9 => "the device is enrolled already",
    Other = 15 => "of something else",
});
