//! Defects in what portals say, and in the state and the words that consoles show.

use crate::domain::reset::ResetState;
use crate::domain::text_table::TextId;
use crate::domain::view::{ShownPasscode, View};
use crate::simulation::defect::moments::{Moment, Part};
use crate::simulation::defect::{Defect, seeing};
use crate::simulation::rules::Rules;
use crate::simulation::seeing::Seeing;
use crate::simulation::session::text_of;

pub(crate) static DEFECTS: &[Defect] = &[
    Defect::new(
        "pending-said-at-first",
        "portals say that a reset is pending before there is one",
        (Part::Texts, Moment::Before),
        seeing(|view, it| adding_text(view, it, it.says().pending, it.state() == ResetState::None)),
    ),
    Defect::new(
        "pending-said-at-prompt",
        "portals say that a reset is pending while they still ask",
        (Part::Texts, Moment::Prompted),
        seeing(|view, it| adding_text(view, it, it.says().pending, view.asks.is_some())),
    ),
    Defect::new(
        "pending-not-said",
        "no surface says that the reset is pending",
        (Part::Texts, Moment::Pending),
        Rules {
            text_of: |texts, state| text_of(texts, state).filter(|_| state != ResetState::Pending),
            ..Rules::RIGHT
        },
    ),
    Defect::new(
        "success-said-while-pending",
        "portals say that a reset succeeded while it is pending",
        (Part::Texts, Moment::Pending),
        seeing(|view, it| adding_text(view, it, it.says().succeeded, it.in_flight())),
    ),
    Defect::new(
        "success-before-applied",
        "success is reported before the device has applied the reset",
        (Part::Texts, Moment::Pending),
        Rules { state_at_check_in: ResetState::Done, ..Rules::RIGHT },
    ),
    Defect::new(
        "success-not-said",
        "no surface says that the reset succeeded",
        (Part::Texts, Moment::Done),
        Rules {
            text_of: |texts, state| text_of(texts, state).filter(|_| state != ResetState::Done),
            ..Rules::RIGHT
        },
    ),
    Defect::new(
        "pending-still-said",
        "portals go on saying that a reset is pending once it is done",
        (Part::Texts, Moment::Done),
        seeing(|view, it| {
            adding_text(view, it, it.says().pending, it.is_done() && !it.is_by_staff())
        }),
    ),
    Defect::new(
        "failure-not-said",
        "no surface says that the reset failed",
        (Part::Texts, Moment::Failed),
        seeing(|view, it| {
            let texts = view.says.texts().iter().copied();
            View { says: texts.filter(|text| Some(*text) != it.says().failed).collect(), ..view }
        }),
    ),
    Defect::new(
        "failure-said-as-success",
        "portals say that a reset succeeded that failed",
        (Part::Texts, Moment::Failed),
        seeing(|view, it| adding_text(view, it, it.says().succeeded, it.has_failed())),
    ),
    Defect::new(
        "second-reset-not-said",
        "portals say nothing of a second reset",
        (Part::Texts, Moment::Again),
        seeing(|view, it| without_texts(view, it.is_own_portal() && it.is_again())),
    ),
    Defect::new(
        "portal-says-for-staff",
        "portals say to the owner how a reset ended that staff made",
        (Part::Texts, Moment::Other),
        seeing(|view, it| {
            adding_text(view, it, it.says().succeeded, it.is_done() && it.is_by_staff())
        }),
    ),
    Defect::new(
        "nothing-said-where-removed",
        "portals say nothing of a reset that removes the passcode",
        (Part::Texts, Moment::Row),
        seeing(|view, it| without_texts(view, it.is_own_portal() && it.removes() && it.is_done())),
    ),
    Defect::new(
        "state-shown-at-first",
        "consoles show a pending reset before there is one",
        (Part::State, Moment::Before),
        stating(|state| Some(if state == ResetState::None { ResetState::Pending } else { state })),
    ),
    Defect::new(
        "active-shown-as-pending",
        "consoles show an active reset as a pending one",
        (Part::State, Moment::Pending),
        stating(|state| {
            Some(if state == ResetState::Active { ResetState::Pending } else { state })
        }),
    ),
    Defect::new(
        "console-keeps-no-state",
        "the consoles keep no state",
        (Part::State, Moment::Done),
        stating(|_| None),
    ),
    Defect::new(
        "done-shown-as-active",
        "consoles show a reset that is done as an active one",
        (Part::State, Moment::Done),
        stating(|state| Some(if state == ResetState::Done { ResetState::Active } else { state })),
    ),
    Defect::new(
        "failed-shown-as-done",
        "consoles show a reset that failed as done",
        (Part::State, Moment::Failed),
        stating(|state| Some(if state == ResetState::Failed { ResetState::Done } else { state })),
    ),
    Defect::new(
        "canceled-shown-as-failed",
        "consoles show a reset that was canceled as failed",
        (Part::State, Moment::Failed),
        stating(|state| {
            Some(if state == ResetState::Canceled { ResetState::Failed } else { state })
        }),
    ),
    Defect::new(
        "not-supported-shown-as-failed",
        "consoles show a reset that is not supported as failed",
        (Part::State, Moment::Failed),
        stating(|state| {
            Some(if state == ResetState::NotSupported { ResetState::Failed } else { state })
        }),
    ),
    Defect::new(
        "second-reset-shown-as-done",
        "consoles show a second reset as done while it is pending",
        (Part::State, Moment::Again),
        seeing(|view, it| {
            let is_second = it.in_flight() && it.is_again();
            let state = |state| if is_second { ResetState::Done } else { state };
            View { state: view.state.map(state), ..view }
        }),
    ),
    Defect::new(
        "state-of-owners-resets-missing",
        "consoles show no state of a reset that the owner made",
        (Part::State, Moment::Other),
        seeing(|view, it| {
            let is_missing = it.record.latest.is_some() && !it.is_by_staff();
            View { state: view.state.filter(|_| !is_missing), ..view }
        }),
    ),
    Defect::new(
        "state-missing-where-removed",
        "consoles show no state where the passcode is removed",
        (Part::State, Moment::Row),
        seeing(|view, it| View { state: view.state.filter(|_| !it.removes()), ..view }),
    ),
    Defect::new(
        "removed-said-at-first",
        "consoles say that a passcode was removed before any was",
        (Part::Words, Moment::Before),
        seeing(|view, it| instead(view, it, it.removes() && it.state() == ResetState::None)),
    ),
    Defect::new(
        "removed-said-while-pending",
        "consoles say that a passcode was removed while the reset is pending",
        (Part::Words, Moment::Pending),
        seeing(|view, it| instead(view, it, it.removes() && it.in_flight())),
    ),
    Defect::new(
        "no-state-said-while-pending",
        "consoles say that there is no state while a reset is pending",
        (Part::Words, Moment::Pending),
        seeing(|view, it| without_state(view, it, it.in_flight())),
    ),
    Defect::new(
        "removed-not-said",
        "no surface says that the passcode was removed",
        (Part::Words, Moment::Done),
        Rules { removed_text: |_, _, _| None, ..Rules::RIGHT },
    ),
    Defect::new(
        "no-state-said-once-done",
        "consoles say that there is no state once a reset is done",
        (Part::Words, Moment::Done),
        seeing(|view, it| without_state(view, it, it.is_done())),
    ),
    Defect::new(
        "removed-said-after-failure",
        "consoles say that a passcode was removed after the reset failed",
        (Part::Words, Moment::Failed),
        seeing(|view, it| instead(view, it, it.removes() && it.has_failed())),
    ),
    Defect::new(
        "removed-not-said-again",
        "no surface says that the passcode was removed a second time",
        (Part::Words, Moment::Again),
        seeing(|view, it| {
            let is_missing = it.removes() && it.is_again();
            let passcode = if is_missing { ShownPasscode::Nothing } else { view.passcode };
            View { passcode, ..view }
        }),
    ),
    Defect::new(
        "removed-said-in-every-console",
        "consoles that have no words for a removed passcode show those of others",
        (Part::Words, Moment::Other),
        seeing(|view, it| {
            let mut surfaces = it.policy.surfaces.iter();
            let words = surfaces.find_map(|surface| surface.says.removed_passcode);
            let is_here = it.surface.is_console() && it.removes() && it.is_done();
            let passcode = words.filter(|_| is_here && view.allowed).map(ShownPasscode::Words);
            View { passcode: passcode.unwrap_or(view.passcode), ..view }
        }),
    ),
    Defect::new(
        "removed-said-where-replaced",
        "consoles say that a passcode was removed that was replaced",
        (Part::Words, Moment::Row),
        seeing(|view, it| instead(view, it, !it.removes() && it.is_done())),
    ),
];

/// Another state in consoles.
const fn stating(state_in_console: fn(ResetState) -> Option<ResetState>) -> Rules {
    Rules { state_in_console, ..Rules::RIGHT }
}

/// The owner's portal with one more text, where something is so.
fn adding_text(view: View, it: &Seeing<'_>, text: Option<TextId>, is_so: bool) -> View {
    let mut says = view.says;
    if view.allowed && it.is_own_portal() && is_so {
        text.into_iter()
            .filter(|text| !view.says.texts().contains(text))
            .for_each(|text| says.push(text));
    }
    View { says, ..view }
}

/// The view without texts, where something is so.
fn without_texts(view: View, is_so: bool) -> View {
    View { says: if is_so { Vec::new().into() } else { view.says }, ..view }
}

/// The words for a removed passcode where no passcode is shown and something is so.
fn instead(view: View, it: &Seeing<'_>, is_so: bool) -> View {
    let is_here = view.allowed && is_so && view.passcode == ShownPasscode::Nothing;
    let words = it.says().removed_passcode.filter(|_| is_here).map(ShownPasscode::Words);
    View { passcode: words.unwrap_or(view.passcode), ..view }
}

/// The words for a missing state, where something is so.
fn without_state(view: View, it: &Seeing<'_>, is_so: bool) -> View {
    let mut says = view.says;
    let text = it.says().no_reset_state.filter(|_| view.allowed && is_so);
    text.into_iter().for_each(|text| says.push(text));
    View { says, ..view }
}
