//! What a person or the environment does: the only way into a system under test.

use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::passcode::Passcode;
use crate::domain::platform::{Management, Platform};
use crate::domain::span::Span;
use crate::domain::surface::Surface;

/// Something that is done to the system under test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A device without a passcode comes under management.
    Enrol {
        /// The device; devices are enrolled in the order of their numbers.
        device: DeviceId,
        /// Whose device it is.
        owner: Actor,
        /// What the device is.
        platform: Platform,
        /// How it is managed.
        management: Management,
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
        /// Who.
        who: Actor,
        /// Where.
        at: Surface,
        /// About which device.
        device: DeviceId,
        /// What.
        user_action: UserAction,
    },
    /// Time passes.
    Wait(Span),
    /// Time passes until the span has gone by since the device last applied a reset.
    WaitSinceApplied {
        /// The device.
        device: DeviceId,
        /// Counted from the moment it applied its latest reset.
        span: Span,
    },
    /// Time passes until the device's latest reset is no longer in flight.
    AwaitAnswer {
        /// The device.
        device: DeviceId,
        /// The longest wait; the policy's own bound where there is none.
        within: Option<Span>,
    },
}

/// What a person does on a surface. Anyone may try anything; the system refuses what is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserAction {
    /// Selects Reset Passcode while looking at the device in the portal.
    SelectReset,
    /// Signs out of the portal.
    SignOut,
    /// Signs in to the portal.
    SignIn {
        /// Where the browser runs.
        from: Browser,
    },
    /// Selects Reset Passcode again, when asked to.
    ConfirmReset,
    /// Leaves whatever the portal asks for.
    Cancel,
    /// Resets the passcode in an administrator's console.
    Reset,
    /// Enters a passcode on the device.
    EnterPasscode(Passcode),
    /// Sets a passcode on the device, which must be open.
    SetPasscode(Passcode),
}
