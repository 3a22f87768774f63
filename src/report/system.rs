//! An outside system in a report: who it is, what it declares, how far it conforms, and what could not be tried.

use crate::conformance::level::Level;
use crate::recording::support::{Support, SupportedShare};
use crate::recording::system_note::{ProfileNote, SystemNote};
use crate::report::results::Results;

/// How many things that are missing a line names.
const NAMED_MAX: usize = 6;

/// What there is to say of the system, a name and a text a line; nothing if the run was made on the simulation.
pub(crate) fn system_facts(results: &Results<'_>) -> Vec<(&'static str, String)> {
    let Some((system, support)) = results.recording.header.system.as_ref().zip(results.support())
    else {
        return Vec::new();
    };
    let mut facts = vec![
        ("system", identity(system)),
        ("declares", declares(system)),
        ("level", level(support)),
    ];
    if let Some(profile) = &system.profile {
        facts.push(("profile", held_to(profile, results)));
    }
    for (name, part, what) in [
        ("scenarios", &support.scenarios, "scenarios"),
        ("clauses", &support.clauses, "clauses"),
        ("cells", &support.cells, "cells of the tables"),
    ] {
        let SupportedShare { all, unsupported, .. } = part;
        let mut text = format!("{unsupported} of {all} {what} unsupported");
        if name == "clauses" {
            let Support { clauses_verified, clauses_failed, .. } = support;
            text = format!(
                "{clauses_verified} of {all} verified, {clauses_failed} failed, {unsupported} unsupported"
            );
        }
        if !part.missing.is_empty() {
            text += &format!(": {}", missing(part));
        }
        facts.push((name, text));
    }
    facts
}

/// The same as lines: `level      partial: …`
pub(crate) fn system_lines(results: &Results<'_>) -> Vec<String> {
    let facts = system_facts(results);
    facts.into_iter().map(|(name, text)| format!("{name:<9}  {text}")).collect()
}

/// `contoso-mdm 4.2.1: partial`, for the last line of a run.
pub(crate) fn level_in_brief(results: &Results<'_>) -> Option<String> {
    let system = results.recording.header.system.as_ref()?;
    Some(format!("{}: {}", system.in_words(), results.support()?.level))
}

/// `contoso-mdm 4.2.1, by Contoso · python3`
fn identity(system: &SystemNote) -> String {
    let vendor = system.vendor.as_ref().map_or_else(String::new, |it| format!(", by {it}"));
    let entry = system.entry.as_ref().map_or_else(String::new, |it| format!("{it}: "));
    format!("{}{vendor} · {entry}{}", system.in_words(), system.command)
}

fn declares(system: &SystemNote) -> String {
    system.declares.join(" · ")
}

fn level(support: &Support) -> String {
    let why = match support.level {
        Level::Conforms => "all that it is held to was shown",
        Level::Partial => "something that it is held to could not be tried",
        Level::Fails => "something was not as the policy requires",
        Level::CannotSay => "something could not be judged, or nothing could be tried",
    };
    format!("{}: {why}", support.level)
}

fn held_to(profile: &ProfileNote, results: &Results<'_>) -> String {
    let unverified = results.recording.unverified_of_profile(&results.tallies);
    let (name, all) = (&profile.name, profile.clauses.len());
    let verified = all.saturating_sub(unverified.len());
    let rest = match unverified.as_slice() {
        [] => String::new(),
        some => format!("; not shown: {}", some.join(", ")),
    };
    format!("{name}: {verified} of its {all} clauses shown{rest}")
}

/// `8 need the portal · 2 need waits 60 minutes (patience 60 s)`, the most frequent first.
pub(crate) fn missing(part: &SupportedShare) -> String {
    let mut needs: Vec<(&String, &usize)> = part.missing.iter().collect();
    needs.sort_by(|one, other| other.1.cmp(one.1).then_with(|| one.0.cmp(other.0)));
    let more = needs.len().saturating_sub(NAMED_MAX);
    let named = needs.iter().take(NAMED_MAX).map(|(need, count)| {
        let verb = if **count == 1 { "needs" } else { "need" };
        format!("{count} {verb} {need}")
    });
    let mut parts: Vec<String> = named.collect();
    if more > 0 {
        parts.push(format!("and {more} more"));
    }
    parts.join(" · ")
}
