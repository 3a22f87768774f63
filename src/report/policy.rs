//! A policy's rows as text, without a run.

use crate::domain::place::Place;
use crate::policy::checked::Policy;
use crate::policy::evidence::Evidence;
use crate::policy::row::Row;
use crate::policy::table::When;
use crate::report::layout;
use crate::report::layout::Width;

const HEADERS: [&str; 8] = [
    "Platform",
    "Management",
    "Effect",
    "New passcode",
    "Visible to",
    "On the device",
    "Follow-up",
    "Source",
];

/// What a policy says of each of its rows: the author's words, not what a run observed.
pub fn policy_table(policy: &Policy, width: Width) -> String {
    let rows: Vec<Vec<String>> = policy.rows.iter().map(|row| cells(policy, row)).collect();
    let mut text = format!("{}: {} (as of {})\n", policy.id, policy.title, policy.as_of);
    text += &layout::table(&HEADERS, &rows, width);
    text
}

fn cells(policy: &Policy, row: &Row) -> Vec<String> {
    let management: Vec<&str> = row.management.iter().map(|management| management.name()).collect();
    let passcode = row.passcode.as_ref().map(|rule| {
        let temporary = if rule.temporary { ", temporary" } else { "" };
        format!("{}, {}, by the {}{temporary}", rule.alphabet, rule.length, rule.generated_by)
    });
    let follow_up =
        row.follow_up.map(|follow_up| format!("set one within {}", follow_up.set_passcode_within));
    let dash = || "–".to_owned();
    vec![
        row.platform.name().to_owned(),
        management.join(", "),
        row.effect.name().to_owned(),
        passcode.unwrap_or_else(dash),
        visible(row),
        row.on_device.map_or_else(dash, |notice| policy.text(notice.says).to_owned()),
        follow_up.unwrap_or_else(dash),
        source(row.evidence).to_owned(),
    ]
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

fn visible(row: &Row) -> String {
    let entries: Vec<String> = row
        .visible
        .iter()
        .map(|entry| {
            let Place { actor, surface } = entry.place;
            format!("{actor}, {surface}{}", condition(&entry.when))
        })
        .collect();
    if entries.is_empty() { "–".to_owned() } else { entries.join("\n") }
}

fn condition(when: &When) -> String {
    let by = when.reset_by.map(|by| format!("reset by {by}"));
    let before = when.reset_before.map(|before| match before {
        crate::policy::table::ResetBefore::Any => "after an earlier reset".to_owned(),
        crate::policy::table::ResetBefore::ByAdministrator => {
            "after an administrator's earlier reset".to_owned()
        }
    });
    let parts: Vec<String> = by.into_iter().chain(before).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}
