//! `passgate run`: plays, judges, tells.

use crate::cli::args::run::RunArgs;
use crate::cli::commands::execute::Watch;
use crate::cli::commands::watch;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::formats::Outputs;
use crate::cli::output::terminal::Output;
use crate::cli::project::plan::prepare;
use crate::cli::project::{last_failed, recordings, snapshots};
use crate::conformance::verdict::Verdict;
use crate::recording::tables::{NotCompared, TableComparison};
use crate::recording::text::RecordingLine;
use crate::recording::whole::Recording;
use crate::report::results::Results;

/// Plays what was selected and tells what came of it.
pub(crate) fn run(args: &RunArgs, output: &Output) -> Result<Exit, CliError> {
    if args.watch {
        return watch::watch(args, output);
    }
    played(args, output).map(|(exit, _)| exit)
}

/// The same, and the run itself.
pub(crate) fn played(args: &RunArgs, output: &Output) -> Result<(Exit, Recording), CliError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "`--timings` is asked for by the person who reads it"
    )]
    let started = std::time::Instant::now();
    let outputs = Outputs::plan(&args.telling)?;
    let baseline = recordings::baseline(args.telling.baseline.as_deref())?;
    let prepared = prepare(args)?;
    let watch = Watch {
        live: outputs.live(),
        recorder: outputs.recorder().map_err(CliError::input)?,
        retries: args.retry,
        cache: None,
    };
    let mut played = prepared.run(watch, output);
    let mut footer = played.footer(TableComparison::NotCompared(NotCompared::PartOfTheScenarios));
    played.recording.footer = Some(footer.clone());
    footer.tables = compared(&played.recording, output)?;
    footer.took =
        args.timings.then(|| u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX));
    let recorded = played.recorder.take().map_or(Ok(()), |mut recorder| {
        recorder.write(RecordingLine::Footer(&footer));
        recorder.finish()
    });
    played.recording.footer = Some(footer);
    let mut results = Results::of(&played.recording);
    if let Some(baseline) = &baseline {
        results = results.since(baseline);
    }
    outputs.tell(&results, output)?;
    recorded.map_err(CliError::input)?;
    last_failed::keep(&played.recording).map_err(CliError::input)?;
    let exit = exit(&played.recording, args.fail_on_flaky);
    Ok((exit, played.recording))
}

/// How the tables of the run compare with the approved ones. If everything else is well, writes new ones beside
/// them: the tables of scenarios that fail are not to be accepted.
pub(crate) fn compared(
    recording: &Recording,
    output: &Output,
) -> Result<TableComparison, CliError> {
    if !recording.is_whole() {
        return Ok(TableComparison::NotCompared(NotCompared::PartOfTheScenarios));
    }
    let tables = snapshots::tables(&recording.tallies());
    let comparison = snapshots::compare(tables).map_err(CliError::input)?;
    snapshots::accept_all(&comparison.unchanged);
    if recording.is_sound() {
        for (table, _) in &comparison.changed {
            if let Err(error) = snapshots::put_beside(table) {
                output.diagnose(error);
            }
        }
    }
    Ok(TableComparison::Compared(comparison.recorded()))
}

/// The exit code that tells the worst of it.
pub(crate) fn exit(recording: &Recording, fail_on_flaky: bool) -> Exit {
    let interrupted = recording.footer.as_ref().is_some_and(|footer| footer.interrupted);
    if recording.worst() == Verdict::Error {
        Exit::Harness
    } else if interrupted {
        Exit::Interrupted
    } else if recording.conforms() && !(fail_on_flaky && recording.count(Verdict::Flaky) > 0) {
        Exit::Conforms
    } else if recording.is_one_shard() && recording.is_sound() && !fail_on_flaky {
        // What the other shards came to is for whoever puts them together.
        Exit::Conforms
    } else {
        Exit::DoesNotConform
    }
}
