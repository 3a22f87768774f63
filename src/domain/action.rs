//! What a person or the environment does: the only way into a system under test, but for moving its clock.

use crate::domain::actor::ActorId;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::key::Key;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;

/// Something that is done to the system under test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A device without a passcode comes under management.
    Enrol {
        /// The device; devices are enrolled in the order of their numbers.
        device: DeviceId,
        /// Whose device it is.
        owner: ActorId,
        /// What the device is, and how it is managed.
        key: Key,
    },
    /// The device loses its connection, or is back.
    Connect {
        /// The device.
        device: DeviceId,
        /// Whether it has a connection from now on.
        online: bool,
    },
    /// A person does something on a surface, about a device.
    Do {
        /// Who, and where.
        at: Place,
        /// About which device.
        device: DeviceId,
        /// What.
        user_action: UserAction,
    },
}

/// What a person does on a surface. Anyone may try anything; the system refuses what is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserAction {
    /// Begins a reset with the surface's button, while looking at the device.
    SelectReset,
    /// Signs out.
    SignOut,
    /// Signs in.
    SignIn {
        /// Where the browser runs.
        from: Browser,
    },
    /// Confirms, when asked to.
    Confirm,
    /// Enters a code, when asked for one.
    EnterCode {
        /// Whether it is the code that the person was given.
        right: bool,
    },
    /// Chooses from a list, when asked to.
    Choose {
        /// Which entry, counted from zero.
        option: u8,
    },
    /// Leaves whatever the surface asks for.
    Cancel,
    /// Enters a passcode on the device.
    EnterPasscode(Passcode),
    /// Enters a passcode where the device's work profile asks for one.
    OpenWorkProfile(Passcode),
    /// Sets a passcode on the device, which must be open.
    SetPasscode(Passcode),
}
