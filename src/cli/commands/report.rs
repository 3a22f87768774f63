//! `passgate report`: tells a run that was recorded, in any form and without playing anything.

use crate::cli::args::reading::ReportArgs;
use crate::cli::commands::run::exit;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::formats::Outputs;
use crate::cli::output::terminal::Output;
use crate::cli::project::recordings;
use crate::report::results::Results;

/// Reads recordings, puts the shards of a run together, and tells what came of it. The exit code is the run's own.
pub(crate) fn report(args: &ReportArgs, output: &Output) -> Result<Exit, CliError> {
    let outputs = Outputs::plan(&args.telling)?;
    let baseline = recordings::baseline(args.telling.baseline.as_deref())?;
    let recording = recordings::load(&args.records)?;
    let mut results = Results::of(&recording);
    if let Some(baseline) = &baseline {
        results = results.since(baseline);
    }
    outputs.report_again(&results, output)?;
    Ok(exit(&recording, args.fail_on_flaky))
}
