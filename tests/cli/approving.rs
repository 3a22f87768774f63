//! How the tables of a run become the approved ones, and what becomes of approved ones that differ.

use crate::folder::{Folder, HOLDS, MIXED, Printed, approved};

const BEHAVIOUR: &str = "snapshots/intune-2015-12/behaviour.snap";
const VISIBILITY: &str = "snapshots/intune-2015-12/visibility.snap";
const PENDING: &str = "snapshots/intune-2015-12/behaviour.snap.new";

/// A folder whose tables are approved, and the last line of a run there.
fn approved_folder() -> Folder {
    let folder = Folder::with_feature(HOLDS);
    assert_eq!(folder.run(&["approve"]).code, Some(0));
    folder
}

fn last_line(printed: &Printed) -> &str {
    printed.stdout.lines().last().unwrap()
}

/// A feature that holds, about a device of another row.
pub fn on_another_row() -> String {
    HOLDS.replace("a Windows Phone 8.1 device", "an iOS device")
}

fn exists(folder: &Folder, path: &str) -> bool {
    folder.path().join(path).exists()
}

#[test]
fn a_run_says_that_nothing_is_approved_yet_and_writes_nothing() {
    let folder = Folder::with_feature(HOLDS);
    let before = folder.content();
    let printed = folder.run(&[]);
    assert_eq!(printed.code, Some(0));
    assert!(last_line(&printed).contains("no snapshot yet: `passgate approve` makes one"));
    assert_eq!(folder.content(), before);
}

#[test]
fn new_tables_are_approved_once() {
    let folder = Folder::with_feature(HOLDS);
    let printed = folder.run(&["approve"]);
    approved("approve-new", &printed.all());
    assert!(folder.read(BEHAVIOUR).starts_with("---\nsource: tests/approved.rs\n---\n"));
    let before = folder.content();
    approved("approve-unchanged", &folder.run(&["approve"]).all());
    assert_eq!(folder.content(), before);
    assert!(last_line(&folder.run(&[])).contains("snapshot unchanged"));
}

#[test]
fn a_table_that_differs_is_reported_and_written_next_to_the_approved_one() {
    let folder = approved_folder();
    let expected = folder.read(BEHAVIOUR);
    folder.write(BEHAVIOUR, expected.replace("no passcode", "a passcode "));
    let printed = folder.run(&[]);
    assert_eq!(printed.code, Some(1));
    approved("snapshot-differs", &printed.all());
    assert_eq!(folder.read(PENDING), expected);
    assert!(!exists(&folder, "snapshots/intune-2015-12/visibility.snap.new"));

    approved("approve-changed", &folder.run(&["approve"]).all());
    assert_eq!(folder.read(BEHAVIOUR), expected);
    assert!(!exists(&folder, PENDING), "what was pending is removed");
}

#[test]
fn a_pending_table_goes_when_a_run_finds_the_approved_one_again() {
    let folder = approved_folder();
    let expected = folder.read(BEHAVIOUR);
    folder.write(BEHAVIOUR, expected.replace("no passcode", "a passcode "));
    folder.run(&[]);
    assert!(exists(&folder, PENDING));
    folder.write(BEHAVIOUR, &expected);
    assert_eq!(folder.run(&[]).code, Some(0));
    assert!(!exists(&folder, PENDING));
}

#[test]
fn nothing_is_approved_while_a_scenario_fails() {
    let folder = approved_folder().and("features/fails.feature", MIXED);
    let before = folder.content();
    let printed = folder.run(&["approve"]);
    assert_eq!(printed.code, Some(1));
    assert!(printed.stderr.contains("nothing was approved"), "{}", printed.stderr);
    let printed = folder.run(&[]);
    assert_eq!(printed.code, Some(1));
    assert!(
        printed.stdout.contains("accepts it once every scenario conforms"),
        "{}",
        printed.stdout
    );
    assert_eq!(folder.content(), before, "the tables of failing scenarios are not there to accept");
}

#[test]
fn line_ends_and_white_space_at_the_end_make_no_difference() {
    let folder = approved_folder();
    for path in [BEHAVIOUR, VISIBILITY] {
        folder.write(path, folder.read(path).replace('\n', "\r\n") + "\r\n\r\n");
    }
    let printed = folder.run(&[]);
    assert_eq!(printed.code, Some(0), "{}", printed.stdout);
    assert!(last_line(&printed).contains("snapshot unchanged"));
}

#[test]
fn one_of_two_tables_that_is_not_approved_yet_is_reported() {
    let folder = approved_folder();
    std::fs::remove_file(folder.path().join(VISIBILITY)).unwrap();
    let printed = folder.run(&[]);
    assert_eq!(printed.code, Some(0));
    assert!(
        last_line(&printed).contains("snapshot unchanged, 1 not approved yet"),
        "{}",
        printed.stdout
    );
}

#[test]
fn a_part_of_the_scenarios_is_not_compared_with_the_whole() {
    let folder = approved_folder().and("features/other.feature", on_another_row());
    let printed = folder.run(&["features/other.feature"]);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    assert!(last_line(&printed).contains("snapshot not compared"));
    assert_eq!(folder.run(&[]).code, Some(1), "the whole differs by a row more");
}

#[test]
fn a_scenario_more_is_no_difference() {
    let folder = approved_folder().and("features/other.feature", HOLDS);
    let printed = folder.run(&[]);
    assert_eq!(printed.code, Some(0));
    assert!(last_line(&printed).contains("snapshot unchanged"), "{}", printed.all());
}

/// Whatever keeps a snapshot from being read or written ends in exit code 3, and all others stay as they were.
#[test]
fn snapshots_that_cannot_be_read_or_written_are_reported() {
    let damaged = approved_folder().and(BEHAVIOUR, b"---\nsource: x\n---\nab\xff");
    check("snapshot-damaged", &damaged, &["run"]);
    check("snapshot-damaged-approve", &damaged, &["approve"]);
    let folder_there = Folder::with_feature(HOLDS).and(&format!("{VISIBILITY}/inside"), "");
    check("snapshot-is-a-folder", &folder_there, &["run"]);
    let file_there = Folder::with_feature(HOLDS).and("snapshots", "");
    check("snapshots-is-a-file", &file_there, &["approve"]);
    let pending_there = approved_folder().and(&format!("{PENDING}/inside"), "");
    pending_there.write(BEHAVIOUR, "---\nsource: x\n---\nanother\n");
    let printed = pending_there.run(&[]);
    assert_eq!(printed.code, Some(1), "the verdict is known, only the pending text is not written");
    assert!(printed.stderr.contains("behaviour.snap.new` is a folder"), "{}", printed.stderr);
}

/// The tables of one policy could be written, those of the other cannot.
#[cfg(unix)]
#[test]
fn all_tables_are_approved_or_none() {
    let other = "@policy:intune-2015-10\nFeature: Other\n  Scenario: No reset in the portal\n    \
                 Given an iOS device managed by Intune hybrid\n    \
                 Then the end user is not offered Reset Passcode in the Company Portal website\n";
    let folder = Folder::with_feature(HOLDS).and("features/other.feature", other);
    folder.write("snapshots/readme.txt", "");
    let link = folder.path().join("snapshots/intune-2015-10");
    std::os::unix::fs::symlink("nowhere", &link).unwrap();
    let printed = folder.run(&["approve"]);
    assert_eq!(printed.code, Some(3), "{}", printed.stdout);
    assert!(printed.stderr.contains("intune-2015-10/behaviour.snap` cannot be written"));
    assert!(!exists(&folder, BEHAVIOUR), "the first policy's table was written");
    std::fs::remove_file(link).unwrap();
    assert_eq!(folder.run(&["approve"]).code, Some(0));
    assert!(exists(&folder, BEHAVIOUR));
}

#[track_caller]
fn check(name: &str, folder: &Folder, arguments: &[&str]) {
    let before = folder.content();
    let printed = folder.run(arguments);
    assert_eq!(printed.code, Some(3));
    approved(name, &printed.stderr);
    assert_eq!(folder.content(), before);
}
