//! The same identity gives the same bytes: at any concurrency, in any build, in every run.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/bundled.rs"]
mod bundled;
mod support;

use std::io::Write as _;
use std::process::Command;

use bundled::run_bundled;
use insta::{Settings, assert_snapshot};
use passgate::internals::conformance::judge_run;
use support::root;

/// What the command prints, in the project's folder or in an empty one.
fn output(folder: &std::path::Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_passgate"))
        .current_dir(folder)
        .args(arguments)
        .env_remove("PASSGATE_SEED")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn one_at_a_time_or_many_make_no_difference() {
    let one = output(root(), &["run", "-j", "1"]);
    for jobs in ["2", "64", "4096"] {
        assert_eq!(output(root(), &["run", "-j", jobs]), one, "-j {jobs}");
    }
}

#[test]
fn an_empty_folder_gives_the_same_as_the_project() {
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(output(empty.path(), &["--bundled"]), output(root(), &[]));
}

/// Debug and release builds are both held to this text, and so to each other. A change of it moves
/// what an old seed does: accept it on purpose, and say so in the changelog.
#[test]
fn the_golden_digests() {
    let mut digests = String::new();
    for seed in [2015, 1, u64::MAX] {
        let records = run_bundled(seed);
        let judgement = judge_run(&records);
        digests += &format!("seed {seed}: {}\n", judgement.digest);
    }
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots/determinism"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!("golden-digests", digests));
}

#[test]
fn another_seed_is_another_run() {
    assert_ne!(judge_run(&run_bundled(1)).digest, judge_run(&run_bundled(2)).digest);
}

/// A scenario keeps its journal whatever else is run.
#[test]
fn selecting_changes_nothing_else() {
    let all = run_bundled(2015);
    let alone: Vec<_> = bundled::features()
        .into_iter()
        .flat_map(|feature| support::run(&[feature], &bundled::policies(), 2015))
        .collect();
    assert_eq!(all.len(), alone.len());
    for (together, apart) in all.iter().zip(&alone) {
        assert_eq!(together.journal, apart.journal, "{}", together.job.scenario.name);
    }
}

#[test]
fn a_run_of_cargo_test_says_what_it_leaves_out() {
    if cfg!(debug_assertions) {
        // Written past the test harness, which would keep it to itself.
        let words = "left out here: the release build, formatting, lints and docs; `scripts/test` runs them\n";
        std::io::stderr().write_all(words.as_bytes()).unwrap();
    }
}
