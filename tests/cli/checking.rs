//! `passgate check`: all problems of all files at once, in four formats, without running or writing anything.

use serde_json::Value;

use crate::folder::{Folder, HOLDS, Printed, approved};
use crate::support::policy_text;

/// A feature with a slip of every kind that leaves a file readable.
const SLIPS: &str = "\
@policy:intune-2015-12
Feature: Slips

  @clause:ios-passcode-removd
  Scenario: Twice
    Given an iSO device managed by Intune hybrid
    When the end user resets the passcode in the Company Portal
    Then the device has no passcode

  Scenario Outline: Rows
    Given an iOS device managed by Intune <scenario>
    When the end user signs out and signs in again after 5 minuts
    Then the device has <what>

    Examples:
      | scenario | unused |
      | hybrid   | 1      |

  Scenario: Twice
    Given an iOS device managed by Intune hybrid
    When the user resets their pin on the portal

  Scenario: Too early
    Then the device has no passcode
";

/// A feature that is not Gherkin in two places, and has an unknown sentence.
const BROKEN: &str = "\
Feature: Broken
  Scenario: One
    Given an iOS device managed by Intune hybrid
    Then the device has a pin
  Scenaro: Two
    wen 5 minutes pass
    Then the device has no passcode
";

const CONFIG: &str = "\
schema: 1
waivers:
  - scenario: It does not exist
    reason: none
    owner: Ana Silva
    ticket: PASS-1
    expires: 2027-02-30
";

/// A project in which every file is wrong.
fn wrong() -> Folder {
    let policy = policy_text("intune-2015-10").replace("as_of: \"2015-10\"", "as_of: yesterday");
    Folder::empty()
        .and("features/a.feature", SLIPS)
        .and("features/b.feature", BROKEN)
        .and("features/c.feature", b"Feature: \xe9t\xe9\n")
        .and("fixtures/policies/ours.yaml", policy.replace("intune-2015-10", "ours"))
        .and("passgate.yaml", CONFIG)
}

/// One that can be run, with a warning in each file.
fn doubtful() -> Folder {
    let policy = policy_text("intune-2015-10").replace("intune-2015-10", "ours");
    let feature = "\
@policy:ours
Feature: Ours
  Scenario Outline: In <scenario>
    Given an iOS device managed by Intune <scenario>
    When the administrator resets the passcode in the ConfigMgr console
    Then the device has no passcode

    Examples:
      | scenario | weekday |
      | hybrid   | Monday  |
";
    Folder::empty().and("features/a.feature", feature).and("fixtures/policies/ours.yaml", policy)
}

#[track_caller]
fn check(folder: &Folder, arguments: &[&str]) -> Printed {
    let before = folder.content();
    let arguments: Vec<&str> = [&["check"], arguments].concat();
    let printed = folder.run(&arguments);
    assert_eq!(folder.content(), before, "something was written");
    printed
}

#[test]
fn every_problem_is_reported_at_once() {
    let folder = wrong();
    for format in ["text", "json", "sarif", "github"] {
        let printed = check(&folder, &["--format", format]);
        assert_eq!((printed.code, printed.stderr.as_str()), (Some(3), ""), "{}", printed.stdout);
        approved(&format!("check-{format}"), &printed.stdout);
    }
}

#[test]
fn what_nothing_uses_is_warned_of_and_fails_only_when_asked_to() {
    let folder = doubtful();
    let printed = check(&folder, &[]);
    assert_eq!(printed.code, Some(0));
    approved("check-warnings", &printed.all());
    assert_eq!(check(&folder, &["--deny-warnings"]).code, Some(1));
    let text = "warnings: run `passgate check` to list them\n";
    let run = folder.run(&[]);
    assert!(run.stderr.ends_with(text) && run.stderr.lines().count() == 1, "{}", run.stderr);
    // If a feature is named, only that one is reported.
    assert!(check(&folder, &["features/a.feature"]).stdout.ends_with("1 scenario · 1 warning\n"));
    assert!(folder.run(&["features/a.feature"]).stderr.starts_with("1 warning: "));
}

#[test]
fn nothing_is_wrong_with_what_is_bundled() {
    let printed = check(&Folder::empty(), &["--deny-warnings"]);
    assert_eq!(printed.code, Some(0), "{}", printed.stdout);
    assert_eq!(printed.stderr, "no features/ in this folder: checking the bundled features\n");
}

#[test]
fn the_exit_code_is_that_of_a_run() {
    let code = |text: &str| check(&Folder::with_feature(text), &[]).code;
    assert_eq!(code(HOLDS), Some(0));
    assert_eq!(code(&HOLDS.replace("resets the", "resets that")), Some(1));
    assert_eq!(code(&HOLDS.replace("When", "Wen")), Some(3));
    let folder = Folder::with_feature(HOLDS);
    assert_eq!(check(&folder, &["features/mein.feature"]).code, Some(3));
    assert_eq!(check(&folder, &["features/mine.feature:0"]).code, Some(2));
    assert_eq!(check(&folder, &["--format", "xml"]).code, Some(2));
    assert_eq!(check(&folder, &["--policy", "nobodys"]).code, Some(3));
    assert_eq!(check(&folder, &["--config", "none.yaml"]).code, Some(3));
}

#[test]
fn a_file_is_checked_as_what_it_is() {
    let folder = doubtful()
        .and("passgate.yaml", CONFIG.replace("02-30", "02-28"))
        .and("ci.yaml", "on: push\n")
        .and("other.yaml", "nothing: of ours\n");
    let printed = check(&folder, &["."]);
    assert!(
        printed.stdout.contains(
            "1 feature · 1 scenario · 1 policy · passgate.yaml · 2 other YAML files ignored"
        ),
        "{}",
        printed.stdout
    );
    // What is named has to be ours.
    assert!(check(&folder, &["other.yaml"]).stdout.starts_with("policy::"));
    assert_eq!(check(&folder, &["fixtures/policies/ours.yaml"]).stdout, "1 policy · no problems\n");
    let config = check(&folder, &["passgate.yaml"]);
    assert_eq!((config.code, config.stdout.as_str()), (Some(0), "passgate.yaml · no problems\n"));
    // Only who has read everything knows that a waiver is about nothing.
    assert!(check(&folder, &[]).stdout.starts_with("language::unused_column"));
    assert!(check(&folder, &[]).stdout.contains("config::unknown_scenario"));
}

/// A policy that cannot be read may have what a feature names.
#[test]
fn what_a_broken_policy_may_have_is_not_missed() {
    let folder = doubtful();
    let policy = folder.read("fixtures/policies/ours.yaml").replace("rows:", "rwos:");
    let folder = folder.and("fixtures/policies/ours.yaml", policy);
    let printed = check(&folder, &["-f", "github", "features"]);
    assert_eq!(printed.code, Some(3));
    assert!(printed.stdout.contains("title=policy%3A%3Aunknown_key"), "{}", printed.stdout);
    assert!(!printed.stdout.contains("title=language%3A%3Aunknown"), "{}", printed.stdout);
}

#[test]
fn a_policy_that_is_named_is_the_one_that_counts() {
    let kiosk = policy_text("intune-2015-12").replace("platform: Android", "platform: Kiosk");
    let feature = HOLDS.replace("Windows Phone 8.1", "Kiosk");
    let folder = Folder::with_feature(&feature).and("kiosk.yaml", kiosk);
    assert_eq!(check(&folder, &[]).code, Some(1));
    assert_eq!(check(&folder, &["--policy", "kiosk.yaml"]).code, Some(0));
    assert_eq!(check(&folder, &["features", "kiosk.yaml"]).code, Some(0));
    let broken = folder.read("kiosk.yaml").replace("schema: 2", "schema: two");
    let printed = check(&folder.and("kiosk.yaml", broken), &["--policy", "kiosk.yaml"]);
    assert!(
        printed.code == Some(3) && printed.stdout.starts_with("policy::wrong_kind"),
        "{}",
        printed.stdout
    );
}

#[test]
fn marks_line_ends_tabs_and_other_languages_are_no_fault() {
    let german = HOLDS
        .replace("Feature:", "# language: de\nFunktionalität:")
        .replace("Scenario:", "Szenario:")
        .replace("Given ", "Angenommen ")
        .replace("When ", "Wenn ")
        .replace("Then ", "Dann ")
        .replace("And ", "Und ");
    for text in [
        format!("\u{feff}{}", HOLDS.replace('\n', "\r\n")),
        HOLDS.replace("    ", "\t"),
        german.clone(),
        format!("\u{feff}{}", german.replace('\n', "\r\n")),
    ] {
        let printed = check(&Folder::with_feature(&text), &[]);
        assert_eq!(
            printed.stdout, "1 feature · 1 scenario · passgate.yaml · no problems\n",
            "{text}"
        );
    }
}

/// Every position that a format names exists in the file, and every rule is listed once.
#[test]
fn sarif_names_each_rule_and_place() {
    let printed = check(&wrong(), &["--format", "sarif"]);
    let log: Value = serde_json::from_str(&printed.stdout).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 10 && rules.len() > 5);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        if result["ruleId"] != "file::not_utf8" {
            let number = |key: &str| place["region"][key].as_u64().unwrap();
            let start = (number("startLine"), number("startColumn"));
            assert!(start >= (1, 1) && start <= (number("endLine"), number("endColumn")));
        }
    }
}

#[test]
fn of_hundreds_of_problems_people_see_some_and_programs_all() {
    let (head, scenario) = HOLDS.split_once("\n\n").unwrap();
    let wrong = scenario.replace("resets the", "resets that");
    let scenarios: Vec<String> =
        (0..300).map(|number| wrong.replace("holds", &format!("number {number}"))).collect();
    let folder = Folder::with_feature(&format!("{head}\n\n{}", scenarios.join("\n")));
    let text = check(&folder, &[]).stdout;
    assert!(text.contains("\n… and 200 more; `--format json` lists all of them\n"), "{text}");
    let json: Value = serde_json::from_str(&check(&folder, &["-f", "json"]).stdout).unwrap();
    assert_eq!(json["problems"].as_array().unwrap().len(), 300);
    assert_eq!((&json["errors"], &json["warnings"]), (&Value::from(300), &Value::from(0)));
}
