//! The behaviour table as text: what happens to the passcode on each row.

use crate::conformance::behaviour::{BehaviourRow, ConsoleCell, PasscodeChange, PortalCell};
use crate::conformance::tally::Tally;
use crate::conformance::verdict::Verdict;
use crate::policy::checked::Policy;
use crate::report::layout;
use crate::report::layout::Width;

/// The headings above the cells of a row.
pub(crate) const HEADERS: [&str; 7] = [
    "Platform",
    "Management",
    "Passcode",
    "Company Portal website",
    "ConfigMgr console",
    "On the device",
    "Verdict",
];

/// What the run observed of every row, with a title and the notes that the cells need.
pub fn behaviour_table(tally: &Tally, width: Width) -> String {
    let rows: Vec<Vec<String>> =
        tally.behaviour.iter().map(|row| cells(&tally.policy, row)).collect();
    let mut text = format!("What happens to the passcode: {}\n", tally.policy.title);
    text += &layout::table(&HEADERS, &rows, width);
    text += note(&tally.behaviour);
    text
}

/// A row in words, a cell for each header.
pub(crate) fn cells(policy: &Policy, row: &BehaviourRow) -> Vec<String> {
    let changes: Vec<String> = row.changes.iter().map(|change| changed(*change)).collect();
    let on_device: Vec<&str> = row.on_device.iter().map(|text| policy.text(*text)).collect();
    vec![
        row.key.platform.name().to_owned(),
        row.key.management.name().to_owned(),
        one_or(&changes.join(" or "), "not observed"),
        portal(row.portal).to_owned(),
        console(row.console).to_owned(),
        one_or(&on_device.join(" or "), "not observed"),
        verdict(row),
    ]
}

/// What becomes of the passcode and what the end user finds in the portal, as the table says it.
pub(crate) fn cells_of(row: &BehaviourRow) -> (String, &'static str) {
    let changes: Vec<String> = row.changes.iter().map(|change| changed(*change)).collect();
    (one_or(&changes.join(" or "), "not observed"), portal(row.portal))
}

fn one_or(text: &str, otherwise: &str) -> String {
    if text.is_empty() { otherwise.to_owned() } else { text.to_owned() }
}

/// What became of the passcode, in words.
pub(crate) fn changed(change: PasscodeChange) -> String {
    match change {
        PasscodeChange::Removed => "removed".to_owned(),
        PasscodeChange::New(alphabet) => format!("new, {alphabet}"),
        PasscodeChange::Unchanged => "unchanged".to_owned(),
    }
}

/// What the end user found in the portal, in words.
pub(crate) const fn portal(cell: PortalCell) -> &'static str {
    match cell {
        PortalCell::NotObserved => "not observed",
        PortalCell::NotOffered => "not offered",
        PortalCell::Success => "success",
        PortalCell::NewPasscode => "success, new passcode",
        PortalCell::Differs => "success, sometimes with a new passcode",
    }
}

/// What the administrator found in the console, in words.
pub(crate) const fn console(cell: ConsoleCell) -> &'static str {
    match cell {
        ConsoleCell::NotObserved => "not observed",
        ConsoleCell::NoConsole => "no console",
        ConsoleCell::NoPasscode => "no passcode",
        ConsoleCell::NewPasscode => "new passcode",
        ConsoleCell::AfterEarlierReset { .. } => "new passcode ¹",
    }
}

/// `conforms 9`, or the other verdicts first.
fn verdict(row: &BehaviourRow) -> String {
    let all = row.scenario_count();
    let conforming = row.verdicts.get(&Verdict::Conforms).copied().unwrap_or_default();
    if all == 0 {
        return "no scenario".to_owned();
    }
    if conforming == all {
        return format!("{} {all}", Verdict::Conforms);
    }
    let against = row.verdicts.iter().rev().filter(|(verdict, _)| **verdict != Verdict::Conforms);
    let against: Vec<String> =
        against.map(|(verdict, count)| format!("{verdict} {count}")).collect();
    format!("{} of {all}", against.join(", "))
}

/// What the mark in a cell means; empty if there is none.
pub(crate) fn note(rows: &[BehaviourRow]) -> &'static str {
    let mut note = "";
    for row in rows {
        match row.console {
            ConsoleCell::AfterEarlierReset { own_reset_shows: true } => {
                return "¹ only after an earlier reset; otherwise the administrator resets again\n";
            }
            ConsoleCell::AfterEarlierReset { own_reset_shows: false } => {
                note = "¹ only after an earlier reset\n";
            }
            ConsoleCell::NotObserved
            | ConsoleCell::NoConsole
            | ConsoleCell::NoPasscode
            | ConsoleCell::NewPasscode => {}
        }
    }
    note
}
