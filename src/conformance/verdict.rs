//! What a record says about its scenario.

use crate::domain::phrase::phrases;
use crate::journal::observation::{Observation, Observed};
use crate::run::record::{Ending, Record};

/// What became of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Everything it expects was seen.
    Conforms,
    /// It failed with the run's seed and conformed when it was run again with another: chance decides.
    Flaky,
    /// It does not conform, and a waiver in force says who is responsible for that, why and until when.
    Waived,
    /// The system under test cannot do what it asks for: neither passed nor failed.
    Unsupported,
    /// Something it expects was not seen, or could not be done.
    Fails,
    /// It says something that the catalogue or its policy does not know.
    Undefined,
    /// The run ended before its turn.
    NotReached,
    /// The system under test failed as a system: it was lost, broke the protocol, or took back what it had declared.
    Error,
    /// passgate itself broke.
    Broken,
}

phrases!(Verdict, "verdict", {
    Conforms => "conforms",
    Flaky => "flaky",
    Waived => "waived",
    Unsupported => "unsupported",
    Fails => "fails",
    Undefined => "undefined",
    NotReached => "not reached",
    Error => "error",
    Broken => "broken",
});

impl Verdict {
    /// The one character that stands for it where there is a mark a scenario.
    pub const fn mark(self) -> char {
        match self {
            Self::Conforms => '.',
            Self::Flaky => '~',
            Self::Waived => 'W',
            Self::Unsupported => 'N',
            Self::Fails => 'F',
            Self::Undefined => 'U',
            Self::NotReached => '-',
            Self::Error => 'E',
            Self::Broken => 'B',
        }
    }

    /// Whether a run with such a scenario may conform. What is unsupported is not passed, and not failed.
    pub const fn is_tolerable(self) -> bool {
        match self {
            Self::Conforms | Self::Flaky | Self::Waived | Self::Unsupported => true,
            Self::Fails | Self::Undefined | Self::NotReached | Self::Error | Self::Broken => false,
        }
    }
}

/// Judges a scenario by what was observed; the way it ended only says why there may be none.
pub fn judge(record: &Record) -> Verdict {
    match record.ending {
        Ending::NotRun => return Verdict::Undefined,
        Ending::NotReached => return Verdict::NotReached,
        Ending::Unsupported { .. } => return Verdict::Unsupported,
        Ending::Error { .. } => return Verdict::Error,
        Ending::Broken(_) => return Verdict::Broken,
        Ending::Passed | Ending::Failed { .. } => {}
    }
    let observations = &record.journal.observations;
    if observations.iter().any(counts_against) { Verdict::Fails } else { Verdict::Conforms }
}

/// Whether an observation says that a step did not hold.
const fn counts_against(observed: &Observed) -> bool {
    matches!(
        observed.observation,
        Observation::Compared { met: false, .. } | Observation::NotDone { .. }
    )
}
