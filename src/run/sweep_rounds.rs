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
