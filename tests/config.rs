//! `passgate.yaml` as people write it: what it may say, the schema, and every way to be wrong.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use passgate::internals::conformance::{
    Config, Date, LoadedScenarios, Subject, Thresholds, WaiverViolationKind, Waivers,
    config_schema, judge_run_with,
};
use passgate::internals::document::DocumentErrors;
use passgate::internals::report::{Paint, Width, diagnostic};
use support::{INTUNE, policy, root};

/// Two features of which every scenario conforms.
const FEATURES: [(&str, &str); 2] = [
    (
        "features/intune-2015-12/ios.feature",
        "\
Feature: iOS
  Scenario: The passcode is removed
    Given an iOS device managed by Intune hybrid
    When the end user resets the passcode in the Company Portal website
    Then the device has no passcode
",
    ),
    (
        "features/intune-2015-12/windows-phone-8.1.feature",
        "\
Feature: Windows Phone 8.1
  @clause:wp81-standalone-numeric-in-portal
  Scenario: In standalone the end user sees the new passcode
    Given a Windows Phone 8.1 device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new numeric passcode in the Company Portal website

  @clause:wp81-hybrid-console-only
  Scenario Outline: The device says that the password was reset, in <scenario>
    Given a Windows Phone 8.1 device managed by Intune <scenario>
    When the end user resets the passcode in the Company Portal website
    Then the device says \"The password was reset\"

    Examples:
      | scenario   |
      | standalone |
      | hybrid     |
",
    ),
];

fn features() -> Vec<(String, String)> {
    FEATURES.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec()
}

/// Reads a configuration, and looks for what its waivers name among those scenarios.
fn read(name: &str, text: &str) -> Result<(Config, Waivers), DocumentErrors> {
    read_on("2027-01-01", name, text)
}

fn read_on(day: &str, name: &str, text: &str) -> Result<(Config, Waivers), DocumentErrors> {
    let config = Config::parse(name, text)?;
    let policies = [policy(INTUNE)];
    let scenarios = support::read(&features(), &policies);
    let loaded = LoadedScenarios { scenarios, whole: true };
    let today = Date::parse(day).unwrap();
    config.check_policies(&BTreeSet::from([INTUNE]))?;
    let waivers = config.waivers(loaded, policies.iter().map(|policy| &**policy), today)?;
    Ok((config, waivers))
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|found| found == ending));
    files.sort();
    files
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// All problems of a document, as a terminal without colours shows them.
fn rendered(name: &str, text: &str) -> String {
    let Err(errors) = read(name, text) else { panic!("nothing is wrong with {name}") };
    errors.iter().map(|it| diagnostic(it, Paint::Plain, Width::Unbounded) + "\n").collect()
}

#[test]
fn every_broken_configuration_is_refused_in_clear_words() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/config");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for file in files("fixtures/broken-configs", "yaml") {
        let name = stem(&file);
        let page = rendered("passgate.yaml", &fs::read_to_string(&file).unwrap());
        settings.bind(|| insta::assert_snapshot!(name, page));
        assert!(!page.contains("policy::"), "{}:\n{page}", file.display());
        for word in ["Entry", "struct", "enum", "variant", "serde", "u32", "i64", "unit value"] {
            assert!(!page.contains(word), "{}: `{word}` in\n{page}", file.display());
        }
    }
}

#[test]
fn every_broken_configuration_has_a_snapshot_and_every_snapshot_a_configuration() {
    let stems = |files: Vec<PathBuf>| files.iter().map(|file| stem(file)).collect::<Vec<_>>();
    assert_eq!(
        stems(files("fixtures/broken-configs", "yaml")),
        stems(files("snapshots/config", "snap"))
    );
}

#[test]
fn what_is_not_said_about_the_gate_stays_as_it_is() {
    let (config, _) = read("passgate.yaml", "schema: 1\ngate:\n  seeds: 7\n").unwrap();
    assert_eq!(config.thresholds, Thresholds { seeds: 7, ..Thresholds::default() });
    let (config, _) = read("passgate.yaml", "\u{feff}schema: 1\r\n").unwrap();
    assert_eq!(config.thresholds, Thresholds::DEFAULT);
    assert_eq!(config.waivers, []);
}

#[test]
fn every_key_of_a_document_is_heard() {
    let (config, _) = read("passgate.yaml", EVERYTHING).unwrap();
    let expected =
        Thresholds { seeds: 50, explore_depth: 3, survivors_max: 2, clauses_uncovered_max: 1 };
    assert_eq!(config.thresholds, expected);
    let [first, second] = config.waivers.as_slice() else { panic!("{config:?}") };
    assert_eq!(
        first.subject,
        Subject::Scenario {
            name: "In standalone the end user sees the new passcode".to_owned(),
            feature: Some("features/intune-2015-12/windows-phone-8.1.feature".to_owned()),
        }
    );
    assert_eq!(first.reason, "the vendor fixes it in the January update");
    assert_eq!((first.owner.as_str(), first.ticket.as_str()), ("Ana Silva", "PASS-7"));
    assert_eq!((first.file.as_str(), first.line), ("passgate.yaml", 3));
    assert_eq!(second.subject, Subject::Clause("wp81-hybrid-console-only".to_owned()));
    assert_eq!(second.expires.to_string(), "2028-02-29");
    assert_eq!((second.file.as_str(), second.line), ("passgate.yaml", 10));
}

const EVERYTHING: &str = "\
schema: 1
waivers:
  - scenario: In standalone the end user sees the new passcode
    feature: ./features/intune-2015-12/windows-phone-8.1.feature
    reason: the vendor fixes it in the January update
    owner: Ana Silva
    ticket: PASS-7
    expires: 2027-01-31
  # A clause, wherever it is cited.
  - clause: wp81-hybrid-console-only
    reason: the console is replaced
    owner: Ben Okafor
    ticket: PASS-9
    expires: \"2028-02-29\"
gate:
  seeds: 50
  explore_depth: 3
  survivors_max: 2
  clauses_uncovered_max: 1
";

#[test]
fn the_last_day_of_a_waiver_still_counts() {
    let (config, _) = read("passgate.yaml", EVERYTHING).unwrap();
    let expired = |day| config.waivers[0].has_expired(Date::parse(day).unwrap());
    assert!(!expired("2027-01-31"));
    assert!(expired("2027-02-01"));
}

/// All scenarios conform, so there is nothing for a waiver to waive.
#[test]
fn a_waiver_of_what_conforms_is_stale() {
    let records = support::run(&features(), &[policy(INTUNE)], 2015);
    let kinds = |day| {
        let (_, waivers) = read_on(day, "passgate.yaml", EVERYTHING).unwrap();
        let judgement = judge_run_with(&records, &Arc::new(waivers));
        assert!(!judgement.conforms(), "{day}");
        judgement.violations.iter().map(|violation| violation.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds("2027-01-31"), [WaiverViolationKind::Stale, WaiverViolationKind::Stale]);
    assert_eq!(kinds("2027-02-01"), [WaiverViolationKind::Expired, WaiverViolationKind::Stale]);
    assert_eq!(kinds("2028-03-01"), [WaiverViolationKind::Expired, WaiverViolationKind::Expired]);
}

/// If one feature is run, the others are not read, and nothing is known about them.
#[test]
fn what_was_not_read_is_not_missed() {
    let policies = [policy(INTUNE)];
    let mut features = features();
    features.retain(|(path, _)| path.ends_with("ios.feature"));
    let scenarios = support::read(&features, &policies);
    let waivers = |text: &str| {
        let loaded = LoadedScenarios { scenarios: scenarios.clone(), whole: false };
        let config = Config::parse("passgate.yaml", text).unwrap();
        let policies = policies.iter().map(|policy| &**policy);
        config.waivers(loaded, policies, Date::parse("2027-01-01").unwrap()).is_ok()
    };
    assert!(waivers(EVERYTHING));
    let anywhere = EVERYTHING
        .replace("    feature: ./features/intune-2015-12/windows-phone-8.1.feature\n", "");
    assert!(waivers(&anywhere));
    let here = EVERYTHING.replace("windows-phone-8.1.feature", "ios.feature");
    assert!(!waivers(&here));
}

#[test]
fn the_committed_schema_is_that_of_the_types() {
    let file = root().join("fixtures/passgate.schema.json");
    #[expect(clippy::disallowed_methods, reason = "a person asks this test to renew the file")]
    let renew = std::env::var_os("PASSGATE_RENEW").is_some_and(|value| value == "1");
    if renew {
        fs::write(&file, config_schema()).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == config_schema(),
        "the keys of passgate.yaml have changed; renew the schema with `PASSGATE_RENEW=1 cargo test --test config`"
    );
}
