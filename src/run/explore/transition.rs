//! One step of an interleaving, and the steps that the world leaves open.

use crate::domain::actor::{ActorId, Role};
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::prompt::PromptKind;
use crate::domain::surface::SurfaceId;
use crate::language::plan::{Act, KnownPasscode, NamedDevice, NamedPlace, SurfaceAction};
use crate::policy::checked::Policy;
use crate::policy::surfaces::{OpenTo, Surface};
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

/// How much of what people may try is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// All of it, what they are not allowed to do included.
    Everything,
    /// What leads on: everyone does what is theirs to do, and nothing more. The way to a state is found with fewer tries.
    Rightful,
    /// The same, with one of the devices: the way to a state that takes two resets is found with far fewer.
    OneDevice,
}

impl Reach {
    /// The devices that anything is done with.
    pub(crate) const fn devices(self) -> &'static [DeviceId] {
        match self {
            Self::Everything | Self::Rightful => &[DeviceId::FIRST, DeviceId::SECOND],
            Self::OneDevice => &[DeviceId::FIRST],
        }
    }
}

/// What may be tried in a world.
#[derive(Debug)]
pub(crate) struct WorldSteps {
    /// What people may try at any time.
    pub(crate) user_actions: Vec<Transition>,
    /// The devices that may come and go.
    devices: &'static [DeviceId],
}

impl WorldSteps {
    /// With devices under this management.
    pub(crate) fn new(policy: &Policy, management: &str, reach: Reach) -> Self {
        Self { user_actions: user_actions(policy, management, reach), devices: reach.devices() }
    }
}

/// The owners of the two devices.
pub(crate) fn owners(policy: &Policy) -> [(DeviceId, ActorId); 2] {
    let owner = policy.owner();
    let other = policy.first_with(Role::OtherOwner).unwrap_or(owner);
    [(DeviceId::FIRST, owner), (DeviceId::SECOND, other)]
}

/// What people may try at any time, about devices under this management.
///
/// With [`Reach::Everything`] that includes what they are not allowed to do: an owner on the device of another, on a
/// surface for staff, and staff on a surface for owners.
fn user_actions(policy: &Policy, management: &str, reach: Reach) -> Vec<Transition> {
    let mut user_actions = Vec::new();
    let owners = owners(policy);
    for (id, surface) in policy.declared_surfaces() {
        for actor in surface.people.iter().copied() {
            for (device, owner) in owners.into_iter().take(reach.devices().len()) {
                let theirs = surface.is_console() || owner == actor;
                let reachable = surface.manages(management);
                if theirs && reachable {
                    let actions = actions_on(surface).into_iter();
                    user_actions.extend(actions.map(|action| done(actor, id, device, action)));
                } else if reach == Reach::Everything && (theirs || device == DeviceId::FIRST) {
                    user_actions.push(done(actor, id, device, SurfaceAction::SelectReset));
                }
            }
        }
        // One who may not use the surface shows that no one like them may.
        let stranger = policy.actor_ids().find(|actor| !surface.people.contains(actor));
        if let Some(stranger) = stranger.filter(|_| reach == Reach::Everything) {
            user_actions.push(done(stranger, id, DeviceId::FIRST, SurfaceAction::SelectReset));
        }
    }
    let [(first, owner), (second, other)] = owners;
    let enter = |who, passcode| {
        let device = NamedDevice::Numbered(first);
        Transition::Act(Act::Enter { who, device, passcode })
    };
    let choose = |who, device| {
        let device = NamedDevice::Numbered(device);
        Transition::Act(Act::Choose { who, device })
    };
    user_actions.push(choose(owner, first));
    if reach == Reach::Everything {
        user_actions.push(enter(owner, KnownPasscode::Old));
        user_actions.push(enter(owner, KnownPasscode::Seen));
        if other != owner {
            user_actions.push(enter(other, KnownPasscode::Old));
        }
        user_actions.push(choose(other, second));
    }
    user_actions
}

/// What a person does on a surface for which it is theirs to do so.
fn actions_on(surface: &Surface) -> Vec<SurfaceAction> {
    let from = match surface.open_to {
        OpenTo::AnyBrowser => Browser::OnAnotherDevice,
        OpenTo::TheDevice => Browser::OnTheDevice,
    };
    let flow = surface.flow.as_deref().unwrap_or_default();
    let mut actions = vec![SurfaceAction::SelectReset];
    if surface.is_portal() || surface.asks_for(PromptKind::SignInAgain) {
        actions.extend([SurfaceAction::SignOut, SurfaceAction::SignIn(from)]);
    }
    if surface.asks_for(PromptKind::Confirm) {
        actions.push(SurfaceAction::Confirm);
    }
    if surface.asks_for(PromptKind::EnterCode) {
        actions.extend([true, false].map(|right| SurfaceAction::EnterCode { right }));
    }
    for prompt in flow.iter().filter(|prompt| prompt.asked.kind == PromptKind::Choose) {
        let wrong = u8::from(prompt.right == 0);
        actions.extend([prompt.right, wrong].map(SurfaceAction::Choose));
    }
    if !flow.is_empty() {
        actions.push(SurfaceAction::Cancel);
    }
    actions
}

const fn done(
    actor: ActorId,
    surface: SurfaceId,
    device: DeviceId,
    user_action: SurfaceAction,
) -> Transition {
    let at = NamedPlace { actor, surface: Some(surface) };
    Transition::Act(Act::Do { at, device: NamedDevice::Numbered(device), user_action })
}

/// Everything that may happen next: user actions, a device that comes or goes, every message on its way,
/// and the clock moving to each moment at which something can change. `into` is emptied first.
pub(crate) fn open_steps(steps: &WorldSteps, state: &Simulation, into: &mut Vec<Transition>) {
    into.clear();
    into.extend(state.pending().into_iter().map(Transition::Arrives));
    into.extend_from_slice(&steps.user_actions);
    for id in steps.devices {
        let device = NamedDevice::Numbered(*id);
        let act = state.online(*id).map(|online| Act::Connect { device, online: !online });
        into.extend(act.map(Transition::Act));
    }
    for moment in state.turning_points() {
        into.push(Transition::Act(Act::Wait(moment.since(state.now()))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::samples::{changed, plain};

    /// How many user actions each person tries on each surface with each device, and how many others there are.
    fn tried(policy: &Policy, management: &str, reach: Reach) -> (Vec<(String, usize)>, usize) {
        let (mut counts, mut others) = (Vec::<(String, usize)>::new(), 0);
        for transition in user_actions(policy, management, reach) {
            let Transition::Act(Act::Do { at, device: NamedDevice::Numbered(device), .. }) =
                transition
            else {
                others += 1;
                continue;
            };
            let (actor, surface) = (policy.actor_name(at.actor), at.surface.unwrap());
            let name = format!("{actor}, {}, {}", policy.surface_name(surface), device.0);
            match counts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => counts.push((name, 1)),
            }
        }
        (counts, others)
    }

    fn counted(counts: &[(&str, usize)]) -> Vec<(String, usize)> {
        counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    }

    /// What people may not do: the neighbour with the owner's device, and those for whom a surface is not.
    const EVERYTHING: [(&str, usize); 7] = [
        ("the owner, the page, 0", 5),
        ("the neighbour, the page, 0", 1),
        ("the neighbour, the page, 1", 5),
        ("the clerk, the page, 0", 1),
        ("the clerk, the desk, 0", 1),
        ("the clerk, the desk, 1", 1),
        ("the owner, the desk, 0", 1),
    ];

    #[test]
    fn people_try_what_is_theirs_to_do_and_then_what_is_not() {
        let policy = plain();
        for management in ["joint", "single"] {
            let everything = tried(&policy, management, Reach::Everything);
            assert_eq!(everything, (counted(&EVERYTHING), 5), "{management}");
        }
        let own = [("the owner, the page, 0", 5), ("the neighbour, the page, 1", 5)];
        let desk = [("the clerk, the desk, 0", 1), ("the clerk, the desk, 1", 1)];
        assert_eq!(tried(&policy, "single", Reach::Rightful), (counted(&own), 1));
        let both = [own, desk].concat();
        assert_eq!(tried(&policy, "joint", Reach::Rightful), (counted(&both), 1));
        let one = [own[0], desk[0]];
        assert_eq!(tried(&policy, "joint", Reach::OneDevice), (counted(&one), 1));
    }

    #[test]
    fn people_do_what_a_surface_asks_for() {
        let confirm = "      - confirm: { asks: confirm it }\n";
        let more = "      - enter a code: { asks: enter it }
      - choose: { asks: say why, options: [one, two, three], right: two }\n";
        let policy = changed(confirm, more);
        let page = policy.surface(policy.surface_named("the page").unwrap()).unwrap();
        let expected = [
            SurfaceAction::SelectReset,
            SurfaceAction::SignOut,
            SurfaceAction::SignIn(Browser::OnAnotherDevice),
            SurfaceAction::EnterCode { right: true },
            SurfaceAction::EnterCode { right: false },
            SurfaceAction::Choose(1),
            SurfaceAction::Choose(0),
            SurfaceAction::Cancel,
        ];
        assert_eq!(actions_on(page), expected);
    }
}
