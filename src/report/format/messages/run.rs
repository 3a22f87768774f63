//! A scenario as messages: what was to be run, and every attempt at it, with an end for steps that were not run.

use crate::conformance::verdict::Verdict;
use crate::journal::Extent;
use crate::recording::case::{Case, FailureCause, StepStatus};
use crate::recording::whole::Recording;
use crate::report::format::messages::envelope::{
    Envelope, TestCase, TestCaseFinished, TestCaseStarted, TestStep, TestStepFinished,
    TestStepResult, TestStepStarted, Timestamp,
};
use crate::report::format::messages::features::{FeatureMessages, SentPickle};
use crate::report::format::messages::sentences::Sentences;
use crate::report::format::messages::stream::{RUN, Stream};
use crate::report::grade::{attempted, facts, headline};

/// A scenario, and what its messages are called.
pub(crate) struct CaseMessages<'r> {
    /// The scenario.
    pub(crate) case: &'r Case,
    recording: &'r Recording,
    pickle: SentPickle,
    test_case: String,
    test_steps: Vec<String>,
}

/// What became of one step in one attempt.
struct Result {
    status: &'static str,
    message: Option<String>,
    /// The virtual times at which it began and ended.
    times: (u64, u64),
}

impl<'r> CaseMessages<'r> {
    /// Sends what is to be run; nothing of an outline without rows, of which there is no pickle.
    pub(crate) fn send_pickle(
        recording: &'r Recording,
        case: &'r Case,
        feature: &FeatureMessages<'_>,
        stream: &mut Stream,
    ) -> Option<Self> {
        let pickle = feature.send_pickle(case, stream)?;
        Some(Self { case, recording, pickle, test_case: String::new(), test_steps: Vec::new() })
    }

    /// Sends how the steps are to be run.
    pub(crate) fn send_test_case(&mut self, sentences: &Sentences<'_>, stream: &mut Stream) {
        self.test_case = stream.id();
        // One pickle step is several steps where its table has several rows.
        let pickle_steps = &self.pickle.steps;
        let known =
            self.case.steps.iter().filter_map(|step| pickle_steps.get(&step.line).zip(Some(step)));
        let mut steps = Vec::new();
        for (pickle_step, step) in known {
            let id = stream.id();
            self.test_steps.push(id.clone());
            let (ids, arguments) = sentences.of(step);
            steps.push(TestStep {
                id,
                pickle_step_id: pickle_step.clone(),
                step_definition_ids: ids,
                step_match_arguments_lists: arguments,
            });
        }
        stream.send(&Envelope::TestCase(TestCase {
            id: &self.test_case,
            pickle_id: &self.pickle.id,
            test_run_started_id: RUN,
            test_steps: steps,
        }));
    }

    /// Sends every attempt: those that failed first, then the one that counts.
    pub(crate) fn send_attempts(&self, stream: &mut Stream) {
        for (attempt, number) in self.case.attempts.iter().zip(0..) {
            let results = self.failed_before(&attempt.why, &attempted(self.case, attempt));
            self.send_attempt(number, &results, true, stream);
        }
        self.send_attempt(self.case.attempts.len(), &self.last(), false, stream);
    }

    fn send_attempt(&self, attempt: usize, results: &[Result], again: bool, stream: &mut Stream) {
        let id = stream.id();
        let start = Timestamp::at(0);
        stream.send(&Envelope::TestCaseStarted(TestCaseStarted {
            attempt,
            id: &id,
            test_case_id: &self.test_case,
            timestamp: start,
        }));
        for (test_step_id, result) in self.test_steps.iter().zip(results) {
            let (from, to) = result.times;
            stream.send(&Envelope::TestStepStarted(TestStepStarted {
                test_case_started_id: &id,
                test_step_id,
                timestamp: Timestamp::at(from),
            }));
            stream.send(&Envelope::TestStepFinished(TestStepFinished {
                test_case_started_id: &id,
                test_step_id,
                test_step_result: TestStepResult {
                    duration: Timestamp::at(to.saturating_sub(from)),
                    message: result.message.as_deref(),
                    status: result.status,
                },
                timestamp: Timestamp::at(to),
            }));
        }
        let end = results.last().map_or(0, |result| result.times.1);
        stream.send(&Envelope::TestCaseFinished(TestCaseFinished {
            test_case_started_id: &id,
            timestamp: Timestamp::at(end),
            will_be_retried: again,
        }));
    }

    /// What became of the steps in the last attempt.
    fn last(&self) -> Vec<Result> {
        let case = self.case;
        let time = |until: Extent| {
            let last = until.observations.checked_sub(1);
            let last = last.and_then(|last| case.journal.observations.get(last));
            last.map_or(0, |observed| observed.at.milliseconds())
        };
        let mut before = 0;
        let mut results: Vec<Result> = Vec::with_capacity(case.steps.len());
        for step in &case.steps {
            let times = (before, time(step.until).max(before));
            before = times.1;
            let status = match (step.status, case.verdict) {
                // What is waived is known and to be fixed, which Cucumber calls pending.
                (
                    StepStatus::Failed | StepStatus::Undefined | StepStatus::Ambiguous,
                    Verdict::Waived,
                ) => "PENDING",
                (StepStatus::Passed, _) => "PASSED",
                (StepStatus::Skipped | StepStatus::Unsupported, _) => "SKIPPED",
                (StepStatus::Undefined, _) => "UNDEFINED",
                (StepStatus::Ambiguous, _) => "AMBIGUOUS",
                (StepStatus::Failed, _) => "FAILED",
            };
            results.push(Result { status, message: None, times });
        }
        if let Some(result) = self.culprit().and_then(|at| results.get_mut(at)) {
            // Where the verdict is about no step in particular, one has to stand for it.
            result.status = match (case.verdict, result.status) {
                (Verdict::Broken | Verdict::Error | Verdict::Fails, "PASSED" | "SKIPPED") => {
                    "FAILED"
                }
                (Verdict::Undefined, "PASSED" | "SKIPPED") => "UNDEFINED",
                (Verdict::Waived, "PASSED" | "SKIPPED") => "PENDING",
                (_, status) => status,
            };
            // Readers show the message of a failure line by line, and any other as one line.
            let report = match result.status {
                "FAILED" => facts(self.recording, case),
                _ => headline(case),
            };
            result.message = Some(report).filter(|report| !report.is_empty());
        }
        results
    }

    /// The step that what there is to say is about; the last one where it is about none.
    fn culprit(&self) -> Option<usize> {
        let steps = &self.case.steps;
        let ended = steps.iter().position(|step| match step.status {
            StepStatus::Passed | StepStatus::Skipped => false,
            StepStatus::Unsupported
            | StepStatus::Undefined
            | StepStatus::Ambiguous
            | StepStatus::Failed => true,
        });
        ended.or_else(|| steps.len().checked_sub(1))
    }

    /// What became of the steps in an attempt of which only the end is known.
    fn failed_before(&self, why: &FailureCause, report: &str) -> Vec<Result> {
        let failed = match why {
            FailureCause::Failed { step, .. }
            | FailureCause::Unsupported { step, .. }
            | FailureCause::Error { step, .. } => *step,
            FailureCause::Broken { .. } => self.case.steps.len().saturating_sub(1),
        };
        let result = |at: usize| Result {
            status: match at.cmp(&failed) {
                std::cmp::Ordering::Less => "PASSED",
                std::cmp::Ordering::Equal => "FAILED",
                std::cmp::Ordering::Greater => "SKIPPED",
            },
            message: (at == failed).then(|| report.to_owned()),
            times: (0, 0),
        };
        (0..self.case.steps.len()).map(result).collect()
    }
}
