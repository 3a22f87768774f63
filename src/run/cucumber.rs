//! Runs scenarios through cucumber: its parser, command line and writer are replaced by ours.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cucumber::event::ScenarioFinished;
use cucumber::step::{Collection, Context};
use cucumber::{Cucumber, Event, Parser, Writer, cli, event, gherkin, parser, runner};
use futures::future::LocalBoxFuture;
use futures::{FutureExt as _, stream};

use crate::journal::{Extent, Journal};
use crate::language::catalogue::compiled::Catalogue;
use crate::language::catalogue::sentence::{SentenceId, SentenceKind};
use crate::run::cucumber_form::{cucumber_feature, cucumber_scenario, pattern};
use crate::run::executor::{Executor, StepError};
use crate::run::record::{Ending, Job, Record};
use crate::sut::SystemUnderTest;

/// How many scenarios cucumber is given at a time: it looks through all that wait whenever one ends, and keeps each
/// until its run is over, so a few hundred cost the least time and memory.
const PORTION: usize = 256;

/// How scenarios are run.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many scenarios may be under way at once.
    pub jobs: usize,
    /// Whether the first failure ends the run.
    pub fail_fast: bool,
    /// A flag that ends the run as soon as it is raised.
    pub stop: Arc<AtomicBool>,
}

impl Options {
    /// Everything is run, with this many scenarios under way at once.
    pub fn at_once(jobs: usize) -> Self {
        Self { jobs, fail_fast: false, stop: Arc::default() }
    }
}

/// Runs the jobs and keeps what happened: the records come back in the order of the jobs.
pub fn run(jobs: Vec<Job>, options: Options) -> Vec<Record> {
    let records: Rc<RefCell<Vec<(usize, Record)>>> = Rc::default();
    let kept = Rc::clone(&records);
    run_each(jobs, options, move |position, record| {
        kept.borrow_mut().push((position, record));
    });
    let mut records = records.take();
    records.sort_by_key(|(position, _)| *position);
    records.into_iter().map(|(_, record)| record).collect()
}

/// Runs the jobs and hands over the record of each as it ends, with the position of its job; at the end also those
/// of what could not be run or was not reached.
pub(crate) fn run_each(
    jobs: Vec<Job>,
    options: Options,
    receive: impl FnMut(usize, Record) + 'static,
) {
    let steps = steps(&jobs);
    let mut queue = JobQueue::new(jobs, Box::new(receive), options);
    queue.report_not_runnable();
    let waiting = queue.runnable();
    let queue = Rc::new(RefCell::new(queue));
    // One thread is enough: no step ever waits.
    match tokio::runtime::Builder::new_current_thread().build() {
        Ok(runtime) => {
            for portion in waiting.chunks(PORTION) {
                if queue.borrow().is_over() {
                    break;
                }
                runtime.block_on(run_portion(portion, steps.clone(), &queue));
            }
        }
        Err(error) => queue.borrow_mut().broken = Some(error.to_string()),
    }
    queue.borrow_mut().finish();
}

/// Runs the jobs at these positions.
async fn run_portion(
    positions: &[usize],
    steps: Collection<CucumberWorld>,
    queue: &Rc<RefCell<JobQueue>>,
) {
    let features = queue.borrow().features(positions);
    let (before, after) = (Rc::clone(queue), Rc::clone(queue));
    let mut runner = runner::Basic::default()
        .max_concurrent_scenarios(queue.borrow().options.jobs)
        .steps(steps)
        .before(move |_, _, scenario, world: &mut CucumberWorld| {
            before.borrow().set_up(scenario, world);
            ready()
        })
        .after(move |_, _, scenario, finished, world| {
            after.borrow_mut().take_down(scenario, finished, world);
            ready()
        });
    if queue.borrow().options.fail_fast {
        runner = runner.fail_fast();
    }
    Cucumber::<_, _, _, _, _, cli::Empty>::custom(NullParser, runner, NullWriter)
        .with_cli(cli::Opts::<_, _, _, cli::Empty>::default())
        .run(features)
        .await;
}

fn ready<'a>() -> LocalBoxFuture<'a, ()> {
    std::future::ready(()).boxed_local()
}

/// Every sentence that the jobs say, bound to its keywords. All of them run the scenario's next step.
///
/// Cucumber tries every one of them on every step, so the rest of the catalogue would only cost time.
fn steps(jobs: &[Job]) -> Collection<CucumberWorld> {
    let said: BTreeSet<SentenceId> =
        jobs.iter().flat_map(|job| &job.scenario.steps).filter_map(|step| step.sentence).collect();
    let mut inputs = Collection::new();
    for sentence in said.into_iter().filter_map(|id| Catalogue::bundled().sentence(id)) {
        let Some(pattern) = pattern(sentence.id()) else { continue };
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
#[derive(Default)]
struct CucumberWorld {
    execute: Option<Box<Execution>>,
    ending: Option<Ending>,
}

/// A scenario under way.
struct Execution {
    job: Job,
    executor: Executor<Box<dyn SystemUnderTest>>,
    marks: Vec<Extent>,
}

/// Cucumber asks for it and prints none: what a scenario holds is for the records.
impl std::fmt::Debug for CucumberWorld {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CucumberWorld").finish_non_exhaustive()
    }
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

    /// Runs the next step; nothing if it failed, or one before it did.
    fn run_next(&mut self) -> Option<()> {
        if self.ending.is_some() {
            return None;
        }
        let Execution { job, executor, marks } = self.execute.as_deref_mut()?;
        let step = usize::from(executor.steps());
        let instruction = Arc::clone(job.scenario.steps.get(step)?.instruction.as_ref()?);
        let result = executor.run(&instruction);
        marks.push(executor.extent());
        self.ending = match result {
            Ok(()) => return Some(()),
            Err(StepError::Failed(failure)) => Some(Ending::Failed { step, failure }),
            Err(StepError::Broken(error)) => Some(Ending::of(error, step + 1)),
        };
        None
    }
}

/// What is given each record, with the position of its job.
type Receiver = Box<dyn FnMut(usize, Record)>;

/// The jobs, and their results.
struct JobQueue {
    jobs: Vec<Job>,
    /// Whether the record of a job was handed over.
    done: Vec<bool>,
    receive: Receiver,
    options: Options,
    /// Whether a failure has ended the run.
    failed: bool,
    broken: Option<String>,
}

impl JobQueue {
    fn new(jobs: Vec<Job>, receive: Receiver, options: Options) -> Self {
        let done = vec![false; jobs.len()];
        Self { jobs, done, receive, options, failed: false, broken: None }
    }

    /// Whether nothing more is to be started.
    fn is_over(&self) -> bool {
        self.failed && self.options.fail_fast || self.options.stop.load(Ordering::Relaxed)
    }

    /// Hands over a record, and remembers that it was.
    fn hand_over(&mut self, position: usize, record: Record) {
        if let Some(done) = self.done.get_mut(position) {
            *done = true;
        }
        self.failed |= record.ending != Ending::Passed && !record.job.tolerated;
        (self.receive)(position, record);
    }

    /// Hands over what cannot be run: nothing has to be waited for.
    fn report_not_runnable(&mut self) {
        let not_runnable: Vec<(usize, Job)> = self
            .jobs
            .iter()
            .enumerate()
            .filter(|(_, job)| !job.scenario.is_runnable())
            .map(|(position, job)| (position, job.clone()))
            .collect();
        for (position, job) in not_runnable {
            self.hand_over(position, Record::of(job, Journal::default(), 0, Ending::NotRun));
        }
        self.failed = false;
    }

    /// The positions of what can be run. If the first failure ends the run, that is only what comes before the
    /// first scenario that cannot be run: it is a failure like any other.
    fn runnable(&self) -> Vec<usize> {
        self.jobs
            .iter()
            .enumerate()
            .take_while(|(_, job)| job.scenario.is_runnable() || !self.options.fail_fast)
            .filter(|(_, job)| job.scenario.is_runnable())
            .map(|(position, _)| position)
            .collect()
    }

    /// The jobs at these positions in the form in which cucumber runs them: a feature for each file.
    fn features(&self, positions: &[usize]) -> Vec<gherkin::Feature> {
        let mut features: Vec<gherkin::Feature> = Vec::new();
        let mut path = None;
        for (position, job) in positions.iter().filter_map(|at| Some((*at, self.jobs.get(*at)?))) {
            if path != Some(&job.scenario.path) {
                path = Some(&job.scenario.path);
                features.push(cucumber_feature(&job.scenario));
            }
            if let Some(feature) = features.last_mut() {
                feature.scenarios.push(cucumber_scenario(&job.scenario, position));
            }
        }
        features
    }

    fn set_up(&self, scenario: &gherkin::Scenario, world: &mut CucumberWorld) {
        // What is left when the run is interrupted is set up with nothing to run, and so is not reached.
        let goes_on = !self.options.stop.load(Ordering::Relaxed);
        let job = self.jobs.get(scenario.position.line).filter(|_| goes_on);
        world.execute = job.map(|job| {
            let sut = job.sut.begin(&job.policy, job.seed);
            let marks = Vec::with_capacity(job.scenario.steps.len());
            let executor = Executor::new(sut, &job.policy, job.seed);
            Box::new(Execution { job: job.clone(), executor, marks })
        });
    }

    fn take_down(
        &mut self,
        scenario: &gherkin::Scenario,
        finished: &ScenarioFinished,
        world: Option<&mut CucumberWorld>,
    ) {
        let Some(world) = world else { return };
        let Some(execute) = world.execute.take() else { return };
        let Execution { job, mut executor, marks } = *execute;
        let steps_run = usize::from(executor.steps());
        let ending = world.ending.take().unwrap_or_else(|| {
            let complete = steps_run == job.scenario.steps.len();
            match finished {
                ScenarioFinished::StepPassed if complete => Ending::Passed,
                ScenarioFinished::StepPassed
                | ScenarioFinished::StepSkipped
                | ScenarioFinished::StepFailed(..)
                | ScenarioFinished::BeforeHookFailed(_) => Ending::Broken(format!(
                    "cucumber ran {steps_run} of {} steps and stopped",
                    job.scenario.steps.len()
                )),
            }
        });
        let journal = executor.take_journal();
        let record = Record { job, journal, steps_run, ending, marks };
        self.hand_over(scenario.position.line, record);
    }

    /// Hands over what is left: a record that says that it was not run.
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
struct NullParser;

impl Parser<Vec<gherkin::Feature>> for NullParser {
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
