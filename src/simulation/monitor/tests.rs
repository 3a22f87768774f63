//! For each invariant: what violates it is reported, and the nearest thing that does not is not.

use super::*;
use crate::domain::browser::Browser;
use crate::domain::fault::Fault;
use crate::domain::prompt::Asked;
use crate::domain::refusal::Refusal;
use crate::domain::reset::Effect;
use crate::domain::surface::SurfaceId;
use crate::domain::text_table::TextId;
use crate::policy::samples::{PLAIN as POLICY, key};

const OWNER: ActorId = ActorId(0);
const NEIGHBOUR: ActorId = ActorId(1);
const CLERK: ActorId = ActorId(2);
const PORTAL: SurfaceId = SurfaceId(1);
const CONSOLE: SurfaceId = SurfaceId(2);
const FIRST: DeviceId = DeviceId::FIRST;
const SECOND: DeviceId = DeviceId::SECOND;
const AT_HOME: Place = Place::new(OWNER, PORTAL);
const AT_WORK: Place = Place::new(CLERK, CONSOLE);

/// A monitor that is given what happens, second by second.
struct Scene {
    policy: Policy,
    monitor: Monitor,
    now: Instant,
}

impl Scene {
    /// Two devices of this platform, the first of them the owner's.
    fn of(platform: &str, policy: &str) -> Self {
        let policy = Policy::parse("watched", policy).unwrap();
        let key = policy.key_id(&key(platform, "joint")).unwrap();
        let mut scene = Self { monitor: Monitor::new(&policy), policy, now: Instant::START };
        scene.event(FIRST, Event::Enrolled { key, owner: OWNER });
        scene.event(SECOND, Event::Enrolled { key, owner: NEIGHBOUR });
        scene
    }

    fn new() -> Self {
        Self::of("Letters", POLICY)
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

    /// A person sees `shown` on the first device's page, whose latest reset gave it `given`.
    fn sees(mut self, place: Place, shown: (&str, bool), given: &str) -> Self {
        let (characters, superseded) = shown;
        let passcode = Passcode::new(characters).unwrap();
        let shown = ShownPasscode::Shown { passcode, superseded, wording: None };
        let given = Passcode::new(given);
        self.monitor.look(&self.policy, (self.now, FIRST), place, &shown, given.as_ref());
        self
    }

    #[track_caller]
    fn violates(&self, expected: Invariant) {
        assert_eq!(self.monitor.breach().map(|breach| breach.invariant), Some(expected));
    }

    #[track_caller]
    fn holds(&self, reached: Invariant) {
        assert_eq!(self.monitor.breach(), None);
        assert!(self.monitor.reached(reached), "it never mattered");
    }
}

fn accepted(reset: u32, at: Place) -> Event {
    Event::Accepted { reset: ResetId(reset), at }
}

/// A reset in the console, which asks for nothing.
fn by_clerk(reset: u32) -> [Event; 2] {
    [Event::SelectedReset { at: AT_WORK }, accepted(reset, AT_WORK)]
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

const SELECTED: Event = Event::SelectedReset { at: AT_HOME };
const OUT: Event = Event::SignedOut { at: AT_HOME };
const BACK: Event = Event::SignedIn { at: AT_HOME, from: Browser::OnAnotherDevice };
const CONFIRMED: Event = Event::Confirmed { at: AT_HOME };

/// The owner's reset, from the first click to its end.
fn by_owner(reset: u32) -> Vec<Event> {
    let mut events = vec![SELECTED, OUT, BACK, CONFIRMED, accepted(reset, AT_HOME)];
    events.extend(done(reset));
    events
}

#[test]
fn a_passcode_is_seen_only_by_whom_the_policy_shows_it_to() {
    let rule = Invariant::SeenByThePolicy;
    let scene = || Scene::new().events(&by_owner(1));
    scene().sees(AT_HOME, ("abcdefgh", false), "abcdefgh").holds(rule);
    scene().sees(Place::new(NEIGHBOUR, PORTAL), ("abcdefgh", false), "abcdefgh").violates(rule);
    scene().sees(Place::on_device(OWNER), ("abcdefgh", false), "abcdefgh").violates(rule);
    scene().sees(AT_WORK, ("abcdefgh", false), "abcdefgh").violates(rule);
}

#[test]
fn a_passcode_that_needs_an_earlier_reset_is_seen_only_after_one() {
    let rule = Invariant::SeenByThePolicy;
    let scene = || Scene::of("Digits", POLICY).events(&by_owner(1));
    scene().sees(AT_WORK, ("123456", false), "123456").violates(rule);
    let again = scene().events(&by_owner(2));
    again.sees(AT_WORK, ("123456", false), "123456").holds(rule);
    let failed: Vec<Event> =
        [SELECTED, OUT, BACK, CONFIRMED, accepted(1, AT_HOME), ended(1, ResetState::Failed)]
            .into_iter()
            .chain(by_owner(2))
            .collect();
    let after_a_failure = Scene::of("Digits", POLICY).events(&failed);
    after_a_failure.sees(AT_WORK, ("123456", false), "123456").violates(rule);
}

#[test]
fn a_superseded_passcode_is_seen_only_where_it_was_and_where_the_policy_keeps_it() {
    let rule = Invariant::SeenByThePolicy;
    let marked = POLICY.replace("superseded: hidden", "superseded: marked");
    let scene = |policy: &str| {
        let scene = Scene::of("Letters", policy).events(&by_owner(1)).events(&by_clerk(2));
        scene.events(&done(2))
    };
    scene(&marked).sees(AT_HOME, ("abcdefgh", true), "kkkkkkkk").holds(rule);
    scene(&marked)
        .sees(Place::new(NEIGHBOUR, PORTAL), ("abcdefgh", true), "kkkkkkkk")
        .violates(rule);
    scene(POLICY).sees(AT_HOME, ("abcdefgh", true), "kkkkkkkk").violates(rule);
}

#[test]
fn a_visible_passcode_is_the_devices() {
    let rule = Invariant::ShownIsCurrent;
    let scene = || Scene::new().events(&by_owner(1));
    scene().sees(AT_HOME, ("abcdefgh", false), "abcdefgh").holds(rule);
    scene().sees(AT_HOME, ("abcdefgh", false), "abcdefgk").violates(rule);
    scene().sees(AT_HOME, ("abcdefgh", false), "").violates(rule);
    let marked = POLICY.replace("superseded: hidden", "superseded: marked");
    let newer = Scene::of("Letters", &marked).events(&by_owner(1)).events(&by_clerk(2));
    newer.events(&done(2)).sees(AT_HOME, ("abcdefgh", true), "kkkkkkkk").holds(rule);
}

#[test]
fn success_is_reported_only_after_the_device_applied_that_very_reset() {
    let rule = Invariant::SuccessWasApplied;
    let success = |reset| ended(reset, ResetState::Done);
    let scene = || Scene::new().events(&by_clerk(1));
    scene().events(&[applied(1), success(1)]).holds(rule);
    scene().events(&[success(1)]).violates(rule);
    let second = || scene().events(&[&[applied(1), success(1)], by_clerk(2).as_slice()].concat());
    second().events(&[success(2)]).violates(rule);
    assert_eq!(scene().events(&[ended(1, ResetState::Failed)]).monitor.breach(), None);
}

#[test]
fn a_reset_is_applied_once_however_often_its_command_arrives() {
    let rule = Invariant::AppliedOnce;
    let scene = || Scene::new().events(&[by_clerk(1).as_slice(), &[applied(1)]].concat());
    scene().events(&[Event::Ignored { reset: ResetId(1) }]).holds(rule);
    scene().events(&[applied(1)]).violates(rule);
    let next = || {
        scene().events(
            &[&[ended(1, ResetState::Done)], by_clerk(2).as_slice(), &[applied(2)]].concat(),
        )
    };
    assert_eq!(next().monitor.breach(), None);
    // A command that comes late is as bad as one that comes twice in a row.
    next().events(&[applied(1)]).violates(rule);
}

#[test]
fn a_reset_in_the_portal_follows_all_of_its_steps() {
    let rule = Invariant::ConfirmedInTime;
    let accepted = accepted(1, AT_HOME);
    Scene::new().events(&[SELECTED, OUT, BACK, CONFIRMED, accepted]).holds(rule);
    for events in [
        &[SELECTED, OUT, BACK, accepted][..],
        &[SELECTED, CONFIRMED],
        &[OUT, BACK, CONFIRMED],
        &[SELECTED, OUT, CONFIRMED],
        &[SELECTED, BACK, CONFIRMED],
        &[OUT, BACK, SELECTED, CONFIRMED],
        &[SELECTED, OUT, BACK, Event::Cancelled { at: AT_HOME }, CONFIRMED],
        // A person who signs out and in once more has to begin again.
        &[SELECTED, OUT, BACK, OUT, BACK, CONFIRMED],
        // One confirmation is one reset.
        &[SELECTED, OUT, BACK, CONFIRMED, accepted, ended(1, ResetState::Failed), accepted],
    ] {
        Scene::new().events(events).violates(rule);
    }
    let asked = Asked { kind: PromptKind::Confirm, words: TextId(0) };
    let prompt = Event::Prompted { at: AT_HOME, asked };
    Scene::new().events(&[SELECTED, prompt, OUT, BACK, prompt, CONFIRMED, accepted]).holds(rule);
    let begun = Scene::new().events(&by_clerk(1));
    assert_eq!(begun.monitor.breach(), None, "a console asks for none of it");
}

#[test]
fn only_the_right_choice_answers_and_another_starts_over() {
    let rule = Invariant::ConfirmedInTime;
    let last = "      - confirm: { asks: confirm it }\n";
    let choose = "      - choose: { asks: say why, options: [it is forgotten, it is broken], right: it is forgotten }\n";
    let chooses = |policy: &str, option: usize| {
        let scene = Scene::of("Letters", policy);
        let flow = scene.policy.surface(PORTAL).unwrap().flow.as_deref().unwrap();
        let asked = flow.iter().find(|it| it.asked.kind == PromptKind::Choose).unwrap();
        Event::Chose { at: AT_HOME, option: *asked.options.get(option).unwrap() }
    };
    let accepted = accepted(1, AT_HOME);
    let alone = POLICY.replace(last, choose);
    let scene = |events: &[Event]| Scene::of("Letters", &alone).events(events).events(&[accepted]);
    let [right, wrong] = [0, 1].map(|option| chooses(&alone, option));
    scene(&[SELECTED, OUT, BACK, right]).holds(rule);
    scene(&[SELECTED, OUT, BACK, wrong]).violates(rule);
    scene(&[SELECTED, OUT, BACK, wrong, right]).violates(rule);
    scene(&[SELECTED, right]).violates(rule);
    scene(&[SELECTED, OUT, BACK, CONFIRMED]).violates(rule);
    // Where another kind of prompt is next, a choice answers nothing.
    let after = POLICY.replace(last, &format!("{last}{choose}"));
    let scene = |events: &[Event]| Scene::of("Letters", &after).events(events).events(&[accepted]);
    let right = chooses(&after, 0);
    scene(&[SELECTED, OUT, BACK, CONFIRMED, right]).holds(rule);
    scene(&[SELECTED, OUT, BACK, right, CONFIRMED]).violates(rule);
}

#[test]
fn a_lost_page_ends_what_its_owner_had_begun_and_nothing_of_another_persons() {
    let rule = Invariant::ConfirmedInTime;
    for fault in [Fault::PageReloaded, Fault::SessionLost] {
        let lost = Event::Fault { fault };
        let ready = || Scene::new().events(&[SELECTED, OUT, BACK, CONFIRMED]);
        ready().events(&[lost, accepted(1, AT_HOME)]).violates(rule);
        // The page of the neighbour's device is another one.
        let mut scene = ready();
        scene.event(SECOND, lost);
        scene.events(&[accepted(1, AT_HOME)]).holds(rule);
    }
    let late = Event::Fault { fault: Fault::PushLost };
    Scene::new().events(&[SELECTED, OUT, BACK, CONFIRMED, late, accepted(1, AT_HOME)]).holds(rule);
}

#[test]
fn one_person_or_device_confirms_nothing_for_another() {
    let rule = Invariant::ConfirmedInTime;
    let ready = || Scene::new().events(&[SELECTED, OUT, BACK]);
    ready().events(&[Event::Confirmed { at: Place::new(NEIGHBOUR, PORTAL) }]).violates(rule);
    let mut other_device = ready();
    other_device.event(SECOND, CONFIRMED);
    other_device.violates(rule);
}

#[test]
fn the_window_closes_after_its_last_instant_and_is_measured_from_where_the_policy_says() {
    let rule = Invariant::ConfirmedInTime;
    let scene = |policy: &str, before, away| {
        let left = Scene::of("Letters", policy).events(&[SELECTED]).wait(before).events(&[OUT]);
        left.wait(away).events(&[BACK, CONFIRMED, accepted(1, AT_HOME)])
    };
    scene(POLICY, 600, 300).holds(rule);
    scene(POLICY, 600, 301).violates(rule);
    let exclusive = POLICY.replace("limit: inclusive, measured", "limit: exclusive, measured");
    assert_ne!(exclusive, POLICY);
    scene(&exclusive, 600, 299).holds(rule);
    scene(&exclusive, 600, 300).violates(rule);
    let from_request = POLICY.replace("measured_from: sign_out", "measured_from: request");
    scene(&from_request, 1, 299).holds(rule);
    scene(&from_request, 1, 300).violates(rule);
}

#[test]
fn one_reset_of_a_device_is_in_flight() {
    let rule = Invariant::OneInFlight;
    let scene = || Scene::new().events(&by_clerk(1));
    let refused = Event::Refused { at: AT_WORK, refusal: Refusal::AlreadyPending };
    scene().events(&[refused]).events(&done(1)).events(&by_clerk(2)).holds(rule);
    scene().events(&by_clerk(2)).violates(rule);
    scene().events(&[&[applied(1)], by_clerk(2).as_slice()].concat()).violates(rule);
    let mut other_device = scene();
    by_clerk(2).into_iter().for_each(|event| other_device.event(SECOND, event));
    assert_eq!(other_device.monitor.breach(), None);
}

#[test]
fn a_reset_of_an_online_device_ends_within_the_bound() {
    let rule = Invariant::EndsInTime;
    let scene = || Scene::new().events(&by_clerk(1));
    scene().wait(300).events(&done(1)).holds(rule);
    scene().wait(301).events(&done(1)).violates(rule);
    scene().wait(301).events(&[Event::PushSent]).violates(rule);
    let offline = || scene().wait(10).events(&[Event::WentOffline]).wait(9999);
    offline().events(&[Event::CameOnline]).wait(300).events(&done(1)).holds(rule);
    offline().events(&[Event::CameOnline]).wait(301).events(&done(1)).violates(rule);
    let lost = scene().events(&[Event::Fault { fault: Fault::PushLost }]).wait(301);
    lost.events(&done(1)).holds(rule);
}

#[test]
fn time_alone_shows_that_a_reset_did_not_end() {
    let mut scene = Scene::new().events(&by_clerk(1)).wait(300);
    scene.monitor.pass(&scene.policy, scene.now, FIRST);
    assert_eq!(scene.monitor.breach(), None);
    let mut scene = scene.wait(1);
    scene.monitor.pass(&scene.policy, scene.now, SECOND);
    assert_eq!(scene.monitor.breach(), None);
    scene.monitor.pass(&scene.policy, scene.now, FIRST);
    scene.violates(Invariant::EndsInTime);
}

#[test]
fn the_first_breach_is_kept() {
    let scene = Scene::new().events(&[by_clerk(1), by_clerk(2)].concat()).wait(400);
    scene.events(&done(2)).violates(Invariant::OneInFlight);
}

#[test]
fn while_a_newer_reset_is_in_flight_the_older_passcode_may_be_visible() {
    let newer = || Scene::new().events(&by_owner(1)).events(&by_clerk(2)).events(&[applied(2)]);
    newer().sees(AT_HOME, ("abcdefgh", false), "kkkkkkkk").holds(Invariant::ShownIsCurrent);
    let ended = newer().events(&[ended(2, ResetState::Done)]);
    ended.sees(AT_HOME, ("abcdefgh", false), "kkkkkkkk").violates(Invariant::ShownIsCurrent);
}
