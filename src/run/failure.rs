//! Why a step did not do what its sentence says: plain data, in words.

use crate::domain::expectation::Mismatch;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;

/// A step that failed. Holds no passcode, only shapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What was expected.
    pub expected: String,
    /// What was seen instead, by whom and where.
    pub seen: String,
}

impl Failure {
    /// Something else was seen in a place.
    pub(crate) fn seen(mismatch: Mismatch, place: Place) -> Self {
        Self { expected: mismatch.expected, seen: format!("{}, {place}", mismatch.seen) }
    }

    /// Something that the sentence says is done was refused.
    pub(crate) fn refused(refusal: Refusal) -> Self {
        Self {
            expected: "it can be done".to_owned(),
            seen: format!("it was refused, because {refusal}"),
        }
    }

    /// A refusal was expected.
    pub(crate) fn not_refused(expected: Refusal, seen: Option<Refusal>) -> Self {
        Self {
            expected: format!("it is refused, because {expected}"),
            seen: seen.map_or_else(
                || "it was not refused".to_owned(),
                |refusal| format!("it was refused, because {refusal}"),
            ),
        }
    }

    /// A passcode opened the device, or did not, against what was expected.
    pub(crate) fn lock(which: &str, opens: bool) -> Self {
        let word = |opens| if opens { "unlocks the device" } else { "does not unlock the device" };
        Self {
            expected: format!("{which} {}", word(opens)),
            seen: format!("{which} {}", word(!opens)),
        }
    }

    /// The sentence speaks of a passcode that no one in the scenario knows yet.
    pub(crate) fn unknown_passcode(which: &str) -> Self {
        Self {
            expected: format!("an earlier step that makes {which} known"),
            seen: "no earlier step did".to_owned(),
        }
    }
}
