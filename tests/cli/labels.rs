//! What a user names for reports, and what the environment leaves empty.

use crate::folder::{Folder, HOLDS, MIXED, Printed};

const PAGE: &str = "\
Feature: Resets
  What our service desk knows.

  Rule: Only the administrator
    @clause:wp81-hybrid-portal-shows-no-passcode
    Scenario Outline: After <n> minutes
      Given a Windows Phone 8.1 device managed by Intune hybrid
      When the end user resets the passcode in the Company Portal website
      And <n> minutes pass
      Then the end user sees a new numeric passcode in the Company Portal website

      Examples: soon
        | n |
        | 2 |
        | 3 |
";

#[test]
fn the_page_opens_on_its_failures() {
    let folder = Folder::with_feature(PAGE);
    let page = folder.run(&["-f", "html"]).stdout;
    let at = |text: &str| page.find(text).unwrap_or_else(|| unreachable!("no {text} in\n{page}"));
    let order = [
        "What our service desk knows.",
        "After 2 minutes",
        "Rule: <bdi>Only the administrator</bdi> · Examples: <bdi>soon</bdi>",
        "the portal reports success, without a passcode",
        "<dd><bdi>a new passcode (numeric)</bdi></dd>",
        "<dd><bdi>no new passcode, by the end user, in the Company Portal website</bdi></dd>",
        "passgate run features/mine.feature:14 --policy intune-2015-12 --seed 2015",
        "What happens to the passcode</h2>",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{page}");
    assert!(page.contains("class=\"fails\""), "a failing row does not look failed");
    let holds = Folder::with_feature(HOLDS).run(&["-f", "html"]).stdout;
    assert!(!holds.contains("id=\"failures\""));
}

#[test]
fn a_page_has_its_title_and_a_link_to_its_build() {
    let folder = Folder::with_feature(HOLDS);
    let arguments =
        ["-f", "html", "--title", "Release <12>", "--build-url", "https://ci.example/1?a=1&b=2"];
    let page = folder.run(&arguments).stdout;
    assert!(page.contains("<title>Release &lt;12&gt;: "), "{page}");
    assert!(page.contains("<a href=\"https://ci.example/1?a=1&amp;b=2\""), "{page}");
    for address in ["javascript:alert(1)", "ci.example", "https://", "https:// x"] {
        let printed = folder.run(&["-f", "html", "--build-url", address]);
        assert_eq!(printed.code, Some(2), "{address}: {}", printed.all());
    }
}

#[test]
fn names_in_junit_do_not_depend_on_lines() {
    let names = |text: &str| -> Vec<String> {
        let xml = Folder::with_feature(text).run(&["-f", "junit"]).stdout;
        let report = quick_junit::Report::deserialize_from_str(&xml).unwrap();
        let suites = report.test_suites.iter();
        assert!(suites.clone().all(|suite| suite.time.is_some()), "{xml}");
        let cases: Vec<_> = suites.flat_map(|suite| &suite.test_cases).collect();
        assert!(cases.iter().all(|case| case.time.is_some()), "{xml}");
        cases.iter().map(|case| case.name.as_str().to_owned()).collect()
    };
    let expected = [
        "Only the administrator: After 2 minutes (row 1)",
        "Only the administrator: After 3 minutes (row 2)",
    ];
    assert_eq!(names(PAGE), expected);
    assert_eq!(names(&format!("# a line more\n\n{PAGE}")), expected);
    let (_, scenario) = HOLDS.split_once("\n\n").unwrap();
    let twice = format!("{HOLDS}\n{scenario}");
    assert_eq!(names(&twice), ["One that holds", "One that holds (2)"]);
}

#[test]
fn an_empty_variable_is_not_set() {
    let folder = Folder::with_feature(MIXED);
    let expected = folder.run(&[]);
    let variables = [
        "PASSGATE_SEED",
        "PASSGATE_JOBS",
        "PASSGATE_POLICY",
        "PASSGATE_TAGS",
        "PASSGATE_NAME",
        "PASSGATE_FORMAT",
        "PASSGATE_BASELINE",
        "PASSGATE_CONFIG",
        "PASSGATE_TODAY",
        "PASSGATE_SHARD",
        "PASSGATE_RETRY",
        "PASSGATE_FAIL_FAST",
        "PASSGATE_WATCH",
        "PASSGATE_COLOR",
        "PASSGATE_WIDTH",
        "PASSGATE_TITLE",
        "PASSGATE_BUILD_URL",
        "PASSGATE_BUNDLED",
        "PASSGATE_LAST_FAILED",
        "NO_COLOR",
        "GITHUB_STEP_SUMMARY",
    ];
    for variable in variables {
        let printed = Printed::by(folder.command(&[]).env(variable, ""));
        assert_eq!(printed, expected, "{variable}");
        let printed = Printed::by(folder.command(&["run"]).env(variable, ""));
        assert_eq!(printed, expected, "{variable}");
    }
    for (command, variable) in
        [("gate", "PASSGATE_SEEDS"), ("explore", "PASSGATE_DEPTH"), ("sweep", "PASSGATE_FAULTS")]
    {
        let printed = Printed::by(folder.command(&[command, "--help"]).env(variable, ""));
        assert_eq!(printed.code, Some(0), "{variable}");
        let printed = Printed::by(folder.command(&[command, "-c", "none.yaml"]).env(variable, ""));
        assert!(!printed.stderr.contains("invalid value ''"), "{variable}: {}", printed.stderr);
    }
}

#[test]
fn unicode_line_separators_break_no_line() {
    let name = "One that\u{2028}holds\u{2029}here\u{85}too";
    let folder = Folder::with_feature(&HOLDS.replace("One that holds", name));
    for format in [
        "tap", "messages", "github", "json", "sarif", "junit", "markdown", "pretty", "html",
        "rerun",
    ] {
        let text = folder.run(&["-f", format]).stdout;
        assert!(!text.contains(['\u{2028}', '\u{2029}', '\u{85}']), "{format}: {text:?}");
    }
    folder.run(&["-f", "record:run.ndjson", "-f", "null"]);
    let record = folder.read("run.ndjson");
    assert!(!record.contains(['\u{2028}', '\u{2029}', '\u{85}']), "{record:?}");
}

#[test]
fn a_narrow_terminal_cuts_lines_between_words() {
    let folder = Folder::with_feature(PAGE);
    let printed = folder.run(&["--width", "40"]).stdout;
    for line in printed.lines().filter(|line| !line.contains("passgate run ")) {
        let marks =
            line.chars().all(|letter| letter == 'F' || letter == ' ' || letter.is_ascii_digit());
        assert!(
            marks || line.chars().count() <= 40 || line.split_whitespace().count() <= 2,
            "{line:?}"
        );
    }
    assert!(
        printed.contains("      seen      no new passcode, by the\n                end user"),
        "{printed}"
    );
}
