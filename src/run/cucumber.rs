//! Plays scenarios through cucumber: its parser, command line and writer are replaced by ours.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
#[derive(Clone, Debug)]
pub struct Options {
    /// How many scenarios may be under way at once.
    pub jobs: usize,
    /// Whether the first failure ends the run.
    pub fail_fast: bool,
    /// A flag that ends the run as soon as somebody raises it.
    pub stop: Arc<AtomicBool>,
}

impl Options {
    /// Everything is played, with this many scenarios under way at once.
    pub fn at_once(jobs: usize) -> Self {
        Self { jobs, fail_fast: false, stop: Arc::default() }
    }
}

/// Plays the jobs and keeps what happened: the records come back in the order of the jobs.
pub fn play(playable: Vec<Playable>, jobs: Vec<Job>, options: Options) -> Vec<Record> {
    let records: Rc<RefCell<Vec<(usize, Record)>>> = Rc::default();
    let kept = Rc::clone(&records);
    play_each(playable, jobs, options, move |position, record| {
        kept.borrow_mut().push((position, record));
    });
    let mut records = records.take();
    records.sort_by_key(|(position, _)| *position);
    records.into_iter().map(|(_, record)| record).collect()
}

/// Plays the jobs, each a scenario of one of the features, and hands over the record of each as it ends, with the
/// place of its job; in the end also those of what could not be played or was not reached.
///
/// `playable` are the features in cucumber's form; what no job names is left out.
pub fn play_each(
    playable: Vec<Playable>,
    jobs: Vec<Job>,
    options: Options,
    told: impl FnMut(usize, Record) + 'static,
) {
    let steps = steps(&jobs);
    let mut board = Board::new(jobs, Box::new(told), Arc::clone(&options.stop));
    board.tell_unplayable();
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
    board.borrow_mut().finish();
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
    playing: Option<Box<Playing>>,
    ending: Option<Ending>,
}

/// A scenario under way.
#[derive(Debug)]
struct Playing {
    job: Job,
    player: Player<Simulation>,
    marks: Vec<usize>,
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
        failed && self.playing.as_ref().is_some_and(|playing| playing.job.tolerated)
    }

    /// Plays the next step; nothing if it failed, or one before it did.
    fn play_next(&mut self) -> Option<()> {
        if self.ending.is_some() {
            return None;
        }
        let Playing { job, player, marks } = self.playing.as_deref_mut()?;
        let step = usize::from(player.steps());
        let instruction = Arc::clone(job.scenario.steps.get(step)?.instruction.as_ref()?);
        let played = player.play(&instruction);
        marks.push(player.target().journal().entries().len());
        self.ending = match played {
            Ok(()) => return Some(()),
            Err(StepError::Failed(failure)) => Some(Ending::Failed { step, failure }),
            Err(StepError::Broken(error)) => Some(Ending::of(error, step + 1)),
        };
        None
    }
}

/// Who is given each record, with the place of its job.
type Told = Box<dyn FnMut(usize, Record)>;

/// The jobs, and what has come of them.
struct Board {
    jobs: Vec<Job>,
    /// Where each scenario stands: by the path of its feature, and its line.
    places: BTreeMap<Arc<str>, BTreeMap<usize, usize>>,
    /// Whether the record of a job was handed over.
    done: Vec<bool>,
    told: Told,
    stop: Arc<AtomicBool>,
    broken: Option<String>,
}

impl Board {
    fn new(jobs: Vec<Job>, told: Told, stop: Arc<AtomicBool>) -> Self {
        let mut places: BTreeMap<Arc<str>, BTreeMap<usize, usize>> = BTreeMap::new();
        for (position, job) in jobs.iter().enumerate() {
            if job.scenario.is_playable() {
                let path = Arc::clone(&job.scenario.path);
                places.entry(path).or_default().insert(job.scenario.line, position);
            }
        }
        let done = vec![false; jobs.len()];
        Self { jobs, places, done, told, stop, broken: None }
    }

    /// Hands over a record, and keeps in mind that it was.
    fn hand_over(&mut self, position: usize, record: Record) {
        if let Some(done) = self.done.get_mut(position) {
            *done = true;
        }
        (self.told)(position, record);
    }

    /// Hands over what cannot be played: nothing has to be waited for.
    fn tell_unplayable(&mut self) {
        let unplayable =
            self.jobs.iter().enumerate().filter(|(_, job)| !job.scenario.is_playable());
        let unplayable: Vec<(usize, Job)> =
            unplayable.map(|(position, job)| (position, job.clone())).collect();
        for (position, job) in unplayable {
            self.hand_over(position, Record::of(job, Journal::default(), 0, Ending::NotPlayed));
        }
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
        // What is left when somebody ends the run is set up with nothing to play, and so is not reached.
        let goes_on = !self.stop.load(Ordering::Relaxed);
        let position = self.position(feature, scenario).filter(|_| goes_on);
        let job = position.and_then(|position| self.jobs.get(position));
        bench.playing = job.map(|job| {
            let simulation = Simulation::new(Arc::clone(&job.policy), job.seed);
            let marks = Vec::with_capacity(job.scenario.steps.len());
            let player = Player::new(simulation, job.seed);
            Box::new(Playing { job: job.clone(), player, marks })
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
        let Some(playing) = bench.playing.take() else { return };
        let Playing { job, mut player, marks } = *playing;
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
        let record = Record { job, journal, steps_played, ending, marks };
        self.hand_over(position, record);
    }

    /// Hands over what is left: a record that says that it was not played.
    fn finish(&mut self) {
        let jobs = std::mem::take(&mut self.jobs);
        let done = std::mem::take(&mut self.done);
        for ((position, job), _) in jobs.into_iter().enumerate().zip(done).filter(|(_, done)| !done)
        {
            let ending = match &self.broken {
                Some(broken) => Ending::Broken(broken.clone()),
                None => Ending::NotReached,
            };
            self.hand_over(position, Record::of(job, Journal::default(), 0, ending));
        }
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
