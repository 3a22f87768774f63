//! From a record to a case of a recording.

use std::sync::Arc;

use crate::conformance::config::checked::Waiver;
use crate::conformance::verdict::Verdict;
use crate::document::plain::PlainDiagnostic;
use crate::document::shell::{shell_path, shell_word};
use crate::journal::Extent;
use crate::language;
use crate::language::problem::ProblemKind;
use crate::recording::case::{Attempt, Case, CaseStep, FailureCause, StepStatus};
use crate::run::record::{Ending, Job, Record};

/// A scenario that was run once, or several times until it conformed or no attempt was left.
#[derive(Debug)]
pub struct FinishedScenario {
    /// Its place in the whole selection, counted from zero.
    pub position: usize,
    /// The last attempt.
    pub record: Record,
    /// The verdict on it.
    pub verdict: Verdict,
    /// The seed of the run in which the last attempt was made.
    pub seed: u64,
    /// The waiver that lets it fail.
    pub waiver: Option<Waiver>,
    /// The attempts before the last one.
    pub attempts: Vec<Attempt>,
}

impl Case {
    /// Writes down the result of a scenario.
    pub fn new(trials: FinishedScenario) -> Self {
        let FinishedScenario { position, record, verdict, seed, waiver, attempts } = trials;
        let scenario = &record.job.scenario;
        Self {
            position,
            path: Arc::clone(&scenario.path),
            line: scenario.line,
            feature: Arc::clone(&scenario.feature),
            rule: scenario.rule.clone(),
            name: Arc::clone(&scenario.name),
            example: scenario.example,
            tags: Arc::clone(&scenario.tags),
            clauses: Arc::clone(&scenario.clauses),
            policy: policy(&record),
            verdict,
            steps: steps(&record),
            why: FailureCause::of(&record.ending),
            diagnostics: scenario.problems.iter().map(PlainDiagnostic::from).collect(),
            waiver: waiver.filter(|_| verdict == Verdict::Waived),
            attempts,
            seed,
            replay: replay(&record, seed),
            stderr: record.stderr.filter(|_| verdict == Verdict::Error),
            texts: record.texts,
            journal: record.journal.fitted(),
        }
    }
}

impl Attempt {
    /// Writes down an attempt that failed in a run with `seed`; nothing if it did not fail.
    pub fn of(record: &Record, seed: u64) -> Option<Self> {
        Some(Self { seed, why: FailureCause::of(&record.ending)?, replay: replay(record, seed) })
    }
}

impl FailureCause {
    fn of(ending: &Ending) -> Option<Self> {
        match ending {
            Ending::Failed { step, failure } => Some(Self::Failed {
                step: *step,
                expected: failure.expected.clone(),
                seen: failure.seen.clone(),
            }),
            Ending::Unsupported { step, what } => {
                Some(Self::Unsupported { step: *step, what: what.clone() })
            }
            Ending::Error { step, what } => Some(Self::Error { step: *step, what: what.clone() }),
            Ending::Broken(reason) => Some(Self::Broken { reason: reason.clone() }),
            Ending::Passed | Ending::NotRun | Ending::NotReached => None,
        }
    }
}

fn steps(record: &Record) -> Vec<CaseStep> {
    let scenario = &record.job.scenario;
    let mut until = Extent::default();
    let step = |(position, step): (usize, &language::scenario::Step)| {
        until = record.marks.get(position).copied().unwrap_or(until);
        CaseStep {
            keyword: step.keyword.trim().into(),
            text: Arc::clone(&step.text),
            line: step.line,
            status: status(record, position, step),
            until,
        }
    };
    scenario.steps.iter().enumerate().map(step).collect()
}

fn status(record: &Record, position: usize, step: &language::scenario::Step) -> StepStatus {
    let was_run = position < record.steps_run;
    match &record.ending {
        Ending::Failed { step, .. } | Ending::Error { step, .. } if *step == position => {
            StepStatus::Failed
        }
        Ending::Unsupported { step, .. } if *step == position => StepStatus::Unsupported,
        Ending::Broken(_) if position + 1 == record.steps_run => StepStatus::Failed,
        Ending::Passed
        | Ending::Failed { .. }
        | Ending::Unsupported { .. }
        | Ending::Error { .. }
        | Ending::Broken(_)
            if was_run =>
        {
            StepStatus::Passed
        }
        Ending::NotRun if step.instruction.is_none() => {
            let problems = &record.job.scenario.problems;
            let ambiguous = problems.iter().any(|problem| {
                let line = problem.position().map(|(line, _)| line);
                problem.code() == ProblemKind::Ambiguous.name() && line == Some(step.line)
            });
            if ambiguous { StepStatus::Ambiguous } else { StepStatus::Undefined }
        }
        Ending::Passed
        | Ending::Failed { .. }
        | Ending::Unsupported { .. }
        | Ending::Error { .. }
        | Ending::Broken(_)
        | Ending::NotRun
        | Ending::NotReached => StepStatus::Skipped,
    }
}

/// The policy that the scenario was run under: empty if none applies to it.
fn policy(record: &Record) -> Arc<str> {
    let policy = record.job.scenario.has_policy().then(|| Arc::clone(&record.job.policy.id));
    policy.unwrap_or_default()
}

/// Where the policies of a project are, which are known by their names.
const POLICIES: &str = "fixtures/policies/";

/// The command line that runs a scenario again as it was, for a shell.
fn replay(record: &Record, seed: u64) -> String {
    let scenario = &record.job.scenario;
    let Job { policy, bundled, sut, .. } = &record.job;
    let is_tagged = scenario.tags.iter().any(|tag| tag.strip_prefix("policy:") == Some(&policy.id));
    // A policy that was named by its file is not found by its name.
    let file = policy.written().map(|(path, _)| path);
    let policy = match file.filter(|path| !path.starts_with(POLICIES) && scenario.has_policy()) {
        Some(path) => format!(" --policy {}", shell_path(path)),
        None if is_tagged || !scenario.has_policy() => String::new(),
        None => format!(" --policy {}", shell_word(&policy.id)),
    };
    let bundled = if *bundled { " --bundled" } else { "" };
    let place = format!("{}:{}", scenario.path, scenario.line);
    // A command that is in no file is for the person who wrote it to repeat: its arguments may hold secrets.
    let sut = sut.pool().map_or_else(String::new, |pool| {
        format!(" --sut {}", pool.setup().entry.as_deref().unwrap_or("…"))
    });
    format!("passgate run {}{policy} --seed {seed}{bundled}{sut}", shell_path(&place))
}
