//! `passgate coverage`: which expectation bears each clause, and whether it falls when something is broken.

use crate::cli::args::proof::SuiteArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::policy_suites::suites;
use crate::conformance;
use crate::recording::ends::ClauseNote;
use crate::report;
use crate::run::record::Record;

/// Tells what the scenarios of every policy that is asked for cover, and notes what holds each clause.
pub(crate) fn coverage(
    args: &SuiteArgs,
    uncovered_max: usize,
    output: &Output,
) -> Result<(Exit, Vec<ClauseNote>), CliError> {
    let (mut worst, mut notes) = (Exit::Conforms, Vec::new());
    for (position, suite) in suites(args)?.into_iter().enumerate() {
        if let Some(exit) = suite.report_baseline(args.seed, output) {
            return Ok((exit, notes));
        }
        let breaks = conformance::coverage::try_mutants(&suite.policy, &suite.scenarios, args.seed);
        let records: Vec<&Record> = suite.records.iter().collect();
        let coverage = conformance::coverage::coverage(&suite.policy, &records, &breaks);
        notes.extend(ClauseNote::all(&coverage));
        let gap = if position == 0 { "" } else { "\n" };
        output.write(&format!(
            "{gap}{}",
            report::coverage::coverage_table(&coverage, output.width())
        ));
        if !coverage.is_complete(uncovered_max) {
            worst = Exit::DoesNotConform;
        }
    }
    Ok((worst, notes))
}
