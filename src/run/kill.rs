//! Runs the plans of a suite under the mutants of its policy, on all cores: to learn which of them kill a mutant.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use crate::domain::key::Key;
use crate::policy::checked::Policy;
use crate::policy::mutation::mutant::{Mutant, ValueChange};
use crate::policy::mutation::mutants::{MadeMutant, Mutants};
use crate::run::batch::{Plan, PlanResult, Worker};
use crate::run::progress::Progress;
use crate::run::reached_rows::ReachedRows;
use crate::simulation::defect::Defect;
use crate::simulation::fault::FaultPlan;
use crate::simulation::widening::Widening;

/// How far the plans are run under each mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    /// Up to the first that fails.
    FirstKill,
    /// To the last, and each of them to its own end: a kill for every step that fails.
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
    /// Whether it allows more than the policy: then the simulation did that first.
    pub widens: bool,
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
    let suite = SuiteOfPlans { policy, plans, reached, seed, until };
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
    policy: &'a Policy,
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
            Err(why) => return Some(TriedPlans { mutant, kills: Err(why), widens: false }),
        };
        if matches!(mutant.change, ValueChange::Added(_))
            && shows_the_same(self.policy, &policy, &mutant)
        {
            let why = "it shows no passcode that is not shown already".to_owned();
            return Some(TriedPlans { mutant, kills: Err(why), widens: false });
        }
        let worker = worker.get_or_insert_with(|| Worker::new(&policy));
        let widening = Widening::of(self.policy, &policy);
        let widens = widening.is_some();
        worker.simulation().widen(widening);
        let mut kills = Vec::new();
        for position in self.reached.plans(touched.as_ref()) {
            let Some(plan) = self.plans.get(position) else { continue };
            if progress.is_stopped() {
                return None;
            }
            match self.until {
                Until::FirstKill => {
                    match worker.run(plan, &policy, plan.seed(self.seed), &FaultPlan::None) {
                        PlanResult::Passed => {}
                        result @ (PlanResult::Failed(..) | PlanResult::Broken(_)) => {
                            kills.push(Kill { plan: position, result });
                            break;
                        }
                    }
                }
                Until::TheEnd => {
                    kills.extend(every_kill(worker, (position, plan), &policy, self.seed))
                }
            }
        }
        Some(TriedPlans { mutant, kills: Ok(kills), widens })
    }
}

/// A kill for every step of a plan that fails.
fn every_kill(
    worker: &mut Worker,
    (position, plan): (usize, &Plan),
    policy: &Arc<Policy>,
    seed: u64,
) -> Vec<Kill> {
    let kill = |result| Kill { plan: position, result };
    match worker.every_failure(plan, policy, plan.seed(seed), &FaultPlan::None) {
        Ok(failures) => {
            let failed = failures.into_iter().map(|(step, why)| PlanResult::Failed(step, why));
            failed.map(kill).collect()
        }
        Err(error) => vec![kill(PlanResult::Broken(error))],
    }
}

/// Runs those of `plans` that each defect names, to their end, on a simulation that has the defect. Defects that are left
/// when the work is stopped are left out.
pub(crate) fn try_defects(
    policy: &Arc<Policy>,
    plans: &[Plan],
    seed: u64,
    wanted: &[(&'static Defect, BTreeSet<usize>)],
    progress: &dyn Progress,
) -> Vec<(&'static Defect, Vec<Kill>)> {
    let tried = wanted.par_iter().map_init(
        || Worker::new(policy),
        |worker, (defect, positions)| {
            worker.simulation().inject_defect(Some(defect));
            let mut kills = Vec::new();
            for position in positions {
                if progress.is_stopped() {
                    return None;
                }
                let Some(plan) = plans.get(*position) else { continue };
                kills.extend(every_kill(worker, (*position, plan), policy, seed));
            }
            Some((*defect, kills))
        },
    );
    tried.flatten().collect()
}

/// Whether the change is one of who sees passcodes, and everyone sees what they saw before.
fn shows_the_same(policy: &Policy, changed: &Policy, mutant: &Mutant) -> bool {
    let table = |policy: &Policy, key: &Key| {
        let covered = policy.covered(policy.key_id(key)?)?;
        policy.row(covered.row).map(|row| row.table)
    };
    let keys = changed.keys.as_slice().iter();
    mutant.key.starts_with("visible")
        && keys.map(|it| &it.key).all(|key| table(policy, key) == table(changed, key))
}
