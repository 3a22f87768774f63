//! Whether a scenario of a policy fails if one value of the policy is another.

use std::sync::Arc;

use crate::conformance::conclusion::Conclusion;
use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;
use crate::policy::mutation::equivalents::{Equivalent, Equivalents};
use crate::policy::mutation::mutant::{Mutant, ValueChange};
use crate::run::batch::{Plan, PlanResult};
use crate::run::kill::{TriedMutants, TriedPlans, Until, try_plans};
use crate::run::progress::Progress;

/// What became of every mutant of a policy.
#[derive(Debug)]
pub struct Mutation {
    /// The policy.
    pub policy: Arc<Policy>,
    /// How many scenarios were run under each mutant.
    pub scenario_count: usize,
    /// The mutants, in the order of the document.
    pub results: Vec<MutantResult>,
    /// Entries of the list of equivalents that are not needed.
    pub unneeded: Vec<UnneededEntry>,
    /// How many changes of the policy were left when the work was interrupted; they have no result.
    pub not_tried: usize,
}

/// A mutant, and what became of it.
#[derive(Debug)]
pub struct MutantResult {
    /// The mutant.
    pub mutant: Mutant,
    /// What became of it.
    pub status: MutantStatus,
    /// Whether it allows more than the policy: then the simulation did that first.
    pub widens: bool,
}

/// What became of a mutant.
#[derive(Clone, Debug)]
pub enum MutantStatus {
    /// It is not a policy, for this reason, so there was nothing to run.
    Invalid(String),
    /// A scenario fails under it: the first one, at this step, counted from zero.
    Killed(Arc<Scenario>, usize),
    /// No scenario fails under it, and the list says why none could.
    Equivalent(String),
    /// No scenario fails under it.
    Survived,
    /// The simulation broke one of its own rules under it, in this scenario: a defect of passgate.
    BrokeInvariant(Arc<Scenario>, String),
}

/// An entry of the list of equivalents that is not needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnneededEntry {
    /// The entry.
    pub entry: Equivalent,
    /// Why not.
    pub why: UnneededReason,
}

/// Why an entry of the list of equivalents is not needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnneededReason {
    /// It names no mutant.
    Unknown,
    /// It names this mutant, which a scenario kills.
    Killed(String),
}

/// Runs the scenarios of a policy, which conform, against each of its mutants.
///
/// The result is the same at any number of cores.
pub fn mutate(
    policy: &Arc<Policy>,
    scenarios: &[Arc<Scenario>],
    seed: u64,
    equivalents: &Equivalents,
    progress: &dyn Progress,
) -> Mutation {
    let plans: Vec<Plan> = scenarios.iter().filter_map(Plan::new).collect();
    let TriedMutants { tried, left } = try_plans(policy, &plans, seed, Until::FirstKill, progress);
    let result = |TriedPlans { mutant, kills, widens }| {
        let status = match kills.map(|kills| kills.into_iter().next()) {
            Err(why) => MutantStatus::Invalid(why),
            Ok(None) => MutantStatus::Survived,
            Ok(Some(kill)) => match (plans.get(kill.plan), kill.result) {
                (None, _) | (_, PlanResult::Passed) => MutantStatus::Survived,
                (Some(plan), PlanResult::Failed(step, _)) => {
                    MutantStatus::Killed(Arc::clone(&plan.scenario), step)
                }
                (Some(plan), PlanResult::Broken(error)) => {
                    MutantStatus::BrokeInvariant(Arc::clone(&plan.scenario), error.to_string())
                }
            },
        };
        MutantResult { mutant, status, widens }
    };
    let mut results: Vec<MutantResult> = tried.into_iter().map(result).collect();
    // What cannot be added is no change at all.
    results.retain(|result| {
        let is_added = matches!(result.mutant.change, ValueChange::Added(_));
        !(is_added && matches!(result.status, MutantStatus::Invalid(_)))
    });
    let unneeded = equivalents
        .of(&policy.id)
        .filter_map(|entry| {
            Some(UnneededEntry { entry: entry.clone(), why: mark_equivalent(entry, &mut results)? })
        })
        // What it names may be among those that are left.
        .filter(|entry| left == 0 || entry.why != UnneededReason::Unknown)
        .collect();
    Mutation {
        policy: Arc::clone(policy),
        scenario_count: plans.len(),
        results,
        unneeded,
        not_tried: left,
    }
}

/// Marks the survivors that an entry names as equivalent; returns why it is not needed, if it is not.
fn mark_equivalent(entry: &Equivalent, results: &mut [MutantResult]) -> Option<UnneededReason> {
    let mut why = Some(UnneededReason::Unknown);
    for result in results.iter_mut().filter(|result| entry.means(&result.mutant.name)) {
        match result.status {
            MutantStatus::Survived | MutantStatus::Equivalent(_) => {
                result.status = MutantStatus::Equivalent(entry.reason.clone());
                why = why.filter(|why| *why != UnneededReason::Unknown);
            }
            MutantStatus::Killed(..) => {
                return Some(UnneededReason::Killed(result.mutant.name.clone()));
            }
            MutantStatus::Invalid(_) | MutantStatus::BrokeInvariant(..) => {}
        }
    }
    why
}

impl Mutation {
    /// The mutants that survived.
    pub fn survivors(&self) -> impl Iterator<Item = &Mutant> {
        self.with(|status| matches!(status, MutantStatus::Survived))
    }

    /// The mutants with a status of this kind.
    pub fn with(&self, kind: impl Fn(&MutantStatus) -> bool) -> impl Iterator<Item = &Mutant> {
        self.results.iter().filter(move |result| kind(&result.status)).map(|result| &result.mutant)
    }

    /// The mutants under which the simulation broke one of its own rules.
    pub fn broken(&self) -> impl Iterator<Item = &MutantResult> {
        self.results
            .iter()
            .filter(|result| matches!(result.status, MutantStatus::BrokeInvariant(..)))
    }

    /// Whether there is a mutant that a scenario could kill.
    pub(crate) fn has_mutants(&self) -> bool {
        self.with(|status| !matches!(status, MutantStatus::Invalid(_))).next().is_some()
    }

    /// How a check of the mutants ends where up to `survivors_max` may survive.
    pub(crate) fn conclusion(&self, survivors_max: usize) -> Conclusion {
        if self.broken().next().is_some() {
            Conclusion::Broken
        } else if self.not_tried > 0 {
            Conclusion::Interrupted
        } else if self.is_strong(survivors_max) {
            Conclusion::Conforms
        } else {
            Conclusion::DoesNotConform
        }
    }

    /// Whether every mutant was tried and every one that can be killed is, but for `survivors_max` of them, and every entry of
    /// the list is needed.
    pub fn is_strong(&self, survivors_max: usize) -> bool {
        self.has_mutants()
            && self.survivors().count() <= survivors_max
            && self.unneeded.is_empty()
            && self.broken().next().is_none()
            && self.not_tried == 0
    }
}
