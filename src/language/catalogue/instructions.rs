//! What sentences ask for, as the acts and checks that it takes.

use crate::domain::browser::Browser;
use crate::domain::expectation::Expectation;
use crate::domain::reset::ResetScope;
use crate::domain::span::Span;
use crate::language::plan::{
    Act, Check, Instruction, KnownPasscode, NamedDevice, NamedPlace, SurfaceAction, WhenRefused,
};

/// One user action about the device.
pub(crate) const fn user_action(
    at: NamedPlace,
    device: NamedDevice,
    user_action: SurfaceAction,
) -> Act {
    Act::Do { at, device, user_action }
}

/// Time passes until the latest reset is answered.
pub(crate) const fn answer(device: NamedDevice) -> Act {
    Act::AwaitAnswer { device, within: None }
}

/// Signing out, and in again after `span`.
pub(crate) fn sign_out_and_in(
    at: NamedPlace,
    device: NamedDevice,
    span: Span,
    from: Browser,
) -> Vec<Act> {
    vec![
        user_action(at, device, SurfaceAction::SignOut),
        Act::Wait(span),
        user_action(at, device, SurfaceAction::SignIn(from)),
    ]
}

/// Asking for a reset, up to the moment when it is sent.
pub(crate) fn request(at: NamedPlace, device: NamedDevice, from: Browser) -> Vec<Act> {
    vec![Act::Reset { at, device, from }]
}

/// Asking for a reset and waiting for its answer.
pub(crate) fn reset(at: NamedPlace, device: NamedDevice, from: Browser) -> Vec<Act> {
    vec![Act::Reset { at, device, from }, answer(device)]
}

/// A step that does something, and fails when that is refused.
pub(crate) const fn act(acts: Vec<Act>) -> Instruction {
    Instruction::Act { acts, refused: WhenRefused::Fails }
}

/// A step that tries something, and goes on when that is refused.
pub(crate) const fn attempt(acts: Vec<Act>) -> Instruction {
    Instruction::Act { acts, refused: WhenRefused::GoesOn }
}

/// A look at a surface, now.
pub(crate) const fn sees(at: NamedPlace, device: NamedDevice, what: Expectation) -> Instruction {
    Instruction::Check(Check::Sees { at, device, what, within: None })
}

/// A look of the owner at the device.
pub(crate) const fn device_shows(device: NamedDevice, what: Expectation) -> Instruction {
    Instruction::Check(Check::DeviceShows { device, what })
}

/// A passcode entered on the device, to see whether it opens.
pub(crate) const fn unlocks(
    device: NamedDevice,
    passcode: KnownPasscode,
    opens: bool,
) -> Instruction {
    Instruction::Check(Check::Unlocks { device, passcode, opens, scope: ResetScope::Device })
}

/// A passcode entered in the device's work profile, to see whether it opens.
pub(crate) const fn unlocks_profile(
    device: NamedDevice,
    passcode: KnownPasscode,
    opens: bool,
) -> Instruction {
    Instruction::Check(Check::Unlocks { device, passcode, opens, scope: ResetScope::WorkProfile })
}
