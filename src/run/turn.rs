//! Plays the same plans under many policies, on all cores: to learn which of them notice a change.

use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::policy::Policy;
use crate::run::{Plan, Played, Stage};
use crate::simulation::FaultPlan;

/// How far the plans are played under each policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Up to the first that does not hold.
    FirstTurn,
    /// To the last.
    TheEnd,
}

/// A plan that did not hold under a policy, counted from zero, and how it ended.
#[derive(Debug)]
pub struct Turn {
    /// Which plan.
    pub plan: usize,
    /// How it ended: never as one that held.
    pub played: Played,
}

/// Plays `plans` in their order under each policy, with the seeds that they have in a run with `seed`.
///
/// The answers come back in the order of the policies.
pub fn turns(plans: &[Plan], policies: &[Arc<Policy>], seed: u64, until: Until) -> Vec<Vec<Turn>> {
    policies
        .par_iter()
        .map_init(
            || None,
            |stage: &mut Option<Stage>, policy| {
                let stage = stage.get_or_insert_with(|| Stage::new(policy));
                let mut turns = Vec::new();
                for (position, plan) in plans.iter().enumerate() {
                    match stage.play(plan, policy, plan.seed(seed), &FaultPlan::None) {
                        Played::Held => {}
                        played @ (Played::Failed(..) | Played::Broken(_)) => {
                            turns.push(Turn { plan: position, played });
                            if until == Until::FirstTurn {
                                break;
                            }
                        }
                    }
                }
                turns
            },
        )
        .collect()
}
