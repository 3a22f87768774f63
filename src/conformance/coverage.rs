//! Which expectation of which scenario bears each clause, and whether it falls when the clause is tried.
//!
//! A tag alone is no coverage: something must make a scenario that cites the clause fail.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::conformance::behaviour::behaviour;
use crate::conformance::outcome::{RowKey, ScenarioFacts};
use crate::language::plan::Instruction;
use crate::language::scenario::Scenario;
use crate::policy::checked::{Clause, Policy};
use crate::run::batch::{Plan, Played};
use crate::run::kill::{Until, kills};
use crate::run::record::Record;

/// Something that mutants_tried what a policy promises, and what it makes fail.
#[derive(Clone, Debug)]
pub struct TriedMutant {
    /// What people call it.
    pub name: String,
    /// What kind it is.
    pub kind: MutantKind,
    /// The clauses that it touches, where it is known.
    pub clauses: Vec<Arc<str>>,
    /// The scenarios that it makes fail, by their places among those that were played, each with the
    /// step that fails.
    pub changed: Vec<(usize, usize)>,
}

/// What kind of thing mutants_tried a promise.
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
    /// Rows that no scenario comes to.
    pub never_reached: Vec<RowKey>,
}

/// A clause, and what bears it.
#[derive(Debug)]
pub struct ClauseCoverage {
    /// The clause.
    pub clause: Clause,
    /// The scenarios that cite it, those of one outline together.
    pub outlines: Vec<CitingOutline>,
}

/// A scenario, or the rows of an outline, and the expectation that bears a clause.
#[derive(Debug)]
pub struct CitingOutline {
    /// The scenarios.
    pub scenarios: Vec<Arc<Scenario>>,
    /// What makes one of them fail, the most telling first.
    pub failure: Option<CoverageProof>,
}

/// A scenario that fails when something is tried.
#[derive(Clone, Debug)]
pub struct CoverageProof {
    /// What is tried.
    pub name: String,
    /// What kind of break it is.
    pub kind: MutantKind,
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The expectation that is not met, counted in steps from zero.
    pub step: usize,
    /// How many other scenarios fail with it.
    pub others: usize,
}

/// How well a clause is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClauseStatus {
    /// A scenario that cites it fails when something is tried.
    Covered,
    /// Scenarios cite it, and no value of the policy makes one of them fail.
    CitedOnly,
    /// No scenario cites it.
    NotCited,
}

/// Plays all scenarios, which conform, against each mutant of the policy.
pub fn try_mutants(policy: &Policy, scenarios: &[Arc<Scenario>], seed: u64) -> Vec<TriedMutant> {
    let plans: Vec<Plan> = scenarios.iter().filter_map(Plan::new).collect();
    let (mutants, policies): (Vec<_>, Vec<_>) = policy
        .mutants()
        .into_iter()
        .filter_map(|mutant| mutant.policy.clone().ok().map(|policy| (mutant, policy)))
        .unzip();
    let played = kills(&plans, &policies, seed, Until::TheEnd);
    mutants
        .into_iter()
        .zip(played)
        .map(|(mutant, kills)| {
            let failed = kills.into_iter().filter_map(|kill| match kill.played {
                Played::Failed(step, _) => Some((kill.plan, step)),
                Played::Held | Played::Broken(_) => None,
            });
            let changed = failed.collect();
            TriedMutant {
                name: mutant.name,
                kind: MutantKind::Policy,
                clauses: mutant.clauses,
                changed,
            }
        })
        .collect()
}

/// What the scenarios that were recorded cover. `mutants_tried` count them in the order of the records.
pub fn coverage(
    policy: &Arc<Policy>,
    records: &[&Record],
    mutants_tried: &[TriedMutant],
) -> Coverage {
    let scenarios: Vec<Arc<Scenario>> =
        records.iter().map(|record| Arc::clone(&record.job.scenario)).collect();
    let outlines = outlines(&scenarios);
    let clauses = policy
        .clauses
        .iter()
        .map(|clause| {
            let cites = |places: &&Vec<usize>| {
                let cited = |place: &usize| {
                    scenarios.get(*place).is_some_and(|one| one.clauses.contains(&clause.id))
                };
                places.iter().any(cited)
            };
            let outlines = outlines
                .iter()
                .filter(cites)
                .map(|places| CitingOutline::new(clause, places, &scenarios, mutants_tried))
                .collect();
            ClauseCoverage { clause: clause.clone(), outlines }
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
    }
}

/// The places of the scenarios, those of one outline with the same clauses together.
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
        mutants_tried: &[TriedMutant],
    ) -> Self {
        let scenarios = places.iter().filter_map(|place| all.get(*place).cloned()).collect();
        let mut best: Option<((u8, usize), CoverageProof)> = None;
        for tried in mutants_tried {
            let rank = (tried.distance(clause), tried.changed.len());
            if best.as_ref().is_some_and(|(least, _)| *least <= rank) {
                continue;
            }
            let mut own = tried.changed.iter().filter(|(place, _)| places.contains(place));
            let failure = own.find_map(|(place, step)| {
                let scenario = all.get(*place)?;
                let instruction = scenario.steps.get(*step)?.instruction.as_deref()?;
                // A scenario that does not even get under way looks at nothing.
                matches!(instruction, Instruction::Check(_)).then(|| CoverageProof {
                    name: tried.name.clone(),
                    kind: tried.kind,
                    scenario: Arc::clone(scenario),
                    step: *step,
                    others: tried.changed.len().saturating_sub(1),
                })
            });
            best = failure.map(|failure| (rank, failure)).or(best);
        }
        Self { scenarios, failure: best.map(|(_, failure)| failure) }
    }
}

impl TriedMutant {
    /// How far it is from the clause: what touches it tells most, then what touches no clause at all.
    /// Among equals, what makes the fewest scenarios fail tells more.
    fn distance(&self, clause: &Clause) -> u8 {
        match (self.clauses.contains(&clause.id), self.clauses.is_empty()) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        }
    }
}

impl ClauseCoverage {
    /// How well the clause is held.
    pub fn status(&self) -> ClauseStatus {
        if self.outlines.is_empty() {
            ClauseStatus::NotCited
        } else if self.outlines.iter().any(|outline| outline.failure.is_some()) {
            ClauseStatus::Covered
        } else {
            ClauseStatus::CitedOnly
        }
    }
}

impl Coverage {
    /// The clauses that are held like this.
    pub fn with_status(&self, status: ClauseStatus) -> impl Iterator<Item = &ClauseCoverage> {
        self.clauses.iter().filter(move |clause| clause.status() == status)
    }

    /// Whether every clause has a scenario and every row is reached.
    pub fn is_complete(&self, uncovered_max: usize) -> bool {
        self.with_status(ClauseStatus::NotCited).count() <= uncovered_max
            && self.never_reached.is_empty()
    }
}
