//! Why a step did not do what its sentence says: plain data, in words.

use crate::domain::expectation::Mismatch;
use crate::domain::instant::Instant;
use crate::domain::key::Key;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::span::Span;
use crate::simulation::invariant::Invariant;
use crate::sut::Leak;

/// A step that failed. Holds no passcode, only shapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What was expected.
    pub expected: String,
    /// What was seen instead, by whom and where.
    pub seen: String,
    /// Who saw it, and where, if the step looked at a place.
    pub place: Option<Place>,
}

impl Failure {
    /// Something else was seen in a place.
    pub(crate) fn seen(mismatch: Mismatch, place: Place, in_words: &str) -> Self {
        let seen = format!("{}, {in_words}", mismatch.seen);
        Self { expected: mismatch.expected, seen, place: Some(place) }
    }

    /// Something that the sentence says is done was refused.
    pub(crate) fn refused(why: &str) -> Self {
        Self::new("it can be done", &format!("it was refused, because {why}"))
    }

    /// A passcode is where none should be.
    pub(crate) fn leak(leak: &Leak) -> Self {
        Self::new(
            "no-passcode-leaks: a passcode is in a view that shows it, and nowhere else",
            &format!("a passcode ({}) in {}", leak.shape, leak.place),
        )
    }

    /// What was observed breaks an invariant.
    pub(crate) fn breach(invariant: Invariant, seen: &str) -> Self {
        Self::new(&format!("an invariant: {invariant}"), seen)
    }

    /// A refusal was expected.
    pub(crate) fn not_refused(expected: Refusal, why: Option<&str>) -> Self {
        let seen = why.map_or_else(
            || "it was not refused".to_owned(),
            |why| format!("it was refused, because {why}"),
        );
        Self::new(&format!("it is refused, because {expected}"), &seen)
    }

    /// A passcode opened the device, or did not, against what was expected.
    pub(crate) fn lock(which: &str, opens: bool) -> Self {
        let word = |opens| if opens { "unlocks the device" } else { "does not unlock the device" };
        Self::new(&format!("{which} {}", word(opens)), &format!("{which} {}", word(!opens)))
    }

    /// The sentence speaks of a passcode that no one in the scenario knows yet.
    pub(crate) fn unknown_passcode(which: &str) -> Self {
        let expected = format!("an earlier step that makes {which} known");
        Self::new(&expected, "no earlier step did")
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

    /// A pending reset was to be withdrawn, and none is pending.
    pub(crate) fn nothing_pending() -> Self {
        Self::new("a reset that is pending", "no reset is pending")
    }

    /// A pending reset was to be withdrawn, and goes on.
    pub(crate) fn not_withdrawn() -> Self {
        Self::new("a place shows that the reset was canceled", "no place shows it")
    }

    /// A reset was to fail, and ended otherwise.
    pub(crate) fn did_not_fail(ended: Option<ResetState>) -> Self {
        let seen = ended.map_or_else(
            || "no place shows how it ended".to_owned(),
            |state| format!("the latest reset is {state}"),
        );
        Self::new("a reset that fails", &seen)
    }

    /// Apps were to be blocked, and the policy has no such device block them.
    pub(crate) fn never_blocks() -> Self {
        Self::new("apps are blocked", "the policy gives no time to set a passcode in")
    }

    /// Apps were to be blocked, and are not.
    pub(crate) fn not_blocked(bound: Span) -> Self {
        Self::new(&format!("apps are blocked after {bound}"), "apps are not blocked")
    }

    fn new(expected: &str, seen: &str) -> Self {
        Self { expected: expected.to_owned(), seen: seen.to_owned(), place: None }
    }
}
