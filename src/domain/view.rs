//! What there is to see in a place at one moment: the only way out of a system under test.

use crate::domain::device::DeviceLock;
use crate::domain::passcode::Passcode;
use crate::domain::phrase::phrases;
use crate::domain::reset::ResetState;

/// What a surface asks a person to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prompt {
    /// Sign out, and sign in again.
    SignOutAndIn,
    /// Confirm the reset.
    ResetPasscode,
}

phrases!(Prompt, "prompt", {
    SignOutAndIn = 0 => "sign out and sign in again",
    ResetPasscode = 1 => "reset the passcode",
});

/// What a surface shows where a new passcode could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShownPasscode<'a> {
    /// Nothing.
    #[default]
    Nothing,
    /// Words in the place of a passcode, such as `N/A`.
    Words(&'a str),
    /// A passcode.
    Shown {
        /// The passcode itself.
        passcode: Passcode,
        /// Whether the surface says that it is no longer the device's.
        superseded: bool,
        /// The surface's words around it, with a `{passcode}` slot; empty where it shows the passcode alone.
        told_as: &'a str,
    },
}

/// What there is to see in one place. The default is what a person sees who is not allowed in: nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View<'a> {
    /// Whether the surface offers to reset the device's passcode.
    pub offers_reset: bool,
    /// What the surface asks for next.
    pub asks: Option<Prompt>,
    /// What the surface says.
    pub says: Option<&'a str>,
    /// The state of the device's latest reset, where the surface shows it.
    pub state: Option<ResetState>,
    /// What is shown where a new passcode could be.
    pub passcode: ShownPasscode<'a>,
    /// The lock, on the device itself.
    pub lock: Option<DeviceLock>,
    /// Whether the device keeps its apps closed until a passcode is set.
    pub apps_blocked: bool,
}

impl View<'_> {
    /// The visible passcode, unless it is marked as superseded.
    pub fn new_passcode(&self) -> Option<&Passcode> {
        match &self.passcode {
            ShownPasscode::Shown { passcode, superseded: false, .. } => Some(passcode),
            ShownPasscode::Shown { .. } | ShownPasscode::Words(_) | ShownPasscode::Nothing => None,
        }
    }
}
