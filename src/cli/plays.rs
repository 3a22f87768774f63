//! From a command line to records: what is read, selected and played.

use std::sync::Arc;

use crate::cli::args::{ConfigArgs, PlayArgs, RunArgs, ShardArg, TellingArgs};
use crate::cli::config;
use crate::cli::error::{CliError, FileError, NothingSelected};
use crate::cli::files::Source;
use crate::cli::interrupt::interrupted;
use crate::cli::last_failed;
use crate::cli::library::{self, DEFAULT_POLICY};
use crate::cli::policies::Policies;
use crate::cli::selection::{Place, selector};
use crate::cli::survey::unused;
use crate::conformance::{AtHand, Waivers};
use crate::language::{Catalogue, Feature, Lexicon, Scenario, Translator, remarks};
use crate::policy::Policy;
use crate::recording::{Header, PolicyNote, SourceText};
use crate::run::{Job, Options, Playable};

/// Everything that is needed to play.
pub(super) struct Prepared {
    /// What identifies the run.
    pub(super) header: Header,
    /// The texts of the features.
    pub(super) texts: Vec<SourceText>,
    /// The features as they are played.
    pub(super) features: Vec<Playable>,
    /// What is played.
    pub(super) jobs: Vec<Job>,
    /// The place of each job in the whole selection.
    pub(super) positions: Vec<usize>,
    /// How it is played.
    pub(super) options: Options,
    /// What is waived today.
    pub(super) waivers: Waivers,
    /// Whether they are the bundled ones because the folder has none.
    pub(super) bundled: bool,
    /// How much `passgate check` warns of in what was read.
    pub(super) warnings: usize,
}

/// Reads and selects what the command line asks for.
pub(super) fn prepare(args: &RunArgs) -> Result<Prepared, CliError> {
    let mut paths = last_failed::expanded(&args.paths)?;
    if args.last_failed {
        paths.extend(last_failed::load()?);
    }
    let places = paths.iter().map(|path| Place::parse(path)).collect::<Result<Vec<_>, _>>()?;
    let selector = selector(args.tags.as_deref(), args.name.as_deref())?;
    let config = config::load(&args.play.config)?;
    let policies = Policies::load()?;
    let forced = args.play.policy.as_deref().map(|name| policies.chosen(name)).transpose()?;
    let sources = sources(&places)?;
    let words = lexicon(&policies, forced.as_ref());
    let Readings { scenarios, features, mut warnings } = read(&sources, &words)?;
    if paths.is_empty() && forced.is_none() {
        let read = scenarios.iter().map(|scenario| &**scenario);
        let left_out = unused(policies.judged(!library::has_features()), read);
        warnings += left_out.iter().map(|(errors, _)| errors.iter().len()).sum::<usize>();
    }
    let count = scenarios.len();
    let at_hand = AtHand { scenarios: scenarios.clone(), whole: places.is_empty() };
    let known = policies.all().iter().chain(forced.as_ref()).map(|policy| &**policy);
    let waivers = config::waivers(&config, at_hand, known, &args.play.config)?;
    let chosen = scenarios
        .into_iter()
        .filter(|scenario| is_placed(scenario, &places) && selector.admits(scenario));
    let mut jobs = jobs(chosen, &policies, forced.as_ref(), args.play.seed);
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
            seed: args.play.seed,
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
        features,
        jobs,
        positions,
        // What is under way at the first failure is played to its end, so that only one at a time ends at the
        // same place whatever `--jobs` says.
        options: Options {
            jobs: if args.fail_fast { 1 } else { args.play.jobs.into() },
            fail_fast: args.fail_fast,
            stop: interrupted(),
        },
        waivers,
        bundled: paths.is_empty() && !library::has_features(),
        warnings,
    })
}

/// The scenarios that a selection means, each under its policy.
pub(super) fn chosen(args: &RunArgs) -> Result<Vec<Job>, CliError> {
    prepare(args).map(|prepared| prepared.jobs)
}

/// The selection of some paths, under a policy.
pub(super) fn selection(paths: &[String], policy: Option<&str>) -> RunArgs {
    let play = PlayArgs { policy: policy.map(str::to_owned), ..play_args(0, 1) };
    RunArgs { paths: paths.to_vec(), ..everything(play) }
}

/// Playing under every scenario's own policy.
pub(super) fn play_args(seed: u64, jobs: u16) -> PlayArgs {
    PlayArgs { policy: None, seed, jobs, config: ConfigArgs::default() }
}

/// Everything there is, as `approve` plays it.
pub(super) fn everything(play: PlayArgs) -> RunArgs {
    RunArgs {
        paths: Vec::new(),
        tags: None,
        name: None,
        play,
        fail_fast: false,
        timings: false,
        telling: TellingArgs::default(),
        shard: ShardArg::default(),
        retry: 0,
        fail_on_flaky: false,
        last_failed: false,
        watch: false,
    }
}

fn sources(places: &[Place]) -> Result<Vec<Source>, CliError> {
    if places.is_empty() {
        return library::features().map_err(file_errors);
    }
    let mut sources: Vec<Source> = Vec::new();
    let mut reports = Vec::new();
    for place in places {
        match library::features_at(&place.path) {
            Ok(found) => sources.extend(found),
            Err(errors) => reports.extend(errors.into_iter().map(miette::Report::new)),
        }
    }
    if !reports.is_empty() {
        return Err(CliError::inputs(reports));
    }
    sources.sort_by(|a, b| a.label.cmp(&b.label));
    sources.dedup();
    Ok(sources)
}

pub(super) fn file_errors(errors: Vec<FileError>) -> CliError {
    CliError::inputs(errors.into_iter().map(miette::Report::new).collect())
}

/// The words of every policy at hand.
pub(super) fn lexicon(policies: &Policies, forced: Option<&Arc<Policy>>) -> Lexicon {
    let mut lexicon = Lexicon { assumed: Some(DEFAULT_POLICY.into()), ..Lexicon::default() };
    for policy in policies.all() {
        lexicon.learn(policy);
    }
    if let Some(policy) = forced {
        lexicon.force(policy);
    }
    lexicon
}

/// What features say.
#[derive(Default)]
pub(super) struct Readings {
    /// Every scenario at hand.
    pub(super) scenarios: Vec<Arc<Scenario>>,
    /// The features in the form in which they are played.
    pub(super) features: Vec<Playable>,
    /// How many warnings there are about them.
    pub(super) warnings: usize,
}

/// Reads every feature; the problems of all of them are told at once.
pub(super) fn read(sources: &[Source], lexicon: &Lexicon) -> Result<Readings, CliError> {
    let mut translator = Translator::new(Catalogue::bundled(), lexicon);
    let mut features = Vec::new();
    let mut reports = Vec::new();
    for source in sources {
        let feature = Feature::read(&source.label, &source.text);
        match feature.and_then(|feature| translator.translate(feature)) {
            Ok(feature) => features.push(feature),
            Err(errors) => {
                reports.extend(errors.into_problems().into_iter().map(miette::Report::new))
            }
        }
    }
    if !reports.is_empty() {
        return Err(CliError::inputs(reports));
    }
    let mut readings = Readings { warnings: remarks(&features).len(), ..Readings::default() };
    for feature in features {
        let (more, playable) = feature.into_parts();
        readings.scenarios.extend(more);
        readings.features.push(playable);
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
            return library::is_below(&scenario.path, &place.path);
        };
        library::is_below(&scenario.path, &place.path) && scenario.covers_line(line)
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

/// What was asked for, in the words of the command line.
fn asked(args: &RunArgs) -> Vec<String> {
    let RunArgs { paths, tags, name, play, .. } = args;
    let option = |flag: &str, value: &Option<String>| {
        value.as_ref().filter(|value| !value.is_empty()).map(|value| format!("{flag} {value}"))
    };
    let mut asked = paths.clone();
    asked.extend(option("--tags", tags));
    asked.extend(option("--name", name));
    asked.extend(option("--policy", &play.policy));
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
