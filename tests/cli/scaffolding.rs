//! `passgate scaffold` from outside: what it writes runs, passes, covers every row, and notices changes.

use crate::folder::{Folder, approved};
use crate::support::policy_text;

/// A policy of unusual platforms, texts and times.
const LOCKERS: &str = include_str!("../../fixtures/cli/lockers.yaml");

/// What their portal asks for.
const FLOW: &str = "    reset:
      - sign in again: { asks: sign out and sign in again, within: 30 seconds, limit: exclusive, measured_from: request }
      - confirm: { asks: reset the passcode }
";

/// A text with some of its values changed.
#[track_caller]
fn changed(text: &str, changes: &[(&str, &str)]) -> String {
    let mut changed = text.to_owned();
    for (from, to) in changes {
        assert!(changed.contains(from), "{from}");
        changed = changed.replace(from, to);
    }
    changed
}

/// Policies that differ in how one resets, where, and who sees what of it.
fn policies() -> Vec<(&'static str, String)> {
    let lockers = |changes: &[_]| changed(LOCKERS, changes);
    let intune = policy_text("intune-2015-12");
    let on_phone = ("open_to: any browser", "open_to: the device itself");
    let closed = [(FLOW, ""), ("    says: { no_reset", "    reset: []\n    says: { no_reset")];
    let quoted = ("succeeded: All done", "succeeded: 'say \"please\"'");
    let waits = ("offline_device: fails", "offline_device: waits");
    let instant = ("within: 30 seconds", "within: 1 millisecond");
    let days = [("within: 30 seconds", "within: 3 days"), ("exclusive", "inclusive")];
    let lenient = ("otherwise: apps_blocked", "otherwise: nothing");
    let slow = ("completes_within: 90 seconds", "completes_within: 2 days");
    let phone = ("open_to: any browser #", "open_to: the device itself #");
    vec![
        ("intune-2015-12", intune.clone()),
        ("intune-2015-10", policy_text("intune-2015-10")),
        ("lockers", LOCKERS.to_owned()),
        ("on the device", lockers(&[on_phone, waits])),
        ("closed", lockers(&[closed[0], closed[1], ("by_administrator", "any")])),
        ("quotes", lockers(&[quoted, ("Choose a new code", "“Choose”"), instant])),
        ("slow", lockers(&[slow, lenient, days[0], days[1]])),
        ("intune on the phone", changed(&intune, &[phone])),
    ]
}

/// A folder whose only features were written from `policy`.
#[track_caller]
fn scaffolded(policy: &str) -> Folder {
    let folder = Folder::empty().and("mine.yaml", policy);
    let printed = folder.run(&["scaffold", "--policy", "mine.yaml", "-o", "features/mine.feature"]);
    assert_eq!((printed.code, printed.stderr.as_str()), (Some(0), ""), "{}", printed.stdout);
    folder
}

#[test]
fn what_is_written_runs_passes_and_covers_every_row() {
    for (name, policy) in policies() {
        let folder = scaffolded(&policy);
        for seed in ["1", "77"] {
            let printed = folder.run(&["run", "--policy", "mine.yaml", "--seed", seed]);
            let (stdout, stderr) = (&printed.stdout, &printed.stderr);
            assert_eq!(printed.code, Some(0), "{name}: {stdout}{stderr}");
            assert!(!stdout.contains('✘'), "{name}: {stdout}{stderr}");
            assert!(stdout.contains("scenarios conform"), "{name}: {stdout}{stderr}");
            assert!(!stdout.contains("no scenario"), "{name}: {stdout}{stderr}");
        }
        let printed = folder.run(&["fmt", "--check"]);
        assert_eq!(printed.code, Some(0), "{name}: {}", printed.stdout);
        let again = folder.run(&["scaffold", "--policy", "mine.yaml"]);
        assert!(!again.stdout.contains("Scenario:"), "{name}: {}", again.stdout);
    }
}

#[test]
fn every_clause_that_is_tagged_is_covered() {
    for (name, policy) in policies().into_iter().take(3) {
        let folder = scaffolded(&policy);
        let written = folder.read("features/mine.feature");
        let printed = folder.run(&["coverage", "--policy", "mine.yaml", "--width", "400"]);
        let (_, summary) = printed.stdout.rsplit_once(" clauses · ").unwrap();
        let (_, list) = summary.split_once('\n').unwrap();
        for clause in list.split("without a scenario").next().unwrap().lines().skip(2) {
            let tag = format!("@clause:{}", clause.trim());
            let shown = ["portal-asks-to-sign-in-again", "portal-cancel-sends-nothing"];
            let said = shown.contains(&clause.trim()) || clause.trim().is_empty();
            assert!(said || !written.contains(&tag), "{name}: {clause}: {summary}");
        }
        assert!(!summary.contains("never reached"), "{name}: {summary}");
    }
}

#[test]
fn a_changed_value_makes_something_fail() {
    let folder = scaffolded(LOCKERS);
    for (from, to) in [
        ("length: 5", "length: 6"),
        ("0123456789ABCDEFGHIJ", ""),
        ("alphabet: numeric", "alphabet: alphanumeric"),
        ("within: 30 seconds", "within: 31 seconds"),
        ("limit: exclusive, measured", "limit: inclusive, measured"),
        ("measured_from: request", "measured_from: sign_out"),
        ("set_passcode_within: 24 hours", "set_passcode_within: 23 hours"),
        ("All done", "Finished"),
        ("Please wait", "Wait"),
        ("Please keep waiting", "Wait"),
        ("That did not work", "No"),
        ("by_administrator", "any"),
        ("Choose a new code", "Choose"),
        ("never reset", "none"),
        ("removed_passcode: gone", "removed_passcode: none"),
        ("offline_device: fails", "offline_device: waits"),
        ("effect: unchanged", "effect: removed"),
        ("when: always", "when: { reset_before: any }"),
        ("    says: { no_reset", "    reset: []\n    says: { no_reset"),
        ("for: [the end user, another end user]", "for: [the end user]"),
        ("any browser", "the device itself"),
    ] {
        folder.write("other.yaml", changed(LOCKERS, &[(from, to)]));
        let printed = folder.run(&["run", "--policy", "other.yaml"]);
        assert!(printed.stdout.contains('✘'), "nothing notices {from} → {to}: {}", printed.stdout);
    }
}

#[test]
fn a_newer_reset_is_written_where_it_can_be_said() {
    let to_everyone =
        ("when: { reset_before: by_administrator }", "when: { reset_by: the administrator }");
    let marked = changed(LOCKERS, &[to_everyone]);
    let hidden = changed(&marked, &[("superseded: marked", "superseded: hidden")]);
    let folder = scaffolded(&hidden);
    assert!(folder.read("features/mine.feature").contains("a newer reset hides the passcode"));
    assert!(!folder.run(&["run", "--policy", "mine.yaml"]).stdout.contains('✘'));
    folder.write("other.yaml", marked);
    assert!(folder.run(&["run", "--policy", "other.yaml"]).stdout.contains('✘'));
}

/// Several expectations speak of it, and a changed value makes only the console's offer fail.
#[test]
fn a_clause_is_not_covered_by_what_no_value_changes() {
    let written = scaffolded(LOCKERS).read("features/mine.feature");
    let tagged: Vec<&str> =
        written.split("\n\n").filter(|one| one.contains("@clause:depot-reset")).collect();
    assert_eq!(tagged.len(), 1, "{tagged:?}");
    assert!(tagged[0].contains("is offered Reset Passcode in the ConfigMgr console"));
}

#[test]
fn the_scenarios_of_a_strange_policy_are_as_approved() {
    approved("scaffold-lockers", &scaffolded(LOCKERS).read("features/mine.feature"));
}

#[test]
fn only_what_is_missing_is_written() {
    let folder = Folder::empty().and("mine.yaml", LOCKERS).and(
        "features/mine.feature",
        "@policy:lockers\nFeature: f\n  @clause:locker-removed @clause:locker-a-day\n  Scenario: s\n    \
         Given a Locker device managed by Intune standalone\n    Then the device has a passcode\n",
    );
    let printed = folder.run(&["scaffold", "--policy", "mine.yaml"]);
    assert_eq!(printed.code, Some(0));
    assert!(!printed.stdout.contains("Locker, standalone: what happens"), "{}", printed.stdout);
    assert!(
        printed.stdout.contains("Scenario: Locker, hybrid: what happens"),
        "{}",
        printed.stdout
    );
    let row = folder.run(&["scaffold", "--policy", "mine.yaml", "--row", "Locker/standalone"]);
    assert!(row.stdout.contains("Scenario: Locker, standalone: what happens"), "{}", row.stdout);
    assert!(!row.stdout.contains("hybrid"), "{}", row.stdout);
    let both = folder.run(&["scaffold", "--policy", "mine.yaml", "--row", "Locker"]);
    assert!(both.stdout.contains("Scenario: Locker, hybrid: what happens"), "{}", both.stdout);
    // The file that a shell has made for the output is no feature yet.
    folder.write("features/new.feature", "");
    assert_eq!(folder.run(&["scaffold", "--policy", "mine.yaml"]), printed);
}

#[test]
fn what_cannot_be_scaffolded_is_reported_and_nothing_is_written() {
    let folder = Folder::empty().and("mine.yaml", LOCKERS).and("there.feature", "Feature: mine\n");
    let before = folder.content();
    let check = |name: &str, arguments: &[&str], code| {
        let printed = folder.run(&[&["scaffold", "--policy", "mine.yaml"], arguments].concat());
        assert_eq!(printed.code, Some(code), "{}{}", printed.stdout, printed.stderr);
        approved(name, &printed.all());
        assert_eq!(folder.content(), before, "something was written");
    };
    check("scaffold-unknown-row", &["--row", "locker/hybird", "--row", "Toaster"], 2);
    check("scaffold-exists", &["-o", "there.feature"], 3);
    check("scaffold-in-a-file", &["-o", "there.feature/mine.feature"], 3);
    assert_eq!(folder.run(&["scaffold", "--policy", "lokers"]).code, Some(3));
    let broken = Folder::empty().and("features/a.feature", "Scenaro: s\n");
    assert_eq!(broken.run(&["scaffold", "--policy", "intune-2015-12"]).code, Some(3));
}
