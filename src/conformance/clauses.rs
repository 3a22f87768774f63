//! Which clauses of a policy the scenarios of a run verify.

use std::sync::Arc;

use crate::conformance::outcome::ScenarioFacts;
use crate::conformance::verdict::Verdict;
use crate::policy::checked::Policy;
use crate::policy::evidence::Evidence;

/// A clause, and the scenarios that cite it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The clause.
    pub id: Arc<str>,
    /// What it is based on.
    pub evidence: Evidence,
    /// How many scenarios that cite it conform, having compared something.
    pub passing: usize,
    /// How many scenarios cite it.
    pub cited: usize,
}

/// Every clause of the policy with its citations, in the policy's order.
pub(crate) fn cited_clauses(policy: &Policy, all_facts: &[ScenarioFacts]) -> Vec<Citation> {
    let mut citations: Vec<Citation> = policy
        .clauses
        .iter()
        .map(|clause| Citation {
            id: Arc::clone(&clause.id),
            evidence: clause.evidence,
            passing: 0,
            cited: 0,
        })
        .collect();
    for ScenarioFacts { clauses, compares, verdict, .. } in all_facts {
        let passes = *verdict == Verdict::Conforms && *compares;
        for cited in clauses.iter() {
            if let Some(citation) = citations.iter_mut().find(|citation| citation.id == *cited) {
                citation.cited += 1;
                citation.passing += usize::from(passes);
            }
        }
    }
    citations
}
