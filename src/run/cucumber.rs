//! Plays scenarios through cucumber: its parser, command line and writer are replaced by ours.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use cucumber::event::{self, ScenarioFinished};
use cucumber::gherkin;
use cucumber::step::{Collection, Context};
use cucumber::{Cucumber, Event, Parser, Writer, cli, parser, runner};
use futures::FutureExt as _;
use futures::future::LocalBoxFuture;
use futures::stream;

use crate::journal::Journal;
use crate::language::{Catalogue, SentenceId, SentenceKind};
use crate::run::player::{Player, StepError};
use crate::run::{Ending, Job, Record};
use crate::simulation::Simulation;

/// A feature in the form in which cucumber plays it.
pub type Playable = gherkin::Feature;

/// How scenarios are played.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many scenarios may be under way at once.
    pub jobs: usize,
    /// Whether the first failure ends the run.
    pub fail_fast: bool,
}

/// Plays the jobs, each a scenario of one of the features, and tells `progress` of each as it ends.
///
/// `playable` are the features in cucumber's form; what no job names is left out.
///
/// The records come back in the order of the jobs, whatever the order of playing.
pub fn play(
    playable: Vec<Playable>,
    jobs: Vec<Job>,
    options: Options,
    progress: impl FnMut(usize, &Record) + 'static,
) -> Vec<Record> {
    let steps = steps(&jobs);
    let mut board = Board::new(jobs, Box::new(progress));
    if options.fail_fast {
        board.end_at_the_first_unplayable();
    }
    let board = Rc::new(RefCell::new(board));
    let (before, after, chosen) = (Rc::clone(&board), Rc::clone(&board), Rc::clone(&board));
    let mut runner = runner::Basic::default()
        .max_concurrent_scenarios(options.jobs)
        .steps(steps)
        .before(move |feature, _, scenario, bench: &mut Bench| {
            before.borrow().set_up(feature, scenario, bench);
            ready()
        })
        .after(move |feature, _, scenario, finished, bench| {
            after.borrow_mut().take_down(feature, scenario, finished, bench);
            ready()
        });
    if options.fail_fast {
        runner = runner.fail_fast();
    }
    let run = Cucumber::<_, _, _, _, _, cli::Empty>::custom(Given, runner, Silent)
        .with_cli(cli::Opts::<_, _, _, cli::Empty>::default())
        .filter_run(playable, move |feature, _, scenario| {
            chosen.borrow().position(feature, scenario).is_some()
        });
    // One thread is enough: no step ever waits.
    match tokio::runtime::Builder::new_current_thread().build() {
        Ok(runtime) => drop(runtime.block_on(run)),
        Err(error) => board.borrow_mut().broken = Some(error.to_string()),
    }
    board.replace(Board::new(Vec::new(), Box::new(|_, _| {}))).finish()
}

fn ready<'a>() -> LocalBoxFuture<'a, ()> {
    std::future::ready(()).boxed_local()
}

/// Every sentence that the jobs say, bound to its keywords. What a sentence means was worked out when
/// its scenario was read, so all of them play the bench's next step.
///
/// Cucumber tries every one of them on every step, so the rest of the catalogue would only cost time.
fn steps(jobs: &[Job]) -> Collection<Bench> {
    let said: BTreeSet<SentenceId> =
        jobs.iter().flat_map(|job| &job.scenario.steps).filter_map(|step| step.sentence).collect();
    let mut collection = Collection::new();
    for sentence in said.into_iter().filter_map(|id| Catalogue::bundled().sentence(id)) {
        let pattern = sentence.regex().clone();
        collection = match sentence.sentence().kind {
            SentenceKind::Act => {
                collection.given(None, pattern.clone(), play_step).when(None, pattern, play_step)
            }
            SentenceKind::Check => collection.then(None, pattern, play_step),
        };
    }
    collection
}

fn play_step(bench: &mut Bench, _: Context) -> LocalBoxFuture<'_, ()> {
    if bench.play_next().is_none() && !bench.is_tolerated() {
        // Cucumber knows a failed step only by its unwinding. Resuming one prints nothing.
        return async { std::panic::resume_unwind(Box::new("the step failed")) }.boxed_local();
    }
    ready()
}

/// What cucumber hands from step to step. It moves it often, so the large part is behind a pointer.
#[derive(Debug, Default)]
struct Bench {
    playing: Option<Box<(Job, Player<Simulation>)>>,
    ending: Option<Ending>,
}

impl cucumber::World for Bench {
    type Error = std::convert::Infallible;

    async fn new() -> Result<Self, Self::Error> {
        Ok(Self::default())
    }
}

impl Bench {
    /// Whether cucumber is not to know that the scenario failed; its steps then do nothing any more.
    fn is_tolerated(&self) -> bool {
        let failed = matches!(self.ending, Some(Ending::Failed { .. }));
        failed && self.playing.as_ref().is_some_and(|playing| playing.0.tolerated)
    }

    /// Plays the next step; nothing if it failed, or one before it did.
    fn play_next(&mut self) -> Option<()> {
        if self.ending.is_some() {
            return None;
        }
        let (job, player) = self.playing.as_deref_mut()?;
        let step = usize::from(player.steps());
        let instruction = job.scenario.steps.get(step)?.instruction.clone()?;
        self.ending = match player.play(&instruction) {
            Ok(()) => return Some(()),
            Err(StepError::Failed(failure)) => Some(Ending::Failed { step, failure }),
            Err(StepError::Broken(error)) => Some(Ending::Broken(error.to_string())),
        };
        None
    }
}

/// Who is told of each record, and of the place of its job.
type Progress = Box<dyn FnMut(usize, &Record)>;

/// The jobs, and what has come of them.
struct Board {
    jobs: Vec<Job>,
    /// Where each scenario stands: by the path of its feature, and its line.
    places: BTreeMap<Arc<str>, BTreeMap<usize, usize>>,
    records: Vec<Option<Record>>,
    progress: Progress,
    broken: Option<String>,
}

impl Board {
    fn new(jobs: Vec<Job>, progress: Progress) -> Self {
        let mut places: BTreeMap<Arc<str>, BTreeMap<usize, usize>> = BTreeMap::new();
        let mut records = Vec::new();
        for (position, job) in jobs.iter().enumerate() {
            if job.scenario.is_playable() {
                let path = Arc::clone(&job.scenario.path);
                places.entry(path).or_default().insert(job.scenario.line, position);
            }
            records.push(None);
        }
        Self { jobs, places, records, progress, broken: None }
    }

    /// Leaves out what comes after a scenario that cannot be played: it is a failure like any other.
    fn end_at_the_first_unplayable(&mut self) {
        let first = self.jobs.iter().position(|job| !job.scenario.is_playable());
        let Some(first) = first else { return };
        for lines in self.places.values_mut() {
            lines.retain(|_, position| *position < first);
        }
    }

    /// Which job this scenario is, if it is to be played.
    fn position(&self, feature: &gherkin::Feature, scenario: &gherkin::Scenario) -> Option<usize> {
        let lines = self.places.get(feature.path.as_ref()?.to_str()?)?;
        lines.get(&scenario.position.line).copied()
    }

    fn set_up(&self, feature: &gherkin::Feature, scenario: &gherkin::Scenario, bench: &mut Bench) {
        let job = self.position(feature, scenario).and_then(|position| self.jobs.get(position));
        bench.playing = job.map(|job| {
            let simulation = Simulation::new(Arc::clone(&job.policy), job.seed);
            Box::new((job.clone(), Player::new(simulation, job.seed)))
        });
    }

    fn take_down(
        &mut self,
        feature: &gherkin::Feature,
        scenario: &gherkin::Scenario,
        finished: &ScenarioFinished,
        bench: Option<&mut Bench>,
    ) {
        let Some(position) = self.position(feature, scenario) else { return };
        let Some(bench) = bench else { return };
        let Some((job, mut player)) = bench.playing.take().map(|playing| *playing) else { return };
        let steps_played = usize::from(player.steps());
        let ending = bench.ending.take().unwrap_or_else(|| {
            let complete = steps_played == job.scenario.steps.len();
            match finished {
                ScenarioFinished::StepPassed if complete => Ending::Held,
                ScenarioFinished::StepPassed
                | ScenarioFinished::StepSkipped
                | ScenarioFinished::StepFailed(..)
                | ScenarioFinished::BeforeHookFailed(_) => Ending::Broken(format!(
                    "cucumber played {steps_played} of {} steps and stopped",
                    job.scenario.steps.len()
                )),
            }
        });
        let journal = std::mem::take(player.target().journal());
        let record = Record { job, journal, steps_played, ending };
        (self.progress)(position, &record);
        if let Some(place) = self.records.get_mut(position) {
            *place = Some(record);
        }
    }

    /// The records, in the order of the jobs; what was not played has one that says so.
    fn finish(mut self) -> Vec<Record> {
        let broken = self.broken.take();
        self.jobs
            .into_iter()
            .zip(self.records)
            .map(|(job, record)| {
                record.unwrap_or_else(|| {
                    let ending = match &broken {
                        _ if !job.scenario.is_playable() => Ending::NotPlayed,
                        Some(broken) => Ending::Broken(broken.clone()),
                        None => Ending::NotReached,
                    };
                    Record { job, journal: Journal::default(), steps_played: 0, ending }
                })
            })
            .collect()
    }
}

/// A parser that has nothing to parse: the features were read and checked before.
struct Given;

impl Parser<Vec<gherkin::Feature>> for Given {
    type Cli = cli::Empty;
    type Output = stream::Iter<std::vec::IntoIter<parser::Result<gherkin::Feature>>>;

    fn parse(self, features: Vec<gherkin::Feature>, _: cli::Empty) -> Self::Output {
        let features: Vec<_> = features.into_iter().map(Ok).collect();
        stream::iter(features)
    }
}

/// A writer that writes nothing: the records hold all that reports read.
struct Silent;

// It writes nothing, so it writes nothing out of order.
impl cucumber::writer::Normalized for Silent {}

impl Writer<Bench> for Silent {
    type Cli = cli::Empty;

    async fn handle_event(
        &mut self,
        _: parser::Result<Event<event::Cucumber<Bench>>>,
        _: &cli::Empty,
    ) {
    }
}
