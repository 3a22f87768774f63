//! The visibility table as text: who sees the new passcode where, and after what.

use crate::conformance::seen_reset::Sees;
use crate::conformance::tally::Tally;
use crate::conformance::visibility::{VisibilityRow, looked_at};
use crate::policy::checked::Policy;
use crate::policy::table::ResetBefore;
use crate::report::columns::{any_of, key_cells, key_headings, place_heading};
use crate::report::layout;
use crate::report::layout::{Width, wrapped};

/// How wide the last cell may be.
const FIRST_COLUMNS: usize = 24;

/// The headings above the cells of a row.
pub(crate) fn headings(policy: &Policy) -> Vec<String> {
    let mut headings = key_headings(policy);
    headings.extend(["Reset".to_owned(), "Reset by".to_owned()]);
    headings.extend(looked_at(policy).map(|place| place_heading(policy, place)));
    headings.push("What must be\ndone first".to_owned());
    headings
}

/// Who saw the new passcode for every key, with a title.
pub fn visibility_table(tally: &Tally, width: Width) -> String {
    let mut text = format!("Who sees the new passcode: {}\n", tally.policy.title);
    text += &layout::table(&headings(&tally.policy), &rows(tally), width);
    text
}

/// Every row in words, a cell for each heading.
pub(crate) fn rows(tally: &Tally) -> Vec<Vec<String>> {
    tally.visibility.iter().map(|row| cells(&tally.policy, row)).collect()
}

fn cells(policy: &Policy, row: &VisibilityRow) -> Vec<String> {
    let mut cells = key_cells(policy, row.key);
    cells.extend([row.outcome.to_string(), performer(policy, row).to_owned()]);
    cells.extend(row.places.iter().map(|(_, sees)| cell(row, *sees).to_owned()));
    let first = must_first(policy, row).map(|words| wrapped(&words, FIRST_COLUMNS));
    cells.push(first.unwrap_or_else(|| "–".to_owned()));
    cells
}

/// Who performs the reset.
pub(crate) fn performer<'p>(policy: &'p Policy, row: &VisibilityRow) -> &'p str {
    let none = if row.reached { "no one" } else { "not observed" };
    row.by.map_or(none, |by| policy.actor_name(by))
}

/// What has to be done before anyone sees a passcode; nothing if someone sees it anyway.
pub(crate) fn must_first(policy: &Policy, row: &VisibilityRow) -> Option<String> {
    let who = any_of(policy, &row.resets_again);
    (!who.is_empty()).then(|| format!("{who} resets it again, unless it was reset before"))
}

/// Whether someone sees the new passcode, in words.
pub(crate) const fn cell(row: &VisibilityRow, sees: Sees) -> &'static str {
    match (row.new_passcode, sees) {
        (_, Sees::NotObserved) if row.by.is_none() && row.reached => "–",
        (_, Sees::NotObserved) => "not observed",
        (_, Sees::NoSurface) => "no console",
        (Some(false), Sees::Nothing) => "there is none",
        (_, Sees::Nothing) => "–",
        (_, Sees::Passcode) => "sees it",
        (_, Sees::After(ResetBefore::Any)) => "after an earlier reset",
        (_, Sees::After(ResetBefore::ByStaff)) => "after an earlier reset by staff",
        (_, Sees::Sometimes) => "sees it sometimes",
    }
}
