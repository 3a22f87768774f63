//! What the command prints, on which stream, and the code that it ends with.

use std::process::Stdio;

use crate::folder::{Folder, HOLDS, MIXED, Printed, approved};
use crate::support;

#[test]
fn a_run_in_an_empty_folder_conforms() {
    let printed = Folder::empty().run(&[]);
    assert_eq!(printed.code, Some(0), "{}", printed.stderr);
    assert!(printed.stdout.contains("snapshot unchanged"), "{}", printed.stdout);
    assert_eq!(
        printed.stderr,
        "no features/ in this folder: the bundled ones were run; change to the folder of your suite, or add \
         `--bundled` if they are meant\n"
    );
}

#[test]
fn failing_undefined_and_misused_scenarios_are_reported_with_a_hint() {
    let printed = Folder::with_feature(MIXED).run(&["run"]);
    assert_eq!(printed.code, Some(1));
    approved("failing-scenarios", &printed.all());
}

#[test]
fn each_exit_code_is_reached() {
    let folder = Folder::with_feature(HOLDS).and("features/fails.feature", MIXED);
    let code = |arguments: &[&str]| folder.run(arguments).code;
    assert_eq!(code(&["features/mine.feature"]), Some(0));
    assert_eq!(code(&["features/fails.feature"]), Some(1));
    assert_eq!(code(&["--no-such-option"]), Some(2));
    assert_eq!(code(&["features/none.feature"]), Some(3));
    assert_eq!(code(&["--tags", "@none"]), Some(4));
}

#[test]
fn the_help_of_every_command_is_as_approved() {
    let folder = Folder::empty();
    for command in [
        "",
        "run",
        "check",
        "approve",
        "steps",
        "table",
        "policy",
        "policy check",
        "policy diff",
        "completions",
        "man",
    ] {
        let mut arguments: Vec<&str> = command.split_whitespace().collect();
        arguments.push("--help");
        let printed = folder.run(&arguments);
        assert_eq!((printed.code, printed.stderr.as_str()), (Some(0), ""));
        approved(format!("help {command}").trim_end().replace(' ', "-").as_str(), &printed.stdout);
    }
}

#[test]
fn the_help_does_not_show_what_the_environment_holds() {
    let folder = Folder::empty();
    let mut command = folder.command(&["--help"]);
    command.env("PASSGATE_TAGS", "@secret");
    assert_eq!(Printed::by(&mut command), folder.run(&["--help"]));
}

#[test]
fn the_rows_of_each_bundled_policy_are_as_approved() {
    let folder = Folder::empty();
    for policy in ["intune-2015-12", "intune-2015-10", "intune-portal-2015-11"] {
        let printed = folder.run(&["table", "--policy", policy]);
        assert_eq!(printed.code, Some(0));
        approved(&format!("table-{policy}"), &printed.all());
    }
}

#[test]
fn a_place_selects_its_scenario_however_it_is_written() {
    let folder = Folder::with_feature(MIXED);
    let absolute = folder.path().join("features/mine.feature:4");
    let expected = folder.run(&["features/mine.feature:2"]);
    assert!(expected.stdout.starts_with("passgate 0.1.0 · intune-2015-12 · seed 2015\n. 1\n"));
    for place in
        ["./features/mine.feature:3", "features//mine.feature:4", absolute.to_str().unwrap()]
    {
        assert_eq!(folder.run(&[place]), expected, "{place}");
    }
    let printed = folder.run(&["features/mine.feature:5:7"]);
    assert_eq!(printed.code, Some(2), "{}", printed.all());
    let words = "can have only one line: write `features/mine.feature:5`";
    assert!(printed.stderr.replace("\n  │ ", " ").contains(words), "{}", printed.stderr);
    let twice = ["features/mine.feature:2", "./features/mine.feature:3"];
    assert_eq!(folder.run(&twice), expected);
}

#[test]
fn a_file_whose_name_has_a_colon_is_found_by_its_name() {
    let folder = Folder::suite().and("features/a:2.feature", HOLDS);
    assert_eq!(folder.run(&["features/a:2.feature"]).code, Some(0));
    assert_eq!(folder.run(&["features/a:2.feature:2"]).code, Some(0));
}

#[test]
fn a_run_of_one_scenario_lists_the_rows_that_it_reached() {
    let printed = Folder::with_feature(HOLDS).run(&["features/mine.feature:2"]);
    approved("one-scenario", &printed.all());
}

#[test]
fn the_first_failure_ends_a_run_at_the_same_place_whatever_jobs_says() {
    let fails = HOLDS.replace("hybrid", "standalone");
    let folder = Folder::suite()
        .and("features/a.feature", HOLDS)
        .and("features/b.feature", fails)
        .and("features/c.feature", HOLDS);
    let one = folder.run(&["--fail-fast", "-j", "1"]);
    assert!(one.stdout.contains("\n.F- 3\n"), "{}", one.stdout);
    assert_eq!(one.code, Some(1));
    assert_eq!(folder.run(&["--fail-fast", "-j", "64"]), one);
}

#[test]
fn an_undefined_scenario_ends_a_run_that_ends_at_the_first_failure() {
    let folder = Folder::suite()
        .and("features/a.feature", HOLDS.replace("no new passcode", "nothing at all"))
        .and("features/b.feature", HOLDS);
    let printed = folder.run(&["--fail-fast"]);
    assert!(printed.stdout.contains("\nU- 2\n"), "{}", printed.stdout);
}

#[test]
fn a_reader_who_goes_away_changes_neither_the_code_nor_says_anything() {
    for (text, code) in [(HOLDS, 0), (MIXED, 1)] {
        let folder = Folder::with_feature(text);
        let mut command = folder.command(&["run"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Gone before the first word is written.
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code));
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    }
}

#[test]
fn the_environment_says_what_an_option_would_say() {
    let folder = Folder::with_feature(MIXED);
    let by_environment = |name, value| {
        let mut command = folder.command(&["run"]);
        Printed::by(command.env(name, value))
    };
    assert_eq!(by_environment("PASSGATE_SEED", "7"), folder.run(&["run", "--seed", "7"]));
    assert_eq!(by_environment("PASSGATE_NAME", "holds"), folder.run(&["run", "-n", "holds"]));
    assert_eq!(by_environment("PASSGATE_FAIL_FAST", "1"), folder.run(&["run", "--fail-fast"]));
    assert_eq!(by_environment("PASSGATE_FAIL_FAST", "0"), folder.run(&["run"]));
    assert_eq!(by_environment("PASSGATE_TAGS", ""), folder.run(&["run"]));
}

#[test]
fn colour_is_there_when_asked_for_and_repeats_only_what_the_words_say() {
    let folder = Folder::with_feature(MIXED);
    let plain = folder.run(&["run"]);
    assert!(!plain.stdout.contains('\u{1b}'));
    let coloured = folder.run(&["run", "--color", "always"]).stdout;
    assert!(coloured.contains("\u{1b}[31m✘\u{1b}[0m"), "{coloured}");
    let mut bare = String::new();
    for (position, piece) in coloured.split('\u{1b}').enumerate() {
        let end = if position == 0 { 0 } else { piece.find('m').unwrap() + 1 };
        bare += piece.get(end..).unwrap();
    }
    assert_eq!(bare, plain.stdout);
}

#[test]
fn the_text_of_a_feature_cannot_command_the_terminal() {
    let evil = "evil \u{1b}]0;title\u{7}\u{1b}[2J\u{202e}";
    let folder = Folder::with_feature(&MIXED.replace("One that fails", evil));
    for color in ["never", "always"] {
        let printed = folder.run(&["run", "--color", color]);
        assert!(printed.stdout.contains("evil ␛]0;title␇␛[2J\u{fffd}"), "{}", printed.stdout);
    }
}

#[test]
fn of_thousands_of_failures_some_are_printed() {
    let fails = HOLDS.replace("hybrid", "standalone");
    let (head, scenario) = fails.split_once("\n\n").unwrap();
    let scenarios: Vec<String> =
        (0..1000).map(|number| scenario.replace("holds", &format!("number {number}"))).collect();
    let printed = Folder::with_feature(&format!("{head}\n{}", scenarios.join("\n"))).run(&[]);
    assert!(printed.stdout.lines().count() < 600, "{} lines", printed.stdout.lines().count());
    assert!(printed.stdout.contains("\n980 more do not conform"), "{}", printed.stdout);
    assert!(printed.stdout.contains("\n… and 880 more\n"), "{}", printed.stdout);
    assert!(printed.stdout.contains("\n1000 scenarios fail, 0 conform"), "{}", printed.stdout);
}

#[test]
fn a_policy_of_the_folder_replaces_the_bundled_one_of_its_name() {
    let policy = support::policy_text(support::INTUNE);
    let policy = policy.replace("Passcode successfully reset", "All is well");
    let text = HOLDS.replace("Passcode successfully reset", "All is well");
    let folder = Folder::with_feature(&text).and("fixtures/policies/ours.yaml", policy);
    let printed = folder.run(&[]);
    assert_eq!(printed.code, Some(0), "{}{}", printed.stdout, printed.stderr);
}

#[test]
fn the_duration_is_printed_only_when_asked_for() {
    let folder = Folder::with_feature(HOLDS);
    let plain = folder.run(&[]).stdout;
    let timed = folder.run(&["--timings"]).stdout;
    let (before, timing) = timed.trim_end().rsplit_once(" · ").unwrap();
    assert_eq!(before, plain.trim_end());
    assert!(timing.ends_with(" s"), "{timing}");
}
