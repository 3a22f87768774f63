//! The search for an expectation that proves a clause.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::conformance::proving_mutant::{MutantKind, TriedMutant};
use crate::language::proving::ExpectationScope;
use crate::language::scenario::Scenario;
use crate::policy::about::About;
use crate::policy::checked::Policy;

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

impl CoverageProof {
    /// What the expectation says.
    pub fn expectation(&self) -> Arc<str> {
        self.scenario.steps.get(self.step).map(|step| Arc::clone(&step.text)).unwrap_or_default()
    }
}

/// The scenarios of a policy, and what was tried with them.
pub(crate) struct ProofSearch<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) scenarios: &'a [Arc<Scenario>],
    pub(crate) tried: &'a [TriedMutant],
}

impl ProofSearch<'_> {
    /// Of the mutants and defects that a clause names, the one that makes the fewest scenarios fail, one of these by an
    /// expectation of what the clause is about.
    pub(crate) fn proof(&self, about: &About, positions: &[usize]) -> Option<CoverageProof> {
        let positions: BTreeSet<usize> = positions.iter().copied().collect();
        let mut best: Option<(usize, CoverageProof)> = None;
        for mutant in self.tried.iter().filter(|mutant| mutant.is_of(about)) {
            let count = mutant.scenario_count();
            if best.as_ref().is_some_and(|(least, _)| *least <= count) {
                continue;
            }
            let own = mutant.failed.iter().filter(|failed| positions.contains(&failed.scenario));
            let mut proofs = own.filter_map(|failed| {
                let scenario = self.scenarios.get(failed.scenario)?;
                let scope = ExpectationScope::of(self.policy, scenario, failed.step)?;
                scope.at(failed.place).fits(about).then(|| CoverageProof {
                    name: mutant.name.clone(),
                    kind: mutant.kind,
                    scenario: Arc::clone(scenario),
                    step: failed.step,
                    others: count.saturating_sub(1),
                })
            });
            best = proofs.next().map(|proof| (count, proof)).or(best);
        }
        best.map(|(_, proof)| proof)
    }
}
