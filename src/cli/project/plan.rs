//! From a command line to records: what is read, selected and played.

use std::sync::Arc;

use crate::cli::args::run::{ConfigArgs, RunArgs, ScenarioRunArgs};
use crate::cli::args::telling::{ReportingArgs, ShardArg};
use crate::cli::interrupt::interrupted;
use crate::cli::output::error::{CliError, FileError, NothingSelected};
use crate::cli::project::check_result::unused;
use crate::cli::project::files::Source;
use crate::cli::project::filter::{Place, selector};
use crate::cli::project::policies::Policies;
use crate::cli::project::suite::DEFAULT_POLICY;
use crate::cli::project::{config, last_failed, suite};
use crate::conformance::waivers::LoadedScenarios;
use crate::conformance::waivers::Waivers;
use crate::document::diagnostic::Diagnostic;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::feature::Feature;
use crate::language::lints::lints;
use crate::language::scenario::Scenario;
use crate::language::translation::Translator;
use crate::language::vocabulary::Vocabulary;
use crate::policy::checked::Policy;
use crate::recording::ends::{Header, PolicyNote, SourceText};
use crate::run::cucumber::Options;
use crate::run::record::Job;

/// Everything that is needed to play.
pub(crate) struct Prepared {
    /// What identifies the run.
    pub(crate) header: Header,
    /// The texts of the features.
    pub(crate) texts: Vec<SourceText>,
    /// What is played.
    pub(crate) jobs: Vec<Job>,
    /// The place of each job in the whole selection.
    pub(crate) positions: Vec<usize>,
    /// How it is played.
    pub(crate) options: Options,
    /// What is waived today.
    pub(crate) waivers: Waivers,
    /// Whether they are the bundled ones because the folder has none.
    pub(crate) bundled: bool,
    /// How much `passgate check` warns of in what was read.
    pub(crate) warnings: usize,
}

/// Reads and selects what the command line asks for.
pub(crate) fn prepare(args: &RunArgs) -> Result<Prepared, CliError> {
    let mut paths = last_failed::expanded(&args.paths)?;
    if args.last_failed {
        paths.extend(last_failed::load()?);
    }
    let places = paths.iter().map(|path| Place::parse(path)).collect::<Result<Vec<_>, _>>()?;
    let selector = selector(args.tags.as_deref(), args.name.as_deref())?;
    let config = config::load(&args.run.config)?;
    let policies = Policies::load()?;
    let forced = args.run.policy.as_deref().map(|name| policies.chosen(name)).transpose()?;
    let sources = sources(&places)?;
    let words = vocabulary(&policies, forced.as_ref());
    let ReadFeatures { scenarios, mut warnings } = read(&sources, &words)?;
    if paths.is_empty() && forced.is_none() {
        let read = scenarios.iter().map(|scenario| &**scenario);
        let left_out = unused(policies.judged(!suite::has_features()), read);
        warnings += left_out.iter().map(|(errors, _)| errors.iter().len()).sum::<usize>();
    }
    let count = scenarios.len();
    let loaded = LoadedScenarios { scenarios: scenarios.clone(), whole: places.is_empty() };
    let known = policies.all().iter().chain(forced.as_ref()).map(|policy| &**policy);
    let waivers = config::waivers(&config, loaded, known, &args.run.config)?;
    let chosen = scenarios
        .into_iter()
        .filter(|scenario| is_placed(scenario, &places) && selector.admits(scenario));
    let mut jobs = jobs(chosen, &policies, forced.as_ref(), args.run.seed);
    for job in &mut jobs {
        job.tolerated = waivers.waiver_of(&job.scenario).is_some();
    }
    if jobs.is_empty() {
        return Err(CliError::nothing(nothing_selected(args, count)));
    }
    let (selected, complete) = (jobs.len(), paths.is_empty() && jobs.len() == count);
    let (positions, jobs): (Vec<usize>, Vec<Job>) =
        jobs.into_iter().enumerate().filter(|(position, _)| args.shard.holds(*position)).unzip();
    let texts: Vec<SourceText> = sources
        .into_iter()
        .map(|source| SourceText { path: source.label, text: source.text })
        .collect();
    Ok(Prepared {
        header: Header {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            target: "simulation".to_owned(),
            seed: args.run.seed,
            faults: "none".to_owned(),
            policies: notes(&jobs),
            features: Header::fingerprint(&texts),
            selection: asked(args),
            selected,
            cases: jobs.len(),
            complete,
            shard: args.shard.0,
        },
        texts,
        jobs,
        positions,
        // What is under way at the first failure is played to its end, so that only one at a time ends at the
        // same place whatever `--jobs` says.
        options: Options {
            jobs: if args.fail_fast { 1 } else { args.run.jobs.into() },
            fail_fast: args.fail_fast,
            stop: interrupted(),
        },
        waivers,
        bundled: paths.is_empty() && !suite::has_features(),
        warnings,
    })
}

/// The scenarios that a selection means, each under its policy.
pub(crate) fn chosen(args: &RunArgs) -> Result<Vec<Job>, CliError> {
    prepare(args).map(|prepared| prepared.jobs)
}

/// The selection of some paths, under a policy.
pub(crate) fn selection(paths: &[String], policy: Option<&str>) -> RunArgs {
    let run = ScenarioRunArgs { policy: policy.map(str::to_owned), ..run_args(0, 1) };
    RunArgs { paths: paths.to_vec(), ..everything(run) }
}

/// Playing under every scenario's own policy.
pub(crate) fn run_args(seed: u64, jobs: u16) -> ScenarioRunArgs {
    ScenarioRunArgs { policy: None, seed, jobs, config: ConfigArgs::default() }
}

/// Everything there is, as `approve` plays it.
pub(crate) fn everything(run: ScenarioRunArgs) -> RunArgs {
    RunArgs {
        paths: Vec::new(),
        tags: None,
        name: None,
        run,
        fail_fast: false,
        timings: false,
        telling: ReportingArgs::default(),
        shard: ShardArg::default(),
        retry: 0,
        fail_on_flaky: false,
        last_failed: false,
        watch: false,
    }
}

fn sources(places: &[Place]) -> Result<Vec<Source>, CliError> {
    if places.is_empty() {
        return suite::features().map_err(file_errors);
    }
    let mut sources: Vec<Source> = Vec::new();
    let mut reports = Vec::new();
    for place in places {
        match suite::features_at(&place.path) {
            Ok(found) => sources.extend(found),
            Err(errors) => reports.extend(errors.into_iter().map(Diagnostic::from)),
        }
    }
    if !reports.is_empty() {
        return Err(CliError::inputs(reports));
    }
    sources.sort_by(|a, b| a.label.cmp(&b.label));
    sources.dedup();
    Ok(sources)
}

pub(crate) fn file_errors(errors: Vec<FileError>) -> CliError {
    CliError::inputs(errors)
}

/// The words of every policy at hand.
pub(crate) fn vocabulary(policies: &Policies, forced: Option<&Arc<Policy>>) -> Vocabulary {
    let mut vocabulary =
        Vocabulary { assumed: Some(DEFAULT_POLICY.into()), ..Vocabulary::default() };
    for policy in policies.all() {
        vocabulary.learn(policy);
    }
    if let Some(policy) = forced {
        vocabulary.force(policy);
    }
    vocabulary
}

/// What features say.
#[derive(Default)]
pub(crate) struct ReadFeatures {
    /// Every scenario at hand.
    pub(crate) scenarios: Vec<Arc<Scenario>>,
    /// How many warnings there are about them.
    pub(crate) warnings: usize,
}

/// Reads every feature; the problems of all of them are told at once.
pub(crate) fn read(sources: &[Source], vocabulary: &Vocabulary) -> Result<ReadFeatures, CliError> {
    let mut translator = Translator::new(Catalogue::bundled(), vocabulary);
    let mut features = Vec::new();
    let mut reports = Vec::new();
    for source in sources {
        let feature = Feature::read(&source.label, &source.text);
        match feature.and_then(|feature| translator.translate(feature)) {
            Ok(feature) => features.push(feature),
            Err(errors) => reports.extend(errors.into_problems()),
        }
    }
    if !reports.is_empty() {
        return Err(CliError::inputs(reports));
    }
    let mut readings = ReadFeatures { warnings: lints(&features).len(), ..ReadFeatures::default() };
    for feature in features {
        readings.scenarios.extend(feature.into_scenarios());
    }
    Ok(readings)
}

/// What is played under which policy: the one that is forced, the one that a scenario names, or the usual one.
fn jobs(
    scenarios: impl Iterator<Item = Arc<Scenario>>,
    policies: &Policies,
    forced: Option<&Arc<Policy>>,
    seed: u64,
) -> Vec<Job> {
    let policy_of = |scenario: &Scenario| {
        let named = || policies.named(scenario.policy.as_deref().unwrap_or(DEFAULT_POLICY));
        forced.or_else(named).map(Arc::clone)
    };
    scenarios
        .filter_map(|scenario| Some((policy_of(&scenario)?, scenario)))
        .map(|(policy, scenario)| Job::new(scenario, policy, seed))
        .collect()
}

/// Whether one of the places means this scenario; without places, all are meant.
fn is_placed(scenario: &Scenario, places: &[Place]) -> bool {
    let means = |place: &Place| {
        let Some(line) = place.line else {
            return suite::is_below(&scenario.path, &place.path);
        };
        suite::is_below(&scenario.path, &place.path) && scenario.covers_line(line)
    };
    places.is_empty() || places.iter().any(means)
}

/// The policies that the jobs are played under, in the order in which they come.
fn notes(jobs: &[Job]) -> Vec<PolicyNote> {
    let mut notes: Vec<PolicyNote> = Vec::new();
    for Job { policy, .. } in jobs {
        if notes.iter().all(|note| note.id != policy.id) {
            let digest = format!("{:016x}", policy.digest());
            notes.push(PolicyNote { id: Arc::clone(&policy.id), digest });
        }
    }
    notes
}

/// The arguments of the command line that select scenarios.
fn asked(args: &RunArgs) -> Vec<String> {
    let RunArgs { paths, tags, name, run, .. } = args;
    let option = |flag: &str, value: &Option<String>| {
        let value = value.iter().filter(|value| !value.is_empty());
        value.flat_map(|value| [flag.to_owned(), value.clone()]).collect::<Vec<_>>()
    };
    let mut asked = paths.clone();
    asked.extend(option("--tags", tags));
    asked.extend(option("--name", name));
    asked.extend(option("--policy", &run.policy));
    asked
}

fn nothing_selected(args: &RunArgs, count: usize) -> NothingSelected {
    if count == 0 {
        return NothingSelected {
            message: "there is no scenario to play".to_owned(),
            help: "write one in a feature file; the README shows how".to_owned(),
        };
    }
    let tags = args.tags.iter().map(|tags| format!("tags that fit `{tags}`"));
    let name = args.name.iter().map(|name| format!("a name that matches `{name}`"));
    let lines: Vec<&str> =
        args.paths.iter().map(String::as_str).filter(|path| path.contains(':')).collect();
    let place = (!lines.is_empty()).then(|| format!("a line at `{}`", lines.join("` or `")));
    let asked: Vec<String> = tags.chain(name).chain(place).collect();
    NothingSelected {
        message: format!("no scenario was selected, of {count}"),
        help: format!("no scenario has {}", asked.join(" and ")),
    }
}
