//! The small world that is explored: who is in it, and how a step is taken.

use std::sync::Arc;

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::passcode::{Passcode, Shape};
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::language::plan::{Act, KnownPasscode, NamedDevice, NamedPlace};
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::run::explore::transition::{Reach, Transition, WorldSteps, owners};
use crate::simulation::Simulation;
use crate::simulation::defect::Defect;
use crate::simulation::marks::Marks;
use crate::simulation::random_stream::Seed;

/// The seed of every explored world. Passcodes and latencies come from it, and neither matters.
const SEED: Seed = Seed(2015);

/// What the owners' devices open with at first, and what their owners set later.
const OLD: [&str; 2] = ["2580", "1470"];
const CHOSEN: [&str; 2] = ["3691", "9630"];

/// Two devices of one key, their owners, and everyone who works on a surface.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) policy: Arc<Policy>,
    pub(crate) key: KeyId,
    /// What may be tried.
    pub(crate) steps: WorldSteps,
    start: Simulation,
}

impl World {
    /// The world of a key, with a seeded defect or without; nothing if the policy has no such key.
    pub(crate) fn new(
        policy: &Arc<Policy>,
        key: KeyId,
        defect: Option<&'static Defect>,
    ) -> Option<Self> {
        let values = &policy.covered(key)?.key;
        let mut start = Simulation::new(Arc::clone(policy), SEED);
        start.inject_defect(defect);
        for (device, owner) in owners(policy) {
            start.act(&Action::Enrol { device, owner, key: values.clone() }).ok()?;
            let passcode = passcode(&OLD, device)?;
            start.act(&on_device(owner, device, UserAction::SetPasscode(passcode))).ok()?;
        }
        Some(Self {
            steps: WorldSteps::new(policy, values.management(), Reach::Everything),
            policy: Arc::clone(policy),
            key,
            start,
        })
    }

    /// Some of what may be tried, for a search that goes deeper.
    pub(crate) fn steps_within(&self, reach: Reach) -> Option<WorldSteps> {
        let management = self.policy.covered(self.key)?.key.management();
        Some(WorldSteps::new(&self.policy, management, reach))
    }

    /// The state in which nothing has happened yet.
    pub(crate) fn start(&self) -> Simulation {
        self.start.clone()
    }

    /// Marks that distinguish states of this world.
    pub(crate) fn marks(&self) -> Marks {
        let known = [OLD, CHOSEN].as_flattened().iter();
        Marks::knowing(known.filter_map(|characters| Passcode::new(characters)).collect())
    }

    /// Takes a step. A refusal is an answer: what was said may have changed the state.
    pub(crate) fn take(&self, state: &mut Simulation, step: &Transition) -> Result<(), Refusal> {
        state.begin_step();
        match step {
            Transition::Arrives(pending) => {
                state.deliver(pending);
                Ok(())
            }
            Transition::Act(act) => self.act(state, act),
        }
    }

    fn act(&self, state: &mut Simulation, act: &Act) -> Result<(), Refusal> {
        match act {
            Act::Connect { device, online } => {
                state.act(&Action::Connect { device: number(*device), online: *online })
            }
            Act::Wait(span) => {
                let end = state.now().after(*span);
                while state.now() < end {
                    state.advance(end.since(state.now()));
                    state.forget_touched();
                }
                Ok(())
            }
            Act::Do { at, device, user_action } => state.act(&Action::Do {
                at: place(*at),
                device: number(*device),
                user_action: user_action.as_user_action(),
            }),
            Act::Enter { who, device, passcode: known } => {
                let device = number(*device);
                let known = match known {
                    KnownPasscode::Old => passcode(&OLD, device),
                    KnownPasscode::Chosen(_) => passcode(&CHOSEN, device),
                    KnownPasscode::Seen => seen(state, device).map(|(_, passcode)| passcode),
                };
                // No one enters a passcode that no one knows.
                let passcode = known.ok_or(Refusal::NotAsked)?;
                state.act(&on_device(*who, device, UserAction::EnterPasscode(passcode)))
            }
            Act::Choose { who, device } => {
                let device = number(*device);
                let passcode = passcode(&CHOSEN, device).ok_or(Refusal::NotAsked)?;
                state.act(&on_device(*who, device, UserAction::SetPasscode(passcode)))
            }
            // An exploration is made of single user actions.
            Act::Enrol { .. }
            | Act::Reset { .. }
            | Act::ResetSomehow { .. }
            | Act::NeverReset { .. }
            | Act::WaitSinceRemoved { .. }
            | Act::AwaitAnswer { .. }
            | Act::EnterWrong { .. }
            | Act::Inject { .. }
            | Act::FailReset { .. }
            | Act::AwaitBlock { .. } => Err(Refusal::NotAsked),
        }
    }

    /// The same world, with these steps already taken.
    #[cfg(test)]
    pub(crate) fn after(mut self, steps: &[Transition]) -> Self {
        let mut start = self.start();
        for step in steps {
            self.take(&mut start, step).unwrap();
        }
        self.start = start;
        self
    }
}

const fn on_device(who: ActorId, device: DeviceId, user_action: UserAction) -> Action {
    Action::Do { at: Place::on_device(who), device, user_action }
}

/// A step of an exploration names every place and device by its number.
fn place(named: NamedPlace) -> Place {
    Place::new(named.actor, named.surface.unwrap_or_default())
}

/// The same of a device.
pub(crate) const fn number(named: NamedDevice) -> DeviceId {
    match named {
        NamedDevice::Numbered(device) => device,
        NamedDevice::Of(_) => DeviceId::FIRST,
    }
}

fn passcode(of: &[&str; 2], device: DeviceId) -> Option<Passcode> {
    of.get(device.index()).and_then(|characters| Passcode::new(characters))
}

/// The first place where a new passcode of the device is visible, and the passcode.
fn seen(state: &Simulation, device: DeviceId) -> Option<(Place, Passcode)> {
    state.policy().places().iter().find_map(|place| {
        let view = state.look(*place, device);
        view.new_passcode().map(|passcode| (*place, *passcode))
    })
}

/// The first place where a new passcode of the device is visible, and its shape.
pub(crate) fn visible(state: &Simulation, device: DeviceId) -> Option<(Place, Shape)> {
    seen(state, device).map(|(place, passcode)| (place, passcode.shape()))
}
