//! What was worked out about the scenarios themselves, written down beside the run.

use std::sync::Arc;

use crate::conformance::coverage::Coverage;
use crate::conformance::mutation::{MutantStatus, Mutation};
use crate::recording::ends::{ClauseNote, MutationNote};

impl ClauseNote {
    /// What a coverage says of each clause.
    pub fn all(coverage: &Coverage) -> Vec<Self> {
        let note = |held: &crate::conformance::coverage::ClauseCoverage| Self {
            policy: Arc::clone(&coverage.policy.id),
            clause: Arc::clone(&held.clause.id),
            evidence: held.clause.evidence,
            falls_with: held
                .citings
                .iter()
                .find_map(|citing| citing.failure.as_ref().map(|failure| failure.name.clone())),
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
            noticed: mutation.with(|status| matches!(status, MutantStatus::Noticed(..))).count(),
            survivors: mutation.survivors().map(|mutant| mutant.name.clone()).collect(),
        }
    }
}
