//! Feature files from outside: what is rejected says where and how to fix it, what is accepted is the same
//! however it is written.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use insta::{Settings, assert_snapshot};
use passgate::internals::document::Diagnostic;
use passgate::internals::language::{
    Catalogue, Feature, ProblemKind, Scenario, Selector, SentenceKind, Translator, Vocabulary,
    lints,
};
use passgate::internals::policy::Policy;
use passgate::internals::report::{Paint, Width, diagnostic};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn policy(name: &str) -> Arc<Policy> {
    let text = std::fs::read_to_string(format!("{ROOT}/fixtures/{name}.yaml")).unwrap();
    Arc::new(Policy::parse(name, &text).unwrap())
}

/// The words of three policies, one of which has no name in common with the others.
fn vocabulary() -> Vocabulary {
    let assumed = Some("intune-2015-12".into());
    let mut vocabulary = Vocabulary { assumed, ..Vocabulary::default() };
    for name in
        ["policies/intune-2015-12", "policies/intune-2015-10", "policies-of-tests/shopfloor"]
    {
        vocabulary.learn(&policy(name));
    }
    vocabulary
}

/// Everything that is wrong with a feature file: with the file, or with its scenarios.
fn problems(path: &str, text: &str) -> Vec<Diagnostic> {
    let vocabulary = vocabulary();
    let read = Feature::read(path, text)
        .and_then(|feature| Translator::new(Catalogue::bundled(), &vocabulary).translate(feature));
    match read {
        Ok(feature) => {
            let mut problems = feature.problems();
            problems.extend(lints(&[feature]));
            problems
        }
        Err(errors) => errors.problems().to_vec(),
    }
}

fn drawn(problems: &[Diagnostic]) -> String {
    problems.iter().map(|it| diagnostic(it, Paint::Plain, Width::Unbounded) + "\n").collect()
}

fn features_in(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "feature"));
    paths.sort();
    paths
}

/// Snapshots as every room keeps them.
fn settings() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../snapshots/language");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[track_caller]
fn translated(text: &str) -> Feature {
    let vocabulary = vocabulary();
    let feature = Feature::read("a.feature", text).unwrap();
    Translator::new(Catalogue::bundled(), &vocabulary).translate(feature).unwrap()
}

#[test]
fn every_broken_feature_is_explained() {
    let mut stems = BTreeSet::from(["catalogue".to_owned()]);
    for path in features_in(&Path::new(ROOT).join("fixtures/broken-features")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let problems = problems(name, &text);
        assert!(!problems.is_empty(), "{name} is not broken");
        let stem = path.file_stem().unwrap().to_str().unwrap();
        settings().bind(|| assert_snapshot!(stem, drawn(&problems)));
        stems.insert(stem.to_owned());
    }
    for entry in Path::new(ROOT).join("snapshots/language").read_dir().unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        assert!(stems.contains(stem), "{stem}.snap has no fixture");
    }
}

#[test]
fn the_catalogue_reads_as_approved() {
    let mut listing = String::new();
    let mut section = "";
    let policies = [
        policy("policies/intune-2015-12"),
        policy("policies-of-tests/shopfloor"),
        policy("policies/intune-2025"),
        policy("policies/windows-remotelock"),
    ];
    for entry in Catalogue::bundled().sentences() {
        let sentence = entry.sentence();
        if entry.section().name() != section {
            section = entry.section().name();
            writeln!(listing, "\n{section}\n").unwrap();
        }
        let keyword = match sentence.kind {
            SentenceKind::Act => "When",
            SentenceKind::Check => "Then",
        };
        writeln!(listing, "{keyword} {}", sentence.expression).unwrap();
        writeln!(listing, "     {}", sentence.meaning).unwrap();
        let example = policies.iter().find_map(|policy| entry.example(policy)).unwrap();
        writeln!(listing, "     {keyword} {example}").unwrap();
    }
    settings().bind(|| assert_snapshot!("catalogue", listing));
}

const HYBRID: &str = r#"
@policy:intune-2015-12
Feature: Windows Phone 8.1 in Intune hybrid

  Background:
    Given a Windows Phone 8.1 device managed by Intune hybrid

  @clause:wp81-hybrid-console-only @slow
  Scenario: The end user has to ask the administrator
    Given a passcode reset has been performed on the device before
    When the end user resets the passcode in the Company Portal website
    Then the end user sees "Passcode successfully reset" in the Company Portal website
    And the end user sees no new passcode in the Company Portal website
    And the administrator sees a new numeric passcode in the ConfigMgr console
    And that passcode unlocks the device

  Scenario: The first reset ever leaves no one with a passcode
    Given no passcode reset has been performed on the device before
    When the end user resets the passcode in the Company Portal website
    Then nobody sees a new passcode anywhere
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees a new numeric passcode in the ConfigMgr console

  Scenario Outline: Signing in again <minutes> after signing out
    When the end user selects Reset Passcode in the Company Portal website
    And the end user signs out and signs in again after <minutes>
    Then the end user <is or is not> asked to reset the passcode

    Examples:
      | minutes | is or is not |
      | 4:59    | is           |
      | 5:01    | is not       |
"#;

#[test]
fn scenarios_as_people_write_them_become_plans() {
    let feature = translated(HYBRID);
    assert_eq!(feature.problems(), []);
    assert!(feature.scenarios().iter().all(Scenario::is_runnable));
    let [first, second, ..] = feature.scenarios() else { panic!("four scenarios") };
    let instruction = |scenario: &Scenario, step: usize| scenario.steps[step].instruction.clone();
    // One sentence is matched once, and its plan is shared.
    assert!(Arc::ptr_eq(&instruction(first, 2).unwrap(), &instruction(second, 2).unwrap()));
    assert_ne!(instruction(first, 1), instruction(second, 1));
}

#[test]
fn a_scenario_with_a_problem_does_not_keep_others_from_running() {
    let feature = translated(&HYBRID.replacen("resets the passcode", "resets the PIN", 1));
    let runnable: Vec<bool> = feature.scenarios().iter().map(Scenario::is_runnable).collect();
    assert_eq!(runnable, [false, true, true, true]);
    assert_eq!(feature.problems().len(), 1);
    assert_eq!(feature.problems()[0].code(), ProblemKind::Undefined.name());
}

#[test]
fn a_problem_above_all_rows_is_reported_once() {
    let feature = translated(&HYBRID.replace("managed by Intune", "looked after by Intune"));
    assert!(!feature.scenarios().iter().any(Scenario::is_runnable));
    assert_eq!(feature.problems().len(), 1);
    assert_eq!(feature.problems()[0].position(), Some((6, 11)));
}

#[test]
fn scenarios_without_a_policy_are_held_to_the_assumed_one() {
    let text = HYBRID.replace("@policy:intune-2015-12\n", "").replace("@clause:", "@about:");
    let mut vocabulary = vocabulary();
    let mut kinds = |assumed: Option<&str>| -> Vec<String> {
        vocabulary.assumed = assumed.map(Arc::from);
        let feature = Feature::read("a.feature", &text).unwrap();
        let translated = Translator::new(Catalogue::bundled(), &vocabulary).translate(feature);
        translated.unwrap().problems().iter().map(|it| it.code().to_owned()).collect()
    };
    assert_eq!(kinds(None), [ProblemKind::NoPolicy.name()]);
    assert_eq!(kinds(Some("intune-2015-12")), [""; 0]);
    let unknown = kinds(Some("shopfloor"));
    assert!(unknown.len() > 10 && unknown.iter().all(|it| it == ProblemKind::UnknownWord.name()));
}

/// In one feature some scenarios may name a policy; then the others are shown, and otherwise the feature.
#[test]
fn a_scenario_to_which_no_policy_applies_says_what_to_write() {
    let vocabulary = Vocabulary { assumed: None, ..vocabulary() };
    let problems = |text: &str| {
        let feature = Feature::read("a.feature", text).unwrap();
        let translated = Translator::new(Catalogue::bundled(), &vocabulary).translate(feature);
        let translated = translated.unwrap();
        assert!(translated.scenarios().iter().all(|it| it.has_policy() == it.is_runnable()));
        let drawn = drawn(&translated.problems());
        drawn.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let untagged = HYBRID.replace("@policy:intune-2015-12\n", "").replace("@clause:", "@about:");
    let whole = problems(&untagged);
    assert!(
        whole.contains("─[a.feature:2:1]") && whole.matches("no_policy").count() == 1,
        "{whole}"
    );
    assert!(
        whole.contains("help: write `@policy:intune-2015-10` above it, or `default_policy:"),
        "{whole}"
    );
    let others = problems(&untagged.replace("@slow", "@slow @policy:intune-2015-12"));
    assert!(!others.contains("─[a.feature:2:1]"), "{others}");
    assert_eq!(others.matches("no_policy").count(), 2, "{others}");
}

/// Under `--policy` a tag would change nothing.
#[test]
fn a_name_of_another_policy_is_explained() {
    let text = HYBRID.replace("Windows Phone 8.1 device", "Till Pad 2 device");
    let feature = || Feature::read("a.feature", &text).unwrap();
    let mut vocabulary = vocabulary();
    let drawn = |vocabulary: &Vocabulary| {
        let translated = Translator::new(Catalogue::bundled(), vocabulary).translate(feature());
        drawn(&translated.unwrap().problems())
    };
    let on_one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let tagged = on_one_line(drawn(&vocabulary));
    let tag = "it belongs to the policy `shopfloor`: tag the feature `@policy:shopfloor` if";
    assert!(tagged.contains("`intune-2015-12` has no platform `Till Pad 2`"), "{tagged}");
    assert!(tagged.contains(tag), "{tagged}");
    vocabulary.forced = Some("intune-2015-12".into());
    let forced = on_one_line(drawn(&vocabulary));
    assert!(forced.contains("`--policy` runs every scenario under `intune-2015-12`"), "{forced}");
    assert!(!forced.contains("tag the feature"), "{forced}");
}

#[test]
fn tags_and_names_select_scenarios() {
    let feature = translated(HYBRID);
    let admitted = |tags: Option<&str>, name: Option<&str>| -> Vec<usize> {
        let selector = Selector::new(tags, name).unwrap();
        let scenarios = feature.scenarios().iter();
        scenarios.filter(|it| selector.admits(it)).map(|it| it.line).collect()
    };
    assert_eq!(admitted(None, None), [9, 17, 31, 32]);
    assert_eq!(admitted(Some("@clause:wp81-hybrid-console-only and @slow"), None), [9]);
    assert_eq!(admitted(Some("policy:intune-2015-12 and not slow"), None), [17, 31, 32]);
    assert_eq!(admitted(None, Some("^Signing.*5:0")), [32]);
    assert_eq!(admitted(Some("@slow"), Some("Signing")), [0; 0]);
}

#[test]
fn a_selection_that_is_none_is_explained() {
    let refused = |tags, name| drawn(&[Selector::new(tags, name).unwrap_err()]);
    assert_snapshot!(refused(Some("@slow @fast"), None), @r#"
    language::selection

      × `and` or `or` is missing before this
       ╭─[--tags:1:7]
     1 │ @slow @fast
       ·       ──┬──
       ·         ╰── not joined
       ╰────
      help: join tags with `and`, `or`, `not` and parentheses: `@policy:our-phones and not (@slow
            or @draft)`
    "#);
    assert_snapshot!(refused(None, Some("a ( b")), @r#"
    language::selection

      × `a ( b` is not a pattern
       ╭─[--name:1:3]
     1 │ a ( b
       ·   ┬
       ·   ╰── unclosed group
       ╰────
      help: a name is matched as a regular expression: put `\` before ( ) [ ] { } . * + ? | ^ $
    "#);
}
