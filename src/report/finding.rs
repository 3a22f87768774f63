//! What a sweep found: what a person needs to act on it.

use crate::document::wording::counted;
use crate::journal::Journal;
use crate::report::paint::Paint;
use crate::report::timeline::Timeline;
use crate::report::timeline_event::TimelineEvent;
use crate::run::shrink::Shrunk;
use crate::run::sweep::{SweepFinding, Swept};
use crate::simulation::fault::Profile;

/// How many lines of a timeline a finding has at most.
const LINES: usize = 24;

/// What was found, in a sentence.
pub(crate) fn found_in_words(finding: &SweepFinding) -> String {
    match finding {
        SweepFinding::Breach(breach) => format!("a broken invariant: {}", breach.invariant),
        SweepFinding::Fails { failure, .. } => {
            format!("expected {}, seen {}", failure.expected, failure.seen)
        }
    }
}

/// A finding with its smallest variant, what happened in it, and the line that replays it.
pub fn finding(shrunk: &Shrunk, journal: &Journal, replay: &str, paint: Paint) -> String {
    let trial = &shrunk.found.trial;
    let scenario = &trial.plan.scenario;
    let words = found_in_words(&shrunk.found.finding);
    let title = format!("seed {}, {}: {words}", trial.seed, trial.profile);
    let mut text = format!("{} {title}\n", paint.bad("✘"));
    text += &format!("    {}  {}:{}\n", scenario.name, scenario.path, scenario.line);
    let (faults, steps) = shrunk.from;
    text += &format!(
        "    shrunk from {} and {} to {} and {} in {}\n",
        counted(faults, "fault"),
        counted(steps, "step"),
        counted(shrunk.injected.len(), "fault"),
        counted(shrunk.steps.len(), "step"),
        counted(shrunk.trials, "trial"),
    );
    for step in shrunk.steps.iter().filter_map(|step| scenario.steps.get(*step)) {
        text += &format!("      {} {}\n", step.keyword.trim(), step.text);
    }
    if let Some(key) = &shrunk.device {
        text += &format!("      on the simplest device that shows it: {key}\n");
    }
    text += "\n";
    text += &lines(&Timeline::of(journal, &trial.policy).events);
    text += &format!("    replay   {replay}\n");
    text += &format!("    keep     {replay} --keep NAME\n");
    text
}

/// One line on what a sweep did.
pub(crate) fn swept_in_words(
    swept: &Swept,
    scenarios: usize,
    seeds: u64,
    profile: Profile,
) -> String {
    let found = match swept.found.len() {
        0 => "nothing broke".to_owned(),
        count => counted(count, "finding"),
    };
    format!(
        "{profile}: {} under {} · {} injected · {} · {found}",
        counted(scenarios, "scenario"),
        counted(seeds, "seed"),
        counted(swept.faults, "fault"),
        counted(swept.events, "event"),
    )
}

/// The last lines; what repeats itself is listed once, with the number of times.
fn lines(events: &[TimelineEvent]) -> String {
    let mut merged: Vec<(&TimelineEvent, usize)> = Vec::new();
    for event in events {
        match merged.last_mut() {
            Some((last, times))
                if last.actor == event.actor && last.user_action == event.user_action =>
            {
                *times += 1;
            }
            Some(_) | None => merged.push((event, 1)),
        }
    }
    let left_out = merged.len().saturating_sub(LINES);
    let shown = merged.get(left_out..).unwrap_or_default();
    let widest = |part: fn(&TimelineEvent) -> String| {
        shown.iter().map(|(event, _)| part(event).chars().count()).max().unwrap_or_default()
    };
    let times = widest(|event| event.at.to_string());
    let actors = widest(|event| event.actor.clone());
    let mut text = String::new();
    if left_out > 0 {
        text += &format!("      … after {}\n", counted(left_out, "earlier line"));
    }
    for (TimelineEvent { at, actor, user_action, .. }, count) in shown {
        let again = if *count > 1 { format!(" ({count} times)") } else { String::new() };
        text += &format!("      {at:>times$}  {actor:<actors$}  {user_action}{again}\n");
    }
    text
}
