//! A sweep in rounds, so that it can report its progress and be interrupted.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::policy::checked::Policy;
use crate::run::batch::Plan;
use crate::run::progress::Progress;
use crate::run::sweep::{Swept, sweep};
use crate::simulation::fault::Profile;

/// How many seeds a round has.
const SEEDS_PER_ROUND: u64 = 32;

/// Sweeps all plans over a range of seeds until `stop` is set, and counts the seeds that were swept.
///
/// As many seeds give the same result in any number of rounds.
pub(crate) fn sweep_in_rounds(
    plans: &[(Plan, Arc<Policy>)],
    seeds: Range<u64>,
    profile: Profile,
    stop: &AtomicBool,
    progress: &dyn Progress,
) -> (Swept, u64) {
    progress.start("seeds", seeds.end.saturating_sub(seeds.start));
    let (mut swept, mut next) = (Swept::default(), seeds.start);
    while next < seeds.end && !stop.load(Ordering::Relaxed) {
        let until = next.saturating_add(SEEDS_PER_ROUND).min(seeds.end);
        swept = swept.and(sweep(plans, next..until, profile));
        progress.advance(until.saturating_sub(next));
        next = until;
    }
    (swept, next.saturating_sub(seeds.start))
}
