//! `passgate fmt` from outside: what it writes, what it leaves alone, and what it says.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use crate::folder::{Folder, HOLDS, Printed, approved};
use crate::support::root;

const UNTIDY: &str = "Feature:  f\n# why\n Scenario: s\n  Given   a device \n  |a|\n  | bcd|";
const TIDY: &str =
    "Feature: f\n\n  # why\n  Scenario: s\n    Given a device\n      | a   |\n      | bcd |\n";

/// Runs the command with something to read.
fn fed(folder: &Folder, arguments: &[&str], text: &[u8]) -> Printed {
    let mut command = folder.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text).unwrap();
    let output = child.wait_with_output().unwrap();
    Printed {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}

#[test]
fn the_bundled_features_are_formatted() {
    let mut command = Folder::empty().command(&["fmt", "--check"]);
    let printed = Printed::by(command.current_dir(root()));
    assert_eq!(printed.code, Some(0), "run `passgate fmt`: {}", printed.stdout);
    let unchanged = printed.stdout.strip_prefix("0 would be formatted, ").unwrap();
    assert_ne!(unchanged, "0 unchanged\n");
}

#[test]
fn features_are_formatted_in_place_and_others_skipped() {
    let folder = Folder::empty()
        .and("features/a.feature", UNTIDY)
        .and("features/b.feature", TIDY)
        .and("features/c.feature", "Feature: c\nScenario: s\n  Given a\nScenaro: t\n")
        .and("features/d.feature", "")
        .and("features/e.feature", b"Feature: \xff\n")
        .and("features/notes.txt", UNTIDY);
    let before = folder.content();
    let printed = folder.run(&["fmt", "--check"]);
    assert_eq!(folder.content(), before, "--check writes nothing");
    approved("fmt-check", &printed.all());
    approved("fmt", &folder.run(&["fmt"]).all());
    assert_eq!(folder.read("features/a.feature"), TIDY);
    folder.write("features/a.feature", UNTIDY);
    assert_eq!(folder.content(), before, "nothing else was written");
}

#[test]
fn checking_ends_with_1_only_where_something_would_change() {
    let folder = Folder::with_feature(UNTIDY);
    assert_eq!(folder.run(&["fmt", "--check", "features/mine.feature"]).code, Some(1));
    assert_eq!(folder.run(&["fmt", "features", "features/mine.feature"]).code, Some(0));
    assert_eq!(folder.run(&["fmt", "--check"]).stdout, "0 would be formatted, 1 unchanged\n");
    assert_eq!(folder.run(&["fmt", "--check"]).code, Some(0));
}

#[test]
fn an_editor_gets_the_text_and_nothing_else() {
    let folder = Folder::empty();
    let windows = UNTIDY.replace('\n', "\r\n").replace("# why", "# \u{1b} why");
    let printed = fed(&folder, &["fmt", "-"], windows.as_bytes());
    let expected = TIDY.replace('\n', "\r\n").replace("# why", "# \u{1b} why");
    assert_eq!((printed.stdout, printed.stderr, printed.code), (expected, String::new(), Some(0)));
    let printed = fed(&folder, &["fmt", "-"], b"Feature: f\nScenario: s\n  Given a\n  gven b\n");
    assert_eq!((printed.stdout.as_str(), printed.code), ("", Some(3)));
    assert!(printed.stderr.contains("standard input:4:3"), "{}", printed.stderr);
    assert_eq!(fed(&folder, &["fmt", "--check", "-"], TIDY.as_bytes()).code, Some(0));
    assert_eq!(fed(&folder, &["fmt", "--check", "-"], UNTIDY.as_bytes()).code, Some(1));
    assert_eq!(fed(&folder, &["fmt", "-"], b"\xff").code, Some(3));
    assert_eq!(fed(&folder, &["fmt", "-", "a.feature"], b"").code, Some(2));
}

#[test]
fn what_cannot_be_formatted_is_reported() {
    let folder = Folder::with_feature(HOLDS).and("others/readme.txt", "");
    let printed = folder.run(&["fmt", "nowhere.feature", "others", "features"]);
    approved("fmt-not-found", &printed.all());
    approved("fmt-nothing", &Folder::empty().run(&["fmt"]).all());
}

#[cfg(unix)]
#[test]
fn a_file_stays_what_it_was_but_for_its_text() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::with_feature(UNTIDY).and("shared/other.feature", UNTIDY);
    let link = folder.path().join("features/link.feature");
    symlink("../shared/other.feature", &link).unwrap();
    let path = folder.path().join("features/mine.feature");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(folder.run(&["fmt"]).code, Some(0));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(folder.read("shared/other.feature"), TIDY);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    folder.write("features/mine.feature", UNTIDY);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let printed = folder.run(&["fmt"]);
    assert_eq!(printed.code, Some(3));
    assert!(printed.stderr.contains("it is read-only"), "{}", printed.stderr);
    assert_eq!(folder.read("features/mine.feature"), UNTIDY);
}
