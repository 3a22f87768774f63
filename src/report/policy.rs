//! A policy's rows as text, without a run.

use crate::domain::key::Key;
use crate::domain::reset::ResetScope;
use crate::domain::surface::SurfaceSet;
use crate::policy::checked::Policy;
use crate::policy::disputed::{Claim, Dispute, DisputedCell, UnstatedCell};
use crate::policy::evidence::Evidence;
use crate::policy::keys::KeyId;
use crate::policy::row::{Row, RowId};
use crate::policy::surface_support::SurfaceSupport;
use crate::policy::surfaces::heading;
use crate::policy::table::{ResetBefore, When};
use crate::report::columns::key_headings;
use crate::report::layout;
use crate::report::layout::Width;

/// The headings after those of the key.
pub(crate) const HEADINGS: [&str; 6] =
    ["Effect", "New passcode", "Visible to", "On the device", "Follow-up", "Source"];

/// What a policy says of each of its rows: the author's words, not what a run observed.
pub fn policy_table(policy: &Policy, width: Width) -> String {
    let rows = (0..).map(RowId).zip(&policy.rows);
    let cells = |(id, row)| [key_cells(policy, id), row_cells(policy, row)].concat();
    let rows: Vec<Vec<String>> = rows.map(cells).collect();
    let mut text = format!("{}: {} (as of {})\n", policy.id, policy.title, policy.as_of);
    let headings = HEADINGS.map(str::to_owned);
    let headings: Vec<String> = key_headings(policy).into_iter().chain(headings).collect();
    text += &layout::table(&headings, &rows, width);
    text
}

/// What a policy says of a row, below each of the headings.
pub(crate) fn row_cells(policy: &Policy, row: &Row) -> Vec<String> {
    let passcode = row.passcode.as_ref().map(|rule| {
        let temporary = if rule.temporary { ", temporary" } else { "" };
        format!("{}, {}, by the {}{temporary}", rule.alphabet, rule.length, rule.generated_by)
    });
    let follow_up =
        row.follow_up.map(|follow_up| format!("set one within {}", follow_up.set_passcode_within));
    let or_dash = |cell: UnstatedCell, text: Option<String>| match text {
        None if row.not_stated.contains(&cell) => NOT_STATED.to_owned(),
        other => other.unwrap_or_else(|| "–".to_owned()),
    };
    let of = row.evidence_of;
    let marked = |text: String, evidence: Option<Evidence>| match evidence {
        Some(evidence) if evidence != row.evidence => format!("{text}\n({})", source(evidence)),
        Some(_) | None => text,
    };
    vec![
        marked(effect(policy, row), of.support),
        marked(passcode.unwrap_or_else(|| "–".to_owned()), of.passcode),
        marked(or_dash(UnstatedCell::Visible, visible(policy, row)), of.visible),
        marked(
            or_dash(
                UnstatedCell::OnDevice,
                row.on_device.map(|notice| policy.text(notice.says).to_owned()),
            ),
            of.on_device,
        ),
        marked(or_dash(UnstatedCell::FollowUp, follow_up), of.follow_up),
        source(row.evidence).to_owned(),
    ]
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

/// What a reset does, and which surfaces do not support one.
fn effect(policy: &Policy, row: &Row) -> String {
    let exceptions = row.support.iter().map(|(surface, support)| {
        let support = match support {
            SurfaceSupport::Hidden => "hidden",
            SurfaceSupport::Greyed => "greyed out",
            SurfaceSupport::NotSupported => "not supported",
            SurfaceSupport::Fails => "fails",
        };
        format!("\n{support}: {}", heading(policy.surface_name(*surface)))
    });
    let whose = match row.scope {
        ResetScope::Device => "",
        ResetScope::WorkProfile => " in the work profile",
    };
    let also = row.also_removes.iter().map(|(what, from)| {
        format!("\nalso removes {}: {}", policy.text(*what), surfaces_in_words(policy, *from))
    });
    format!("{}{whose}", row.effect)
        + &also.collect::<String>()
        + &exceptions.collect::<String>()
        + &disputes(row).iter().map(|dispute| format!("\n{dispute}")).collect::<String>()
}

/// The surfaces by their headings.
pub(crate) fn surfaces_in_words(policy: &Policy, surfaces: SurfaceSet) -> String {
    let own = policy.declared_surfaces().filter(|(id, _)| surfaces.has(*id));
    own.map(|(_, surface)| heading(&surface.name)).collect::<Vec<_>>().join(", ")
}

/// What a cell says of which no source says anything.
pub(crate) const NOT_STATED: &str = "not stated";

/// The row that answers for a key.
pub(crate) fn row_of(policy: &Policy, key: KeyId) -> Option<&Row> {
    policy.row(policy.covered(key)?.row)
}

/// Whether no source says what this cell is, for such a device.
pub(crate) fn is_unstated(policy: &Policy, key: KeyId, cell: UnstatedCell) -> bool {
    row_of(policy, key).is_some_and(|row| row.not_stated.contains(&cell))
}

/// What the sources disagree on for such a device.
pub(crate) fn disputes_about(policy: &Policy, key: KeyId) -> Vec<String> {
    row_of(policy, key).map(disputes).unwrap_or_default()
}

/// What the sources disagree on: what each of them says, and which of it is simulated.
pub(crate) fn disputes(row: &Row) -> Vec<String> {
    let alternative = |it: &Claim| {
        format!("{} ({}: {})", it.is.replace('_', " "), source(it.evidence), it.source)
    };
    let dispute = |dispute: &Dispute| {
        let all: Vec<String> = dispute.alternatives.iter().map(alternative).collect();
        let own = match dispute.cell {
            DisputedCell::Effect => row.effect.name(),
            DisputedCell::Scope => row.scope.name(),
        };
        let own = own.replace('_', " ");
        format!("disputed {}: {}; simulated: {own}", dispute.cell, all.join(", or "))
    };
    row.disputed.iter().map(dispute).collect()
}

fn visible(policy: &Policy, row: &Row) -> Option<String> {
    let entries: Vec<String> = row
        .visible
        .iter()
        .map(|entry| {
            let surface = heading(policy.surface_name(entry.place.surface));
            let actor = policy.actor_name(entry.place.actor);
            format!("{actor}, {surface}{}", condition(policy, &entry.when))
        })
        .collect();
    (!entries.is_empty()).then(|| entries.join("\n"))
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
