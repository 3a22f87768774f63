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
use crate::report::{self, Closing};

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
        let snapshot = "nothing approved".to_owned();
        let closing = Closing { snapshot, timing: None, conforms: false };
        output.write(&format!("\n{}", report::summary(&judgement, closing, output.paint())));
        output.diagnose(&NotApproved);
        return Ok(found);
    }
    let comparison = snapshots::compare(snapshots::tables(&judgement), output.paint())
        .map_err(CliError::input)?;
    let changed = || comparison.changed.iter().map(|(table, _)| table);
    snapshots::keep(changed().chain(&comparison.missing)).map_err(CliError::input)?;
    snapshots::settle_all(&comparison.unchanged);
    for (table, difference) in &comparison.changed {
        let path = library::snapshot_path(&table.name);
        output.write(&format!("\nchanged  {}\n{difference}", path.display()));
    }
    for table in &comparison.missing {
        output.write(&format!("new      {}\n", library::snapshot_path(&table.name).display()));
    }
    let kept = comparison.changed.len() + comparison.missing.len();
    output.write(&format!("{kept} approved, {} unchanged\n", comparison.unchanged.len()));
    Ok(Exit::Conforms)
}
