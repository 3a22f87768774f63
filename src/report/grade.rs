//! What other programs learn about a scenario and a run: the one place where a verdict gets a meaning for them.

use crate::conformance::verdict::Verdict;
use crate::document::plain::PlainDiagnostic;
use crate::document::wording::counted;
use crate::recording::case::{Attempt, Case, FailureCause};
use crate::recording::whole::Recording;
use crate::report::failure::{failed, passed_at_last};
use crate::report::gate_verdict::{gate_failures, gate_sentence};
use crate::report::layout::Width;
use crate::report::paint::Paint;
use crate::report::results::Results;
use crate::report::snapshot::{ChangedTable, changed_tables};
use crate::report::waiver::{excused, title_and_remedy};

/// What a program that knows tests, and no verdicts of ours, takes a scenario for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    /// It passed.
    Passed,
    /// It passed, but not at once.
    Flaky,
    /// It says nothing for or against the run, and never counts as passed.
    Skipped,
    /// What it expects was not seen.
    Failed,
    /// It could not be judged.
    Errored,
}

impl Grade {
    /// The grade of a verdict.
    pub(crate) const fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Conforms => Self::Passed,
            Verdict::Flaky => Self::Flaky,
            Verdict::Waived | Verdict::Unsupported | Verdict::NotReached => Self::Skipped,
            Verdict::Fails => Self::Failed,
            Verdict::Undefined | Verdict::Error | Verdict::Broken => Self::Errored,
        }
    }
}

/// What there is to say of a scenario in one line; nothing if it conforms.
pub(crate) fn headline(case: &Case) -> String {
    match case.verdict {
        Verdict::Conforms => String::new(),
        Verdict::NotReached => "the run ended before its turn".to_owned(),
        Verdict::Flaky => {
            let count = case.attempts.len();
            let times = if count == 1 { "once".to_owned() } else { counted(count, "time") };
            let why = case.attempts.first().map(|attempt| reason(case, &attempt.why));
            let why = why.map_or_else(String::new, |why| format!(": {why}"));
            format!("passed with seed {} after it failed {times}{why}", case.seed)
        }
        Verdict::Waived => match &case.waiver {
            Some(waiver) => {
                let (reason, owner) = (&waiver.reason, &waiver.owner);
                format!("waived until {} by {owner} ({}): {reason}", waiver.expires, waiver.ticket)
            }
            None => format!("waived: {}", wrong(case)),
        },
        Verdict::Unsupported
        | Verdict::Fails
        | Verdict::Undefined
        | Verdict::Error
        | Verdict::Broken => wrong(case),
    }
}

/// What is wrong with a scenario, in one line.
fn wrong(case: &Case) -> String {
    if let Some(why) = &case.why {
        return reason(case, why);
    }
    let Some(first) = case.diagnostics.first() else { return case.verdict.to_string() };
    let more = match case.diagnostics.len().saturating_sub(1) {
        0 => String::new(),
        more => format!(", and {}", counted(more, "more problem")),
    };
    format!("line {}: {}{more}", first.line().unwrap_or(case.line), first.message)
}

/// Why a scenario ended, in one line.
pub(crate) fn reason(case: &Case, why: &FailureCause) -> String {
    let step = |step: &usize| match case.steps.get(*step) {
        Some(step) => format!("{} {}: ", step.keyword, step.text),
        None => String::new(),
    };
    match why {
        FailureCause::Failed { step: at, expected, seen } => {
            format!("{}expected {expected}, seen {seen}", step(at))
        }
        FailureCause::Unsupported { step: at, what } => {
            format!("{}the system under test cannot do this: {what}", step(at))
        }
        FailureCause::Error { step: at, what } => {
            format!("{}the system under test failed: {what}", step(at))
        }
        FailureCause::Broken { reason } => format!("internal error: {reason}"),
    }
}

/// All there is to say of a scenario, in plain lines; nothing if it conforms.
pub(crate) fn facts(recording: &Recording, case: &Case) -> String {
    match case.verdict {
        Verdict::Conforms => String::new(),
        Verdict::Flaky => passed_at_last(case),
        Verdict::Waived => excused(case),
        Verdict::NotReached => format!("    {}\n", headline(case)),
        Verdict::Unsupported
        | Verdict::Fails
        | Verdict::Undefined
        | Verdict::Error
        | Verdict::Broken => failed(recording, case, Paint::Plain, Width::Unbounded),
    }
}

/// All there is to say of an attempt that failed, in plain lines.
pub(crate) fn attempted(case: &Case, attempt: &Attempt) -> String {
    format!("    {}\n    replay   {}\n", reason(case, &attempt.why), attempt.replay)
}

/// The line that a person who fixes the scenario looks at first.
pub(crate) fn line_to_fix(case: &Case) -> usize {
    let diagnostic = case.diagnostics.first().and_then(PlainDiagnostic::line);
    let step = || case.ended_at().map(|step| step.line);
    diagnostic.or_else(step).unwrap_or(case.line)
}

/// Something that fails a run, and is no scenario.
#[derive(Clone, Debug)]
pub(crate) struct RunFailure {
    /// What is wrong, in one line.
    pub(crate) title: String,
    /// What there is to say of it, in plain lines.
    pub(crate) text: String,
    /// The file and the line that it is about.
    pub(crate) place: Option<(String, usize)>,
}

/// Everything that fails a run in addition to the verdicts on its scenarios.
pub(crate) fn run_failures(results: &Results<'_>) -> Vec<RunFailure> {
    let mut run_failures = Vec::new();
    if let Some(gate) = results.recording.gate().filter(|gate| !gate.passed()) {
        let text = gate_failures(gate).join("\n") + "\n";
        run_failures.push(RunFailure { title: gate_sentence(gate), text, place: None });
    }
    if let Some(gaps) = results.gaps.as_ref().filter(|_| !results.recording.is_one_shard()) {
        let text = "run it to its end, and put all of its shards together\n";
        run_failures.push(RunFailure { title: gaps.clone(), text: text.to_owned(), place: None });
    }
    let beyond = results.recording.unsupported_beyond_profile();
    if beyond > 0 {
        let text = "support what they need, or state in a profile of passgate.yaml what the system is held to\n";
        let title = format!("{} unsupported", counted(beyond, "scenario"));
        run_failures.push(RunFailure { title, text: text.to_owned(), place: None });
    }
    let lacking = results.recording.lacks_of_profile();
    if !lacking.is_empty() {
        let title = format!("{} of the profile not shown", counted(lacking.len(), "clause"));
        let text = format!("no scenario that conforms cites: {}\n", lacking.join(", "));
        run_failures.push(RunFailure { title, text, place: None });
    }
    for violation in &results.violations {
        let (title, remedy) = title_and_remedy(violation);
        let waiver = &violation.waiver;
        run_failures.push(RunFailure {
            title,
            text: format!("about {}\nto do: {remedy}\n", waiver.subject),
            place: Some((waiver.file.clone(), waiver.line)),
        });
    }
    let tables = changed_tables(results.recording, Paint::Plain).into_iter();
    run_failures.extend(tables.map(|ChangedTable { title, text }| RunFailure {
        title,
        text,
        place: None,
    }));
    run_failures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_that_a_run_may_not_have_never_counts_as_passed() {
        for &verdict in Verdict::ALL {
            let passed = matches!(Grade::of(verdict), Grade::Passed | Grade::Flaky);
            assert!(!passed || verdict.is_tolerable(), "{verdict}");
        }
        assert_eq!(Grade::of(Verdict::Unsupported), Grade::Skipped);
    }
}
