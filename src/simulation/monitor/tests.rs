//! For each invariant: what breaks it is reported, and the nearest thing that does not is not.

use super::*;
use crate::domain::browser::Browser;
use crate::domain::place::Place;
use crate::domain::platform::{Management, Platform};
use crate::domain::refusal::Refusal;
use crate::domain::reset::Effect;
use crate::domain::view::Prompt;
use crate::journal::fault::Fault;

const POLICY: &str = include_str!("../../../fixtures/policies/intune-2015-12.yaml");
const USER: Actor = Actor::EndUser;
const ANOTHER: Actor = Actor::AnotherEndUser;
const ADMINISTRATOR: Actor = Actor::Administrator;
const PORTAL: Surface = Surface::CompanyPortal;
const CONSOLE: Surface = Surface::ConfigMgrConsole;
const FIRST: DeviceId = DeviceId::FIRST;
const SECOND: DeviceId = DeviceId::SECOND;

/// A monitor that is given what happens, second by second.
struct Scene {
    policy: Policy,
    monitor: Monitor,
    now: Instant,
}

impl Scene {
    /// Two hybrid devices of this platform, the first of them the end user's.
    fn of(platform: &str, policy: &str) -> Self {
        let policy = Policy::parse("watched", policy).unwrap();
        let management = Management::Hybrid;
        let row = policy.row_for(&Platform::new(platform), management).unwrap();
        let mut scene = Self { policy, monitor: Monitor::default(), now: Instant::START };
        scene.event(FIRST, Event::Enrolled { row, management, owner: USER });
        scene.event(SECOND, Event::Enrolled { row, management, owner: ANOTHER });
        scene
    }

    fn new() -> Self {
        Self::of("Android", POLICY)
    }

    fn event(&mut self, device: DeviceId, event: Event) {
        self.monitor.observe(&self.policy, &Entry { at: self.now, device, event });
    }

    fn events(mut self, events: &[Event]) -> Self {
        events.iter().for_each(|event| self.event(FIRST, *event));
        self
    }

    fn wait(mut self, seconds: u64) -> Self {
        self.now = Instant::from_milliseconds(self.now.milliseconds() + seconds * 1000);
        self
    }

    /// Somebody sees `shown` on the first device's page, whose latest reset gave it `given`.
    fn sees(mut self, actor: Actor, surface: Surface, shown: (&str, bool), given: &str) -> Self {
        let (characters, superseded) = shown;
        let passcode = Passcode::new(characters).unwrap();
        let shown = ShownPasscode::Shown { passcode, superseded, told_as: "" };
        let given = Passcode::new(given);
        let place = Place::new(actor, surface);
        self.monitor.look(&self.policy, (self.now, FIRST), place, &shown, given.as_ref());
        self
    }

    #[track_caller]
    fn breaks(&self, expected: Invariant) {
        assert_eq!(self.monitor.breach().map(|breach| breach.invariant), Some(expected));
    }

    #[track_caller]
    fn holds(&self, reached: Invariant) {
        assert_eq!(self.monitor.breach(), None);
        assert!(self.monitor.reached(reached), "it never mattered");
    }
}

fn accepted(reset: u32, by: Actor, surface: Surface) -> Event {
    Event::Accepted { reset: ResetId(reset), by, surface }
}

/// A reset in the console, which no one has to sign in for.
fn by_administrator(reset: u32) -> Event {
    accepted(reset, ADMINISTRATOR, CONSOLE)
}

fn applied(reset: u32) -> Event {
    Event::Applied { reset: ResetId(reset), effect: Effect::Replaced, shape: None }
}

fn ended(reset: u32, state: ResetState) -> Event {
    Event::Ended { reset: ResetId(reset), state }
}

fn done(reset: u32) -> [Event; 2] {
    [applied(reset), ended(reset, ResetState::Done)]
}

const SELECTED: Event = Event::SelectedReset { who: USER };
const OUT: Event = Event::SignedOut { who: USER };
const BACK: Event = Event::SignedIn { who: USER, from: Browser::OnAnotherDevice };
const CONFIRMED: Event = Event::ConfirmedReset { who: USER };

/// The end user's reset, from the first click to its end.
fn by_end_user(reset: u32) -> Vec<Event> {
    let mut events = vec![SELECTED, OUT, BACK, CONFIRMED, accepted(reset, USER, PORTAL)];
    events.extend(done(reset));
    events
}

#[test]
fn a_passcode_is_seen_only_by_whom_the_policy_shows_it_to() {
    let rule = Invariant::SeenByThePolicy;
    let scene = || Scene::new().events(&by_end_user(1));
    scene().sees(USER, PORTAL, ("abcdefgh", false), "abcdefgh").holds(rule);
    scene().sees(ANOTHER, PORTAL, ("abcdefgh", false), "abcdefgh").breaks(rule);
    scene().sees(USER, Surface::Device, ("abcdefgh", false), "abcdefgh").breaks(rule);
    scene().sees(ADMINISTRATOR, CONSOLE, ("abcdefgh", false), "abcdefgh").breaks(rule);
}

#[test]
fn a_passcode_that_needs_an_earlier_reset_is_seen_only_after_one() {
    let rule = Invariant::SeenByThePolicy;
    let scene = || Scene::of("Windows Phone 8.1", POLICY).events(&by_end_user(1));
    scene().sees(ADMINISTRATOR, CONSOLE, ("123456", false), "123456").breaks(rule);
    let again = scene().events(&by_end_user(2));
    again.sees(ADMINISTRATOR, CONSOLE, ("123456", false), "123456").holds(rule);
    let failed: Vec<Event> =
        [SELECTED, OUT, BACK, CONFIRMED, accepted(1, USER, PORTAL), ended(1, ResetState::Failed)]
            .into_iter()
            .chain(by_end_user(2))
            .collect();
    let after_a_failure = Scene::of("Windows Phone 8.1", POLICY).events(&failed);
    after_a_failure.sees(ADMINISTRATOR, CONSOLE, ("123456", false), "123456").breaks(rule);
}

#[test]
fn a_superseded_passcode_is_seen_only_where_it_was_and_where_the_policy_keeps_it() {
    let rule = Invariant::SeenByThePolicy;
    let marked = POLICY.replace("superseded: hidden", "superseded: marked");
    let scene = |policy: &str| {
        Scene::of("Android", policy).events(&by_end_user(1)).events(&[by_administrator(2)])
    };
    scene(&marked).sees(USER, PORTAL, ("abcdefgh", true), "abcdefgh").holds(rule);
    scene(&marked).sees(ANOTHER, PORTAL, ("abcdefgh", true), "abcdefgh").breaks(rule);
    scene(POLICY).sees(USER, PORTAL, ("abcdefgh", true), "abcdefgh").breaks(rule);
}

#[test]
fn a_passcode_in_sight_is_the_one_that_the_latest_reset_gave() {
    let rule = Invariant::ShownIsCurrent;
    let scene = || Scene::new().events(&by_end_user(1));
    scene().sees(USER, PORTAL, ("abcdefgh", false), "abcdefgh").holds(rule);
    scene().sees(USER, PORTAL, ("abcdefgh", false), "abcdefgk").breaks(rule);
    scene().sees(USER, PORTAL, ("abcdefgh", false), "").breaks(rule);
    let marked = POLICY.replace("superseded: hidden", "superseded: marked");
    let newer =
        Scene::of("Android", &marked).events(&by_end_user(1)).events(&[by_administrator(2)]);
    newer.events(&done(2)).sees(USER, PORTAL, ("abcdefgh", true), "kkkkkkkk").holds(rule);
}

#[test]
fn success_is_told_only_after_the_device_applied_that_very_reset() {
    let rule = Invariant::SuccessWasApplied;
    let success = |reset| ended(reset, ResetState::Done);
    let scene = || Scene::new().events(&[by_administrator(1)]);
    scene().events(&[applied(1), success(1)]).holds(rule);
    scene().events(&[success(1)]).breaks(rule);
    let second = || scene().events(&[applied(1), success(1), by_administrator(2)]);
    second().events(&[success(2)]).breaks(rule);
    assert_eq!(scene().events(&[ended(1, ResetState::Failed)]).monitor.breach(), None);
}

#[test]
fn a_reset_is_applied_once_however_often_its_command_arrives() {
    let rule = Invariant::AppliedOnce;
    let scene = || Scene::new().events(&[by_administrator(1), applied(1)]);
    scene().events(&[Event::Ignored { reset: ResetId(1) }]).holds(rule);
    scene().events(&[applied(1)]).breaks(rule);
    let next = || scene().events(&[ended(1, ResetState::Done), by_administrator(2), applied(2)]);
    assert_eq!(next().monitor.breach(), None);
    // A command that comes late is as bad as one that comes twice in a row.
    next().events(&[applied(1)]).breaks(rule);
}

#[test]
fn a_reset_in_the_portal_follows_all_of_its_steps() {
    let rule = Invariant::ConfirmedInTime;
    let accepted = accepted(1, USER, PORTAL);
    Scene::new().events(&[SELECTED, OUT, BACK, CONFIRMED, accepted]).holds(rule);
    for events in [
        &[SELECTED, OUT, BACK, accepted][..],
        &[SELECTED, CONFIRMED],
        &[OUT, BACK, CONFIRMED],
        &[SELECTED, OUT, CONFIRMED],
        &[SELECTED, BACK, CONFIRMED],
        &[OUT, BACK, SELECTED, CONFIRMED],
        &[SELECTED, OUT, BACK, Event::Cancelled { who: USER }, CONFIRMED],
        // Whoever signs out and in once more has to begin again.
        &[SELECTED, OUT, BACK, OUT, BACK, CONFIRMED],
        // One confirmation is one reset.
        &[SELECTED, OUT, BACK, CONFIRMED, accepted, ended(1, ResetState::Failed), accepted],
    ] {
        Scene::new().events(events).breaks(rule);
    }
    let prompt = Event::Asked { who: USER, prompt: Prompt::ResetPasscode };
    Scene::new().events(&[SELECTED, prompt, OUT, BACK, prompt, CONFIRMED, accepted]).holds(rule);
    let begun = Scene::new().events(&[by_administrator(1)]);
    assert_eq!(begun.monitor.breach(), None, "a console asks for none of it");
}

#[test]
fn one_person_or_device_confirms_nothing_for_another() {
    let rule = Invariant::ConfirmedInTime;
    let ready = || Scene::new().events(&[SELECTED, OUT, BACK]);
    ready().events(&[Event::ConfirmedReset { who: ANOTHER }]).breaks(rule);
    let mut other_device = ready();
    other_device.event(SECOND, CONFIRMED);
    other_device.breaks(rule);
}

#[test]
fn the_window_closes_after_its_last_instant_and_is_measured_from_where_the_policy_says() {
    let rule = Invariant::ConfirmedInTime;
    let scene = |policy: &str, before, away| {
        let left = Scene::of("Android", policy).events(&[SELECTED]).wait(before).events(&[OUT]);
        left.wait(away).events(&[BACK, CONFIRMED, accepted(1, USER, PORTAL)])
    };
    scene(POLICY, 600, 300).holds(rule);
    scene(POLICY, 600, 301).breaks(rule);
    let exclusive = POLICY.replace("    limit: inclusive #", "    limit: exclusive #");
    assert_ne!(exclusive, POLICY);
    scene(&exclusive, 600, 299).holds(rule);
    scene(&exclusive, 600, 300).breaks(rule);
    let from_request = POLICY.replace("measured_from: sign_out", "measured_from: request");
    scene(&from_request, 1, 299).holds(rule);
    scene(&from_request, 1, 300).breaks(rule);
}

#[test]
fn one_reset_of_a_device_is_in_flight() {
    let rule = Invariant::OneInFlight;
    let scene = || Scene::new().events(&[by_administrator(1)]);
    let who = ADMINISTRATOR;
    let refused = Event::Refused { who, surface: CONSOLE, refusal: Refusal::AlreadyPending };
    scene().events(&[refused]).events(&done(1)).events(&[by_administrator(2)]).holds(rule);
    scene().events(&[by_administrator(2)]).breaks(rule);
    scene().events(&[applied(1), by_administrator(2)]).breaks(rule);
    let mut other_device = scene();
    other_device.event(SECOND, by_administrator(2));
    assert_eq!(other_device.monitor.breach(), None);
}

#[test]
fn a_reset_of_an_online_device_ends_within_the_bound() {
    let rule = Invariant::EndsInTime;
    let scene = || Scene::new().events(&[by_administrator(1)]);
    scene().wait(300).events(&done(1)).holds(rule);
    scene().wait(301).events(&done(1)).breaks(rule);
    scene().wait(301).events(&[Event::PushSent]).breaks(rule);
    let offline = || scene().wait(10).events(&[Event::WentOffline]).wait(9999);
    offline().events(&[Event::CameOnline]).wait(300).events(&done(1)).holds(rule);
    offline().events(&[Event::CameOnline]).wait(301).events(&done(1)).breaks(rule);
    let lost = scene().events(&[Event::Fault { fault: Fault::PushLost }]).wait(301);
    lost.events(&done(1)).holds(rule);
}

#[test]
fn time_alone_shows_that_a_reset_did_not_end() {
    let mut scene = Scene::new().events(&[by_administrator(1)]).wait(300);
    scene.monitor.pass(&scene.policy, scene.now, FIRST);
    assert_eq!(scene.monitor.breach(), None);
    let mut scene = scene.wait(1);
    scene.monitor.pass(&scene.policy, scene.now, SECOND);
    assert_eq!(scene.monitor.breach(), None);
    scene.monitor.pass(&scene.policy, scene.now, FIRST);
    scene.breaks(Invariant::EndsInTime);
}

#[test]
fn the_first_breach_is_kept() {
    let scene = Scene::new().events(&[by_administrator(1), by_administrator(2)]).wait(400);
    scene.events(&done(2)).breaks(Invariant::OneInFlight);
}
