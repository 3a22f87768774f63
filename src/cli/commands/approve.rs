//! `passgate approve`: accepts what a run found.

use crate::cli::args::run::ApproveArgs;
use crate::cli::commands::execute::Watch;
use crate::cli::commands::run::exit;
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, NotApproved};
use crate::cli::output::terminal::Output;
use crate::cli::project::plan::{everything, prepare};
use crate::cli::project::{snapshots, suite};
use crate::recording::tables::{NotCompared, TableComparison};
use crate::report;
use crate::report::format::{Live, Look};
use crate::report::results::Results;

/// Plays everything and keeps its tables as the approved ones, unless something does not conform.
///
/// What is waived does not stand in the way: the tables say so themselves.
pub(crate) fn approve(args: ApproveArgs, output: &Output) -> Result<Exit, CliError> {
    let prepared = prepare(&everything(args.run))?;
    let mut played = prepared.run(Watch { live: Live::Marks, ..Watch::default() }, output);
    let footer = played.footer(TableComparison::NotCompared(NotCompared::Approval));
    played.recording.footer = Some(footer);
    let results = Results::of(&played.recording);
    let found = exit(&played.recording, false);
    if found != Exit::Conforms {
        let look = Look { paint: output.paint(), width: output.width() };
        output.write(&report::format::pretty::failures(&results, look));
        output.write(&format!("\n{}", report::summary::summary(&results, output.paint())));
        output.diagnose(NotApproved);
        return Ok(found);
    }
    let tables = snapshots::tables(&results.tallies);
    let comparison = snapshots::compare(tables).map_err(CliError::input)?;
    let changed = || comparison.changed.iter().map(|(table, _)| table);
    snapshots::keep(changed().chain(&comparison.missing)).map_err(CliError::input)?;
    snapshots::accept_all(&comparison.unchanged);
    for (table, difference) in &comparison.changed {
        let path = suite::snapshot_path(&table.name);
        let difference = report::snapshot::difference(difference, output.paint());
        output.write(&format!("\nchanged  {}\n{difference}", path.display()));
    }
    for table in &comparison.missing {
        output.write(&format!("new      {}\n", suite::snapshot_path(&table.name).display()));
    }
    let kept = comparison.changed.len() + comparison.missing.len();
    output.write(&format!("{kept} approved, {} unchanged\n", comparison.unchanged.len()));
    Ok(Exit::Conforms)
}
