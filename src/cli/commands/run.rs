//! `passgate run`: plays, judges, tells.

use crate::cli::args::run::RunArgs;
use crate::cli::commands::execute::Watch;
use crate::cli::commands::watch;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::formats::Outputs;
use crate::cli::output::terminal::Output;
use crate::cli::project::plan::prepare_any;
use crate::cli::project::snapshots::Comparison;
use crate::cli::project::suite::snapshot_path;
use crate::cli::project::{last_failed, recordings, snapshots};
use crate::conformance::verdict::Verdict;
use crate::recording::ends::SnapshotNote;
use crate::recording::text::Line;
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
    let mut prepared = prepare_any(args)?;
    if let Some(nothing) = prepared.nothing.take() {
        // Files have the features that were read, and say that the run did not reach its end.
        let mut recording = Recording::new(prepared.header);
        recording.features = prepared.texts;
        outputs.keep(&Results::of(&recording))?;
        return Err(CliError::nothing(nothing));
    }
    let watch = Watch {
        live: outputs.live(),
        recorder: outputs.recorder().map_err(CliError::input)?,
        retries: args.retry,
        cache: None,
    };
    let mut played = prepared.run(watch, output);
    let mut footer = played.footer(SnapshotNote::default());
    played.recording.footer = Some(footer.clone());
    footer.snapshot = compared(&played.recording, output)?;
    footer.took =
        args.timings.then(|| u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX));
    let recorded = played.recorder.take().map_or(Ok(()), |mut recorder| {
        recorder.write(Line::Footer(&footer));
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

/// How the tables of the run compare with the approved ones. Where everything else is well, puts new ones beside
/// them: the tables of scenarios that fail are not there to be accepted.
pub(crate) fn compared(recording: &Recording, output: &Output) -> Result<SnapshotNote, CliError> {
    let sound = recording.is_sound();
    if !recording.is_whole() {
        return Ok(SnapshotNote { words: in_words(None, sound), ..SnapshotNote::default() });
    }
    let tables = snapshots::tables(&recording.tallies());
    let comparison = snapshots::compare(tables).map_err(CliError::input)?;
    snapshots::accept_all(&comparison.unchanged);
    let mut changes = Vec::new();
    for (table, difference) in &comparison.changed {
        let path = snapshot_path(&table.name);
        changes.push(format!("✘ {} differs from what was approved\n{difference}", path.display()));
        if sound && let Err(error) = snapshots::put_beside(table) {
            output.diagnose(error);
        }
    }
    if let Some(last) = changes.last_mut() {
        *last += if sound {
            "  accept it with `passgate approve`\n"
        } else {
            "  `passgate approve` accepts it once every scenario conforms\n"
        };
    }
    let words = in_words(Some(&comparison), sound);
    Ok(SnapshotNote { words, differs: !comparison.changed.is_empty(), changes })
}

fn in_words(comparison: Option<&Comparison>, sound: bool) -> String {
    let Some(comparison) = comparison else {
        return "snapshot not compared: not everything was played".to_owned();
    };
    let (changed, missing) = (comparison.changed.len(), comparison.missing.len());
    if changed > 0 {
        "snapshot differs".to_owned()
    } else if missing > 0 && !comparison.unchanged.is_empty() {
        format!("snapshot unchanged, {missing} not approved yet")
    } else if missing > 0 && sound {
        "no snapshot yet: `passgate approve` makes one".to_owned()
    } else if missing > 0 {
        "no snapshot yet".to_owned()
    } else {
        "snapshot unchanged".to_owned()
    }
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
