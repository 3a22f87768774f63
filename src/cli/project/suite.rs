//! A project's suite: its policies, features, scenarios and waivers, loaded in one way for every command.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::args::run::ConfigArgs;
use crate::cli::output::error::{CliError, FileError};
use crate::cli::output::terminal::Output;
use crate::cli::project::features::{TranslatedFeatures, translate};
use crate::cli::project::files::{InputFile, ReadResult, read};
use crate::cli::project::path_argument::PathArgument;
use crate::cli::project::policies::Policies;
use crate::cli::project::root::{FEATURES, SuiteRoot};
use crate::cli::project::sources::is_below;
use crate::cli::project::unused::unused;
use crate::cli::project::{absences, config, snapshots};
use crate::conformance::config::checked::{Config, Thresholds};
use crate::conformance::waivers::LoadedScenarios;
use crate::conformance::waivers::Waivers;
use crate::language::lints::lints;
use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;
use crate::policy::mutation::equivalents::Equivalents;
use crate::recording::absence::Absence;
use crate::recording::ends::SourceText;
use crate::run::record::Job;

/// Where a project lists the mutants that no scenario can kill.
pub(crate) const EQUIVALENTS: &str = "fixtures/equivalent-mutants.yaml";
const BUNDLED_EQUIVALENTS: &str = include_str!("../../../fixtures/equivalent-mutants.yaml");

/// Which features are loaded.
#[derive(Clone, Copy)]
pub(crate) enum FeatureChoice<'a> {
    /// Those of the folder, or else the bundled ones.
    Project,
    /// Those of the folder; it may have none.
    Own,
    /// Those at these paths, or those of the project if there are none.
    At(&'a [PathArgument]),
}

/// The policy that is named on a command line.
#[derive(Clone, Copy)]
pub(crate) enum PolicyChoice<'a> {
    /// None: every scenario runs under its own.
    Own,
    /// Every scenario runs under this one.
    Every(&'a str),
    /// Only the scenarios of this one count.
    Only(&'a str),
    /// The same, for a policy that was chosen before.
    OnlyLoaded(&'a Arc<Policy>),
}

/// What is loaded.
#[derive(Clone, Copy)]
pub(crate) struct SuiteChoice<'a> {
    pub(crate) features: FeatureChoice<'a>,
    pub(crate) policy: PolicyChoice<'a>,
    /// Where the configuration is; nothing where none is needed.
    pub(crate) config: Option<&'a ConfigArgs>,
}

/// A suite as it was loaded.
#[derive(Clone)]
pub(crate) struct ProjectSuite {
    pub(crate) root: SuiteRoot,
    pub(crate) policies: Policies,
    /// The policy that was named, and whether every scenario runs under it.
    named: Option<(Arc<Policy>, bool)>,
    pub(crate) texts: Vec<SourceText>,
    /// Every scenario, in the order of the files.
    pub(crate) scenarios: Vec<Arc<Scenario>>,
    pub(crate) waivers: Waivers,
    pub(crate) thresholds: Thresholds,
    /// The configuration.
    pub(crate) config: Config,
    /// The policies of a plain run; all if there are none.
    plain: Vec<String>,
    /// Whether every feature of the suite is loaded.
    pub(crate) is_whole: bool,
    /// How many warnings `passgate check` would print.
    pub(crate) warning_count: usize,
    /// Whether the features are the bundled ones.
    pub(crate) bundled: bool,
    /// What the suite does without.
    pub(crate) absences: Vec<Absence>,
}

impl ProjectSuite {
    /// Loads a suite.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, is not what it should be, or names what does not exist.
    pub(crate) fn load(choice: SuiteChoice<'_>, output: &Output) -> Result<Self, CliError> {
        let root = choice.features.root()?;
        let is_whole = choice.features.is_whole(&root);
        let asked = choice.config.is_some_and(|args| args.bundled);
        let bundled = asked || (is_whole && !root.has_features());
        let named_config = choice.config.and_then(|args| args.config.as_deref());
        let config = config::load(named_config, &root, bundled)?;
        let policies = Policies::load(&root)?;
        policies.check(&config).map_err(CliError::inputs)?;
        let named = match choice.policy {
            PolicyChoice::Own => None,
            PolicyChoice::Every(name) => Some((policies.chosen(name)?, true)),
            PolicyChoice::Only(name) => Some((policies.chosen(name)?, false)),
            PolicyChoice::OnlyLoaded(policy) => Some((Arc::clone(policy), false)),
        };
        let sources = choice.features.sources(&root, asked)?;
        let assumed = policies.assumed(config.default_policy.as_deref());
        let vocabulary =
            policies.vocabulary(assumed, named.as_ref().map(|(policy, every)| (policy, *every)));
        let translated = translate(&sources, &vocabulary, output.progress("reading").as_ref());
        let mut suite = Self {
            absences: choice.features.unread(&root, bundled),
            root,
            policies,
            named,
            texts: Vec::new(),
            scenarios: Vec::new(),
            waivers: Waivers::default(),
            thresholds: config.thresholds,
            config: config.clone(),
            plain: config.policies.clone(),
            is_whole,
            warning_count: 0,
            bundled,
        };
        suite.add_features(translated)?;
        suite.add_texts(sources);
        if bundled && !asked {
            suite.absences.push(Absence::OwnFeatures);
        }
        if is_whole && !bundled {
            let without = snapshots::tables_without_owner(&suite.policies, &suite.root);
            suite.absences.extend(without);
        }
        if is_whole && suite.named.is_none() {
            suite.count_unused();
            suite.add_policies_without_scenarios();
        }
        if let Some(args) = choice.config {
            let loaded = LoadedScenarios { scenarios: suite.scenarios.clone(), whole: is_whole };
            let named = suite.named.iter().map(|(policy, _)| policy);
            let known = suite.policies.all().iter().chain(named).map(|policy| &**policy);
            suite.waivers = config::waivers(&config, loaded, known, args)?;
        }
        Ok(suite)
    }

    fn add_features(&mut self, translated: TranslatedFeatures) -> Result<(), CliError> {
        if !translated.errors.is_empty() {
            return Err(CliError::inputs(translated.errors));
        }
        self.warning_count = lints(&translated.features).len();
        for feature in translated.features {
            self.scenarios.extend(feature.into_scenarios());
        }
        Ok(())
    }

    fn add_texts(&mut self, sources: Vec<InputFile>) {
        let text = |source: InputFile| SourceText { path: source.label, text: source.text };
        self.texts = sources.into_iter().map(text).collect();
    }

    fn count_unused(&mut self) {
        let scenarios = self.scenarios.iter().map(|scenario| &**scenario);
        let unused = unused(self.policies.judged(self.bundled), scenarios);
        self.warning_count += unused.iter().map(|(errors, _)| errors.iter().len()).sum::<usize>();
    }

    /// The policies of the suite that no scenario is about.
    fn add_policies_without_scenarios(&mut self) {
        let judged = self.policies.judged(self.bundled).iter();
        let without = judged.filter(|(_, policy)| self.scenarios_of(policy).is_empty());
        let absent =
            without.map(|(_, policy)| Absence::Scenarios { policy: Arc::clone(&policy.id) });
        let absent: Vec<Absence> = absent.collect();
        self.absences.extend(absent);
    }

    /// Whether a run that selects nothing covers a scenario.
    pub(crate) fn is_plain(&self, scenario: &Scenario) -> bool {
        scenario.policy.as_ref().is_none_or(|policy| self.is_plain_policy(policy))
    }

    /// Whether a run that selects nothing runs the scenarios of a policy.
    pub(crate) fn is_plain_policy(&self, policy: &str) -> bool {
        self.plain.is_empty() || self.plain.iter().any(|name| **name == *policy)
    }

    /// The jobs of some scenarios, each under its policy: the one for all, or its own. One to which none applies is
    /// not run, and so any will do.
    pub(crate) fn jobs<'s>(
        &self,
        scenarios: impl IntoIterator<Item = &'s Arc<Scenario>>,
        seed: u64,
    ) -> Vec<Job> {
        let job = |scenario: &Arc<Scenario>| {
            let policy = match &self.named {
                Some((policy, true)) => policy,
                Some((_, false)) | None => {
                    let own = scenario.policy.as_deref().and_then(|name| self.policies.named(name));
                    own.or_else(|| self.policies.all().first())?
                }
            };
            let mut job = Job::new(Arc::clone(scenario), Arc::clone(policy), seed);
            job.bundled = self.bundled;
            job.tolerated = self.waivers.waiver_of(scenario).is_some();
            Some(job)
        };
        scenarios.into_iter().filter_map(job).collect()
    }

    /// The policy that was named on the command line.
    pub(crate) fn named_policy(&self) -> Option<&Arc<Policy>> {
        self.named.as_ref().map(|(policy, _)| policy)
    }

    /// The scenarios of a policy.
    pub(crate) fn scenarios_of(&self, policy: &Policy) -> Vec<Arc<Scenario>> {
        let own = self.scenarios.iter().filter(|it| it.policy.as_ref() == Some(&policy.id));
        own.cloned().collect()
    }

    /// The policies that count, the newest first, each with its scenarios; those without any are left out.
    pub(crate) fn by_policy(&self) -> Vec<(Arc<Policy>, Vec<Arc<Scenario>>)> {
        let mut policies: Vec<Arc<Policy>> = match &self.named {
            Some((policy, _)) => vec![Arc::clone(policy)],
            None => self.policies.all().to_vec(),
        };
        policies.sort_by(|a, b| b.as_of.cmp(&a.as_of).then_with(|| a.id.cmp(&b.id)));
        let with_scenarios = |policy: Arc<Policy>| {
            let scenarios = self.scenarios_of(&policy);
            (!scenarios.is_empty()).then_some((policy, scenarios))
        };
        policies.into_iter().filter_map(with_scenarios).collect()
    }
}

impl FeatureChoice<'_> {
    /// The root of the suite that they belong to.
    fn root(self) -> Result<SuiteRoot, CliError> {
        match self {
            Self::At(paths) => PathArgument::root(paths),
            Self::Project | Self::Own => Ok(SuiteRoot::here()),
        }
    }

    /// Whether every feature of the suite is loaded, and nothing else.
    fn is_whole(self, root: &SuiteRoot) -> bool {
        let Self::At(paths) = self else { return true };
        let label = |argument: &PathArgument| root.label(Path::new(&argument.path));
        paths.is_empty()
            || paths.iter().any(|it| it.line.is_none() && label(it) == FEATURES)
                && paths.iter().all(|it| is_below(&label(it), FEATURES))
    }

    /// The files that are not read because of their names.
    fn unread(self, root: &SuiteRoot, bundled: bool) -> Vec<Absence> {
        match self {
            Self::At(paths) if !paths.is_empty() => {
                let folders: Vec<PathBuf> =
                    paths.iter().map(|path| PathBuf::from(&path.path)).collect();
                absences::unread_files(root, &folders)
            }
            Self::At(_) | Self::Project | Self::Own if bundled => Vec::new(),
            Self::At(_) | Self::Project | Self::Own => {
                absences::unread_files(root, &[root.way(FEATURES)])
            }
        }
    }

    fn sources(self, root: &SuiteRoot, bundled: bool) -> Result<Vec<InputFile>, CliError> {
        match self {
            Self::Own if !root.has_features() => Ok(Vec::new()),
            Self::Own => {
                let mut found = root.features(false).or_else(none_yet).map_err(file_errors)?;
                // A shell creates the file that output is redirected to before passgate starts.
                found.retain(|source| !source.text.is_empty());
                Ok(found)
            }
            Self::At(paths) if !paths.is_empty() => at_paths(paths, root, bundled),
            Self::At(_) | Self::Project => root.features(bundled).map_err(file_errors),
        }
    }
}

/// A folder that has no feature yet has no error.
fn none_yet(errors: Vec<FileError>) -> ReadResult {
    match errors.as_slice() {
        [FileError::NoFeature { .. }] => Ok(Vec::new()),
        _ => Err(errors),
    }
}

fn at_paths(
    paths: &[PathArgument],
    root: &SuiteRoot,
    bundled: bool,
) -> Result<Vec<InputFile>, CliError> {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    // A list can name thousands of lines of one file.
    let paths: BTreeSet<&str> = paths.iter().map(|path| path.path.as_str()).collect();
    for path in paths {
        match root.features_at(path, bundled) {
            Ok(sources) => found.extend(sources),
            Err(more) => errors.extend(more),
        }
    }
    if !errors.is_empty() {
        return Err(file_errors(errors));
    }
    found.sort_by(|a, b| a.label.cmp(&b.label));
    found.dedup();
    Ok(found)
}

fn file_errors(errors: Vec<FileError>) -> CliError {
    CliError::inputs(errors)
}

/// The suite's list of mutants that no scenario can kill, or else the bundled one.
pub(crate) fn equivalents(root: &SuiteRoot) -> Result<Equivalents, CliError> {
    let path = root.way(EQUIVALENTS);
    let text = if path.is_file() {
        read(&path).map_err(CliError::input)?.text
    } else {
        BUNDLED_EQUIVALENTS.to_owned()
    };
    Equivalents::parse(EQUIVALENTS, &text).map_err(CliError::inputs)
}
