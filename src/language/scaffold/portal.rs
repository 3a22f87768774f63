//! What a policy says of the portal for all rows together: its offer, its prompts, its window, its texts.

use crate::domain::{
    Action, Browser, Deed, DeviceId, Expectation, Prompt, Refusal, Span, Surface, Viewer,
};
use crate::language::catalogue::flow::{self, sees};
use crate::language::plan::{Act, Check, Instruction, KnownPasscode};
use crate::language::scaffold::flow::{IN_PORTAL, Place, Start};
use crate::language::scaffold::mention::Mention;
use crate::language::scaffold::row::around;
use crate::language::scaffold::sketch::Sketch;
use crate::policy::{MeasuredFrom, OfflineDevice, OpenTo};

const PORTAL: Surface = Surface::CompanyPortal;

/// The scenarios about the portal, on the first row.
pub(super) fn sketches(places: &[Place<'_>]) -> Vec<Sketch> {
    let Some(place) = places.first() else { return Vec::new() };
    let mut sketches = vec![offer(place), stranger(place)];
    if place.policy.portal.offers_reset {
        sketches.extend([prompts(place), cancelled(place)]);
        sketches.extend(window(place));
        sketches.extend([pending(place), second(place)]);
    }
    sketches.extend(places.iter().find_map(|place| {
        let first = *place.starts().first()?;
        Some(offline(place, first))
    }));
    sketches.push(elsewhere(place));
    sketches
}

fn offer(place: &Place<'_>) -> Sketch {
    let offers = place.policy.portal.offers_reset;
    let name = if offers { "the portal offers a reset" } else { "the portal offers no reset" };
    let mut sketch = place.in_portal(name);
    let about = match offers {
        true => Mention::of(&["end user is offered|end user can|end users can", "reset|resets"]),
        false => Mention::of(&["not offered|cannot|only an administrator"]),
    };
    sketch.then(&sees(Viewer::EndUser, PORTAL, Expectation::Offers(offers)), vec![about]);
    sketch
}

fn stranger(place: &Place<'_>) -> Sketch {
    let mut sketch = place.sketch("another end user is turned away");
    let reset = flow::request(Viewer::AnotherEndUser, PORTAL, place.browser());
    let about = || vec![Mention::of(&["another end user|somebody else|other end users"])];
    sketch.then(&sees(Viewer::AnotherEndUser, PORTAL, Expectation::Offers(false)), about());
    sketch.when(&flow::attempt(reset));
    let refusal = match place.policy.portal.open_to {
        OpenTo::AnyBrowser => Refusal::NotOffered,
        OpenTo::TheDevice => Refusal::SignedOut,
    };
    sketch.then(&Instruction::Check(Check::Refused(refusal)), about());
    sketch.then(&flow::unlocks(KnownPasscode::Old, true), about());
    sketch
}

fn prompts(place: &Place<'_>) -> Sketch {
    let mut sketch = place.in_portal("the first Reset Passcode sends nothing yet");
    sketch.when(&place.deed(Deed::SelectReset));
    let asks = |prompt, yes| sees(Viewer::EndUser, PORTAL, Expectation::Asks(prompt, yes));
    let about = || vec![Mention::of(&["asks|asked", "sign out", "sign in again"]).surely()];
    sketch.then(&asks(Prompt::SignOutAndIn, true), about());
    sketch.then(&asks(Prompt::ResetPasscode, false), about());
    sketch.then(&flow::unlocks(KnownPasscode::Old, true), about());
    sketch
}

fn cancelled(place: &Place<'_>) -> Sketch {
    let mut sketch = place.in_portal("whoever cancels resets nothing");
    sketch.when(&place.deed(Deed::SelectReset));
    sketch.when(&place.deed(Deed::Cancel));
    wait(&mut sketch, place.policy.portal.completes_within);
    let about = || {
        vec![
            Mention::of(&["cancels|cancel|leaving|leaves", "sends nothing|resets nothing"])
                .surely(),
        ]
    };
    sketch.then(&sees(Viewer::EndUser, PORTAL, Expectation::SaysNothing), about());
    sketch.then(&flow::unlocks(KnownPasscode::Old, true), about());
    sketch
}

/// Being back in the last moment, and in the first that is too late; and from when the window is measured.
fn window(place: &Place<'_>) -> Vec<Sketch> {
    let window = place.policy.portal.sign_in_again;
    let about = || {
        let time = |words: &[&str]| Mention::of(words).within(window.within);
        vec![time(&["sign|signed|signing|signs"])]
    };
    let asked = |yes| sees(Viewer::EndUser, PORTAL, Expectation::Asks(Prompt::ResetPasscode, yes));
    let back_after = |span: Span, yes: bool| {
        let when = if yes { "in time" } else { "too late" };
        let mut sketch = place.in_portal(&format!("back {span} after signing out is {when}"));
        sketch.when(&place.deed(Deed::SelectReset));
        place.back_after(&mut sketch, span);
        let mut about = about();
        if !yes {
            about.push(Mention::of(&["sign|signs|signing", "later|late|lapses"]));
        }
        sketch.then(&asked(yes), about);
        sketch
    };
    let (in_time, late) = around(window.within, window.limit);
    let from_request = window.measured_from == MeasuredFrom::Request;
    let name = if from_request { "the first Reset Passcode" } else { "the sign-out" };
    let mut measured = place.in_portal(&format!("the window opens at {name}"));
    measured.when(&place.deed(Deed::SelectReset));
    wait(&mut measured, late);
    place.back_after(&mut measured, Span::ZERO);
    measured.then(&asked(!from_request), about());
    vec![back_after(in_time, true), back_after(late, false), measured]
}

/// What the portal says while a reset is on its way, and how soon it is done.
fn pending(place: &Place<'_>) -> Sketch {
    let says = place.policy.portal.says;
    let mut sketch = place.in_portal("the portal says how far a reset has come");
    place.request(&mut sketch, IN_PORTAL);
    let (pending, succeeded) = (place.text(says.pending), place.text(says.succeeded));
    let what = Expectation::Says(pending.into());
    sketch.then(&sees(Viewer::EndUser, PORTAL, what), vec![Mention::quote(pending)]);
    let within = Check::Sees {
        viewer: Viewer::EndUser,
        surface: PORTAL,
        device: DeviceId::FIRST,
        what: Expectation::Says(succeeded.into()),
        within: Some(place.policy.portal.completes_within),
    };
    sketch.then(&Instruction::Check(within), vec![Mention::quote(succeeded)]);
    sketch
}

/// A second reset in the portal while one is in flight.
fn second(place: &Place<'_>) -> Sketch {
    let mut sketch = place.in_portal("a second reset is refused while one is in flight");
    place.request(&mut sketch, IN_PORTAL);
    let portal = flow::deed(Viewer::EndUser, PORTAL, Deed::SelectReset);
    sketch.when(&flow::attempt(vec![portal]));
    let says = place.text(place.policy.portal.says.already_pending);
    refused(&mut sketch, IN_PORTAL, Some(says));
    sketch
}

/// What is expected of a reset that is refused because one is in flight.
pub(super) fn refused(sketch: &mut Sketch, start: Start, says: Option<&str>) {
    let about =
        || vec![Mention::of(&["second reset|one reset at a time|already pending|in flight"])];
    sketch.then(&Instruction::Check(Check::Refused(Refusal::AlreadyPending)), about());
    let what = match says {
        Some(says) => Expectation::Says(says.into()),
        None => Expectation::SaysNothing,
    };
    let quoted = says.map(Mention::quote).into_iter().chain(about()).collect();
    sketch.then(&sees(start.who, start.at, what), quoted);
}

/// A device that is away.
fn offline(place: &Place<'_>, start: Start) -> Sketch {
    let waits = place.policy.offline_device == OfflineDevice::Waits;
    let name = match waits {
        true => "the reset of an offline device waits",
        false => "the reset of an offline device fails",
    };
    let mut sketch = place.before(start, name);
    let connect =
        |online| flow::act(vec![Act::Plain(Action::Connect { device: DeviceId::FIRST, online })]);
    sketch.given(&connect(false));
    place.request(&mut sketch, start);
    wait(&mut sketch, place.policy.portal.completes_within);
    let about = || vec![Mention::of(&["offline"])];
    let state = |done| match (start == IN_PORTAL, done, waits) {
        (true, true, _) => Expectation::Says(place.text(place.policy.portal.says.succeeded).into()),
        (true, false, true) => {
            Expectation::Says(place.text(place.policy.portal.says.pending).into())
        }
        (true, false, false) => {
            Expectation::Says(place.text(place.policy.portal.says.failed).into())
        }
        (false, true, _) => Expectation::State(crate::domain::ResetState::Done),
        (false, false, true) => Expectation::State(crate::domain::ResetState::Pending),
        (false, false, false) => Expectation::State(crate::domain::ResetState::Failed),
    };
    sketch.then(&sees(start.who, start.at, state(false)), about());
    sketch.then(&flow::unlocks(KnownPasscode::Old, true), about());
    if waits {
        sketch.when(&connect(true));
        sketch.when(&flow::act(vec![flow::answer()]));
        sketch.then(&sees(start.who, start.at, state(true)), about());
    }
    sketch
}

/// A browser on another device: the portal is open to it or not.
fn elsewhere(place: &Place<'_>) -> Sketch {
    let (portal, from) = (&place.policy.portal, Browser::OnAnotherDevice);
    let open = portal.open_to == OpenTo::AnyBrowser;
    let name = if open { "is let in" } else { "is turned away" };
    let mut sketch = place.sketch(&format!("a browser on another device {name}"));
    sketch.when(&flow::attempt(vec![flow::deed(Viewer::EndUser, PORTAL, Deed::SignIn { from })]));
    let about = vec![Mention::of(&["browser|browsers|device itself"])];
    if open {
        let offers = Expectation::Offers(portal.offers_reset);
        sketch.then(&sees(Viewer::EndUser, PORTAL, offers), about);
    } else {
        sketch.then(&Instruction::Check(Check::Refused(Refusal::NotLetIn)), about);
    }
    sketch
}

pub(super) fn wait(sketch: &mut Sketch, span: Span) {
    sketch.when(&flow::act(vec![Act::Plain(Action::Wait(span))]));
}
