//! Runs the same plans under many policies, on all cores: to learn which of them kill a mutant.

use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::policy::checked::Policy;
use crate::run::batch::{Plan, PlanResult, Worker};
use crate::simulation::fault::FaultPlan;

/// How far the plans are run under each policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    /// Up to the first that fails.
    FirstKill,
    /// To the last.
    TheEnd,
}

/// A plan that failed under a policy, counted from zero, and how it ended.
#[derive(Debug)]
pub(crate) struct Kill {
    /// Which plan.
    pub plan: usize,
    /// How it ended: never as one that passed.
    pub result: PlanResult,
}

/// Plays `plans` in their order under each policy, with the seeds that they have in a run with `seed`.
///
/// The answers come back in the order of the policies.
pub(crate) fn kills(
    plans: &[Plan],
    policies: &[Arc<Policy>],
    seed: u64,
    until: Until,
) -> Vec<Vec<Kill>> {
    policies
        .par_iter()
        .map_init(
            || None,
            |worker: &mut Option<Worker>, policy| {
                let worker = worker.get_or_insert_with(|| Worker::new(policy));
                let mut kills = Vec::new();
                for (position, plan) in plans.iter().enumerate() {
                    match worker.run(plan, policy, plan.seed(seed), &FaultPlan::None) {
                        PlanResult::Passed => {}
                        result @ (PlanResult::Failed(..) | PlanResult::Broken(_)) => {
                            kills.push(Kill { plan: position, result });
                            if until == Until::FirstKill {
                                break;
                            }
                        }
                    }
                }
                kills
            },
        )
        .collect()
}
