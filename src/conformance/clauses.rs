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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::samples::changed;

    #[test]
    fn a_clause_counts_who_cites_it_and_who_of_them_shows_it() {
        let one = "everything: { statement: it is as it is, evidence: assumed }";
        let more = "\n  more: { statement: it is more, evidence: seed }\n  \
                    uncited: { statement: it is not cited, evidence: observed }";
        let policy = changed(one, &format!("{one}{more}"));
        let facts = |clauses: &[&str], compares, verdict| ScenarioFacts {
            clauses: clauses.iter().map(|id| Arc::from(*id)).collect(),
            compares,
            verdict,
            devices: Vec::new(),
        };
        let cited = cited_clauses(
            &policy,
            &[
                facts(&["everything"], true, Verdict::Conforms),
                facts(&["everything", "more"], true, Verdict::Conforms),
                facts(&["more"], false, Verdict::Conforms),
                facts(&["more"], true, Verdict::Flaky),
                facts(&["more", "elsewhere"], true, Verdict::Fails),
            ],
        );
        let citation = |id: &str, evidence, passing, cited| Citation {
            id: id.into(),
            evidence,
            passing,
            cited,
        };
        let expected = [
            citation("everything", Evidence::Assumed, 2, 2),
            citation("more", Evidence::Seed, 1, 4),
            citation("uncited", Evidence::Observed, 0, 0),
        ];
        assert_eq!(cited, expected);
    }
}
