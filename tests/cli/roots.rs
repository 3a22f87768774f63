//! Paths count from the suite's root: what is run is the same from any folder, however its path is written.

use std::fs;

use crate::folder::{Folder, HOLDS, MIXED, Printed};

/// A folder with the suite `x`, which has something in every place that is found from the root, and the folder `y`.
fn two_folders(has_config: bool) -> Folder {
    let policy = crate::support::policy_text("intune-2015-12").replace("intune-2015-12", "ours");
    let folder = Folder::empty()
        .and("x/fixtures/policies/ours.yaml", policy)
        .and("x/features/deep/a.feature", HOLDS)
        .and("x/features/b.feature", MIXED)
        .and("y/.keep", "");
    if has_config {
        folder.write(
            "x/passgate.yaml",
            "schema: 1\nwaivers:\n  - scenario: One that fails\n    feature: features/b.feature\n    \
             reason: a test\n    owner: Ana\n    ticket: T-1\n    expires: 2027-01-31\n",
        );
    }
    folder
}

/// Runs a command in a folder below.
fn run_in(folder: &Folder, below: &str, arguments: &[&str]) -> Printed {
    Printed::by(folder.command(arguments).current_dir(folder.path().join(below)))
}

/// Every way of naming the suite's features, each with the folder to do it from.
fn spellings(folder: &Folder) -> Vec<(&'static str, Vec<String>)> {
    let absolute = folder.path().join("x/features").display().to_string();
    let spellings = [
        ("x", ""),
        ("x", "features"),
        ("x", "./features/"),
        ("x", "../x/features"),
        ("x", "features/../../x/./features"),
        ("x", &absolute),
        ("x/features", "."),
        ("x/features/deep", ".."),
        ("x/features/deep", ""),
        ("y", "../x/features"),
        ("y", &absolute),
        ("", "x/features"),
        ("", &absolute),
    ];
    let given = |path: &str| Some(path.to_owned()).filter(|path| !path.is_empty());
    spellings.map(|(from, path)| (from, given(path).into_iter().collect())).into()
}

#[test]
fn the_same_run_is_recorded_and_reported_however_the_features_are_named() {
    for has_config in [true, false] {
        let folder = two_folders(has_config);
        let [record, junit] =
            ["run.ndjson", "junit.xml"].map(|name| folder.path().join(name).display().to_string());
        let mut first: Option<[String; 3]> = None;
        for (from, path) in spellings(&folder) {
            let (record, junit) = (format!("record:{record}"), format!("junit:{junit}"));
            let mut arguments = vec!["run", "--today", "2027-01-01", "-f", &record, "-f", &junit];
            arguments.extend(["-f", "pretty"]);
            arguments.extend(path.iter().map(String::as_str));
            let printed = run_in(&folder, from, &arguments);
            let now = [printed.stdout, folder.read("run.ndjson"), folder.read("junit.xml")];
            assert!(now[1].contains("\"features/deep/a.feature\""), "{}", now[1]);
            assert!(!now[1].contains(folder.path().to_str().unwrap()), "{}", now[1]);
            let first = first.get_or_insert_with(|| now.clone());
            assert_eq!(&now, first, "{path:?} in {from}");
            let away = from != "x";
            assert_eq!(
                printed.stderr.contains("the root of the suite"),
                away,
                "{}",
                printed.stderr
            );
        }
    }
}

/// Without a path, only what is around the working directory is a suite: a folder next to it may be anyone's.
#[test]
fn a_suite_is_found_from_below_by_its_configuration_or_its_features() {
    let folder = two_folders(false).and("x/docs/.keep", "");
    let bundled = |from: &str| run_in(&folder, from, &[]).stderr;
    assert!(bundled("x/docs").contains("the bundled ones were run"));
    assert!(!bundled("x/features/deep").contains("bundled"));
    folder.write("x/passgate.yaml", "schema: 1\n");
    let printed = run_in(&folder, "x/docs", &[]);
    assert!(printed.stderr.starts_with("paths count from .., the root of the suite\n"));
    // What is printed can be copied.
    let printed = run_in(&folder, "x/docs", &["features/deep/a.feature:3", "-f", "summary"]);
    assert!(printed.stdout.starts_with("1 scenario conforms"), "{}", printed.all());
    // The folder of a repository ends the search.
    fs::create_dir_all(folder.path().join("x/docs/.git")).unwrap();
    assert!(bundled("x/docs").contains("the bundled ones were run"));
}

#[test]
fn what_a_run_writes_goes_into_the_suite() {
    let folder = two_folders(true).and("x/docs/.keep", "");
    let printed = run_in(&folder, "x/docs", &["--today", "2027-01-01"]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    assert!(folder.path().join("x/.passgate/last-failed").is_file());
    let again = run_in(&folder, "x/docs", &["--last-failed", "-f", "summary"]);
    assert!(again.stdout.contains("2 undefined"), "{}", again.all());
    folder.write("x/features/b.feature", HOLDS);
    folder.write("x/passgate.yaml", "schema: 1\n");
    let approved = run_in(&folder, "x/docs", &["approve"]);
    assert_eq!(approved.code, Some(0), "{}", approved.all());
    assert!(
        approved.stdout.contains("new      ../snapshots/ours/behaviour.snap"),
        "{}",
        approved.stdout
    );
    assert!(folder.path().join("x/snapshots/ours/visibility.snap").is_file());
    let compared = run_in(&folder, "y", &["../x/features", "-f", "summary"]);
    assert!(compared.stdout.contains("snapshot unchanged"), "{}", compared.stdout);
}

#[test]
fn paths_of_two_suites_are_refused() {
    let folder = two_folders(true).and("z/features/c.feature", HOLDS);
    let printed = folder.run(&["x/features", "z/features"]);
    assert_eq!(printed.code, Some(2), "{}", printed.all());
    assert!(printed.stderr.contains("`x/features` and `z/features` belong to different suites"));
    folder.write("passgate.yaml", "schema: 1\ndefault_policy: intune-2015-12\n");
    assert_eq!(folder.run(&["z/features"]).code, Some(0));
}

/// The root is then the folder that is named, or that all named files share.
#[test]
fn features_outside_of_any_suite_count_from_the_folder_that_is_named() {
    let tagged = format!("@policy:intune-2015-12\n{HOLDS}");
    let folder = Folder::empty().and("tales/a.feature", &tagged).and("y/.keep", "");
    let digest = |from: &str, path: &str| {
        let printed = run_in(&folder, from, &[path, "-f", "summary", "-f", "junit:../out.xml"]);
        assert_eq!(printed.code, Some(0), "{}", printed.all());
        [printed.stdout, folder.read("out.xml")]
    };
    let first = digest("tales", "a.feature");
    assert!(first[1].contains("file=\"a.feature\""), "{}", first[1]);
    assert_eq!(digest("tales", "."), first);
    assert_eq!(digest("y", "../tales/a.feature"), first);
    assert_eq!(digest("y", "../tales"), first);
    // A file from elsewhere can be run in a suite, and has a name of its own there.
    let suite = Folder::suite().and("inner/passgate.yaml", "schema: 1\n").and("a.feature", HOLDS);
    assert_eq!(suite.run(&["a.feature"]).code, Some(0));
}
