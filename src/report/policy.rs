//! A policy's rows as text, without a run.

use crate::domain::key::Key;
use crate::policy::checked::Policy;
use crate::policy::evidence::Evidence;
use crate::policy::row::{Row, RowId};
use crate::policy::surfaces::heading;
use crate::policy::table::{ResetBefore, When};
use crate::report::columns::key_headings;
use crate::report::layout;
use crate::report::layout::Width;

/// The headings after those of the key.
const HEADINGS: [&str; 6] =
    ["Effect", "New passcode", "Visible to", "On the device", "Follow-up", "Source"];

/// What a policy says of each of its rows: the author's words, not what a run observed.
pub fn policy_table(policy: &Policy, width: Width) -> String {
    let rows = (0..).map(RowId).zip(&policy.rows);
    let rows: Vec<Vec<String>> = rows.map(|(id, row)| cells(policy, id, row)).collect();
    let mut text = format!("{}: {} (as of {})\n", policy.id, policy.title, policy.as_of);
    let headings = HEADINGS.map(str::to_owned);
    let headings: Vec<String> = key_headings(policy).into_iter().chain(headings).collect();
    text += &layout::table(&headings, &rows, width);
    text
}

fn cells(policy: &Policy, id: RowId, row: &Row) -> Vec<String> {
    let passcode = row.passcode.as_ref().map(|rule| {
        let temporary = if rule.temporary { ", temporary" } else { "" };
        format!("{}, {}, by the {}{temporary}", rule.alphabet, rule.length, rule.generated_by)
    });
    let follow_up =
        row.follow_up.map(|follow_up| format!("set one within {}", follow_up.set_passcode_within));
    let dash = || "–".to_owned();
    let mut cells = key_cells(policy, id);
    cells.extend([
        row.effect.name().to_owned(),
        passcode.unwrap_or_else(dash),
        visible(policy, row),
        row.on_device.map_or_else(dash, |notice| policy.text(notice.says).to_owned()),
        follow_up.unwrap_or_else(dash),
        source(row.evidence).to_owned(),
    ]);
    cells
}

/// What a row is about in each dimension.
fn key_cells(policy: &Policy, id: RowId) -> Vec<String> {
    let covered = policy.key_ids().filter_map(|key| policy.covered(key));
    let own: Vec<&Key> = covered.filter(|it| it.row == id).map(|it| &it.key).collect();
    let cell = |position: usize| {
        let mut values: Vec<&str> = Vec::new();
        for value in own.iter().filter_map(|key| key.values().get(position)) {
            if !values.contains(&&**value) {
                values.push(value);
            }
        }
        values.join(", ")
    };
    (0..2 + policy.dimensions.len()).map(cell).collect()
}

/// Where a row or a clause comes from, in words.
pub(crate) const fn source(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Seed => "seed document",
        Evidence::Documented => "vendor documentation",
        Evidence::Observed => "observation",
        Evidence::Assumed => "assumption",
        Evidence::Disputed => "disputed",
    }
}

fn visible(policy: &Policy, row: &Row) -> String {
    let entries: Vec<String> = row
        .visible
        .iter()
        .map(|entry| {
            let surface = heading(policy.surface_name(entry.place.surface));
            let actor = policy.actor_name(entry.place.actor);
            format!("{actor}, {surface}{}", condition(policy, &entry.when))
        })
        .collect();
    if entries.is_empty() { "–".to_owned() } else { entries.join("\n") }
}

fn condition(policy: &Policy, when: &When) -> String {
    let by = when.reset_by.map(|by| format!("reset by {}", policy.actor_name(by)));
    let before = when.reset_before.map(|before| match before {
        ResetBefore::Any => "after an earlier reset".to_owned(),
        ResetBefore::ByStaff => "after an earlier reset by staff".to_owned(),
    });
    let parts: Vec<String> = by.into_iter().chain(before).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}
