//! The small world that is explored: who is in it, and how a step is taken.

use std::sync::Arc;

use crate::domain::{
    Action, Deed, DeviceId, Management, Passcode, Platform, Refusal, Shape, Surface, Viewer,
};
use crate::language::{Act, KnownPasscode};
use crate::policy::Policy;
use crate::run::explore::step::{Step, deeds};
use crate::simulation::{Marks, Seed, Simulation};

/// The seed of every explored world. Passcodes and latencies come from it, and neither matters.
const SEED: Seed = Seed(2015);

/// What the owners' devices open with at first, and what their owners set later.
const OLD: [&str; 2] = ["2580", "1470"];
const CHOSEN: [&str; 2] = ["3691", "9630"];

/// A defect that a test has the world show.
#[cfg(test)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlantedDefect {
    /// A device carries out a command as often as it arrives.
    AppliesTwice,
    /// The server takes a check-in for an answer, if nothing else is due before it.
    ToldTooEarly,
    /// The window to sign in again never closes.
    WindowStaysOpen,
}

/// Two devices of one row, their owners, and an administrator.
#[derive(Debug)]
pub(super) struct World {
    pub(super) policy: Arc<Policy>,
    pub(super) platform: Platform,
    pub(super) management: Management,
    /// What persons may try at any time.
    pub(super) deeds: Vec<Step>,
    start: Simulation,
    #[cfg(test)]
    planted: Option<PlantedDefect>,
}

impl World {
    /// The world of a row; nothing if the policy has none for this key.
    pub(super) fn new(
        policy: &Arc<Policy>,
        platform: Platform,
        management: Management,
    ) -> Option<Self> {
        let mut start = Simulation::new(Arc::clone(policy), SEED);
        let owners =
            [(DeviceId::FIRST, Viewer::EndUser), (DeviceId::SECOND, Viewer::AnotherEndUser)];
        for (device, owner) in owners {
            let platform = platform.clone();
            start.act(&Action::Enrol { device, owner, platform, management }).ok()?;
            let passcode = passcode(&OLD, device)?;
            start.act(&on_device(owner, device, Deed::SetPasscode(passcode))).ok()?;
        }
        Some(Self {
            deeds: deeds(policy, management),
            policy: Arc::clone(policy),
            platform,
            management,
            start,
            #[cfg(test)]
            planted: None,
        })
    }

    /// The state in which nothing has happened yet.
    pub(super) fn start(&self) -> Simulation {
        self.start.clone()
    }

    /// Marks that tell states of this world apart.
    pub(super) fn marks(&self) -> Marks {
        let known = [OLD, CHOSEN].as_flattened().iter();
        Marks::knowing(known.filter_map(|characters| Passcode::new(characters)).collect())
    }

    /// Takes a step. A refusal is an answer: the state may have changed by being told so.
    pub(super) fn take(&self, state: &mut Simulation, step: &Step) -> Result<(), Refusal> {
        state.begin_step();
        #[cfg(test)]
        self.misbehave(state, step);
        match step {
            Step::Arrives(pending) => {
                state.deliver(pending);
                Ok(())
            }
            Step::Act(Act::Plain(action)) => state.act(action),
            Step::Act(Act::Enter { who, device, passcode: known }) => {
                let known = match known {
                    KnownPasscode::Old => passcode(&OLD, *device),
                    KnownPasscode::Chosen => passcode(&CHOSEN, *device),
                    KnownPasscode::Seen => seen(state, *device).map(|(_, passcode)| passcode),
                };
                // Nobody enters a passcode that nobody knows.
                let passcode = known.ok_or(Refusal::NotAsked)?;
                state.act(&on_device(*who, *device, Deed::EnterPasscode(passcode)))
            }
            Step::Act(Act::Choose { who, device }) => {
                let passcode = passcode(&CHOSEN, *device).ok_or(Refusal::NotAsked)?;
                state.act(&on_device(*who, *device, Deed::SetPasscode(passcode)))
            }
        }
    }

    /// The same world, with these steps already taken.
    #[cfg(test)]
    pub(super) fn after(mut self, steps: &[Step]) -> Self {
        let mut start = self.start();
        for step in steps {
            self.take(&mut start, step).unwrap();
        }
        self.start = start;
        self
    }

    #[cfg(test)]
    pub(super) fn plant(&mut self, defect: PlantedDefect) {
        self.planted = Some(defect);
        if defect == PlantedDefect::AppliesTwice {
            self.start.make_forgetful();
        }
    }

    #[cfg(test)]
    fn misbehave(&self, state: &mut Simulation, step: &Step) {
        match (self.planted, step) {
            (Some(PlantedDefect::WindowStaysOpen), _) => state.open_windows_again(),
            (Some(PlantedDefect::ToldTooEarly), Step::Arrives(pending))
                if pending.what == crate::simulation::Delivery::CheckIn =>
            {
                state.tell_success(pending.device);
            }
            (Some(PlantedDefect::AppliesTwice | PlantedDefect::ToldTooEarly) | None, _) => {}
        }
    }
}

const fn on_device(who: Viewer, device: DeviceId, deed: Deed) -> Action {
    Action::Do { who, at: Surface::Device, device, deed }
}

fn passcode(of: &[&str; 2], device: DeviceId) -> Option<Passcode> {
    of.get(device.index()).and_then(|characters| Passcode::new(characters))
}

/// Every viewer on every surface.
pub(super) fn places() -> impl Iterator<Item = (Viewer, Surface)> {
    Viewer::ALL
        .iter()
        .flat_map(|&viewer| Surface::ALL.iter().map(move |&surface| (viewer, surface)))
}

/// The first place where a new passcode of the device is in sight, and the passcode.
fn seen(state: &Simulation, device: DeviceId) -> Option<((Viewer, Surface), Passcode)> {
    places().find_map(|(viewer, surface)| {
        let view = state.look(viewer, surface, device);
        view.new_passcode().map(|passcode| ((viewer, surface), *passcode))
    })
}

/// Who sees a new passcode of the device where, and what may be told of it.
pub(super) fn in_sight(state: &Simulation, device: DeviceId) -> Option<((Viewer, Surface), Shape)> {
    seen(state, device).map(|(place, passcode)| (place, passcode.shape()))
}
