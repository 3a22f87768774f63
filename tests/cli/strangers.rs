//! The suite of a stranger: whatever links and names it has, passgate writes only where its user said so.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::{Command, Stdio};

use crate::folder::{Folder, HOLDS, MIXED, Printed};

const TABLE: &str = "snapshots/intune-2015-12/behaviour.snap";

/// A home that must not change, and a suite with a link into it.
fn with_link(suite: Folder, link: &str) -> (Folder, Folder) {
    let home = Folder::empty().and("profile", "mine\n");
    let link = suite.path().join(link);
    fs::create_dir_all(link.parent().unwrap()).unwrap();
    symlink(home.path().join("profile"), link).unwrap();
    (home, suite)
}

#[track_caller]
fn check_home(home: &Folder, what: &str) {
    assert_eq!(home.read("profile"), "mine\n", "{what}");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "{what}");
}

#[test]
fn a_link_in_the_place_of_a_convenience_is_not_followed() {
    for link in [".passgate/last-failed", ".passgate"] {
        let (home, suite) = with_link(Folder::with_feature(MIXED), link);
        let printed = suite.run(&[]);
        assert_eq!(printed.code, Some(1), "{}", printed.all());
        assert!(printed.stderr.contains("is a link to"), "{}", printed.stderr);
        check_home(&home, link);
    }
    let (home, suite) = with_link(Folder::with_feature(MIXED), ".passgate/.gitignore");
    suite.run(&[]);
    check_home(&home, ".gitignore");
    let home = Folder::empty().and("last-failed", "features/mine.feature:1\n");
    let suite = Folder::with_feature(HOLDS);
    symlink(home.path(), suite.path().join(".passgate")).unwrap();
    assert_eq!(suite.run(&[]).code, Some(0));
    assert_eq!(home.read("last-failed"), "features/mine.feature:1\n", "nothing is removed either");
}

#[test]
fn a_link_in_the_place_of_a_snapshot_is_not_followed() {
    let (home, suite) = with_link(Folder::with_feature(HOLDS), TABLE);
    let printed = suite.run(&["approve"]);
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    assert!(printed.stderr.contains("it is a link"), "{}", printed.stderr);
    check_home(&home, "approve");
    let suite = Folder::with_feature(HOLDS);
    suite.run(&["approve"]);
    suite.write(TABLE, "---\nsource: x\n---\nanother\n");
    let (home, suite) = with_link(suite, &format!("{TABLE}.new"));
    let printed = suite.run(&[]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    assert!(printed.stderr.contains("it is a link"), "{}", printed.stderr);
    check_home(&home, "snap.new");
    let home = Folder::empty().and("profile", "mine\n");
    let suite = Folder::with_feature(HOLDS);
    symlink(home.path(), suite.path().join("snapshots")).unwrap();
    assert_eq!(suite.run(&["approve"]).code, Some(3));
    check_home(&home, "snapshots");
}

#[test]
fn a_report_that_seems_to_be_in_the_folder_is_there() {
    for format in ["junit", "record"] {
        let output = format!("{format}:out/report");
        let (home, suite) = with_link(Folder::with_feature(MIXED), "out/report");
        let printed = suite.run(&["-f", &output]);
        assert_eq!(printed.code, Some(1), "{}", printed.all());
        assert!(printed.stderr.contains("`out/report` leads out of `"), "{}", printed.stderr);
        check_home(&home, format);
        let home = Folder::empty().and("profile", "mine\n");
        let suite = Folder::with_feature(MIXED);
        symlink(home.path(), suite.path().join("out")).unwrap();
        suite.run(&["-f", &output]);
        check_home(&home, format);
        let whole = format!("{format}:{}", home.path().join("report").display());
        suite.run(&["-f", &whole]);
        assert!(home.path().join("report").is_file(), "what the command line says is done");
    }
}

/// Wherever the command is started, and whatever else is there that is the user's.
#[test]
fn a_report_that_seems_to_be_in_the_suite_is_there() {
    let home = Folder::empty()
        .and("profile", "mine\n")
        .and("x/features/mine.feature", MIXED)
        .and("x/passgate.yaml", "schema: 1\ndefault_policy: intune-2015-12\n")
        .and("x/docs/.keep", "");
    symlink(home.path().join("profile"), home.path().join("x/report")).unwrap();
    symlink(home.path(), home.path().join("x/out")).unwrap();
    for (from, features, path) in [
        ("", "x/features", "x/report"),
        ("", "x/features", "x/out/profile"),
        ("x/docs", "../features", "../report"),
        ("x/docs", "../features", "../out/profile"),
    ] {
        for format in ["junit", "record"] {
            let output = format!("{format}:{path}");
            let mut command = home.command(&["run", features, "-f", &output]);
            let printed = Printed::by(command.current_dir(home.path().join(from)));
            assert!(printed.stderr.contains("leads out of"), "{output}: {}", printed.all());
            assert_eq!(home.read("profile"), "mine\n", "{output}");
        }
    }
}

#[test]
fn a_feature_elsewhere_is_neither_formatted_nor_written() {
    let untidy = HOLDS.replace("    Given", "  Given");
    let home = Folder::empty().and("other.feature", &untidy);
    let suite = Folder::with_feature(HOLDS);
    symlink(home.path().join("other.feature"), suite.path().join("features/link.feature")).unwrap();
    let printed = suite.run(&["fmt"]);
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    assert_eq!(home.read("other.feature"), untidy);
    let suite = Folder::suite();
    symlink(home.path(), suite.path().join("features")).unwrap();
    let printed = suite.run(&["scaffold", "--output", "features/new.feature"]);
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}

#[test]
fn a_generated_file_does_not_follow_a_link() {
    let (home, suite) = with_link(Folder::empty(), "man/passgate.1");
    let printed = suite.run(&["man", "--out", "man"]);
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    check_home(&home, "man");
    assert_eq!(fs::read_dir(suite.path().join("man")).unwrap().count(), 1, "all pages or none");
}

#[test]
fn a_pipe_in_the_place_of_a_convenience_is_not_waited_for() {
    let suite = Folder::with_feature(MIXED).and(".passgate/.gitignore", "*\n");
    let pipe = suite.path().join(".passgate/last-failed");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let printed = suite.run(&[]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    assert!(printed.stderr.contains("last-failed` is a pipe or a device"), "{}", printed.stderr);
}

#[test]
fn a_list_of_scenarios_leads_nowhere_else() {
    let home = Folder::empty().and("secret", "one\ntwo\n");
    let secret = home.path().join("secret").display().to_string();
    for path in [&secret, "../secret", "features/../../secret"] {
        let suite = Folder::with_feature(HOLDS).and("list", format!("{path}\n"));
        let printed = suite.run(&["@list"]);
        assert_eq!(printed.code, Some(3), "{}", printed.all());
        assert!(printed.stderr.contains("which is not in this suite"), "{}", printed.stderr);
        suite.write(".passgate/last-failed", format!("{path}:1\n"));
        assert_eq!(suite.run(&["--last-failed"]).code, Some(4));
    }
}

/// The command as a user who may write nothing in the folder.
fn as_stranger(suite: &Folder, arguments: &[&str]) -> Printed {
    use std::os::unix::process::CommandExt as _;
    // Its own copy, since the folders above the usual one may be closed to strangers.
    let place = tempfile::tempdir().unwrap();
    let program = place.path().join("passgate");
    fs::copy(env!("CARGO_BIN_EXE_passgate"), &program).unwrap();
    for path in [place.path(), &program] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut command = Command::new(program);
    command.args(arguments).current_dir(suite.path()).env_clear().stdin(Stdio::null());
    let is_root = String::from_utf8(Command::new("id").arg("-u").output().unwrap().stdout);
    if is_root.unwrap().trim() == "0" {
        command.uid(65_534);
    }
    Printed::by(&mut command)
}

#[test]
fn a_checkout_that_cannot_be_written_is_a_warning() {
    let suite = Folder::with_feature(HOLDS);
    suite.run(&["approve"]);
    suite.write(TABLE, "---\nsource: x\n---\nanother\n");
    suite.write("features/fails.feature", MIXED);
    let close = |mode| {
        for folder in [".", "features", "snapshots", "snapshots/intune-2015-12"] {
            let path = suite.path().join(folder);
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    close(0o555);
    let failing = as_stranger(&suite, &[]);
    let gate = as_stranger(&suite, &["gate", "--seeds", "1", "--depth", "1"]);
    close(0o755);
    fs::remove_file(suite.path().join("features/fails.feature")).unwrap();
    close(0o555);
    let differs = as_stranger(&suite, &[]);
    close(0o755);
    assert!(failing.stdout.contains("1 scenario fails"), "{}", failing.all());
    assert!(gate.stdout.contains("the gate failed in 1 of 8 parts: run"), "{}", gate.all());
    for printed in [failing, gate, differs] {
        assert_eq!(printed.code, Some(1), "{}", printed.all());
        assert!(printed.stderr.contains("permission denied"), "{}", printed.stderr);
        assert!(printed.stderr.contains("the results are not affected"), "{}", printed.stderr);
    }
}
