//! Runs every plan under many seeds, with faults drawn from each, and keeps what went wrong.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::policy::checked::Policy;
use crate::run::batch::{Plan, PlanResult, Worker};
use crate::run::failure::Failure;
use crate::simulation::fault::{FaultPlan, InjectedFault, Profile};
use crate::simulation::invariant::{Breach, Invariant};
use crate::sut::SutError;

/// One plan under one seed and its faults.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The plan.
    pub plan: Plan,
    /// The policy that it is run under.
    pub policy: Arc<Policy>,
    /// The seed of the run.
    pub seed: u64,
    /// What the trial must satisfy.
    pub profile: Profile,
    /// Where its faults come from.
    pub faults: FaultPlan,
}

/// What a trial found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SweepFinding {
    /// The simulation broke one of its own rules.
    Breach(Breach),
    /// A scenario fails though the policy's bounds leave room for the faults.
    Fails {
        /// The step, counted from zero.
        step: usize,
        /// Why.
        failure: Failure,
    },
}

/// What makes two findings the same: where the moment or the words differ, it is one defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// This invariant is broken.
    Breach(Invariant),
    /// A scenario fails.
    Fails,
}

/// A trial that found something, with the faults that were injected.
#[derive(Clone, Debug)]
pub struct FailingTrial {
    /// The trial. Its faults are given one by one.
    pub trial: Trial,
    /// What it found.
    pub finding: SweepFinding,
}

/// The results of a sweep so far.
#[derive(Clone, Debug, Default)]
pub struct Swept {
    /// How many trials were run.
    pub trials: u64,
    /// How many faults were injected.
    pub faults: u64,
    /// How many entries the traces had.
    pub events: u64,
    /// The first finding of each kind in each scenario, by the place of its plan.
    pub found: BTreeMap<(usize, FindingKind), FailingTrial>,
}

impl SweepFinding {
    /// What kind of finding it is.
    pub const fn kind(&self) -> FindingKind {
        match self {
            Self::Breach(breach) => FindingKind::Breach(breach.invariant),
            Self::Fails { .. } => FindingKind::Fails,
        }
    }
}

impl Trial {
    /// Runs the trial on a worker; what it finds, if anything.
    pub fn run(&self, worker: &mut Worker) -> Option<SweepFinding> {
        try_out(worker, (&self.plan, &self.policy), self.seed, self.profile, &self.faults)
    }

    /// The same trial with these faults.
    #[must_use]
    pub fn with_faults(&self, injected: &[InjectedFault]) -> Self {
        Self { faults: FaultPlan::Given(injected.into()), ..self.clone() }
    }
}

/// Runs a plan and checks it by a profile. It takes nothing by value: two cores that counted the owners
/// of one plan would wait for each other.
fn try_out(
    worker: &mut Worker,
    (plan, policy): (&Plan, &Arc<Policy>),
    run_seed: u64,
    profile: Profile,
    faults: &FaultPlan,
) -> Option<SweepFinding> {
    let seed = plan.seed(run_seed);
    if profile == Profile::Hostile {
        return worker
            .run_ignoring_failures(plan, policy, seed, faults)
            .err()
            .map(SweepFinding::Breach);
    }
    match worker.run(plan, policy, seed, faults) {
        PlanResult::Passed => worker.quiesce().err().map(SweepFinding::Breach),
        PlanResult::Failed(step, failure) => Some(SweepFinding::Fails { step, failure }),
        PlanResult::Broken(SutError::Breach(breach)) => Some(SweepFinding::Breach(breach)),
        PlanResult::Broken(
            SutError::Unsupported { .. }
            | SutError::BrokenPromise { .. }
            | SutError::Reported { .. }
            | SutError::Interrupted
            | SutError::Lost { .. }
            | SutError::Violation { .. },
        ) => None,
    }
}

/// Sweeps all plans over a range of seeds, on all cores. The result does not depend on how many there are.
pub fn sweep(plans: &[(Plan, Arc<Policy>)], seeds: Range<u64>, profile: Profile) -> Swept {
    seeds
        .into_par_iter()
        .map_init(
            || plans.first().map(|(_, policy)| Worker::new(policy)),
            |worker, seed| worker.as_mut().map(|worker| sweep_seed(worker, plans, seed, profile)),
        )
        .flatten()
        .reduce(Swept::default, Swept::and)
}

fn sweep_seed(
    worker: &mut Worker,
    plans: &[(Plan, Arc<Policy>)],
    seed: u64,
    profile: Profile,
) -> Swept {
    let mut swept = Swept::default();
    for (place, (plan, policy)) in plans.iter().enumerate() {
        let faults = FaultPlan::Drawn(profile);
        let finding = try_out(worker, (plan, policy), seed, profile, &faults);
        swept.trials += 1;
        swept.faults += worker.simulation().injected().len() as u64;
        swept.events += worker.simulation().trace_length() as u64;
        if let Some(finding) = finding {
            let (plan, policy) = (plan.clone(), Arc::clone(policy));
            let faults = FaultPlan::Given(worker.simulation().injected().into());
            let trial = Trial { plan, policy, seed, profile, faults };
            swept.found.entry((place, finding.kind())).or_insert(FailingTrial { trial, finding });
        }
    }
    swept
}

impl Swept {
    /// Both sweeps taken together: of two findings of one kind, the one of the lower seed stays.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.trials += other.trials;
        self.faults += other.faults;
        self.events += other.events;
        for (place, found) in other.found {
            match self.found.get(&place) {
                Some(known) if known.trial.seed <= found.trial.seed => {}
                Some(_) | None => {
                    self.found.insert(place, found);
                }
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fault::Fault;
    use crate::domain::span::Span;
    use crate::language::scenarios_of_tests::scenario;
    use crate::policy::samples::plain;

    const STEPS: &str = "Given a Digits device managed by Plain joint\nThen the device is locked";

    fn trial(seed: u64) -> Trial {
        let policy = plain();
        let scenario = scenario(&policy, STEPS);
        let plan = Plan::new(&scenario).unwrap();
        Trial { plan, policy, seed, profile: Profile::Benign, faults: FaultPlan::None }
    }

    fn found(seed: u64) -> FailingTrial {
        let failure = Failure::no_answer(Span::from_minutes(1));
        FailingTrial { trial: trial(seed), finding: SweepFinding::Fails { step: 0, failure } }
    }

    /// What was swept, with findings of these plans, each with its seed.
    fn swept(counts: (u64, u64, u64), found_in: &[(usize, u64)]) -> Swept {
        let (trials, faults, events) = counts;
        let found =
            found_in.iter().map(|(place, seed)| ((*place, FindingKind::Fails), found(*seed)));
        Swept { trials, faults, events, found: found.collect() }
    }

    #[test]
    fn two_sweeps_add_up_and_the_lowest_seed_of_a_finding_stays() {
        let both = swept((1, 20, 300), &[(0, 5), (1, 5)])
            .and(swept((4, 50, 600), &[(0, 3), (1, 8), (2, 9)]));
        assert_eq!((both.trials, both.faults, both.events), (5, 70, 900));
        let seeds: Vec<(usize, u64)> =
            both.found.iter().map(|((place, _), found)| (*place, found.trial.seed)).collect();
        assert_eq!(seeds, [(0, 3), (1, 5), (2, 9)]);
    }

    #[test]
    fn a_trial_with_other_faults_is_otherwise_the_same() {
        let lost = InjectedFault { fault: Fault::PushLost, opportunity: 1 };
        let other = trial(4).with_faults(&[lost]);
        assert!(matches!(&other.faults, FaultPlan::Given(faults) if **faults == [lost]));
        assert_eq!((other.seed, other.profile), (4, Profile::Benign));
    }
}
