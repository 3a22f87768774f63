//! Runs one scenario by itself, without cucumber: to retry what failed, or to rerun what has changed.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::journal::Journal;
use crate::run::execution::Execution;
use crate::run::record::{Ending, Job, Record};

/// Runs the scenario of a job, with the same executor as everything else.
pub(crate) fn run_single(job: Job) -> Record {
    if !job.scenario.is_runnable() {
        return Record::of(job, Journal::default(), 0, Ending::NotRun);
    }
    let mut execution = Execution::begin(job);
    let steps = execution.job.scenario.steps.len();
    while execution.steps_run() < steps && execution.run_next() {}
    execution.finish(None)
}

/// The same, unless the flag that ends the run is raised.
pub(crate) fn run_single_unless(stop: &AtomicBool, job: Job) -> Record {
    if stop.load(Ordering::Relaxed) && job.scenario.is_runnable() {
        return Record::of(job, Journal::default(), 0, Ending::NotReached);
    }
    run_single(job)
}
