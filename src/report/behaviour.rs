//! The behaviour table as text: what happens to the passcode for each key.

use crate::conformance::behaviour::{BehaviourRow, Found, PasscodeChange, SurfaceCell};
use crate::conformance::seen_reset::Sees;
use crate::conformance::tally::Tally;
use crate::domain::reset::ResetState;
use crate::policy::checked::Policy;
use crate::policy::disputed::UnstatedCell;
use crate::policy::keys::KeyId;
use crate::policy::table::ResetBefore;
use crate::report::columns::{any_of, key_cells, key_headings, surface_heading};
use crate::report::layout;
use crate::report::layout::Width;
use crate::report::policy::{NOT_STATED, disputes_about, is_unstated};

/// What leads from a cell to a note below the table.
const MARKS: [&str; 9] = ["¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/// The headings above the cells of a row.
pub(crate) fn headings(policy: &Policy) -> Vec<String> {
    let mut headings = key_headings(policy);
    headings.extend(["Reset".to_owned(), "Passcode".to_owned()]);
    headings.extend(policy.declared_surfaces().map(|(_, surface)| surface_heading(surface)));
    headings.extend(["On the device".to_owned(), "Verdict".to_owned()]);
    headings
}

/// What the run observed for every key, with a title and the notes that the cells need.
pub fn behaviour_table(tally: &Tally, width: Width) -> String {
    let mut text = format!("What happens to the passcode: {}\n", tally.policy.title);
    text += &layout::table(&headings(&tally.policy), &rows(tally), width);
    text + &notes_below(tally)
}

/// Every row in words, a cell for each heading.
pub(crate) fn rows(tally: &Tally) -> Vec<Vec<String>> {
    let notes = notes(tally);
    tally.behaviour.iter().map(|row| cells(&tally.policy, row, &notes)).collect()
}

/// The notes that the cells lead to, a line each.
pub(crate) fn notes_below(tally: &Tally) -> String {
    let notes = notes(tally);
    notes.iter().zip(MARKS).map(|(note, mark)| format!("{mark} {note}\n")).collect()
}

fn cells(policy: &Policy, row: &BehaviourRow, notes: &[String]) -> Vec<String> {
    let mut cells = key_cells(policy, row.key);
    let marked = |text: String, note: Option<&String>| {
        let number = note.and_then(|note| notes.iter().position(|known| known == note));
        let mark = number.and_then(|number| MARKS.get(number));
        mark.map_or_else(|| text.clone(), |mark| format!("{text} {mark}"))
    };
    let passcode = disputes_about(policy, row.key)
        .iter()
        .fold(changes_in_words(&row.changes), |text, note| marked(text, Some(note)));
    cells.extend([row.outcome.to_string(), passcode]);
    cells.extend(row.surfaces.iter().map(|cell| {
        by_people(policy, cell, |found| {
            marked(stated(policy, row.key, found), note(policy, cell, found).as_ref())
        })
    }));
    cells.push(on_device_in_words(policy, row, |text| text.to_owned()));
    cells.push(verdicts(row));
    cells
}

/// What the device says, each text as `quoted` writes it.
pub(crate) fn on_device_in_words(
    policy: &Policy,
    row: &BehaviourRow,
    quoted: impl Fn(&str) -> String,
) -> String {
    let said = row.on_device.iter().flatten();
    let texts: Vec<String> = said.map(|text| quoted(policy.text(*text))).collect();
    let nothing = match &row.on_device {
        _ if is_unstated(policy, row.key, UnstatedCell::OnDevice) => NOT_STATED,
        Some(_) => "nothing",
        None => "not observed",
    };
    one_or(&texts.join(" or "), nothing)
}

/// What is found on a surface, its condition included.
pub(crate) fn cell_in_full(policy: &Policy, key: KeyId, cell: &SurfaceCell) -> String {
    by_people(policy, cell, |found| {
        let text = stated(policy, key, found);
        let note = note(policy, cell, found);
        note.map_or_else(|| text.clone(), |note| format!("{text}, {note}"))
    })
}

/// What is found on a surface; who finds what, where people differ.
fn by_people(policy: &Policy, cell: &SurfaceCell, words: impl Fn(Found) -> String) -> String {
    if let [(_, found)] = cell.found.as_slice() {
        return words(*found);
    }
    let lines = cell.found.iter().map(|(actors, found)| {
        format!("{}: {}", any_of(policy, actors).replace(" or ", ", "), words(*found))
    });
    one_or(&lines.collect::<Vec<_>>().join("\n"), "not observed")
}

/// What is found on a surface, the condition in words.
pub(crate) fn found_in_words(found: Found) -> String {
    let condition = condition(found).map_or_else(String::new, |words| format!(", {words}"));
    format!("{}{condition}", plain(found))
}

pub(crate) fn one_or(text: &str, otherwise: &str) -> String {
    if text.is_empty() { otherwise.to_owned() } else { text.to_owned() }
}

/// What became of the passcode, in words.
pub(crate) fn changes_in_words<'c>(
    changes: impl IntoIterator<Item = &'c PasscodeChange>,
) -> String {
    let words = changes.into_iter().map(|change| match change {
        PasscodeChange::Removed => "removed".to_owned(),
        PasscodeChange::New(None) => "new".to_owned(),
        PasscodeChange::New(Some(alphabet)) => format!("new, {alphabet}"),
        PasscodeChange::Unchanged => "unchanged".to_owned(),
    });
    one_or(&words.collect::<Vec<_>>().join(" or "), "not observed")
}

/// What is found on a surface, without its condition.
fn plain(found: Found) -> String {
    let (says, sees) = match found {
        Found::NotOffered => return "not offered".to_owned(),
        Found::InPortal { sees: Sees::NotObserved | Sees::NoSurface, .. }
        | Found::InConsole(Sees::NotObserved) => return "not observed".to_owned(),
        Found::InConsole(Sees::NoSurface) => return "no console".to_owned(),
        Found::InConsole(Sees::Nothing) => return "no passcode".to_owned(),
        Found::InPortal { says, sees } => (says.map(end_in_words), sees),
        Found::InConsole(sees) => (None, sees),
    };
    let passcode = match (sees, says) {
        (Sees::NotObserved | Sees::NoSurface | Sees::Nothing, _) => None,
        (Sees::Passcode | Sees::After(_), _) => Some("new passcode"),
        (Sees::Sometimes, Some(_)) => Some("sometimes with a new passcode"),
        (Sees::Sometimes, None) => Some("sometimes a new passcode"),
    };
    let words: Vec<&str> = says.into_iter().chain(passcode).collect();
    one_or(&words.join(", "), "nothing")
}

/// What a portal says of a reset that has ended.
const fn end_in_words(state: ResetState) -> &'static str {
    match state {
        ResetState::Done => "success",
        ResetState::Failed => "failure",
        ResetState::None
        | ResetState::Pending
        | ResetState::Active
        | ResetState::Canceled
        | ResetState::NotSupported => state.name(),
    }
}

/// The same; that no passcode is seen says nothing where no source states who sees one.
fn stated(policy: &Policy, key: KeyId, found: Found) -> String {
    let sees_nothing = matches!(
        found,
        Found::InConsole(Sees::Nothing) | Found::InPortal { says: None, sees: Sees::Nothing }
    );
    if sees_nothing && is_unstated(policy, key, UnstatedCell::Visible) {
        return NOT_STATED.to_owned();
    }
    plain(found)
}

/// On which condition the passcode is shown, where there is one.
const fn condition(found: Found) -> Option<&'static str> {
    match found {
        Found::InPortal { sees: Sees::After(before), .. }
        | Found::InConsole(Sees::After(before)) => Some(match before {
            ResetBefore::Any => "only after an earlier reset",
            ResetBefore::ByStaff => "only after an earlier reset by staff",
        }),
        Found::NotOffered | Found::InPortal { .. } | Found::InConsole(_) => None,
    }
}

/// On which condition the passcode is shown, and what people do otherwise.
fn note(policy: &Policy, cell: &SurfaceCell, found: Found) -> Option<String> {
    let condition = condition(found)?;
    Some(match any_of(policy, &cell.resets_again).as_str() {
        "" => condition.to_owned(),
        who => format!("{condition}; otherwise {who} resets again"),
    })
}

/// The notes of a table, in the order in which its cells need them.
fn notes(tally: &Tally) -> Vec<String> {
    let policy = &tally.policy;
    let of_row = |row: &BehaviourRow| {
        let found = |cell: &SurfaceCell| -> Vec<String> {
            cell.found.iter().filter_map(|(_, found)| note(policy, cell, *found)).collect()
        };
        let disputes = disputes_about(policy, row.key).into_iter();
        disputes.chain(row.surfaces.iter().flat_map(found)).collect::<Vec<_>>()
    };
    let mut notes: Vec<String> = Vec::new();
    for note in tally.behaviour.iter().flat_map(of_row) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// The verdicts of the row's scenarios, the worst first. How many there are of each is no part of the table.
fn verdicts(row: &BehaviourRow) -> String {
    let names: Vec<&str> = row.verdicts.keys().rev().map(|verdict| verdict.name()).collect();
    one_or(&names.join(", "), "no scenario")
}
