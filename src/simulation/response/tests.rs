//! The table of user actions, from one session to the next.

use super::*;
use crate::domain::span::Span;
use crate::policy::checked::{Limit, MeasuredFrom};

const DEVICE: DeviceId = DeviceId::FIRST;
const SIGN_IN: UserAction = UserAction::SignIn { from: Browser::OnAnotherDevice };
const WINDOW: SignInAgain = SignInAgain {
    within: Span::from_minutes(5),
    limit: Limit::Inclusive,
    measured_from: MeasuredFrom::SignOut,
};
/// Signed out after a minute, having selected the reset at the beginning.
const SIGNED_OUT_AS_ASKED: SessionState = SessionState::SignedOutAsAsked {
    device: DEVICE,
    requested_at: Instant::START,
    signed_out_at: seconds(60),
};
const ASKED_TO_CONFIRM: SessionState = SessionState::AskedToConfirm { device: DEVICE };

const fn seconds(seconds: u64) -> Instant {
    Instant::from_milliseconds(seconds * 1000)
}

/// The end user is in the portal, and may reset the device.
fn portal(session: SessionState) -> Circumstances {
    Circumstances {
        who: Actor::EndUser,
        at: Surface::CompanyPortal,
        device: DEVICE,
        now: seconds(61),
        owner: Actor::EndUser,
        session,
        portal_offers: true,
        open_to: OpenTo::AnyBrowser,
        window: WINDOW,
        console_offers: None,
        in_flight: false,
        lock: DeviceLock::Locked,
        passcode: Passcode::new("2580"),
        apps_blocked: false,
    }
}

/// The end user holds the device.
fn device(lock: DeviceLock) -> Circumstances {
    Circumstances { at: Surface::Device, lock, ..portal(SessionState::SignedIn) }
}

#[track_caller]
fn leads(action: UserAction, it: Circumstances, to: Result<SessionState, Refusal>) {
    assert_eq!(respond(action, &it).map(|response| response.session), to);
}

#[test]
fn the_window_is_counted_from_where_the_policy_says_and_by_its_limit() {
    let (in_time, late) = (Ok(ASKED_TO_CONFIRM), Ok(SessionState::SignedIn));
    let back = |window, at, to| {
        let it = Circumstances { window, now: seconds(at), ..portal(SIGNED_OUT_AS_ASKED) };
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
    let it = portal(ASKED_TO_CONFIRM);
    leads(UserAction::ConfirmReset, it, Ok(SessionState::SignedIn));
    let other = Circumstances { device: DeviceId::SECOND, ..it };
    leads(UserAction::ConfirmReset, other, Err(Refusal::NotAsked));
}

#[test]
fn a_confirmation_that_comes_while_a_reset_is_in_flight_is_refused_and_answers_the_prompt() {
    let it = Circumstances { in_flight: true, ..portal(ASKED_TO_CONFIRM) };
    let response = respond(UserAction::ConfirmReset, &it).unwrap();
    assert_eq!(response.refusal, Some(Refusal::AlreadyPending));
    assert_eq!((response.session, response.sends), (SessionState::SignedIn, false));
}

#[test]
fn signing_in_without_signing_out_ends_the_flow() {
    let asked = SessionState::AskedToSignOut { device: DEVICE, requested_at: Instant::START };
    leads(SIGN_IN, portal(asked), Ok(SessionState::SignedIn));
    leads(SIGN_IN, portal(ASKED_TO_CONFIRM), Ok(SessionState::SignedIn));
}

#[test]
fn the_portal_may_be_open_to_the_device_alone_which_must_be_open_itself() {
    let it = Circumstances { open_to: OpenTo::TheDevice, ..portal(SessionState::SignedOut) };
    leads(SIGN_IN, it, Err(Refusal::NotAllowed));
    let on_the_device = UserAction::SignIn { from: Browser::OnTheDevice };
    leads(on_the_device, it, Err(Refusal::DeviceLocked));
    let unlocked = Circumstances { lock: DeviceLock::Unlocked, ..it };
    leads(on_the_device, unlocked, Ok(SessionState::SignedIn));
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
    let who = Actor::EndUser;
    let events = [Event::SetPasscode { who }, Event::AppsUnblocked];
    assert_eq!(response.events, events.map(|event| Some((DEVICE, event))));
}
