//! A sweep in rounds, so that it can report its progress and be interrupted.

use std::ops::Range;
use std::sync::Arc;

use crate::policy::checked::Policy;
use crate::run::batch::Plan;
use crate::run::progress::Progress;
use crate::run::sweep::{Swept, sweep};
use crate::simulation::fault::Profile;

/// How many seeds a round has at most.
const SEEDS_PER_ROUND_MAX: u64 = 32;

/// How many trials a round has, unless every core needs a seed: it then takes no noticeable time.
const TRIALS_PER_ROUND: u64 = 4096;

/// Sweeps all plans over a range of seeds until the work is stopped, and counts the seeds that were swept.
///
/// As many seeds give the same result in any number of rounds.
pub(crate) fn sweep_in_rounds(
    plans: &[(Plan, Arc<Policy>)],
    seeds: Range<u64>,
    profile: Profile,
    progress: &dyn Progress,
) -> (Swept, u64) {
    progress.start("seeds", seeds.end.saturating_sub(seeds.start));
    let cores = rayon::current_num_threads() as u64;
    let seeds_per_round = (TRIALS_PER_ROUND / (plans.len() as u64).max(1)).max(cores);
    let seeds_per_round = seeds_per_round.min(SEEDS_PER_ROUND_MAX.max(cores));
    let (mut swept, mut next) = (Swept::default(), seeds.start);
    while next < seeds.end && !progress.is_stopped() {
        let until = next.saturating_add(seeds_per_round).min(seeds.end);
        swept = swept.and(sweep(plans, next..until, profile));
        progress.advance(until.saturating_sub(next));
        next = until;
    }
    (swept, next.saturating_sub(seeds.start))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::language::scenarios_of_tests::scenario;
    use crate::policy::samples::plain;

    const STEPS: &str = "Given a Digits device managed by Plain joint\nThen the device is locked";

    /// How many seeds each round had; the work is stopped once there were `most` rounds.
    struct Rounds {
        seeds: Mutex<Vec<u64>>,
        most: usize,
    }

    impl Progress for Rounds {
        fn start(&self, units: &'static str, total: u64) {
            assert_eq!((units, total), ("seeds", SEEDS));
        }

        fn advance(&self, units: u64) {
            assert!(units > 0, "a round has at least one seed");
            self.seeds.lock().unwrap().push(units);
        }

        fn is_stopped(&self) -> bool {
            self.seeds.lock().unwrap().len() >= self.most
        }
    }

    const SEEDS: u64 = 70;

    /// The seeds of each round of a sweep of this number of plans, and what it counted.
    fn rounds(plans: usize, most: usize) -> (Vec<u64>, (u64, u64)) {
        let policy = plain();
        let scenario = scenario(&policy, STEPS);
        let nothing = Plan::new(&scenario).unwrap().reduced(|_| false);
        let plans = vec![(nothing, policy); plans];
        let progress = Rounds { seeds: Mutex::default(), most };
        let (swept, seeds) = sweep_in_rounds(&plans, 10..10 + SEEDS, Profile::Benign, &progress);
        (progress.seeds.into_inner().unwrap(), (swept.trials, seeds))
    }

    #[test]
    fn a_round_is_short_and_gives_every_core_a_seed() {
        let cores = rayon::current_num_threads() as u64;
        let few = SEEDS_PER_ROUND_MAX.max(cores).min(SEEDS);
        let (seeds, counted) = rounds(1, usize::MAX);
        assert_eq!((seeds[0], seeds.iter().sum(), counted), (few, SEEDS, (SEEDS, SEEDS)));
        let many = usize::try_from(TRIALS_PER_ROUND).unwrap();
        let (seeds, _) = rounds(many, 1);
        assert_eq!(seeds, [cores.min(SEEDS)]);
        let (seeds, counted) = rounds(2, 1);
        assert_eq!((seeds, counted), (vec![few], (2 * few, few)), "it is stopped");
    }
}
