//! Warnings: what can be run all the same, and is probably not what its author meant.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::{Diagnostic, in_order};
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::expansion::example_row::ExampleRow;
use crate::language::feature::Feature;
use crate::language::gherkin::language::{BlockKind, Language};
use crate::language::problem::ProblemKind;
use crate::language::scenario::Scenario;

/// Everything about `features` that deserves a warning: feature by feature in their order, and in each of them
/// in the order of the text.
pub fn lints(features: &[Feature]) -> Vec<Diagnostic> {
    let mut names: BTreeMap<&str, &Feature> = BTreeMap::new();
    let mut lints = Vec::new();
    for feature in features {
        let mut own = repeated_scenarios(feature);
        own.extend(unused_columns(feature));
        own.extend(lost_lines(feature));
        own.extend(feature.scenarios.iter().flat_map(|scenario| scenario.warnings.iter().cloned()));
        own.extend(feature.unsupported.iter().cloned());
        own.extend(feature.empty_examples.iter().map(|line| {
            Finding::new(ProblemKind::NoScenarios, "these examples have no rows")
                .label("nothing to run")
                .help("write a row below the header, or delete the examples")
                .placed(&feature.page, feature.page.words_of(*line))
        }));
        if feature.scenarios().is_empty() {
            own.push(nothing_to_run(feature));
        }
        if let Some(first) = names.get(&**feature.name()) {
            own.push(repeated_feature(feature, first));
        } else if !feature.name().is_empty() {
            names.insert(feature.name(), feature);
        }
        lints.extend(in_order(own));
    }
    lints
}

/// Lines of descriptions that read like a heading or say a sentence of the catalogue: a keyword is misspelt, or the
/// heading above them is missing. What is below such a heading is lost with it.
fn lost_lines(feature: &Feature) -> Vec<Diagnostic> {
    let page = &feature.page;
    let code = ProblemKind::MistypedStep.name();
    let mistyped = feature.scenarios.iter().flat_map(|scenario| &scenario.problems);
    let mistyped = mistyped.filter(|problem| problem.code() == code);
    let mistyped: BTreeSet<_> = mistyped.filter_map(Diagnostic::position).collect();
    let mut lost = Vec::new();
    for (kind, description) in &feature.descriptions {
        for place in description {
            let number = page.line_at(place.start);
            let words = page.words_of(number);
            if mistyped.contains(&(number, page.column_at(words.start))) {
                continue;
            }
            let line = page.text().get(words.clone()).unwrap_or_default();
            if let Some(keyword) = feature.language.meant_heading(line) {
                let message = "this reads like a heading, and is part of the description above it";
                let finding = Finding::new(ProblemKind::LostStep, message)
                    .label("part of a description")
                    .help(format!("did you mean `{keyword}`, and is it at the right place?"));
                lost.push(finding.placed(page, words));
                break;
            }
            if line.starts_with('|') && *kind == BlockKind::Scenario {
                let message = "this table row is part of the description above it";
                let finding = Finding::new(ProblemKind::LostStep, message)
                    .label("part of a description")
                    .help("write `Examples:` above the rows of an outline: `Example:` begins a scenario");
                lost.push(finding.placed(page, words));
                break;
            }
            if line.starts_with(['|', '"', '`']) {
                continue;
            }
            let sentence = line.split_once(' ').map(|(_, sentence)| sentence.trim_start());
            if sentence.is_some_and(|sentence| Catalogue::bundled().says(sentence)) {
                let message = "this reads like a step, and nothing runs it";
                let finding = Finding::new(ProblemKind::LostStep, message)
                    .label("part of a description")
                    .help(remedy(feature, line));
                lost.push(finding.placed(page, words));
            }
        }
    }
    lost
}

/// How a line that reads like a step becomes one: by its keyword, if that is misspelt, or by the heading above it.
fn remedy(feature: &Feature, line: &str) -> String {
    let language = feature.language;
    match language.meant(line).filter(|_| language.step(line).is_none()) {
        Some(keyword) => format!("did you mean `{keyword}`?"),
        None => {
            let heading = language.keyword(BlockKind::Scenario);
            format!(
                "is there a heading such as `{heading}:` above it, and is it spelt as it should be?"
            )
        }
    }
}

fn nothing_to_run(feature: &Feature) -> Diagnostic {
    let page = &feature.page;
    let message = match feature.descriptions.is_empty() {
        _ if page.text().trim().is_empty() => "the file is empty",
        true => "the file has no feature, only comments",
        false => "this feature has no scenarios",
    };
    let help = match Language::guess(page, feature.language, |_| true) {
        Some(Language { name, code, .. }) => {
            format!("its lines look like {name}: write `# language: {code}` on the first one")
        }
        None if feature.descriptions.is_empty() => {
            "begin with a line `Feature:` and a name, and write scenarios below it".to_owned()
        }
        None => "write a line `Scenario:` and a name below it, and steps below that".to_owned(),
    };
    Finding::new(ProblemKind::NoScenarios, message)
        .label("nothing to run")
        .help(help)
        .placed(page, page.words_of(feature.line))
}

fn repeated_feature(feature: &Feature, first: &Feature) -> Diagnostic {
    let message = format!("the feature in `{}` has the same name", first.path());
    Finding::new(ProblemKind::RepeatedName, message)
        .label("the second one")
        .help("give each feature a name of its own, so that reports can distinguish them")
        .placed(&feature.page, name_at(&feature.page, feature.line))
}

/// Scenarios of one feature, or of one rule, that have the same name. The rows of an outline are one scenario here.
fn repeated_scenarios(feature: &Feature) -> Vec<Diagnostic> {
    let page = &feature.page;
    let mut first_at: BTreeMap<(Option<&str>, &str), usize> = BTreeMap::new();
    let mut problems = Vec::new();
    let mut before = 0;
    for scenario in &feature.scenarios {
        let heading = scenario.heading();
        if heading == before {
            continue;
        }
        before = heading;
        let place = name_at(page, heading);
        let name = page.text().get(place.clone()).unwrap_or_default();
        if name.is_empty() {
            continue;
        }
        let key = (scenario.rule.as_deref(), name);
        let Some(first) = first_at.get(&key) else {
            first_at.insert(key, heading);
            continue;
        };
        let finding = Finding::new(ProblemKind::RepeatedName, "two scenarios have the same name")
            .label("the second one")
            .help(
                "give each a name of its own: reports, waivers and `--name` know scenarios by name",
            );
        let first = name_at(page, *first);
        problems.push(finding.placed(page, place).and(first, "the first one".to_owned()));
    }
    problems
}

/// The place of the name behind a heading's colon.
fn name_at(page: &SourceFile, heading: usize) -> Range<usize> {
    let words = page.words_of(heading);
    let text = page.text().get(words.clone()).unwrap_or_default();
    let after = text.find(':').map_or(text.len(), |colon| colon.saturating_add(1));
    let rest = text.get(after..).unwrap_or_default();
    let blank = rest.len().saturating_sub(rest.trim_start().len());
    words.start.saturating_add(after).saturating_add(blank)..words.end
}

/// Columns of examples that neither a step nor the name of their outline uses.
fn unused_columns(feature: &Feature) -> Vec<Diagnostic> {
    let page = &feature.page;
    let mut problems = Vec::new();
    let mut outline: Option<(usize, Vec<&str>)> = None;
    let mut seen = BTreeSet::new();
    for scenario in &feature.scenarios {
        let Some(head) = scenario.place.head else { continue };
        if !seen.insert(head) {
            continue;
        }
        let heading = scenario.heading();
        let lines = match outline.take() {
            Some((same, lines)) if same == heading => lines,
            Some(_) | None => template(page, scenario, head),
        };
        unused_in(page, head, &lines, &mut problems);
        outline = Some((heading, lines));
    }
    problems
}

/// The lines of an outline that take the words of a row: its heading, its steps and what is below them.
fn template<'p>(page: &'p SourceFile, scenario: &Scenario, head: usize) -> Vec<&'p str> {
    let heading = scenario.heading();
    let first = scenario.steps.iter().find(|step| step.own).map_or(head, |step| step.line);
    let body = (first..head).map(|line| page.line(line));
    let body = body.filter(|line| !line.trim_start().starts_with('#'));
    std::iter::once(page.line(heading)).chain(body).collect()
}

fn unused_in(page: &Arc<SourceFile>, head: usize, lines: &[&str], problems: &mut Vec<Diagnostic>) {
    let row = ExampleRow::new(page, head, head);
    let mut names = BTreeSet::new();
    for (name, place) in row.places() {
        if name.is_empty() {
            continue;
        }
        let repeated = !names.insert(name);
        let placeholder = format!("<{name}>");
        let used = lines.iter().any(|line| line.contains(&placeholder));
        let finding = if repeated {
            let message = format!("the examples have the column `{name}` twice");
            Finding::new(ProblemKind::UnusedColumn, message)
                .label("never read: the first one counts")
                .help("give the column another name, or remove it")
        } else if used {
            continue;
        } else {
            let message = format!("no step uses the column `{name}`");
            Finding::new(ProblemKind::UnusedColumn, message)
                .label("its words change nothing")
                .help(format!("write `{placeholder}` where its words belong, or remove the column"))
        };
        problems.push(finding.placed(page, place.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::finding::Severity;

    #[track_caller]
    fn check(text: &str, expected: &[(usize, &str)]) {
        let feature = Feature::read("a.feature", text).unwrap();
        let lints = lints(&[feature]);
        let found: Vec<(usize, &str)> = lints
            .iter()
            .map(|problem| (problem.position().unwrap().0, problem.message()))
            .collect();
        assert_eq!(found, expected);
        assert!(lints.iter().all(|problem| problem.severity() == Severity::Warning));
    }

    #[test]
    fn a_name_counts_within_its_rule() {
        let text = "Feature: F\n  Scenario: A\n    When x\n  Scenario: A \n    When x\n  Rule: R\n    \
                    Example: A\n      When x\n    Scenario Outline: A\n      When <x>\n\n      Examples:\n      \
                    | x |\n      | 1 |\n      | 2 |\n";
        let twice = "two scenarios have the same name";
        check(text, &[(4, twice), (9, twice)]);
    }

    #[test]
    fn a_lost_step_gets_the_keyword_or_the_heading_of_its_own_language() {
        let help = |keyword: &str| {
            let text = format!(
                "# language: de\nFunktionalität: F\n  Szenario: A\n    {keyword} the device has a passcode\n    \
                 Wenn x\n"
            );
            let feature = Feature::read("a.feature", &text).unwrap();
            lints(&[feature]).first().and_then(Diagnostic::help).map(str::to_owned)
        };
        assert_eq!(help("Dan").as_deref(), Some("did you mean `Dann`?"));
        let under_a_heading = help("Xyz").unwrap();
        assert!(under_a_heading.contains("such as `Szenario:`"), "{under_a_heading}");
    }

    #[test]
    fn a_column_counts_as_used_wherever_its_words_are_put() {
        let text = "Feature: F\n  Scenario Outline: <a>\n    # <d>\n    When <b>\n      | <c> |\n    # <d>\n\n    \
                    Examples:\n      | a | b | c | d | a |\n      | 1 | 2 | 3 | 4 | 5 |\n    Examples:\n      | e |\n      | 1 |\n";
        let feature = Feature::read("a.feature", text).unwrap();
        let columns: Vec<(usize, usize)> =
            lints(&[feature]).iter().filter_map(Diagnostic::position).collect();
        assert_eq!(columns, [(9, 21), (9, 25), (12, 9)]);
    }

    #[test]
    fn a_step_in_a_description_is_missed() {
        let lost = "this reads like a step, and nothing runs it";
        let step = "the clerk resets the passcode in the shop";
        let scenario = format!("  Szenario: S\n    Wenn {step}\n");
        let text =
            format!("# language: de\nFunktion: F\n  Szenaro: T\n    Wenn {step}\n\n{scenario}");
        let heading = "this reads like a heading, and is part of the description above it";
        check(&text, &[(3, heading)]);
        let none = "this feature has no scenarios";
        check(&format!("Feature: F\n  When {step}\n  Prose\n"), &[(1, none), (2, lost)]);
        let shared = format!("Feature: F\n  Background:\n    Given {step}\n");
        check(&shared, &[(1, none)]);
    }

    #[test]
    fn rows_below_the_word_for_a_scenario_are_missed() {
        let row = "this table row is part of the description above it";
        let text = "Feature: F\n  Scenario Outline: O\n    When <x>\n    Example:\n      | x |\n      | 1 |\n";
        check(text, &[(5, row)]);
        let described = "Feature: F\n  | a |\n  Scenario: S\n    When x\n";
        check(described, &[]);
    }

    #[test]
    fn a_file_in_a_language_that_it_does_not_name_is_recognized() {
        let text = "Feature: F\n  Szenario: S\n    Angenommen x\n    Wenn y\n    Dann z\n";
        let feature = Feature::read("a.feature", text).unwrap();
        let lints = lints(&[feature]);
        let help = lints.first().and_then(Diagnostic::help).unwrap().to_string();
        assert_eq!(help, "its lines look like German: write `# language: de` on the first one");
    }

    #[test]
    fn features_of_one_name_are_reported_from_the_second_on() {
        let read = |path: &str, text: &str| Feature::read(path, text).unwrap();
        let text = "Feature: F\n  Scenario: A\n    When x\n";
        let features = [read("a", text), read("b", &text.replace(": F", ": G")), read("c", text)];
        let found: Vec<String> = lints(&features).iter().map(|it| format!("{it:?}")).collect();
        assert_eq!(
            found,
            ["c:1:10: language::repeated_name: the feature in `a` has the same name"]
        );
    }
}
