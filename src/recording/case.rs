//! One scenario of a recorded run: what it says, what became of it, and what happened.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::conformance::config::checked::Waiver;
use crate::conformance::verdict::Verdict;
use crate::document::plain::PlainDiagnostic;
use crate::domain::phrase::phrases;
use crate::journal::{Extent, Journal};

/// One scenario, or one row of an outline, as it was run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its place in the whole selection, counted from zero: what puts the parts of a run together.
    pub position: usize,
    /// The path of its file.
    pub path: Arc<str>,
    /// Its line, counted from one; the row's own line in an outline.
    pub line: usize,
    /// The name of its feature.
    pub feature: Arc<str>,
    /// The name of its rule, if it is under one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Arc<str>>,
    /// Its own name, with the row's words in it.
    pub name: Arc<str>,
    /// Which row of its outline it is, counted from one over all examples.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<usize>,
    /// All of its tags, without the `@`.
    pub tags: Arc<[Arc<str>]>,
    /// The clauses that it cites.
    pub clauses: Arc<[Arc<str>]>,
    /// The policy that it was run under: empty if none applies to it.
    pub policy: Arc<str>,
    /// The verdict on it.
    pub verdict: Verdict,
    /// Its steps, those of backgrounds first.
    pub steps: Vec<CaseStep>,
    /// Why it does not conform, where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<FailureCause>,
    /// Why it could not be run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<PlainDiagnostic>,
    /// The waiver that lets it fail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver: Option<Waiver>,
    /// The attempts that failed before the last one, if it was run more than once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    /// The seed of the run in which its last attempt was made.
    pub seed: u64,
    /// The command line that runs it again as it was.
    pub replay: String,
    /// What was observed in the last attempt, and what happened.
    pub journal: Journal,
    /// The texts that the system said and that the policy does not have: their numbers follow those of the policy's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<Arc<str>>,
    /// The end of what the system wrote to standard error, where it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stderr: Option<String>,
}

/// One step of a recorded scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseStep {
    /// The keyword as written, without the space behind it.
    pub keyword: Arc<str>,
    /// What the step says, with the row's words in it.
    pub text: Arc<str>,
    /// The line, counted from one: in an outline that of the step, not of the row.
    pub line: usize,
    /// How it ended.
    pub status: StepStatus,
    /// How far the journal was when it ended; as after the step before it if it was not run.
    pub until: Extent,
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepStatus {
    /// It did what its sentence says.
    Passed,
    /// It was not run: something before it ended the scenario, or something is wrong with the scenario.
    Skipped,
    /// The system under test cannot do what it asks for.
    Unsupported,
    /// No sentence of the catalogue says it, or its policy does not know what it names.
    Undefined,
    /// More than one sentence of the catalogue says it.
    Ambiguous,
    /// It did not do what its sentence says.
    Failed,
}

phrases!(StepStatus, "step status", {
    Passed => "passed",
    Skipped => "skipped",
    Unsupported => "unsupported",
    Undefined => "undefined",
    Ambiguous => "ambiguous",
    Failed => "failed",
});

/// Why a scenario does not conform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureCause {
    /// A step did not do what its sentence says.
    Failed {
        /// Which step, counted from zero.
        step: usize,
        /// What was expected.
        expected: String,
        /// What was seen instead, by whom and where.
        seen: String,
    },
    /// The system under test cannot do what a step asks for.
    Unsupported {
        /// Which step, counted from zero.
        step: usize,
        /// What it cannot do.
        what: String,
    },
    /// The system under test failed as a system.
    Error {
        /// Which step, counted from zero.
        step: usize,
        /// How.
        what: String,
    },
    /// passgate itself broke.
    Broken {
        /// How.
        reason: String,
    },
}

/// An attempt that failed before another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The seed of the run in which it would be the first attempt.
    pub seed: u64,
    /// Why it failed.
    pub why: FailureCause,
    /// The command line that runs it again as it was.
    pub replay: String,
}

impl FailureCause {
    /// What was seen, or what happened.
    pub fn seen(&self) -> &str {
        match self {
            Self::Failed { seen, .. } => seen,
            Self::Unsupported { what, .. } | Self::Error { what, .. } => what,
            Self::Broken { reason } => reason,
        }
    }

    /// The step that ended the scenario, counted from zero, where one did.
    pub const fn step(&self) -> Option<usize> {
        match self {
            Self::Failed { step, .. }
            | Self::Unsupported { step, .. }
            | Self::Error { step, .. } => Some(*step),
            Self::Broken { .. } => None,
        }
    }
}

impl Case {
    /// `features/mine.feature:12`
    pub fn place(&self) -> String {
        format!("{}:{}", self.path, self.line)
    }

    /// The step that ended the scenario, where one did.
    pub fn ended_at(&self) -> Option<&CaseStep> {
        self.steps.get(self.why.as_ref()?.step()?)
    }
}

#[cfg(test)]
mod tests {
    use crate::conformance::verdict::Verdict;
    use crate::language::scenarios_of_tests::scenario;
    use crate::policy::samples::plain;
    use crate::recording::case::{Case, FailureCause, StepStatus};
    use crate::recording::making::FinishedScenario;
    use crate::run::record::{Ending, Job, Record};
    use crate::run::single::run_single;

    fn case(change: impl FnOnce(&mut Record)) -> Case {
        let policy = plain();
        let steps = "Given a Digits device managed by Plain joint\n\
                     Then the device is locked\n\
                     And the clerk sees a new numeric passcode in the desk\n\
                     And the device says nothing";
        let mut record = run_single(Job::new(scenario(&policy, steps), policy, 1));
        change(&mut record);
        let (waiver, attempts, verdict) = (None, Vec::new(), Verdict::Fails);
        Case::new(FinishedScenario { position: 0, record, verdict, seed: 1, waiver, attempts })
    }

    fn statuses(case: &Case) -> Vec<StepStatus> {
        case.steps.iter().map(|step| step.status).collect()
    }

    use StepStatus::{Failed, Passed, Skipped, Unsupported};

    #[test]
    fn a_case_knows_the_step_that_ended_it() {
        let failed = case(|_| {});
        assert_eq!(failed.place(), "a.feature:3");
        assert_eq!(failed.why.as_ref().unwrap().step(), Some(2));
        let text = "the clerk sees a new numeric passcode in the desk";
        assert_eq!(&*failed.ended_at().unwrap().text, text);
        assert_eq!(statuses(&failed), [Passed, Passed, Failed, Skipped]);
        let passed = case(|record| (record.ending, record.steps_run) = (Ending::Passed, 4));
        assert_eq!((passed.why.as_ref(), passed.ended_at()), (None, None));
        assert_eq!(statuses(&passed), [Passed; 4]);
    }

    #[test]
    fn what_broke_broke_at_the_last_step_that_was_run() {
        let broken = case(|record| record.ending = Ending::Broken("it broke".into()));
        assert_eq!(statuses(&broken), [Passed, Passed, Failed, Skipped]);
        let why = broken.why.as_ref().unwrap();
        assert_eq!((why.step(), why.seen(), broken.ended_at()), (None, "it broke", None));
        let what = || "clocks".to_owned();
        let unsupported =
            case(|record| record.ending = Ending::Unsupported { step: 1, what: what() });
        assert_eq!(statuses(&unsupported), [Passed, Unsupported, Passed, Skipped]);
        assert_eq!(unsupported.why, Some(FailureCause::Unsupported { step: 1, what: what() }));
        let lost = case(|record| {
            (record.ending, record.steps_run) = (Ending::Error { step: 0, what: what() }, 1);
        });
        assert_eq!(statuses(&lost), [Failed, Skipped, Skipped, Skipped]);
        assert_eq!(lost.ended_at().unwrap().line, 4);
    }
}
