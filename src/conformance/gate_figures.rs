//! What a part of the gate found.

use crate::conformance::coverage::Coverage;
use crate::conformance::mutation::Mutation;
use crate::conformance::sweeping::SweepResult;
use crate::run::explore::explored::Exploration;

/// What a part found.
#[derive(Debug)]
pub(crate) enum Figures {
    /// Everything is in the recording of the run.
    Recording,
    /// What is missing, a line each.
    Inputs(Vec<String>),
    /// Whether both recordings are the same is all there is.
    Repetition,
    /// The coverage of each policy.
    Coverage(Vec<Coverage>),
    /// The mutants of each policy.
    Mutation(Vec<Mutation>),
    /// The sweep.
    Sweep(SweepResult),
    /// The exploration of each policy.
    Exploration(Vec<Exploration>),
}

impl Figures {
    /// Why a part that found nothing wrong shows nothing: there was nothing that it could check.
    pub(crate) fn checked_nothing(&self) -> Option<&'static str> {
        let nothing = match self {
            Self::Recording | Self::Inputs(_) | Self::Repetition => return None,
            Self::Coverage(all) => (
                all.is_empty() || all.iter().any(|one| one.clauses.is_empty()),
                "there is no clause to cover",
            ),
            Self::Mutation(all) => (
                all.is_empty() || all.iter().any(|one| !one.has_mutants()),
                "there is no mutant that a scenario could kill",
            ),
            Self::Sweep(result) => (result.is_empty(), "no scenario was run under any seed"),
            Self::Exploration(all) => (
                all.is_empty() || all.iter().any(Exploration::reached_nothing),
                "no interesting state was reached",
            ),
        };
        nothing.0.then_some(nothing.1)
    }
}
