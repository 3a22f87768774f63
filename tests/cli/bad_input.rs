//! Inputs that are wrong: each ends in a message with place, cause and remedy, the right exit code, and nothing
//! written.

use std::fs;

use crate::folder::{Folder, HOLDS, approved};
use crate::support::root;

/// Runs the command on something wrong, in a folder where everything else is well.
#[track_caller]
fn check(name: &str, folder: &Folder, arguments: &[&str], code: i32) {
    let before = folder.content();
    let printed = folder.run(arguments);
    assert_eq!(printed.code, Some(code), "{}{}", printed.stdout, printed.stderr);
    approved(name, &printed.all());
    assert_eq!(folder.content(), before, "something was written");
}

fn fixture(path: &str) -> Vec<u8> {
    fs::read(root().join("fixtures").join(path)).unwrap()
}

#[test]
fn policies_that_are_wrong() {
    for stem in [
        "empty",
        "not-yaml",
        "duplicate-key",
        "unknown-key",
        "platform-name",
        "unknown-management",
        "unknown-surface",
        "six-slips",
        "schema-1",
        "overlapping-rows",
        "visible-on-removed",
        "passcode-on-removed",
        "negative-duration",
        "absurd-duration",
        "unknown-clause",
        "deep-nesting",
        "alias-bomb",
        "policy-name",
        "several-problems",
    ] {
        let policy = fixture(&format!("broken-policies/{stem}.yaml"));
        let folder = Folder::with_feature(HOLDS).and("mine.yaml", policy);
        check(&format!("policy-{stem}"), &folder, &["run", "--policy", "mine.yaml"], 3);
        let checked = folder.run(&["policy", "check", "mine.yaml"]);
        let run = folder.run(&["approve", "--policy", "mine.yaml"]);
        assert_eq!(checked, run, "{stem}: checking and running report the same");
    }
}

#[test]
fn policies_of_the_folder_that_are_wrong() {
    let folder = Folder::with_feature(HOLDS)
        .and("fixtures/policies/a.yaml", fixture("broken-policies/unknown-effect.yaml"))
        .and("fixtures/policies/b.yaml", fixture("broken-policies/empty.yaml"));
    check("policies-of-the-folder", &folder, &["run"], 3);
    let bundled = crate::support::policy_text("intune-2015-10");
    let folder = Folder::with_feature(HOLDS)
        .and("fixtures/policies/a.yaml", &bundled)
        .and("fixtures/policies/b.yaml", &bundled);
    check("policies-of-one-name", &folder, &["run"], 3);
    let folder = Folder::with_feature(HOLDS).and("mine.yaml", b"schema: 1\npolicy: \xe9t\xe9\n");
    check("policy-not-utf8", &folder, &["run", "--policy", "mine.yaml"], 3);
}

/// The name of a policy names a folder of snapshots, so it may not lead out of it.
#[test]
fn the_name_of_a_policy_leads_nowhere() {
    let policy = crate::support::policy_text("intune-2015-12");
    for name in ["../../evil", "/tmp/evil", "a/b", "..", ".", "''", "a\\b", "Evil", "'a b'", "~"] {
        let named = policy.replace("policy: intune-2015-12", &format!("policy: {name}"));
        assert_ne!(named, policy);
        let folder = Folder::with_feature(HOLDS).and("inner/mine.yaml", named);
        let before = folder.content();
        let printed = folder.run(&["approve", "--policy", "inner/mine.yaml"]);
        assert_eq!(printed.code, Some(3), "{name}: {}{}", printed.stdout, printed.stderr);
        assert_eq!(folder.content(), before, "{name}");
    }
}

#[test]
fn features_that_are_wrong() {
    for (stem, code) in [
        ("empty", 4),
        ("error-in-the-middle", 3),
        ("unknown-clause", 3),
        ("unknown-policy", 3),
        ("only-comments", 4),
    ] {
        let folder = Folder::with_feature("")
            .and("features/mine.feature", fixture(&format!("broken-features/{stem}.feature")));
        check(&format!("feature-{stem}"), &folder, &["run"], code);
    }
    let folder = Folder::empty()
        .and("features/a.feature", fixture("broken-features/empty.feature"))
        .and("features/b.feature", fixture("broken-features/error-in-the-middle.feature"));
    check("features-all-problems", &folder, &["run"], 3);
}

#[test]
fn a_scenario_for_a_row_that_the_policy_does_not_have_is_undefined() {
    let text = HOLDS.replace("Windows Phone 8.1", "Windows Phone 10");
    check("feature-unknown-platform", &Folder::with_feature(&text), &["run"], 1);
    // The policy knows the platform, but not in that scenario.
    let policy = crate::support::policy_text("intune-2015-12");
    let (before, after) = policy.split_once("- platform: iOS").unwrap();
    let policy = format!(
        "{before}- platform: iOS{}",
        after.replacen("[standalone, hybrid]", "[standalone]", 1)
    );
    let text = HOLDS.replace("Windows Phone 8.1", "iOS").replace("Given a ", "Given an ");
    let folder = Folder::with_feature(&text).and("mine.yaml", policy);
    check("feature-unknown-row", &folder, &["run", "--policy", "mine.yaml"], 1);
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_no_fault() {
    let text = format!("\u{feff}{}", HOLDS.replace('\n', "\r\n"));
    let printed = Folder::with_feature(&text).run(&[]);
    assert_eq!(printed, Folder::with_feature(HOLDS).run(&[]));
    assert_eq!(printed.code, Some(0));
}

#[test]
fn files_that_cannot_be_read() {
    let folder = Folder::with_feature(HOLDS).and("features/latin.feature", b"Feature: \xe9t\xe9\n");
    check("file-not-utf8", &folder, &["run"], 3);
    let huge = "Feature: F\n".to_owned() + &"# x\n".repeat(5 * 1024 * 1024);
    let folder = Folder::with_feature(&huge);
    let printed = folder.run(&[]);
    assert_eq!(printed.code, Some(3));
    approved("file-too-large", &printed.all());
    let folder = Folder::with_feature(HOLDS).and("others/readme.txt", "");
    check("file-not-found", &folder, &["features/mein.feature", "nowhere"], 3);
    check("file-no-feature", &folder, &["others"], 3);
    check("file-is-a-folder", &folder, &["run", "--policy", "others"], 3);
    check("policy-not-found", &folder, &["run", "--policy", "intune-2015-21"], 3);
    check("table-policy-not-found", &folder, &["table", "--policy", "intune"], 3);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_reported_and_not_waited_for() {
    let folder = Folder::with_feature(HOLDS);
    std::os::unix::fs::symlink("nowhere", folder.path().join("features/link.feature")).unwrap();
    let pipe = folder.path().join("features/pipe.feature");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let printed = folder.run(&["run"]);
    assert_eq!(printed.code, Some(3));
    approved("file-links-and-pipes", &printed.all());
}

#[test]
fn command_lines_that_are_wrong() {
    let folder = Folder::with_feature(HOLDS);
    check("usage-line-zero", &folder, &["features/mine.feature:0"], 2);
    check("usage-no-line", &folder, &["features/mine.feature:x"], 2);
    check("usage-tags", &folder, &["--tags", "@a and or @b"], 2);
    check("usage-name", &folder, &["--name", "a(b"], 2);
    check("usage-seed", &folder, &["--seed", "-1"], 2);
    check("usage-jobs", &folder, &["--jobs", "0"], 2);
    check("usage-option", &folder, &["--polcy", "x"], 2);
    check("usage-command", &folder, &["aprove"], 3);
    check("usage-command-behind-option", &folder, &["--seed", "1", "approve"], 3);
}

#[test]
fn selections_that_fit_nothing() {
    let folder = Folder::with_feature(HOLDS);
    check("nothing-selected", &folder, &["--tags", "@none", "--name", "none"], 4);
    check("nothing-on-the-line", &folder, &["features/mine.feature:99"], 4);
    check("nothing-to-run", &Folder::with_feature("Feature: F\n"), &["run"], 4);
}
