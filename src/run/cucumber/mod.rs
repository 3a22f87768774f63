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

use crate::journal::Journal;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::catalogue::sentence::{SentenceId, SentenceKind};
use crate::run::cucumber_form::{cucumber_feature, cucumber_scenario, pattern};
use crate::run::execution::Execution;
use crate::run::record::{Ending, Job, Record};

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
    // One thread is enough: no step ever waits here. What an outside system does is waited for on threads of its own.
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
    if world.is_outside() {
        return async {
            world.run_next_elsewhere().await;
            world.report_failure();
        }
        .boxed_local();
    }
    if let Some(execution) = &mut world.execution {
        execution.run_next();
    }
    if world.has_failed() {
        return async { world.report_failure() }.boxed_local();
    }
    ready()
}

/// What cucumber hands from step to step. It moves it often, so the large part is behind a pointer.
#[derive(Default)]
struct CucumberWorld {
    execution: Option<Box<Execution>>,
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
    /// Whether what a step waits for is another process.
    fn is_outside(&self) -> bool {
        self.execution.as_ref().is_some_and(|execution| execution.job.sut.pool().is_some())
    }

    /// Runs the next step on a thread that may wait, so that the waits of several scenarios overlap.
    async fn run_next_elsewhere(&mut self) {
        let Some(mut execution) = self.execution.take() else { return };
        let done = tokio::task::spawn_blocking(move || {
            execution.run_next();
            execution
        });
        // Without the thread there is no execution, and so no record of the scenario: it was not reached.
        self.execution = done.await.ok();
    }

    /// Whether cucumber is to know that the scenario has ended early. The steps of a scenario whose failure is tolerated do
    /// nothing any more, and so do those of one that is unsupported.
    fn has_failed(&self) -> bool {
        let Some(execution) = &self.execution else { return true };
        match execution.ending() {
            None | Some(Ending::Unsupported { .. }) => false,
            Some(Ending::Failed { .. }) => !execution.job.tolerated,
            Some(
                Ending::Passed
                | Ending::NotRun
                | Ending::NotReached
                | Ending::Error { .. }
                | Ending::Broken(_),
            ) => true,
        }
    }

    fn report_failure(&self) {
        if self.has_failed() {
            // Cucumber knows a failed step only by its unwinding. Resuming one prints nothing.
            std::panic::resume_unwind(Box::new("the step failed"));
        }
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
        let given_up = self.jobs.first().is_some_and(|job| job.sut.has_given_up());
        self.failed && self.options.fail_fast || self.is_stopped() || given_up
    }

    /// Hands over a record, and remembers that it was.
    fn hand_over(&mut self, position: usize, record: Record) {
        if let Some(done) = self.done.get_mut(position) {
            *done = true;
        }
        let is_open = matches!(record.ending, Ending::Passed | Ending::Unsupported { .. });
        self.failed |= !is_open && !record.job.tolerated;
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
        // What is left when the run is over is set up with nothing to run, and so is not reached.
        let job = self.jobs.get(scenario.position.line);
        let job = job.filter(|job| !self.is_stopped() && !job.sut.has_given_up());
        world.execution = job.map(|job| Box::new(Execution::begin(job.clone())));
    }

    fn is_stopped(&self) -> bool {
        self.options.stop.load(Ordering::Relaxed)
    }

    fn take_down(
        &mut self,
        scenario: &gherkin::Scenario,
        finished: &ScenarioFinished,
        world: Option<&mut CucumberWorld>,
    ) {
        let Some(world) = world else { return };
        let Some(execution) = world.execution.take() else { return };
        let (run, all) = (execution.steps_run(), execution.job.scenario.steps.len());
        let stopped = match finished {
            ScenarioFinished::StepPassed if run == all => None,
            ScenarioFinished::StepPassed
            | ScenarioFinished::StepSkipped
            | ScenarioFinished::StepFailed(..)
            | ScenarioFinished::BeforeHookFailed(_) => {
                Some(Ending::Broken(format!("cucumber ran {run} of {all} steps and stopped")))
            }
        };
        self.hand_over(scenario.position.line, execution.finish(stopped));
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

#[cfg(test)]
mod tests;
