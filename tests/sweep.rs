//! The sweep's command line: what it is given, what it keeps, and what it says of damage.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn passgate(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
    command.arg("sweep").args(arguments).current_dir(folder).output().unwrap()
}

fn printed(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8(both).unwrap()
}

#[track_caller]
fn check(arguments: &[&str], exit: i32, words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let output = passgate(folder.path(), arguments);
    let printed = printed(&output);
    assert_eq!(output.status.code(), Some(exit), "{printed}");
    let flat: Vec<&str> = printed.split_whitespace().filter(|word| *word != "│").collect();
    assert!(flat.join(" ").contains(words), "{printed}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "something was written");
}

#[test]
fn a_sweep_says_what_it_did() {
    check(&["--seeds", "3"], 0, "616 scenarios under 3 seeds");
    check(&["--seeds", "3", "--faults", "benign"], 0, "nothing broke");
}

#[test]
fn absurd_numbers_and_unknown_profiles_are_refused() {
    check(&["--seeds", "0"], 2, "0 is not in 1..=10000000");
    check(&["--seeds", "99999999999999999999"], 2, "number too large");
    check(&["--seeds", "-5"], 2, "unexpected argument");
    check(&["--faults", "nasty"], 2, "[possible values: benign, hostile]");
}

#[test]
fn a_replay_line_of_another_version_or_shape_is_refused() {
    let place = "features/intune-2015-12/ios.feature:9";
    check(
        &["--replay", &format!("0.0.9:hostile:1:00000000:{place}")],
        2,
        "another version runs a seed differently",
    );
    check(&["--replay", "rubbish"], 2, "the format is VERSION:PROFILE:SEED:POLICY:FILE:LINE");
    let version = env!("CARGO_PKG_VERSION");
    check(
        &["--replay", &format!("{version}:nasty:1:00000000:{place}")],
        2,
        "`nasty` is not a fault profile",
    );
    check(&["--replay", &format!("{version}:hostile:x:00000000:{place}")], 2, "`x` is not a seed");
    let other = format!("{version}:hostile:1:00000000:{place}");
    check(&["--bundled", "--replay", &other], 2, "has changed since");
    check(&["--replay", "a", "--seeds", "3"], 2, "cannot be used with");
    check(&["--keep", "name"], 2, "required arguments were not provided");
    check(&["--replay", "a", "--keep", "../x"], 2, "lower-case words with hyphens");
}

#[test]
fn a_damaged_kept_finding_is_reported_and_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("fixtures/regressions");
    fs::create_dir_all(&kept).unwrap();
    fs::write(kept.join("damaged.json"), "{\"regression\": 1, ").unwrap();
    fs::write(kept.join("empty.json"), "").unwrap();
    let output = passgate(folder.path(), &["--seeds", "3"]);
    let printed = printed(&output);
    assert_eq!(output.status.code(), Some(3), "{printed}");
    assert!(printed.contains("damaged.json") && printed.contains("empty.json"), "{printed}");
    assert_eq!(fs::read_to_string(kept.join("damaged.json")).unwrap(), "{\"regression\": 1, ");
}

#[test]
fn a_kept_finding_is_replayed_first() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("fixtures/regressions");
    fs::create_dir_all(&kept).unwrap();
    let regression = r#"{
  "regression": 1, "engine": "0.1.0", "policy": "intune-2015-12", "profile": "hostile", "seed": 7,
  "feature": "features/intune-2015-12/ios.feature", "scenario": "The device asks for a new passcode",
  "steps": [0, 1], "faults": [{ "fault": "command duplicated", "opportunity": 0 }], "found": "twice"
}"#;
    fs::write(kept.join("twice.json"), regression).unwrap();
    let output = passgate(folder.path(), &["--seeds", "1"]);
    assert_eq!(output.status.code(), Some(0), "{}", printed(&output));
    assert!(
        printed(&output).contains("fixtures/regressions/twice.json is fixed"),
        "{}",
        printed(&output)
    );
    let gone = regression.replace("The device asks", "No one asks");
    fs::write(kept.join("twice.json"), gone).unwrap();
    let output = passgate(folder.path(), &["--seeds", "1"]);
    assert_eq!(output.status.code(), Some(3), "{}", printed(&output));
    assert!(printed(&output).contains("there is no scenario"), "{}", printed(&output));
}
