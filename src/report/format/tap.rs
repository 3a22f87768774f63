//! The Test Anything Protocol, version 14: a line a scenario, and what is wrong in YAML below it.

use crate::conformance::verdict::Verdict;
use crate::document::sanitized::on_one_line;
use crate::recording::case::{Case, FailureCause};
use crate::report::gate_verdict::gate_sentence;
use crate::report::grade::{Grade, RunFailure, facts, headline, run_failures};
use crate::report::missing::{AbsenceNote, absence_in_words};
use crate::report::paint::Paint;
use crate::report::results::Results;
use crate::report::summary::{closing, heading};
use crate::report::system::system_lines;

/// The run as test points, in the order of its scenarios.
pub(crate) fn tap(results: &Results<'_>) -> String {
    let recording = results.recording;
    let run_failures = run_failures(results);
    let policies = super::policies(recording);
    // The reader of a recording that ends early misses the points that the plan announces.
    let points = recording.header.cases.max(recording.cases.len());
    let planned = points.saturating_add(run_failures.len());
    let mut text = "TAP version 14\n".to_owned();
    let verdict = recording.gate().map(gate_sentence);
    text.extend(verdict.map(|verdict| format!("# {}\n", in_description(&verdict))));
    text += &format!("1..{planned}\n");
    text += &format!("# {}", heading(&policies, recording.header.seed, Paint::Plain));
    text.extend(results.gaps.iter().map(|gaps| format!("# {gaps}\n")));
    text.extend(system_lines(results).iter().map(|it| format!("# {}\n", in_description(it))));
    for AbsenceNote { title, remedy } in recording.header.absences.iter().map(absence_in_words) {
        text += &format!("# {}\n", in_description(&format!("{title}; {remedy}")));
    }
    for (run_failure, number) in run_failures.iter().zip(1_usize..) {
        text += &run_failure_point(run_failure, number);
    }
    for (case, number) in recording.cases.iter().zip(run_failures.len().saturating_add(1)..) {
        text += &point(results, case, number);
    }
    text + &format!("# {}\n", in_description(&closing(results)))
}

fn point(results: &Results<'_>, case: &Case, number: usize) -> String {
    let name = in_description(&case.name);
    let (ok, directive) = match (Grade::of(case.verdict), case.verdict) {
        (Grade::Passed | Grade::Flaky, _) => ("ok", ""),
        // A waiver is a promise to fix, which is what TAP calls a to-do.
        (Grade::Skipped, Verdict::Waived) => ("not ok", " # TODO "),
        (Grade::Skipped, _) => ("ok", " # SKIP "),
        (Grade::Failed | Grade::Errored, _) => ("not ok", ""),
    };
    let reason = if directive.is_empty() { String::new() } else { headline(case) };
    let mut text = format!("{ok} {number} - {name}{directive}{}\n", in_description(&reason));
    if case.verdict == Verdict::Conforms {
        return text;
    }
    text += "  ---\n";
    text += &format!("  message: {}\n", quoted(&headline(case)));
    text += &format!("  verdict: {}\n", quoted(case.verdict.name()));
    text += &format!("  at: {{ file: {}, line: {} }}\n", quoted(&case.path), case.line);
    if let Some(FailureCause::Failed { expected, seen, .. }) = &case.why {
        text += &format!("  expected: {}\n  seen: {}\n", quoted(expected), quoted(seen));
    }
    text += &format!("  replay: {}\n", quoted(&case.replay));
    text + &lines(&facts(results.recording, case)) + "  ...\n"
}

fn run_failure_point(run_failure: &RunFailure, number: usize) -> String {
    let RunFailure { title, text, .. } = run_failure;
    format!("not ok {number} - {}\n  ---\n{}  ...\n", in_description(title), lines(text))
}

/// A text as a list of its lines.
fn lines(text: &str) -> String {
    let mut list = "  report:\n".to_owned();
    list.extend(text.lines().map(|line| format!("    - {}\n", quoted(line))));
    if text.is_empty() { String::new() } else { list }
}

/// A text on one line, in which nothing begins a directive.
fn in_description(text: &str) -> String {
    on_one_line(&text.replace('\\', "\\\\").replace('#', "\\#")).into_owned()
}

/// A text as a YAML value: a JSON string is one.
fn quoted(text: &str) -> String {
    super::json_text(&text)
}
