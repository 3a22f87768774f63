//! The differences of two policies as a page that works from disk and runs no script.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::document::sanitized::on_one_line;
use crate::report::changes::{changed, lists};
use crate::report::format::html::STYLE;
use crate::report::policy_diff::PolicyDifference;
use crate::report::policy_diff::formats::{SAME, heading, sections};

/// Nothing may run, and nothing may be requested.
const SECURITY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The differences as a page.
pub(crate) fn policy_diff_page(difference: &PolicyDifference<'_>) -> String {
    let (before, after) = (difference.before, difference.after);
    let title = format!("{} → {}", before.id, after.id);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(SECURITY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (on_one_line(&title)) " · passgate" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main #main {
                    section {
                        h1 { "What changes from " (on_one_line(&before.id)) " to " (on_one_line(&after.id)) }
                        @for policy in [before, after] { p.where { (on_one_line(&heading(policy))) } }
                        @if difference.is_empty() { p { (SAME) } }
                    }
                    @for (title, sentences) in sections(difference) { (section(&title, &sentences)) }
                    (scenarios(difference))
                }
                footer { p { "Written by passgate. This file makes no network requests." } }
            }
        }
    };
    page.into_string() + "\n"
}

fn section(title: &str, sentences: &[String]) -> Markup {
    html! {
        section {
            h2 { bdi { (on_one_line(title)) } }
            ul.plain { @for sentence in sentences { li { (on_one_line(sentence)) } } }
        }
    }
}

fn scenarios(difference: &PolicyDifference<'_>) -> Markup {
    html! {
        @if let Some(verdicts) = &difference.verdicts {
            section {
                h2 { "Scenarios" }
                @if verdicts.is_empty() { p { "No verdict changes." } }
                @for (kind, list) in lists(verdicts) {
                    h3 { (kind) " " span.count { (list.len()) } }
                    ul.plain { @for one in list { li { (on_one_line(&changed(one))) } } }
                }
            }
        }
    }
}
