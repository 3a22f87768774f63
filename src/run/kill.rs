//! Runs the plans of a suite under the mutants of its policy, on all cores: to learn which of them kill a mutant.

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::policy::checked::Policy;
use crate::policy::mutation::mutant::Mutant;
use crate::policy::mutation::mutants::{MadeMutant, Mutants};
use crate::run::batch::{Plan, PlanResult, Worker};
use crate::run::progress::Progress;
use crate::run::reached_rows::ReachedRows;
use crate::simulation::fault::FaultPlan;

/// How far the plans are run under each mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    /// Up to the first that fails.
    FirstKill,
    /// To the last.
    TheEnd,
}

/// A plan that failed under a mutant, counted from zero, and how it ended.
#[derive(Debug)]
pub(crate) struct Kill {
    /// Which plan.
    pub plan: usize,
    /// How it ended: never as one that passed.
    pub result: PlanResult,
}

/// A mutant, and the plans that failed under it; or why it is no policy.
#[derive(Debug)]
pub(crate) struct TriedPlans {
    /// The mutant.
    pub mutant: Mutant,
    /// What failed.
    pub kills: Result<Vec<Kill>, String>,
}

/// Every mutant that was tried.
#[derive(Debug)]
pub(crate) struct TriedMutants {
    /// The mutants, in the order of the document, each policy once.
    pub tried: Vec<TriedPlans>,
    /// How many changes were left when the work was stopped.
    pub left: usize,
}

/// Runs `plans` in their order under each mutant, with the seeds that they have in a run with `seed`. A change of a row
/// is tried with the plans that reach the row: no other can notice it.
///
/// A mutant is made when its turn comes and given up before the next one, and before each run `progress` is asked
/// whether to go on.
pub(crate) fn try_plans(
    policy: &Policy,
    plans: &[Plan],
    seed: u64,
    until: Until,
    progress: &dyn Progress,
) -> TriedMutants {
    let (mutants, reached) = (policy.mutants(), ReachedRows::of(policy, plans));
    progress.start("mutants", mutants.len() as u64);
    let suite = SuiteOfPlans { plans, reached, seed, until };
    let all: Vec<Option<TriedPlans>> = (0..mutants.len())
        .into_par_iter()
        .map_init(
            || None,
            |worker, index| {
                let tried = suite.try_one(&mutants, index, worker, progress);
                progress.advance(u64::from(tried.is_some()));
                tried
            },
        )
        .collect();
    let left = all.iter().filter(|tried| tried.is_none()).count();
    let all = all.into_iter().flatten().collect();
    TriedMutants { tried: mutants.without_repetition(all, |tried| &tried.mutant), left }
}

struct SuiteOfPlans<'a> {
    plans: &'a [Plan],
    reached: ReachedRows,
    seed: u64,
    until: Until,
}

impl SuiteOfPlans<'_> {
    /// Makes a mutant and runs the plans under it; nothing if the work was stopped.
    fn try_one(
        &self,
        mutants: &Mutants,
        index: usize,
        worker: &mut Option<Worker>,
        progress: &dyn Progress,
    ) -> Option<TriedPlans> {
        if progress.is_stopped() {
            return None;
        }
        let made = mutants.make(index, |row| self.reached.together(row))?;
        let MadeMutant { mutant, policy, touched } = made;
        let policy = match policy {
            Ok(policy) => policy,
            Err(why) => return Some(TriedPlans { mutant, kills: Err(why) }),
        };
        let worker = worker.get_or_insert_with(|| Worker::new(&policy));
        let mut kills = Vec::new();
        for position in self.reached.plans(touched.as_ref()) {
            let Some(plan) = self.plans.get(position) else { continue };
            if progress.is_stopped() {
                return None;
            }
            match worker.run(plan, &policy, plan.seed(self.seed), &FaultPlan::None) {
                PlanResult::Passed => {}
                result @ (PlanResult::Failed(..) | PlanResult::Broken(_)) => {
                    kills.push(Kill { plan: position, result });
                    if self.until == Until::FirstKill {
                        break;
                    }
                }
            }
        }
        Some(TriedPlans { mutant, kills: Ok(kills) })
    }
}
