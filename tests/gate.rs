//! The bundled suite passes the gate, and a suite that would notice little fails it.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// A suite that would not notice much.
const LITTLE: &str = "\
@policy:intune-2015-12
Feature: Too little
  Scenario: A reset
    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the device has no passcode
";

/// What the gate prints in a folder, and its exit code.
fn gate(folder: &Path) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_passgate"))
        .args(["gate", "--seeds", "3", "--depth", "4"])
        .current_dir(folder)
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

fn names(text: &str, mark: &str) -> Vec<String> {
    let part = |line: &str| {
        line.strip_prefix(mark).and_then(|rest| rest.split_whitespace().next().map(str::to_owned))
    };
    text.lines().filter_map(part).collect()
}

#[test]
fn the_bundled_suite_passes_the_gate() {
    let (text, exit) = gate(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert_eq!(exit, Some(0), "{text}");
    let parts = ["run", "inputs", "twice", "coverage", "mutate", "benign", "hostile", "explore"];
    assert_eq!(names(&text, "✔ "), parts, "{text}");
    assert!(text.ends_with("the gate passed: 8 parts\n"), "{text}");
}

#[test]
fn a_suite_that_would_notice_little_fails_the_gate() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("features")).unwrap();
    fs::write(folder.path().join("features/little.feature"), LITTLE).unwrap();
    let (text, exit) = gate(folder.path());
    assert_eq!(exit, Some(1), "{text}");
    assert_eq!(names(&text, "✘ "), ["inputs", "coverage", "mutate"], "{text}");
    let last = "the gate failed in 3 of 8 parts: inputs, coverage, mutate\n";
    assert!(text.ends_with(last), "{text}");
}

/// While the scenarios themselves fail, the other parts would only repeat it.
#[test]
fn a_failing_scenario_ends_the_gate_at_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("features")).unwrap();
    let feature = "\
@policy:intune-2015-12
Feature: Wrong
  Scenario: A reset
    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the device has a passcode
";
    fs::write(folder.path().join("features/wrong.feature"), feature).unwrap();
    let (text, exit) = gate(folder.path());
    assert_eq!(exit, Some(1), "{text}");
    assert_eq!(names(&text, "✘ "), ["run", "A", "inputs"], "{text}");
}

/// What a project has agreed on moves the gate: thresholds let a part pass, an expired waiver fails one.
#[test]
fn the_thresholds_and_waivers_of_a_project_move_the_gate() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("features/little.feature", LITTLE);
    write("passgate.yaml", "schema: 1\ngate: { survivors_max: 1000 }\n");
    let (text, exit) = gate(folder.path());
    assert_eq!(
        (names(&text, "✘ "), exit),
        (vec!["inputs".to_owned(), "coverage".to_owned()], Some(1)),
        "{text}"
    );
    write("features/fails.feature", &LITTLE.replace("has no passcode", "has a passcode"));
    let waiver = "schema: 1\nwaivers:\n  - scenario: A reset\n    feature: features/fails.feature\n    \
                  reason: known\n    owner: Ana\n    ticket: T-1\n    expires: ";
    write("passgate.yaml", &format!("{waiver}9999-12-31\n"));
    let (text, _) = gate(folder.path());
    assert!(names(&text, "✔ ").contains(&"run".to_owned()), "{text}");
    write("passgate.yaml", &format!("{waiver}2020-01-01\n"));
    let (text, exit) = gate(folder.path());
    assert_eq!(exit, Some(1));
    assert!(text.contains("1 waiver has expired"), "{text}");
    assert!(text.ends_with("the gate failed in 2 of 8 parts: run, inputs\n"), "{text}");
}

/// The record of a gate holds what was found out about the scenarios, so that a report can show it.
#[test]
fn the_gate_records_coverage_and_mutation() {
    let folder = tempfile::tempdir().unwrap();
    let arguments =
        ["gate", "--bundled", "--seeds", "1", "--depth", "4", "-f", "record:run.ndjson"];
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
        command.args(arguments).current_dir(folder.path()).output().unwrap().status.code()
    };
    assert_eq!(run(&arguments), Some(0));
    let text = fs::read(folder.path().join("run.ndjson")).unwrap();
    let recording = passgate::internals::recording::read("run.ndjson", text.as_slice()).unwrap();
    let footer = recording.footer.unwrap();
    assert_eq!(footer.coverage.len(), 29 + 8 + 13 + 8 + 21 + 9 + 8 + 13);
    assert!(footer.coverage.iter().filter(|clause| clause.fails_under.is_some()).count() > 90);
    assert_eq!(footer.mutation.len(), 8);
    assert!(footer.mutation.iter().all(|policy| policy.killed > 90));
    assert_eq!(run(&["gate", "-f", "summary"]), Some(2), "standard output is the gate's own");
}
