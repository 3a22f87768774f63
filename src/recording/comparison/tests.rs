//! What counts as a change from one run to another, and in which order changes are listed.

use super::*;
use crate::language::scenarios_of_tests::scenario;
use crate::policy::samples::{changed, key, plain};
use crate::recording::ends::{Header, PolicyDocument};
use crate::recording::making::FinishedScenario;
use crate::recording::tables::{NotCompared, TableComparison};
use crate::run::record::Job;
use crate::run::single::run_single;

const RESETS: &str = "\
Given a Digits device managed by Plain joint
When the clerk resets the passcode in the desk
Then the clerk sees a new numeric passcode in the desk
And the device is locked";

const LOCKED: &str = "Given a Digits device managed by Plain joint\nThen the device is locked";

/// A case of a scenario in which the clerk resets a passcode.
fn case(policy: &Arc<Policy>, place: (&str, usize), name: &str, verdict: Verdict) -> Case {
    case_of(policy, RESETS, place, name, verdict)
}

fn case_of(
    policy: &Arc<Policy>,
    steps: &str,
    (path, line): (&str, usize),
    name: &str,
    verdict: Verdict,
) -> Case {
    let record = run_single(Job::new(scenario(policy, steps), Arc::clone(policy), 1));
    let (waiver, attempts) = (None, Vec::new());
    let made =
        Case::new(FinishedScenario { position: 0, record, verdict, seed: 1, waiver, attempts });
    Case { path: path.into(), line, name: name.into(), ..made }
}

/// A run that did not reach its end.
fn recording(policies: &[&Arc<Policy>], cases: Vec<Case>) -> Recording {
    let mut recording = Recording::new(Header { target: "simulation".into(), ..Header::default() });
    for policy in policies {
        recording.add_policy(PolicyDocument::default(), Arc::clone(policy));
    }
    for (position, case) in cases.into_iter().enumerate() {
        recording.cases.push(Case { position, ..case });
    }
    recording
}

/// A run of scenarios without steps, each on a line of its own.
fn verdicts(cases: &[(&str, usize, &str, Verdict)]) -> Recording {
    let policy = plain();
    let one = |(path, line, name, verdict): &(&str, usize, &str, Verdict)| {
        case_of(&policy, LOCKED, (path, *line), name, *verdict)
    };
    let mut recording = recording(&[&policy], cases.iter().map(one).collect());
    // What was observed is not what these tests are about.
    recording.cases.iter_mut().for_each(|case| case.journal = crate::journal::Journal::default());
    recording
}

fn names(changed: &[ChangedVerdict]) -> Vec<&str> {
    changed.iter().map(|one| &*one.name).collect()
}

use Verdict::{Conforms, Fails, Undefined, Waived};

#[test]
fn every_scenario_is_listed_under_what_became_of_it() {
    let before = verdicts(&[
        ("a.feature", 1, "breaks", Conforms),
        ("a.feature", 2, "is fixed", Undefined),
        ("a.feature", 3, "fails otherwise", Undefined),
        ("a.feature", 4, "still fails", Fails),
        ("a.feature", 5, "needs no waiver any more", Waived),
        ("a.feature", 6, "still conforms", Conforms),
        ("a.feature", 7, "is gone", Conforms),
    ]);
    let after = verdicts(&[
        ("a.feature", 11, "breaks", Fails),
        ("a.feature", 12, "is fixed", Conforms),
        ("a.feature", 13, "fails otherwise", Fails),
        ("a.feature", 14, "still fails", Fails),
        ("a.feature", 15, "needs no waiver any more", Conforms),
        ("a.feature", 16, "still conforms", Conforms),
        ("a.feature", 17, "is new", Fails),
    ]);
    let changes = Changes::between(&before, &after);
    assert_eq!(names(&changes.newly_broken), ["breaks"]);
    assert_eq!(names(&changes.fixed), ["is fixed"]);
    assert_eq!(names(&changes.still_broken), ["fails otherwise", "still fails"]);
    assert_eq!(names(&changes.changed), ["needs no waiver any more"]);
    assert_eq!(names(&changes.new), ["is new"]);
    assert_eq!(names(&changes.gone), ["is gone"]);
    assert_eq!((&changes.systems, changes.rows.is_empty()), (&None, true));
    let [broken] = &changes.newly_broken[..] else { panic!() };
    assert_eq!((broken.from, broken.to), (Some(Conforms), Some(Fails)));
    assert_eq!((&*broken.place(), &*broken.policy), ("a.feature:11", "plain"));
    let ends: Vec<_> = [&changes.new, &changes.gone].map(|list| (list[0].from, list[0].to)).into();
    assert_eq!(ends, [(None, Some(Fails)), (Some(Conforms), None)]);
    assert_eq!(changes.gone[0].place(), "a.feature:7");
}

/// The changes of one scenario.
fn change(from: Option<Verdict>, to: Option<Verdict>) -> Changes {
    let run = |verdict: Option<Verdict>| {
        let cases: Vec<_> = verdict.map(|it| ("a.feature", 1, "S", it)).into_iter().collect();
        verdicts(&cases)
    };
    Changes::between(&run(from), &run(to))
}

#[test]
fn nothing_has_changed_if_every_verdict_and_every_row_is_what_it_was() {
    for same in [None, Some(Conforms), Some(Waived), Some(Fails)] {
        assert!(change(same, same).is_empty(), "{same:?}");
    }
    for (from, to) in [
        (Some(Conforms), Some(Fails)),
        (Some(Fails), Some(Conforms)),
        (Some(Fails), Some(Undefined)),
        (Some(Waived), Some(Conforms)),
        (None, Some(Conforms)),
        (Some(Conforms), None),
    ] {
        assert!(!change(from, to).is_empty(), "{from:?} to {to:?}");
    }
}

#[test]
fn changes_are_in_the_order_of_the_later_run_and_what_is_gone_by_its_place() {
    let names_by_line = |verdict, gone: &[(&'static str, usize, &'static str, Verdict)]| {
        let both = [
            ("z.feature", 9, "b", verdict),
            ("z.feature", 30, "a", verdict),
            ("a.feature", 5, "c", verdict),
        ];
        verdicts(&both.iter().chain(gone).copied().collect::<Vec<_>>())
    };
    let gone = [("b.feature", 40, "d", Conforms), ("b.feature", 3, "e", Conforms)];
    let changes = Changes::between(&names_by_line(Conforms, &gone), &names_by_line(Fails, &[]));
    assert_eq!(names(&changes.newly_broken), ["b", "a", "c"]);
    assert_eq!(names(&changes.gone), ["e", "d"]);
}

#[test]
fn scenarios_of_one_name_are_known_by_their_order() {
    let run = |first, second, third| {
        let named = |line, verdict| ("a.feature", line, "S", verdict);
        verdicts(&[named(3, first), named(9, second), named(12, third)])
    };
    let changes =
        Changes::between(&run(Conforms, Fails, Conforms), &run(Fails, Conforms, Conforms));
    let lines = |list: &[ChangedVerdict]| list.iter().map(|one| one.line).collect::<Vec<_>>();
    assert_eq!((lines(&changes.newly_broken), lines(&changes.fixed)), (vec![3], vec![9]));
    assert!(changes.new.is_empty() && changes.gone.is_empty() && changes.changed.is_empty());
}

#[test]
fn why_a_scenario_fails_is_said_where_two_systems_are_compared() {
    let policy = hidden_from_the_clerk();
    let run = |target: &str, verdict| {
        let mut run = recording(&[&policy], vec![case(&policy, ("a.feature", 1), "S", verdict)]);
        run.header.target = target.into();
        run
    };
    let (ours, theirs) = (run("simulation", Conforms), run("theirs", Fails));
    let changes = Changes::between(&ours, &theirs);
    assert_eq!(changes.systems, Some(("simulation".into(), "theirs".into())));
    let why = changes.newly_broken[0].why.as_ref().unwrap();
    assert_eq!(why.step(), Some(2));
    let changes = Changes::between(&ours, &run("simulation", Fails));
    assert_eq!((&changes.systems, &changes.newly_broken[0].why), (&None, &None));
}

/// The policy, with a passcode that the clerk does not see after a first reset.
fn hidden_from_the_clerk() -> Arc<Policy> {
    let shown = "      - { at: the desk, to: the clerk, when: { reset_by: the clerk } }
      - { at: the desk, to: the clerk, when: { reset_before: any } }\n";
    let hidden = "      - { at: the desk, to: the clerk, when: { reset_before: any } }\n";
    changed(shown, hidden)
}

fn in_console(row: Option<&ObservedRow>) -> Option<Found> {
    let (surface, found) = row?.surfaces.iter().find(|(surface, _)| &**surface == "the desk")?;
    let [(who, found)] = &found[..] else { panic!("{surface}: {found:?}") };
    assert_eq!(who.iter().map(|name| &**name).collect::<Vec<_>>(), ["the clerk"]);
    Some(*found)
}

#[test]
fn a_row_has_changed_if_something_else_was_observed() {
    let run = |policy| recording(&[policy], vec![case(policy, ("a.feature", 1), "S", Conforms)]);
    let (shown, hidden) = (plain(), hidden_from_the_clerk());
    let (before, after) = (run(&shown), run(&hidden));
    assert_eq!(Changes::between(&before, &before).rows, []);
    let changes = Changes::between(&before, &after);
    assert!(!changes.is_empty());
    let [row] = &changes.rows[..] else { panic!("{:?}", changes.rows) };
    assert_eq!((&row.key, row.outcome), (&key("Digits", "joint"), ResetOutcome::Done));
    assert_eq!(in_console(row.before.as_ref()), Some(Found::InConsole(Sees::Passcode)));
    assert_eq!(in_console(row.after.as_ref()), Some(Found::InConsole(Sees::Nothing)));
    let seen = |row: Option<&ObservedRow>| {
        let [visible] = &row.unwrap().visibility[..] else { panic!() };
        assert_eq!(visible.by.as_deref(), Some("the clerk"));
        let desk = ("the clerk".into(), "the desk".into());
        visible.places.iter().find(|(place, _)| *place == desk).unwrap().1
    };
    assert_eq!(seen(row.before.as_ref()), Sees::Passcode);
    assert_eq!(seen(row.after.as_ref()), Sees::Nothing);
}

#[test]
fn a_row_that_only_one_run_observed_has_changed() {
    let policy = plain();
    let gone = RESETS.replace("Digits", "Gone");
    let run = |steps| {
        recording(&[&policy], vec![case_of(&policy, steps, ("a.feature", 1), "S", Conforms)])
    };
    let changes = Changes::between(&run(RESETS), &run(&gone));
    let rows: Vec<(&str, bool, bool)> = changes
        .rows
        .iter()
        .map(|row| (row.key.platform(), row.before.is_some(), row.after.is_some()))
        .collect();
    assert_eq!(rows, [("Gone", false, true), ("Digits", true, false)]);
}

#[test]
fn rows_that_no_scenario_reached_are_in_no_run() {
    let policy = plain();
    let partial = recording(&[&policy], vec![case(&policy, ("a.feature", 1), "S", Conforms)]);
    let mut whole = partial.clone();
    whole.header.complete = true;
    let tables = TableComparison::NotCompared(NotCompared::Approval);
    whole.footer = Some(whole.ended(tables));
    assert!(whole.is_whole() && !partial.is_whole());
    assert_eq!(Changes::between(&whole, &partial).rows, []);
}

/// The policy under another name, with a passcode that the clerk does not see after a first reset.
fn renamed(id: &str) -> Arc<Policy> {
    let mut policy = Policy::clone(&hidden_from_the_clerk());
    policy.id = id.into();
    Arc::new(policy)
}

/// The policies that each changed row is of, before and after.
fn policies(changes: &Changes) -> Vec<(Option<&str>, Option<&str>)> {
    let rows = changes.rows.iter();
    rows.map(|row| (row.policy_before.as_deref(), row.policy_after.as_deref())).collect()
}

#[test]
fn a_policy_that_is_gone_is_compared_with_the_one_that_most_of_its_scenarios_have_now() {
    let (old, most, fewest) = (plain(), renamed("a"), renamed("b"));
    let run = |policies: [&Arc<Policy>; 3]| {
        let cases = policies.iter().zip(["one", "two", "three"]);
        let cases = cases.map(|(policy, name)| case(policy, ("a.feature", 1), name, Conforms));
        let mut known: Vec<&Arc<Policy>> = Vec::new();
        for policy in policies {
            if !known.iter().any(|other| other.id == policy.id) {
                known.push(policy);
            }
        }
        recording(&known, cases.collect())
    };
    let changes = Changes::between(&run([&old, &old, &old]), &run([&most, &most, &fewest]));
    assert_eq!(policies(&changes), [(Some("plain"), Some("a")), (None, Some("b"))]);
    // What is there in both runs is compared with itself, wherever its scenarios went.
    let changes = Changes::between(&run([&old, &old, &old]), &run([&most, &most, &old]));
    assert_eq!(policies(&changes), [(None, Some("a"))]);
}

#[test]
fn a_policy_is_compared_with_itself_even_if_no_scenario_is_in_both_runs() {
    let run =
        |policy, name| recording(&[policy], vec![case(policy, ("a.feature", 1), name, Conforms)]);
    let changes = Changes::between(&run(&plain(), "one"), &run(&hidden_from_the_clerk(), "two"));
    assert_eq!(policies(&changes), [(Some("plain"), Some("plain"))]);
}
