//! The batch player and the cucumber runner play the same thing.

#[path = "support/bundled.rs"]
mod bundled;
mod support;

use bundled::play_bundled;
use passgate::run::{Job, play_in_bulk};

/// Every bundled scenario, under several seeds: the same ending, steps and journal from both.
#[test]
fn both_players_come_to_the_same_journals() {
    for seed in [2015, 1, 7] {
        let from_cucumber = play_bundled(seed);
        let jobs: Vec<Job> = from_cucumber.iter().map(|record| record.job.clone()).collect();
        let from_batch = play_in_bulk(jobs);
        assert_eq!(from_cucumber.len(), from_batch.len());
        for (cucumber, batch) in from_cucumber.iter().zip(&from_batch) {
            let name = &cucumber.job.scenario.name;
            assert_eq!(cucumber.ending, batch.ending, "{name}");
            assert_eq!(cucumber.steps_played, batch.steps_played, "{name}");
            assert_eq!(cucumber.journal.digest(), batch.journal.digest(), "{name}");
            assert_eq!(cucumber.journal, batch.journal, "{name}");
        }
    }
}

/// …and where a scenario fails, too.
#[test]
fn both_players_fail_at_the_same_step() {
    let changed = support::policy_text(support::INTUNE).replace("length: 8", "length: 7");
    let policy = passgate::policy::Policy::parse("changed.yaml", &changed).map(std::sync::Arc::new);
    let policies = [policy.ok(), Some(support::policy("intune-2015-10"))];
    let policies: Vec<_> = policies.into_iter().flatten().collect();
    let from_cucumber = support::play(&bundled::features(), &policies, 2015);
    let jobs: Vec<Job> = from_cucumber.iter().map(|record| record.job.clone()).collect();
    let from_batch = play_in_bulk(jobs);
    let endings = |records: &[passgate::run::Record]| -> Vec<_> {
        records.iter().map(|record| record.ending.clone()).collect()
    };
    assert_eq!(endings(&from_cucumber), endings(&from_batch));
    let failed = from_batch
        .iter()
        .filter(|record| matches!(record.ending, passgate::run::Ending::Failed { .. }));
    assert!(failed.count() >= 2);
}
