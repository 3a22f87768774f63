//! The gate opens for the bundled suite, and shuts for a suite that would not notice.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// What the gate prints in a folder, and its exit code.
fn gate(folder: &Path) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_passgate"))
        .args(["gate", "--seeds", "3", "--depth", "2"])
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
fn the_gate_is_open_for_what_is_bundled() {
    let (text, exit) = gate(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert_eq!(exit, Some(0), "{text}");
    let parts = ["run", "twice", "coverage", "mutate", "benign", "hostile", "explore"];
    assert_eq!(names(&text, "✔ "), parts, "{text}");
    assert!(text.ends_with("the gate is open: 7 parts hold\n"), "{text}");
}

#[test]
fn a_suite_that_would_not_notice_shuts_the_gate() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("features")).unwrap();
    let feature = "\
@policy:intune-2015-12
Feature: Too little
  Scenario: A reset
    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the device has no passcode
";
    fs::write(folder.path().join("features/little.feature"), feature).unwrap();
    let (text, exit) = gate(folder.path());
    assert_eq!(exit, Some(1), "{text}");
    assert_eq!(names(&text, "✘ "), ["coverage", "mutate"], "{text}");
    assert!(text.ends_with("the gate is shut: coverage, mutate\n"), "{text}");
}

/// While the scenarios themselves do not hold, the other parts would only repeat it.
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
    assert_eq!(names(&text, "✘ "), ["run", "A"], "{text}");
}
