//! The tables of a run are the approved ones: the same files that `passgate run` compares with.

#[path = "support/bundled.rs"]
mod bundled;
mod support;

use std::fs;

use bundled::run_bundled;
use insta::{Settings, Snapshot, assert_snapshot};
use passgate::internals::conformance::{Verdict, judge_run};
use passgate::internals::report::{Width, behaviour_table, snapshot_file, visibility_table};
use support::root;

/// The snapshots of one policy are in a folder of its name.
fn settings(policy: &str) -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots").join(policy));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn the_tables_are_the_approved_ones() {
    let records = run_bundled(2015);
    let judgement = judge_run(&records);
    assert_eq!(judgement.tallies.len(), 8);
    for tally in &judgement.tallies {
        settings(&tally.policy.id).bind(|| {
            assert_snapshot!("behaviour", behaviour_table(tally, Width::Unbounded));
            assert_snapshot!("visibility", visibility_table(tally, Width::Unbounded));
        });
    }
}

/// What is approved is a fact about the policy, so it may not depend on the seed.
#[test]
fn another_seed_gives_the_same_tables() {
    let tables = |seed| {
        let records = run_bundled(seed);
        let judgement = judge_run(&records);
        assert_eq!(judgement.worst(), Verdict::Conforms, "seed {seed}");
        let tables: Vec<String> = judgement
            .tallies
            .iter()
            .map(|tally| {
                behaviour_table(tally, Width::Unbounded)
                    + &visibility_table(tally, Width::Unbounded)
            })
            .collect();
        tables
    };
    let expected = tables(2015);
    for seed in 1..20 {
        assert_eq!(tables(seed), expected, "seed {seed}");
    }
}

#[test]
fn every_clause_is_verified_by_a_scenario_that_cites_it() {
    let records = run_bundled(2015);
    for tally in &judge_run(&records).tallies {
        let missing: Vec<&str> = tally
            .clauses
            .iter()
            .filter(|citation| citation.passing == 0)
            .map(|citation| &*citation.id)
            .collect();
        assert!(missing.is_empty(), "{}: {}", tally.policy.id, missing.join(", "));
    }
}

#[test]
fn every_platform_and_management_of_every_policy_is_run() {
    let records = run_bundled(2015);
    for tally in &judge_run(&records).tallies {
        for row in &tally.behaviour {
            assert!(row.scenario_count() > 0, "{}: {:?}", tally.policy.id, row.key);
        }
    }
}

/// `passgate approve` and `cargo insta` write the same bytes, so that neither undoes the other's work.
#[test]
fn the_files_are_as_approve_writes_them() {
    let records = run_bundled(2015);
    for tally in &judge_run(&records).tallies {
        let folder = root().join("snapshots").join(&*tally.policy.id);
        let written = fs::read_to_string(folder.join("behaviour.snap")).unwrap();
        assert_eq!(written, snapshot_file(&behaviour_table(tally, Width::Unbounded)));
    }
}

#[test]
fn insta_reads_what_passgate_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("behaviour.snap");
    fs::write(&path, snapshot_file("one\ntwo\n")).unwrap();
    let snapshot = Snapshot::from_file(&path).unwrap();
    assert_eq!(snapshot.as_text().unwrap().to_string(), "one\ntwo");
}
