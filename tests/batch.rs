//! The batch runner and the cucumber runner do the same thing, and nothing breaks under faults.

#[path = "support/bundled.rs"]
mod bundled;
mod support;

use std::sync::Arc;

use bundled::run_bundled;
use passgate::internals::policy::Policy;
use passgate::internals::run::{Job, Plan, Swept, run_batch, sweep};
use passgate::internals::simulation::Profile;

/// Every bundled scenario, under several seeds: the same ending, steps and journal from both.
#[test]
fn both_runners_write_the_same_journals() {
    for seed in [2015, 1, 7] {
        let from_cucumber = run_bundled(seed);
        let jobs: Vec<Job> = from_cucumber.iter().map(|record| record.job.clone()).collect();
        let from_batch = run_batch(jobs, &());
        assert_eq!(from_cucumber.len(), from_batch.len());
        for (cucumber, batch) in from_cucumber.iter().zip(&from_batch) {
            let name = &cucumber.job.scenario.name;
            assert_eq!(cucumber.ending, batch.ending, "{name}");
            assert_eq!(cucumber.steps_run, batch.steps_run, "{name}");
            assert_eq!(cucumber.journal.digest(), batch.journal.digest(), "{name}");
            assert_eq!(cucumber.journal, batch.journal, "{name}");
        }
    }
}

/// …and where a scenario fails, too.
#[test]
fn both_runners_fail_at_the_same_step() {
    let changed = support::policy_text(support::INTUNE).replace("length: 8", "length: 7");
    let policy = passgate::internals::policy::Policy::parse("changed.yaml", &changed)
        .map(std::sync::Arc::new);
    let policies = [policy.ok(), Some(support::policy("intune-2015-10"))];
    let policies: Vec<_> = policies.into_iter().flatten().collect();
    let mut features = bundled::features();
    features.retain(|(path, _)| path.starts_with("features/intune-2015-1"));
    let from_cucumber = support::run(&features, &policies, 2015);
    let jobs: Vec<Job> = from_cucumber.iter().map(|record| record.job.clone()).collect();
    let from_batch = run_batch(jobs, &());
    let endings = |records: &[passgate::internals::run::Record]| -> Vec<_> {
        records.iter().map(|record| record.ending.clone()).collect()
    };
    assert_eq!(endings(&from_cucumber), endings(&from_batch));
    let failed = from_batch
        .iter()
        .filter(|record| matches!(record.ending, passgate::internals::run::Ending::Failed { .. }));
    assert!(failed.count() >= 2);
}

fn plans() -> Vec<(Plan, Arc<Policy>)> {
    let policies = bundled::policies();
    let scenarios = support::read(&bundled::features(), &policies);
    let policy_of = |name: Option<&str>| {
        let name = name.unwrap_or(support::INTUNE);
        policies.iter().find(|policy| &*policy.id == name).map(Arc::clone)
    };
    scenarios
        .iter()
        .filter_map(|scenario| Some((Plan::new(scenario)?, policy_of(scenario.policy.as_deref())?)))
        .collect()
}

fn findings(swept: &Swept) -> Vec<String> {
    swept
        .found
        .values()
        .map(|found| format!("{}: {:?}", found.trial.plan.scenario.name, found.finding))
        .collect()
}

#[test]
fn benign_faults_break_no_scenario() {
    let swept = sweep(&plans(), 0..60, Profile::Benign);
    assert!(swept.faults > 1000, "{} faults", swept.faults);
    assert_eq!(findings(&swept), Vec::<String>::new());
}

#[test]
fn hostile_faults_break_no_invariant() {
    let swept = sweep(&plans(), 0..60, Profile::Hostile);
    assert!(swept.faults > 1000, "{} faults", swept.faults);
    assert_eq!(findings(&swept), Vec::<String>::new());
}
