//! What is run, what is not, and when a run is over.

use super::*;
use crate::domain::instant::Instant;
use crate::domain::span::Span;
use crate::language::scenario::Scenario;
use crate::language::scenarios_of_tests::scenarios;
use crate::policy::samples::plain;
use crate::run::failure::Failure;

/// Jobs that pass, fail and cannot be run, in this order.
fn jobs() -> Vec<Job> {
    let text = "\
Scenario: It passes
  Given a Digits device managed by Plain joint
  When the clerk resets the passcode in the desk
  Then the clerk sees a new numeric passcode in the desk

Scenario: It fails
  Given a Digits device managed by Plain joint
  Then the clerk sees a new numeric passcode in the desk
  And the device says nothing

Scenario: It cannot be run
  Given a device that no sentence is about

Scenario: It passes too
  Given a Digits device managed by Plain joint
  Then the device says nothing
";
    let policy = plain();
    let job = |scenario: Arc<Scenario>| Job::new(scenario, Arc::clone(&policy), 1);
    scenarios(&policy, text).into_iter().map(job).collect()
}

fn options(fail_fast: bool) -> Options {
    Options { fail_fast, ..Options::at_once(1) }
}

/// A queue that gives its records to no one.
fn queue(jobs: Vec<Job>, options: Options) -> JobQueue {
    JobQueue::new(jobs, Box::new(|_, _| {}), options)
}

fn record(job: &Job, ending: Ending) -> Record {
    Record::of(job.clone(), Journal::default(), 0, ending)
}

fn failed() -> Ending {
    let failure = Failure::no_answer(Span::from_minutes(1));
    Ending::Failed { step: 0, failure }
}

#[test]
fn only_a_failure_that_is_not_tolerated_ends_a_run_and_only_if_that_was_asked_for() {
    let what = "clocks".to_owned();
    for (ending, is_failure) in [
        (Ending::Passed, false),
        (Ending::Unsupported { step: 0, what: what.clone() }, false),
        (failed(), true),
        (Ending::Error { step: 0, what }, true),
        (Ending::Broken("it broke".to_owned()), true),
    ] {
        for (fail_fast, tolerated) in [(true, false), (true, true), (false, false)] {
            let mut jobs = jobs();
            jobs[0].tolerated = tolerated;
            let record = record(&jobs[0], ending.clone());
            let mut queue = queue(jobs, options(fail_fast));
            assert!(!queue.is_over());
            queue.hand_over(0, record);
            let ends = is_failure && fail_fast && !tolerated;
            assert_eq!(queue.is_over(), ends, "{ending:?}, {fail_fast}, {tolerated}");
        }
    }
}

#[test]
fn a_failure_is_not_forgotten_when_something_passes() {
    let jobs = jobs();
    let records = [failed(), Ending::Passed].map(|ending| record(&jobs[0], ending));
    let mut queue = queue(jobs, options(true));
    records.into_iter().enumerate().for_each(|(at, record)| queue.hand_over(at, record));
    assert!(queue.is_over());
}

#[test]
fn a_run_is_over_when_it_is_stopped() {
    let options = options(false);
    let stop = Arc::clone(&options.stop);
    let queue = queue(jobs(), options);
    assert!(!queue.is_over());
    stop.store(true, Ordering::Relaxed);
    assert!(queue.is_over());
}

#[test]
fn what_cannot_be_run_is_a_failure_only_where_the_first_one_ends_the_run() {
    assert_eq!(queue(jobs(), options(false)).runnable(), [0, 1, 3]);
    assert_eq!(queue(jobs(), options(true)).runnable(), [0, 1]);
    // It is handed over at once; what comes before it is run all the same.
    let mut queue = queue(jobs(), options(true));
    queue.report_not_runnable();
    assert!(!queue.is_over());
    assert_eq!(queue.done, [false, false, true, false]);
}

/// How each job ends.
fn endings(jobs: Vec<Job>, options: Options) -> Vec<&'static str> {
    let in_words = |record: Record| match record.ending {
        Ending::Passed => "passed",
        Ending::Failed { .. } => "failed",
        Ending::NotRun => "not run",
        Ending::NotReached => "not reached",
        Ending::Unsupported { .. } | Ending::Error { .. } | Ending::Broken(_) => "broken",
    };
    run(jobs, options).into_iter().map(in_words).collect()
}

#[test]
fn every_job_has_its_record_in_its_place() {
    assert_eq!(endings(jobs(), options(false)), ["passed", "failed", "not run", "passed"]);
    assert_eq!(endings(jobs(), options(true)), ["passed", "failed", "not run", "not reached"]);
    let mut tolerant = jobs();
    tolerant[1].tolerated = true;
    tolerant.remove(2);
    assert_eq!(endings(tolerant, options(true)), ["passed", "failed", "passed"]);
    let stopped = options(false);
    stopped.stop.store(true, Ordering::Relaxed);
    let not_reached = ["not reached", "not reached", "not run", "not reached"];
    assert_eq!(endings(jobs(), stopped), not_reached);
}

#[test]
fn a_record_says_how_far_its_scenario_went() {
    let records = run(jobs(), options(false));
    let steps: Vec<usize> = records.iter().map(|record| record.steps_run).collect();
    assert_eq!(steps, [3, 2, 0, 2]);
    let ends: Vec<Option<Instant>> = records
        .iter()
        .map(|record| record.journal.observations.last().map(|observed| observed.at))
        .collect();
    assert!(ends[0] > ends[1] && ends[2].is_none(), "{ends:?}");
}

#[test]
fn a_failure_ends_the_run_before_the_next_portion_begins() {
    let jobs = jobs();
    let failing = std::iter::once(jobs[1].clone());
    let many = failing.chain(std::iter::repeat_n(jobs[3].clone(), PORTION)).collect();
    let endings = endings(many, options(true));
    assert_eq!((endings[0], endings[PORTION]), ("failed", "not reached"));
}
