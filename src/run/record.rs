//! What is kept of a scenario that was run, or could not be.

use std::sync::Arc;

use crate::journal::{Extent, Journal};
use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;
use crate::run::failure::Failure;
use crate::simulation::random_stream::Seed;
use crate::sut::SutError;
use crate::sut::factory::SutFactory;

/// A scenario, the policy it is run under, and the seed it is run with.
#[derive(Clone, Debug)]
pub struct Job {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Its policy.
    pub policy: Arc<Policy>,
    /// Its own seed, derived from the run's.
    pub seed: Seed,
    /// What it is run on.
    pub sut: SutFactory,
    /// Whether its failure is tolerated, so that it does not end a run that ends at the first failure.
    pub tolerated: bool,
    /// Whether the scenario is a bundled one, which is found only if it is asked for.
    pub bundled: bool,
}

impl Job {
    /// The job of running `scenario` under `policy` in a run with `seed`.
    pub fn new(scenario: Arc<Scenario>, policy: Arc<Policy>, seed: u64) -> Self {
        let example = scenario.example.unwrap_or_default();
        let seed = Seed::of_scenario(seed, &scenario.path, &scenario.name, example);
        let sut = SutFactory::default();
        Self { scenario, policy, seed, sut, tolerated: false, bundled: false }
    }
}

/// A scenario with what happened when it was run.
#[derive(Clone, Debug)]
pub struct Record {
    /// What was to be run.
    pub job: Job,
    /// What happened.
    pub journal: Journal,
    /// How many of its steps were run, the failed one included.
    pub steps_run: usize,
    /// How it ended.
    pub ending: Ending,
    /// How far the journal was after each step that was run; empty where no one asks.
    pub marks: Vec<Extent>,
    /// The texts that the system said and that the policy does not have: their numbers follow those of the policy's.
    pub texts: Vec<Arc<str>>,
    /// The end of what the system wrote to standard error.
    pub stderr: Option<String>,
}

impl Record {
    /// A record of which no one asks how far each step went.
    pub(crate) const fn of(job: Job, journal: Journal, steps_run: usize, ending: Ending) -> Self {
        let marks = Vec::new();
        Self { job, journal, steps_run, ending, marks, texts: Vec::new(), stderr: None }
    }
}

impl Ending {
    /// How a scenario ends whose system under test cannot go on, at the last of the steps that were run.
    pub(crate) fn of(error: SutError, steps_run: usize) -> Self {
        let step = steps_run.saturating_sub(1);
        match error {
            SutError::Unsupported { what } => Self::Unsupported { step, what },
            SutError::Interrupted => Self::NotReached,
            SutError::BrokenPromise { .. }
            | SutError::Reported { .. }
            | SutError::Lost { .. }
            | SutError::Violation { .. } => Self::Error { step, what: error.to_string() },
            breach @ SutError::Breach(_) => Self::Broken(breach.to_string()),
        }
    }
}

/// How a scenario ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Every step did what its sentence says.
    Passed,
    /// A step did not.
    Failed {
        /// Which one, counted from zero.
        step: usize,
        /// Why.
        failure: Failure,
    },
    /// It was not run, because of the problems its scenario lists.
    NotRun,
    /// It was selected, but the run ended before its turn.
    NotReached,
    /// The system under test cannot do what a step asks for.
    Unsupported {
        /// Which step, counted from zero.
        step: usize,
        /// What it cannot do.
        what: String,
    },
    /// The system under test was lost, violated the protocol, or could not do what it declares.
    Error {
        /// At which step, counted from zero.
        step: usize,
        /// What happened.
        what: String,
    },
    /// The harness itself broke.
    Broken(String),
}
