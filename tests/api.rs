//! The documented API: what it loads, runs and reports, and what it rejects.

use std::fs;

use passgate::Suite;

const POLICY: &str = include_str!("../fixtures/policies/intune-2015-12.yaml");

const FEATURE: &str = "Feature: Phones
  Scenario: An iPhone
    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the device has no passcode

  Scenario: An impossible one
    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the device has a passcode
";

#[test]
fn the_bundled_project_conforms_and_the_same_seed_gives_the_same_results() {
    let suite = Suite::load(env!("CARGO_MANIFEST_DIR")).unwrap();
    let (one, other) = (suite.run(2015), suite.run(2015));
    assert!(one.conforms());
    assert_eq!(one.digest(), other.digest());
    assert_ne!(one.digest(), suite.run(2016).digest());
    assert!(one.scenarios().count() > 100);
    assert!(one.tables().contains("Windows Phone 8.1"), "{}", one.tables());
}

#[test]
fn a_scenario_without_a_tag_runs_under_the_only_policy_and_its_failure_is_explained() {
    let suite = Suite::parse(&[("one.yaml", POLICY)], &[("phones.feature", FEATURE)]).unwrap();
    let results = suite.run(1);
    assert!(!results.conforms());
    let found: Vec<_> = results
        .scenarios()
        .map(|scenario| (scenario.line(), scenario.verdict(), scenario.failure().is_some()))
        .collect();
    assert_eq!(found, [(2, "conforms", false), (7, "fails", true)]);
    let failed = results.scenarios().nth(1).unwrap();
    let failure =
        ("the device has a passcode", "the device has no passcode, by the end user, on the device");
    assert_eq!((failed.name(), failed.path()), ("An impossible one", "phones.feature"));
    assert_eq!(failed.failure(), Some(failure));
}

/// Where the command runs and how the folder is written changes nothing.
#[test]
fn a_folder_has_a_default_policy_and_its_paths_count_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("fixtures/policies/one.yaml", POLICY);
    let other = POLICY.replace("policy: intune-2015-12", "policy: other");
    write("fixtures/policies/other.yaml", &other);
    write("features/phones.feature", FEATURE);
    write("passgate.yaml", "schema: 1\ndefault_policy: other\n");
    let results = Suite::load(folder.path()).unwrap().run(1);
    assert_eq!(results.scenarios().next().unwrap().path(), "features/phones.feature");
    let again = Suite::load(folder.path().join("features/..")).unwrap().run(1);
    assert_eq!(again.digest(), results.digest());
    write("passgate.yaml", "schema: 1\ndefault_policy: another\n");
    let unknown = Suite::load(folder.path()).unwrap_err().to_string();
    assert!(unknown.contains("config::unknown_policy"), "{unknown}");
}

#[test]
fn what_cannot_be_loaded_is_reported_whole() {
    let error = |policies: &[(&str, &str)], features: &[(&str, &str)]| {
        Suite::parse(policies, features).unwrap_err().to_string()
    };
    let both = error(
        &[("one.yaml", "schema: 1\n")],
        &[("two.feature", "Feature: f\nScenario: s\n  Given x\n  nonsense\n")],
    );
    assert!(both.contains("one.yaml") && both.contains("two.feature"), "{both}");
    let other = POLICY.replace("policy: intune-2015-12", "policy: other");
    let untagged =
        error(&[("one.yaml", POLICY), ("two.yaml", &other)], &[("phones.feature", FEATURE)]);
    assert!(
        untagged.contains("language::no_policy") && untagged.contains("@policy:"),
        "{untagged}"
    );
    let missing = Suite::load("no-such-folder").unwrap_err().to_string();
    assert!(missing.contains("no-such-folder"), "{missing}");
}
