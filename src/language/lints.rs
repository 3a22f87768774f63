//! Warnings: what can be played all the same, and is probably not what its author meant.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostic::in_order;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::feature::Feature;
use crate::language::problem::ProblemKind;
use crate::language::reading::substitution::Row;
use crate::language::scenario::Scenario;

/// Everything about `features` that deserves a warning: feature by feature in their order, and in each of them
/// in the order of the text.
pub fn lints(features: &[Feature]) -> Vec<Diagnostic> {
    let mut names: BTreeMap<&str, &Feature> = BTreeMap::new();
    let mut lints = Vec::new();
    for feature in features {
        let mut own = repeated_scenarios(feature);
        own.extend(unused_columns(feature));
        own.extend(lost_steps(feature));
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

/// Lines of descriptions that say a sentence of the catalogue: the heading above them is missing or misspelt, and
/// whoever wrote them takes them for steps.
fn lost_steps(feature: &Feature) -> Vec<Diagnostic> {
    let page = &feature.page;
    let steps = feature.scenarios.iter().flat_map(|scenario| &scenario.steps);
    let mut known: BTreeSet<usize> = steps.map(|step| step.line).collect();
    let backgrounds = feature.gherkin.background.iter();
    let backgrounds =
        backgrounds.chain(feature.gherkin.rules.iter().filter_map(|rule| rule.background.as_ref()));
    known.extend(backgrounds.flat_map(|it| &it.steps).map(|step| page.line_at(step.span.start)));
    let mut lost = Vec::new();
    for (number, _, line) in page.lines() {
        let words = line.trim();
        let is_prose = !words.starts_with(['#', '|', '@', '"', '`']) && !known.contains(&number);
        let Some((_, sentence)) = words.split_once(' ').filter(|_| is_prose) else { continue };
        if !Catalogue::bundled().says(sentence.trim_start()) {
            continue;
        }
        let finding = Finding::new(
            ProblemKind::LostStep,
            "this reads like a step, and nothing plays it",
        )
        .label("part of a description")
        .help("is there a heading such as `Scenario:` above it, and is it spelt as it should be?");
        lost.push(finding.placed(page, page.words_of(number)));
    }
    lost
}

fn nothing_to_run(feature: &Feature) -> Diagnostic {
    Finding::new(ProblemKind::NoScenarios, "this feature has no scenarios")
        .label("nothing to play")
        .help("write a line `Scenario:` and a name below it, and steps below that")
        .placed(&feature.page, feature.page.words_of(feature.line))
}

fn repeated_feature(feature: &Feature, first: &Feature) -> Diagnostic {
    let message = format!("the feature in `{}` has the same name", first.path());
    Finding::new(ProblemKind::RepeatedName, message)
        .label("the second one")
        .help("give each feature a name of its own, so that reports can tell them apart")
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

/// The lines of an outline that take the words of a row: its heading, its steps and what stands below them.
fn template<'p>(page: &'p SourceFile, scenario: &Scenario, head: usize) -> Vec<&'p str> {
    let heading = scenario.heading();
    let first = scenario.steps.iter().find(|step| step.own).map_or(head, |step| step.line);
    let body = (first..head).map(|line| page.line(line));
    let body = body.filter(|line| !line.trim_start().starts_with('#'));
    std::iter::once(page.line(heading)).chain(body).collect()
}

fn unused_in(page: &Arc<SourceFile>, head: usize, lines: &[&str], problems: &mut Vec<Diagnostic>) {
    let row = Row::new(page, head, head);
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
        let told: Vec<(usize, &str)> =
            lints.iter().map(|lint| (lint.position().unwrap().0, lint.message())).collect();
        assert_eq!(told, expected);
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
        let lost = "this reads like a step, and nothing plays it";
        let step = "the end user resets the passcode in the Company Portal website";
        let scenario = format!("  Szenario: S\n    Wenn {step}\n");
        let text =
            format!("# language: de\nFunktion: F\n  Szenaro: T\n    Wenn {step}\n\n{scenario}");
        check(&text, &[(4, lost)]);
        let none = "this feature has no scenarios";
        check(&format!("Feature: F\n  When {step}\n  Prose\n"), &[(1, none), (2, lost)]);
        let shared = format!("Feature: F\n  Background:\n    Given {step}\n");
        check(&shared, &[(1, none)]);
    }

    #[test]
    fn features_of_one_name_are_told_from_the_second_on() {
        let read = |path: &str, text: &str| Feature::read(path, text).unwrap();
        let text = "Feature: F\n  Scenario: A\n    When x\n";
        let features = [read("a", text), read("b", &text.replace(": F", ": G")), read("c", text)];
        let told: Vec<String> = lints(&features).iter().map(|it| format!("{it:?}")).collect();
        assert_eq!(told, ["c:1:10: language::repeated_name: the feature in `a` has the same name"]);
    }
}
