//! A scenario that did not hold, told so that somebody can act on it.

use crate::conformance::Verdict;
use crate::language::Scenario;
use crate::report::{Paint, timeline};
use crate::run::{Ending, Record};

/// How many of the last events a failure tells.
const EVENTS: usize = 8;

/// Why a scenario fails: what was expected, what was seen by whom where, what had happened, which
/// clause it touches, and the line that replays it. Nothing for a scenario that holds.
pub fn failure(record: &Record, verdict: Verdict, run_seed: u64, paint: Paint) -> Option<String> {
    let scenario = &record.job.scenario;
    let mut text = title(scenario, verdict, paint);
    match &record.ending {
        Ending::Failed { step, failure } => {
            if let Some(step) = scenario.steps.get(*step) {
                text += &format!("    {} {}\n", step.keyword.trim(), step.text);
            }
            text += &format!("      expected  {}\n", paint.good(&failure.expected));
            text += &format!("      seen      {}\n", paint.bad(&failure.seen));
        }
        Ending::Broken(reason) => {
            text += &format!("    passgate itself broke: {reason}\n");
        }
        Ending::Held | Ending::NotPlayed | Ending::NotReached => return None,
    }
    let events = timeline(&record.journal, &record.job.policy, EVENTS, 6);
    if !events.is_empty() {
        text += &format!("\n{events}");
    }
    for id in scenario.clauses.iter() {
        if let Some(clause) = record.job.policy.clause(id) {
            text += &format!("    clause   {id}: {} ({})\n", clause.statement, clause.evidence);
        }
    }
    text += &format!("    replay   {}\n", replay(record, run_seed));
    Some(text)
}

/// `✘ The name of the scenario          features/…:12`, padded so that places line up.
pub fn title(scenario: &Scenario, verdict: Verdict, paint: Paint) -> String {
    let name = &scenario.name;
    let padding = 50_usize.saturating_sub(name.chars().count());
    let place = format!("{}:{}", scenario.path, scenario.line);
    let what = if verdict == Verdict::Fails { String::new() } else { format!("  {verdict}") };
    let mark = if verdict == Verdict::Waived { "~".to_owned() } else { paint.bad("✘") };
    format!("{mark} {name}{:padding$}  {}{what}\n", "", paint.faint(&place))
}

fn replay(record: &Record, run_seed: u64) -> String {
    let scenario = &record.job.scenario;
    let policy = match &scenario.policy {
        Some(tagged) if **tagged == *record.job.policy.id => String::new(),
        Some(_) | None => format!(" --policy {}", record.job.policy.id),
    };
    format!("passgate run {}:{}{policy} --seed {run_seed}", scenario.path, scenario.line)
}
