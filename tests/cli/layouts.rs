//! The tables in terminals of several widths.

use passgate::internals::conformance::judge_run;
use passgate::internals::report::{Width, behaviour_table, policy_table, visibility_table};

use crate::bundled::run_bundled;
use crate::folder::approved;
use crate::support::{INTUNE, policy};

#[test]
fn the_tables_in_narrow_terminals_are_as_approved() {
    let records = run_bundled(2015);
    let judgement = judge_run(&records);
    let tally = judgement.tallies.iter().find(|tally| &*tally.policy.id == INTUNE).unwrap();
    let policy = policy(INTUNE);
    for columns in [60, 80, 100, 120] {
        let width = Width::Columns(columns);
        let text = behaviour_table(tally, width)
            + &visibility_table(tally, width)
            + &policy_table(&policy, width);
        approved(&format!("tables-in-{columns}-columns"), &text);
        // Titles and notes are broken by the terminal; no table is.
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= columns.max(72), "{widest} of {columns} columns");
    }
}

#[test]
fn a_wide_terminal_gets_what_a_file_gets() {
    let records = run_bundled(2015);
    for tally in &judge_run(&records).tallies {
        let wide = Width::Columns(400);
        assert_eq!(behaviour_table(tally, wide), behaviour_table(tally, Width::Unbounded));
        assert_eq!(visibility_table(tally, wide), visibility_table(tally, Width::Unbounded));
    }
}
