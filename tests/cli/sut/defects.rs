//! Every seeded defect over the pipe is caught by the scenarios that catch it in process.

use std::sync::Arc;

use passgate::internals::language::Scenario;
use passgate::internals::run::{self, Ending, Job, Options, run_batch};
use passgate::internals::simulation::Defect;
use passgate::internals::sut::{CommandLine, SutFactory, SystemPool, SystemSetup, TimeLimits};

use crate::bundled::{features, policies};
use crate::support;
use crate::sut::PASSGATE;

fn jobs() -> Vec<Job> {
    let policies = policies();
    let scenarios = support::read(&features(), &policies);
    let job = |scenario: Arc<Scenario>| {
        let name = scenario.policy.clone().unwrap();
        let policy = policies.iter().find(|policy| policy.id == name).unwrap();
        Job::new(scenario, Arc::clone(policy), 2015)
    };
    scenarios.into_iter().map(job).collect()
}

fn start(defect: &str) -> Arc<SystemPool> {
    let words = [PASSGATE, "sut", "serve", "--defect", defect];
    let command = CommandLine {
        words: words.map(str::to_owned).to_vec(),
        folder: Some(support::root().into()),
    };
    SystemPool::start(SystemSetup {
        entry: None,
        command,
        limits: TimeLimits::default(),
        time_scale: 1,
        patience: std::time::Duration::from_secs(60),
        seed: 2015,
        transcript: None,
        stop: Arc::default(),
    })
    .unwrap()
}

#[test]
fn each_seeded_defect_is_caught_by_the_same_scenarios_as_in_process() {
    let all = jobs();
    let mut caught_count = 0;
    for defect in Defect::all() {
        let mut inside = all.clone();
        inside.iter_mut().for_each(|job| job.sut = SutFactory::Defective(defect));
        let records = run_batch(inside, &());
        let is_caught = |ending: &Ending| matches!(ending, Ending::Failed { .. });
        let caught = records.iter().filter(|record| is_caught(&record.ending));
        let mut outside: Vec<Job> = caught.map(|record| record.job.clone()).collect();
        if outside.is_empty() {
            continue;
        }
        let pool = start(defect.name());
        outside.iter_mut().for_each(|job| job.sut = SutFactory::Process(Arc::clone(&pool)));
        for record in run::run(outside, Options::at_once(2)) {
            caught_count += 1;
            let name = &record.job.scenario.name;
            assert!(is_caught(&record.ending), "{}: {name}: {:?}", defect.name(), record.ending);
        }
        pool.shut_down();
    }
    assert!(caught_count > 150, "only {caught_count} failures were compared");
}

/// What cannot be seen from outside is no failure, and what can is none of the right simulation.
#[test]
fn a_defect_that_no_one_can_see_fails_no_other_scenario() {
    let defect = Defect::from_name("second-reset-accepted").unwrap();
    let all = jobs();
    let with = |sut: SutFactory| {
        let mut jobs = all.clone();
        jobs.iter_mut().for_each(|job| job.sut = sut.clone());
        jobs
    };
    let inside = run_batch(with(SutFactory::Defective(defect)), &());
    let pool = start(defect.name());
    let outside = run::run(with(SutFactory::Process(Arc::clone(&pool))), Options::at_once(2));
    for (inside, outside) in inside.iter().zip(&outside) {
        let name = &inside.job.scenario.name;
        let passes = [inside, outside].map(|record| record.ending == Ending::Passed);
        assert_eq!(passes[0], passes[1], "{name}: {:?} and {:?}", inside.ending, outside.ending);
    }
}
