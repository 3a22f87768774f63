//! `passgate approve`: accepts the tables of a run as the new snapshots.

use crate::cli::args::run::{ApproveArgs, RunArgs};
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, NotApproved};
use crate::cli::output::terminal::Output;
use crate::cli::project::execution::ExecutionOptions;
use crate::cli::project::selection::select;
use crate::cli::project::snapshots;
use crate::recording::tables::{NotCompared, TableComparison};
use crate::report;
use crate::report::format::{Live, Look};
use crate::report::results::Results;

/// Runs everything and approves its tables, unless something does not conform.
///
/// What is waived does not prevent that: the tables show it.
pub(crate) fn approve(args: ApproveArgs, output: &Output) -> Result<Exit, CliError> {
    let everything = RunArgs { sut: args.sut, ..RunArgs::of_everything(args.run) };
    let selected = select(&everything, output)?;
    let root = selected.root.clone();
    let options = ExecutionOptions { live: Live::Marks, ..ExecutionOptions::default() };
    let mut run = selected.execute(options, output);
    let footer = run.footer(TableComparison::NotCompared(NotCompared::Approval));
    run.recording.footer = Some(footer);
    let results = Results::of(&run.recording);
    let exit = Exit::from(run.recording.conclusion(false));
    if exit != Exit::Conforms {
        let look = Look { paint: output.paint(), width: output.width() };
        output.write_lines(&report::format::pretty::failures(&results, look));
        output.write(&format!("\n{}", report::summary::summary(&results, output.paint())));
        output.diagnose(NotApproved);
        return Ok(exit);
    }
    let tables = snapshots::tables(&results.tallies, run.recording.header.system.as_ref());
    let comparison = snapshots::compare(tables, false, &root).map_err(CliError::input)?;
    let changed = comparison.changed.iter().map(|(table, _)| table);
    snapshots::approve(changed.chain(&comparison.missing), &root).map_err(CliError::input)?;
    comparison.unchanged.iter().for_each(|table| snapshots::remove_pending(table, &root));
    for (table, difference) in &comparison.changed {
        let path = root.snapshot_path(&table.name);
        let difference = report::snapshot::difference(difference, output.paint());
        output.write(&format!("\nchanged  {}\n{difference}", path.display()));
    }
    for table in &comparison.missing {
        output.write(&format!("new      {}\n", root.snapshot_path(&table.name).display()));
    }
    let approved = comparison.changed.len() + comparison.missing.len();
    output.write(&format!("{approved} approved, {} unchanged\n", comparison.unchanged.len()));
    Ok(Exit::Conforms)
}
