//! What has changed from one run to another, in words.

use crate::recording::{Changes, Observed, RowChange, Turned};
use crate::report::{behaviour, visibility};

/// The lists of scenarios, each with its title, the most urgent first; empty ones are left out.
pub(super) fn turned(changes: &Changes) -> Vec<(&'static str, &[Turned])> {
    let Changes { newly_broken, fixed, still_broken, turned, new, gone, rows: _ } = changes;
    let lists: [(&str, &[Turned]); 6] = [
        ("newly broken", newly_broken),
        ("still broken", still_broken),
        ("fixed", fixed),
        ("turned otherwise", turned),
        ("new", new),
        ("gone", gone),
    ];
    lists.into_iter().filter(|(_, list)| !list.is_empty()).collect()
}

/// `conforms → fails`; one verdict where the other run does not have the scenario.
pub(super) fn from_to(scenario: &Turned) -> String {
    let verdicts = [scenario.from, scenario.to].into_iter().flatten();
    let mut names: Vec<&str> = verdicts.map(|verdict| verdict.name()).collect();
    names.dedup();
    names.join(" → ")
}

/// What changed of a row, a line each: `Passcode: removed → new, numeric`.
pub(super) fn of_row(change: &RowChange) -> Vec<String> {
    let (Some(before), Some(after)) = (&change.before, &change.after) else {
        let what = if change.before.is_none() { "not observed before" } else { "observed no more" };
        return vec![what.to_owned()];
    };
    let (earlier, later) = (cells(before), cells(after));
    let mut lines = Vec::new();
    for (header, cell) in &later {
        let old = earlier.iter().find(|(other, _)| other == header).map(|(_, cell)| cell.as_str());
        let old = old.unwrap_or("nothing");
        if old != cell {
            lines.push(format!("{header}: {old} → {cell}"));
        }
    }
    let gone = earlier.iter().filter(|(header, _)| later.iter().all(|(other, _)| other != header));
    lines.extend(gone.map(|(header, cell)| format!("{header}: {cell} → nothing")));
    lines
}

/// The cells of a row but its name and its verdicts, each with its header.
fn cells(observed: &Observed) -> Vec<(String, String)> {
    let on_device: Vec<&str> = observed.on_device.iter().map(|text| &**text).collect();
    let cells = behaviour::cells_saying(&on_device, &observed.behaviour);
    let named = behaviour::HEADERS.iter().map(|header| (*header).to_owned()).zip(cells);
    let mut all: Vec<(String, String)> = named.skip(2).take(4).collect();
    for row in &observed.visibility {
        let mut cells = visibility::cells(row).into_iter().zip(visibility::HEADERS).skip(2);
        let by = cells.next().map(|(by, _)| by).unwrap_or_default();
        all.extend(cells.map(|(cell, header)| {
            (format!("reset by {by}, {}", header.replace('\n', " ")), cell.replace('\n', " "))
        }));
    }
    all
}
