//! A system that supports half of the world, one that supports nothing, and one that lies about it.

use serde_json::{Value, json};

use crate::folder::{Folder, Printed};
use crate::sut::{PASSGATE, cases, run};

/// The simulation with another declaration: a shell script changes the answer to `hello` and passes on everything else.
fn declaring(can: &Value) -> Folder {
    let declared =
        json!({ "id": 1, "protocol": 1, "sut": { "name": "half", "version": "2" }, "can": can });
    let script = format!(
        "#!/bin/sh\nIFS= read -r hello\nprintf '%s\\n' '{declared}'\n\
         exec '{PASSGATE}' sut serve\n"
    );
    Folder::empty().and("half.sh", script)
}

fn half() -> Value {
    json!({
        "clock": "virtual", "until": true, "deterministic": true, "devices": { "count": 8 },
        "dimensions": { "platform": ["iOS", "Android", "Windows Phone 8.1"], "management": ["standalone"] },
        "actors": ["the end user", "another end user"],
        "surfaces": {
            "the Company Portal website": ["look", "reset", "cancel"],
            "the device": ["look", "enter", "set", "connect"]
        },
        "passcodes": "readable"
    })
}

fn judged(can: &Value, more: &[&str]) -> (Folder, Printed) {
    let folder = declaring(can);
    let arguments =
        ["run", "--bundled", "--sut", "sh half.sh", "-f", "summary", "-f", "record:run.rec"];
    let printed = run(&folder, &[&arguments, more].concat());
    (folder, printed)
}

fn count(cases: &[Value], verdict: &str) -> usize {
    cases.iter().filter(|case| case["verdict"] == verdict).count()
}

#[test]
fn half_of_the_world_is_partial_and_says_what_is_missing() {
    let (folder, printed) = judged(&half(), &["-f", "conformance:report.yaml"]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    let cases = cases(&folder, "run.rec");
    let (conform, unsupported) = (count(&cases, "conforms"), count(&cases, "unsupported"));
    assert!(conform > 30 && unsupported > 30, "{conform} conform, {unsupported} unsupported");
    assert_eq!(conform + unsupported, cases.len(), "nothing fails");
    for part in ["half 2: partial", "need management hybrid", "2 of 5 surfaces"] {
        assert!(printed.stdout.contains(part), "no `{part}` in:\n{}", printed.stdout);
    }
    let report: Value = serde_json::from_str(&folder.read("report.yaml")).unwrap();
    assert_eq!(report["level"], "partial");
    assert_eq!(report["unsupported"]["scenarios"]["count"], unsupported);
    assert_eq!(report["supported"]["dimensions"]["management"], json!(["standalone"]));
    assert!(report["unsupported"]["cells"]["count"].as_u64().unwrap() > 0);
    assert!(report["unsupported"]["clauses"]["count"].as_u64().unwrap() > 0);
}

/// An expectation that nothing is seen on a surface that is not there says nothing.
#[test]
fn a_negative_expectation_on_a_surface_that_is_not_there_is_never_met() {
    let (folder, _) = judged(&half(), &[]);
    let negative = |case: &&Value| {
        case["steps"].as_array().unwrap().iter().any(|step| {
            let text = step["text"].as_str().unwrap();
            text.contains("sees no new passcode in the ConfigMgr console")
                || text.contains("sees no new passcode in the Intune administration console")
        })
    };
    let cases = cases(&folder, "run.rec");
    let about: Vec<&Value> = cases.iter().filter(negative).collect();
    assert!(about.len() > 3, "{} scenarios", about.len());
    for case in about {
        assert_eq!(case["verdict"], "unsupported", "{}", case["name"]);
    }
}

#[test]
fn a_system_that_supports_nothing_cannot_be_judged() {
    let (folder, printed) = judged(&json!({}), &[]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    let cases = cases(&folder, "run.rec");
    assert_eq!(count(&cases, "unsupported"), cases.len());
    assert!(printed.stdout.contains("half 2: cannot say"), "{}", printed.stdout);
}

#[test]
fn a_system_that_lies_about_the_world_is_in_error() {
    let mut can = half();
    can["surfaces"]["the Company Portal web site"] = json!(["look"]);
    can["dimensions"]["platform"] = json!(["iOS", "Symbian"]);
    let folder = declaring(&can).and(
        "fixtures/policies/lies.yaml",
        crate::support::policy_text("intune-2015-12")
            .replace("policy: intune-2015-12", "policy: lies")
            .replace("platform: Android", "platform: Symbian"),
    );
    // The system behind the declaration knows another policy of this name.
    let script = folder.read("half.sh").replace("sut serve", "sut serve --policy intune-2015-12");
    folder.write("half.sh", script);
    folder.write(
        "features/lies.feature",
        "@policy:lies\nFeature: Lies\n  Scenario: A phone of another kind\n    \
         Given a Symbian device managed by Intune standalone\n    Then the device has a passcode\n",
    );
    let printed = run(&folder, &["run", "--sut", "sh half.sh"]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    assert!(printed.stdout.contains("policy:lies"), "{}", printed.stdout);
    assert!(printed.stdout.contains("half 2: cannot say"), "{}", printed.stdout);
}

/// What a profile does not name may be unsupported; what it names has to be shown.
#[test]
fn a_profile_states_what_a_system_is_held_to() {
    let config = |clauses: &str| {
        format!(
            "schema: 1\ndefault_policy: intune-2015-12\nprofiles:\n  portal-only:\n    clauses: [{clauses}]\n\
             suts:\n  half:\n    command: sh half.sh\n    profile: portal-only\n"
        )
    };
    let feature = std::fs::read_to_string(
        crate::support::root().join("features/intune-2015-12/portal.feature"),
    );
    let folder = declaring(&half())
        .and("features/portal.feature", feature.unwrap())
        .and("passgate.yaml", config("portal-says-pending, portal-cancel-sends-nothing"));
    let printed = run(&folder, &["run", "--sut", "half", "-f", "summary"]);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    assert!(printed.stdout.contains("half 2: conforms"), "{}", printed.stdout);
    assert!(printed.stdout.contains("portal-only: 2 of its 2 clauses shown"), "{}", printed.stdout);
    folder.write("passgate.yaml", config("wp81-hybrid-console-only"));
    let printed = run(&folder, &["run", "--sut", "half", "-f", "summary"]);
    assert!(printed.stdout.contains("half 2: partial"), "{}", printed.stdout);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    folder.write("passgate.yaml", config("portal-says-pendng"));
    let printed = run(&folder, &["run", "--sut", "half"]);
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    assert!(printed.stderr.contains("did you mean `portal-says-pending`"), "{}", printed.stderr);
}
