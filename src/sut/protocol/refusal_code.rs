//! Why a system refuses something, as the protocol writes it: a closed set of codes.

use crate::domain::phrase::phrases;
use crate::domain::refusal::Refusal;

/// Why something was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefusalCode {
    /// The surface does not exist for this person, or not for this device.
    NotAllowed,
    /// The surface offers no reset of this device to this person.
    NotOffered,
    /// The person is not signed in.
    SignedOut,
    /// The surface does not ask for this now.
    NotAsked,
    /// A reset of the device is in flight.
    AlreadyPending,
    /// The device asks for its passcode first.
    DeviceLocked,
    /// The passcode is not the device's.
    WrongPasscode,
    /// The code is not the one that the person was given.
    WrongCode,
    /// The device keeps its apps closed, and so its browser.
    AppsBlocked,
    /// The device has no connection.
    DeviceOffline,
    /// The system has no such kind of device.
    NoRow,
    /// There is no such device.
    NoDevice,
    /// The device is enrolled already.
    EnrolledAlready,
    /// Something else, which only the system's own words say. It meets no expectation that names a reason.
    Other,
}

phrases!(RefusalCode, "refusal code", {
    NotAllowed => "not-allowed",
    NotOffered => "not-offered",
    SignedOut => "signed-out",
    NotAsked => "not-asked",
    AlreadyPending => "already-pending",
    DeviceLocked => "device-locked",
    WrongPasscode => "wrong-passcode",
    WrongCode => "wrong-code",
    AppsBlocked => "apps-blocked",
    DeviceOffline => "device-offline",
    NoRow => "no-row",
    NoDevice => "no-device",
    EnrolledAlready => "enrolled-already",
    Other => "other",
});

impl From<RefusalCode> for Refusal {
    fn from(code: RefusalCode) -> Self {
        match code {
            RefusalCode::NotAllowed => Self::NotAllowed,
            RefusalCode::NotOffered => Self::NotOffered,
            RefusalCode::SignedOut => Self::SignedOut,
            RefusalCode::NotAsked => Self::NotAsked,
            RefusalCode::AlreadyPending => Self::AlreadyPending,
            RefusalCode::DeviceLocked => Self::DeviceLocked,
            RefusalCode::WrongPasscode => Self::WrongPasscode,
            RefusalCode::WrongCode => Self::WrongCode,
            RefusalCode::AppsBlocked => Self::AppsBlocked,
            RefusalCode::DeviceOffline => Self::DeviceOffline,
            RefusalCode::NoRow => Self::NoRow,
            RefusalCode::NoDevice => Self::NoDevice,
            RefusalCode::EnrolledAlready => Self::EnrolledAlready,
            RefusalCode::Other => Self::Other,
        }
    }
}

impl From<Refusal> for RefusalCode {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotAllowed => Self::NotAllowed,
            Refusal::NotOffered => Self::NotOffered,
            Refusal::SignedOut => Self::SignedOut,
            Refusal::NotAsked => Self::NotAsked,
            Refusal::AlreadyPending => Self::AlreadyPending,
            Refusal::DeviceLocked => Self::DeviceLocked,
            Refusal::WrongPasscode => Self::WrongPasscode,
            Refusal::WrongCode => Self::WrongCode,
            Refusal::AppsBlocked => Self::AppsBlocked,
            Refusal::DeviceOffline => Self::DeviceOffline,
            Refusal::NoRow => Self::NoRow,
            Refusal::NoDevice => Self::NoDevice,
            Refusal::EnrolledAlready => Self::EnrolledAlready,
            Refusal::Other => Self::Other,
        }
    }
}
