//! `passgate steps`: the catalogue in each format, what a search that finds nothing says, and the file for editors.

use std::fs;

use crate::folder::{Folder, HOLDS, MIXED, approved};
use crate::support::root;

#[test]
fn the_reference_of_steps_is_what_the_command_prints() {
    let printed = Folder::empty().run(&["steps", "--format", "markdown"]);
    assert_eq!((printed.code, printed.stderr.as_str()), (Some(0), ""));
    let path = root().join("docs/steps.md");
    #[expect(clippy::disallowed_methods, reason = "a person asks this test to renew the file")]
    if std::env::var_os("PASSGATE_RENEW").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &printed.stdout).unwrap();
        return;
    }
    let page = fs::read_to_string(&path).unwrap_or_default();
    assert!(page == printed.stdout, "PASSGATE_RENEW=1 renews docs/steps.md:\n{}", printed.stdout);
}

#[test]
fn the_catalogue_is_as_approved_in_each_form() {
    let folder = Folder::empty();
    let json = folder.run(&["steps", "--format", "json"]);
    assert!(json.stdout.starts_with("{\n  \"version\": 1,\n"), "{}", json.stdout);
    approved("steps-json", &json.all());
    approved("steps-search", &folder.run(&["steps", "passcode", "portal", "tries"]).all());
    approved("steps-narrow", &folder.run(&["steps", "refused because", "--width", "50"]).all());
}

#[test]
fn a_search_that_finds_nothing_suggests_the_nearest_words() {
    let folder = Folder::empty();
    let printed = folder.run(&["steps", "pascode", "Protal", "frobnicate"]);
    assert_eq!(printed.code, Some(4));
    approved("steps-nothing-found", &printed.all());
    let printed = folder.run(&["steps", "offline", "portal", "-f", "json"]);
    assert_eq!((printed.code, printed.stdout.as_str()), (Some(4), ""));
    approved("steps-never-together", &printed.all());
}

#[test]
fn a_misspelt_command_is_recognised_whatever_it_is() {
    let folder = Folder::empty();
    for (given, meant) in [("stpes", "steps"), ("completion", "completions"), ("explor", "explore")]
    {
        let printed = folder.run(&[given]);
        assert_eq!(printed.code, Some(3));
        let help = format!("did you mean `passgate {meant}`?");
        assert!(printed.stderr.contains(&help), "{}", printed.stderr);
    }
}

#[test]
fn platforms_are_those_of_the_loaded_policies() {
    let kiosk = crate::support::policy_text("intune-2015-10")
        .replace("policy: intune-2015-10", "policy: kiosk")
        .replace("platform: Android", "platform: Kiosk Tablet");
    let folder = Folder::empty().and("fixtures/policies/kiosk.yaml", kiosk);
    let printed = folder.run(&["steps", "has", "{platform}"]);
    assert!(printed.stdout.contains("Kiosk Tablet\n"), "{}", printed.stdout);
}

#[test]
fn sentences_that_no_feature_uses_are_listed() {
    let folder = Folder::with_feature(HOLDS);
    let all = folder.run(&["steps"]).stdout;
    let unused = folder.run(&["steps", "--unused"]);
    assert_eq!((unused.code, unused.stderr.as_str()), (Some(0), ""));
    let sentence = "\n  {actor} resets the passcode in {surface}\n";
    assert!(all.contains(sentence) && !unused.stdout.contains(sentence), "{}", unused.stdout);
    let other = "\n  {actor} cancels in {surface}\n";
    assert!(unused.stdout.contains(other), "{}", unused.stdout);
    let printed = folder.run(&["steps", "--unused", "resets the passcode", "awaited"]);
    assert_eq!(printed.stdout, "every sentence with these words is used by a feature\n");
    let mixed = Folder::with_feature(MIXED).run(&["steps", "--unused"]);
    let note =
        "2 scenarios are not understood, and may use more sentences: `passgate check` says why\n";
    assert_eq!((mixed.code, mixed.stderr.as_str()), (Some(0), note));
}

#[test]
fn the_file_for_editors_is_written_whole_and_only_over_itself() {
    let folder = Folder::with_feature(HOLDS);
    let path = "features/passgate.steps.ts";
    let printed = folder.run(&["steps", "--export-glue", "features"]);
    assert_eq!(printed.all(), format!("{path}: 94 sentences\n── stderr ──\n── exit code 0\n"));
    let written = folder.read(path);
    assert!(written.contains("\nWhen('{actor} resets the passcode in {surface}', () => {})\n"));
    let longer = format!("{written}\n// an older one\n");
    folder.write(path, &longer);
    assert_eq!(folder.run(&["steps", "--export-glue", "features"]).code, Some(0));
    assert_eq!(folder.read(path), written);
    assert_eq!(folder.run(&["run"]).code, Some(0));
    for theirs in [&b"import { Given } from '@cucumber/cucumber'\n"[..], b"", b"\xff\xfe"] {
        folder.write(path, theirs);
        let before = folder.content();
        let printed = folder.run(&["steps", "--export-glue", "./features/"]);
        assert_eq!((printed.code, printed.stdout.as_str()), (Some(3), ""));
        assert!(
            printed.stderr.contains("`features/passgate.steps.ts` was not written by passgate")
        );
        assert_eq!(folder.content(), before);
    }
    let folder = Folder::empty().and("features/passgate.steps.ts/inside", "a folder in its place");
    let printed = folder.run(&["steps", "--export-glue", "features"]);
    assert!(printed.stderr.contains("was not written by passgate"), "{}", printed.stderr);
}

#[test]
fn the_file_for_editors_cannot_be_written_in_part_or_where_no_folder_is() {
    let folder = Folder::empty().and("taken", "a file");
    let before = folder.content();
    let printed =
        folder.run(&["steps", "cancels", "--unused", "-f", "json", "--export-glue", "editors"]);
    assert_eq!(printed.code, Some(2));
    approved("steps-export-in-part", &printed.all());
    let printed = folder.run(&["steps", "--export-glue", "taken"]);
    assert_eq!(printed.code, Some(3), "{}", printed.stderr);
    assert_eq!(folder.content(), before);
    let printed = folder.run(&["steps", "--export-glue", "editors"]);
    assert!(printed.stderr.contains("setting `cucumber.glue`"), "{}", printed.stderr);
    assert_eq!(printed.code, Some(0));
}
