//! A scenario that does not conform: what a person needs to act on it.

use crate::conformance::verdict::Verdict;
use crate::document::sanitized::on_one_line;
use crate::recording::case::{Case, FailureCause};
use crate::recording::whole::Recording;
use crate::report::diagnostic::recorded_diagnostic;
use crate::report::layout::Width;
use crate::report::paint::Paint;
use crate::report::policy::source;
use crate::report::timeline::timeline;

/// How many of the last events a failure shows.
const EVENTS: usize = 8;

/// How many of the last lines of standard error a failure shows.
const STDERR_LINES: usize = 20;

/// Why a scenario does not conform: what was expected, what was seen by whom and where, what had happened,
/// which clause it touches, and the line that replays it; or what is wrong with the scenario itself.
pub(crate) fn failure(recording: &Recording, case: &Case, paint: Paint, width: Width) -> String {
    title(case, paint) + &failed(recording, case, paint, width)
}

/// The same without the title.
pub(crate) fn failed(recording: &Recording, case: &Case, paint: Paint, width: Width) -> String {
    let Some(why) = &case.why else {
        let diagnostics: Vec<String> = case
            .diagnostics
            .iter()
            .map(|problem| recorded_diagnostic(recording, &case.path, problem, paint, width))
            .collect();
        return diagnostics.join("\n");
    };
    let mut text = reason(case, why, paint);
    if let Some(stderr) = &case.stderr {
        text += &stderr_lines(stderr);
    }
    let Some(policy) = recording.policy_of(case) else { return text };
    let events = timeline(&case.journal, &policy, EVENTS, 6);
    if !events.is_empty() {
        text += &format!("\n{events}");
    }
    for id in case.clauses.iter() {
        if let Some(clause) = policy.clause(id) {
            let source = source(clause.evidence);
            text += &format!("    clause   {id}: {} (source: {source})\n", clause.statement);
        }
    }
    for attempt in &case.attempts {
        text += &format!("    also     {}\n", attempt.replay);
    }
    text += &format!("    replay   {}\n", case.replay);
    text
}

/// The last lines that the system wrote to standard error.
fn stderr_lines(stderr: &str) -> String {
    let lines: Vec<&str> = stderr.trim_end().lines().collect();
    let shown = lines.iter().skip(lines.len().saturating_sub(STDERR_LINES));
    let shown = shown.map(|line| format!("        {}\n", on_one_line(line)));
    format!("      its standard error ends:\n{}", shown.collect::<String>())
}

/// The step that ended a scenario, with what was expected and seen.
pub(crate) fn reason(case: &Case, why: &FailureCause, paint: Paint) -> String {
    let mut text = String::new();
    if let Some(step) = case.ended_at() {
        text += &format!("    {} {}\n", step.keyword, step.text);
    }
    match why {
        FailureCause::Failed { expected, seen, .. } => {
            text += &format!("      expected  {}\n", paint.good(expected));
            text += &format!("      seen      {}\n", paint.bad(seen));
        }
        FailureCause::Unsupported { what, .. } => {
            text += &format!("      the system under test cannot do this: {what}\n");
        }
        FailureCause::Error { what, .. } => {
            text += &format!("      the system under test failed: {}\n", paint.bad(what));
        }
        FailureCause::Broken { reason } => text += &format!("    internal error: {reason}\n"),
    }
    text
}

/// A scenario that failed and then passed with another seed: what failed, and how to see both.
pub fn flaky(case: &Case, paint: Paint) -> String {
    title(case, paint) + &passed_at_last(case)
}

/// The same without the title.
pub(crate) fn passed_at_last(case: &Case) -> String {
    let mut text = String::new();
    for attempt in &case.attempts {
        if let FailureCause::Failed { step, expected, seen } = &attempt.why {
            if let Some(step) = case.steps.get(*step) {
                text += &format!("    {} {}\n", step.keyword, step.text);
            }
            text += &format!("      expected  {expected}\n");
            text += &format!("      seen      {seen}\n");
        }
        text += &format!("    fails    {}\n", attempt.replay);
    }
    text += &format!("    passes   {}\n", case.replay);
    text
}

/// `✘ The name of the scenario          features/…:12`, padded so that places line up.
pub fn title(case: &Case, paint: Paint) -> String {
    let (name, verdict) = (&case.name, case.verdict);
    let padding = 50_usize.saturating_sub(name.chars().count());
    let what = if verdict == Verdict::Fails { String::new() } else { format!("  {verdict}") };
    let mark = match verdict {
        Verdict::Waived | Verdict::Flaky | Verdict::Unsupported => "~".to_owned(),
        Verdict::Conforms => paint.good("✔"),
        Verdict::Fails
        | Verdict::Undefined
        | Verdict::NotReached
        | Verdict::Error
        | Verdict::Broken => paint.bad("✘"),
    };
    format!("{mark} {name}{:padding$}  {}{what}\n", "", paint.faint(&case.place()))
}
