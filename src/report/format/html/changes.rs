//! What has changed since a baseline.

use maud::{Markup, html};

use crate::document::sanitized::on_one_line;
use crate::recording::comparison::{ChangedVerdict, Changes};
use crate::report::changes::{row_in_words, row_title};
use crate::report::format::html::verdict::badge;

/// How many scenarios of a list are named.
const NAMED_MAX: usize = 50;

/// What has changed, the worst first; one sentence if nothing has.
pub(crate) fn changes(changes: &Changes) -> Markup {
    let Changes { newly_broken, fixed, still_broken, changed, new, gone, rows, systems: _ } =
        changes;
    html! {
        section #changes aria-labelledby="changes-title" {
            h2 #changes-title { "Since the baseline" }
            @if changes.is_empty() { p { "Nothing has changed." } }
            (list("Newly broken", newly_broken, true))
            (list("Still broken", still_broken, true))
            (list("Fixed", fixed, false))
            (list("Changed verdict", changed, false))
            @if !rows.is_empty() {
                h3 { "Rows that behave differently " span.count { (rows.len()) } }
                @for row in rows {
                    p.row { strong { bdi { (on_one_line(&row_title(row))) } } }
                    ul.plain { @for line in row_in_words(row) { li { (on_one_line(&line)) } } }
                }
            }
            (list("New scenarios", new, false))
            (list("Scenarios that are gone", gone, false))
        }
    }
}

fn list(title: &str, scenarios: &[ChangedVerdict], open: bool) -> Markup {
    html! {
        @if !scenarios.is_empty() {
            details open[open] {
                summary { h3 { (title) " " span.count { (scenarios.len()) } } }
                ul.plain {
                    @for one in scenarios.iter().take(NAMED_MAX) { li { (changed(one)) } }
                    @if scenarios.len() > NAMED_MAX {
                        li { "and " (scenarios.len() - NAMED_MAX) " more" }
                    }
                }
            }
        }
    }
}

fn changed(one: &ChangedVerdict) -> Markup {
    let ChangedVerdict { name, from, to, .. } = one;
    let place = one.place();
    html! {
        @if to.is_some() {
            a href=(format!("#?open={}", encoded(&place))) { bdi { (on_one_line(name)) } }
        } @else {
            bdi { (on_one_line(name)) }
        }
        " " span.from-to {
            @if let Some(from) = from.filter(|from| Some(*from) != *to) { (badge(from)) }
            @if from.is_some() && to.is_some() && from != to {
                span aria-hidden="true" { " → " } span.hidden { " became " }
            }
            @if let Some(to) = to { (badge(*to)) }
        }
        " " span.where { bdi { (on_one_line(&place)) } }
    }
}

/// A place as part of an address.
pub(crate) fn encoded(place: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte);
    let one = |byte: u8| {
        if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    place.bytes().map(one).collect()
}
