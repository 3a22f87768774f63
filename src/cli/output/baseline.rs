//! What fails under a policy itself, before any of its mutants is tried.

use std::sync::Arc;

use thiserror::Error;

use crate::cli::output::terminal::Output;
use crate::conformance::conclusion::Conclusion;
use crate::conformance::policy_suite::PolicySuite;
use crate::conformance::verdict::judge;
use crate::recording::case::Case;
use crate::recording::ends::{Header, PolicyDocument, SourceText};
use crate::recording::making::FinishedScenario;
use crate::recording::whole::Recording;
use crate::report::format::Look;
use crate::report::format::pretty::failures;
use crate::report::results::Results;

/// Reports the scenarios that fail under the policy itself, if there are any: its mutants show nothing then.
pub(crate) fn report_baseline(
    suite: &PolicySuite,
    texts: &[SourceText],
    seed: u64,
    output: &Output,
) -> Option<Conclusion> {
    if suite.conforms() {
        return None;
    }
    let recording = recording(suite, texts, seed);
    let look = Look { paint: output.paint(), width: output.width() };
    output.write(&failures(&Results::of(&recording), look));
    output.diagnose(NoBaseline { policy: suite.policy.id.to_string() });
    Some(recording.conclusion(false))
}

/// The suite's scenarios as a recording, so that they are reported like those of any run.
fn recording(suite: &PolicySuite, texts: &[SourceText], seed: u64) -> Recording {
    let mut recording = Recording::new(Header { seed, ..Header::default() });
    recording.features = texts.to_vec();
    recording.add_policy(PolicyDocument::default(), Arc::clone(&suite.policy));
    for (position, record) in suite.records.iter().enumerate() {
        let (record, verdict) = (record.clone(), judge(record));
        let (waiver, attempts) = (None, Vec::new());
        let trials = FinishedScenario { position, record, verdict, seed, waiver, attempts };
        recording.cases.push(Case::new(trials));
    }
    recording
}

/// Scenarios that fail under the policy that they are about.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("the scenarios of `{policy}` do not conform, so no change of it was tried")]
#[diagnostic(code(suite::does_not_conform), help("fix what `passgate run` reports first"))]
struct NoBaseline {
    policy: String,
}
