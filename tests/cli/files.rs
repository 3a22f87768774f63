//! What becomes of files when something goes wrong: an output that fails, a process that is killed, two at once.

use std::fs;

use crate::folder::{Folder, HOLDS, MIXED};

const TWO_RECORDS: [&str; 4] = ["-f", "record:run.ndjson", "-f", "null"];

/// A suite that takes some seconds to run in a debug build.
#[cfg(target_os = "linux")]
fn long() -> Folder {
    let outline = HOLDS.replace("Scenario: One that holds", "Scenario Outline: Number <n>");
    let rows: String = (0..4_000).map(|row| format!("      | {row} |\n")).collect();
    Folder::with_feature(&format!("{outline}\n    Examples:\n      | n |\n{rows}"))
}

/// The folders that a killed process left.
fn left(folder: &Folder) -> Vec<String> {
    let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.into_string().unwrap());
    names.filter(|name| name.starts_with(".passgate-")).collect()
}

#[test]
fn one_output_that_fails_prevents_neither_the_others_nor_the_verdict() {
    for (text, code) in [(HOLDS, 3), (MIXED, 1)] {
        let folder = Folder::with_feature(text).and("file", "");
        let arguments = ["-f", "html:file/page.html", "-f", "junit:out.xml", "-f", "tap:file/tap"];
        let printed = folder.run(&[&arguments[..], &["-f", "record:file/run.ndjson"]].concat());
        assert_eq!(printed.code, Some(code), "{}", printed.all());
        for path in ["file/page.html", "file/tap", "file/run.ndjson"] {
            let message = format!("`{path}` cannot be written");
            assert!(printed.stderr.contains(&message), "{path}: {}", printed.stderr);
        }
        assert!(folder.read("out.xml").contains("<testsuites"));
        let record = Folder::with_feature(text);
        record.run(&TWO_RECORDS);
        let printed = record.run(&["report", "run.ndjson", "-f", "tap:features/mine.feature/x"]);
        assert_eq!(printed.code, Some(code), "{}", printed.all());
    }
}

#[test]
fn an_approved_table_that_cannot_be_read_hides_no_failure() {
    let folder = Folder::with_feature(HOLDS);
    folder.run(&["approve"]);
    folder.write("snapshots/intune-2015-12/behaviour.snap", b"---\nsource: x\n---\nab\xff");
    let printed = folder.run(&["-f", "junit:out.xml"]);
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    assert!(printed.stdout.contains("snapshot cannot be read"), "{}", printed.stdout);
    assert!(folder.read("out.xml").contains("<testsuites"));
    folder.write("features/more.feature", MIXED);
    assert_eq!(folder.run(&[]).code, Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_hides_no_failure() {
    for (text, code) in [(HOLDS, 3), (MIXED, 1)] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let folder = Folder::with_feature(text);
        let status = folder.command(&[]).stdout(full).stderr(std::process::Stdio::null()).status();
        assert_eq!(status.unwrap().code(), Some(code));
    }
}

#[test]
fn a_report_in_the_place_of_an_input_is_rejected_before_anything_runs() {
    let table = "snapshots/a-system/mine/behaviour.snap";
    let folder = Folder::with_feature(MIXED)
        .and("passgate.yaml", "schema: 1\n")
        .and("list", "features/mine.feature\n")
        .and(table, "---\nsource: x\n---\nthat of a system\n")
        .and("fixtures/policies/mine.yaml", crate::support::policy_text("intune-2015-12"));
    folder.run(&["-f", "record:old.ndjson", "-f", "null"]);
    let before = folder.content();
    let whole = folder.path().join("features/mine.feature").display().to_string();
    for (command, path) in [
        ("run", "features/mine.feature"),
        ("run", "./features/../features/mine.feature"),
        ("run", &whole),
        ("run", "passgate.yaml"),
        ("run", "fixtures/policies/mine.yaml"),
        ("run", ".passgate/last-failed"),
        ("run", table),
        ("run --baseline old.ndjson", "old.ndjson"),
        ("run @list", "list"),
        ("run --watch", "features/mine.feature"),
        ("gate", "features/mine.feature"),
        ("report old.ndjson", "./old.ndjson"),
    ] {
        for format in ["tap", "record"] {
            if command.contains("watch") && format == "record" {
                continue;
            }
            let mut arguments: Vec<&str> = command.split(' ').collect();
            let output = format!("{format}:{path}");
            arguments.extend(["-f", &output]);
            let printed = folder.run(&arguments);
            assert_eq!((printed.code, printed.stdout.as_str()), (Some(2), ""), "{command} {path}");
            assert_eq!(folder.content(), before, "{command} {path}");
        }
    }
    for path in ["features/mine.feature", "./passgate.yaml", table] {
        let printed = folder.run(&["run", "--sut", "true", "--transcript", path]);
        assert_eq!((printed.code, printed.stdout.as_str()), (Some(2), ""), "transcript {path}");
        assert_eq!(folder.content(), before, "transcript {path}");
    }
    let serve = ["serve", "--listen", "127.0.0.1:0", "--tls"];
    for arguments in ["--certificate", "--record"].map(|it| [it, "fixtures/policies/mine.yaml"]) {
        let printed = folder.run(&[&serve[..], &arguments].concat());
        assert_eq!((printed.code, printed.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert_eq!(folder.content(), before, "{arguments:?}");
    }
    // A client could not trust it: it is not served.
    let printed = folder.run(&[&serve[..], &["--certificate", "list/certificate.pem"]].concat());
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    let printed = folder.run(&["-f", "tap:a", "--sut", "true", "--transcript", "./a"]);
    assert!(printed.stderr.contains("two formats would be written to"), "{}", printed.all());
    let printed = folder.run(&["-f", "tap:a", "-f", "junit:./a"]);
    assert!(printed.stderr.contains("two formats would be written to"), "{}", printed.all());
}

#[test]
fn a_recording_without_a_header_says_that_nothing_was_run() {
    let folder = Folder::with_feature(HOLDS);
    folder.run(&TWO_RECORDS);
    let whole = folder.read("run.ndjson");
    for length in [0, 1, 7, 40] {
        folder.write("cut.ndjson", whole.as_bytes().get(..length).unwrap());
        let printed = folder.run(&["report", "cut.ndjson"]);
        assert_eq!(printed.code, Some(3));
        assert!(printed.stderr.contains("nothing was run"), "{length}: {}", printed.stderr);
    }
    folder.write("cut.ndjson", "\n");
    assert!(folder.run(&["report", "cut.ndjson"]).stderr.contains("is not a recording"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_without_an_end_is_not_read_for_ever() {
    let printed = Folder::empty().run(&["report", "/dev/zero"]);
    assert_eq!(printed.code, Some(3));
    assert!(printed.stderr.contains("line 1 of `/dev/zero` is longer than 64 MiB"));
}

#[test]
fn a_suite_that_was_begun_is_completed() {
    let folder = Folder::empty();
    assert_eq!(folder.run(&["init", "a"]).code, Some(0));
    let before = folder.content();
    for file in ["a/passgate.yaml", "a/snapshots/our-phones/behaviour.snap"] {
        fs::remove_file(folder.path().join(file)).unwrap();
    }
    let printed = folder.run(&["init", "a"]);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    assert_eq!(printed.stdout.lines().filter(|line| line.starts_with("new ")).count(), 2);
    assert_eq!(folder.content(), before);
    folder.write("a/passgate.yaml", "mine");
    let printed = folder.run(&["init", "a"]);
    assert_eq!(printed.code, Some(3));
    assert_eq!(printed.stderr.matches("already exists").count(), 1, "{}", printed.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_run_leaves_the_old_recording_and_nothing_for_version_control() {
    let folder = long().and("run.ndjson", "the old one\n");
    let mut child = folder.command(&TWO_RECORDS).spawn().unwrap();
    while left(&folder).is_empty() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let recording = folder.read("run.ndjson");
    assert!(recording == "the old one\n" || recording.contains("\n{\"scenario\""), "{recording}");
    // The folder of a process that was killed at the worst moment.
    folder.write(".passgate-killed/.gitignore", "*\n");
    folder.write(".passgate-killed/.passgate-text", "half of a rep");
    fs::create_dir(folder.path().join(".passgate-empty")).unwrap();
    folder.write(".passgate-mine/text", "not one of ours");
    let git = |arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        let output = command.current_dir(folder.path()).args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    git(&["init", "--quiet"]);
    let status = git(&["status", "--porcelain", "--untracked-files=all"]);
    assert!(!status.contains("killed") && status.contains(".passgate-mine"), "{status}");
    folder.run(&["features/mine.feature:12", "-f", "tap:out.tap", "-f", "null"]);
    assert_eq!(left(&folder), [".passgate-mine"]);
}

/// A process that is killed when its file is already there leaves only its folder.
#[cfg(unix)]
#[test]
fn what_was_left_goes_even_if_nothing_is_new() {
    let folder = Folder::empty();
    assert_eq!(folder.run(&["init", "."]).code, Some(0));
    for (command, place) in [
        ("init .", "features/our-phones"),
        ("init .", "."),
        ("fmt", "features/our-phones"),
        ("approve", "snapshots/our-phones"),
        ("run", "snapshots/our-phones"),
        ("run", ".passgate"),
    ] {
        let left = format!("{place}/.passgate-left");
        folder.write(&format!("{left}/.gitignore"), "*\n");
        let printed = folder.run(&command.split(' ').collect::<Vec<_>>());
        assert_eq!(printed.code, Some(0), "{command}: {}", printed.all());
        assert!(!folder.path().join(&left).exists(), "{command}: {left}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_second_of_two_runs_that_record_into_one_file_is_refused() {
    let folder = long();
    let mut first = folder.command(&TWO_RECORDS).spawn().unwrap();
    while !folder.path().join("run.ndjson").exists() {
        assert!(first.try_wait().unwrap().is_none(), "it ended too early");
        std::thread::yield_now();
    }
    let second = folder.run(&[&["features/mine.feature:12"], &TWO_RECORDS[..]].concat());
    assert!(
        second.stderr.contains("another passgate process is writing there"),
        "{}",
        second.all()
    );
    assert_eq!(second.code, Some(3));
    assert_eq!(first.wait().unwrap().code(), Some(0));
    let printed = folder.run(&["report", "run.ndjson", "-f", "summary"]);
    assert!(printed.stdout.starts_with("4000 scenarios conform"), "{}", printed.all());
}

/// Both begin before either has a scenario: the one that is later may not replace the other's recording.
#[cfg(target_os = "linux")]
#[test]
fn runs_that_begin_at_once_leave_one_whole_recording() {
    let folder = long();
    for _ in 0..3 {
        let start = || folder.command(&TWO_RECORDS).stderr(std::process::Stdio::null()).spawn();
        let children: Vec<_> = (0..3).map(|_| start().unwrap()).collect();
        let codes = children.into_iter().map(|mut child| child.wait().unwrap().code().unwrap());
        let mut codes: Vec<i32> = codes.collect();
        codes.sort_unstable();
        // One that waited until the other had ended has recorded a run of its own.
        assert!(codes[0] == 0 && codes.iter().all(|code| [0, 3].contains(code)), "{codes:?}");
        let printed = folder.run(&["report", "run.ndjson", "-f", "summary"]);
        assert!(printed.stdout.starts_with("4000 scenarios conform"), "{}", printed.all());
    }
}

#[cfg(unix)]
#[test]
fn what_another_process_has_is_waited_for_and_named() {
    let folder = Folder::with_feature(MIXED).and(".passgate/.gitignore", "*\n");
    let lock = fs::File::open(folder.path().join(".passgate")).unwrap();
    lock.lock().unwrap();
    let printed = folder.run(&[]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    let message = "`.passgate` cannot be written: another passgate process is writing there";
    assert!(printed.stderr.contains(message), "{}", printed.stderr);
    drop(lock);
    assert_eq!(folder.run(&[]).stderr, "");
    let folder = Folder::with_feature(HOLDS).and("snapshots/.keep", "");
    let lock = fs::File::open(folder.path().join("snapshots")).unwrap();
    lock.lock().unwrap();
    let printed = folder.run(&["approve"]);
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    assert!(printed.stderr.contains("another passgate process"), "{}", printed.stderr);
    drop(lock);
    assert_eq!(folder.run(&["approve"]).code, Some(0));
}
