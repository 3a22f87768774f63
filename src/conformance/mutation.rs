//! Whether the scenarios of a policy notice when one value of the policy is another.

use std::sync::Arc;

use crate::conformance::conclusion::Conclusion;
use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;
use crate::policy::mutation::Mutant;
use crate::policy::mutation::equivalents::{Equivalent, Equivalents};
use crate::run::batch::{Plan, PlanResult};
use crate::run::kill::{Until, kills};
use crate::run::progress::Progress;

/// What became of every mutant of a policy.
#[derive(Debug)]
pub struct Mutation {
    /// The policy.
    pub policy: Arc<Policy>,
    /// How many scenarios were there to notice.
    pub scenario_count: usize,
    /// The mutants, in the order of the document.
    pub attempts: Vec<Attempt>,
    /// Entries of the list of equivalents that are not needed.
    pub unneeded: Vec<Unneeded>,
}

/// A mutant, and what became of it.
#[derive(Debug)]
pub struct Attempt {
    /// The mutant.
    pub mutant: Mutant,
    /// What became of it.
    pub status: MutantStatus,
}

/// What became of a mutant.
#[derive(Clone, Debug)]
pub enum MutantStatus {
    /// It is no policy, for this reason, so there was nothing to notice.
    Refused(String),
    /// A scenario fails under it: the first one, at this step, counted from zero.
    Noticed(Arc<Scenario>, usize),
    /// No scenario notices, and the list says why nobody could.
    Equivalent(String),
    /// No scenario notices.
    Survived,
    /// The simulation broke one of its own rules under it, in this scenario: a defect of passgate.
    Broke(Arc<Scenario>, String),
}

/// An entry of the list of equivalents that is not needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unneeded {
    /// The entry.
    pub entry: Equivalent,
    /// Why not.
    pub why: Why,
}

/// Why an entry of the list of equivalents is not needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It means no mutant.
    Unknown,
    /// It means this mutant, which a scenario notices.
    Noticed(String),
}

/// Plays the scenarios of a policy, which conform, against each of its mutants.
///
/// The answer is the same at any number of cores.
pub fn mutate(
    policy: &Arc<Policy>,
    scenarios: &[Arc<Scenario>],
    seed: u64,
    equivalents: &Equivalents,
    progress: &dyn Progress,
) -> Mutation {
    let plans: Vec<Plan> = scenarios.iter().filter_map(Plan::new).collect();
    let mutants = policy.mutants();
    let policies: Vec<Arc<Policy>> =
        mutants.iter().filter_map(|mutant| mutant.policy.as_ref().ok().cloned()).collect();
    let mut played = kills(&plans, &policies, seed, Until::FirstKill, progress).into_iter();
    let mut attempts: Vec<Attempt> = Vec::new();
    for mutant in mutants {
        let status = match &mutant.policy {
            Err(why) => MutantStatus::Refused(why.clone()),
            Ok(_) => match played.next().unwrap_or_default().into_iter().next() {
                None => MutantStatus::Survived,
                Some(kill) => match (plans.get(kill.plan), kill.result) {
                    (None, _) | (_, PlanResult::Passed) => MutantStatus::Survived,
                    (Some(plan), PlanResult::Failed(step, _)) => {
                        MutantStatus::Noticed(Arc::clone(&plan.scenario), step)
                    }
                    (Some(plan), PlanResult::Broken(error)) => {
                        MutantStatus::Broke(Arc::clone(&plan.scenario), error.to_string())
                    }
                },
            },
        };
        attempts.push(Attempt { mutant, status });
    }
    let unneeded = equivalents
        .of(&policy.id)
        .filter_map(|entry| {
            Some(Unneeded { entry: entry.clone(), why: excuse(entry, &mut attempts)? })
        })
        .collect();
    Mutation { policy: Arc::clone(policy), scenario_count: plans.len(), attempts, unneeded }
}

/// Excuses the survivors that an entry means; tells why it is not needed, if it is not.
fn excuse(entry: &Equivalent, attempts: &mut [Attempt]) -> Option<Why> {
    let mut why = Some(Why::Unknown);
    for attempt in attempts.iter_mut().filter(|attempt| entry.means(&attempt.mutant.name)) {
        match attempt.status {
            MutantStatus::Survived | MutantStatus::Equivalent(_) => {
                attempt.status = MutantStatus::Equivalent(entry.reason.clone());
                why = why.filter(|why| *why != Why::Unknown);
            }
            MutantStatus::Noticed(..) => return Some(Why::Noticed(attempt.mutant.name.clone())),
            MutantStatus::Refused(_) | MutantStatus::Broke(..) => {}
        }
    }
    why
}

impl Mutation {
    /// The mutants that no scenario notices and no reason excuses.
    pub fn survivors(&self) -> impl Iterator<Item = &Mutant> {
        self.with(|status| matches!(status, MutantStatus::Survived))
    }

    /// The mutants with a fate of this kind.
    pub fn with(&self, kind: impl Fn(&MutantStatus) -> bool) -> impl Iterator<Item = &Mutant> {
        self.attempts
            .iter()
            .filter(move |attempt| kind(&attempt.status))
            .map(|attempt| &attempt.mutant)
    }

    /// The mutants under which the simulation broke one of its own rules.
    pub fn broken(&self) -> impl Iterator<Item = &Attempt> {
        self.attempts.iter().filter(|attempt| matches!(attempt.status, MutantStatus::Broke(..)))
    }

    /// How a check of the mutants ends where so many may survive.
    pub(crate) fn conclusion(&self, survivors_max: usize) -> Conclusion {
        if self.broken().next().is_some() {
            Conclusion::Broken
        } else if self.is_strong(survivors_max) {
            Conclusion::Conforms
        } else {
            Conclusion::DoesNotConform
        }
    }

    /// Whether every mutant that can be noticed is, but for `survivors_max` of them, and every entry of
    /// the list is needed.
    pub fn is_strong(&self, survivors_max: usize) -> bool {
        self.survivors().count() <= survivors_max
            && self.unneeded.is_empty()
            && self.broken().next().is_none()
    }
}
