//! What grows with the suite: every command takes its time in proportion, or says in words what its bound is.
#![cfg(target_os = "linux")]

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::folder::{Folder, HOLDS};

fn outline(rows: usize, indent: &str) -> String {
    let outline = HOLDS.replace("Scenario: One that holds", "Scenario Outline: Number <n>");
    let rows: String = (0..rows).map(|row| format!("{indent}| {row:05} |\n")).collect();
    format!("{outline}\n    Examples:\n      | n     |\n{rows}")
}

#[expect(clippy::disallowed_methods, reason = "what is measured is the time")]
fn duration(folder: &Folder, arguments: &[&str], code: i32) -> Duration {
    let begun = Instant::now();
    let status =
        folder.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    let took = begun.elapsed();
    assert_eq!(status.code(), Some(code), "{arguments:?}");
    took
}

/// Eight times as much may take sixteen times as long: what is quadratic takes sixty-four times as long.
#[track_caller]
fn check(arguments: &[&str], code: i32, folder: impl Fn(usize) -> Folder) {
    let (small, large) = (folder(2_500), folder(20_000));
    // The first use of anything costs more.
    duration(&small, arguments, code);
    let short = duration(&small, arguments, code) + Duration::from_millis(20);
    let long = duration(&large, arguments, code);
    assert!(long < 16 * short, "{arguments:?}: {short:?}, and eight times as much {long:?}");
}

#[test]
fn formatting_grows_with_the_rows() {
    check(&["fmt", "--check"], 1, |rows| Folder::with_feature(&outline(rows, "   ")));
}

#[test]
fn checking_grows_with_the_rows() {
    check(&["check"], 0, |rows| Folder::with_feature(&outline(rows, "      ")));
}

#[test]
fn a_list_grows_with_its_lines() {
    let listed = |rows: usize| {
        let text = outline(rows, "      ");
        let first = text.lines().position(|line| line.contains("| 00000 |")).unwrap() + 1;
        let line = |row| format!("features/mine.feature:{}\n", first + row);
        let list: String = (0..rows).step_by(2).map(line).collect();
        // None is selected in the end, so that only the selection takes time.
        Folder::with_feature(&text).and("list", list)
    };
    check(&["@list", "--tags", "@none"], 4, listed);
}

#[test]
fn an_exploration_stays_inside_its_memory_and_says_what_it_left_out() {
    let folder = Folder::empty();
    let arguments =
        ["explore", "--depth", "30", "--states-max", "100000000", "--memory-max", "100"];
    let mut limited = std::process::Command::new("/bin/sh");
    // In KiB: the address space, with room for what is not states.
    limited.args(["-c", "ulimit -v 700000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_passgate")]);
    limited.args(arguments).current_dir(folder.path()).env_clear();
    let printed = crate::folder::Printed::by(&mut limited);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    assert!(printed.stdout.contains("allow more with `--states-max` and `--memory-max`"));
}
