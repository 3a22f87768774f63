//! The simulation, user action by user action: what is allowed in which state, and what the policy changes.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test stops where it fails")]

mod support;

use std::sync::Arc;

use insta::{Settings, assert_snapshot};
use passgate::internals::domain::{
    Action, ActorId, Browser, DeviceId, Key, Passcode, Place, ResetState, ShownPasscode, Span,
    SurfaceId, UserAction,
};
use passgate::internals::policy::Policy;
use passgate::internals::simulation::{Invariant, Seed, Simulation};
use support::{INTUNE, policy, policy_text, root};

// The actors and surfaces of the bundled policies, in their order.
const USER: ActorId = ActorId(0);
const ANOTHER: ActorId = ActorId(1);
const ADMINISTRATOR: ActorId = ActorId(2);
const DEVICE: SurfaceId = SurfaceId::DEVICE;
const PORTAL: SurfaceId = SurfaceId(1);
const CONSOLE: SurfaceId = SurfaceId(2);

fn act(who: ActorId, at: SurfaceId, user_action: UserAction) -> Action {
    Action::Do { at: Place::new(who, at), device: DeviceId::FIRST, user_action }
}

fn sign_in() -> UserAction {
    UserAction::SignIn { from: Browser::OnAnotherDevice }
}

/// A device of the end user's with a passcode, under the policy.
fn world(policy: &Arc<Policy>, platform: &str, management: &str) -> Simulation {
    let mut simulation = Simulation::new(Arc::clone(policy), Seed(7));
    let key = Key::new([platform.into(), management.into()]);
    let device = DeviceId::FIRST;
    simulation.act(&Action::Enrol { device, owner: USER, key }).unwrap();
    let old = Passcode::new("2580").unwrap();
    simulation.act(&act(USER, DEVICE, UserAction::SetPasscode(old))).unwrap();
    simulation
}

/// Lets time pass, stop by stop.
fn pass(simulation: &mut Simulation, span: Span) {
    let end = simulation.now().after(span);
    while simulation.now() < end {
        simulation.advance(end.since(simulation.now()));
        simulation.forget_touched();
    }
}

/// Lets the longest time pass that a reset of an online device takes.
fn await_answer(simulation: &mut Simulation) {
    let bound = simulation.policy().completes_within;
    pass(simulation, bound);
}

fn all(simulation: &mut Simulation, actions: &[Action]) {
    for action in actions {
        simulation.act(action).unwrap_or_else(|refusal| panic!("{action:?}: {refusal}"));
    }
}

/// The ways to every state that a user action can meet; the last of them takes the time of an answer.
fn states() -> Vec<(&'static str, Vec<Action>)> {
    let user = |user_action| act(USER, PORTAL, user_action);
    let old = Passcode::new("2580").unwrap();
    let mut states = vec![
        ("signed in", Vec::new()),
        ("signed out", vec![user(UserAction::SignOut)]),
        ("the device is unlocked", vec![act(USER, DEVICE, UserAction::EnterPasscode(old))]),
    ];
    let mut actions = Vec::new();
    for (name, step) in [
        ("asked to sign out", user(UserAction::SelectReset)),
        ("signed out as asked", user(UserAction::SignOut)),
        ("asked to confirm", user(sign_in())),
        ("pending", user(UserAction::Confirm)),
    ] {
        actions.push(step);
        states.push((name, actions.clone()));
    }
    states.push(("done", actions));
    states
}

fn go_to(simulation: &mut Simulation, state: &str) {
    let (_, way) = states().into_iter().find(|(name, _)| *name == state).unwrap();
    all(simulation, &way);
    if state == "done" {
        await_answer(simulation);
    }
}

/// Every user action that could be meant, in every state, as `simulation/response.rs` lists them: a hole would be
/// a visible row.
#[test]
fn every_user_action_has_an_answer_in_every_state() {
    let policy = policy(INTUNE);
    let passcode = |characters| Passcode::new(characters).unwrap();
    let end_user = |surface, user_action| act(USER, surface, user_action);
    let on_the_device = UserAction::SignIn { from: Browser::OnTheDevice };
    let another = |user_action| act(ANOTHER, PORTAL, user_action);
    let administrator = |surface, user_action| act(ADMINISTRATOR, surface, user_action);
    let device = DEVICE;
    let user_actions = [
        ("the end user selects Reset Passcode", end_user(PORTAL, UserAction::SelectReset)),
        ("the end user signs out", end_user(PORTAL, UserAction::SignOut)),
        ("the end user signs in", end_user(PORTAL, sign_in())),
        ("the end user signs in on the device", end_user(PORTAL, on_the_device)),
        ("the end user confirms", end_user(PORTAL, UserAction::Confirm)),
        ("the end user cancels", end_user(PORTAL, UserAction::Cancel)),
        ("another end user selects it", another(UserAction::SelectReset)),
        ("another end user confirms", another(UserAction::Confirm)),
        ("the administrator confirms", administrator(PORTAL, UserAction::Confirm)),
        ("the administrator resets", administrator(CONSOLE, UserAction::SelectReset)),
        ("the end user in the console", end_user(CONSOLE, UserAction::SelectReset)),
        (
            "the end user enters the old passcode",
            end_user(device, UserAction::EnterPasscode(passcode("2580"))),
        ),
        (
            "the end user enters a wrong one",
            end_user(device, UserAction::EnterPasscode(passcode("2581"))),
        ),
        (
            "the end user sets a passcode",
            end_user(device, UserAction::SetPasscode(passcode("1111"))),
        ),
        (
            "the administrator sets a passcode",
            administrator(device, UserAction::SetPasscode(passcode("1111"))),
        ),
    ];
    let mut table = String::new();
    for (state, _) in states() {
        for (name, user_action) in &user_actions {
            let mut simulation = world(&policy, "Windows Phone 8.1", "hybrid");
            go_to(&mut simulation, state);
            let cell = match simulation.act(user_action) {
                Ok(()) => "done".to_owned(),
                Err(refusal) => format!("refused: {refusal}"),
            };
            table += &format!("{state:<22}  {name:<36}  {cell}\n");
        }
    }
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots/simulation"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!("user-actions-by-state", table));
}

/// The end user's whole way through the portal.
fn reset_in_portal(simulation: &mut Simulation) {
    go_to(simulation, "done");
}

fn shown(simulation: &Simulation, actor: ActorId, surface: SurfaceId) -> Option<Passcode> {
    match simulation.look(Place::new(actor, surface), DeviceId::FIRST).passcode {
        ShownPasscode::Shown { passcode, superseded: false, .. } => Some(passcode),
        ShownPasscode::Shown { .. }
        | ShownPasscode::Masked { .. }
        | ShownPasscode::Words(_)
        | ShownPasscode::Nothing => None,
    }
}

/// The policy with a line of its YAML changed.
fn changed(from: &str, to: &str) -> Arc<Policy> {
    let text = policy_text(INTUNE);
    assert!(text.contains(from), "the policy does not say `{from}`");
    Arc::new(Policy::parse("changed.yaml", &text.replace(from, to)).unwrap())
}

#[test]
fn a_changed_length_gives_other_passcodes() {
    let policy = changed("length: 8", "length: 11");
    let mut simulation = world(&policy, "Android", "standalone");
    reset_in_portal(&mut simulation);
    let passcode = shown(&simulation, USER, PORTAL).unwrap();
    assert_eq!(passcode.shape().length, 11);
}

#[test]
fn a_changed_window_allows_people_back_later() {
    let late = |policy: &Arc<Policy>| {
        let mut simulation = world(policy, "Android", "standalone");
        go_to(&mut simulation, "signed out as asked");
        pass(&mut simulation, Span::from_minutes(6));
        all(&mut simulation, &[act(USER, PORTAL, sign_in())]);
        simulation.look(Place::new(USER, PORTAL), DeviceId::FIRST).asks.is_some()
    };
    assert!(!late(&policy(INTUNE)));
    assert!(late(&changed("within: 5 minutes", "within: 7 minutes")));
}

#[test]
fn the_earlier_reset_can_be_read_either_way() {
    let seen = |policy: &Arc<Policy>| {
        let mut simulation = world(policy, "Windows Phone 8.1", "hybrid");
        reset_in_portal(&mut simulation);
        reset_in_portal(&mut simulation);
        shown(&simulation, ADMINISTRATOR, CONSOLE).is_some()
    };
    assert!(seen(&policy(INTUNE)), "an end user's earlier reset counts");
    let by_administrator = changed("reset_before: any", "reset_before: by_administrator");
    assert!(!seen(&by_administrator), "only an administrator's earlier reset counts");
}

#[test]
fn an_offline_device_can_be_made_to_fail() {
    let policy = changed("offline_device: waits", "offline_device: fails");
    let mut simulation = world(&policy, "Android", "hybrid");
    all(&mut simulation, &[Action::Connect { device: DeviceId::FIRST, online: false }]);
    reset_in_portal(&mut simulation);
    let view = simulation.look(Place::new(ADMINISTRATOR, CONSOLE), DeviceId::FIRST);
    assert_eq!(view.state, Some(ResetState::Failed));
    let said = simulation.look(Place::new(USER, PORTAL), DeviceId::FIRST).says;
    let texts: Vec<&str> = said.texts().iter().map(|text| policy.text(*text)).collect();
    assert_eq!(texts, ["Passcode reset failed"]);
}

/// A device that comes and goes has one push waiting for it, not one for each time it came.
#[test]
fn a_device_that_comes_and_goes_costs_no_more_than_one_that_stays_away() {
    let mut simulation = world(&policy(INTUNE), "Android", "hybrid");
    let connect = |online| Action::Connect { device: DeviceId::FIRST, online };
    let reset = act(ADMINISTRATOR, CONSOLE, UserAction::SelectReset);
    all(&mut simulation, &[connect(false), reset]);
    for _ in 0..200 {
        all(&mut simulation, &[connect(true), connect(false)]);
    }
    let before = simulation.trace_length();
    pass(&mut simulation, Span::from_minutes(24 * 60));
    let pushes = simulation.trace_length() - before;
    assert!(pushes < 50, "{pushes} pushes in a day");
}

/// The server's patience with an absent device grows, whatever the policy promises for one that is
/// there; and it is short again once the device is back.
#[test]
fn a_device_that_stays_away_for_a_year_costs_little_and_answers_at_once_when_it_is_back() {
    let policy = changed("completes_within: 5 minutes", "completes_within: 1 second");
    let mut simulation = world(&policy, "Android", "hybrid");
    let device = DeviceId::FIRST;
    let year = Span::from_minutes(364 * 24 * 60);
    let reset = act(ADMINISTRATOR, CONSOLE, UserAction::SelectReset);
    let connect = |online| Action::Connect { device, online };
    all(&mut simulation, &[connect(false), reset]);
    pass(&mut simulation, year);
    let entries = simulation.trace_length();
    assert!(entries < 10_000, "{entries} entries");
    all(&mut simulation, &[connect(true)]);
    await_answer(&mut simulation);
    let state = simulation.look(Place::new(ADMINISTRATOR, CONSOLE), device).state;
    assert_eq!((state, simulation.breach()), (Some(ResetState::Done), None));
}

#[test]
fn a_superseded_passcode_can_stay_visible_if_it_is_marked() {
    let policy = changed("superseded: hidden", "superseded: marked");
    let mut simulation = world(&policy, "Android", "hybrid");
    reset_in_portal(&mut simulation);
    let passcode = shown(&simulation, USER, PORTAL).unwrap();
    all(&mut simulation, &[act(ADMINISTRATOR, CONSOLE, UserAction::SelectReset)]);
    let still = shown(&simulation, USER, PORTAL);
    assert_eq!(still, Some(passcode), "until the newer reset is done");
    await_answer(&mut simulation);
    let view = simulation.look(Place::new(USER, PORTAL), DeviceId::FIRST);
    let wording = policy.texts.find("New Passcode: {passcode}");
    assert_eq!(view.passcode, ShownPasscode::Shown { passcode, superseded: true, wording });
    assert_eq!(simulation.breach(), None);
}

#[test]
fn a_portal_for_the_device_alone_refuses_other_browsers() {
    let policy = changed("open_to: any browser", "open_to: the device itself");
    let mut simulation = world(&policy, "Android", "standalone");
    let answer = simulation.act(&act(USER, PORTAL, sign_in()));
    assert_eq!(answer.map_err(|refusal| refusal.name()), Err("it is not allowed"));
}

/// Nothing about a platform is written in Rust: one that no one has heard of needs only its row.
#[test]
fn a_platform_that_the_code_has_never_heard_of_works_from_yaml_alone() {
    let row = "
  - platform: Sailfish OS 4
    management: [standalone]
    effect: replaced
    passcode: { alphabet: numeric, length: 9, generated_by: server }
    visible:
      - { at: the Company Portal website, to: the end user, when: always }
    on_device: { as: message, says: Ahoy }
    evidence: assumed
    clauses: []
";
    let policy =
        Policy::parse("sailfish.yaml", &(policy_text(INTUNE) + row.trim_start_matches('\n')))
            .unwrap();
    let policy = Arc::new(policy);
    let mut simulation = world(&policy, "Sailfish OS 4", "standalone");
    reset_in_portal(&mut simulation);
    let passcode = shown(&simulation, USER, PORTAL).unwrap();
    assert_eq!(passcode.shape().to_string(), "numeric, 9");
    let view = simulation.look(Place::new(USER, DEVICE), DeviceId::FIRST);
    assert_eq!(view.notice.map(|notice| policy.text(notice.says)), Some("Ahoy"));
    let entered = simulation.act(&act(USER, DEVICE, UserAction::EnterPasscode(passcode)));
    assert_eq!(entered, Ok(()));
}

/// …and features about it need no Rust either.
#[test]
fn scenarios_about_an_unheard_of_platform_are_run() {
    let row = "
  - platform: Sailfish OS 4
    management: [hybrid]
    effect: unchanged
    evidence: assumed
    clauses: []
";
    let policy =
        Policy::parse("sailfish.yaml", &(policy_text(INTUNE) + row.trim_start_matches('\n')))
            .unwrap();
    let feature = "\
@policy:intune-2015-12
Feature: Sailfish
  Scenario: Nothing happens
    Given a Sailfish OS 4 device managed by Intune hybrid
    When the end user resets the passcode in the Company Portal website
    Then the old passcode still unlocks the device
";
    let features = [("sailfish.feature".to_owned(), feature.to_owned())];
    let records = support::run(&features, &[Arc::new(policy)], 1);
    let judgement = passgate::internals::conformance::judge_run(&records);
    assert_eq!(judgement.worst(), passgate::internals::conformance::Verdict::Conforms);
}

/// A run in which an invariant never matters would say nothing about it.
#[test]
fn the_bundled_worlds_reach_what_the_invariants_are_about() {
    let mut simulation = world(&policy(INTUNE), "Android", "hybrid");
    reset_in_portal(&mut simulation);
    all(&mut simulation, &[act(ADMINISTRATOR, CONSOLE, UserAction::SelectReset)]);
    let refused = simulation.act(&act(ADMINISTRATOR, CONSOLE, UserAction::SelectReset));
    assert!(refused.is_err());
    let unreached: Vec<&str> = Invariant::ALL
        .iter()
        .filter(|invariant| !simulation.reached(**invariant))
        .map(|invariant| invariant.name())
        .collect();
    // A command arrives twice only under faults.
    assert_eq!(unreached, [Invariant::AppliedOnce.name()]);
}
