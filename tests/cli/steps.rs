//! `passgate steps`: the catalogue in each form, what a search that finds nothing says, and the file for editors.

use std::fs;

use crate::folder::{Folder, HOLDS, MIXED, approved};
use crate::support::root;

#[test]
fn the_reference_of_steps_is_what_the_command_prints() {
    let told = Folder::empty().run(&["steps", "--format", "markdown"]);
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""));
    let path = root().join("docs/steps.md");
    #[expect(clippy::disallowed_methods, reason = "a person asks this test to renew the file")]
    if std::env::var_os("PASSGATE_RENEW").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &told.stdout).unwrap();
        return;
    }
    let page = fs::read_to_string(&path).unwrap_or_default();
    assert!(page == told.stdout, "PASSGATE_RENEW=1 writes docs/steps.md anew:\n{}", told.stdout);
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
    let told = folder.run(&["steps", "pascode", "Protal", "frobnicate"]);
    assert_eq!(told.code, Some(4));
    approved("steps-nothing-found", &told.all());
    let told = folder.run(&["steps", "offline", "portal", "-f", "json"]);
    assert_eq!((told.code, told.stdout.as_str()), (Some(4), ""));
    approved("steps-never-together", &told.all());
}

#[test]
fn a_misspelt_command_is_recognised_whatever_it_is() {
    let folder = Folder::empty();
    for (given, meant) in [("stpes", "steps"), ("completion", "completions"), ("explor", "explore")]
    {
        let told = folder.run(&[given]);
        assert_eq!(told.code, Some(3));
        let help = format!("did you mean `passgate {meant}`?");
        assert!(told.stderr.contains(&help), "{}", told.stderr);
    }
}

#[test]
fn platforms_are_those_of_the_policies_at_hand() {
    let kiosk = crate::support::policy_text("intune-2015-10")
        .replace("policy: intune-2015-10", "policy: kiosk")
        .replace("platform: Android", "platform: Kiosk Tablet");
    let folder = Folder::empty().and("fixtures/policies/kiosk.yaml", kiosk);
    let told = folder.run(&["steps", "another", "{platform}"]);
    assert!(told.stdout.contains("Kiosk Tablet, "), "{}", told.stdout);
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
    let told = folder.run(&["steps", "--unused", "resets the passcode", "whole", "signing"]);
    assert_eq!(told.stdout, "every sentence with these words is used by a feature at hand\n");
    let mixed = Folder::with_feature(MIXED).run(&["steps", "--unused"]);
    let note =
        "2 scenarios are not understood, and may use more sentences: `passgate run` tells why\n";
    assert_eq!((mixed.code, mixed.stderr.as_str()), (Some(0), note));
}

#[test]
fn the_file_for_editors_is_written_whole_and_only_over_itself() {
    let folder = Folder::with_feature(HOLDS);
    let path = "features/passgate.steps.ts";
    let told = folder.run(&["steps", "--export-glue", "features"]);
    assert_eq!(told.all(), format!("{path}: 58 sentences\n── stderr ──\n── exit code 0\n"));
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
        let told = folder.run(&["steps", "--export-glue", "./features/"]);
        assert_eq!((told.code, told.stdout.as_str()), (Some(3), ""));
        assert!(told.stderr.contains("`features/passgate.steps.ts` was not written by passgate"));
        assert_eq!(folder.content(), before);
    }
    let folder = Folder::empty().and("features/passgate.steps.ts/inside", "a folder in its place");
    let told = folder.run(&["steps", "--export-glue", "features"]);
    assert!(told.stderr.contains("was not written by passgate"), "{}", told.stderr);
}

#[test]
fn the_file_for_editors_cannot_be_written_in_part_or_where_no_folder_is() {
    let folder = Folder::empty().and("taken", "a file");
    let before = folder.content();
    let told =
        folder.run(&["steps", "cancels", "--unused", "-f", "json", "--export-glue", "editors"]);
    assert_eq!(told.code, Some(2));
    approved("steps-export-in-part", &told.all());
    let told = folder.run(&["steps", "--export-glue", "taken"]);
    assert_eq!(told.code, Some(3), "{}", told.stderr);
    assert_eq!(folder.content(), before);
    let told = folder.run(&["steps", "--export-glue", "editors"]);
    assert!(told.stderr.contains("setting `cucumber.glue`"), "{}", told.stderr);
    assert_eq!(told.code, Some(0));
}
