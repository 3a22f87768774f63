//! Retries: a scenario that fails is executed again with other seeds, and is flaky if it passes then.

use std::sync::Arc;

use crate::conformance::verdict::{Verdict, judge};
use crate::conformance::waivers::Waivers;
use crate::run::record::{Job, Record};
use crate::run::single::run_single;

/// A scenario after its last attempt.
#[derive(Debug)]
pub(crate) struct Retried {
    /// The last attempt; the first one, if no retry passed and so nothing is known that it does not say.
    pub(crate) record: Record,
    /// The verdict on the scenario.
    pub(crate) verdict: Verdict,
    /// The seed of the run in which `record` was executed.
    pub(crate) seed: u64,
    /// The other attempts, which failed, each with the seed of its run.
    pub(crate) failed: Vec<(Record, u64)>,
}

/// Judges a record of a run with `seed`, and retries a scenario that fails up to `retries` times.
pub(crate) fn judge_and_retry(
    record: Record,
    waivers: &Waivers,
    seed: u64,
    retries: u64,
) -> Retried {
    let verdict = waivers.judge(&record);
    let mut retried = Retried { record, verdict, seed, failed: Vec::new() };
    if verdict != Verdict::Fails {
        return retried;
    }
    // The same seed gives the same result: only another one shows whether chance decides.
    for other_seed in (1..=retries).map(|retry| seed.wrapping_add(retry)) {
        let Job { scenario, policy, sut, .. } = &retried.record.job;
        let job = Job::new(Arc::clone(scenario), Arc::clone(policy), other_seed);
        let again = run_single(Job { sut: sut.clone(), ..job });
        if judge(&again) == Verdict::Conforms {
            let first = std::mem::replace(&mut retried.record, again);
            retried.failed.insert(0, (first, seed));
            return Retried { verdict: Verdict::Flaky, seed: other_seed, ..retried };
        }
        retried.failed.push((again, other_seed));
    }
    retried
}
