//! What failed, open and above everything else: the parts of the gate, and each scenario with what was expected and seen.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::document::sanitized::{on_one_line, sanitized};
use crate::recording::case::{Case, FailureCause};
use crate::recording::gate_result::GateResult;
use crate::recording::whole::Recording;
use crate::report::format::html::narrative::{FeatureContext, contexts};
use crate::report::format::html::verdict::badge;
use crate::report::gate_verdict::gate_failures;
use crate::report::grade::headline;
use crate::report::missing::{AbsenceNote, absence_in_words};

/// How many scenarios are shown in full; the list below has them all.
const SHOWN_MAX: usize = 50;

/// Everything that failed, if anything did.
pub(crate) fn failures(recording: &Recording) -> Markup {
    let broken = recording.cases.iter().filter(|case| !case.verdict.is_tolerable());
    let broken: Vec<&Case> = broken.collect();
    let gate = recording.gate().filter(|gate| !gate.passed());
    let contexts = contexts(recording);
    let more = broken.len().saturating_sub(SHOWN_MAX);
    html! {
        (absent(recording))
        @if gate.is_some() || !broken.is_empty() {
            section #failures aria-labelledby="failures-title" {
                h2 #failures-title { "What failed" }
                @if let Some(gate) = gate { (parts(gate)) }
                @for (feature, cases) in by_feature(broken.iter().copied().take(SHOWN_MAX)) {
                    (of_feature(recording, feature, &cases, &contexts))
                }
                @if more > 0 {
                    p { (more) " more are in the list of scenarios." }
                }
            }
        }
    }
}

/// What the run does without.
fn absent(recording: &Recording) -> Markup {
    html! {
        @for AbsenceNote { title, remedy } in recording.header.absences.iter().map(absence_in_words) {
            p.partial role="note" { strong { (on_one_line(&title)) ". " } (on_one_line(&remedy)) "." }
        }
    }
}

fn parts(gate: &GateResult) -> Markup {
    html! {
        div.box { pre.findings { (gate_failures(gate).join("\n")) } }
    }
}

/// The scenarios by feature, in their order.
fn by_feature<'c>(cases: impl Iterator<Item = &'c Case>) -> Vec<(&'c str, Vec<&'c Case>)> {
    let mut features: Vec<(&str, Vec<&Case>)> = Vec::new();
    for case in cases {
        match features.iter_mut().find(|(path, _)| *path == &*case.path) {
            Some((_, cases)) => cases.push(case),
            None => features.push((&case.path, vec![case])),
        }
    }
    features
}

fn of_feature(
    recording: &Recording,
    path: &str,
    cases: &[&Case],
    contexts: &BTreeMap<&str, FeatureContext>,
) -> Markup {
    let context = contexts.get(path);
    let name = cases.first().map_or("", |case| &*case.feature);
    html! {
        h3 { bdi { (on_one_line(name)) } }
        @if let Some(narrative) = context.map(|it| &it.narrative).filter(|it| !it.is_empty()) {
            p.narrative { @for line in narrative { bdi { (on_one_line(line)) } br; } }
        }
        @for case in cases {
            (failure(recording, case, context.and_then(|it| it.examples(case.line))))
        }
    }
}

fn failure(recording: &Recording, case: &Case, examples: Option<&str>) -> Markup {
    let policy = recording.policy_of(case);
    html! {
        div.failure {
            h4.name { (badge(case.verdict)) " " bdi { (on_one_line(&case.name)) } }
            @if case.rule.is_some() || examples.is_some() {
                p.where {
                    @if let Some(rule) = &case.rule { "Rule: " bdi { (on_one_line(rule)) } }
                    @if case.rule.is_some() && examples.is_some() { " · " }
                    @if let Some(examples) = examples { "Examples: " bdi { (on_one_line(examples)) } }
                }
            }
            @for id in case.clauses.iter() {
                @if let Some(clause) = policy.as_ref().and_then(|policy| policy.clause(id)) {
                    p.statement { (on_one_line(&clause.statement)) " " code { (on_one_line(id)) } }
                }
            }
            @if let Some(step) = case.ended_at() {
                p.step-of { strong { (step.keyword) } " " bdi { (on_one_line(&step.text)) } }
            }
            @if let Some(FailureCause::Failed { expected, seen, .. }) = &case.why {
                dl.difference {
                    div { dt { "expected" } dd { bdi { (on_one_line(expected)) } } }
                    div { dt { "seen" } dd { bdi { (on_one_line(seen)) } } }
                }
            } @else {
                p.difference { bdi { (on_one_line(&headline(case))) } }
                @for help in case.diagnostics.iter().filter_map(|one| one.help.as_deref()) {
                    pre.help { (sanitized(help)) }
                }
            }
            p.where { code.replay { (on_one_line(&case.replay)) } }
        }
    }
}
