//! A policy for a product unlike the bundled ones goes through every command without Rust code: no portal, other names,
//! prompts and a dimension that those do not have. A surface and an actor that are declared are in each result.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// A suite of its own in a new folder.
struct Shop(tempfile::TempDir);

/// What a command printed, and its exit code.
struct Printed {
    code: Option<i32>,
    text: String,
}

const FEATURE: &str = "\
Feature: Hand Scanners
  @clause:scanner-new-pin
  Scenario: The store manager gives the sales clerk a new PIN
    Given a Hand Scanner device managed by Shops shared, with enrolment kiosk
    Then the store manager is offered New PIN in the kiosk page
    When the store manager resets the passcode in the kiosk page
    Then the store manager sees a new numeric passcode of 5 characters in the kiosk page
    And the store manager sees a new passcode without any of \"07\" in the kiosk page
    And that passcode unlocks the device
    And the old passcode no longer unlocks the device

  @clause:scanner-help-desk
  Scenario Outline: The help desk sees the passcode of the store manager's reset, with <earlier> before it
    Given a Hand Scanner device managed by Shops personal, with enrolment kiosk
    And <earlier> passcode reset has been performed on the device before
    When the store manager resets the passcode in the kiosk page
    Then the help desk sees <seen> in Fleet Desk

    Examples:
      | earlier | seen                   |
      | a       | a new numeric passcode |
      | no      | no new passcode        |

  @clause:kiosk-asks-for-the-code
  Scenario: A wrong code sends nothing
    Given a Till Pad 2 device managed by Shops shared, with enrolment open
    When the sales clerk selects New PIN in the kiosk page
    Then the sales clerk is asked to say what happened
    When the sales clerk chooses \"The PIN is forgotten\" in the kiosk page
    Then the sales clerk is asked to enter the code from the badge
    When the sales clerk enters a wrong code in the kiosk page
    Then it is refused because the code is wrong
    And the old passcode still unlocks the device

  @clause:till-pad-removed @clause:till-pad-half-an-hour
  Scenario: The passcode of a Till Pad is removed
    Given a Till Pad 2 device managed by Shops shared, with enrolment kiosk
    When the sales clerk resets the passcode in the kiosk page
    Then the device has no passcode
    When 30 minutes have passed since the passcode was removed
    Then apps are blocked on the device

  Scenario: A scanner that is open keeps its passcode
    Given a Hand Scanner device managed by Shops personal, with enrolment open
    When the help desk resets the passcode in Fleet Desk
    Then the old passcode still unlocks the device
    And the device says \"This scanner keeps its PIN\"
";

impl Shop {
    fn new() -> Self {
        let shop = Self(tempfile::tempdir().unwrap());
        let policy =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/policies-of-tests/shopfloor.yaml");
        shop.write("fixtures/policies/shopfloor.yaml", &fs::read_to_string(policy).unwrap());
        shop.write("features/scanners.feature", FEATURE);
        shop
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Printed {
        let output = Command::new(env!("CARGO_BIN_EXE_passgate"))
            .current_dir(self.0.path())
            .args(arguments)
            .env_clear()
            .output()
            .unwrap();
        let printed = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        Printed { code: output.status.code(), text: printed.concat() }
    }
}

impl Printed {
    #[track_caller]
    fn holds(&self, words: &[&str]) {
        for word in words {
            assert!(self.text.contains(word), "no `{word}` in\n{}", self.text);
        }
    }
}

/// Actors and surfaces that only this policy has.
const NAMES: [&str; 4] = ["help desk", "store manager", "kiosk page", "Fleet Desk"];

#[test]
fn a_run_and_its_tables_are_of_the_declared_actors_and_surfaces() {
    let printed = Shop::new().run(&["run", "--width", "300", "-f", "pretty"]);
    assert_eq!(printed.code, Some(0), "{}", printed.text);
    printed.holds(&["6 scenarios conform"]);
    printed.holds(&["Kiosk page", "Fleet Desk", "Hand Scanner", "kiosk"].map(|it| it));
    for other in ["Company Portal", "ConfigMgr", "Intune", "end user", "administrator"] {
        assert!(!printed.text.contains(other), "`{other}` in\n{}", printed.text);
    }
}

#[test]
fn every_format_has_the_declared_actors_and_surfaces() {
    let shop = Shop::new();
    for format in ["html", "json", "markdown", "table"] {
        let printed = shop.run(&["run", "-f", format]);
        printed.holds(&["Fleet Desk", "kiosk", "Hand Scanner"]);
    }
    let html = shop.run(&["run", "-f", "html"]);
    html.holds(&NAMES);
    html.holds(&["say what happened", "New PIN", "Send PIN", "This scanner keeps its PIN"]);
}

#[test]
fn mutation_coverage_exploration_sweep_and_drafts_know_the_declared_world() {
    let shop = Shop::new();
    let mutants = shop.run(&["mutate", "--list"]);
    mutants.holds(&["Fleet Desk", "kiosk page", "the help desk", "enter a code", "Till Pad 2"]);
    let coverage = shop.run(&["coverage"]);
    coverage.holds(&["scanner-help-desk", "kiosk-asks-for-the-code"]);
    let explored = shop.run(&["explore", "--depth", "3"]);
    explored.holds(&["Hand Scanner", "kiosk"]);
    assert!(!explored.text.contains("broken"), "{}", explored.text);
    let swept = shop.run(&["sweep", "--seeds", "20", "--faults", "hostile"]);
    assert_eq!(swept.code, Some(0), "{}", swept.text);
    let drafts = shop.run(&["scaffold", "--row", "Hand Scanner/personal/kiosk"]);
    drafts.holds(&["the help desk", "Fleet Desk", "managed by Shops personal"]);
    let table = shop.run(&["table", "--width", "300"]);
    table.holds(&["the help desk, Fleet Desk", "the store manager, kiosk page"]);
    let steps = shop.run(&["steps", "code"]);
    steps.holds(&["enters the right code", "the kiosk page"]);
}

#[test]
fn a_policy_without_a_portal_has_none() {
    let shop = Shop::new();
    for arguments in [&["run"][..], &["steps"], &["table"], &["explore", "--depth", "2"]] {
        let printed = shop.run(arguments);
        assert!(!printed.text.to_lowercase().contains("portal"), "{}", printed.text);
    }
}

/// One more surface and one more actor are one line each, and in every result.
#[test]
fn a_new_surface_and_a_new_actor_are_in_every_result() {
    let shop = Shop::new();
    let policy = fs::read_to_string(shop.path("fixtures/policies/shopfloor.yaml")).unwrap();
    let actors = "  the help desk: { role: staff }\n";
    let surfaces = "surfaces:\n";
    assert!(policy.contains(actors) && policy.contains(surfaces));
    let policy = policy
        .replace(actors, "  the help desk: { role: staff }\n  the night auditor: { role: staff }\n")
        .replace(surfaces, "surfaces:\n  Audit Wall:\n    kind: console\n    for: [the night auditor]\n    manages: [shared, personal]\n    button: Look\n    says: { no_reset_state: All quiet }\n");
    shop.write("fixtures/policies/shopfloor.yaml", &policy);
    let more = "\
Feature: Auditing
  Scenario: The night auditor sees that nothing has happened
    Given a Hand Scanner device managed by Shops shared, with enrolment kiosk
    Then the night auditor sees \"All quiet\" in Audit Wall
    And the night auditor is not offered Look in Audit Wall
    When the store manager resets the passcode in the kiosk page
    Then the night auditor sees that the latest reset is done in Audit Wall
    And the night auditor sees no new passcode in Audit Wall
";
    shop.write("features/auditing.feature", more);
    let run = shop.run(&["run", "--width", "300"]);
    assert_eq!(run.code, Some(0), "{}", run.text);
    run.holds(&["Audit Wall"]);
    for format in ["html", "json", "markdown", "table"] {
        shop.run(&["run", "-f", format]).holds(&["Audit Wall"]);
    }
    shop.run(&["run", "-f", "html"]).holds(&["night auditor", "All quiet"]);
    shop.run(&["mutate", "--list"]).holds(&["Audit Wall: for", "Audit Wall: says.no_reset_state"]);
    shop.run(&["scaffold", "--row", "Hand Scanner/shared/kiosk"]).holds(&["Audit Wall"]);
    shop.run(&["steps", "reset state"]).holds(&["Audit Wall"]);
    shop.run(&["explain", "features/auditing.feature:2", "--mermaid"]).holds(&["Audit Wall"]);
}
