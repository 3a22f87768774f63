//! The small world that is explored: who is in it, and how a step is taken.

use std::sync::Arc;

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::passcode::{Passcode, Shape};
use crate::domain::place::Place;
use crate::domain::platform::{Management, Platform};
use crate::domain::refusal::Refusal;
use crate::domain::surface::Surface;
use crate::language::plan::{Act, KnownPasscode};
use crate::policy::checked::Policy;
use crate::run::explore::transition::{Transition, user_actions};
use crate::simulation::Simulation;
use crate::simulation::defect::Defect;
use crate::simulation::fingerprint::Marks;
use crate::simulation::random_stream::Seed;

/// The seed of every explored world. Passcodes and latencies come from it, and neither matters.
const SEED: Seed = Seed(2015);

/// What the owners' devices open with at first, and what their owners set later.
const OLD: [&str; 2] = ["2580", "1470"];
const CHOSEN: [&str; 2] = ["3691", "9630"];

/// Two devices of one row, their owners, and an administrator.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) policy: Arc<Policy>,
    pub(crate) platform: Platform,
    pub(crate) management: Management,
    /// What people may try at any time.
    pub(crate) user_actions: Vec<Transition>,
    start: Simulation,
}

impl World {
    /// The world of a row, with a seeded defect or without; nothing if the policy has no row for this key.
    pub(crate) fn new(
        policy: &Arc<Policy>,
        platform: Platform,
        management: Management,
        defect: Option<&'static Defect>,
    ) -> Option<Self> {
        let mut start = Simulation::new(Arc::clone(policy), SEED);
        start.inject_defect(defect);
        let owners = [(DeviceId::FIRST, Actor::EndUser), (DeviceId::SECOND, Actor::AnotherEndUser)];
        for (device, owner) in owners {
            let platform = platform.clone();
            start.act(&Action::Enrol { device, owner, platform, management }).ok()?;
            let passcode = passcode(&OLD, device)?;
            start.act(&on_device(owner, device, UserAction::SetPasscode(passcode))).ok()?;
        }
        Some(Self {
            user_actions: user_actions(policy, management),
            policy: Arc::clone(policy),
            platform,
            management,
            start,
        })
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
            Transition::Act(Act::Plain(action)) => state.act(action),
            Transition::Act(Act::Enter { who, device, passcode: known }) => {
                let known = match known {
                    KnownPasscode::Old => passcode(&OLD, *device),
                    KnownPasscode::Chosen => passcode(&CHOSEN, *device),
                    KnownPasscode::Seen => seen(state, *device).map(|(_, passcode)| passcode),
                };
                // No one enters a passcode that no one knows.
                let passcode = known.ok_or(Refusal::NotAsked)?;
                state.act(&on_device(*who, *device, UserAction::EnterPasscode(passcode)))
            }
            Transition::Act(Act::Choose { who, device }) => {
                let passcode = passcode(&CHOSEN, *device).ok_or(Refusal::NotAsked)?;
                state.act(&on_device(*who, *device, UserAction::SetPasscode(passcode)))
            }
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

const fn on_device(who: Actor, device: DeviceId, user_action: UserAction) -> Action {
    Action::Do { who, at: Surface::Device, device, user_action }
}

fn passcode(of: &[&str; 2], device: DeviceId) -> Option<Passcode> {
    of.get(device.index()).and_then(|characters| Passcode::new(characters))
}

/// The first place where a new passcode of the device is visible, and the passcode.
fn seen(state: &Simulation, device: DeviceId) -> Option<(Place, Passcode)> {
    Place::all().find_map(|place| {
        let view = state.look(place, device);
        view.new_passcode().map(|passcode| (place, *passcode))
    })
}

/// The first place where a new passcode of the device is visible, and its shape.
pub(crate) fn visible(state: &Simulation, device: DeviceId) -> Option<(Place, Shape)> {
    seen(state, device).map(|(place, passcode)| (place, passcode.shape()))
}
