//! The documented API: a suite of policies and features, run on the simulation, and the results.
//!
//! It contains no rule of its own: it loads, runs and judges with what the command line uses.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::cli::project::config;
use crate::cli::project::features::translate;
use crate::cli::project::files::{InputFile, files_below};
use crate::cli::project::root::{FEATURES, POLICIES, SuiteRoot};
use crate::conformance::config::checked::Config;
use crate::conformance::named_defects::read_policy;
use crate::conformance::tally::judge_run;
use crate::conformance::verdict::Verdict;
use crate::document::diagnostic::{Diagnostic, in_order};
use crate::language::scenario::Scenario;
use crate::language::vocabulary::Vocabulary;
use crate::policy::checked::Policy;
use crate::report::behaviour::behaviour_table;
use crate::report::diagnostic::diagnostic;
use crate::report::layout::Width;
use crate::report::paint::Paint;
use crate::report::visibility::visibility_table;
use crate::run::cucumber::{Options, run};
use crate::run::record::{Ending, Job, Record};

/// Policies, and the scenarios that are run under them.
#[derive(Clone, Debug)]
pub struct Suite {
    policies: Vec<Arc<Policy>>,
    scenarios: Vec<Arc<Scenario>>,
}

impl Suite {
    /// Loads the policies below `fixtures/policies/` and the features below `features/` of a suite's folder, and the
    /// `default_policy` of its `passgate.yaml`. The paths of features count from the folder.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, is not a policy or not Gherkin, or when a scenario names no policy of the suite.
    pub fn load(folder: impl AsRef<Path>) -> Result<Self, SuiteError> {
        let root = SuiteRoot::at(folder.as_ref());
        let files = |below: &str, endings: &[&str]| {
            let found = files_below(&root.way(below), endings).map(|found| root.read_each(&found));
            let (read, errors) = found.unwrap_or_else(|error| (Vec::new(), vec![error]));
            if errors.is_empty() {
                Ok(read)
            } else {
                Err(SuiteError::of(errors.into_iter().map(Diagnostic::from)))
            }
        };
        let config = config::load(None, &root, false);
        let config = config.map_err(|error| SuiteError::of(error.into_diagnostics()))?;
        let policies = files(POLICIES, &["yaml", "yml"])?;
        Self::of(&policies, &files(FEATURES, &["feature"])?, &config)
    }

    /// Makes a suite of policies and features, each with the name by which errors and results call it.
    ///
    /// # Errors
    ///
    /// As for [`Suite::load`].
    pub fn parse(policies: &[(&str, &str)], features: &[(&str, &str)]) -> Result<Self, SuiteError> {
        let files = |texts: &[(&str, &str)]| -> Vec<InputFile> {
            let file = |(label, text): &(&str, &str)| InputFile {
                label: (*label).to_owned(),
                text: (*text).to_owned(),
            };
            texts.iter().map(file).collect()
        };
        Self::of(&files(policies), &files(features), &Config::default())
    }

    fn of(
        policies: &[InputFile],
        features: &[InputFile],
        config: &Config,
    ) -> Result<Self, SuiteError> {
        let mut checked = Vec::new();
        let mut problems: Vec<Diagnostic> = Vec::new();
        for InputFile { label, text } in policies {
            match read_policy(label, text) {
                Ok(policy) => checked.push(Arc::new(policy)),
                Err(errors) => problems.extend(errors.iter().cloned()),
            }
        }
        let mut vocabulary = Vocabulary::default();
        checked.iter().for_each(|policy| vocabulary.learn(policy));
        let known = checked.iter().map(|policy| &*policy.id).collect();
        if let Err(errors) = config.check_policies(&known) {
            problems.extend(errors.iter().cloned());
        }
        vocabulary.assumed = match (&config.default_policy, checked.as_slice()) {
            (Some(default), _) => Some(Arc::from(default.as_str())),
            (None, [only]) => Some(Arc::clone(&only.id)),
            (None, _) => None,
        };
        let translated = translate(features, &vocabulary, &());
        problems.extend(translated.errors);
        problems.extend(translated.unknown_sentences);
        if !problems.is_empty() {
            return Err(SuiteError::of(problems));
        }
        let scenarios: Vec<Arc<Scenario>> =
            translated.features.into_iter().flat_map(|feature| feature.into_scenarios()).collect();
        let unclear = scenarios.iter().filter(|scenario| !scenario.has_policy());
        let unclear: Vec<Diagnostic> =
            unclear.flat_map(|scenario| scenario.problems.iter().cloned()).collect();
        if unclear.is_empty() {
            return Ok(Self { policies: checked, scenarios });
        }
        Err(SuiteError::of(in_order(unclear)))
    }

    /// Runs every scenario on the simulation. The same seed gives the same results.
    pub fn run(&self, seed: u64) -> RunResults {
        RunResults::of(run(self.jobs(seed), Options::at_once(JOBS)))
    }

    /// The scenarios, ready to be run.
    #[doc(hidden)]
    pub fn jobs(&self, seed: u64) -> Vec<Job> {
        let job = |scenario: &Arc<Scenario>| {
            let named = scenario.policy.as_ref()?;
            let policy = self.policies.iter().find(|policy| policy.id == *named)?;
            Some(Job::new(Arc::clone(scenario), Arc::clone(policy), seed))
        };
        self.scenarios.iter().filter_map(job).collect()
    }
}

/// How many scenarios are under way at once: it changes no result.
const JOBS: usize = 64;

/// What a run of a suite showed.
#[derive(Debug)]
pub struct RunResults {
    records: Vec<Record>,
    verdicts: Vec<Verdict>,
    conforms: bool,
    tables: String,
    digest: String,
}

impl RunResults {
    /// Judges the records, once for everything that may be asked of them.
    fn of(records: Vec<Record>) -> Self {
        let judgement = judge_run(&records);
        let tables = judgement.tallies.iter().map(|tally| {
            let behaviour = behaviour_table(tally, Width::Unbounded);
            format!("{behaviour}\n{}", visibility_table(tally, Width::Unbounded))
        });
        let tables = tables.collect::<Vec<_>>().join("\n");
        let verdicts = judgement.verdicts.iter().map(|(_, verdict)| *verdict).collect();
        let (conforms, digest) = (judgement.conforms(), judgement.digest.to_string());
        Self { records, verdicts, conforms, tables, digest }
    }

    /// Whether every scenario conforms to its policy.
    pub const fn conforms(&self) -> bool {
        self.conforms
    }

    /// Every scenario with its verdict, in the order of the features.
    pub fn scenarios(&self) -> impl Iterator<Item = ScenarioResult<'_>> {
        let judged = self.records.iter().zip(&self.verdicts);
        judged.map(|(record, verdict)| ScenarioResult { record, verdict: *verdict })
    }

    /// The tables of each policy as text: what happens to the passcode, and who sees the new one.
    pub fn tables(&self) -> &str {
        &self.tables
    }

    /// Identifies everything that happened: equal for two runs of the same suite with the same seed.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// One scenario of a run.
#[derive(Debug)]
pub struct ScenarioResult<'r> {
    record: &'r Record,
    verdict: Verdict,
}

impl ScenarioResult<'_> {
    /// Its name, with the values of its example row.
    pub fn name(&self) -> &str {
        &self.record.job.scenario.name
    }

    /// The name of its feature file.
    pub fn path(&self) -> &str {
        &self.record.job.scenario.path
    }

    /// Its line in the file, counted from one.
    pub fn line(&self) -> usize {
        self.record.job.scenario.line
    }

    /// The verdict, as reports spell it: `conforms`, `fails`, `undefined`, …
    pub const fn verdict(&self) -> &'static str {
        self.verdict.name()
    }

    /// What was expected and what was seen instead, if a step failed. Contains no passcode, only its shape.
    pub fn failure(&self) -> Option<(&str, &str)> {
        match &self.record.ending {
            Ending::Failed { failure, .. } => Some((&failure.expected, &failure.seen)),
            Ending::Passed
            | Ending::NotRun
            | Ending::NotReached
            | Ending::Unsupported { .. }
            | Ending::Error { .. }
            | Ending::Broken(_) => None,
        }
    }
}

/// Why a suite cannot be run: every problem, with place, cause and remedy.
#[derive(Debug)]
pub struct SuiteError(String);

impl SuiteError {
    fn of(problems: impl IntoIterator<Item = Diagnostic>) -> Self {
        let drawn =
            problems.into_iter().map(|one| diagnostic(&one, Paint::Plain, Width::Unbounded));
        Self(drawn.collect::<Vec<_>>().join("\n"))
    }
}

impl fmt::Display for SuiteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for SuiteError {}
