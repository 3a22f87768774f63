//! The scenarios of each policy, as the suite that has to notice when the policy is another.

use std::sync::Arc;

use miette::Diagnostic;
use thiserror::Error;

use crate::cli::Exit;
use crate::cli::args::SuiteArgs;
use crate::cli::config;
use crate::cli::error::CliError;
use crate::cli::library::{self, DEFAULT_POLICY};
use crate::cli::output::Output;
use crate::cli::plays::{file_errors, lexicon, read};
use crate::cli::policies::Policies;
use crate::cli::run::exit;
use crate::conformance::{AtHand, Verdict, judge};
use crate::language::Scenario;
use crate::policy::Policy;
use crate::recording::{Case, Header, PolicyDocument, Recording, SourceText, Trials};
use crate::report::{self, Look, Results};
use crate::run::{Job, Record, play_in_bulk};

/// A policy, and its scenarios as they were played under it.
pub(super) struct Suite {
    pub(super) policy: Arc<Policy>,
    pub(super) scenarios: Vec<Arc<Scenario>>,
    pub(super) records: Vec<Record>,
    texts: Arc<[SourceText]>,
}

/// Reads the scenarios of the policy that is asked for, or of every policy, the newest first, and plays
/// them under it.
pub(super) fn suites(args: &SuiteArgs) -> Result<Vec<Suite>, CliError> {
    let policies = Policies::load()?;
    let chosen = args.policy.as_deref().map(|name| policies.chosen(name)).transpose()?;
    let sources = library::features().map_err(file_errors)?;
    // The words of a file that somebody names count as well, or instead of those of a policy of its name.
    let mut words = lexicon(&policies, None);
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
    let at_hand = AtHand { scenarios: scenarios.clone(), whole: true };
    let known = policies.all().iter().chain(chosen.as_ref()).map(|policy| &**policy);
    let waivers = config::waivers(&configuration, at_hand, known, &args.config)?;
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
            let mut records = play_in_bulk(scenarios.iter().map(job).collect());
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
    pub(super) fn tell_baseline(&self, seed: u64, output: &Output) -> Option<Exit> {
        let conforms = |record: &Record| judge(record) == Verdict::Conforms;
        if self.records.iter().all(conforms) {
            return None;
        }
        let recording = self.recording(seed);
        let look = Look { paint: output.paint(), width: output.width() };
        output.write(&report::failures(&Results::of(&recording), look));
        output.diagnose(&NoBaseline { policy: self.policy.id.to_string() });
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
                Case::new(Trials { position, record, verdict, seed, waiver, attempts })
            })
            .collect();
        recording
    }
}

/// A policy that no scenario names.
#[derive(Debug, Diagnostic, Error)]
#[error("no scenario is about the policy `{policy}`")]
#[diagnostic(
    code(suite::empty),
    help("write `@policy:{policy}` above the features that describe it")
)]
struct NoSuite {
    policy: String,
}

/// Scenarios that do not hold under the policy that they are about.
#[derive(Debug, Diagnostic, Error)]
#[error("the scenarios of `{policy}` do not conform to begin with, so no change of it was tried")]
#[diagnostic(code(suite::does_not_conform), help("mend what `passgate run` tells first"))]
struct NoBaseline {
    policy: String,
}
