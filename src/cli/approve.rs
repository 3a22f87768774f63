//! `passgate approve`: accepts what a run found.

use crate::cli::Exit;
use crate::cli::args::ApproveArgs;
use crate::cli::error::{CliError, NotApproved};
use crate::cli::output::Output;
use crate::cli::playing::Watch;
use crate::cli::plays::{everything, prepare};
use crate::cli::progress::Live;
use crate::cli::run::exit;
use crate::cli::{library, snapshots};
use crate::recording::SnapshotNote;
use crate::report::{self, Look, Results};

/// Plays everything and keeps its tables as the approved ones, unless something does not conform.
///
/// What is waived does not stand in the way: the tables say so themselves.
pub(super) fn approve(args: ApproveArgs, output: &Output) -> Result<Exit, CliError> {
    let prepared = prepare(&everything(args.play))?;
    let mut played = prepared.play(Watch { live: Live::Marks, ..Watch::default() }, output);
    let words = "nothing approved".to_owned();
    let footer = played.footer(SnapshotNote { words, ..SnapshotNote::default() });
    played.recording.footer = Some(footer);
    let results = Results::of(&played.recording);
    let found = exit(&played.recording, false);
    if found != Exit::Conforms {
        let look = Look { paint: output.paint(), width: output.width() };
        output.write(&report::failures(&results, look));
        output.write(&format!("\n{}", report::summary(&results, output.paint())));
        output.diagnose(&NotApproved);
        return Ok(found);
    }
    let tables = snapshots::tables(&results.tallies);
    let comparison = snapshots::compare(tables).map_err(CliError::input)?;
    let changed = || comparison.changed.iter().map(|(table, _)| table);
    snapshots::keep(changed().chain(&comparison.missing)).map_err(CliError::input)?;
    snapshots::settle_all(&comparison.unchanged);
    for (table, difference) in &comparison.changed {
        let path = library::snapshot_path(&table.name);
        let difference = report::repainted(difference, output.paint());
        output.write(&format!("\nchanged  {}\n{difference}", path.display()));
    }
    for table in &comparison.missing {
        output.write(&format!("new      {}\n", library::snapshot_path(&table.name).display()));
    }
    let kept = comparison.changed.len() + comparison.missing.len();
    output.write(&format!("{kept} approved, {} unchanged\n", comparison.unchanged.len()));
    Ok(Exit::Conforms)
}
