//! `passgate run`: plays, judges, tells.

use std::sync::Arc;

use crate::cli::Exit;
use crate::cli::args::RunArgs;
use crate::cli::error::CliError;
use crate::cli::output::Output;
use crate::cli::plays::prepare;
use crate::cli::snapshots::{self, Comparison};
use crate::conformance::{Judgement, Verdict, judge_run_with};
use crate::report;

/// Plays what was selected and tells what came of it.
pub(super) fn run(args: &RunArgs, output: &Output) -> Result<Exit, CliError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "`--timings` is asked for by the person who reads it"
    )]
    let started = std::time::Instant::now();
    let prepared = prepare(args)?;
    let complete = prepared.complete;
    let waivers = Arc::clone(&prepared.waivers);
    let records = prepared.play(output);
    let judgement = judge_run_with(&records, &waivers);
    tell_failures(&judgement, args.play.seed, output);
    for tally in &judgement.tallies {
        output.write(&format!("\n{}", report::behaviour_table(tally, output.width())));
        output.write(&format!("\n{}", report::visibility_table(tally, output.width())));
    }
    let whole = complete && judgement.count(Verdict::NotReached) == 0;
    let comparison = whole
        .then(|| snapshots::compare(snapshots::tables(&judgement), output.paint()))
        .transpose()
        .map_err(CliError::input)?;
    if let Some(comparison) = &comparison {
        tell_changes(comparison, output);
    }
    let timing = args.timings.then(|| format!("{:.2} s", started.elapsed().as_secs_f64()));
    let snapshot = in_words(comparison.as_ref());
    let summary = report::summary(&judgement, &snapshot, timing.as_deref(), output.paint());
    output.write(&format!("\n{summary}"));
    let changed = comparison.is_some_and(|comparison| !comparison.changed.is_empty());
    Ok(exit(&judgement, changed))
}

/// Tells every scenario that does not conform, and why, and every waiver that is in the way.
pub(super) fn tell_failures(judgement: &Judgement<'_>, seed: u64, output: &Output) {
    for (record, verdict) in &judgement.verdicts {
        let scenario = &record.job.scenario;
        let waiver = judgement.waivers.waiver_of(scenario);
        if let Some(waiver) = waiver.filter(|_| *verdict == Verdict::Waived) {
            output.write(&format!("\n{}", report::waived(record, waiver, output.paint())));
        } else if *verdict == Verdict::Undefined {
            output.write(&format!("\n{}", report::not_played(scenario, output.paint())));
            for problem in &scenario.problems {
                output.write(&output.rendered(problem));
            }
        } else if let Some(text) = report::failure(record, *verdict, seed, output.paint()) {
            output.write(&format!("\n{text}"));
        }
    }
    for lapse in &judgement.lapses {
        output.write(&format!("\n{}", report::lapse(lapse, output.paint())));
    }
}

/// Tells how the tables differ from the approved ones, and puts the new ones beside them.
fn tell_changes(comparison: &Comparison, output: &Output) {
    for (table, difference) in &comparison.changed {
        let path = crate::cli::library::snapshot_path(&table.name);
        let title = format!("✘ {} differs from what was approved", path.display());
        output.write(&format!("\n{}\n{difference}", output.paint().bad(&title)));
        if let Err(error) = snapshots::put_beside(table) {
            output.diagnose(&error);
        }
    }
    if !comparison.changed.is_empty() {
        output.write("  accept it with `passgate approve`\n");
    }
}

fn in_words(comparison: Option<&Comparison>) -> String {
    let Some(comparison) = comparison else {
        return "snapshot not compared: not everything was played".to_owned();
    };
    let (changed, missing) = (comparison.changed.len(), comparison.missing.len());
    if changed > 0 {
        "snapshot differs".to_owned()
    } else if missing > 0 && comparison.unchanged == 0 {
        "no snapshot yet: `passgate approve` makes one".to_owned()
    } else if missing > 0 {
        format!("snapshot unchanged, {missing} not approved yet")
    } else {
        "snapshot unchanged".to_owned()
    }
}

/// The exit code that tells the worst of it.
pub(super) fn exit(judgement: &Judgement<'_>, snapshot_changed: bool) -> Exit {
    match judgement.worst() {
        Verdict::Error => Exit::Harness,
        Verdict::Fails | Verdict::Undefined | Verdict::NotReached => Exit::DoesNotConform,
        Verdict::Conforms | Verdict::Waived if snapshot_changed || !judgement.conforms() => {
            Exit::DoesNotConform
        }
        Verdict::Conforms | Verdict::Waived => Exit::Conforms,
    }
}
