//! Which things go wrong when: drawn from a seed, or given one by one.

use std::sync::Arc;

use crate::domain::device::DeviceId;
use crate::domain::fault::Fault;
use crate::domain::phrase::phrases;
use crate::simulation::random_stream::{RandomStream, Seed, StreamName};

/// How much may go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// What the policy's own bounds leave room for: every scenario must still pass.
    Benign,
    /// Anything: only the invariants must hold, and what was accepted must end once the faults stop.
    Hostile,
}

phrases!(Profile, "fault profile", {
    Benign => "benign",
    Hostile => "hostile",
});

/// One injected fault, by its opportunity.
///
/// The opportunities of each kind of fault are counted from zero, in the order in which the simulation asks
/// whether it is injected: that depends on the plan, the seed and the faults before, and on nothing else.
/// Each kind has a count of its own, so that leaving one fault out moves few others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InjectedFault {
    /// What goes wrong.
    pub fault: Fault,
    /// Which opportunity of this kind.
    pub opportunity: u32,
}

/// Where a scenario's faults come from.
#[derive(Clone, Debug, Default)]
pub enum FaultPlan {
    /// Nothing goes wrong.
    #[default]
    None,
    /// A swarm drawn from the scenario's seed: some kinds wholly off, the others with uneven weights.
    Drawn(Profile),
    /// These faults and no others, in the order of their opportunities.
    Given(Arc<[InjectedFault]>),
}

/// The faults of one scenario.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    source: Source,
    swarm: Option<Swarm>,
    opportunities: [u32; KINDS],
    injected: Vec<InjectedFault>,
    /// How many more faults may delay the reset in flight.
    delays_left: u8,
    /// What a scenario says will go wrong the next time that it can.
    armed: Vec<(DeviceId, Fault)>,
}

#[derive(Clone, Debug, Default)]
enum Source {
    #[default]
    None,
    Drawn(Profile),
    Given(Arc<[InjectedFault]>),
}

/// How often each kind is injected, and the stream that decides when.
#[derive(Clone, Debug)]
struct Swarm {
    random: RandomStream,
    weights: [u16; KINDS],
}

const KINDS: usize = Fault::ALL.len();

/// How often a kind is injected, of a thousand opportunities. Uneven on purpose: rare faults find other
/// defects than frequent ones.
const WEIGHTS: [u16; 5] = [5, 20, 80, 250, 600];

impl Faults {
    pub(crate) fn new(plan: &FaultPlan, seed: Seed) -> Self {
        let (source, swarm) = match plan {
            FaultPlan::None => (Source::None, None),
            FaultPlan::Drawn(profile) => {
                (Source::Drawn(*profile), Some(Swarm::new(*profile, seed)))
            }
            FaultPlan::Given(injected) => (Source::Given(Arc::clone(injected)), None),
        };
        Self { source, swarm, ..Self::default() }
    }

    /// Starts over, keeping the memory that it uses.
    pub(crate) fn restart(&mut self, plan: &FaultPlan, seed: Seed) {
        let injected = std::mem::take(&mut self.injected);
        *self = Self::new(plan, seed);
        self.injected = injected;
        self.injected.clear();
    }

    /// Whether anything can go wrong at all.
    pub(crate) const fn any(&self) -> bool {
        !matches!(self.source, Source::None)
    }

    /// From here on nothing goes wrong.
    pub(crate) fn end(&mut self) {
        self.source = Source::None;
        self.armed.clear();
    }

    /// `fault` happens to `device` the next time that it can. A scenario that has something go wrong itself leaves no
    /// room for more within the policy's bounds.
    pub(crate) fn arm(&mut self, device: DeviceId, fault: Fault) {
        if matches!(self.source, Source::Drawn(Profile::Benign)) {
            self.source = Source::None;
        }
        self.armed.push((device, fault));
    }

    /// A reset was accepted: within the policy's bound there is room for one delay.
    pub(crate) const fn reset_accepted(&mut self) {
        self.delays_left = 1;
    }

    /// What waits for the next time that it can go wrong.
    pub(crate) fn all_armed(&self) -> &[(DeviceId, Fault)] {
        &self.armed
    }

    /// Every injected fault, in order.
    pub(crate) fn all_injected(&self) -> &[InjectedFault] {
        &self.injected
    }

    /// Whether a scenario says that `fault` happens to `device` now; it does once.
    pub(crate) fn is_armed(&mut self, device: DeviceId, fault: Fault) -> bool {
        let armed = self.armed.iter().position(|armed| *armed == (device, fault));
        armed.map(|place| self.armed.remove(place)).is_some()
    }

    /// Whether `fault` is injected at this opportunity.
    pub(crate) fn injected(&mut self, fault: Fault) -> bool {
        let Some(next) = self.opportunities.get_mut(fault.index()) else { return false };
        let opportunity = *next;
        let injected = match &self.source {
            Source::None => return false,
            Source::Given(injected) => injected.contains(&InjectedFault { fault, opportunity }),
            Source::Drawn(profile) => {
                let room =
                    *profile == Profile::Hostile || !fault.row().delays || self.delays_left > 0;
                self.swarm.as_mut().is_some_and(|swarm| swarm.injected(fault)) && room
            }
        };
        *next = next.saturating_add(1);
        if injected {
            self.injected.push(InjectedFault { fault, opportunity });
            if fault.row().delays {
                self.delays_left = self.delays_left.saturating_sub(1);
            }
        }
        injected
    }
}

impl Swarm {
    fn new(profile: Profile, seed: Seed) -> Self {
        let mut random = RandomStream::new(seed, StreamName::Faults);
        let mut weights = [0; KINDS];
        for (weight, fault) in weights.iter_mut().zip(Fault::ALL) {
            if fault.row().only_in_scenarios {
                continue;
            }
            // Both draws are made for every kind, so that a kind's weight depends on no other kind.
            let (on, which) = (random.below(2) == 0, random.below(WEIGHTS.len() as u64));
            let drawn = usize::try_from(which).ok().and_then(|which| WEIGHTS.get(which));
            if on && (profile == Profile::Hostile || fault.row().is_benign) {
                // What comes from outside has an opportunity at every event, and is injected less often at each.
                let share = if fault.row().at_any_moment { 10 } else { 1 };
                *weight = drawn.copied().unwrap_or_default().div_ceil(share);
            }
        }
        Self { random, weights }
    }

    fn injected(&mut self, fault: Fault) -> bool {
        let weight = self.weights.get(fault.index()).copied().unwrap_or_default();
        self.random.below(1000) < u64::from(weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_kinds_are_wholly_off_and_others_are_not() {
        let swarms: Vec<_> =
            (0..200).map(|seed| Swarm::new(Profile::Hostile, Seed(seed)).weights).collect();
        let drawn = Fault::ALL.iter().filter(|fault| !fault.row().only_in_scenarios);
        for (kind, fault) in drawn.enumerate() {
            let off = swarms.iter().filter(|weights| weights[kind] == 0).count();
            assert!((50..150).contains(&off), "{fault} is off in {off} of 200 swarms");
        }
    }

    #[test]
    fn faults_that_were_drawn_are_injected_again_when_they_are_given() {
        let asked: Vec<Fault> = Fault::ALL.iter().copied().cycle().take(300).collect();
        let mut drawn = Faults::new(&FaultPlan::Drawn(Profile::Hostile), Seed(3));
        let first: Vec<bool> = asked.iter().map(|fault| drawn.injected(*fault)).collect();
        assert!(first.contains(&true));
        let mut given = Faults::new(&FaultPlan::Given(drawn.all_injected().into()), Seed(3));
        let second: Vec<bool> = asked.iter().map(|fault| given.injected(*fault)).collect();
        assert_eq!(first, second);
    }

    #[test]
    fn a_benign_swarm_delays_a_reset_once_at_most() {
        for seed in 0..100 {
            let mut faults = Faults::new(&FaultPlan::Drawn(Profile::Benign), Seed(seed));
            faults.reset_accepted();
            for _ in 0..50 {
                faults.injected(Fault::PushLost);
                faults.injected(Fault::AnswerLost);
            }
            assert!(faults.all_injected().len() <= 1, "seed {seed}");
        }
    }
}
