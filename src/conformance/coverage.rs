//! Which expectation of which scenario covers each clause: one that fails if the system breaks the clause.
//!
//! A tag alone is no coverage: something must make a scenario that cites the clause fail.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::conformance::behaviour::behaviour;
use crate::conformance::conclusion::Conclusion;
use crate::conformance::outcome::ScenarioFacts;
use crate::language::plan::Instruction;
use crate::language::scenario::Scenario;
use crate::policy::checked::{Clause, Policy};
use crate::policy::keys::KeyId;
use crate::run::batch::{Plan, PlanResult};
use crate::run::kill::{TriedPlans, Until, try_plans};
use crate::run::progress::Progress;
use crate::run::record::Record;

/// A system that breaks what a policy promises, and the scenarios that fail under it.
#[derive(Clone, Debug)]
pub struct TriedMutant {
    /// What people call it.
    pub name: String,
    /// What kind it is.
    pub kind: MutantKind,
    /// The clauses that it is about, if that is known.
    pub clauses: Vec<Arc<str>>,
    /// The scenarios that fail under it, by their positions among those that were run, each with the
    /// step that fails.
    pub failed: Vec<(usize, usize)>,
}

/// What kind of system breaks a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MutantKind {
    /// A policy with one value changed.
    Policy,
    /// A simulation that is wrong on purpose, for what no value of a policy expresses.
    Defect,
}

/// What the scenarios of a policy cover.
#[derive(Debug)]
pub struct Coverage {
    /// The policy.
    pub policy: Arc<Policy>,
    /// How many scenarios there are.
    pub scenario_count: usize,
    /// The clauses, in the policy's order.
    pub clauses: Vec<ClauseCoverage>,
    /// Scenarios that cite no clause, one of each outline.
    pub without_clause: Vec<Arc<Scenario>>,
    /// The keys that no scenario reaches.
    pub never_reached: Vec<KeyId>,
    /// Whether mutants are left because the work was interrupted: then clauses may seem not to be covered.
    pub interrupted: bool,
}

/// A clause, and what covers it.
#[derive(Debug)]
pub struct ClauseCoverage {
    /// The clause.
    pub clause: Clause,
    /// The scenarios that cite it, those of one outline together.
    pub outlines: Vec<CitingOutline>,
}

/// A scenario, or the rows of an outline, and the expectation that covers a clause.
#[derive(Debug)]
pub struct CitingOutline {
    /// The scenarios.
    pub scenarios: Vec<Arc<Scenario>>,
    /// What shows that one of them covers the clause.
    pub proof: Option<CoverageProof>,
}

/// An expectation that fails under a mutant or a defect.
#[derive(Clone, Debug)]
pub struct CoverageProof {
    /// The mutant or defect.
    pub name: String,
    /// Which of the two it is.
    pub kind: MutantKind,
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The expectation, counted in steps from zero.
    pub step: usize,
    /// How many other scenarios fail, too.
    pub others: usize,
}

/// How well a clause is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClauseStatus {
    /// A scenario that cites it fails under a mutant or a defect.
    Covered,
    /// Scenarios cite it, and none of them fails under any.
    CitedOnly,
    /// No scenario cites it.
    NotCited,
}

/// Runs all scenarios, which conform, against each mutant of the policy. Those that are left when the work is stopped
/// are left out.
pub fn try_mutants(
    policy: &Policy,
    scenarios: &[Arc<Scenario>],
    seed: u64,
    progress: &dyn Progress,
) -> Vec<TriedMutant> {
    let plans: Vec<Plan> = scenarios.iter().filter_map(Plan::new).collect();
    let all = try_plans(policy, &plans, seed, Until::TheEnd, progress);
    all.tried
        .into_iter()
        .filter_map(|TriedPlans { mutant, kills }| {
            let failed = kills.ok()?.into_iter().filter_map(|kill| match kill.result {
                PlanResult::Failed(step, _) => Some((kill.plan, step)),
                PlanResult::Passed | PlanResult::Broken(_) => None,
            });
            let failed = failed.collect();
            Some(TriedMutant {
                name: mutant.name,
                kind: MutantKind::Policy,
                clauses: mutant.clauses,
                failed,
            })
        })
        .collect()
}

/// What the recorded scenarios cover. `mutants_tried` count them in the order of the records.
pub fn coverage(
    policy: &Arc<Policy>,
    records: &[&Record],
    mutants_tried: &[TriedMutant],
) -> Coverage {
    let scenarios: Vec<Arc<Scenario>> =
        records.iter().map(|record| Arc::clone(&record.job.scenario)).collect();
    let outlines = outlines(&scenarios);
    // Each clause asks for its own alone: there may be hundreds of all of them.
    let mut citing: BTreeMap<&str, Vec<&[usize]>> = BTreeMap::new();
    for places in &outlines {
        // The scenarios of one outline have the same clauses.
        let first = places.first().and_then(|place| scenarios.get(*place));
        let cited: BTreeSet<&str> =
            first.iter().flat_map(|one| one.clauses.iter()).map(|id| &**id).collect();
        for id in cited {
            citing.entry(id).or_default().push(places);
        }
    }
    let failed = FailedUnder::of(mutants_tried, scenarios.len());
    let clauses = policy
        .clauses
        .iter()
        .map(|clause| {
            let outlines = citing.get(&*clause.id).into_iter().flatten();
            let outlines =
                outlines.map(|places| CitingOutline::new(clause, places, &scenarios, &failed));
            ClauseCoverage { clause: clause.clone(), outlines: outlines.collect() }
        })
        .collect();
    let all_facts: Vec<ScenarioFacts> =
        records.iter().map(|record| ScenarioFacts::of(record)).collect();
    let first = outlines.iter().filter_map(|places| scenarios.get(*places.first()?));
    Coverage {
        policy: Arc::clone(policy),
        scenario_count: scenarios.len(),
        clauses,
        without_clause: first.filter(|one| one.clauses.is_empty()).cloned().collect(),
        never_reached: behaviour(policy, &all_facts)
            .into_iter()
            .filter(|row| row.scenario_count() == 0)
            .map(|row| row.key)
            .collect(),
        interrupted: false,
    }
}

/// The positions of the scenarios, those of one outline with the same clauses together.
fn outlines(scenarios: &[Arc<Scenario>]) -> Vec<Vec<usize>> {
    let mut outlines: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<&Arc<Scenario>> = None;
    for (place, scenario) in scenarios.iter().enumerate() {
        let same = last.is_some_and(|last| {
            (&last.path, last.heading(), &last.clauses)
                == (&scenario.path, scenario.heading(), &scenario.clauses)
        });
        match outlines.last_mut().filter(|_| same) {
            Some(outline) => outline.push(place),
            None => outlines.push(vec![place]),
        }
        last = Some(scenario);
    }
    outlines
}

impl CitingOutline {
    fn new(
        clause: &Clause,
        places: &[usize],
        all: &[Arc<Scenario>],
        failed: &FailedUnder<'_>,
    ) -> Self {
        let scenarios = places.iter().filter_map(|place| all.get(*place).cloned()).collect();
        let mut best: Option<((u8, usize), CoverageProof)> = None;
        for (tried, own) in failed.at(places) {
            let rank = (tried.distance(clause), tried.failed.len());
            if best.as_ref().is_some_and(|(least, _)| *least <= rank) {
                continue;
            }
            let proof = own.iter().find_map(|(place, step)| {
                let scenario = all.get(*place)?;
                let instruction = scenario.steps.get(*step)?.instruction.as_deref()?;
                // A scenario that fails before it looks at anything shows nothing.
                matches!(instruction, Instruction::Check(_)).then(|| CoverageProof {
                    name: tried.name.clone(),
                    kind: tried.kind,
                    scenario: Arc::clone(scenario),
                    step: *step,
                    others: tried.failed.len().saturating_sub(1),
                })
            });
            best = proof.map(|proof| (rank, proof)).or(best);
        }
        Self { scenarios, proof: best.map(|(_, proof)| proof) }
    }
}

/// The mutants under which each scenario fails.
struct FailedUnder<'t> {
    tried: &'t [TriedMutant],
    /// By the position of the scenario: the position of the mutant, and the step that fails.
    failed: Vec<Vec<(usize, usize)>>,
}

impl<'t> FailedUnder<'t> {
    fn of(tried: &'t [TriedMutant], scenario_count: usize) -> Self {
        let mut failed = vec![Vec::new(); scenario_count];
        for (mutant, one) in tried.iter().enumerate() {
            for (place, step) in &one.failed {
                if let Some(failed) = failed.get_mut(*place) {
                    failed.push((mutant, *step));
                }
            }
        }
        Self { tried, failed }
    }

    /// The mutants in their order under which some of these scenarios fail, with those that do and the steps.
    fn at(&self, places: &[usize]) -> impl Iterator<Item = (&'t TriedMutant, Vec<(usize, usize)>)> {
        let mut found: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for place in places {
            for (mutant, step) in self.failed.get(*place).into_iter().flatten() {
                found.entry(*mutant).or_default().push((*place, *step));
            }
        }
        found.into_iter().filter_map(|(mutant, own)| Some((self.tried.get(mutant)?, own)))
    }
}

impl TriedMutant {
    /// How far it is from the clause: what is about it shows most, then what is about no clause at all.
    /// Among equals, the one under which the fewest scenarios fail shows more.
    fn distance(&self, clause: &Clause) -> u8 {
        match (self.clauses.contains(&clause.id), self.clauses.is_empty()) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        }
    }
}

impl ClauseCoverage {
    /// How well the clause is covered.
    pub fn status(&self) -> ClauseStatus {
        if self.outlines.is_empty() {
            ClauseStatus::NotCited
        } else if self.outlines.iter().any(|outline| outline.proof.is_some()) {
            ClauseStatus::Covered
        } else {
            ClauseStatus::CitedOnly
        }
    }
}

impl Coverage {
    /// The clauses that are covered like this.
    pub fn with_status(&self, status: ClauseStatus) -> impl Iterator<Item = &ClauseCoverage> {
        self.clauses.iter().filter(move |clause| clause.status() == status)
    }

    /// How a check of the coverage ends where up to `uncovered_max` clauses may be without a scenario.
    pub(crate) fn conclusion(&self, uncovered_max: usize) -> Conclusion {
        if self.interrupted {
            Conclusion::Interrupted
        } else if self.is_complete(uncovered_max) {
            Conclusion::Conforms
        } else {
            Conclusion::DoesNotConform
        }
    }

    /// Whether every clause has a scenario and every row is reached.
    pub fn is_complete(&self, uncovered_max: usize) -> bool {
        !self.clauses.is_empty()
            && self.with_status(ClauseStatus::NotCited).count() <= uncovered_max
            && self.never_reached.is_empty()
    }
}
