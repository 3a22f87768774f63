//! A scenario in the form in which cucumber runs it: only what cucumber reads.

use std::path::PathBuf;

use cucumber::gherkin;
use regex::Regex;

use crate::language::catalogue::sentence::SentenceId;
use crate::language::scenario::{Scenario, Step, StepRole};

/// A feature of cucumber's, still without scenarios.
pub(crate) fn cucumber_feature(scenario: &Scenario) -> gherkin::Feature {
    gherkin::Feature {
        keyword: String::new(),
        name: scenario.feature.to_string(),
        description: None,
        background: None,
        scenarios: Vec::new(),
        rules: Vec::new(),
        tags: Vec::new(),
        span: gherkin::Span { start: 0, end: 0 },
        position: gherkin::LineCol { line: 0, col: 0 },
        path: Some(PathBuf::from(&*scenario.path)),
    }
}

/// What cucumber reads of a step: the number of its sentence, and its text. Which sentence it is was worked out when the
/// scenario was read, by the names of the policy, too; a pattern alone could take a text for two.
fn step_text(step: &Step) -> String {
    let number = step.sentence.map_or_else(String::new, |id| id.0.to_string());
    format!("{number}: {}", step.text)
}

/// The pattern of every step that says a sentence.
pub(crate) fn pattern(sentence: SentenceId) -> Option<Regex> {
    Regex::new(&format!("^{}: ", sentence.0)).ok()
}

/// A scenario of cucumber's, with the position of its job as its line. It holds what cucumber reads: a background's
/// steps are its own, and an outline's row is a scenario.
pub(crate) fn cucumber_scenario(scenario: &Scenario, position: usize) -> gherkin::Scenario {
    let at = |line| (gherkin::Span { start: 0, end: 0 }, gherkin::LineCol { line, col: 0 });
    let step = |step: &Step| {
        let (span, position) = at(step.line);
        gherkin::Step {
            keyword: String::new(),
            ty: match step.role {
                StepRole::Given => gherkin::StepType::Given,
                StepRole::When => gherkin::StepType::When,
                StepRole::Then => gherkin::StepType::Then,
            },
            value: step_text(step),
            docstring: None,
            table: None,
            span,
            position,
        }
    };
    let (span, position) = at(position);
    gherkin::Scenario {
        keyword: String::new(),
        name: scenario.name.to_string(),
        description: None,
        steps: scenario.steps.iter().map(step).collect(),
        examples: Vec::new(),
        tags: Vec::new(),
        span,
        position,
    }
}
