//! Which policy a scenario is run under, and what is said where that is not clear.

use crate::folder::{Folder, HOLDS, Printed};
use crate::support::policy_text;

/// A policy with the words of the bundled one and another name.
fn named(name: &str) -> String {
    policy_text("intune-2015-12").replace("intune-2015-12", name)
}

/// The first line, which names the policies that scenarios were run under.
#[track_caller]
fn ran_under(printed: &Printed, policies: &str) {
    let heading = format!("passgate 0.1.0 · {policies} · seed 2015");
    assert_eq!(printed.stdout.lines().next(), Some(heading.as_str()), "{}", printed.all());
}

#[test]
fn a_feature_without_a_tag_is_about_the_default_or_the_only_policy() {
    let folder = Folder::empty()
        .and("features/a.feature", HOLDS)
        .and("fixtures/policies/one.yaml", named("one"));
    ran_under(&folder.run(&[]), "one");
    folder.write("passgate.yaml", "schema: 1\ndefault_policy: intune-2015-12\n");
    ran_under(&folder.run(&[]), "intune-2015-12");
    folder.write("fixtures/policies/two.yaml", named("two"));
    folder.write("passgate.yaml", "schema: 1\ndefault_policy: two\n");
    ran_under(&folder.run(&[]), "two");
    assert!(folder.run(&["table"]).code == Some(0) && folder.run(&["coverage"]).code == Some(1));
    folder.write("passgate.yaml", "schema: 1\n");
    let unclear = folder.run(&[]);
    ran_under(&unclear, "no policy");
    assert_eq!(unclear.code, Some(1));
    assert!(unclear.stdout.contains("1 undefined, 0 conform"), "{}", unclear.stdout);
    assert!(unclear.stdout.contains("help: write `@policy:"), "{}", unclear.stdout);
    ran_under(&folder.run(&["--policy", "one"]), "one");
    let checked = folder.run(&["check"]);
    assert!(
        checked.code == Some(1) && checked.stdout.contains("language::no_policy"),
        "{}",
        checked.all()
    );
}

/// Nothing that reads a recording loses such a scenario, and no table speaks of a policy that it was not run under.
#[test]
fn a_scenario_without_a_policy_is_in_every_report() {
    let tagged =
        format!("@policy:intune-2015-12\n{}", HOLDS.replace("One that holds", "A tagged one"));
    for other in [None, Some(tagged)] {
        let folder = Folder::empty().and("features/b.feature", HOLDS);
        other.iter().for_each(|text| folder.write("features/a.feature", text));
        let formats = [
            "html:r.html",
            "junit:r.xml",
            "json:r.json",
            "markdown:r.md",
            "messages:r.txt",
            "record:r.ndjson",
        ];
        let arguments: Vec<&str> = formats.iter().flat_map(|format| ["-f", format]).collect();
        assert_eq!(folder.run(&arguments).code, Some(1));
        for report in ["r.html", "r.xml", "r.json", "r.md", "r.txt", "r.ndjson"] {
            assert!(folder.read(report).contains("One that holds"), "{report}");
        }
        let again = folder.run(&["report", "r.ndjson", "-f", "html:again.html"]);
        assert_eq!(again.code, Some(1), "{}", again.all());
        assert_eq!(folder.read("again.html"), folder.read("r.html"));
        let examined = folder.run(&["mutate"]);
        assert_eq!(examined.code, Some(1), "{}", examined.all());
        assert!(examined.stderr.contains("language::no_policy"), "{}", examined.stderr);
    }
}

#[test]
fn a_command_about_one_policy_asks_which_one_is_meant() {
    let folder = Folder::empty().and("features/a.feature", HOLDS);
    for command in ["table", "explore", "scaffold"] {
        let printed = folder.run(&[command]);
        assert_eq!(printed.code, Some(2), "{command}: {}", printed.all());
        assert!(printed.stderr.contains("policy::unclear"), "{}", printed.stderr);
    }
    // The bundled suite has a default.
    assert_eq!(Folder::empty().run(&["table"]).code, Some(0));
}

#[test]
fn a_default_that_does_not_exist_is_reported_with_everything_else() {
    let folder = Folder::empty()
        .and("features/a.feature", HOLDS)
        .and("passgate.yaml", "schema: 1\ndefault_policy: intune-2015-21\ngate: 7\n");
    let printed = folder.run(&["check"]);
    assert!(printed.stdout.contains("config::wrong_kind"), "{}", printed.stdout);
    assert!(!printed.stdout.contains("no_policy"), "{}", printed.stdout);
    folder.write("passgate.yaml", "schema: 1\ndefault_policy: intune-2015-21\n");
    for arguments in [&["check"][..], &[], &["table"]] {
        let printed = folder.run(arguments);
        assert_eq!(printed.code, Some(3), "{}", printed.all());
        assert!(printed.all().contains("config::unknown_policy"), "{}", printed.all());
    }
}

/// A plain run is about the policies that matter every day; everything else is about all of them.
#[test]
fn a_plain_run_covers_the_listed_policies_and_all_can_be_asked_for() {
    let feature = |name: &str| {
        format!("@policy:{name}\n{}", HOLDS.replace("Feature: ", &format!("Feature: {name}, ")))
    };
    let folder = Folder::empty()
        .and("features/one.feature", feature("one"))
        .and("features/two.feature", feature("two"))
        .and("fixtures/policies/one.yaml", named("one"))
        .and("fixtures/policies/two.yaml", named("two"))
        .and("passgate.yaml", "schema: 1\npolicies: [two]\n");
    assert!(folder.run(&["approve"]).stdout.contains("4 approved"));
    let plain = folder.run(&[]);
    ran_under(&plain, "two");
    assert!(plain.stdout.contains("snapshot unchanged"), "{}", plain.stdout);
    assert_eq!(folder.run(&["features"]).stdout, plain.stdout);
    ran_under(&folder.run(&["--all-policies"]), "one, two");
    ran_under(&folder.run(&["features/one.feature"]), "one");
    ran_under(&folder.run(&["-t", "@policy:one"]), "one");
    let gate = folder.run(&["gate", "--seeds", "1", "--depth", "1", "-f", "json:gate.json"]);
    assert!(folder.read("gate.json").contains("features/one.feature"), "{}", gate.all());
}
