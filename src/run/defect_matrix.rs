//! Which seeded defects the scenarios catch: by what people would see alone, without invariants and without faults.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;
use crate::run::batch::{Plan, PlanResult, Worker};
use crate::run::failure::Failure;
use crate::run::progress::Progress;
use crate::simulation::defect::Defect;
use crate::simulation::fault::FaultPlan;

/// A step that failed because of a defect.
#[derive(Clone, Debug)]
pub(crate) struct Catch {
    /// The scenario.
    pub(crate) scenario: Arc<Scenario>,
    /// The step, counted from zero.
    pub(crate) step: usize,
    /// Why.
    pub(crate) failure: Failure,
}

/// A seeded defect, and what catches it.
#[derive(Clone, Debug)]
pub(crate) struct TriedDefect {
    /// The defect.
    pub(crate) defect: &'static Defect,
    /// Every scenario that fails because of it, in order.
    pub(crate) catches: Vec<Catch>,
    /// An earlier defect that makes the same steps fail for the same reasons: the two count once.
    pub(crate) same_as: Option<&'static Defect>,
}

impl TriedDefect {
    /// Whether a scenario fails because of it.
    pub(crate) const fn is_caught(&self) -> bool {
        !self.catches.is_empty()
    }
}

/// Runs the scenarios of each policy on every defective simulation.
pub(crate) fn defect_matrix(
    suites: &[(Arc<Policy>, Vec<Arc<Scenario>>)],
    seed: u64,
    progress: &dyn Progress,
) -> Vec<TriedDefect> {
    let plan = |(policy, scenarios): &(Arc<Policy>, Vec<Arc<Scenario>>)| {
        let plans: Vec<Plan> = scenarios.iter().filter_map(Plan::new).collect();
        (Arc::clone(policy), plans)
    };
    let plans: Vec<(Arc<Policy>, Vec<Plan>)> = suites.iter().map(plan).collect();
    let defects: Vec<&'static Defect> = Defect::all().collect();
    progress.start("defects", defects.len() as u64);
    let tried = defects.into_par_iter().map(|defect| {
        let catches =
            if progress.is_stopped() { Vec::new() } else { catches(defect, &plans, seed) };
        progress.advance(1);
        (defect, catches)
    });
    let tried: Vec<(&'static Defect, Vec<Catch>)> = tried.collect();
    let mut known: BTreeMap<Vec<(String, usize, String)>, &'static Defect> = BTreeMap::new();
    let result = |(defect, catches): (&'static Defect, Vec<Catch>)| {
        let signature: Vec<(String, usize, String)> =
            catches.iter().map(Catch::signature).collect();
        let same_as = known.get(&signature).copied().filter(|_| !signature.is_empty());
        known.entry(signature).or_insert(defect);
        TriedDefect { defect, catches, same_as }
    };
    tried.into_iter().map(result).collect()
}

fn catches(defect: &'static Defect, plans: &[(Arc<Policy>, Vec<Plan>)], seed: u64) -> Vec<Catch> {
    let mut catches = Vec::new();
    for (policy, plans) in plans {
        let mut worker = Worker::new(policy);
        worker.simulation().inject_defect(Some(defect));
        worker.simulation().ignore_invariants(true);
        for plan in plans {
            match worker.run(plan, policy, plan.seed(seed), &FaultPlan::None) {
                PlanResult::Failed(step, failure) => {
                    let scenario = Arc::clone(&plan.scenario);
                    catches.push(Catch { scenario, step, failure });
                }
                PlanResult::Passed | PlanResult::Broken(_) => {}
            }
        }
    }
    catches
}

impl Catch {
    /// Which step fails, and for which reason.
    pub(crate) fn signature(&self) -> (String, usize, String) {
        let scenario = format!("{}:{}", self.scenario.path, self.scenario.line);
        (scenario, self.step, format!("{}, {}", self.failure.expected, self.failure.seen))
    }
}
