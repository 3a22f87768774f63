//! Defects in what surfaces offer, ask for and refuse.

use crate::domain::action::UserAction;
use crate::domain::device::DeviceLock;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::span::Span;
use crate::domain::view::View;
use crate::policy::surfaces::{MeasuredFrom, OpenTo, Prompt, SignInAgain};
use crate::simulation::defect::moments::{Moment, Part};
use crate::simulation::defect::{Defect, responding, seeing};
use crate::simulation::response::{Circumstances, Response, respond};
use crate::simulation::rules::Rules;
use crate::simulation::seeing::Seeing;
use crate::simulation::session::SessionState;

pub(crate) static DEFECTS: &[Defect] = &[
    Defect::new(
        "button-missing-at-first",
        "portals offer no reset before one has been made",
        (Part::Offer, Moment::Before),
        seeing(|view, it| no_button(view, it.is_own_portal() && it.state() == ResetState::None)),
    ),
    Defect::new(
        "button-gone-at-prompt",
        "portals offer no reset while they ask for something",
        (Part::Offer, Moment::Prompted),
        seeing(|view, _| no_button(view, view.asks.is_some())),
    ),
    Defect::new(
        "button-gone-while-pending",
        "portals offer no reset while one is pending",
        (Part::Offer, Moment::Pending),
        seeing(|view, it| no_button(view, it.is_own_portal() && it.in_flight())),
    ),
    Defect::new(
        "button-gone-once-done",
        "portals offer no reset once one is done",
        (Part::Offer, Moment::Done),
        seeing(|view, it| no_button(view, it.is_own_portal() && it.is_done())),
    ),
    Defect::new(
        "button-gone-after-failure",
        "no surface offers a reset after one that failed",
        (Part::Offer, Moment::Failed),
        seeing(|view, it| no_button(view, it.has_failed())),
    ),
    Defect::new(
        "button-gone-after-second",
        "no surface offers a reset once two are done",
        (Part::Offer, Moment::Again),
        seeing(|view, it| no_button(view, it.is_again() && it.is_done())),
    ),
    Defect::new(
        "button-missing-in-later-console",
        "of several consoles the first alone offers a reset",
        (Part::Offer, Moment::Other),
        seeing(|view, it| no_button(view, it.is_later_console())),
    ),
    Defect::new(
        "button-missing-where-removed",
        "no surface offers a reset that would remove the passcode",
        (Part::Offer, Moment::Row),
        seeing(|view, it| no_button(view, it.removes())),
    ),
    Defect::new(
        "window-not-checked",
        "the window for signing in again is not checked",
        (Part::Prompts, Moment::Prompted),
        responding(|action, it| {
            with_windows(action, it, |window| SignInAgain { within: Span::MAX, ..window })
        }),
    ),
    Defect::new(
        "window-from-request",
        "the window opens when the reset is selected",
        (Part::Prompts, Moment::Prompted),
        responding(|action, it| {
            with_windows(action, it, |window| SignInAgain {
                measured_from: MeasuredFrom::Request,
                ..window
            })
        }),
    ),
    Defect::new(
        "first-selection-sends",
        "selecting the reset sends it at once",
        (Part::Prompts, Moment::Prompted),
        responding(|action, it| {
            let flow: &[Prompt] = if action == UserAction::SelectReset { &[] } else { it.flow };
            respond(action, &Circumstances { flow, ..*it })
        }),
    ),
    Defect::new(
        "cancel-still-sends",
        "cancelling sends the reset",
        (Part::Prompts, Moment::Prompted),
        responding(|action, it| {
            let response = respond(action, it)?;
            Ok(if action == UserAction::Cancel { response.sending(it.device) } else { response })
        }),
    ),
    Defect::new(
        "cancel-keeps-asking",
        "cancelling leaves the prompt where it is",
        (Part::Prompts, Moment::Prompted),
        responding(|action, it| {
            let response = respond(action, it)?;
            let kept = action == UserAction::Cancel;
            Ok(if kept { Response { session: it.session, ..response } } else { response })
        }),
    ),
    Defect::new(
        "asks-unasked",
        "portals ask to confirm a reset that no one has selected",
        (Part::Prompts, Moment::Before),
        seeing(|view, it| asking_last(view, it, it.state() == ResetState::None)),
    ),
    Defect::new(
        "first-prompt-not-shown",
        "portals do not show the first prompt",
        (Part::Prompts, Moment::Prompted),
        seeing(|view, it| {
            let first = it.flow().first().map(|prompt| prompt.asked);
            View { asks: view.asks.filter(|asks| Some(*asks) != first), ..view }
        }),
    ),
    Defect::new(
        "last-prompt-not-shown",
        "portals do not show the last prompt",
        (Part::Prompts, Moment::Prompted),
        seeing(|view, it| {
            let last = it.flow().last().map(|prompt| prompt.asked);
            View { asks: view.asks.filter(|asks| Some(*asks) != last), ..view }
        }),
    ),
    Defect::new(
        "prompt-stays-while-pending",
        "portals go on asking while the reset is pending",
        (Part::Prompts, Moment::Pending),
        seeing(|view, it| asking_last(view, it, it.in_flight())),
    ),
    Defect::new(
        "prompt-back-once-done",
        "portals ask again once the reset is done",
        (Part::Prompts, Moment::Done),
        seeing(|view, it| asking_last(view, it, it.is_done())),
    ),
    Defect::new(
        "prompt-back-after-failure",
        "portals ask again after the reset failed",
        (Part::Prompts, Moment::Failed),
        seeing(|view, it| asking_last(view, it, it.has_failed())),
    ),
    Defect::new(
        "second-flow-not-shown",
        "portals show no prompt for a second reset",
        (Part::Prompts, Moment::Again),
        seeing(|view, it| View { asks: view.asks.filter(|_| it.record.done().is_none()), ..view }),
    ),
    Defect::new(
        "prompt-on-other-device",
        "portals ask on the page of every device what they ask about one",
        (Part::Prompts, Moment::Other),
        seeing(|view, it| {
            let first = it.flow().first().map(|prompt| prompt.asked);
            let asks = view.asks.or_else(|| first.filter(|_| it.is_asked_somewhere()));
            View { asks, ..view }
        }),
    ),
    Defect::new(
        "prompts-reversed-where-removed",
        "portals ask in another order where the passcode will be removed",
        (Part::Prompts, Moment::Row),
        seeing(|view, it| {
            let flow = it.flow();
            let place = flow.iter().position(|prompt| Some(prompt.asked) == view.asks);
            let other = place.and_then(|place| flow.iter().rev().nth(place));
            let asks = other.map(|prompt| prompt.asked).filter(|_| it.removes());
            View { asks: asks.or(view.asks), ..view }
        }),
    ),
    Defect::new(
        "phone-needed",
        "a portal can be used from the device alone",
        (Part::Refusals, Moment::Before),
        responding(|action, it| {
            respond(action, &Circumstances { open_to: OpenTo::TheDevice, ..*it })
        }),
    ),
    Defect::new(
        "locked-browser-allowed",
        "a browser on a device works though the device is locked",
        (Part::Refusals, Moment::Before),
        responding(|action, it| {
            let lock = if is_sign_in(action) { DeviceLock::Unlocked } else { it.lock };
            respond(action, &Circumstances { lock, ..*it })
        }),
    ),
    Defect::new(
        "offline-browser-allowed",
        "a browser on a device works though the device has no connection",
        (Part::Refusals, Moment::Before),
        responding(|action, it| respond(action, &Circumstances { online: true, ..*it })),
    ),
    Defect::new(
        "signed-out-may-select",
        "a reset can be selected by people who are signed out",
        (Part::Refusals, Moment::Prompted),
        responding(|action, it| {
            let is_out = it.session == SessionState::SignedOut && action == UserAction::SelectReset;
            let session = if is_out { SessionState::SignedIn } else { it.session };
            respond(action, &Circumstances { session, ..*it })
        }),
    ),
    Defect::new(
        "confirmed-unasked",
        "a reset can be confirmed that is not asked for",
        (Part::Refusals, Moment::Prompted),
        responding(|action, it| {
            let response = respond(action, it);
            let is_unasked = action == UserAction::Confirm && response == Err(Refusal::NotAsked);
            if is_unasked { Ok(Response::new(it)) } else { response }
        }),
    ),
    Defect::new(
        "second-reset-accepted",
        "a second reset is accepted while one is in flight",
        (Part::Refusals, Moment::Pending),
        responding(|action, it| respond(action, &Circumstances { state: ResetState::None, ..*it })),
    ),
    Defect::new(
        "refusal-not-said",
        "no surface says that a reset is pending already",
        (Part::Refusals, Moment::Pending),
        seeing(|view, it| {
            let texts = view.says.texts().iter().copied();
            let says = texts.filter(|text| Some(*text) != it.says().already_pending).collect();
            View { says, ..view }
        }),
    ),
    Defect::new(
        "blocked-browser-allowed",
        "a browser on a device works though its apps are blocked",
        (Part::Refusals, Moment::Done),
        responding(|action, it| respond(action, &Circumstances { apps_blocked: false, ..*it })),
    ),
    Defect::new(
        "refused-after-failure",
        "no reset is accepted after one that failed",
        (Part::Refusals, Moment::Failed),
        responding(|action, it| {
            let has_failed = it.state == ResetState::Failed || it.state == ResetState::NotSupported;
            let state = if has_failed { ResetState::Pending } else { it.state };
            respond(action, &Circumstances { state, ..*it })
        }),
    ),
    Defect::new(
        "refused-once-done",
        "no reset is accepted after one that is done",
        (Part::Refusals, Moment::Again),
        responding(|action, it| {
            let is_done = it.state == ResetState::Done;
            let state = if is_done { ResetState::Pending } else { it.state };
            respond(action, &Circumstances { state, ..*it })
        }),
    ),
    Defect::new(
        "another-end-user-allowed",
        "a portal shows people the devices of others",
        (Part::Refusals, Moment::Other),
        Rules { portal_knows: |_, _| true, ..Rules::RIGHT },
    ),
    Defect::new(
        "consoles-open-to-all",
        "anyone may reset in a console",
        (Part::Refusals, Moment::Other),
        responding(|action, it| {
            let may_use = it.may_use || it.flow.is_empty();
            respond(action, &Circumstances { may_use, offers: it.offers || may_use, ..*it })
        }),
    ),
];

const fn is_sign_in(action: UserAction) -> bool {
    matches!(action, UserAction::SignIn { .. })
}

/// The view without its button, where something is so.
fn no_button(view: View, is_so: bool) -> View {
    View { offers: view.offers.filter(|_| !is_so), ..view }
}

/// The view of a portal that asks for the last of its prompts, where something is so and it asks for nothing.
fn asking_last(view: View, it: &Seeing<'_>, is_so: bool) -> View {
    let last = it.flow().last().map(|prompt| prompt.asked);
    let added = last.filter(|_| is_so && view.allowed && it.is_own_portal());
    View { asks: view.asks.or(added), ..view }
}

/// The answer where the windows to sign in again are others.
fn with_windows(
    action: UserAction,
    it: &Circumstances<'_>,
    other: fn(SignInAgain) -> SignInAgain,
) -> Result<Response, Refusal> {
    let prompts = it.flow.iter().cloned();
    let flow: Vec<Prompt> =
        prompts.map(|prompt| Prompt { window: prompt.window.map(other), ..prompt }).collect();
    respond(action, &Circumstances { flow: &flow, ..*it })
}
