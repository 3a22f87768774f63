//! `passgate fmt` from outside: what it writes, what it leaves alone, and what it says.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use crate::folder::{Folder, HOLDS, Told, approved};
use crate::support::root;

const UNTIDY: &str = "Feature:  f\n# why\n Scenario: s\n  Given   a device \n  |a|\n  | bcd|";
const TIDY: &str =
    "Feature: f\n\n  # why\n  Scenario: s\n    Given a device\n      | a   |\n      | bcd |\n";

/// Runs the command with something to read.
fn fed(folder: &Folder, arguments: &[&str], text: &[u8]) -> Told {
    let mut command = folder.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text).unwrap();
    let output = child.wait_with_output().unwrap();
    Told {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}

#[test]
fn the_bundled_features_are_formatted() {
    let mut command = Folder::empty().command(&["fmt", "--check"]);
    let told = Told::by(command.current_dir(root()));
    assert_eq!(told.code, Some(0), "run `passgate fmt`: {}", told.stdout);
    assert_eq!(told.stdout, "0 would be formatted, 10 unchanged\n");
}

#[test]
fn features_are_formatted_where_they_are_and_others_left_alone() {
    let folder = Folder::empty()
        .and("features/a.feature", UNTIDY)
        .and("features/b.feature", TIDY)
        .and("features/c.feature", "Feature: c\nScenaro: s\n  Given a\n")
        .and("features/d.feature", "")
        .and("features/e.feature", b"Feature: \xff\n")
        .and("features/notes.txt", UNTIDY);
    let before = folder.content();
    let told = folder.run(&["fmt", "--check"]);
    assert_eq!(folder.content(), before, "--check writes nothing");
    approved("fmt-check", &told.all());
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
    let told = fed(&folder, &["fmt", "-"], windows.as_bytes());
    let expected = TIDY.replace('\n', "\r\n").replace("# why", "# \u{1b} why");
    assert_eq!((told.stdout, told.stderr, told.code), (expected, String::new(), Some(0)));
    let told = fed(&folder, &["fmt", "-"], b"Feature: f\nScenaro: s\n");
    assert_eq!((told.stdout.as_str(), told.code), ("", Some(3)));
    assert!(told.stderr.contains("standard input:2:1"), "{}", told.stderr);
    assert_eq!(fed(&folder, &["fmt", "--check", "-"], TIDY.as_bytes()).code, Some(0));
    assert_eq!(fed(&folder, &["fmt", "--check", "-"], UNTIDY.as_bytes()).code, Some(1));
    assert_eq!(fed(&folder, &["fmt", "-"], b"\xff").code, Some(3));
    assert_eq!(fed(&folder, &["fmt", "-", "a.feature"], b"").code, Some(2));
}

#[test]
fn what_cannot_be_formatted_is_told() {
    let folder = Folder::with_feature(HOLDS).and("others/readme.txt", "");
    let told = folder.run(&["fmt", "nowhere.feature", "others", "features"]);
    approved("fmt-not-found", &told.all());
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
    let told = folder.run(&["fmt"]);
    assert_eq!(told.code, Some(3));
    assert!(told.stderr.contains("it is read-only"), "{}", told.stderr);
    assert_eq!(folder.read("features/mine.feature"), UNTIDY);
}
