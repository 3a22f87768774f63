//! From a command line to jobs: what is selected of a suite, and how it is run.

use std::sync::Arc;

use crate::cli::args::run::RunArgs;
use crate::cli::output::error::{CliError, NothingSelected};
use crate::cli::output::terminal::Output;
use crate::cli::project::last_failed;
use crate::cli::project::path_argument::{NamedPlaces, PathArgument};
use crate::cli::project::root::SuiteRoot;
use crate::cli::project::suite::{FeatureChoice, PolicyChoice, ProjectSuite, SuiteChoice};
use crate::cli::project::system;
use crate::cli::project::system::StartedSystem;
use crate::cli::signals;
use crate::conformance::waivers::Waivers;
use crate::language::scenario::Scenario;
use crate::language::selection::Selector;
use crate::recording::ends::{Header, PolicyNote, SourceText};
use crate::recording::system_note::SystemNote;
use crate::run::cucumber::Options;
use crate::run::record::Job;
use crate::sut::factory::SutFactory;
use crate::sut::process::pool::SystemPool;

/// How many scenarios run at once on the simulation.
const AT_ONCE: u16 = 64;

/// A run that is ready to be executed.
pub(crate) struct SelectedRun {
    /// What identifies the run.
    pub(crate) header: Header,
    /// The texts of the features.
    pub(crate) texts: Vec<SourceText>,
    pub(crate) jobs: Vec<Job>,
    /// The position of each job in the whole selection.
    pub(crate) positions: Vec<usize>,
    pub(crate) options: Options,
    /// The waivers as of today.
    pub(crate) waivers: Waivers,
    /// The root of the suite.
    pub(crate) root: SuiteRoot,
    /// How many warnings `passgate check` would print.
    pub(crate) warning_count: usize,
    /// The outside system, if the scenarios are run on one.
    pub(crate) system: Option<Arc<SystemPool>>,
    /// Why there is nothing to run.
    pub(crate) nothing: Option<NothingSelected>,
}

/// Loads and selects what the command line asks for: at least one scenario.
pub(crate) fn select(args: &RunArgs, output: &Output) -> Result<SelectedRun, CliError> {
    let mut selected = select_any(args, output)?;
    selected.nothing.take().map_or(Ok(selected), |nothing| Err(CliError::nothing(nothing)))
}

/// Loads and selects what the command line asks for, which may be nothing.
pub(crate) fn select_any(args: &RunArgs, output: &Output) -> Result<SelectedRun, CliError> {
    let mut paths = last_failed::expanded(&args.paths)?;
    if args.last_failed {
        paths.extend(last_failed::load(&SuiteRoot::here())?);
    }
    let paths = PathArgument::parse_all(&paths)?;
    let selector = selector(args.tags.as_deref(), args.name.as_deref())?;
    let choice = SuiteChoice {
        features: FeatureChoice::At(&paths),
        policy: args.run.policy.as_deref().map_or(PolicyChoice::Own, PolicyChoice::Every),
        config: Some(&args.run.config),
    };
    let suite = ProjectSuite::load(choice, output)?;
    select_from(suite, &paths, &selector, args)
}

/// Selects everything of a suite that was loaded before.
pub(crate) fn select_all(suite: ProjectSuite, args: &RunArgs) -> Result<SelectedRun, CliError> {
    select_from(suite, &[], &selector(None, None)?, args)
}

fn select_from(
    suite: ProjectSuite,
    paths: &[PathArgument],
    selector: &Selector,
    args: &RunArgs,
) -> Result<SelectedRun, CliError> {
    let mut places = NamedPlaces::new(paths, &suite.root);
    let is_plain = suite.is_whole && !args.is_filtered();
    let is_covered = |scenario: &&Arc<Scenario>| !is_plain || suite.is_plain(scenario);
    let is_selected = |scenario: &&Arc<Scenario>| {
        let named = paths.is_empty() || places.select(scenario);
        named && is_covered(scenario) && selector.admits(scenario)
    };
    let mut jobs = suite.jobs(suite.scenarios.iter().filter(is_selected), args.run.random.seed);
    let count = suite.scenarios.len();
    let nothing = jobs.is_empty().then(|| nothing_selected(args, count));
    let covered = suite.scenarios.iter().filter(is_covered).count();
    let (selected, complete) = (jobs.len(), suite.is_whole && jobs.len() == covered);
    let selection = selection_in_words(paths, &suite, args);
    let in_shard = |(position, _): &(usize, Job)| args.shard.contains(*position);
    let started = if jobs.is_empty() { None } else { system::start(args, &suite)? };
    if let Some(StartedSystem { pool, .. }) = &started {
        jobs.iter_mut().for_each(|job| job.sut = SutFactory::Process(Arc::clone(pool)));
    }
    let (positions, jobs): (Vec<usize>, Vec<Job>) =
        jobs.into_iter().enumerate().filter(in_shard).unzip();
    let at_once = match &started {
        None => args.run.jobs.unwrap_or(AT_ONCE),
        Some(started) => args.run.jobs.unwrap_or(1).min(started.pool.declared().instances()),
    };
    let system = started.as_ref().map(|started| started.note.clone());
    Ok(SelectedRun {
        header: Header {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            target: system.as_ref().map_or_else(|| "simulation".to_owned(), SystemNote::in_words),
            system,
            seed: args.run.random.seed,
            faults: "none".to_owned(),
            policies: notes(&jobs),
            features: Header::fingerprint(&suite.texts),
            selection,
            selected,
            cases: jobs.len(),
            complete,
            shard: args.shard.0,
            bundled: suite.bundled,
            absences: suite.absences,
        },
        texts: suite.texts,
        jobs,
        positions,
        // Scenarios that are under way at the first failure still end, so that only one at a time stops at the same
        // scenario whatever `--jobs` says.
        options: Options {
            jobs: if args.fail_fast { 1 } else { at_once.into() },
            fail_fast: args.fail_fast,
            stop: signals::stop_flag(),
        },
        waivers: suite.waivers,
        root: suite.root,
        warning_count: suite.warning_count,
        system: started.map(|started| started.pool),
        nothing,
    })
}

/// Reads the tag expression and the name pattern.
fn selector(tags: Option<&str>, name: Option<&str>) -> Result<Selector, CliError> {
    // A script that does not filter passes an empty text.
    let given = |text: &&str| !text.trim().is_empty();
    Selector::new(tags.filter(given), name.filter(given)).map_err(CliError::usage)
}

/// The policies that the jobs run under, in the order in which they first occur.
fn notes(jobs: &[Job]) -> Vec<PolicyNote> {
    let mut notes: Vec<PolicyNote> = Vec::new();
    for Job { policy, .. } in jobs.iter().filter(|job| job.scenario.has_policy()) {
        if notes.iter().all(|note| note.id != policy.id) {
            let digest = format!("{:016x}", policy.digest());
            notes.push(PolicyNote { id: Arc::clone(&policy.id), digest });
        }
    }
    notes
}

/// What was asked for, as on a command line in the root of the suite.
fn selection_in_words(paths: &[PathArgument], suite: &ProjectSuite, args: &RunArgs) -> Vec<String> {
    let RunArgs { tags, name, run, .. } = args;
    let option = |flag: &str, value: &Option<String>| {
        let value = value.as_ref().filter(|value| !value.is_empty());
        value.map_or_else(Vec::new, |value| vec![flag.to_owned(), value.clone()])
    };
    let paths = if suite.is_whole { &[] } else { paths };
    let mut asked: Vec<String> = paths.iter().map(|path| path.label(&suite.root)).collect();
    asked.extend(option("--tags", tags));
    asked.extend(option("--name", name));
    asked.extend(option("--policy", &run.policy));
    asked.extend(run.config.bundled.then(|| "--bundled".to_owned()));
    asked
}

fn nothing_selected(args: &RunArgs, count: usize) -> NothingSelected {
    if count == 0 {
        return NothingSelected {
            message: "there is no scenario to run".to_owned(),
            help: "write one in a feature file; the README shows how".to_owned(),
        };
    }
    let tags = args.tags.iter().map(|tags| format!("tags that match `{tags}`"));
    let name = args.name.iter().map(|name| format!("a name that matches `{name}`"));
    let lines: Vec<&str> =
        args.paths.iter().map(String::as_str).filter(|path| path.contains(':')).collect();
    let place = (!lines.is_empty()).then(|| format!("a line at `{}`", lines.join("` or `")));
    let asked: Vec<String> = tags.chain(name).chain(place).collect();
    NothingSelected {
        message: format!("no scenario was selected out of {count}"),
        help: format!("no scenario has {}", asked.join(" and ")),
    }
}
