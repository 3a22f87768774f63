//! Why a step did not do what its sentence says: plain data, in words.

use crate::domain::expectation::Mismatch;
use crate::domain::instant::Instant;
use crate::domain::key::Key;
use crate::domain::refusal::Refusal;
use crate::domain::span::Span;

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
    pub(crate) fn seen(mismatch: Mismatch, place: &str) -> Self {
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

    /// The sentence speaks of a device that the scenario does not have.
    pub(crate) fn no_device() -> Self {
        Self::new("an earlier step that brings this device under management", "no earlier step did")
    }

    /// The sentence names no surface, and the actor may use none.
    pub(crate) fn no_surface(actor: &str) -> Self {
        Self::new("a surface that this actor may use", &format!("{actor} may use none"))
    }

    /// A passcode was to be reset, and no one can.
    pub(crate) fn no_one_resets(key: &Key) -> Self {
        Self::new(
            "someone who can reset the device",
            &format!("no one can reset one that is {key}"),
        )
    }

    /// A surface goes on asking.
    pub(crate) fn circle(prompts: usize, words: &str) -> Self {
        Self::new(
            "the surface asks for nothing more",
            &format!("after {prompts} prompts it still asks to {words}"),
        )
    }

    /// A surface asks for something that the policy says nothing about.
    pub(crate) fn cannot_answer(words: &str) -> Self {
        Self::new("a prompt of the policy's flow", &format!("asked to {words}"))
    }

    /// An answer was awaited, and no reset had begun.
    pub(crate) fn no_reset() -> Self {
        Self::new("a reset whose answer can arrive", "no reset has begun")
    }

    /// An answer was awaited, and none arrived.
    pub(crate) fn no_answer(bound: Span) -> Self {
        Self::new(&format!("a place shows within {bound} how the reset ended"), "no place shows it")
    }

    /// Time was to be counted from the removal of a passcode.
    pub(crate) fn nothing_removed() -> Self {
        Self::new("a passcode that has been removed", "none has been removed")
    }

    /// The moment that was to be waited for has passed.
    pub(crate) fn moment_passed(span: Span) -> Self {
        Self::new(
            &format!("a moment {span} after the passcode was removed"),
            "that moment has passed",
        )
    }

    /// A reset was seen where there was to be none.
    pub(crate) fn was_reset(place: &str, at: Instant) -> Self {
        Self::new("no reset of the device yet", &format!("one that began at {at}, {place}"))
    }

    fn new(expected: &str, seen: &str) -> Self {
        Self { expected: expected.to_owned(), seen: seen.to_owned() }
    }
}
