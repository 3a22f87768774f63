//! What people do, as the acts that it takes.

use crate::domain::{Action, Browser, Deed, DeviceId, Expectation, Span, Surface, Viewer};
use crate::language::plan::{Act, Check, Instruction, KnownPasscode, WhenRefused};

/// How long somebody is signed out when a sentence does not say.
const SIGNED_OUT_FOR: Span = Span::from_minutes(1);

/// Where a passcode can be reset.
pub(in crate::language) const RESETTING: [Surface; 3] =
    [Surface::CompanyPortal, Surface::ConfigMgrConsole, Surface::RemoteMobileDeviceManager];
/// Where people sign in to reset a passcode.
pub(in crate::language) const PORTAL: [Surface; 1] = [Surface::CompanyPortal];
/// Where the state of a reset is told.
pub(in crate::language) const CONSOLES: [Surface; 2] =
    [Surface::ConfigMgrConsole, Surface::RemoteMobileDeviceManager];

/// One deed of a person about the device.
pub(in crate::language) const fn deed(who: Viewer, at: Surface, deed: Deed) -> Act {
    Act::Plain(Action::Do { who, at, device: DeviceId::FIRST, deed })
}

/// Time passes until the latest reset is answered.
pub(in crate::language) const fn answer() -> Act {
    Act::Plain(Action::AwaitAnswer { device: DeviceId::FIRST, within: None })
}

/// Signing out of the portal, and in again after `span`.
pub(in crate::language) fn sign_out_and_in(who: Viewer, span: Span, from: Browser) -> Vec<Act> {
    let portal = Surface::CompanyPortal;
    vec![
        deed(who, portal, Deed::SignOut),
        Act::Plain(Action::Wait(span)),
        deed(who, portal, Deed::SignIn { from }),
    ]
}

/// Asking for a reset, up to the moment when it is sent: in the portal all of its prompts, elsewhere one deed.
pub(in crate::language) fn request(who: Viewer, at: Surface, from: Browser) -> Vec<Act> {
    match at {
        Surface::CompanyPortal => {
            let mut acts = vec![deed(who, at, Deed::SelectReset)];
            acts.extend(sign_out_and_in(who, SIGNED_OUT_FOR, from));
            acts.push(deed(who, at, Deed::ConfirmReset));
            acts
        }
        Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager | Surface::Device => {
            vec![deed(who, at, Deed::Reset)]
        }
    }
}

/// Asking for a reset and waiting for its answer.
pub(in crate::language) fn reset(who: Viewer, at: Surface, from: Browser) -> Vec<Act> {
    let mut acts = request(who, at, from);
    acts.push(answer());
    acts
}

/// A step that does something, and fails when that is refused.
pub(in crate::language) const fn act(acts: Vec<Act>) -> Instruction {
    Instruction::Act { acts, refused: WhenRefused::Fails }
}

/// A step that tries something, and goes on when that is refused.
pub(in crate::language) const fn attempt(acts: Vec<Act>) -> Instruction {
    Instruction::Act { acts, refused: WhenRefused::GoesOn }
}

/// A look at a surface, now.
pub(in crate::language) const fn sees(
    viewer: Viewer,
    surface: Surface,
    what: Expectation,
) -> Instruction {
    let device = DeviceId::FIRST;
    Instruction::Check(Check::Sees { viewer, surface, device, what, within: None })
}

/// A look of the end user at the device.
pub(in crate::language) const fn device_shows(what: Expectation) -> Instruction {
    sees(Viewer::EndUser, Surface::Device, what)
}

/// A passcode entered on the device, to see whether it opens.
pub(in crate::language) const fn unlocks(passcode: KnownPasscode, opens: bool) -> Instruction {
    Instruction::Check(Check::Unlocks { device: DeviceId::FIRST, passcode, opens })
}
