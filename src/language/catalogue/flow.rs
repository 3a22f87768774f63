//! What people do, as the acts that it takes.

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::language::plan::{Act, Check, Instruction, KnownPasscode, WhenRefused};

/// How long an actor is signed out when a sentence does not say.
const SIGNED_OUT_FOR: Span = Span::from_minutes(1);

/// Where a passcode can be reset.
pub(crate) const RESETTING: [Surface; 3] =
    [Surface::CompanyPortal, Surface::ConfigMgrConsole, Surface::RemoteMobileDeviceManager];
/// Where people sign in to reset a passcode.
pub(crate) const PORTAL: [Surface; 1] = [Surface::CompanyPortal];
/// Where the state of a reset is shown.
pub(crate) const CONSOLES: [Surface; 2] =
    [Surface::ConfigMgrConsole, Surface::RemoteMobileDeviceManager];

/// One user action about the device.
pub(crate) const fn user_action(who: Actor, at: Surface, user_action: UserAction) -> Act {
    Act::Plain(Action::Do { who, at, device: DeviceId::FIRST, user_action })
}

/// Time passes until the latest reset is answered.
pub(crate) const fn answer() -> Act {
    Act::Plain(Action::AwaitAnswer { device: DeviceId::FIRST, within: None })
}

/// Signing out of the portal, and in again after `span`.
pub(crate) fn sign_out_and_in(who: Actor, span: Span, from: Browser) -> Vec<Act> {
    let portal = Surface::CompanyPortal;
    vec![
        user_action(who, portal, UserAction::SignOut),
        Act::Plain(Action::Wait(span)),
        user_action(who, portal, UserAction::SignIn { from }),
    ]
}

/// Asking for a reset, up to the moment when it is sent: in the portal all of its prompts, elsewhere one user action.
pub(crate) fn request(who: Actor, at: Surface, from: Browser) -> Vec<Act> {
    match at {
        Surface::CompanyPortal => {
            let mut acts = vec![user_action(who, at, UserAction::SelectReset)];
            acts.extend(sign_out_and_in(who, SIGNED_OUT_FOR, from));
            acts.push(user_action(who, at, UserAction::ConfirmReset));
            acts
        }
        Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager | Surface::Device => {
            vec![user_action(who, at, UserAction::Reset)]
        }
    }
}

/// Asking for a reset and waiting for its answer.
pub(crate) fn reset(who: Actor, at: Surface, from: Browser) -> Vec<Act> {
    let mut acts = request(who, at, from);
    acts.push(answer());
    acts
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
pub(crate) const fn sees(actor: Actor, surface: Surface, what: Expectation) -> Instruction {
    let device = DeviceId::FIRST;
    Instruction::Check(Check::Sees { actor, surface, device, what, within: None })
}

/// A look of the end user at the device.
pub(crate) const fn device_shows(what: Expectation) -> Instruction {
    sees(Actor::EndUser, Surface::Device, what)
}

/// A passcode entered on the device, to see whether it opens.
pub(crate) const fn unlocks(passcode: KnownPasscode, opens: bool) -> Instruction {
    Instruction::Check(Check::Unlocks { device: DeviceId::FIRST, passcode, opens })
}
