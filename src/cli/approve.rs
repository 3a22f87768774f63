//! `passgate approve`: accepts what a run found.

use std::sync::Arc;

use crate::cli::Exit;
use crate::cli::args::ApproveArgs;
use crate::cli::error::{CliError, NotApproved};
use crate::cli::output::Output;
use crate::cli::plays::{everything, prepare};
use crate::cli::run::{exit, tell_failures};
use crate::cli::{library, snapshots};
use crate::conformance::judge_run_with;
use crate::report;

/// Plays everything and keeps its tables as the approved ones, unless something does not conform.
///
/// What is waived does not stand in the way: the tables say so themselves.
pub(super) fn approve(args: ApproveArgs, output: &Output) -> Result<Exit, CliError> {
    let seed = args.play.seed;
    let prepared = prepare(&everything(args.play))?;
    let waivers = Arc::clone(&prepared.waivers);
    let records = prepared.play(output);
    let judgement = judge_run_with(&records, &waivers);
    let found = exit(&judgement, false);
    if found != Exit::Conforms {
        tell_failures(&judgement, seed, output);
        output.write(&format!(
            "\n{}",
            report::summary(&judgement, "nothing approved", None, output.paint())
        ));
        output.diagnose(&NotApproved);
        return Ok(found);
    }
    let comparison = snapshots::compare(snapshots::tables(&judgement), output.paint())
        .map_err(CliError::input)?;
    for (table, difference) in &comparison.changed {
        snapshots::keep(table).map_err(CliError::input)?;
        let path = library::snapshot_path(&table.name);
        output.write(&format!("\nchanged  {}\n{difference}", path.display()));
    }
    for table in &comparison.missing {
        snapshots::keep(table).map_err(CliError::input)?;
        output.write(&format!("new      {}\n", library::snapshot_path(&table.name).display()));
    }
    let kept = comparison.changed.len() + comparison.missing.len();
    output.write(&format!("{kept} approved, {} unchanged\n", comparison.unchanged));
    Ok(Exit::Conforms)
}
