//! Runs many plans in process, on all cores: for seeds, faults and policies by the hundred thousand.
//!
//! It runs the same instructions with the same executor as the cucumber runner, without cucumber,
//! regular expressions or a task, and a test compares the journals of the two.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::domain::key::Key;
use crate::journal::Journal;
use crate::journal::observation::Observed;
use crate::language::plan::{Act, Instruction, KnownPasscode};
use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;
use crate::run::executor::{Executor, StepError};
use crate::run::failure::Failure;
use crate::run::progress::Progress;
use crate::run::record::{Ending, Job, Record};
use crate::simulation::Simulation;
use crate::simulation::fault::FaultPlan;
use crate::simulation::invariant::Breach;
use crate::simulation::random_stream::Seed;
use crate::sut::SutError;

/// What a scenario asks for, step by step, ready to be run again and again.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The scenario that it was made from.
    pub scenario: Arc<Scenario>,
    steps: Box<[Arc<Instruction>]>,
}

impl Plan {
    /// The plan of a scenario; nothing if the scenario cannot be run.
    pub fn new(scenario: &Arc<Scenario>) -> Option<Self> {
        if !scenario.is_runnable() {
            return None;
        }
        let steps: Option<Box<[_]>> =
            scenario.steps.iter().map(|step| step.instruction.clone()).collect();
        Some(Self { scenario: Arc::clone(scenario), steps: steps? })
    }

    /// The plan without some of its steps: those that `keeps` says, counted from zero, stay.
    #[must_use]
    pub fn reduced(&self, keeps: impl Fn(usize) -> bool) -> Self {
        let kept = self.steps.iter().enumerate().filter(|(step, _)| keeps(*step));
        Self {
            scenario: Arc::clone(&self.scenario),
            steps: kept.map(|(_, instruction)| Arc::clone(instruction)).collect(),
        }
    }

    /// The plan about devices with another key.
    #[must_use]
    pub fn about(&self, key: &Key) -> Self {
        let steps = self.steps.iter().map(|instruction| match &**instruction {
            Instruction::Act { acts, refused } => {
                let acts = acts.iter().map(|act| about(act, key)).collect();
                Arc::new(Instruction::Act { acts, refused: *refused })
            }
            Instruction::Check(_) => Arc::clone(instruction),
        });
        Self { scenario: Arc::clone(&self.scenario), steps: steps.collect() }
    }

    /// The instructions, one a step.
    pub fn steps(&self) -> &[Arc<Instruction>] {
        &self.steps
    }

    /// The seed of the scenario in a run.
    pub fn seed(&self, run: u64) -> Seed {
        let example = self.scenario.example.unwrap_or_default();
        Seed::of_scenario(run, &self.scenario.path, &self.scenario.name, example)
    }
}

/// The act, with an enrolment's key exchanged.
fn about(act: &Act, key: &Key) -> Act {
    match act {
        Act::Enrol { owner, with_passcode, .. } => {
            Act::Enrol { owner: *owner, key: key.clone(), with_passcode: *with_passcode }
        }
        other @ (Act::Connect { .. }
        | Act::Do { .. }
        | Act::Reset { .. }
        | Act::ResetSomehow { .. }
        | Act::NeverReset { .. }
        | Act::Wait(_)
        | Act::WaitSinceRemoved { .. }
        | Act::AwaitAnswer { .. }
        | Act::Enter { .. }
        | Act::Choose { .. }
        | Act::EnterWrong { .. }
        | Act::Inject { .. }
        | Act::FailReset { .. }
        | Act::AwaitBlock { .. }) => other.clone(),
    }
}

/// How a plan ended.
#[derive(Debug)]
pub enum PlanResult {
    /// Every step did what its sentence says.
    Passed,
    /// A step, counted from zero, did not.
    Failed(usize, Failure),
    /// The system under test itself broke.
    Broken(SutError),
}

/// Runs plans one after the other. It keeps its memory, so that the next plan costs
/// no allocation once the first ones have been run.
#[derive(Debug)]
pub struct Worker {
    executor: Executor<Simulation>,
}

impl Worker {
    /// A worker for plans under a policy.
    pub fn new(policy: &Arc<Policy>) -> Self {
        let seed = Seed(0);
        let simulation = Simulation::new(Arc::clone(policy), seed);
        Self { executor: Executor::new(simulation, policy, seed) }
    }

    /// Runs a plan from the beginning, up to the first step that fails.
    pub fn run(
        &mut self,
        plan: &Plan,
        policy: &Arc<Policy>,
        seed: Seed,
        faults: &FaultPlan,
    ) -> PlanResult {
        self.executor.sut().restart(policy, seed, faults);
        self.executor.restart(policy, seed);
        for (step, instruction) in plan.steps.iter().enumerate() {
            match self.executor.run(instruction) {
                Ok(()) => {}
                Err(StepError::Failed(failure)) => return PlanResult::Failed(step, failure),
                Err(StepError::Broken(error)) => return PlanResult::Broken(error),
            }
        }
        PlanResult::Passed
    }

    /// Runs a plan to its end and returns every step that fails, counted from zero. Invariants are left out of account:
    /// only what people would notice counts. Nothing after an act that fails is run, and no step that needs a passcode
    /// which a failed step was to find.
    ///
    /// # Errors
    ///
    /// When the system under test itself broke.
    pub fn every_failure(
        &mut self,
        plan: &Plan,
        policy: &Arc<Policy>,
        seed: Seed,
        faults: &FaultPlan,
    ) -> Result<Vec<(usize, Failure)>, SutError> {
        self.executor.sut().restart(policy, seed, faults);
        self.executor.sut().ignore_invariants(true);
        self.executor.restart(policy, seed);
        let failures = self.failures(plan);
        self.executor.sut().ignore_invariants(false);
        failures
    }

    fn failures(&mut self, plan: &Plan) -> Result<Vec<(usize, Failure)>, SutError> {
        let mut failures = Vec::new();
        let mut not_found = false;
        let finds = |instruction: &Instruction| {
            instruction.passcode_learned().is_some_and(|(known, _)| known == KnownPasscode::Seen)
        };
        for (step, instruction) in plan.steps.iter().enumerate() {
            let is_act = matches!(**instruction, Instruction::Act { .. });
            let used = instruction.passcode_used().map(|(passcode, _)| passcode);
            if not_found && used == Some(KnownPasscode::Seen) {
                if is_act {
                    break;
                }
                continue;
            }
            match self.executor.run(instruction) {
                Ok(()) => not_found &= !finds(instruction),
                Err(StepError::Broken(error)) => return Err(error),
                Err(StepError::Failed(failure)) => {
                    not_found |= finds(instruction);
                    failures.push((step, failure));
                    if is_act {
                        break;
                    }
                }
            }
        }
        Ok(failures)
    }

    /// Runs a plan to its end, ignoring failures, and quiesces the world: only the
    /// invariants are of interest.
    ///
    /// # Errors
    ///
    /// When the simulation broke one of them.
    pub fn run_ignoring_failures(
        &mut self,
        plan: &Plan,
        policy: &Arc<Policy>,
        seed: Seed,
        faults: &FaultPlan,
    ) -> Result<(), Breach> {
        self.executor.sut().restart(policy, seed, faults);
        self.executor.restart(policy, seed);
        for instruction in &plan.steps {
            // A step that fails under faults is no finding, and a breach is asked for below.
            let _ = self.executor.run(instruction);
        }
        self.quiesce()
    }

    /// Quiesces the world after a plan: the faults stop, and what was accepted has to end.
    ///
    /// # Errors
    ///
    /// When the simulation broke an invariant, now or before.
    pub fn quiesce(&mut self) -> Result<(), Breach> {
        let simulation = self.executor.sut();
        simulation.quiesce();
        simulation.breach().map_or(Ok(()), Err)
    }

    /// The simulation as the last plan left it.
    pub const fn simulation(&mut self) -> &mut Simulation {
        self.executor.sut()
    }

    /// What was observed in the last plan.
    pub fn observations(&self) -> &[Observed] {
        self.executor.observations()
    }

    /// Everything that happened in the last plan, to be kept.
    pub fn take_journal(&mut self) -> Journal {
        self.executor.take_journal()
    }

    /// How many steps of the last plan were run, the failed one included.
    pub const fn steps_run(&self) -> u16 {
        self.executor.steps()
    }
}

/// Runs the jobs on all cores. The records come back in the order of the jobs. Those that are left when the work is
/// stopped are not reached.
pub fn run_batch(jobs: Vec<Job>, progress: &dyn Progress) -> Vec<Record> {
    progress.start("scenarios", jobs.len() as u64);
    jobs.into_par_iter()
        .map_init(
            || None,
            |worker: &mut Option<Worker>, job| {
                if progress.is_stopped() {
                    return Record::of(job, Journal::default(), 0, Ending::NotReached);
                }
                progress.advance(1);
                let Some(plan) = Plan::new(&job.scenario) else {
                    let journal = Journal::default();
                    return Record::of(job, journal, 0, Ending::NotRun);
                };
                let worker = worker.get_or_insert_with(|| Worker::new(&job.policy));
                worker.simulation().inject_defect(job.sut.defect());
                let ending = match worker.run(&plan, &job.policy, job.seed, &FaultPlan::None) {
                    PlanResult::Passed => Ending::Passed,
                    PlanResult::Failed(step, failure) => Ending::Failed { step, failure },
                    PlanResult::Broken(error) => Ending::of(error, worker.steps_run().into()),
                };
                let steps_run = worker.steps_run().into();
                Record::of(job, worker.take_journal(), steps_run, ending)
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::scenarios_of_tests::scenario;
    use crate::policy::samples::{key, plain};

    const STEPS: &str = "\
Given a Digits device managed by Plain joint
When the clerk resets the passcode in the desk
Then the clerk sees a new numeric passcode in the desk
And the device is unlocked
And the device says nothing";

    fn plan(policy: &Arc<Policy>) -> Plan {
        Plan::new(&scenario(policy, STEPS)).unwrap()
    }

    #[test]
    fn a_worker_stops_at_the_first_failure_and_keeps_what_was_observed() {
        let policy = plain();
        let (plan, mut worker) = (plan(&policy), Worker::new(&policy));
        let result = worker.run(&plan, &policy, plan.seed(1), &FaultPlan::None);
        assert!(matches!(result, PlanResult::Failed(3, _)), "{result:?}");
        assert_eq!(worker.steps_run(), 4);
        let observed = worker.observations().to_vec();
        assert!(!observed.is_empty());
        assert_eq!(worker.take_journal().observations, observed);
        assert_eq!(
            worker.run_ignoring_failures(&plan, &policy, plan.seed(1), &FaultPlan::None),
            Ok(())
        );
        assert_eq!(worker.steps_run(), 5);
        let failures = worker.every_failure(&plan, &policy, plan.seed(1), &FaultPlan::None);
        let failed: Vec<usize> = failures.unwrap().into_iter().map(|(step, _)| step).collect();
        assert_eq!(failed, [3, 4]);
    }

    #[test]
    fn a_plan_can_have_fewer_steps_and_another_device() {
        let policy = plain();
        let plan = plan(&policy);
        let reduced = plan.reduced(|step| step != 1);
        assert_eq!((plan.steps().len(), reduced.steps().len()), (5, 4));
        assert_eq!(reduced.steps()[1], plan.steps()[2]);
        let about = plan.about(&key("Gone", "joint"));
        assert_eq!(*about.steps()[0].enrolment().unwrap().1, key("Gone", "joint"));
        assert_eq!(about.steps()[1..], plan.steps()[1..]);
        assert_ne!(plan.seed(1), plan.seed(2));
    }

    #[test]
    fn a_batch_has_a_record_for_every_job() {
        let policy = plain();
        let job = Job::new(scenario(&policy, STEPS), Arc::clone(&policy), 1);
        let records = run_batch(vec![job.clone(), job], &());
        let failed = |record: &Record| matches!(record.ending, Ending::Failed { step: 3, .. });
        assert_eq!((records.len(), records.iter().all(failed)), (2, true));
    }
}
