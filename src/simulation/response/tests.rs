//! The table of user actions, from one session to the next.

use super::*;
use crate::domain::prompt::Asked;
use crate::domain::span::Span;
use crate::domain::text_table::TextId;
use crate::policy::surfaces::{Limit, MeasuredFrom, SignInAgain};

const DEVICE: DeviceId = DeviceId::FIRST;
const OWNER: ActorId = ActorId(0);
const SIGN_IN: UserAction = UserAction::SignIn { from: Browser::OnAnotherDevice };
const WINDOW: SignInAgain = SignInAgain {
    within: Span::from_minutes(5),
    limit: Limit::Inclusive,
    measured_from: MeasuredFrom::SignOut,
};
/// Signed out after a minute, having selected the reset at the beginning.
const SIGNED_OUT_AS_ASKED: SessionState = SessionState::SignedOutAsAsked {
    device: DEVICE,
    prompt: 0,
    requested_at: Instant::START,
    signed_out_at: seconds(60),
};
const ASKED_TO_SIGN_IN: SessionState = asked(0);
const ASKED_TO_CONFIRM: SessionState = asked(1);

const fn asked(prompt: u8) -> SessionState {
    SessionState::Asked { device: DEVICE, prompt, requested_at: Instant::START }
}

const fn seconds(seconds: u64) -> Instant {
    Instant::from_milliseconds(seconds * 1000)
}

fn prompt(kind: PromptKind) -> Prompt {
    let asked = Asked { kind, words: TextId(0) };
    Prompt { asked, window: None, options: vec![TextId(1), TextId(2)], right: 1 }
}

/// A flow that asks a person to sign in again, and then to confirm.
fn flow(window: SignInAgain) -> [Prompt; 2] {
    let first = Prompt { window: Some(window), ..prompt(PromptKind::SignInAgain) };
    [first, prompt(PromptKind::Confirm)]
}

/// The owner is on a surface, and may reset the device.
fn portal(session: SessionState, flow: &[Prompt]) -> Circumstances<'_> {
    Circumstances {
        at: Place::new(OWNER, SurfaceId(1)),
        device: DEVICE,
        now: seconds(61),
        owner: OWNER,
        may_use: true,
        offers: true,
        flow,
        session,
        open_to: OpenTo::AnyBrowser,
        state: ResetState::None,
        lock: DeviceLock::Locked,
        passcode: Passcode::new("2580"),
        profile: None,
        apps_blocked: false,
        online: true,
    }
}

/// The owner holds the device.
fn device(lock: DeviceLock) -> Circumstances<'static> {
    Circumstances { at: Place::on_device(OWNER), lock, ..portal(SessionState::SignedIn, &[]) }
}

#[track_caller]
fn leads(action: UserAction, it: Circumstances<'_>, to: Result<SessionState, Refusal>) {
    assert_eq!(respond(action, &it).map(|response| response.session), to);
}

#[test]
fn the_window_is_counted_from_where_the_policy_says_and_by_its_limit() {
    let (in_time, late) = (Ok(ASKED_TO_CONFIRM), Ok(SessionState::SignedIn));
    let back = |window, at, to| {
        let flow = flow(window);
        let it = Circumstances { now: seconds(at), ..portal(SIGNED_OUT_AS_ASKED, &flow) };
        leads(SIGN_IN, it, to);
    };
    back(WINDOW, 360, in_time);
    back(WINDOW, 361, late);
    back(SignInAgain { limit: Limit::Exclusive, ..WINDOW }, 360, late);
    let from_request = SignInAgain { measured_from: MeasuredFrom::Request, ..WINDOW };
    back(from_request, 300, in_time);
    back(from_request, 301, late);
}

#[test]
fn a_prompt_is_about_the_device_that_was_selected() {
    let flow = flow(WINDOW);
    let it = portal(ASKED_TO_CONFIRM, &flow);
    leads(UserAction::Confirm, it, Ok(SessionState::SignedIn));
    let other = Circumstances { device: DeviceId::SECOND, ..it };
    leads(UserAction::Confirm, other, Err(Refusal::NotAsked));
}

#[test]
fn a_confirmation_that_comes_while_a_reset_is_in_flight_is_refused_and_answers_the_prompt() {
    let flow = flow(WINDOW);
    let it = Circumstances { state: ResetState::Active, ..portal(ASKED_TO_CONFIRM, &flow) };
    let response = respond(UserAction::Confirm, &it).unwrap();
    assert_eq!(response.refusal, Some(Refusal::AlreadyPending));
    assert_eq!((response.session, response.sends), (SessionState::SignedIn, None));
}

#[test]
fn signing_in_without_signing_out_ends_the_flow() {
    leads(SIGN_IN, portal(ASKED_TO_SIGN_IN, &flow(WINDOW)), Ok(SessionState::SignedIn));
    leads(SIGN_IN, portal(ASKED_TO_CONFIRM, &flow(WINDOW)), Ok(SessionState::SignedIn));
}

#[test]
fn signing_out_goes_on_with_the_reset_only_where_that_is_asked_for() {
    let flow = flow(WINDOW);
    let signed_out_at = seconds(61);
    let waiting = SessionState::SignedOutAsAsked {
        device: DEVICE,
        prompt: 0,
        requested_at: Instant::START,
        signed_out_at,
    };
    leads(UserAction::SignOut, portal(ASKED_TO_SIGN_IN, &flow), Ok(waiting));
    leads(UserAction::SignOut, portal(ASKED_TO_CONFIRM, &flow), Ok(SessionState::SignedOut));
    leads(UserAction::SignOut, portal(SessionState::SignedIn, &flow), Ok(SessionState::SignedOut));
}

#[test]
fn a_person_leaves_what_is_asked_for_the_device_that_they_look_at() {
    let flow = flow(WINDOW);
    for (session, left) in
        [(SIGNED_OUT_AS_ASKED, SessionState::SignedOut), (ASKED_TO_CONFIRM, SessionState::SignedIn)]
    {
        let it = portal(session, &flow);
        leads(UserAction::Cancel, it, Ok(left));
        let other = Circumstances { device: DeviceId::SECOND, ..it };
        leads(UserAction::Cancel, other, Err(Refusal::NotAsked));
    }
}

#[test]
fn the_portal_may_be_open_to_the_device_alone_which_must_be_open_itself() {
    let it = Circumstances { open_to: OpenTo::TheDevice, ..portal(SessionState::SignedOut, &[]) };
    leads(SIGN_IN, it, Err(Refusal::NotAllowed));
    let on_the_device = UserAction::SignIn { from: Browser::OnTheDevice };
    leads(on_the_device, it, Err(Refusal::DeviceLocked));
    let unlocked = Circumstances { lock: DeviceLock::Unlocked, ..it };
    leads(on_the_device, unlocked, Ok(SessionState::SignedIn));
    let blocked = Circumstances { apps_blocked: true, ..unlocked };
    leads(on_the_device, blocked, Err(Refusal::AppsBlocked));
    leads(on_the_device, Circumstances { online: false, ..unlocked }, Err(Refusal::DeviceOffline));
    let at = Place::new(ActorId(1), SurfaceId(1));
    leads(on_the_device, Circumstances { at, ..unlocked }, Err(Refusal::NotAllowed));
}

#[test]
fn a_surface_without_a_prompt_sends_at_once() {
    let it = portal(SessionState::SignedIn, &[]);
    let response = respond(UserAction::SelectReset, &it).unwrap();
    assert_eq!((response.session, response.sends), (SessionState::SignedIn, Some(it.device)));
}

#[test]
fn the_last_prompt_sends_whichever_kind_it_is() {
    let sends = |kind, action| {
        let flow = [prompt(kind)];
        let it = portal(asked(0), &flow);
        respond(action, &it).map(|response| (response.session, response.sends))
    };
    let sent = Ok((SessionState::SignedIn, Some(DeviceId::FIRST)));
    assert_eq!(sends(PromptKind::Confirm, UserAction::Confirm), sent);
    assert_eq!(sends(PromptKind::EnterCode, UserAction::EnterCode { right: true }), sent);
    assert_eq!(sends(PromptKind::Choose, UserAction::Choose { option: 1 }), sent);
    let left = Ok((SessionState::SignedIn, None));
    assert_eq!(sends(PromptKind::Choose, UserAction::Choose { option: 0 }), left);
    assert_eq!(sends(PromptKind::Choose, UserAction::Choose { option: 2 }), Err(Refusal::NotAsked));
    assert_eq!(sends(PromptKind::Choose, UserAction::Confirm), Err(Refusal::NotAsked));
    let [again, _] = flow(WINDOW);
    let flow = [again];
    let response = respond(SIGN_IN, &portal(SIGNED_OUT_AS_ASKED, &flow)).unwrap();
    assert_eq!((response.session, response.sends), (SessionState::SignedIn, Some(DeviceId::FIRST)));
}

/// A sign-in is the person's, and goes on with the device that was selected.
#[test]
fn signing_in_again_for_another_device_goes_on_with_the_one_that_was_selected() {
    let [again, _] = flow(WINDOW);
    let flow = [again];
    let it = Circumstances { device: DeviceId::SECOND, ..portal(SIGNED_OUT_AS_ASKED, &flow) };
    assert_eq!(respond(SIGN_IN, &it).unwrap().sends, Some(DeviceId::FIRST));
    assert_eq!(SIGNED_OUT_AS_ASKED.subject(SIGN_IN, DeviceId::SECOND), DeviceId::FIRST);
}

#[test]
fn a_wrong_code_is_refused_and_asked_for_again() {
    let flow = [prompt(PromptKind::EnterCode)];
    let response =
        respond(UserAction::EnterCode { right: false }, &portal(asked(0), &flow)).unwrap();
    assert_eq!(response.refusal, Some(Refusal::WrongCode));
    assert_eq!((response.session, response.sends), (asked(0), None));
}

#[test]
fn a_device_opens_to_its_passcode_alone() {
    let enter = |passcode, lock| {
        let passcode = Passcode::new(passcode).unwrap();
        let response = respond(UserAction::EnterPasscode(passcode), &device(lock)).unwrap();
        (response.on_device, response.refusal)
    };
    assert_eq!(enter("2580", DeviceLock::Locked), (Some(OnDevice::Opens), None));
    assert_eq!(enter("2581", DeviceLock::Locked), (None, Some(Refusal::WrongPasscode)));
    assert_eq!(enter("2580", DeviceLock::NoPasscode), (None, Some(Refusal::NotAsked)));
}

#[test]
fn a_passcode_is_set_on_an_open_device_and_lifts_the_block_on_its_apps() {
    let passcode = Passcode::new("1111").unwrap();
    let set = UserAction::SetPasscode(passcode);
    assert_eq!(respond(set, &device(DeviceLock::Locked)), Err(Refusal::DeviceLocked));
    let it = Circumstances { apps_blocked: true, ..device(DeviceLock::NoPasscode) };
    let response = respond(set, &it).unwrap();
    assert_eq!(response.on_device, Some(OnDevice::HasPasscode(passcode)));
    let who = OWNER;
    let events = [Event::SetPasscode { who }, Event::AppsUnblocked];
    assert_eq!(response.events, events.map(|event| Some((DEVICE, event))));
}
