//! `passgate run`: plays, judges, tells.

use std::sync::Arc;

use crate::cli::Exit;
use crate::cli::args::RunArgs;
use crate::cli::error::CliError;
use crate::cli::library::snapshot_path;
use crate::cli::output::Output;
use crate::cli::plays::prepare;
use crate::cli::snapshots::{self, Comparison};
use crate::conformance::{Judgement, Tally, Verdict, judge_run_with};
use crate::report::{self, Closing};
use crate::run::Record;

/// How many scenarios that do not conform are told in full.
const TOLD_MAX: usize = 20;

/// How many more are named.
const NAMED_MAX: usize = 100;

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
    let mut judgement = judge_run_with(&records, &waivers);
    tell_failures(&judgement, args.play.seed, output);
    let whole = complete && judgement.count(Verdict::NotReached) == 0;
    if !whole {
        judgement.tallies.iter_mut().for_each(Tally::leave_out_unreached);
    }
    for tally in judgement.tallies.iter().filter(|tally| !tally.behaviour.is_empty()) {
        output.write(&format!("\n{}", report::behaviour_table(tally, output.width())));
        output.write(&format!("\n{}", report::visibility_table(tally, output.width())));
    }
    let comparison = whole
        .then(|| snapshots::compare(snapshots::tables(&judgement), output.paint()))
        .transpose()
        .map_err(CliError::input)?;
    let sound = judgement.conforms();
    if let Some(comparison) = &comparison {
        snapshots::settle_all(&comparison.unchanged);
        tell_changes(comparison, sound, output);
    }
    let changed = comparison.as_ref().is_some_and(|comparison| !comparison.changed.is_empty());
    let closing = Closing {
        snapshot: in_words(comparison.as_ref(), sound),
        timing: args.timings.then(|| format!("{:.2} s", started.elapsed().as_secs_f64())),
        conforms: sound && !changed,
    };
    output.write(&format!("\n{}", report::summary(&judgement, closing, output.paint())));
    Ok(exit(&judgement, changed))
}

/// Tells the scenarios that do not conform, those that are waived, and the waivers that are in the way.
pub(super) fn tell_failures(judgement: &Judgement<'_>, seed: u64, output: &Output) {
    tell_failing(judgement, seed, output);
    tell_waived(judgement, output);
    for lapse in &judgement.lapses {
        output.write(&format!("\n{}", report::lapse(lapse, output.paint())));
    }
}

/// Tells the first scenarios that do not conform and why, more of them by name, the rest as a number.
fn tell_failing(judgement: &Judgement<'_>, seed: u64, output: &Output) {
    let is_told =
        |verdict| !matches!(verdict, Verdict::Conforms | Verdict::Waived | Verdict::NotReached);
    let told = || judgement.verdicts.iter().filter(|(_, verdict)| is_told(*verdict));
    for (record, verdict) in told().take(TOLD_MAX) {
        tell_failure(record, *verdict, seed, output);
    }
    let more = told().count().saturating_sub(TOLD_MAX);
    if more == 0 {
        return;
    }
    output.write(&format!("\n{more} more do not conform; name one as FILE:LINE to be told why\n"));
    for (record, verdict) in told().skip(TOLD_MAX).take(NAMED_MAX) {
        output.write(&report::title(&record.job.scenario, *verdict, output.paint()));
    }
    if more > NAMED_MAX {
        output.write(&format!("… and {} more\n", more - NAMED_MAX));
    }
}

/// Tells the first scenarios that are waived and why they may be, the rest as a number.
fn tell_waived(judgement: &Judgement<'_>, output: &Output) {
    let waived = || judgement.verdicts.iter().filter(|(_, verdict)| *verdict == Verdict::Waived);
    for (record, _) in waived().take(TOLD_MAX) {
        if let Some(waiver) = judgement.waivers.waiver_of(&record.job.scenario) {
            output.write(&format!("\n{}", report::waived(record, waiver, output.paint())));
        }
    }
    let more = waived().count().saturating_sub(TOLD_MAX);
    if more > 0 {
        output.write(&format!("\n{more} more are waived\n"));
    }
}

fn tell_failure(record: &Record, verdict: Verdict, seed: u64, output: &Output) {
    let scenario = &record.job.scenario;
    if let Some(text) = report::failure(record, verdict, seed, output.paint()) {
        output.write(&format!("\n{text}"));
        return;
    }
    output.write(&format!("\n{}", report::title(scenario, verdict, output.paint())));
    for (position, problem) in scenario.problems.iter().enumerate() {
        let gap = if position > 0 { "\n" } else { "" };
        output.write(&format!("{gap}{}", output.rendered(problem, output.paint())));
    }
}

/// Tells how the tables differ from the approved ones. Where everything else is well, puts the new ones beside
/// them: the tables of scenarios that fail are not there to be accepted.
fn tell_changes(comparison: &Comparison, sound: bool, output: &Output) {
    for (table, difference) in &comparison.changed {
        let path = snapshot_path(&table.name);
        let title = format!("✘ {} differs from what was approved", path.display());
        output.write(&format!("\n{}\n{difference}", output.paint().bad(&title)));
        if sound && let Err(error) = snapshots::put_beside(table) {
            output.diagnose(&error);
        }
    }
    if !comparison.changed.is_empty() && sound {
        output.write("  accept it with `passgate approve`\n");
    } else if !comparison.changed.is_empty() {
        output.write("  `passgate approve` accepts it once every scenario conforms\n");
    }
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
