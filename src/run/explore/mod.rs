//! Runs every interleaving of a small world, to a depth: user actions, deliveries and clock ticks.
//!
//! The world is the one simulation with two devices of one key, their owners and everyone who works on a surface.
//! Nothing goes wrong in it that the policy does not promise: faults are for the sweep. Left out, too,
//! are a second browser for a person who may use any, entering passcodes on the other device, and
//! passcodes that no one could know. The search judges nothing; it says what it found.

pub(crate) mod counterexample;
pub(crate) mod explored;
pub(crate) mod row_progress;
pub(crate) mod search;
pub(crate) mod sometimes;
pub(crate) mod transition;
pub(crate) mod world;

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::run::explore::explored::{Exploration, Limits};
use crate::run::explore::row_progress::RowProgress;
use crate::run::explore::search::Search;
use crate::run::explore::world::World;
use crate::run::progress::Progress;

/// Explores every key of a policy, the keys on all cores. The result depends on the policy and the limits alone.
pub fn explore(policy: &Arc<Policy>, limits: Limits, progress: &dyn Progress) -> Exploration {
    let keys: Vec<KeyId> = policy.key_ids().collect();
    let units = RowProgress::total(limits.depth).saturating_mul(keys.len() as u64);
    progress.start("", units);
    let rows = keys
        .into_par_iter()
        .filter_map(|key| World::new(policy, key, None))
        .map(|world| Search::new(&world, limits).reporting_to(progress).run())
        .collect();
    Exploration { policy: Arc::clone(policy), limits, rows }
}

#[cfg(test)]
pub(crate) mod tests;
