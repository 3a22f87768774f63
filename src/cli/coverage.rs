//! `passgate coverage`: which expectation bears each clause, and whether it falls when something is broken.

use crate::cli::Exit;
use crate::cli::args::SuiteArgs;
use crate::cli::error::CliError;
use crate::cli::output::Output;
use crate::cli::suites::suites;
use crate::conformance;
use crate::recording::ClauseNote;
use crate::report;
use crate::run::Record;

/// Tells what the scenarios of every policy that is asked for cover, and notes what holds each clause.
pub(super) fn coverage(
    args: &SuiteArgs,
    uncovered_max: usize,
    output: &Output,
) -> Result<(Exit, Vec<ClauseNote>), CliError> {
    let (mut worst, mut notes) = (Exit::Conforms, Vec::new());
    for (position, suite) in suites(args)?.into_iter().enumerate() {
        if let Some(exit) = suite.tell_baseline(args.seed, output) {
            return Ok((exit, notes));
        }
        let breaks = conformance::breaks(&suite.policy, &suite.scenarios, args.seed);
        let records: Vec<&Record> = suite.records.iter().collect();
        let coverage = conformance::coverage(&suite.policy, &records, &breaks);
        notes.extend(ClauseNote::all(&coverage));
        let gap = if position == 0 { "" } else { "\n" };
        output.write(&format!("{gap}{}", report::coverage_table(&coverage, output.width())));
        if !coverage.is_complete(uncovered_max) {
            worst = Exit::DoesNotConform;
        }
    }
    Ok((worst, notes))
}
