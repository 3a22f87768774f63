//! Makes a finding as small as it gets: fewer faults, then fewer steps, then a plainer device.

use std::sync::Arc;

use crate::domain::key::Key;
use crate::policy::checked::Policy;
use crate::run::batch::{Plan, Worker};
use crate::run::sweep::{FailingTrial, SweepFinding, Trial};
use crate::simulation::fault::{FaultPlan, InjectedFault};

/// How small a finding has become.
#[derive(Clone, Debug)]
pub struct Shrunk {
    /// The smallest trial that still finds the same.
    pub found: FailingTrial,
    /// Its faults.
    pub injected: Vec<InjectedFault>,
    /// Which steps of the scenario it keeps, counted from zero.
    pub steps: Vec<usize>,
    /// The device that it is about now, where that is not the scenario's own.
    pub device: Option<Key>,
    /// How many faults and steps there were at first.
    pub from: (usize, usize),
    /// How many trials it took.
    pub trials: usize,
}

/// Shrinks a finding on a worker: every part that can be left out while the same kind of thing is
/// still found is left out.
pub(crate) fn shrink(found: &FailingTrial, worker: &mut Worker) -> Shrunk {
    let injected = match &found.trial.faults {
        FaultPlan::Given(injected) => injected.to_vec(),
        FaultPlan::None | FaultPlan::Drawn(_) => Vec::new(),
    };
    let steps: Vec<usize> = (0..found.trial.plan.steps().len()).collect();
    let mut shrinking = Shrinking {
        from: (injected.len(), steps.len()),
        plan: found.trial.plan.clone(),
        base: found.trial.clone(),
        found: found.clone(),
        wanted: found.finding.clone(),
        needs_faults: found.trial.with_faults(&[]).run(worker).is_none(),
        injected,
        steps,
        worker,
        trials: 0,
    };
    // Fewer steps can make more faults superfluous, and the other way round.
    while shrinking.fewer_faults() | shrinking.fewer_steps() {}
    let device = shrinking.plainer_device(&found.trial.policy);
    let Shrinking { found, injected, steps, from, trials, .. } = shrinking;
    Shrunk { found, injected, steps, device, from, trials }
}

struct Shrinking<'s> {
    base: Trial,
    /// The whole plan, from which `steps` are taken.
    plan: Plan,
    found: FailingTrial,
    /// What was found at first, by the step of the whole plan.
    wanted: SweepFinding,
    /// Whether nothing is found without faults: then a smaller plan has to pass without them, too.
    needs_faults: bool,
    injected: Vec<InjectedFault>,
    steps: Vec<usize>,
    from: (usize, usize),
    worker: &'s mut Worker,
    trials: usize,
}

impl Shrinking<'_> {
    /// Leaves out runs of faults, long ones first. Returns whether any could be left out.
    fn fewer_faults(&mut self) -> bool {
        let before = self.injected.len();
        let mut length = before;
        while length > 0 {
            let mut start = 0;
            while start < self.injected.len() {
                let without = leave_out(&self.injected, start, length);
                let steps = self.steps.clone();
                if !self.still_finds(without, steps) {
                    start += length;
                }
            }
            length /= 2;
        }
        self.injected.len() < before
    }

    /// Leaves out single steps, the last ones first. Returns whether any could be left out.
    fn fewer_steps(&mut self) -> bool {
        let before = self.steps.len();
        for place in (0..before).rev() {
            let without = leave_out(&self.steps, place, 1);
            let injected = self.injected.clone();
            self.still_finds(injected, without);
        }
        self.steps.len() < before
    }

    /// Tries the devices of the policy in its order, and stays with the first that will do.
    fn plainer_device(&mut self, policy: &Arc<Policy>) -> Option<Key> {
        let whole = self.plan.clone();
        for covered in policy.keys.as_slice() {
            self.plan = whole.about(&covered.key);
            if self.still_finds(self.injected.clone(), self.steps.clone()) {
                return Some(covered.key.clone());
            }
        }
        self.plan = whole;
        None
    }

    /// Whether a smaller trial finds the same thing; it is kept if so.
    fn still_finds(&mut self, injected: Vec<InjectedFault>, steps: Vec<usize>) -> bool {
        self.trials += 1;
        let plan = self.plan.reduced(|step| steps.contains(&step));
        let trial = Trial { plan, ..self.base.with_faults(&injected) };
        let Some(finding) = trial.run(self.worker) else { return false };
        if !self.is_wanted(&finding, &steps) {
            return false;
        }
        if self.needs_faults && trial.with_faults(&[]).run(self.worker).is_some() {
            return false;
        }
        self.found = FailingTrial { trial, finding };
        self.injected = injected;
        self.steps = steps;
        true
    }
}

impl Shrinking<'_> {
    /// Whether a finding in a plan of these steps is the one that is shrunk: the same invariant, or the same step for the same
    /// reason.
    fn is_wanted(&self, finding: &SweepFinding, steps: &[usize]) -> bool {
        match (finding, &self.wanted) {
            (
                SweepFinding::Fails { step, failure },
                SweepFinding::Fails { step: at, failure: why },
            ) => steps.get(*step) == Some(at) && failure == why,
            (SweepFinding::Breach(_) | SweepFinding::Fails { .. }, wanted) => {
                finding.kind() == wanted.kind()
            }
        }
    }
}

fn leave_out<T: Copy>(all: &[T], start: usize, length: usize) -> Vec<T> {
    let outside = |place: usize| place < start || place >= start.saturating_add(length);
    all.iter().enumerate().filter(|(place, _)| outside(*place)).map(|(_, one)| *one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fault::Fault;
    use crate::language::scenarios_of_tests::scenario;
    use crate::policy::samples::{key, plain};
    use crate::simulation::defect::Defect;
    use crate::simulation::fault::Profile;

    const STEPS: &str = "\
Given a Letters device managed by Plain joint
And 5 minutes pass
When the clerk asks for a passcode reset in the desk
And 5 minutes pass
Then the clerk sees that the latest reset is done in the desk
And the device is locked";

    const fn first(fault: Fault) -> InjectedFault {
        InjectedFault { fault, opportunity: 0 }
    }

    #[test]
    fn a_finding_keeps_what_it_needs_and_the_plainest_device() {
        let policy = plain();
        let plan = Plan::new(&scenario(&policy, STEPS)).unwrap();
        let injected = [
            first(Fault::PushDuplicated),
            first(Fault::CommandFailed),
            first(Fault::CommandDuplicated),
        ];
        let faults = FaultPlan::Given(injected.into());
        let trial = Trial { plan, policy, seed: 1, profile: Profile::Benign, faults };
        let mut worker = Worker::new(&trial.policy);
        let finding = trial.run(&mut worker).unwrap();
        assert!(matches!(finding, SweepFinding::Fails { step: 4, .. }), "{finding:?}");
        let shrunk = shrink(&FailingTrial { trial, finding }, &mut worker);
        assert_eq!(shrunk.injected, [first(Fault::CommandFailed)]);
        assert_eq!(shrunk.steps, [0, 2, 3, 4]);
        assert_eq!(shrunk.device, Some(key("Gone", "joint")));
        assert_eq!(shrunk.from, (3, 6));
        let again = shrunk.found.trial.run(&mut worker);
        assert_eq!(again.as_ref(), Some(&shrunk.found.finding));
    }

    #[test]
    fn a_broken_invariant_is_found_with_the_fewest_steps() {
        let policy = plain();
        let plan = Plan::new(&scenario(&policy, STEPS)).unwrap();
        let (profile, faults) = (Profile::Hostile, FaultPlan::None);
        let trial = Trial { plan, policy, seed: 1, profile, faults };
        let mut worker = Worker::new(&trial.policy);
        let broken = Defect::all().find_map(|defect| {
            worker.simulation().inject_defect(Some(defect));
            trial.run(&mut worker)
        });
        let finding = broken.unwrap();
        let kind = finding.kind();
        let shrunk = shrink(&FailingTrial { trial, finding }, &mut worker);
        assert_eq!(shrunk.found.finding.kind(), kind);
        assert!(!shrunk.steps.contains(&5), "what is expected breaks nothing: {:?}", shrunk.steps);
    }
}
