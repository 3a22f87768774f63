//! Whatever a file contains, reading it ends: with what it says, or with problems within it.
//!
//! The texts are the bundled and the broken ones with pieces cut out, repeated and put elsewhere, since a text of
//! chance alone is refused at its first line.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use passgate::internals::conformance::{Config, Date, LoadedScenarios};
use passgate::internals::document::{Diagnostic, PlainDiagnostic};
use passgate::internals::language::{Catalogue, Feature, Translator, Vocabulary, lints};
use passgate::internals::policy::{Policy, Usage};
use passgate::internals::report::{
    Paint, Width, diagnostic, problems_as_json, problems_as_sarif, problems_for_github,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The policy whose words the features may use.
const INTUNE: &str = "intune-2015-12";

/// What people paste, and what parsers stumble over.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "\u{feff}",
    "\u{200b}",
    "\u{0}",
    "\u{202e}",
    "|",
    "| |",
    "\\",
    "\\|",
    "<",
    ">",
    "<scenario>",
    "<>",
    "\"\"\"\n",
    "```",
    "#",
    "# language: de\n",
    "# language: xx\n",
    "@",
    "@policy:",
    "@clause:x ",
    "@policy:intune-2015-12\n",
    "Feature:",
    "Feature: F\n",
    "Rule:\n",
    "Background:\n",
    "Scenario:",
    "Scenario: S\n",
    "Scenario Outline: <a>\n",
    "Examples:\n",
    "| a | b |\n",
    "Given ",
    "When ",
    "Then ",
    "And ",
    "* ",
    "Scenaro: x\n",
    "    Given an iOS device managed by Intune hybrid\n",
    "5 minutes",
    "99999999999999999999 days",
    "-0:00",
    "ß",
    "😀",
    ":",
    ": ",
    "- ",
    "- - - ",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "!!str ",
    "---\n",
    "...\n",
    "? ",
    ">-\n",
    "~",
    "\"",
    "'",
    "schema: 1\n",
    "rows:\n",
    "policy: x\n",
    "waivers:\n",
    "gate:\n",
    "expires: 2027-02-30\n",
    "é: 1\n",
];

/// The words of the bundled policy.
static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary { assumed: Some(INTUNE.into()), ..Vocabulary::default() };
    let path = Path::new(ROOT).join(format!("fixtures/policies/{INTUNE}.yaml"));
    let policy = Policy::parse(INTUNE, &fs::read_to_string(path).unwrap()).unwrap();
    vocabulary.learn(&Arc::new(policy));
    vocabulary
});

/// What is done to a text.
#[derive(Clone, Debug)]
enum Edit {
    /// A stretch is taken out.
    Cut(Index, usize),
    /// A stretch is repeated.
    Repeat(Index, usize, usize),
    /// A stretch is put elsewhere.
    Move(Index, usize, Index),
    /// A piece is put in.
    Insert(Index, &'static str),
    /// Any text is put in.
    Scatter(Index, String),
}

fn edit() -> impl Strategy<Value = Edit> {
    let (place, length) = (any::<Index>(), 1_usize..80);
    prop_oneof![
        (place.clone(), length.clone()).prop_map(|(at, count)| Edit::Cut(at, count)),
        (place.clone(), length.clone(), 1_usize..40)
            .prop_map(|(at, count, times)| Edit::Repeat(at, count, times)),
        (place.clone(), length, place.clone())
            .prop_map(|(at, count, to)| Edit::Move(at, count, to)),
        (place.clone(), select(PIECES)).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (place, "\\PC{0,12}").prop_map(|(at, text)| Edit::Scatter(at, text)),
    ]
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for edit in edits {
        let size = letters.len() + 1;
        let stretch = |at: &Index, count: usize| {
            let start = at.index(size);
            start..(start + count).min(size - 1)
        };
        match edit {
            Edit::Cut(at, count) => drop(letters.drain(stretch(at, *count))),
            Edit::Repeat(at, count, times) => {
                let place = stretch(at, *count);
                let more = letters.get(place.clone()).unwrap().repeat(*times);
                letters.splice(place.end..place.end, more).for_each(drop);
            }
            Edit::Move(at, count, to) => {
                let moved: Vec<char> = letters.drain(stretch(at, *count)).collect();
                let to = to.index(letters.len() + 1);
                letters.splice(to..to, moved).for_each(drop);
            }
            Edit::Insert(at, piece) => {
                let place = at.index(size);
                letters.splice(place..place, piece.chars()).for_each(drop);
            }
            Edit::Scatter(at, piece) => {
                let place = at.index(size);
                letters.splice(place..place, piece.chars()).for_each(drop);
            }
        }
    }
    letters.into_iter().collect()
}

/// The texts of every file below `folder` that ends so.
fn texts(folder: &str, ending: &str) -> Vec<String> {
    let mut texts = Vec::new();
    collect(&Path::new(ROOT).join(folder), ending, &mut texts);
    assert!(texts.len() > 1, "{folder} has no files");
    texts
}

fn collect(folder: &Path, ending: &str, texts: &mut Vec<String>) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, ending, texts);
        } else if path.extension().is_some_and(|found| found == ending) {
            texts.extend(fs::read_to_string(&path).ok());
        }
    }
}

fn some_text(folders: &[&str], ending: &str) -> impl Strategy<Value = String> {
    let texts: Vec<String> = folders.iter().flat_map(|folder| texts(folder, ending)).collect();
    (select(texts), prop::collection::vec(edit(), 1..6))
        .prop_map(|(text, edits)| edited(&text, &edits))
}

/// As many cases as a person waits for, the same each time.
fn cases(count: u32) -> ProptestConfig {
    ProptestConfig {
        cases: count,
        rng_seed: RngSeed::Fixed(2015),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Every problem can be drawn and lies within the text, and there are no more of them than the text has room for.
fn check(text: &str, problems: &[&Diagnostic]) {
    // A document that lacks everything has a hundred keys to report.
    assert!(problems.len() <= text.len() + 100, "{} problems", problems.len());
    let lines = text.split('\n').count() + text.matches('\r').count() + 1;
    let plain: Vec<PlainDiagnostic> =
        problems.iter().take(20).map(|problem| PlainDiagnostic::from(*problem)).collect();
    for (problem, plain) in problems.iter().zip(&plain) {
        assert!(!plain.code.is_empty() && !plain.message.contains('\n'), "{plain:?}");
        for it in plain.region.iter().chain(&plain.related) {
            assert!(it.line >= 1 && it.end_line <= lines, "{it:?}");
            assert!((it.line, it.column) <= (it.end_line, it.end_column), "{it:?}");
        }
        assert!(!diagnostic(problem, Paint::Plain, Width::Columns(80)).is_empty());
    }
    let github = problems_for_github(&plain);
    assert_eq!(github.lines().count(), plain.len(), "{github}");
    for json in [problems_as_json(&plain, 1), problems_as_sarif(&plain)] {
        serde_json::from_str::<serde_json::Value>(&json).unwrap();
    }
}

fn all<'a>(problems: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<&'a Diagnostic> {
    problems.into_iter().collect()
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn any_feature_is_read_or_refused(text in some_text(&["features", "fixtures/broken-features"], "feature")) {
        let mut translator = Translator::new(Catalogue::bundled(), &WORDS);
        match Feature::read("a", &text) {
            Ok(feature) => {
                let (refused, feature) = translator.check(feature);
                check(&text, &all(&refused));
                check(&text, &all(&feature.problems()));
                check(&text, &all(&lints(&[feature])));
            }
            Err(errors) => {
                prop_assert!(!errors.problems().is_empty());
                check(&text, &all(errors.problems()));
                check(&text, &all(&translator.recover("a", &text)));
            }
        }
    }

}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn any_policy_is_read_or_refused(text in some_text(&["fixtures/policies", "fixtures/broken-policies"], "yaml")) {
        match Policy::parse("a", &text) {
            Ok(policy) => {
                let nothing = Usage::default();
                let one = Usage { scenarios: 1, ..Usage::default() };
                for usage in [nothing, one] {
                    let unused = policy.unused(&usage, "a", &text);
                    prop_assert!(unused.is_some());
                    check(&text, &all(unused.iter().flatten()));
                }
            }
            Err(errors) => {
                prop_assert!(errors.iter().next().is_some());
                check(&text, &all(errors.iter()));
            }
        }
    }

    #[test]
    fn any_configuration_is_read_or_refused(text in some_text(&["fixtures/broken-configs"], "yaml")) {
        let loaded = LoadedScenarios { scenarios: Vec::new(), whole: true };
        let read = Config::parse("a", &text)
            .and_then(|config| config.waivers(loaded, [], Date::after_1970(0)).map(|_| ()));
        if let Err(errors) = read {
            prop_assert!(errors.iter().next().is_some());
            check(&text, &all(errors.iter()));
        }
    }
}

/// Long lines, long tables and deep nesting take no longer than their size explains.
#[test]
fn a_large_text_is_read_too() {
    let line = "the end user ".repeat(20_000);
    let rows = "      | x |\n".repeat(5_000);
    let nested = format!("a: {}", "[".repeat(200_000));
    for text in [
        format!("Feature: F\n  Scenario: {line}\n    Given {line}\n    Then {line}\n"),
        format!(
            "Feature: F\n  Scenario Outline: O\n    Given <a>\n    Then b\n    Examples:\n      | a |\n{rows}"
        ),
        "@a ".repeat(200_000),
        "Scenaro: x\n".repeat(10_000),
        format!("Feature: F\n{}", "Scenario: S\nGiven x\n".repeat(3_000)),
    ] {
        let mut translator = Translator::new(Catalogue::bundled(), &WORDS);
        match Feature::read("a", &text) {
            Ok(feature) => {
                let (_, feature) = translator.check(feature);
                check(&text, &all(&feature.problems()));
                check(&text, &all(&lints(&[feature])));
            }
            Err(errors) => check(&text, &all(errors.problems())),
        }
    }
    for text in [nested.clone(), "- ".repeat(200_000), "a: 1\n".repeat(20_000), line] {
        check(&text, &all(Policy::parse("a", &text).unwrap_err().iter()));
        check(&text, &all(Config::parse("a", &text).unwrap_err().iter()));
    }
}
