//! Runs one scenario by itself, without cucumber: to retry what failed, or to rerun what has changed.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::journal::Journal;
use crate::run::executor::{Executor, StepError};
use crate::run::record::{Ending, Job, Record};

/// Runs the scenario of a job, with the same executor as everything else.
pub(crate) fn run_single(job: Job) -> Record {
    if !job.scenario.is_runnable() {
        return Record::of(job, Journal::default(), 0, Ending::NotRun);
    }
    let sut = job.sut.begin(&job.policy, job.seed);
    let mut executor = Executor::new(sut, &job.policy, job.seed);
    let mut marks = Vec::with_capacity(job.scenario.steps.len());
    let mut ending = Ending::Passed;
    let instructions = job.scenario.steps.iter().filter_map(|step| step.instruction.as_ref());
    for (step, instruction) in instructions.enumerate() {
        let result = executor.run(instruction);
        marks.push(executor.extent());
        ending = match result {
            Ok(()) => continue,
            Err(StepError::Failed(failure)) => Ending::Failed { step, failure },
            Err(StepError::Broken(error)) => Ending::of(error, step + 1),
        };
        break;
    }
    let steps_run = usize::from(executor.steps());
    let journal = executor.take_journal();
    Record { job, journal, steps_run, ending, marks }
}

/// The same, unless the flag that ends the run is raised.
pub(crate) fn run_single_unless(stop: &AtomicBool, job: Job) -> Record {
    if stop.load(Ordering::Relaxed) && job.scenario.is_runnable() {
        return Record::of(job, Journal::default(), 0, Ending::NotReached);
    }
    run_single(job)
}
