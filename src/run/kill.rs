//! Plays the same plans under many policies, on all cores: to learn which of them notice a change.

use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::policy::checked::Policy;
use crate::run::batch::{Plan, Played, Worker};
use crate::run::progress::Progress;
use crate::simulation::fault::FaultPlan;

/// How far the plans are played under each policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    /// Up to the first that does not hold.
    FirstTurn,
    /// To the last.
    TheEnd,
}

/// A plan that did not hold under a policy, counted from zero, and how it ended.
#[derive(Debug)]
pub(crate) struct Kill {
    /// Which plan.
    pub plan: usize,
    /// How it ended: never as one that held.
    pub played: Played,
}

/// Plays `plans` in their order under each policy, with the seeds that they have in a run with `seed`.
///
/// The answers come back in the order of the policies.
pub(crate) fn kills(
    plans: &[Plan],
    policies: &[Arc<Policy>],
    seed: u64,
    until: Until,
    progress: &dyn Progress,
) -> Vec<Vec<Kill>> {
    progress.start("mutants", policies.len() as u64);
    policies
        .par_iter()
        .map_init(
            || None,
            |worker: &mut Option<Worker>, policy| {
                let worker = worker.get_or_insert_with(|| Worker::new(policy));
                let mut kills = Vec::new();
                for (position, plan) in plans.iter().enumerate() {
                    match worker.run(plan, policy, plan.seed(seed), &FaultPlan::None) {
                        Played::Held => {}
                        played @ (Played::Failed(..) | Played::Broken(_)) => {
                            kills.push(Kill { plan: position, played });
                            if until == Until::FirstTurn {
                                break;
                            }
                        }
                    }
                }
                progress.advance(1);
                kills
            },
        )
        .collect()
}
