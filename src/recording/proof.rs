//! What was worked out about the scenarios themselves, written down beside the run.

use std::sync::Arc;

use crate::conformance::{Coverage, Fate, Mutation};
use crate::recording::{ClauseNote, MutationNote};

impl ClauseNote {
    /// What a coverage says of each clause.
    pub fn all(coverage: &Coverage) -> Vec<Self> {
        let note = |held: &crate::conformance::ClauseCoverage| Self {
            policy: Arc::clone(&coverage.policy.id),
            clause: Arc::clone(&held.clause.id),
            evidence: held.clause.evidence,
            falls_with: held
                .bearings
                .iter()
                .find_map(|bearing| bearing.fall.as_ref().map(|fall| fall.name.clone())),
        };
        coverage.clauses.iter().map(note).collect()
    }
}

impl MutationNote {
    /// What became of the mutants, in numbers, and those that nobody noticed.
    pub fn of(mutation: &Mutation) -> Self {
        Self {
            policy: Arc::clone(&mutation.policy.id),
            mutants: mutation.attempts.len(),
            noticed: mutation.with(|fate| matches!(fate, Fate::Noticed(..))).count(),
            survivors: mutation.survivors().map(|mutant| mutant.name.clone()).collect(),
        }
    }
}
