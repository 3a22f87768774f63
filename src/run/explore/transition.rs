//! One step of an interleaving, and the steps that the world leaves open.

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::language::plan::{Act, KnownPasscode};
use crate::policy::checked::{OpenTo, Policy};
use crate::simulation::Simulation;
use crate::simulation::explore::Pending;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transition {
    /// A person does something, a device comes or goes, or time passes.
    Act(Act),
    /// A message arrives now, whatever else is on its way.
    Arrives(Pending),
}

/// What people may try at any time.
///
/// It holds what they are not allowed to do, too: another end user on the end user's device, the end user
/// in a console, the administrator in the portal.
pub(crate) fn user_actions(
    policy: &Policy,
    management: crate::domain::platform::Management,
) -> Vec<Transition> {
    let (user, other) = (Actor::EndUser, Actor::AnotherEndUser);
    let (first, second) = (DeviceId::FIRST, DeviceId::SECOND);
    let portal = Surface::CompanyPortal;
    let from = match policy.portal.open_to {
        OpenTo::AnyBrowser => Browser::OnAnotherDevice,
        OpenTo::TheDevice => Browser::OnTheDevice,
    };
    let mut user_actions = Vec::new();
    for (who, device) in [(user, first), (other, second)] {
        let flow = [
            UserAction::SelectReset,
            UserAction::SignOut,
            UserAction::SignIn { from },
            UserAction::ConfirmReset,
            UserAction::Cancel,
        ];
        user_actions.extend(flow.map(|user_action| done(who, portal, device, user_action)));
    }
    user_actions.push(done(other, portal, first, UserAction::SelectReset));
    user_actions.push(done(other, portal, first, UserAction::ConfirmReset));
    user_actions.push(done(user, portal, second, UserAction::SelectReset));
    user_actions.push(done(Actor::Administrator, portal, first, UserAction::SelectReset));
    user_actions.push(done(user, Surface::ConfigMgrConsole, first, UserAction::Reset));
    let consoles = [Surface::ConfigMgrConsole, Surface::RemoteMobileDeviceManager];
    let there: Vec<Surface> =
        consoles.into_iter().filter(|it| policy.console(*it, management).is_some()).collect();
    // Where there is no console, one try shows that no one is allowed in.
    let tried = if there.is_empty() { vec![Surface::ConfigMgrConsole] } else { there };
    for surface in tried {
        user_actions.push(done(Actor::Administrator, surface, first, UserAction::Reset));
        user_actions.push(done(Actor::Administrator, surface, second, UserAction::Reset));
    }
    let enter = |who, passcode| Transition::Act(Act::Enter { who, device: first, passcode });
    user_actions.push(enter(user, KnownPasscode::Old));
    user_actions.push(enter(user, KnownPasscode::Seen));
    user_actions.push(enter(other, KnownPasscode::Old));
    user_actions.push(Transition::Act(Act::Choose { who: user, device: first }));
    user_actions.push(Transition::Act(Act::Choose { who: other, device: second }));
    user_actions
}

const fn done(who: Actor, at: Surface, device: DeviceId, user_action: UserAction) -> Transition {
    Transition::Act(Act::Plain(Action::Do { who, at, device, user_action }))
}

/// Everything that may happen next: user actions, a device that comes or goes, every message on its way,
/// and the clock moving to each moment at which something can change. `into` is emptied first.
pub(crate) fn open_steps(
    user_actions: &[Transition],
    state: &Simulation,
    into: &mut Vec<Transition>,
) {
    into.clear();
    into.extend(state.pending().into_iter().map(Transition::Arrives));
    into.extend_from_slice(user_actions);
    for device in [DeviceId::FIRST, DeviceId::SECOND] {
        let action = state.online(device).map(|online| Action::Connect { device, online: !online });
        into.extend(action.map(|action| Transition::Act(Act::Plain(action))));
    }
    for moment in state.turning_points() {
        let span: Span = moment.since(state.now());
        into.push(Transition::Act(Act::Plain(Action::Wait(span))));
    }
}
