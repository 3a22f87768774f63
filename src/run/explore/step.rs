//! One step of an interleaving, and the steps that the world leaves open.

use crate::domain::{Action, Browser, Deed, DeviceId, Span, Surface, Viewer};
use crate::language::{Act, KnownPasscode};
use crate::policy::{OpenTo, Policy};
use crate::simulation::{Pending, Simulation};

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A person does something, a device comes or goes, or time passes.
    Act(Act),
    /// A message arrives now, whatever else is on its way.
    Arrives(Pending),
}

/// What persons may try at any time.
///
/// It holds what they are not let do as well: another end user on the end user's device, the end user
/// in a console, the administrator in the portal.
pub(super) fn deeds(policy: &Policy, management: crate::domain::Management) -> Vec<Step> {
    let (user, other) = (Viewer::EndUser, Viewer::AnotherEndUser);
    let (first, second) = (DeviceId::FIRST, DeviceId::SECOND);
    let portal = Surface::CompanyPortal;
    let from = match policy.portal.open_to {
        OpenTo::AnyBrowser => Browser::OnAnotherDevice,
        OpenTo::TheDevice => Browser::OnTheDevice,
    };
    let mut deeds = Vec::new();
    for (who, device) in [(user, first), (other, second)] {
        let flow = [
            Deed::SelectReset,
            Deed::SignOut,
            Deed::SignIn { from },
            Deed::ConfirmReset,
            Deed::Cancel,
        ];
        deeds.extend(flow.map(|deed| done(who, portal, device, deed)));
    }
    deeds.push(done(other, portal, first, Deed::SelectReset));
    deeds.push(done(other, portal, first, Deed::ConfirmReset));
    deeds.push(done(user, portal, second, Deed::SelectReset));
    deeds.push(done(Viewer::Administrator, portal, first, Deed::SelectReset));
    deeds.push(done(user, Surface::ConfigMgrConsole, first, Deed::Reset));
    let consoles = [Surface::ConfigMgrConsole, Surface::RemoteMobileDeviceManager];
    let there: Vec<Surface> =
        consoles.into_iter().filter(|it| policy.console(*it, management).is_some()).collect();
    // Where there is no console, one try shows that nobody is let in.
    let tried = if there.is_empty() { vec![Surface::ConfigMgrConsole] } else { there };
    for surface in tried {
        deeds.push(done(Viewer::Administrator, surface, first, Deed::Reset));
        deeds.push(done(Viewer::Administrator, surface, second, Deed::Reset));
    }
    let enter = |who, passcode| Step::Act(Act::Enter { who, device: first, passcode });
    deeds.push(enter(user, KnownPasscode::Old));
    deeds.push(enter(user, KnownPasscode::Seen));
    deeds.push(enter(other, KnownPasscode::Old));
    deeds.push(Step::Act(Act::Choose { who: user, device: first }));
    deeds.push(Step::Act(Act::Choose { who: other, device: second }));
    deeds
}

const fn done(who: Viewer, at: Surface, device: DeviceId, deed: Deed) -> Step {
    Step::Act(Act::Plain(Action::Do { who, at, device, deed }))
}

/// Everything that may happen next: the deeds, a device that comes or goes, every message on its way,
/// and the clock moving to each moment at which something can turn. `into` is emptied first.
pub(super) fn open_steps(deeds: &[Step], state: &Simulation, into: &mut Vec<Step>) {
    into.clear();
    into.extend(state.pending().into_iter().map(Step::Arrives));
    into.extend_from_slice(deeds);
    for device in [DeviceId::FIRST, DeviceId::SECOND] {
        let action = state.online(device).map(|online| Action::Connect { device, online: !online });
        into.extend(action.map(|action| Step::Act(Act::Plain(action))));
    }
    for moment in state.turning_points() {
        let span: Span = moment.since(state.now());
        into.push(Step::Act(Act::Plain(Action::Wait(span))));
    }
}
