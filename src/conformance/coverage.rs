//! Which expectation of which scenario covers each clause: one that fails if the system breaks the clause.
//!
//! A tag alone is no coverage, and neither is any failure: a mutant or defect that the clause names must make an
//! expectation fail that is about what the clause is about, in a scenario that cites it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::conformance::behaviour::behaviour;
use crate::conformance::conclusion::Conclusion;
use crate::conformance::outcome::ScenarioFacts;
use crate::conformance::proof_search::{CoverageProof, ProofSearch};
use crate::conformance::proving_mutant::TriedMutant;
use crate::conformance::suggested_about::suggested;
use crate::language::scenario::Scenario;
use crate::policy::about::About;
use crate::policy::checked::{Clause, Policy};
use crate::policy::keys::KeyId;
use crate::run::record::Record;

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
    /// What it could say that it is about, if it names nothing that breaks it and something makes its scenarios fail.
    pub suggestion: Option<About>,
}

/// A scenario, or the rows of an outline, and the expectation that covers a clause.
#[derive(Debug)]
pub struct CitingOutline {
    /// The scenarios.
    pub scenarios: Vec<Arc<Scenario>>,
    /// What shows that one of them covers the clause.
    pub proof: Option<CoverageProof>,
}

/// How well a clause is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClauseStatus {
    /// A mutant or defect that it names fails an expectation of what it is about, in a scenario that cites it.
    Covered,
    /// Scenarios cite it, and nothing that it names fails such an expectation.
    CitedOnly,
    /// Scenarios cite it, and it does not say what breaks it and who sees that where.
    NotProvable,
    /// No scenario cites it.
    NotCited,
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
    let search = ProofSearch { policy, scenarios: &scenarios, tried: mutants_tried };
    let clauses = policy
        .clauses
        .iter()
        .map(|clause| {
            let outlines = citing.get(&*clause.id).into_iter().flatten();
            let outlines = outlines.map(|places| CitingOutline {
                scenarios: places.iter().filter_map(|at| scenarios.get(*at).cloned()).collect(),
                proof: clause.provable().and_then(|about| search.proof(about, places)),
            });
            let outlines: Vec<CitingOutline> = outlines.collect();
            let is_unprovable = clause.provable().is_none() && !outlines.is_empty();
            let suggestion = is_unprovable
                .then(|| suggested(policy, clause, &scenarios, mutants_tried))
                .flatten();
            ClauseCoverage { clause: clause.clone(), outlines, suggestion }
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

impl ClauseCoverage {
    /// The first expectation that proves the clause.
    pub fn proof(&self) -> Option<&CoverageProof> {
        self.outlines.iter().find_map(|outline| outline.proof.as_ref())
    }

    /// How well the clause is covered.
    pub fn status(&self) -> ClauseStatus {
        if self.outlines.is_empty() {
            ClauseStatus::NotCited
        } else if self.clause.provable().is_none() {
            ClauseStatus::NotProvable
        } else if self.proof().is_some() {
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

    /// The clauses that are not covered, for whatever reason.
    pub fn uncovered(&self) -> impl Iterator<Item = &ClauseCoverage> {
        self.clauses.iter().filter(|clause| clause.status() != ClauseStatus::Covered)
    }

    /// How a check of the coverage ends where up to `uncovered_max` clauses may be uncovered.
    pub(crate) fn conclusion(&self, uncovered_max: usize) -> Conclusion {
        if self.interrupted {
            Conclusion::Interrupted
        } else if self.is_complete(uncovered_max) {
            Conclusion::Conforms
        } else {
            Conclusion::DoesNotConform
        }
    }

    /// Whether every clause is covered, but for `uncovered_max` of them, and every row is reached.
    pub fn is_complete(&self, uncovered_max: usize) -> bool {
        !self.clauses.is_empty()
            && self.uncovered().count() <= uncovered_max
            && self.never_reached.is_empty()
    }
}
