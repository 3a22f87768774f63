//! Formats of a report through the binary: where they go, what they must not contain, what the environment asks for.

use std::collections::BTreeSet;
use std::fs;

use passgate::internals::report::Format;
use serde_json::Value;

use crate::folder::{Folder, HOLDS, MIXED, Printed, approved};
use crate::leaks::{FAILS, leaked, visible_passcodes};

/// A file for every format, as arguments.
fn all_formats() -> Vec<String> {
    let file = |format: &Format| ["-f".to_owned(), format!("{format}:out/{format}")];
    Format::ALL.iter().flat_map(file).collect()
}

fn with_all_formats<'a>(before: &[&'a str], formats: &'a [String]) -> Vec<&'a str> {
    before.iter().copied().chain(formats.iter().map(String::as_str)).collect()
}

/// What no one wrote: times, which may happen to contain any digits.
fn without_times(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(['[', ':']) {
        kept += before;
        rest = after.trim_start_matches(|letter: char| letter.is_ascii_digit());
        kept.push(' ');
    }
    kept + rest
}

#[test]
fn no_passcode_is_in_any_format() {
    let features = [("features/mine.feature".to_owned(), FAILS.to_owned())];
    let formats = all_formats();
    for seed in 1..6 {
        let folder = Folder::with_feature(FAILS);
        let passcodes = visible_passcodes(&features, seed);
        assert!(passcodes.len() > 6, "seed {seed}: {passcodes:?}");
        let seed = seed.to_string();
        folder.run(&with_all_formats(&["run", "--seed", &seed], &formats));
        for format in Format::ALL {
            let text = without_times(&folder.read(&format!("out/{format}")));
            assert_eq!(leaked(&text, &passcodes), [""; 0], "seed {seed}: {format}");
        }
    }
}

/// A leak would be found: if a scenario contains a passcode itself, every format that lists scenarios prints it.
#[test]
fn a_passcode_that_a_user_wrote_down_is_found_in_every_format() {
    let (_, first) = FAILS.split_once("Scenario: ").unwrap();
    let (first, _) = first.split_once("Scenario: ").unwrap();
    let text = format!("Feature: One\n\n  Scenario: {first}");
    let features = [("features/mine.feature".to_owned(), text.clone())];
    let passcodes = visible_passcodes(&features, 7);
    let passcode = passcodes.first().unwrap();
    let folder = Folder::with_feature(&text.replace("Something else", passcode));
    let formats = all_formats();
    folder.run(&with_all_formats(&["run", "--seed", "7"], &formats));
    let finds = |format: &&Format| {
        let text = without_times(&folder.read(&format!("out/{format}")));
        leaked(&text, &passcodes) == [passcode.as_str()]
    };
    let found: BTreeSet<Format> = Format::ALL.iter().filter(finds).copied().collect();
    // They have no step of a scenario.
    let blind = [Format::Summary, Format::Table, Format::Conformance, Format::Rerun, Format::Null];
    assert!(
        Format::ALL.iter().all(|format| found.contains(format) != blind.contains(format)),
        "{found:?}"
    );
}

#[test]
fn no_format_controls_the_terminal() {
    let recording =
        fs::read_to_string(crate::support::root().join("fixtures/recordings/every-verdict.ndjson"));
    let mut lines = Vec::new();
    for line in recording.unwrap().lines().filter(|line| !line.starts_with("{\"footer\"")) {
        let mut value: Value = serde_json::from_str(line).unwrap();
        if let Some(case) = value.get_mut("scenario") {
            case["name"] = "\u{1b}[2J\u{1b}]0;owned\u{7}\r\u{9b}31m\u{202e}".into();
        }
        lines.push(value.to_string());
    }
    let folder = Folder::empty().and("run.ndjson", lines.join("\n") + "\n");
    let formats = all_formats();
    folder.run(&with_all_formats(&["report", "run.ndjson"], &formats));
    for format in Format::ALL.iter().filter(|format| **format != Format::Record) {
        let written = folder.read(&format!("out/{format}"));
        let printed = folder.run(&["report", "run.ndjson", "-f", format.name()]).stdout;
        for text in [written, printed] {
            let commands = |letter: char| {
                let moves = letter.is_control() && letter != '\n' && letter != '\t';
                moves || matches!(letter, '\u{202a}'..='\u{202e}')
            };
            assert!(!text.chars().any(commands), "{format}: {text:?}");
        }
    }
}

#[test]
fn what_goes_to_a_file_is_what_goes_to_standard_output() {
    let folder = Folder::with_feature(MIXED);
    let formats = all_formats();
    folder.run(&with_all_formats(&["run"], &formats));
    for format in Format::ALL.iter().filter(|format| **format != Format::Record) {
        let printed = folder.run(&["report", "out/record", "-f", format.name()]).stdout;
        assert!(folder.read(&format!("out/{format}")) == printed, "{format}");
    }
}

#[test]
fn the_page_of_a_job_gets_the_markdown_at_its_end_and_nothing_else_does() {
    let folder = Folder::with_feature(HOLDS).and("page.md", "# Before\n");
    let page = folder.path().join("page.md");
    let run = |arguments: &[&str]| {
        Printed::by(folder.command(arguments).env("GITHUB_STEP_SUMMARY", &page))
    };
    run(&["run", "-f", "tap"]);
    assert_eq!(folder.read("page.md"), "# Before\n");
    let printed = run(&["run", "-f", "markdown:out.md"]);
    let written = folder.read("out.md");
    assert!(written.starts_with("## ✔ passgate: the run conforms\n"), "{}", printed.all());
    assert_eq!(folder.read("page.md"), format!("# Before\n{written}"));
    let printed = run(&["run", "-f", "markdown"]);
    assert_eq!(folder.read("page.md"), format!("# Before\n{written}{}", printed.stdout));
}

#[test]
fn the_page_of_a_job_is_never_larger_than_it_may_be() {
    const MOST: usize = 1024 * 1024;
    for room in [0, 50, 900, 1_000_000] {
        let folder = Folder::with_feature(HOLDS).and("page.md", "x".repeat(MOST - room));
        let page = folder.path().join("page.md");
        Printed::by(folder.command(&["run", "-f", "markdown"]).env("GITHUB_STEP_SUMMARY", &page));
        let text = folder.read("page.md");
        assert!(text.len() <= MOST, "{room}: {}", text.len());
        assert_eq!(text.contains("_Shortened: "), room == 900, "{room}");
    }
}

#[test]
fn a_page_of_a_job_that_cannot_be_written_is_an_error() {
    let folder = Folder::with_feature(HOLDS);
    let mut command = folder.command(&["run", "-f", "markdown:out.md"]);
    let printed = Printed::by(command.env("GITHUB_STEP_SUMMARY", folder.path()));
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    assert!(printed.stderr.contains("cannot be written"), "{}", printed.all());
    assert!(folder.read("out.md").contains("conforms"));
}

#[test]
fn progress_without_a_terminal_is_a_line_now_and_then() {
    let folder = Folder::empty();
    let printed = folder.run(&["run", "-f", "progress"]);
    let lines: Vec<&str> = printed.stdout.lines().collect();
    assert_eq!(lines.len(), 1 + 10 + 3, "{}", printed.all());
    assert!(
        lines[1].ends_with(" scenarios") && lines[1].starts_with("31 of "),
        "{}",
        printed.all()
    );
}

#[test]
fn progress_ends_with_the_failures() {
    approved("progress", &Folder::with_feature(MIXED).run(&["run", "-f", "progress"]).all());
}

#[test]
fn an_unknown_format_is_refused_with_a_list_of_formats() {
    let folder = Folder::with_feature(HOLDS);
    for wrong in ["junti", "JUnit", "", ":out", "html5:x", "record", "record:"] {
        let printed = folder.run(&["run", "-f", wrong]);
        assert_eq!(
            (printed.code, printed.stdout.as_str()),
            (Some(2), ""),
            "{wrong}: {}",
            printed.all()
        );
    }
    let printed = folder.run(&["run", "-f", "junti:x.xml"]);
    assert!(printed.stderr.contains("did you mean `junit`?"), "{}", printed.all());
    let printed = folder.run(&["run", "-f", "junit", "-f", "tap"]);
    assert!(printed.stderr.contains("`junit` and `tap` would both go to standard output"));
    let printed = folder.run(&["run", "-f", "junit:a", "-f", "tap:a"]);
    assert!(printed.stderr.contains("two formats would be written to `a`"));
    assert!(!folder.path().join("a").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_no_file_is_written_into_and_not_replaced() {
    let folder = Folder::with_feature(HOLDS);
    let link = folder.path().join("full");
    std::os::unix::fs::symlink("/dev/full", &link).unwrap();
    let printed = folder.run(&["run", "-f", "json:full"]);
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    assert!(printed.stderr.contains("`full` cannot be written: no space left on device"));
    assert!(link.is_symlink());
    let printed = folder.run(&["run", "-f", "null", "-f", "summary:/dev/stdout"]);
    assert!(printed.stdout.starts_with("1 scenario conforms"), "{}", printed.all());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_stays_a_link() {
    let folder = Folder::with_feature(HOLDS).and("elsewhere/real.tap", "old");
    let link = folder.path().join("run.tap");
    std::os::unix::fs::symlink("elsewhere/real.tap", &link).unwrap();
    folder.run(&["run", "-f", "tap:run.tap"]);
    assert!(link.is_symlink());
    assert!(folder.read("elsewhere/real.tap").starts_with("TAP version 14"));
}
