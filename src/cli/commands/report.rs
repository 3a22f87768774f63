//! `passgate report`: reports a recorded run in any format, without running anything.

use crate::cli::args::recorded::ReportArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::formats::ReportOutputs;
use crate::cli::output::terminal::Output;
use crate::cli::project::input_paths::InputPaths;
use crate::cli::project::recordings;
use crate::cli::project::root::SuiteRoot;
use crate::cli::project::snapshots::compare_run;
use crate::recording::tables::{NotCompared, TableComparison};
use crate::recording::whole::Recording;
use crate::report::results::Results;

/// Compares the tables of shards that were put together with the approved ones, as the whole run would have done: no
/// shard has them all.
fn compare_shards(recording: &mut Recording, output: &Output) -> Exit {
    let in_shards = TableComparison::NotCompared(NotCompared::RunInShards);
    if recording.footer.as_ref().is_some_and(|footer| footer.tables == in_shards)
        && recording.is_whole()
    {
        let (tables, compared) = compare_run(recording, &SuiteRoot::here(), output);
        recording.footer.iter_mut().for_each(|footer| footer.tables = tables.clone());
        return compared;
    }
    Exit::Conforms
}

/// Reads recordings, merges the shards of a run, and reports the results. The exit code is that of the run.
pub(crate) fn report(args: &ReportArgs, output: &Output) -> Result<Exit, CliError> {
    let outputs = ReportOutputs::plan(&args.reporting)?;
    outputs.check_inputs(&InputPaths::of_recordings(&args.records, &args.reporting))?;
    let baseline = recordings::baseline(args.reporting.baseline.as_deref(), output)?;
    let mut recording = recordings::load(&args.records, output)?;
    let compared = compare_shards(&mut recording, output);
    let mut results = args.reporting.label(Results::of(&recording));
    if let Some(baseline) = &baseline {
        results = results.since(baseline);
    }
    let reported = outputs.report(&results, output).worst(compared);
    Ok(Exit::from(recording.conclusion(args.fail_on_flaky)).worst(reported))
}
