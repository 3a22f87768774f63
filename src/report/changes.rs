//! What has changed from one run to another, in plain words.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::conformance::seen_reset::Sees;
use crate::conformance::verdict::Verdict;
use crate::document::wording::counted;
use crate::policy::table::ResetBefore;
use crate::recording::case::FailureCause;
use crate::recording::comparison::{
    ChangedVerdict, Changes, FoundBy, ObservedRow, RowChange, VisibleAfter,
};
use crate::report::behaviour::{changes_in_words, found_in_words};

/// How many scenarios of a kind are named.
const NAMED_MAX: usize = 50;

/// A heading and the scenarios below it.
type List<'c> = (&'static str, &'c [ChangedVerdict]);

/// The differences, row by row and scenario by scenario.
pub fn changes(changes: &Changes) -> String {
    let mut text = systems(changes).map_or_else(String::new, |line| format!("{line}\n"));
    if changes.is_empty() {
        return text + "nothing has changed\n";
    }
    for row in &changes.rows {
        text += &format!("{}\n", row_title(row));
        text.extend(row_in_words(row).iter().map(|line| format!("  {line}\n")));
    }
    for (heading, list) in lists(changes) {
        text += &format!("{} {heading}\n", list.len());
        text.extend(list.iter().take(NAMED_MAX).map(|one| {
            let why = difference(one).map_or_else(String::new, |why| format!("      {why}\n"));
            format!("  {}\n{why}", changed(one))
        }));
        let more = list.len().saturating_sub(NAMED_MAX);
        if more > 0 {
            text += &format!("  … and {more} more\n");
        }
    }
    text
}

/// The same in Markdown. What people wrote is text there, whatever characters it has.
pub(crate) fn changes_in_markdown(changes: &Changes) -> String {
    let systems = systems(changes);
    let mut text = systems.map_or_else(String::new, |line| format!("{}\n\n", plain(&line)));
    if changes.is_empty() {
        return text + "Nothing has changed.\n";
    }
    for row in &changes.rows {
        text += &format!("**{}**\n\n", plain(&row_title(row)));
        text.extend(row_in_words(row).iter().map(|line| format!("- {}\n", plain(line))));
        text.push('\n');
    }
    for (heading, list) in lists(changes) {
        text += &format!("**{} {heading}**\n\n", list.len());
        text.extend(list.iter().take(NAMED_MAX).map(|one| {
            let why = difference(one).map_or_else(String::new, |why| format!(": {why}"));
            format!("- {}\n", plain(&(changed(one) + &why)))
        }));
        let more = list.len().saturating_sub(NAMED_MAX);
        if more > 0 {
            text += &format!("- … and {more} more\n");
        }
        text.push('\n');
    }
    text
}

/// `1 newly broken, 2 fixed, 1 row changed`; `nothing has changed` where nothing has.
pub(crate) fn changes_in_brief(changes: &Changes) -> String {
    let mut parts: Vec<String> =
        lists(changes).map(|(heading, list)| format!("{} {heading}", list.len())).collect();
    if !changes.rows.is_empty() {
        parts.push(counted(changes.rows.len(), "row") + " changed");
    }
    if parts.is_empty() { "nothing has changed".to_owned() } else { parts.join(", ") }
}

/// The kinds of scenarios that there are some of, the worst first.
pub(crate) fn lists(changes: &Changes) -> impl Iterator<Item = List<'_>> {
    let Changes { newly_broken, fixed, still_broken, changed, new, gone, rows: _, systems: _ } =
        changes;
    let lists: [List<'_>; 6] = [
        ("newly broken", newly_broken),
        ("still broken", still_broken),
        ("fixed", fixed),
        ("changed verdict", changed),
        ("new", new),
        ("gone", gone),
    ];
    lists.into_iter().filter(|(_, list)| !list.is_empty())
}

/// `A reset in two steps  features/…:12  conforms → fails`
pub fn changed(scenario: &ChangedVerdict) -> String {
    let verdict = |verdict: Option<Verdict>| verdict.map_or("–", Verdict::name);
    let ChangedVerdict { name, from, to, .. } = scenario;
    format!("{name}  {}  {} → {}", scenario.place(), verdict(*from), verdict(*to))
}

/// `from simulation to contoso-mdm 4.2.1`, where two systems are compared.
fn systems(changes: &Changes) -> Option<String> {
    changes.systems.as_ref().map(|(from, to)| format!("from {from} to {to}"))
}

/// In what two systems differ in a scenario: what was expected of both, and what one of them did.
fn difference(scenario: &ChangedVerdict) -> Option<String> {
    Some(match scenario.why.as_ref()? {
        FailureCause::Failed { expected, seen, .. } => format!("expected {expected}, seen {seen}"),
        FailureCause::Unsupported { what, .. } => format!("unsupported: needs {what}"),
        FailureCause::Error { what, .. } => what.clone(),
        FailureCause::Broken { reason } => format!("internal error: {reason}"),
    })
}

/// `Tablet, shared (our-devices)`
pub(crate) fn row_title(row: &RowChange) -> String {
    let policy = match (&row.policy_before, &row.policy_after) {
        (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
        (_, Some(policy)) | (Some(policy), None) => policy.to_string(),
        (None, None) => return row.key.to_string(),
    };
    let outcome =
        row.outcome.unless_plain().map_or_else(String::new, |outcome| format!(", {outcome}"));
    format!("{}{outcome} ({policy})", row.key)
}

/// What has changed of a row, a sentence each.
pub(crate) fn row_in_words(row: &RowChange) -> Vec<String> {
    match (&row.before, &row.after) {
        (Some(before), Some(after)) => differences(before, after),
        (None, Some(_)) => vec!["is new: no scenario reached it before".to_owned()],
        (Some(_), None) => vec!["is gone: no scenario reaches it any more".to_owned()],
        (None, None) => Vec::new(),
    }
}

fn differences(before: &ObservedRow, after: &ObservedRow) -> Vec<String> {
    let mut words = Vec::new();
    let cell =
        |what: &str, old: &str, new: &str| (old != new).then(|| format!("{what}: {old} → {new}"));
    let (old, new) = (changes_in_words(&before.changes), changes_in_words(&after.changes));
    words.extend(cell("what happens to the passcode", &old, &new));
    for surface in names(&before.surfaces, &after.surfaces) {
        let of = |row: &ObservedRow| {
            let found = row.surfaces.iter().find(|(name, _)| *name == surface);
            found.map_or_else(|| "no such surface".to_owned(), |(_, found)| found_by(found))
        };
        words.extend(cell(&format!("what is found in {surface}"), &of(before), &of(after)));
    }
    let said = |one: &ObservedRow| {
        if one.on_device.is_empty() {
            "nothing".to_owned()
        } else {
            format!("\"{}\"", one.on_device.join("\" or \""))
        }
    };
    words.extend(cell("what the device says", &said(before), &said(after)));
    let all = before.visibility.iter().chain(&after.visibility);
    let who: BTreeSet<Option<Arc<str>>> = all.map(|row| row.by.clone()).collect();
    for by in who {
        let of = |one: &ObservedRow| one.visibility.iter().find(|row| row.by == by).cloned();
        words.extend(seen(by.as_deref(), of(before).as_ref(), of(after).as_ref()));
    }
    words
}

/// Who finds what on a surface.
fn found_by(found: &[FoundBy]) -> String {
    match found {
        [(_, found)] => found_in_words(*found),
        several => {
            let each = several
                .iter()
                .map(|(who, found)| format!("{}: {}", who.join(", "), found_in_words(*found)));
            each.collect::<Vec<_>>().join("; ")
        }
    }
}

/// The names in both lists, those of the later one first.
fn names<N: Clone + PartialEq, T>(before: &[(N, T)], after: &[(N, T)]) -> Vec<N> {
    let mut names: Vec<N> = after.iter().map(|(name, _)| name.clone()).collect();
    for (name, _) in before {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// Who sees the new passcode now and did not before, or the other way round.
fn seen(
    by: Option<&str>,
    before: Option<&VisibleAfter>,
    after: Option<&VisibleAfter>,
) -> Vec<String> {
    let Some(by) = by else {
        // A line without an actor means that no reset ended well; lines with one say the contrary, too.
        let none = || vec!["no scenario observes a successful reset any more".to_owned()];
        return if before.is_none() { none() } else { Vec::new() };
    };
    let (Some(before), Some(after)) = (before, after) else {
        return vec![match after {
            Some(_) => format!("a scenario now observes a successful reset by {by}"),
            None => format!("no scenario observes a successful reset by {by} any more"),
        }];
    };
    let mut words = Vec::new();
    for place in names(&before.places, &after.places) {
        let of = |row: &VisibleAfter| {
            row.places.iter().find(|(other, _)| *other == place).map(|(_, sees)| *sees)
        };
        let (old, new) = (of(before), of(after));
        if old != new {
            let (actor, surface) = &place;
            let sees = new.map_or("is not observed any more", now_sees);
            words.push(format!("after a reset by {by}, {actor} {sees} in {surface}"));
        }
    }
    match (before.resets_again.is_empty(), after.resets_again.is_empty()) {
        (false, true) => words.push("no one has to reset twice any more".to_owned()),
        (true, false) => {
            let who = after.resets_again.join(" or ");
            words.push(format!("{who} has to reset again, unless it was reset before"));
        }
        (true, true) | (false, false) => {}
    }
    words
}

/// What someone sees now who saw something else before.
const fn now_sees(sees: Sees) -> &'static str {
    match sees {
        Sees::Passcode => "now sees the new passcode",
        Sees::Nothing => "no longer sees the new passcode",
        Sees::After(ResetBefore::Any) => "now sees the new passcode only after an earlier reset",
        Sees::After(ResetBefore::ByStaff) => {
            "now sees the new passcode only after an earlier reset by staff"
        }
        Sees::Sometimes => "now sees the new passcode only sometimes",
        Sees::NoSurface => "no longer finds the device",
        Sees::NotObserved => "was not observed this time",
    }
}

/// Text in which Markdown finds no markup.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.chars() {
        if letter.is_control() {
            plain.push(' ');
            continue;
        }
        if "\\`*_{}[]<>()#+-.!|~&".contains(letter) {
            plain.push('\\');
        }
        plain.push(letter);
    }
    plain
}
