//! Runs in parts: shards and their merging, what failed last, retries, and comparisons.

use crate::folder::{Folder, approved};

const ODD: &str = "\
Feature: Odd and even
  Background:
    Given a Windows Phone 8.1 device managed by Intune hybrid

  Scenario: It holds
    When 1 minute passes
    Then the old passcode still unlocks the device

  Scenario: It fails
    When 1 minute passes
    Then the old passcode no longer unlocks the device

  Scenario: It is a matter of chance
    When the end user asks for a passcode reset in the Company Portal website
    And 16 seconds pass
    Then the end user sees \"Passcode successfully reset\" in the Company Portal website

  Scenario: It holds too
    When 2 minutes pass
    Then the old passcode still unlocks the device
";

fn fixed() -> String {
    ODD.replace("no longer unlocks", "still unlocks")
}

/// The run in three shards, each recorded as `N.ndjson`.
fn sharded(folder: &Folder) {
    for index in 1..=3 {
        let (shard, record) = (format!("{index}/3"), format!("record:{index}.ndjson"));
        folder.run(&["--shard", &shard, "-f", &record, "-f", "null"]);
    }
}

#[test]
fn shards_put_together_are_the_run() {
    let folder = Folder::with_feature(ODD);
    let whole = folder.run(&["-f", "table", "-f", "record:whole.ndjson"]);
    sharded(&folder);
    let merged = folder.run(&["report", "2.ndjson", "3.ndjson", "1.ndjson", "-f", "table"]);
    assert_eq!((merged.stdout, merged.code), (whole.stdout, whole.code));
    let diff = folder.run(&["diff", "whole.ndjson", "whole.ndjson"]);
    assert_eq!((diff.stdout.as_str(), diff.code), ("nothing has changed\n", Some(0)));
    let merged = folder.run(&["report", "1.ndjson", "2.ndjson", "3.ndjson", "-f", "rerun"]);
    assert_eq!(merged.stdout, "features/mine.feature:9\nfeatures/mine.feature:13\n");
}

#[test]
fn what_the_bundled_run_says_its_shards_say_together() {
    let folder = Folder::empty();
    sharded(&folder);
    let merged = folder.run(&["report", "1.ndjson", "2.ndjson", "3.ndjson", "-f", "summary"]);
    let whole = folder.run(&["-f", "summary"]);
    let digest = |text: &str| text.split("digest ").nth(1).unwrap().to_owned();
    assert_eq!(digest(&merged.stdout), digest(&whole.stdout));
    assert!(merged.stdout.contains("304 scenarios conform"), "{}", merged.stdout);
    assert_eq!(merged.code, Some(0));
}

#[test]
fn a_missing_shard_is_reported_and_fails_the_run() {
    let folder = Folder::with_feature(&fixed());
    sharded(&folder);
    let printed = folder.run(&["report", "1.ndjson", "3.ndjson", "-f", "summary"]);
    assert!(printed.stdout.starts_with("partial: shard 2 of 3 missing"), "{}", printed.stdout);
    assert_eq!(printed.code, Some(1));
    let printed = folder.run(&["report", "1.ndjson", "-f", "summary"]);
    assert!(printed.stdout.starts_with("partial: shards 2, 3 of 3 missing"), "{}", printed.stdout);
}

#[test]
fn what_are_no_parts_of_one_run_are_refused() {
    let folder = Folder::with_feature(ODD);
    sharded(&folder);
    folder.run(&["-f", "record:whole.ndjson", "-f", "null"]);
    folder.run(&["--shard", "2/3", "--seed", "7", "-f", "record:seed.ndjson", "-f", "null"]);
    folder.run(&["--shard", "2/2", "-f", "record:half.ndjson", "-f", "null"]);
    folder.write("features/other.feature", ODD.replace("Odd", "Other"));
    folder.run(&["--shard", "2/3", "-f", "record:other.ndjson", "-f", "null"]);
    let mut printed = String::new();
    for pair in [
        ["1.ndjson", "1.ndjson"],
        ["1.ndjson", "whole.ndjson"],
        ["whole.ndjson", "1.ndjson"],
        ["1.ndjson", "seed.ndjson"],
        ["1.ndjson", "half.ndjson"],
        ["1.ndjson", "other.ndjson"],
    ] {
        let refused = folder.run(&["report", pair[0], pair[1]]);
        assert_eq!(refused.code, Some(3), "{pair:?}");
        printed += &format!("{}\n", refused.all());
    }
    approved("parts_of_other_runs", &printed);
}

#[test]
fn damaged_recordings_are_reported_with_their_position() {
    let folder = Folder::with_feature(ODD);
    folder.run(&["-f", "record:run.ndjson", "-f", "null"]);
    let text = folder.read("run.ndjson");
    let lines: Vec<&str> = text.lines().collect();
    let with = |line: usize, new: &str| {
        let mut lines = lines.clone();
        lines[line] = new;
        lines.join("\n") + "\n"
    };
    let swapped = {
        let mut lines = lines.clone();
        lines.swap(3, 4);
        lines.join("\n") + "\n"
    };
    let damaged = [
        ("empty", String::new()),
        ("not JSON", "hello\n".to_owned()),
        ("another version", text.replacen("{\"record\":3", "{\"record\":9", 1)),
        ("no header", text.replacen("\"header\"", "\"head\"", 1)),
        ("a broken line", with(3, "{\"scenario\":{\"position\":")),
        ("an unknown line", with(3, "{\"surprise\":{}}")),
        ("a broken policy", with(1, "{\"policy\":{\"path\":\"x.yaml\",\"text\":\"a: [\"}}")),
        ("no policy", with(1, lines[2])),
        ("out of order", swapped),
        ("a line less", with(4, "").replace("\n\n", "\n")),
        ("another outcome", text.replacen("\"met\":true", "\"met\":false", 1)),
        ("behind the footer", format!("{text}{}\n", lines[3])),
    ];
    let mut printed = String::new();
    for (what, text) in damaged {
        folder.write("damaged.ndjson", text);
        let refused = folder.run(&["report", "damaged.ndjson"]);
        assert_eq!(refused.code, Some(3), "{what}: {}", refused.all());
        printed += &format!("# {what}\n{}\n", refused.all());
    }
    approved("damaged_recordings", &printed);
}

#[test]
fn what_a_killed_run_leaves_is_read_up_to_its_last_line() {
    let folder = Folder::with_feature(&fixed());
    folder.run(&["-f", "record:run.ndjson", "-f", "null"]);
    let text = folder.read("run.ndjson");
    // In the middle of the third scenario's line.
    let cut: usize = text.lines().take(5).map(|line| line.len() + 1).sum::<usize>() + 40;
    folder.write("run.ndjson", &text.as_bytes()[..cut]);
    let printed = folder.run(&["report", "run.ndjson", "-f", "summary"]);
    let partial = "partial: the run ended early, after 2 of 4 scenarios";
    assert!(printed.stdout.starts_with(partial), "{}", printed.all());
    assert_eq!(printed.code, Some(1));
}

#[test]
fn a_scenario_that_holds_with_another_seed_is_flaky() {
    let folder = Folder::with_feature(&fixed());
    let printed = folder.run(&["--retry", "3", "-f", "summary"]);
    assert!(printed.stdout.starts_with("1 flaky, 3 conform"), "{}", printed.stdout);
    assert_eq!(printed.code, Some(0));
    let strict = folder.run(&["--retry", "3", "--fail-on-flaky", "-f", "null"]);
    assert_eq!(strict.code, Some(1));
    assert_eq!(folder.run(&["-f", "null"]).code, Some(1));
}

#[test]
fn a_flaky_scenario_prints_how_to_replay_both_attempts() {
    let folder = Folder::with_feature(&fixed());
    let printed = folder.run(&["--retry", "3"]);
    let replays: Vec<&str> = printed
        .stdout
        .lines()
        .filter_map(|line| line.trim_start().split_once("  passgate "))
        .map(|(_, replay)| replay)
        .collect();
    assert!(replays.len() > 1, "{}", printed.stdout);
    for (position, replay) in replays.iter().enumerate() {
        let words: Vec<&str> = replay.split_whitespace().collect();
        let holds = position + 1 == replays.len();
        assert_eq!(folder.run(&words).code, Some(i32::from(!holds)), "{replay}");
    }
}

#[test]
fn only_what_failed_last_runs_again() {
    let folder = Folder::with_feature(ODD);
    assert_eq!(folder.run(&["--last-failed"]).code, Some(4));
    folder.run(&["-f", "null"]);
    let printed = folder.run(&["--last-failed", "-f", "summary"]);
    assert!(printed.stdout.starts_with("2 scenarios fail, 0 conform"), "{}", printed.stdout);
    folder.write("features/mine.feature", fixed());
    let printed = folder.run(&["--last-failed", "-f", "summary"]);
    assert!(printed.stdout.starts_with("1 scenario fails, 1 conforms"), "{}", printed.stdout);
    let printed = folder.run(&["--last-failed", "-f", "summary"]);
    assert!(printed.stdout.starts_with("1 scenario fails, 0 conform"), "{}", printed.stdout);
    folder.run(&["-n", "It holds", "-f", "null"]);
    assert_eq!(folder.read(".passgate/last-failed"), "features/mine.feature:13\n");
    folder.run(&["--last-failed", "--seed", "2016", "-f", "null"]);
    assert_eq!(folder.run(&["--last-failed"]).code, Some(4));
}

#[test]
fn a_list_of_scenarios_is_run() {
    let folder = Folder::with_feature(ODD);
    folder.run(&["-f", "rerun:again.txt", "-f", "null"]);
    let printed = folder.run(&["@again.txt", "-f", "summary"]);
    assert!(printed.stdout.starts_with("2 scenarios fail, 0 conform"), "{}", printed.stdout);
    folder.write("again.txt", "# nothing\n\n");
    assert_eq!(folder.run(&["@again.txt"]).code, Some(4));
    assert_eq!(folder.run(&["@missing.txt"]).code, Some(3));
}

#[test]
fn what_changed_is_printed_as_text_and_as_markdown() {
    let folder = Folder::with_feature(ODD);
    folder.run(&["-f", "record:before.ndjson", "-f", "null"]);
    let renamed = fixed().replace("It holds too", "It is new");
    folder.write("features/mine.feature", renamed);
    folder.run(&["-f", "record:after.ndjson", "-f", "null"]);
    let text = folder.run(&["diff", "before.ndjson", "after.ndjson"]);
    let markdown = folder.run(&["diff", "before.ndjson", "after.ndjson", "-f", "markdown"]);
    let run = folder.run(&["--baseline", "before.ndjson"]);
    assert_eq!((text.code, markdown.code), (Some(1), Some(1)));
    let since = run.stdout.split("Since the baseline\n").nth(1).unwrap();
    assert!(since.starts_with(&text.stdout), "{since}");
    approved("what_turned", &(text.all() + &markdown.all()));
}

#[test]
fn two_policies_are_compared_row_by_row() {
    let folder = Folder::empty();
    let feature = "features/intune-2015-12/behaviour-table.feature";
    folder.run(&[feature, "--bundled", "-f", "record:before.ndjson", "-f", "null"]);
    let now =
        ["--bundled", "--policy", "intune-2015-10", "-f", "record:after.ndjson", "-f", "null"];
    folder.run(&[&[feature][..], &now].concat());
    approved("two_policies", &folder.run(&["diff", "before.ndjson", "after.ndjson"]).all());
}

#[test]
fn a_scenario_is_explained_in_words_and_as_a_diagram() {
    let folder = Folder::with_feature(ODD);
    let words = folder.run(&["explain", "features/mine.feature:13"]);
    let diagram = folder.run(&["explain", "features/mine.feature:13", "--mermaid"]);
    assert_eq!((words.code, diagram.code), (Some(0), Some(0)));
    approved("explained", &(words.all() + &diagram.all()));
}

#[test]
fn one_format_goes_to_standard_output_and_one_to_each_file() {
    let folder = Folder::with_feature(ODD);
    for wrong in [
        &["-f", "table", "-f", "summary"][..],
        &["-f", "table:x", "-f", "summary:x"],
        &["-f", "record"],
        &["-f", "pdf"],
        &["--shard", "0/3"],
        &["--shard", "4/3"],
        &["--shard", "x"],
        &["--retry", "-1"],
        &["--retry", "1", "--fail-fast"],
    ] {
        let printed = folder.run(wrong);
        assert_eq!(printed.code, Some(2), "{wrong:?}: {}", printed.all());
    }
    assert!(!folder.path().join("x").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported_and_so_is_the_run() {
    let folder = Folder::with_feature(&fixed());
    let printed = folder.run(&["-f", "record:/dev/full", "-n", "It holds"]);
    assert!(printed.stdout.contains("2 scenarios conform"), "{}", printed.stdout);
    assert!(printed.stderr.contains("no space left on device"), "{}", printed.stderr);
    assert_eq!(printed.code, Some(3));
}

/// A suite that runs for some seconds in a debug build.
#[cfg(target_os = "linux")]
fn long() -> Folder {
    let folder = Folder::suite();
    let rows: String = (0..500).map(|row| format!("      | {row} |\n")).collect();
    for file in 0..20 {
        let feature = format!(
            "Feature: F{file}\n  Scenario Outline: Case <n>\n    \
             Given an iOS device managed by Intune standalone\n    \
             When the end user resets the passcode in the Company Portal website\n    \
             Then the device has no passcode\n\n    Examples:\n      | n |\n{rows}"
        );
        folder.write(&format!("features/f{file:02}.feature"), feature);
    }
    folder
}

/// Starts a long run, and sends it a signal as soon as it has recorded something.
#[cfg(target_os = "linux")]
fn injected(folder: &Folder, signal: &str) -> Option<i32> {
    let arguments = ["-f", "record:run.ndjson", "-f", "summary:summary.txt", "-f", "null"];
    let mut child = folder.command(&arguments).stderr(std::process::Stdio::null()).spawn().unwrap();
    let record = folder.path().join("run.ndjson");
    let begun =
        || std::fs::read(&record).is_ok_and(|text| text.windows(11).any(|w| w == b"{\"scenario\""));
    while !begun() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before the signal was sent");
        std::thread::yield_now();
    }
    let id = child.id().to_string();
    std::process::Command::new("/bin/kill").args([signal, &id]).status().unwrap();
    child.wait().unwrap().code()
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_run_reports_what_it_did() {
    let folder = long();
    folder.write("summary.txt", "the old one\n");
    assert_eq!(injected(&folder, "-INT"), Some(130));
    let summary = folder.read("summary.txt");
    assert!(summary.starts_with("partial: interrupted after "), "{summary}");
    let printed = folder.run(&["report", "run.ndjson", "-f", "summary"]);
    assert_eq!((printed.stdout, printed.code), (summary, Some(130)));
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_run_leaves_the_old_report_and_what_it_recorded() {
    let folder = long();
    folder.write("summary.txt", "the old one\n");
    assert_eq!(injected(&folder, "-KILL"), None);
    assert_eq!(folder.read("summary.txt"), "the old one\n");
    let printed = folder.run(&["report", "run.ndjson", "-f", "summary"]);
    assert!(
        printed.stdout.starts_with("partial: the run ended early, after "),
        "{}",
        printed.all()
    );
    assert_eq!(printed.code, Some(1));
}
