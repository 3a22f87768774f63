//! `passgate run`: runs scenarios and reports whether they conform.

use crate::cli::args::run::RunArgs;
use crate::cli::commands::watch;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::formats::ReportOutputs;
use crate::cli::output::terminal::Output;
use crate::cli::project::execution::ExecutionOptions;
use crate::cli::project::selection::select_any;
use crate::cli::project::snapshots::compare_run;
use crate::cli::project::{last_failed, recordings};
use crate::recording::tables::{NotCompared, TableComparison};
use crate::recording::text::RecordingLine;
use crate::recording::whole::Recording;
use crate::report::format::Live;
use crate::report::missing::absence_lines;
use crate::report::results::Results;

/// Runs what is selected, and reports the results.
pub(crate) fn run(args: &RunArgs, output: &Output) -> Result<Exit, CliError> {
    if args.watch {
        return watch::watch(args, output);
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "`--timings` is asked for by the person who reads it"
    )]
    let started = std::time::Instant::now();
    let outputs = ReportOutputs::plan_run(args)?;
    let baseline = recordings::baseline(args.reporting.baseline.as_deref(), output)?;
    let mut selected = select_any(args, output)?;
    if let Some(nothing) = selected.nothing.take() {
        // Files have the features that were read, and say that the run did not reach its end.
        let mut recording = Recording::new(selected.header);
        recording.features = selected.texts;
        let results = args.reporting.label(Results::of(&recording));
        let written = outputs.write_files(&results, output);
        return Ok(written.worst(output.report_failure(Err(CliError::nothing(nothing)))));
    }
    if outputs.live() == Live::No {
        output.to_stderr(&absence_lines(&selected.header.absences));
    }
    let root = selected.root.clone();
    // A report that cannot be written prevents neither the run nor the other reports.
    let (recorder, begun) = match outputs.recorder() {
        Ok(recorder) => (recorder, Exit::Conforms),
        Err(error) => (None, output.report_failure(Err(CliError::input(error)))),
    };
    let options =
        ExecutionOptions { live: outputs.live(), recorder, retries: args.retry, cache: None };
    let mut run = selected.execute(options, output);
    let mut footer = run.footer(TableComparison::NotCompared(NotCompared::PartOfTheScenarios));
    run.recording.footer = Some(footer.clone());
    let (tables, compared) = compare_run(&run.recording, &root, output);
    footer.tables = tables;
    footer.took =
        args.timings.then(|| u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX));
    let recorded = run.recorder.take().map_or(Ok(()), |mut recorder| {
        recorder.write(RecordingLine::Footer(&footer));
        recorder.finish()
    });
    run.recording.footer = Some(footer);
    let mut results = args.reporting.label(Results::of(&run.recording));
    if let Some(baseline) = &baseline {
        results = results.since(baseline);
    }
    let reported = outputs.report_live(&results, output);
    let recorded = output.report_failure(recorded.map_err(CliError::input));
    last_failed::save(&run.recording, &root, output);
    let ended = Exit::from(run.recording.conclusion(args.fail_on_flaky));
    let lost = if run.is_system_lost { Exit::SystemLost } else { Exit::Conforms };
    Ok([begun, compared, reported, recorded, lost].into_iter().fold(ended, Exit::worst))
}
