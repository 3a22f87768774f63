//! What is not certain in a policy is visible as such, and no scenario is about what no source states.

use crate::folder::{Folder, approved};
use crate::support::policy_text;

const POLICY: &str = "intune-2025";
const DEVICE: &str = "an Android device managed by Intune fully managed, with Android version 8+, passcode policy \
                      assigned and reset token not needed";

fn feature(last: &str) -> String {
    format!(
        "@policy:{POLICY}\nFeature: Mine\n  Scenario: One\n    Given {DEVICE}\n    \
         When the administrator resets the passcode in the admin center\n    {last}\n"
    )
}

#[test]
fn a_step_that_asks_for_what_no_source_states_is_undefined() {
    let says_nothing = feature("Then the device says nothing");
    let printed = Folder::with_feature(&says_nothing).run(&["features/mine.feature"]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    for part in ["language::not_stated", "states what the device says for Android, fully managed"] {
        assert!(printed.all().contains(part), "no `{part}`: {}", printed.all());
    }
    let sees =
        feature("Then the administrator sees a new alphanumeric passcode in the admin center");
    let printed = Folder::with_feature(&sees).run(&["features/mine.feature"]);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    // Once a source states it, the same step is an expectation like any other.
    let stated = policy_text(POLICY).replace("    not_stated: [on_device]\n", "");
    let folder =
        Folder::with_feature(&says_nothing).and("fixtures/policies/intune-2025.yaml", stated);
    let printed = folder.run(&["features/mine.feature"]);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
}

#[test]
fn a_table_shows_what_is_disputed_and_what_is_not_stated() {
    let printed = Folder::empty().run(&["table", POLICY, "--width", "160"]);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    approved("table-intune-2025", &printed.all());
}

#[test]
fn the_mutants_of_a_disputed_cell_are_what_the_sources_say() {
    let printed = Folder::empty().run(&["mutate", "--list", "--policy", POLICY]);
    let of = |key: &str| -> Vec<&str> {
        let own = printed.stdout.lines().filter(|line| line.contains("Android, fully managed:"));
        own.filter(|line| line.contains(key)).collect()
    };
    let scopes = of(": scope");
    assert!(
        matches!(scopes.as_slice(), [one] if one.contains("device → work_profile")),
        "{scopes:?}"
    );
    assert!(of("on_device").is_empty(), "no source states it: {}", printed.all());
    assert!(!of("passcode.length").is_empty(), "{}", printed.all());
}

#[test]
fn reports_of_a_run_show_what_is_disputed_and_what_is_not_stated() {
    for (format, unstated) in [
        ("pretty", "not stated"),
        ("markdown", "not stated"),
        ("html", "not stated"),
        ("json", "\"not_stated\": [\n            \"on_device\"\n          ]"),
    ] {
        let tag = format!("@policy:{POLICY}");
        let printed = Folder::empty().run(&["--tags", &tag, "-f", format, "--width", "400"]);
        assert_eq!(printed.code, Some(0), "{format}: {}", printed.all());
        for part in ["disputed scope", "simulated", unstated] {
            assert!(printed.stdout.contains(part), "{format}: no `{part}`: {}", printed.stdout);
        }
    }
}
