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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::device::DeviceId;
    use crate::domain::instant::Instant;
    use crate::domain::span::Span;
    use crate::journal::observation::{Observation, Observed};
    use crate::language::scenarios_of_tests::scenario;
    use crate::policy::samples::plain;
    use crate::run::failure::Failure;
    use crate::run::record::Ending;

    const GIVEN: &str = "Given a Digits device managed by Plain joint";

    fn record(steps: &str) -> Record {
        let policy = plain();
        run_single(Job::new(scenario(&policy, &format!("{GIVEN}\n{steps}")), policy, 5))
    }

    /// The verdict, the seed of the last attempt, and the seeds of those that failed.
    fn retried(record: Record, retries: u64) -> (Verdict, u64, Vec<u64>) {
        let Retried { verdict, seed, failed, .. } =
            judge_and_retry(record, &Waivers::default(), 5, retries);
        (verdict, seed, failed.into_iter().map(|(_, seed)| seed).collect())
    }

    #[test]
    fn only_what_fails_is_tried_again_and_fails_if_no_seed_helps() {
        assert_eq!(retried(record("Then the device is locked"), 3), (Verdict::Conforms, 5, vec![]));
        let fails = record("Then the device says \"It was changed\"");
        assert_eq!(retried(fails.clone(), 0), (Verdict::Fails, 5, vec![]));
        assert_eq!(retried(fails, 3), (Verdict::Fails, 5, vec![6, 7, 8]));
        let mut lost = record("Then the device is locked");
        lost.ending = Ending::Error { step: 0, what: "it was lost".into() };
        assert_eq!(retried(lost, 3), (Verdict::Error, 5, vec![]));
    }

    #[test]
    fn what_passes_with_another_seed_is_flaky() {
        // It failed once, and passes whenever it is run.
        let mut chance = record("Then the device is locked");
        let failure = Failure::no_answer(Span::from_minutes(1));
        chance.ending = Ending::Failed { step: 1, failure };
        let (at, device) = (Instant::START, DeviceId::FIRST);
        let observation = Observation::Compared { step: 1, met: false };
        chance.journal.observations.push(Observed { at, device, observation });
        let retried = judge_and_retry(chance.clone(), &Waivers::default(), 5, 3);
        assert_eq!((retried.verdict, retried.seed), (Verdict::Flaky, 6));
        assert_eq!(retried.record.ending, Ending::Passed);
        let [(first, 5)] = &retried.failed[..] else { panic!("{:?}", retried.failed) };
        assert_eq!(first.ending, chance.ending);
    }
}
