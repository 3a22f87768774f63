//! The visibility table as text: who sees the new passcode where, and after what.

use crate::conformance::tally::Tally;
use crate::conformance::visibility::{Sees, VisibilityRow};
use crate::domain::actor::Actor;
use crate::report::layout;
use crate::report::layout::Width;

/// The headings above the cells of a row.
pub(crate) const HEADERS: [&str; 8] = [
    "Platform",
    "Management",
    "Reset by",
    "The end user,\nin the portal",
    "Another end user,\nin the portal",
    "The administrator,\nConfigMgr console",
    "The administrator,\nRemote Mobile\nDevice Manager",
    "What the administrator\nmust do first",
];

/// Who saw the new passcode on every row, with a title.
pub fn visibility_table(tally: &Tally, width: Width) -> String {
    let rows: Vec<Vec<String>> = tally.visibility.iter().map(cells).collect();
    let mut text = format!("Who sees the new passcode: {}\n", tally.policy.title);
    text += &layout::table(&HEADERS, &rows, width);
    text
}

/// A row in words, a cell for each header.
pub(crate) fn cells(row: &VisibilityRow) -> Vec<String> {
    let places = [
        row.end_user,
        row.another_end_user,
        row.configmgr_console,
        row.remote_mobile_device_manager,
    ];
    let mut cells = vec![
        row.key.platform.name().to_owned(),
        row.key.management.name().to_owned(),
        row.by.map_or("no one", Actor::name).to_owned(),
    ];
    cells.extend(places.map(|sees| cell(row, sees).to_owned()));
    cells.push(
        if row.administrator_resets_again {
            "reset it again, unless\nit was reset before"
        } else {
            "–"
        }
        .to_owned(),
    );
    cells
}

/// Whether an actor sees the new passcode, in words.
pub(crate) const fn cell(row: &VisibilityRow, sees: Sees) -> &'static str {
    match (row.new_passcode, sees) {
        (_, Sees::NotObserved) if row.by.is_none() => "–",
        (_, Sees::NotObserved) => "not observed",
        (_, Sees::NoSurface) => "no console",
        (Some(false), Sees::Nothing) => "there is none",
        (_, Sees::Nothing) => "–",
        (_, Sees::Passcode) => "sees it",
        (_, Sees::AfterEarlierReset) => "after an earlier reset",
    }
}
