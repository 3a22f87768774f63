//! `passgate report`: reports a recorded run in any format, without running anything.

use crate::cli::args::recorded::ReportArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::formats::ReportOutputs;
use crate::cli::output::terminal::Output;
use crate::cli::project::input_paths::InputPaths;
use crate::cli::project::recordings;
use crate::report::results::Results;

/// Reads recordings, merges the shards of a run, and reports the results. The exit code is that of the run.
pub(crate) fn report(args: &ReportArgs, output: &Output) -> Result<Exit, CliError> {
    let outputs = ReportOutputs::plan(&args.reporting)?;
    outputs.check_inputs(&InputPaths::of_recordings(&args.records, &args.reporting))?;
    let baseline = recordings::baseline(args.reporting.baseline.as_deref(), output)?;
    let recording = recordings::load(&args.records, output)?;
    let mut results = Results::of(&recording);
    if let Some(baseline) = &baseline {
        results = results.since(baseline);
    }
    let reported = outputs.report(&results, output);
    Ok(Exit::from(recording.conclusion(args.fail_on_flaky)).worst(reported))
}
