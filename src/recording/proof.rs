//! What was computed about the scenarios themselves, written down with the run.

use std::sync::Arc;

use crate::conformance::coverage::{ClauseCoverage, ClauseStatus, Coverage};
use crate::conformance::mutation::{MutantStatus, Mutation};
use crate::recording::ends::{ClauseNote, MutantNote, MutationNote};

impl ClauseNote {
    /// What the coverage says of each clause.
    pub fn all(coverage: &Coverage) -> Vec<Self> {
        let note = |held: &ClauseCoverage| Self {
            policy: Arc::clone(&coverage.policy.id),
            clause: Arc::clone(&held.clause.id),
            evidence: held.clause.evidence,
            fails_under: held.proof().map(|proof| MutantNote {
                kind: proof.kind,
                name: proof.name.clone(),
                scenario: Arc::clone(&proof.scenario.name),
                expectation: proof.expectation(),
            }),
            not_provable: held.status() == ClauseStatus::NotProvable,
        };
        coverage.clauses.iter().map(note).collect()
    }
}

impl MutationNote {
    /// What became of the mutants: counts, and the names of those that survived.
    pub fn of(mutation: &Mutation) -> Self {
        let count = |kind: fn(&MutantStatus) -> bool| mutation.with(kind).count();
        Self {
            policy: Arc::clone(&mutation.policy.id),
            killed: count(|status| matches!(status, MutantStatus::Killed(..))),
            equivalent: count(|status| matches!(status, MutantStatus::Equivalent(_))),
            invalid: count(|status| matches!(status, MutantStatus::Invalid(_))),
            survived: mutation.survivors().map(|mutant| mutant.name.clone()).collect(),
        }
    }
}
