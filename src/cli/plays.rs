//! From a command line to records: what is read, selected and played.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use crate::cli::args::{PlayArgs, RunArgs};
use crate::cli::config;
use crate::cli::error::{CliError, NothingSelected};
use crate::cli::library::{self, DEFAULT_POLICY, Source};
use crate::cli::output::Output;
use crate::cli::policies::Policies;
use crate::cli::progress::Progress;
use crate::cli::selection::{Place, selector};
use crate::conformance::{AtHand, Verdict, Waivers};
use crate::language::{Catalogue, Feature, Lexicon, Scenario, Translator};
use crate::policy::Policy;
use crate::report;
use crate::run::{Job, Options, Playable, Record, play};

/// Everything that is needed to play.
pub(super) struct Prepared {
    features: Vec<Playable>,
    jobs: Vec<Job>,
    options: Options,
    seed: u64,
    /// What is waived today.
    pub(super) waivers: Arc<Waivers>,
    /// Whether every scenario at hand is played: only then do the tables tell the whole.
    pub(super) complete: bool,
}

/// Reads and selects what the command line asks for.
pub(super) fn prepare(args: &RunArgs) -> Result<Prepared, CliError> {
    let places = args.paths.iter().map(|path| Place::parse(path)).collect::<Result<Vec<_>, _>>()?;
    let selector = selector(args.tags.as_deref(), args.name.as_deref())?;
    let config = config::load(&args.play.config)?;
    let policies = Policies::load()?;
    let forced = args.play.policy.as_deref().map(|name| policies.chosen(name)).transpose()?;
    let sources = sources(&places)?;
    let (scenarios, features) = read(&sources, &lexicon(&policies, forced.as_ref()))?;
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
        let help = nothing_selected(args, count);
        return Err(CliError::nothing(NothingSelected { count, help }));
    }
    Ok(Prepared {
        complete: args.paths.is_empty() && jobs.len() == count,
        features,
        jobs,
        options: Options { jobs: args.play.jobs.into(), fail_fast: args.fail_fast },
        seed: args.play.seed,
        waivers: Arc::new(waivers),
    })
}

/// Everything there is, as `approve` plays it.
pub(super) fn everything(play: PlayArgs) -> RunArgs {
    RunArgs { paths: Vec::new(), tags: None, name: None, play, fail_fast: false, timings: false }
}

impl Prepared {
    /// Plays it all, with a heading before and a mark a scenario while it goes on.
    pub(super) fn play(self, output: &Output) -> Vec<Record> {
        let mut names: Vec<&str> = Vec::new();
        for job in &self.jobs {
            if !names.contains(&&*job.policy.id) {
                names.push(&job.policy.id);
            }
        }
        output.write(&report::heading(&names, self.seed, output.paint()));
        let mut progress = Progress::new(output.clone(), self.jobs.len());
        for (position, job) in self.jobs.iter().enumerate() {
            if !job.scenario.is_playable() {
                let verdict = self.waivers.apply(&job.scenario, Verdict::Undefined);
                progress.mark(position, verdict);
            }
        }
        let progress = Rc::new(RefCell::new(progress));
        let (marks, waivers) = (Rc::clone(&progress), Arc::clone(&self.waivers));
        let records = play(self.features, self.jobs, self.options, move |position, record| {
            marks.borrow_mut().mark(position, waivers.judge(record));
        });
        for (position, record) in records.iter().enumerate() {
            let verdict = self.waivers.judge(record);
            if verdict == Verdict::NotReached {
                progress.borrow_mut().mark(position, verdict);
            }
        }
        records
    }
}

fn sources(places: &[Place]) -> Result<Vec<Source>, CliError> {
    if places.is_empty() {
        return library::features().map_err(CliError::input);
    }
    let mut sources: Vec<Source> = Vec::new();
    let mut reports = Vec::new();
    for place in places {
        match library::features_at(&place.path) {
            Ok(found) => sources.extend(found),
            Err(error) => reports.push(error.into()),
        }
    }
    if !reports.is_empty() {
        return Err(CliError::inputs(reports));
    }
    sources.sort_by(|a, b| a.label.cmp(&b.label));
    sources.dedup();
    Ok(sources)
}

fn lexicon(policies: &Policies, forced: Option<&Arc<Policy>>) -> Lexicon {
    let mut lexicon = Lexicon { assumed: Some(DEFAULT_POLICY.into()), ..Lexicon::default() };
    for policy in policies.all() {
        lexicon.learn(policy);
    }
    if let Some(policy) = forced {
        lexicon.force(policy);
    }
    lexicon
}

/// Every scenario at hand, and the features in the form in which they are played.
type Readings = (Vec<Arc<Scenario>>, Vec<Playable>);

/// Reads every feature; the problems of all of them are told at once.
fn read(sources: &[Source], lexicon: &Lexicon) -> Result<Readings, CliError> {
    let mut translator = Translator::new(Catalogue::bundled(), lexicon);
    let (mut scenarios, mut features) = (Vec::new(), Vec::new());
    let mut reports = Vec::new();
    for source in sources {
        let feature = Feature::read(&source.label, &source.text);
        match feature.and_then(|feature| translator.translate(feature)) {
            Ok(feature) => {
                let (more, playable) = feature.into_parts();
                scenarios.extend(more);
                features.push(playable);
            }
            Err(errors) => {
                reports.extend(errors.into_problems().into_iter().map(miette::Report::new))
            }
        }
    }
    if reports.is_empty() { Ok((scenarios, features)) } else { Err(CliError::inputs(reports)) }
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

fn nothing_selected(args: &RunArgs, count: usize) -> String {
    if count == 0 {
        return "write a scenario; the README shows how".to_owned();
    }
    let mut asked = Vec::new();
    if let Some(tags) = &args.tags {
        asked.push(format!("tags that fit `{tags}`"));
    }
    if let Some(name) = &args.name {
        asked.push(format!("a name that matches `{name}`"));
    }
    if args.paths.iter().any(|path| path.contains(':')) {
        asked.push("a place on one of the lines given".to_owned());
    }
    format!("no scenario has {}", asked.join(" and "))
}
