//! `passgate report`: tells a run that was recorded, in any form and without playing anything.

use crate::cli::args::ReportArgs;
use crate::cli::error::CliError;
use crate::cli::formats::Outputs;
use crate::cli::output::Output;
use crate::cli::run::exit;
use crate::cli::{Exit, recordings};
use crate::report::Results;

/// Reads recordings, puts the shards of a run together, and tells what came of it. The exit code is the run's own.
pub(super) fn report(args: &ReportArgs, output: &Output) -> Result<Exit, CliError> {
    let outputs = Outputs::plan(&args.telling)?;
    let baseline = recordings::baseline(args.telling.baseline.as_deref())?;
    let recording = recordings::load(&args.records)?;
    let mut results = Results::of(&recording);
    if let Some(baseline) = &baseline {
        results = results.since(baseline);
    }
    outputs.tell_again(&results, output)?;
    Ok(exit(&recording, args.fail_on_flaky))
}
