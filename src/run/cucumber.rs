//! Plays scenarios through cucumber: its parser, command line and writer are replaced by ours.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cucumber::event::ScenarioFinished;
use cucumber::step::{Collection, Context};
use cucumber::{Cucumber, Event, Parser, Writer, cli, event, gherkin, parser, runner};
use futures::future::LocalBoxFuture;
use futures::{FutureExt as _, stream};

use crate::journal::Journal;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::catalogue::sentence::{SentenceId, SentenceKind};
use crate::run::executor::{Executor, StepError};
use crate::run::record::{Ending, Job, Record};
use crate::simulation::Simulation;

/// A feature in the form in which cucumber plays it.
pub type Runnable = gherkin::Feature;

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
pub fn run(runnable: Vec<Runnable>, jobs: Vec<Job>, options: Options) -> Vec<Record> {
    let records: Rc<RefCell<Vec<(usize, Record)>>> = Rc::default();
    let kept = Rc::clone(&records);
    run_each(runnable, jobs, options, move |position, record| {
        kept.borrow_mut().push((position, record));
    });
    let mut records = records.take();
    records.sort_by_key(|(position, _)| *position);
    records.into_iter().map(|(_, record)| record).collect()
}

/// Plays the jobs, each a scenario of one of the features, and hands over the record of each as it ends, with the
/// place of its job; in the end also those of what could not be played or was not reached.
///
/// `runnable` are the features in cucumber's form; what no job names is left out.
pub(crate) fn run_each(
    runnable: Vec<Runnable>,
    jobs: Vec<Job>,
    options: Options,
    told: impl FnMut(usize, Record) + 'static,
) {
    let steps = steps(&jobs);
    let mut queue = JobQueue::new(jobs, Box::new(told), Arc::clone(&options.stop));
    queue.report_not_runnable();
    if options.fail_fast {
        queue.end_at_the_first_unplayable();
    }
    let queue = Rc::new(RefCell::new(queue));
    let (before, after, chosen) = (Rc::clone(&queue), Rc::clone(&queue), Rc::clone(&queue));
    let mut runner = runner::Basic::default()
        .max_concurrent_scenarios(options.jobs)
        .steps(steps)
        .before(move |feature, _, scenario, world: &mut CucumberWorld| {
            before.borrow().set_up(feature, scenario, world);
            ready()
        })
        .after(move |feature, _, scenario, finished, world| {
            after.borrow_mut().take_down(feature, scenario, finished, world);
            ready()
        });
    if options.fail_fast {
        runner = runner.fail_fast();
    }
    let run = Cucumber::<_, _, _, _, _, cli::Empty>::custom(Given, runner, NullWriter)
        .with_cli(cli::Opts::<_, _, _, cli::Empty>::default())
        .filter_run(runnable, move |feature, _, scenario| {
            chosen.borrow().position(feature, scenario).is_some()
        });
    // One thread is enough: no step ever waits.
    match tokio::runtime::Builder::new_current_thread().build() {
        Ok(runtime) => drop(runtime.block_on(run)),
        Err(error) => queue.borrow_mut().broken = Some(error.to_string()),
    }
    queue.borrow_mut().finish();
}

fn ready<'a>() -> LocalBoxFuture<'a, ()> {
    std::future::ready(()).boxed_local()
}

/// Every sentence that the jobs say, bound to its keywords. What a sentence means was worked out when
/// its scenario was read, so all of them play the bench's next step.
///
/// Cucumber tries every one of them on every step, so the rest of the catalogue would only cost time.
fn steps(jobs: &[Job]) -> Collection<CucumberWorld> {
    let said: BTreeSet<SentenceId> =
        jobs.iter().flat_map(|job| &job.scenario.steps).filter_map(|step| step.sentence).collect();
    let mut inputs = Collection::new();
    for sentence in said.into_iter().filter_map(|id| Catalogue::bundled().sentence(id)) {
        let pattern = sentence.regex().clone();
        inputs = match sentence.sentence().kind {
            SentenceKind::Act => {
                inputs.given(None, pattern.clone(), run_step).when(None, pattern, run_step)
            }
            SentenceKind::Check => inputs.then(None, pattern, run_step),
        };
    }
    inputs
}

fn run_step(world: &mut CucumberWorld, _: Context) -> LocalBoxFuture<'_, ()> {
    if world.run_next().is_none() && !world.is_tolerated() {
        // Cucumber knows a failed step only by its unwinding. Resuming one prints nothing.
        return async { std::panic::resume_unwind(Box::new("the step failed")) }.boxed_local();
    }
    ready()
}

/// What cucumber hands from step to step. It moves it often, so the large part is behind a pointer.
#[derive(Debug, Default)]
struct CucumberWorld {
    execute: Option<Box<Execution>>,
    ending: Option<Ending>,
}

/// A scenario under way.
#[derive(Debug)]
struct Execution {
    job: Job,
    executor: Executor<Simulation>,
    marks: Vec<usize>,
}

impl cucumber::World for CucumberWorld {
    type Error = std::convert::Infallible;

    async fn new() -> Result<Self, Self::Error> {
        Ok(Self::default())
    }
}

impl CucumberWorld {
    /// Whether cucumber is not to know that the scenario failed; its steps then do nothing any more.
    fn is_tolerated(&self) -> bool {
        let failed = matches!(self.ending, Some(Ending::Failed { .. }));
        failed && self.execute.as_ref().is_some_and(|execute| execute.job.tolerated)
    }

    /// Plays the next step; nothing if it failed, or one before it did.
    fn run_next(&mut self) -> Option<()> {
        if self.ending.is_some() {
            return None;
        }
        let Execution { job, executor, marks } = self.execute.as_deref_mut()?;
        let step = usize::from(executor.steps());
        let instruction = Arc::clone(job.scenario.steps.get(step)?.instruction.as_ref()?);
        let played = executor.run(&instruction);
        marks.push(executor.target().journal().entries().len());
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
struct JobQueue {
    jobs: Vec<Job>,
    /// Where each scenario stands: by the path of its feature, and its line.
    places: BTreeMap<Arc<str>, BTreeMap<usize, usize>>,
    /// Whether the record of a job was handed over.
    done: Vec<bool>,
    told: Told,
    stop: Arc<AtomicBool>,
    broken: Option<String>,
}

impl JobQueue {
    fn new(jobs: Vec<Job>, told: Told, stop: Arc<AtomicBool>) -> Self {
        let mut places: BTreeMap<Arc<str>, BTreeMap<usize, usize>> = BTreeMap::new();
        for (position, job) in jobs.iter().enumerate() {
            if job.scenario.is_runnable() {
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
    fn report_not_runnable(&mut self) {
        let unplayable =
            self.jobs.iter().enumerate().filter(|(_, job)| !job.scenario.is_runnable());
        let unplayable: Vec<(usize, Job)> =
            unplayable.map(|(position, job)| (position, job.clone())).collect();
        for (position, job) in unplayable {
            self.hand_over(position, Record::of(job, Journal::default(), 0, Ending::NotPlayed));
        }
    }

    /// Leaves out what comes after a scenario that cannot be played: it is a failure like any other.
    fn end_at_the_first_unplayable(&mut self) {
        let first = self.jobs.iter().position(|job| !job.scenario.is_runnable());
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

    fn set_up(
        &self,
        feature: &gherkin::Feature,
        scenario: &gherkin::Scenario,
        world: &mut CucumberWorld,
    ) {
        // What is left when somebody ends the run is set up with nothing to play, and so is not reached.
        let goes_on = !self.stop.load(Ordering::Relaxed);
        let position = self.position(feature, scenario).filter(|_| goes_on);
        let job = position.and_then(|position| self.jobs.get(position));
        world.execute = job.map(|job| {
            let simulation = Simulation::new(Arc::clone(&job.policy), job.seed);
            let marks = Vec::with_capacity(job.scenario.steps.len());
            let executor = Executor::new(simulation, job.seed);
            Box::new(Execution { job: job.clone(), executor, marks })
        });
    }

    fn take_down(
        &mut self,
        feature: &gherkin::Feature,
        scenario: &gherkin::Scenario,
        finished: &ScenarioFinished,
        world: Option<&mut CucumberWorld>,
    ) {
        let Some(position) = self.position(feature, scenario) else { return };
        let Some(world) = world else { return };
        let Some(execute) = world.execute.take() else { return };
        let Execution { job, mut executor, marks } = *execute;
        let steps_run = usize::from(executor.steps());
        let ending = world.ending.take().unwrap_or_else(|| {
            let complete = steps_run == job.scenario.steps.len();
            match finished {
                ScenarioFinished::StepPassed if complete => Ending::Held,
                ScenarioFinished::StepPassed
                | ScenarioFinished::StepSkipped
                | ScenarioFinished::StepFailed(..)
                | ScenarioFinished::BeforeHookFailed(_) => Ending::Broken(format!(
                    "cucumber played {steps_run} of {} steps and stopped",
                    job.scenario.steps.len()
                )),
            }
        });
        let journal = std::mem::take(executor.target().journal());
        let record = Record { job, journal, steps_run, ending, marks };
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
struct NullWriter;

// It writes nothing, so it writes nothing out of order.
impl cucumber::writer::Normalized for NullWriter {}

impl Writer<CucumberWorld> for NullWriter {
    type Cli = cli::Empty;

    async fn handle_event(
        &mut self,
        _: parser::Result<Event<event::Cucumber<CucumberWorld>>>,
        _: &cli::Empty,
    ) {
    }
}
