//! The scenarios of each policy, as the suite that has to notice when the policy is another.

use std::sync::Arc;

use thiserror::Error;

use crate::cli::args::proof::SuiteArgs;
use crate::cli::commands::run::exit;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::plan::{file_errors, read, vocabulary};
use crate::cli::project::policies::Policies;
use crate::cli::project::suite::DEFAULT_POLICY;
use crate::cli::project::{config, suite};
use crate::conformance::verdict::{Verdict, judge};
use crate::conformance::waivers::LoadedScenarios;
use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;
use crate::recording::case::Case;
use crate::recording::ends::{Header, PolicyDocument, SourceText};
use crate::recording::making::FinishedScenario;
use crate::recording::whole::Recording;
use crate::report;
use crate::report::format::Look;
use crate::report::results::Results;
use crate::run::batch::run_batch;
use crate::run::record::{Job, Record};

/// A policy, and its scenarios as they were played under it.
pub(crate) struct Suite {
    pub(crate) policy: Arc<Policy>,
    pub(crate) scenarios: Vec<Arc<Scenario>>,
    pub(crate) records: Vec<Record>,
    texts: Arc<[SourceText]>,
}

/// Reads the scenarios of the policy that is asked for, or of every policy, the newest first, and plays
/// them under it.
pub(crate) fn suites(args: &SuiteArgs) -> Result<Vec<Suite>, CliError> {
    let policies = Policies::load()?;
    let chosen = args.policy.as_deref().map(|name| policies.chosen(name)).transpose()?;
    let sources = suite::features().map_err(file_errors)?;
    // The words of a file that somebody names count as well, or instead of those of a policy of its name.
    let mut words = vocabulary(&policies, None);
    if let Some(policy) = &chosen {
        words.policies.remove(&policy.id);
        words.learn(policy);
    }
    let scenarios = read(&sources, &words)?.scenarios;
    let texts: Arc<[SourceText]> = sources
        .into_iter()
        .map(|source| SourceText { path: source.label, text: source.text })
        .collect();
    let configuration = config::load(&args.config)?;
    let loaded = LoadedScenarios { scenarios: scenarios.clone(), whole: true };
    let known = policies.all().iter().chain(chosen.as_ref()).map(|policy| &**policy);
    let waivers = config::waivers(&configuration, loaded, known, &args.config)?;
    let mut wanted: Vec<Arc<Policy>> =
        chosen.as_ref().map_or_else(|| policies.all().to_vec(), |policy| vec![Arc::clone(policy)]);
    wanted.sort_by(|a, b| b.as_of.cmp(&a.as_of).then_with(|| a.id.cmp(&b.id)));
    let mut suites = Vec::new();
    for policy in wanted {
        let of_policy = |scenario: &&Arc<Scenario>| {
            scenario.policy.as_deref().unwrap_or(DEFAULT_POLICY) == &*policy.id
        };
        let scenarios: Vec<Arc<Scenario>> = scenarios.iter().filter(of_policy).cloned().collect();
        if !scenarios.is_empty() {
            let job =
                |one: &Arc<Scenario>| Job::new(Arc::clone(one), Arc::clone(&policy), args.seed);
            let mut records = run_batch(scenarios.iter().map(job).collect());
            // What is waived is known to fail, and can notice nothing.
            records.retain(|record| {
                judge(record) == Verdict::Conforms
                    || waivers.waiver_of(&record.job.scenario).is_none()
            });
            let scenarios = records.iter().map(|record| Arc::clone(&record.job.scenario)).collect();
            suites.push(Suite { policy, scenarios, records, texts: Arc::clone(&texts) });
        }
    }
    if suites.is_empty() {
        let policy =
            chosen.map_or_else(|| DEFAULT_POLICY.to_owned(), |policy| policy.id.to_string());
        return Err(CliError::nothing(NoSuite { policy }));
    }
    Ok(suites)
}

impl Suite {
    /// Tells what does not conform under the policy itself: nothing can be learned from its mutants then.
    pub(crate) fn report_baseline(&self, seed: u64, output: &Output) -> Option<Exit> {
        let conforms = |record: &Record| judge(record) == Verdict::Conforms;
        if self.records.iter().all(conforms) {
            return None;
        }
        let recording = self.recording(seed);
        let look = Look { paint: output.paint(), width: output.width() };
        output.write(&report::format::pretty::failures(&Results::of(&recording), look));
        output.diagnose(NoBaseline { policy: self.policy.id.to_string() });
        Some(exit(&recording, false))
    }

    /// The suite's scenarios as a recording, for what they came to be told like that of any run.
    fn recording(&self, seed: u64) -> Recording {
        let mut recording = Recording::new(Header { seed, ..Header::default() });
        recording.features = self.texts.to_vec();
        recording.add_policy(PolicyDocument::default(), Arc::clone(&self.policy));
        recording.cases = self
            .records
            .iter()
            .enumerate()
            .map(|(position, record)| {
                let (record, verdict) = (record.clone(), judge(record));
                let (waiver, attempts) = (None, Vec::new());
                Case::new(FinishedScenario { position, record, verdict, seed, waiver, attempts })
            })
            .collect();
        recording
    }
}

/// A policy that no scenario names.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("no scenario is about the policy `{policy}`")]
#[diagnostic(
    code(suite::empty),
    help("write `@policy:{policy}` above the features that describe it")
)]
struct NoSuite {
    policy: String,
}

/// Scenarios that do not hold under the policy that they are about.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("the scenarios of `{policy}` do not conform to begin with, so no change of it was tried")]
#[diagnostic(code(suite::does_not_conform), help("mend what `passgate run` tells first"))]
struct NoBaseline {
    policy: String,
}
