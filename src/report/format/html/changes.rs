//! What has changed since a baseline.

use maud::{Markup, html};

use crate::recording::{Changes, Observed, RowChange, Turned};
use crate::report::format::html::legible::legible;
use crate::report::format::html::tables::{in_console, in_portal, of_passcode, on_device, sees};
use crate::report::format::html::verdict::badge;

/// How many scenarios of a list are named.
const NAMED_MAX: usize = 50;

/// What has changed, the worst first; one sentence if nothing has.
pub(super) fn changes(changes: &Changes) -> Markup {
    let Changes { newly_broken, fixed, still_broken, turned, new, gone, rows } = changes;
    html! {
        section #changes aria-labelledby="changes-title" {
            h2 #changes-title { "Since the baseline" }
            @if changes.is_empty() && still_broken.is_empty() {
                p { "Nothing has changed." }
            }
            (list("Newly broken", newly_broken, true))
            (list("Still broken", still_broken, true))
            (list("Fixed", fixed, false))
            (list("Turned otherwise", turned, false))
            @if !rows.is_empty() {
                h3 { "Rows that behave differently " span.count { (rows.len()) } }
                ul.plain { @for row in rows { li { (changed_row(row)) } } }
            }
            (list("New scenarios", new, false))
            (list("Scenarios that are gone", gone, false))
        }
    }
}

fn list(title: &str, scenarios: &[Turned], open: bool) -> Markup {
    html! {
        @if !scenarios.is_empty() {
            details open[open] {
                summary { h3 { (title) " " span.count { (scenarios.len()) } } }
                ul.plain {
                    @for one in scenarios.iter().take(NAMED_MAX) { li { (turned(one)) } }
                    @if scenarios.len() > NAMED_MAX {
                        li { "and " (scenarios.len() - NAMED_MAX) " more" }
                    }
                }
            }
        }
    }
}

fn turned(one: &Turned) -> Markup {
    let Turned { name, place, policy: _, from, to } = one;
    html! {
        @if to.is_some() {
            a href=(format!("#?open={}", encoded(place))) { bdi { (legible(name)) } }
        } @else {
            bdi { (legible(name)) }
        }
        " " span.from-to {
            @if let Some(from) = from { (badge(*from)) }
            @if let (Some(_), Some(_)) = (from, to) { span aria-label="became" { " → " } }
            @if let Some(to) = to { (badge(*to)) }
        }
        " " span.where { bdi { (legible(place)) } }
    }
}

/// A place as part of an address.
pub(super) fn encoded(place: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte);
    let one = |byte: u8| {
        if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    place.bytes().map(one).collect()
}

fn changed_row(change: &RowChange) -> Markup {
    let RowChange { platform, management, before, after, .. } = change;
    html! {
        strong { bdi { (legible(platform)) } ", " (management) }
        ": "
        @match (before, after) {
            (Some(before), Some(after)) => {
                @let cells = differences(before, after);
                ul {
                    @for (what, old, new) in &cells {
                        li { (what) ": " del { (legible(old)) } " → " ins { (legible(new)) } }
                    }
                }
            }
            (None, _) => "a new row",
            (_, None) => "a row that is no longer there",
        }
    }
}

/// The cells of a row that differ: which, what stood there, what stands there now.
fn differences(before: &Observed, after: &Observed) -> Vec<(String, String, String)> {
    let texts = |one: &Observed| {
        let row = &one.behaviour;
        let mut cells = vec![
            ("the passcode".to_owned(), of_passcode(row)),
            ("Company Portal website".to_owned(), in_portal(row)),
            ("ConfigMgr console".to_owned(), in_console(row)),
            ("on the device".to_owned(), on_device(one.on_device.iter().map(|text| &**text))),
        ];
        for sight in &one.visibility {
            cells.extend(sees(sight));
        }
        cells
    };
    let (old, new) = (texts(before), texts(after));
    let mut names: Vec<&String> = new.iter().map(|(name, _)| name).collect();
    names.extend(
        old.iter()
            .map(|(name, _)| name)
            .filter(|name| !new.iter().any(|(other, _)| other == *name)),
    );
    let text = |cells: &[(String, String)], name: &String| {
        let found = cells.iter().find(|(other, _)| other == name);
        found.map_or_else(|| "not observed".to_owned(), |(_, text)| text.clone())
    };
    names
        .into_iter()
        .map(|name| (name.clone(), text(&old, name), text(&new, name)))
        .filter(|(_, old, new)| old != new)
        .collect()
}
