//! Runs with waivers, through the binary: what is waived, what is stale, what has expired, and the exit codes.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::Path;
use std::process::Command;

use insta::{Settings, assert_snapshot};
use tempfile::TempDir;

const FEATURE: &str = "\
@policy:intune-2015-12
Feature: Android
  Background:
    Given an Android device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website

  @clause:android-alphanumeric-in-portal
  Scenario: The end user sees digits
    Then the end user sees a new numeric passcode in the Company Portal website

  @clause:android-alphanumeric-in-portal
  Scenario: The end user sees letters and digits
    Then the end user sees a new alphanumeric passcode in the Company Portal website

  Scenario: The portal asks a riddle
    Then the portal asks a riddle
";

const DIGITS: &str = "scenario: The end user sees digits";
const LETTERS: &str = "scenario: The end user sees letters and digits";
const RIDDLE: &str = "scenario: The portal asks a riddle";
const CLAUSE: &str = "clause: android-alphanumeric-in-portal";

/// The results of a run.
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// A folder with the feature and waivers of these subjects, which hold to the end of January 2027.
fn folder(subjects: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("features")).unwrap();
    fs::write(folder.path().join("features/android.feature"), FEATURE).unwrap();
    waive(folder.path(), subjects);
    folder
}

fn waive(folder: &Path, subjects: &[&str]) {
    let mut text = "schema: 1\nwaivers:\n".to_owned();
    for subject in subjects {
        text += &format!("  - {subject}\n    reason: the vendor fixes it in the January update\n");
        text += "    owner: Ana Silva\n    ticket: PASS-7\n    expires: 2027-01-31\n";
    }
    fs::write(folder.join("passgate.yaml"), text).unwrap();
}

fn run(folder: &TempDir, arguments: &[&str]) -> Ran {
    run_on("2027-01-31", folder, arguments)
}

fn run_on(day: &str, folder: &TempDir, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_passgate"))
        .current_dir(folder.path())
        .args(arguments)
        .env_clear()
        .env("PASSGATE_TODAY", day)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Everything that a run says, but its tables: other tests hold those.
fn report(ran: &Ran) -> String {
    let table = |line: &str| line.starts_with(['╭', '│', '├', '╰', '¹']);
    let lines: Vec<&str> = ran.stdout.lines().filter(|line| !table(line)).collect();
    format!("{}\n{}exit code {}\n", lines.join("\n"), ran.stderr, ran.code.unwrap())
}

fn settings() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../snapshots/waivers");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn what_is_waived_is_reported_in_short_and_conforms() {
    let folder = folder(&[DIGITS, RIDDLE]);
    let ran = run(&folder, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    settings().bind(|| assert_snapshot!("waived", report(&ran)));
    assert!(ran.stdout.contains("waived, conforms"), "the table is silent:\n{}", ran.stdout);
}

#[test]
fn without_its_waiver_the_same_run_does_not_conform() {
    let folder = folder(&[DIGITS]);
    assert_eq!(run(&folder, &[]).code, Some(1));
    fs::remove_file(folder.path().join("passgate.yaml")).unwrap();
    assert_eq!(run(&folder, &["-n", "digits$"]).code, Some(1));
}

#[test]
fn a_waiver_of_what_conforms_again_is_stale() {
    let folder = folder(&[DIGITS, LETTERS, RIDDLE]);
    let ran = run(&folder, &[]);
    assert_eq!(ran.code, Some(1));
    settings().bind(|| assert_snapshot!("stale", report(&ran)));
}

#[test]
fn an_expired_waiver_waives_nothing() {
    let folder = folder(&[DIGITS, LETTERS, RIDDLE]);
    let ran = run_on("2027-02-01", &folder, &[]);
    assert_eq!(ran.code, Some(1));
    settings().bind(|| assert_snapshot!("expired", report(&ran)));
}

/// The waived clause is cited by a scenario that fails and one that conforms.
#[test]
fn the_waiver_of_a_clause_holds_until_all_that_cite_it_conform() {
    let folder = folder(&[CLAUSE, RIDDLE]);
    assert_eq!(run(&folder, &[]).code, Some(0));
    let fixed = FEATURE.replace("a new numeric", "a new alphanumeric");
    fs::write(folder.path().join("features/android.feature"), fixed).unwrap();
    let ran = run(&folder, &[]);
    assert_eq!(ran.code, Some(1));
    settings().bind(|| assert_snapshot!("stale-clause", report(&ran)));
}

#[test]
fn a_clause_that_no_scenario_cites_has_nothing_to_waive() {
    let folder = folder(&["clause: ios-passcode-removed", DIGITS, RIDDLE]);
    let ran = run(&folder, &[]);
    assert_eq!(ran.code, Some(1));
    settings().bind(|| assert_snapshot!("stale-nowhere-cited", report(&ran)));
    assert_eq!(run(&folder, &["-n", "digits"]).code, Some(0));
}

#[test]
fn waivers_about_scenarios_that_are_not_selected_say_nothing() {
    let folder = folder(&[DIGITS, LETTERS, CLAUSE]);
    for day in ["2027-01-31", "2027-02-01"] {
        let ran = run_on(day, &folder, &["-n", "riddle"]);
        assert!(!ran.stdout.contains("a waiver"), "{day}: {}", ran.stdout);
    }
    // Of the two scenarios that cite the clause, the one that conforms is run.
    waive(folder.path(), &[CLAUSE]);
    for selection in [["-n", "letters"], ["run", "features/android.feature:12"]] {
        assert_eq!(run(&folder, &selection).code, Some(0), "{selection:?}");
    }
    // …and here all that cite it in the one feature that is read.
    let (here, elsewhere) = FEATURE.split_once("\n\n  @clause").unwrap();
    let (fails, conforms) = elsewhere.split_once("\n\n").unwrap();
    let features = folder.path().join("features");
    fs::write(features.join("fails.feature"), format!("{here}\n\n  @clause{fails}\n")).unwrap();
    fs::write(features.join("conforms.feature"), format!("{here}\n\n{conforms}")).unwrap();
    let selection = ["run", "features/conforms.feature", "-n", "letters"];
    assert_eq!(run(&folder, &selection).code, Some(0));
    // The very scenario that a waiver names is run, and conforms.
    waive(folder.path(), &[LETTERS]);
    for selection in [["-n", "letters"], ["run", "features/android.feature:12"]] {
        assert_eq!(run(&folder, &selection).code, Some(1), "{selection:?}");
    }
}

#[test]
fn a_waived_failure_does_not_end_a_run_that_ends_at_the_first_failure() {
    let folder = folder(&[DIGITS, RIDDLE]);
    let ran = run(&folder, &["--fail-fast", "-j", "1"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stdout);
    assert!(ran.stdout.contains("W.W 3"), "{}", ran.stdout);
}

#[test]
fn what_is_waived_can_be_approved_and_a_stale_waiver_cannot() {
    let folder = folder(&[DIGITS, RIDDLE]);
    let snapshot = folder.path().join("snapshots/intune-2015-12/behaviour.snap");
    let approved = run(&folder, &["approve"]);
    assert_eq!(approved.code, Some(0), "{}", approved.stderr);
    assert!(fs::read_to_string(&snapshot).unwrap().contains("waived, conforms"));
    assert_eq!(run(&folder, &[]).code, Some(0));
    waive(folder.path(), &[DIGITS, LETTERS, RIDDLE]);
    assert_eq!(run(&folder, &["approve"]).code, Some(1));
}

#[test]
fn a_wrong_configuration_ends_the_run_before_anything_is_run() {
    let unknown = folder(&["scenario: The end user sees digit"]);
    let ran = run(&unknown, &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), ""));
    assert!(ran.stderr.contains("did you mean `The end user sees digits`?"), "{}", ran.stderr);
    let wrong = folder(&["clause: no-such-clause"]);
    assert_eq!(run(&wrong, &[]).code, Some(3));
    fs::write(wrong.path().join("passgate.yaml"), "schema: 7\n").unwrap();
    assert_eq!(run(&wrong, &["approve"]).code, Some(3));
}

#[test]
fn the_configuration_and_the_day_can_be_named() {
    let folder = folder(&[DIGITS, RIDDLE]);
    fs::rename(folder.path().join("passgate.yaml"), folder.path().join("agreed.yaml")).unwrap();
    assert_eq!(run(&folder, &[]).code, Some(1));
    assert_eq!(run(&folder, &["-c", "agreed.yaml"]).code, Some(0));
    let later = run(&folder, &["-c", "agreed.yaml", "--today", "2027-02-01"]);
    assert_eq!(later.code, Some(1));
    let missing = run(&folder, &["-c", "missing.yaml"]);
    assert_eq!(missing.code, Some(3));
    assert!(missing.stderr.contains("there is no `missing.yaml`"), "{}", missing.stderr);
    let nonsense = run(&folder, &["--today", "2027-02-30"]);
    assert_eq!(nonsense.code, Some(2));
    assert!(nonsense.stderr.contains("February 2027 has the days 01 to 28"), "{}", nonsense.stderr);
}
