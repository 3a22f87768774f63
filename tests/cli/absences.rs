//! Absence is not approval: what a run does without is in every format, and fails the gate.

use crate::folder::{Folder, HOLDS};

/// Every format that is written as text, with the text that it gives.
fn in_every_format(folder: &Folder) -> Vec<(String, String)> {
    let formats = [
        "pretty", "progress", "summary", "markdown", "junit", "messages", "github", "tap", "sarif",
        "json", "html",
    ];
    let mut arguments: Vec<String> = vec!["-f".into(), "null".into()];
    for format in formats {
        arguments.extend(["-f".to_owned(), format!("{format}:out.{format}")]);
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    folder.run(&arguments);
    let text = |format: &str| (format.to_owned(), folder.read(&format!("out.{format}")));
    formats.into_iter().map(text).collect()
}

/// Whether each format names `what`, with its own way of writing special characters.
#[track_caller]
fn every_format_says(folder: &Folder, what: &str) {
    for (format, text) in in_every_format(folder) {
        let plain = text
            .replace("&#96;", "`")
            .replace("&#58;", ":")
            .replace("&#32;", " ")
            .replace("&#95;", "_")
            .replace("%3A", ":")
            .replace("&apos;", "'");
        assert!(plain.contains(what), "{format} does not say `{what}`:\n{text}");
    }
}

fn gate(folder: &Folder, more: &[&str]) -> (String, Option<i32>) {
    let printed = folder.run(&[&["gate", "--seeds", "1", "--depth", "4"], more].concat());
    (printed.stdout + &printed.stderr, printed.code)
}

/// A suite that passes the gate.
fn suite() -> Folder {
    let folder = Folder::empty();
    folder.run(&["init", "."]);
    folder
}

#[test]
fn a_suite_that_lacks_nothing_passes_the_gate() {
    let (text, code) = gate(&suite(), &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("✔ inputs"), "{text}");
    assert!(text.ends_with("the gate passed: 8 parts\n"), "{text}");
}

#[test]
fn the_bundled_features_are_named_where_they_were_not_asked_for() {
    let folder = Folder::empty();
    let what = "no features/ in this folder: the bundled ones were run";
    every_format_says(&folder, what);
    let printed = folder.run(&["-f", "null"]);
    assert!(printed.stderr.starts_with(what), "{}", printed.stderr);
    let printed = folder.run(&["--bundled", "-f", "summary"]);
    assert!(!printed.stdout.contains(what), "{}", printed.stdout);
}

#[test]
fn the_bundled_features_pass_the_gate_only_if_they_are_asked_for() {
    let folder = Folder::empty();
    let (text, code) = gate(&folder, &[]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("✘ inputs") && text.contains("add `--bundled`"), "{text}");
    let (text, code) = gate(&folder, &["--bundled"]);
    assert_eq!(code, Some(0), "{text}");
}

#[test]
fn a_part_of_a_suite_without_features_is_an_error() {
    let parts =
        [("fixtures/policies/a.yaml", "x"), ("passgate.yaml", "x"), ("feature/a.feature", HOLDS)];
    for (path, text) in parts {
        let folder = Folder::empty().and(path, text);
        for command in [&["-f", "null"][..], &["gate"], &["check"], &["coverage"], &["sweep"]] {
            let printed = folder.run(command);
            assert_eq!(printed.code, Some(3), "{path} {command:?}: {}", printed.all());
        }
    }
    let snapshots = suite();
    std::fs::remove_dir_all(snapshots.path().join("features")).unwrap();
    let printed = snapshots.run(&["-f", "null"]);
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    assert!(
        printed.stderr.contains("there is no `features/` in this folder"),
        "{}",
        printed.stderr
    );
}

#[test]
fn a_path_never_means_a_bundled_feature_by_itself() {
    let path = "features/intune-2015-12/ios.feature";
    let printed = Folder::empty().run(&[path, "-f", "null"]);
    assert_eq!(printed.code, Some(3));
    assert!(printed.stderr.contains("add `--bundled`"), "{}", printed.stderr);
    assert_eq!(Folder::empty().run(&[path, "--bundled", "-f", "null"]).code, Some(0));
}

#[test]
fn a_file_whose_name_is_nearly_right_is_named_and_fails_the_gate() {
    let near = [
        ("passgate.yml", "passgate.yaml"),
        ("Passgate.yaml", "passgate.yaml"),
        ("features/lost.feature.txt", "features/lost.feature"),
        ("features/lost.faeture", "features/lost.feature"),
        ("fixtures/policies/lost.yaml.txt", "fixtures/policies/lost.yaml"),
        ("fixtures/equivalent-mutants.yml", "fixtures/equivalent-mutants.yaml"),
    ];
    for (path, meant) in near {
        let folder = suite().and(path, "");
        let what = format!("`{path}` is not read");
        let check = folder.run(&["check"]);
        assert!(check.stdout.contains(&what) && check.stdout.contains(meant), "{}", check.stdout);
        let (text, code) = gate(&folder, &[]);
        assert_eq!(code, Some(1), "{path}: {text}");
        assert!(text.contains("✘ inputs") && text.contains(&what), "{text}");
    }
    every_format_says(&suite().and("passgate.yml", ""), "`passgate.yml` is not read");
}

#[test]
fn copies_that_editors_keep_are_no_inputs() {
    let folder = suite().and("features/a.feature~", "").and("passgate.yaml.bak", "");
    let (text, code) = gate(&folder, &[]);
    assert_eq!(code, Some(0), "{text}");
}

#[test]
fn a_feature_with_a_capital_ending_is_read() {
    let folder = Folder::with_feature(HOLDS)
        .and("features/Login.Feature", HOLDS.replace("Feature:", "Feature: Login,"));
    let printed = folder.run(&["-f", "summary"]);
    assert!(printed.stdout.starts_with("2 scenarios conform"), "{}", printed.stdout);
}

#[test]
fn an_approved_table_of_nothing_is_named_and_fails_the_gate() {
    for path in ["snapshots/old-policy/behaviour.snap", "snapshots/our-phones/renamed.snap"] {
        let folder = suite();
        folder.write(path, folder.read("snapshots/our-phones/behaviour.snap"));
        every_format_says(&folder, &format!("`{path}` is the approved table of nothing"));
        let check = folder.run(&["check", "--deny-warnings"]);
        assert_eq!(check.code, Some(1), "{}", check.all());
        let (text, code) = gate(&folder, &[]);
        assert_eq!(code, Some(1), "{text}");
        assert!(text.contains("✘ inputs") && text.contains(path), "{text}");
        // A snapshot of other tests is none of ours.
        folder.write(path, "---\nsource: tests/other.rs\n---\nx\n");
        assert_eq!(folder.run(&["check", "--deny-warnings"]).code, Some(0));
    }
}

#[test]
fn a_missing_snapshot_fails_the_gate() {
    let folder = suite();
    std::fs::remove_file(folder.path().join("snapshots/our-phones/visibility.snap")).unwrap();
    let (text, code) = gate(&folder, &[]);
    assert_eq!(code, Some(1), "{text}");
    let missing = "`snapshots/our-phones/visibility.snap` does not exist";
    assert!(text.contains("✘ inputs") && text.contains(missing), "{text}");
}

#[test]
fn a_policy_without_a_scenario_is_named_and_fails_the_gate() {
    let folder = suite();
    let other = folder.read("fixtures/policies/our-phones.yaml").replace("our-phones", "others");
    folder.write("fixtures/policies/others.yaml", other);
    every_format_says(&folder, "no scenario is about the policy `others`");
    let (text, code) = gate(&folder, &[]);
    assert_eq!(code, Some(1), "{text}");
}

#[test]
fn a_suite_without_a_scenario_is_no_suite() {
    let folder = Folder::with_feature("Feature: Nothing yet\n");
    for command in [&["-f", "null"][..], &["gate"]] {
        assert_eq!(folder.run(command).code, Some(4), "{command:?}");
    }
}

#[test]
fn a_range_of_seeds_that_is_cut_short_is_refused() {
    let folder = Folder::with_feature(HOLDS);
    let printed = folder.run(&["sweep", "--seed", "18446744073709551615", "--seeds", "3"]);
    assert_eq!(printed.code, Some(2), "{}", printed.all());
}

#[test]
fn shards_put_together_are_compared_with_the_approved_tables() {
    let folder = suite();
    let changed = folder.read("snapshots/our-phones/behaviour.snap").replace("standalone", "other");
    for (text, code, words) in
        [(None, Some(0), "snapshot unchanged"), (Some(changed), Some(1), "snapshot differs")]
    {
        if let Some(text) = text {
            folder.write("snapshots/our-phones/behaviour.snap", text);
        }
        for shard in ["1/2", "2/2"] {
            let record = format!("record:{}.ndjson", shard.replace("/2", ""));
            folder.run(&["--shard", shard, "-f", &record, "-f", "null"]);
        }
        let merged = folder.run(&["report", "1.ndjson", "2.ndjson", "-f", "summary"]);
        assert!(merged.stdout.contains(words), "{}", merged.stdout);
        assert_eq!((merged.code, folder.run(&["-f", "null"]).code), (code, code));
    }
}
