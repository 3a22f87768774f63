//! Lines that replay something, run in a shell as they are printed.

use std::path::Path;
use std::process::Command;

use crate::folder::{Folder, Printed};

const FAILS: &str = "\
@policy:intune-2015-12
Feature: A feature
  Scenario: It fails
    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the device has a passcode
";

/// Runs a line in a shell that finds `passgate`.
fn pasted(folder: &Folder, line: &str) -> Printed {
    let binary = Path::new(env!("CARGO_BIN_EXE_passgate")).parent().unwrap().display();
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(line).current_dir(folder.path());
    shell.env_clear().env("PATH", format!("{binary}:/usr/bin:/bin"));
    Printed::by(&mut shell)
}

/// The lines behind `replay` in what a command prints.
fn replays(text: &str) -> Vec<String> {
    let line = |line: &str| line.trim().strip_prefix("replay ").map(|rest| rest.trim().to_owned());
    text.lines().filter_map(line).collect()
}

/// The one failing scenario of a folder, run again as printed, fails again.
#[track_caller]
fn fails_again(folder: &Folder, arguments: &[&str]) {
    let printed = folder.run(arguments);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    let lines = replays(&printed.stdout);
    assert_eq!(lines.len(), 1, "{}", printed.stdout);
    let again = pasted(folder, &lines[0]);
    assert_eq!(again.code, Some(1), "{}\n{}", lines[0], again.all());
    let seen = |text: &str| text.lines().filter(|line| line.contains("seen ")).count();
    assert_eq!((seen(&again.stdout), replays(&again.stdout)), (1, lines));
}

#[test]
fn a_scenario_is_replayed_whatever_its_path_is_called() {
    for path in
        ["our phones/it's #1.feature", "a;b&c$d`e.feature", "(ü) \"x\".feature", "*.feature"]
    {
        fails_again(&Folder::empty().and(&format!("features/{path}"), FAILS), &[]);
    }
    let folder = Folder::empty().and("-dash.feature", FAILS);
    fails_again(&folder, &["./-dash.feature"]);
}

#[test]
fn a_scenario_is_replayed_under_the_policy_that_it_was_run_under() {
    let policy = crate::support::policy_text("intune-2015-12");
    let policy = policy.replace("policy: intune-2015-12", "policy: my-policy");
    let folder = Folder::with_feature(FAILS).and("my policies/mine.yaml", policy);
    fails_again(&folder, &["--policy", "my policies/mine.yaml"]);
}

#[test]
fn a_bundled_scenario_is_replayed_from_any_folder() {
    let policy = crate::support::policy_text("intune-2015-12");
    let other = policy.replace("Passcode successfully reset", "The passcode was reset");
    let folder = Folder::empty().and("mine.yaml", other);
    let printed = folder.run(&["--policy", "mine.yaml"]);
    let lines = replays(&printed.stdout);
    assert!(!lines.is_empty(), "{}", printed.all());
    let line = &lines[0];
    let again = pasted(&folder, line);
    assert_eq!(again.code, Some(1), "{line}\n{}", again.all());
}

#[test]
fn every_format_prints_a_line_for_a_shell() {
    let folder = Folder::empty().and("features/our phones.feature", FAILS);
    for format in ["junit", "tap", "github", "json", "markdown", "html", "messages", "sarif"] {
        let printed = folder.run(&["-f", format]);
        let plain =
            printed.stdout.replace("&#39;", "'").replace("&apos;", "'").replace("\\u0027", "'");
        let plain = plain.replace("%3A", ":");
        let line = "passgate run 'features/our phones.feature:3'";
        assert!(plain.contains(line), "{format}:\n{}", printed.stdout);
    }
}

#[test]
fn a_finding_of_a_sweep_is_replayed_with_its_policy() {
    let policy = crate::support::policy_text("intune-2015-12");
    let policy = policy.replace("policy: intune-2015-12", "policy: my-policy");
    let folder = Folder::empty()
        .and("features/it's here.feature", FAILS)
        .and("my policies/mine.yaml", policy);
    let sweep =
        ["sweep", "--faults", "benign", "--seeds", "2", "--policy", "my policies/mine.yaml"];
    let printed = folder.run(&sweep);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    let line = replays(&printed.stdout).remove(0);
    let again = pasted(&folder, &line);
    assert_eq!(again.code, Some(1), "{line}\n{}", again.all());
    let kept = pasted(&folder, &format!("{line} --keep it-fails"));
    assert!(
        kept.stdout.ends_with("kept as fixtures/regressions/it-fails.json\n"),
        "{}",
        kept.all()
    );
    let again = folder.run(&sweep);
    assert!(again.stdout.contains("it-fails.json is back"), "{}", again.all());
    folder.write("features/it's here.feature", FAILS.replace("has a passcode", "has no passcode"));
    let fixed = folder.run(&sweep);
    let words = "fixtures/regressions/it-fails.json is fixed";
    assert!(fixed.stdout.contains(words), "{}", fixed.all());
    assert_eq!(fixed.code, Some(0), "{}", fixed.all());
}
