//! A scenario by clicking: what was done is written in the sentences of the catalogue, and passes when it is run.

use passgate::Suite;
use serde_json::json;

use crate::running::Running;
use crate::support::policy_text;
use crate::{WORLD, device};

/// The feature that the page writes with the expectations that are ticked, and with all of them.
fn written(running: &Running, world: &str, all: bool, action: &str) -> (String, String) {
    let page = running.page(&format!("/w/{world}/scenario"));
    let ticks: Vec<String> = page
        .split("name=\"tick\"")
        .skip(1)
        .filter(|rest| all || rest.split('>').next().unwrap().contains("checked"))
        .map(|rest| rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned())
        .collect();
    let mut fields = vec![("name", "Clicked"), ("do", action)];
    fields.extend(ticks.iter().map(|tick| ("tick", tick.as_str())));
    let answer = running.post(&format!("/w/{world}/scenario"), &fields);
    let feature = answer.body.split("<pre").nth(1).unwrap().split_once('>').unwrap().1;
    let feature = feature.split("</pre>").next().unwrap();
    let feature = feature.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    (feature.replace("&amp;", "&"), answer.body)
}

/// Runs a feature with many seeds.
#[track_caller]
fn passes(world: &str, feature: &str) {
    let policy = policy_text(world);
    let path = "features/clicked.feature";
    let suite = Suite::parse(&[("policy.yaml", &policy)], &[(path, feature)]);
    let suite = suite.unwrap_or_else(|error| panic!("{error}\n{feature}"));
    for seed in [1, 2015, 99, 123_456] {
        let results = suite.run(seed);
        for scenario in results.scenarios() {
            assert_eq!(scenario.verdict(), "conforms", "{:?}\n{feature}", scenario.failure());
        }
    }
}

#[test]
fn what_was_clicked_is_a_scenario_that_passes() {
    for all in [false, true] {
        let running = Running::start(&[]);
        device(&running, WORLD, "Windows Phone 8.1", "standalone");
        for step in [
            "d0.1.0.r", "d0.1.0.o", "t60000", "d0.1.0.i", "d0.1.0.c", "next", "next", "next",
            "next", "next",
        ] {
            running.press(WORLD, step);
        }
        running.press(WORLD, "p0.0.2");
        let (feature, _) = written(&running, WORLD, all, "write");
        for line in [
            "@policy:intune-2015-12",
            "  Scenario: Clicked",
            "    Given a Windows Phone 8.1 device managed by Intune standalone",
            "    When the end user selects Reset Passcode in the Company Portal website",
            "    Then the end user is asked to sign out and sign in again in the Company Portal website",
            "    When the answer arrives",
            "sees \"Passcode successfully reset\" in the Company Portal website",
            "unlocks the device with the new passcode",
        ] {
            assert!(feature.contains(line), "{line}\n{feature}");
        }
        passes(WORLD, &feature);
    }
}

#[test]
fn every_row_of_the_policy_can_be_clicked_through_and_run() {
    for (platform, management) in [
        ("iOS", "standalone"),
        ("iOS", "hybrid"),
        ("Android", "standalone"),
        ("Android", "hybrid"),
        ("Windows Phone 8.1", "standalone"),
        ("Windows Phone 8.1", "hybrid"),
    ] {
        let running = Running::start(&[]);
        device(&running, WORLD, platform, management);
        let console = if management == "hybrid" { "d2.2.0.r" } else { "d2.4.0.r" };
        for step in [
            "d0.1.0.r", "d0.1.0.o", "d0.1.0.i", "d0.1.0.c", "d0.1.0.r", "next", "next", console,
            "t300000", "s0.0", "p0.0.1", "p0.0.x", "c0.0", "c0.1", "d1.1.0.r", "t3600000",
        ] {
            running.press(WORLD, step);
        }
        let (feature, _) = written(&running, WORLD, true, "write");
        passes(WORLD, &feature);
        let comments = feature.lines().filter(|line| line.contains("# left out")).count();
        assert!(comments <= 2, "{feature}");
    }
}

/// A work profile, an action that is greyed out, and a device that was given without a passcode.
#[test]
fn what_other_policies_have_can_be_clicked_and_run() {
    let world = "intune-2025";
    let running = Running::start(&["--policy", world]);
    let device = |platform: &str, management: &str, values: [&str; 3]| {
        let given = json!({ "platform": platform, "management": management, "values": values });
        running.control("POST", &format!("worlds/{world}/devices"), &given);
    };
    device("Android", "personally-owned work profile", ["8+", "assigned", "active"]);
    device("Android", "device administrator", ["8+", "assigned", "not needed"]);
    let phone = |number: u8| running.page(&format!("/w/{world}/see/0/0?device={number}"));
    assert!(phone(0).contains("Work profile") && !phone(1).contains("Work profile"));
    let console = running.page(&format!("/w/{world}/see/2/2?device=1"));
    assert!(console.contains("disabled"), "{console}");
    // The next push is lost; then the administrator resets, and the owner tries both passcodes in both places.
    for step in ["f0.0", "d2.2.0.r", "t86400000", "w0.0.1", "p0.0.1", "p0.0.x"] {
        running.press(world, step);
    }
    let new = running.page(&format!("/w/{world}/see/0/0"));
    let (_, rest) = new.split_once("value=\"w0.0.").unwrap();
    assert!(rest.contains("w0.0.x"), "{rest}");
    for step in ["w0.0.3", "d3.2.1.r"] {
        running.press(world, step);
    }
    let (feature, _) = written(&running, world, true, "write");
    for line in [
        "with Android version 8+, passcode policy assigned and reset token active",
        "When the next push is lost",
        "the old passcode no longer unlocks the work profile of the device",
        "unlocks the device with the old passcode",
        "that passcode unlocks the work profile of the device",
        "enters a wrong passcode on the device",
    ] {
        assert!(feature.contains(line), "{line}\n{feature}");
    }
    assert!(!feature.contains("no sentence says this"), "{feature}");
    passes(world, &feature);
}

#[test]
fn an_expectation_that_depends_on_the_seed_is_left_out_with_a_comment() {
    let running = Running::start(&[]);
    device(&running, WORLD, "Windows Phone 8.1", "hybrid");
    // The state of the reset a second later is by chance.
    running.press(WORLD, "d2.2.0.r");
    for step in ["t4000"; 10] {
        running.press(WORLD, step);
    }
    let (feature, _) = written(&running, WORLD, true, "write");
    assert!(feature.contains("# left out: "), "{feature}");
    passes(WORLD, &feature);
}

#[test]
fn a_scenario_without_an_expectation_is_not_called_one() {
    let running = Running::start(&[]);
    device(&running, WORLD, "iOS", "standalone");
    let answer = running.post(&format!("/w/{WORLD}/scenario"), &[("name", "x"), ("do", "write")]);
    assert!(answer.body.contains("Tick at least one expectation"), "{}", answer.body);
}

#[test]
fn a_scenario_is_saved_in_the_features_of_the_suite() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join("features").join(name);
    std::fs::create_dir_all(path("")).unwrap();
    std::fs::write(path("first.feature"), "Feature: First\n").unwrap();
    let running = Running::start_in(folder.path(), &["--policy", WORLD]);
    let given = json!({ "platform": "iOS", "management": "standalone" });
    running.control("POST", &format!("worlds/{WORLD}/devices"), &given);
    for step in ["d0.1.0.r", "d0.1.0.x"] {
        running.press(WORLD, step);
    }
    for name in ["intune-2015-12.feature", "intune-2015-12-2.feature"] {
        let (feature, page) = written(&running, WORLD, false, "save");
        assert!(page.contains(name), "{page}");
        assert_eq!(std::fs::read_to_string(path(name)).unwrap(), feature);
        passes(WORLD, &feature);
    }
}
