//! The report for product owners: one page that works from disk, with everything in it.
//!
//! What a reader sees first is written here; the scenarios are data, which the page's script draws when
//! a reader opens one. Every text of a feature or policy goes through `maud`, which escapes it, or through
//! the data, which the script writes as text. A policy of the page itself forbids every other script and
//! every request.

pub(crate) mod assumptions;
pub(crate) mod changes;
pub(crate) mod clauses;
pub(crate) mod data;
pub(crate) mod deadline;
pub(crate) mod embedding;
pub(crate) mod evidence;
pub(crate) mod failures;
pub(crate) mod filters;
pub(crate) mod happening;
pub(crate) mod narrative;
pub(crate) mod pool;
pub(crate) mod provenance;
pub(crate) mod screen;
pub(crate) mod tables;
pub(crate) mod trust;
pub(crate) mod verdict;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use crate::document::sanitized::on_one_line;
use crate::report::format::html::data::{Data, DataBuilder, DimensionValues};
use crate::report::format::html::embedding::embeddable;
use crate::report::format::html::tables::Tables;
use crate::report::format::json_text;
use crate::report::results::Results;

/// The look of a page.
pub(crate) const STYLE: &str =
    concat!(include_str!("page.css"), include_str!("pictures.css"), include_str!("print.css"));

/// What draws scenarios and filters them; one function around all, so that nothing is global.
const SCRIPT: &str = concat!(
    "(() => {\n'use strict';\n",
    include_str!("script/elements.js"),
    include_str!("script/data.js"),
    include_str!("script/screens.js"),
    include_str!("script/timeline.js"),
    include_str!("script/scenario.js"),
    include_str!("script/filters.js"),
    include_str!("script/page.js"),
    "})();\n",
);

/// A recorded run as a page.
pub(crate) fn page(results: &Results<'_>) -> String {
    let recording = results.recording;
    let inputs = DataBuilder::of(recording);
    let dimensions = inputs.dimensions();
    let mut tables = Tables::new(&inputs.evidence);
    let with_rows = || results.tallies.iter().filter(|tally| !tally.behaviour.is_empty());
    let behaviour: Vec<Markup> = with_rows().map(|tally| tables.behaviour(tally)).collect();
    let visibility: Vec<Markup> = with_rows().map(|tally| tables.visibility(tally)).collect();
    let (labels, cells) = (tables.labels, tables.cells);
    let sentence = verdict::sentence(results);
    let main = html! {
        (opening(results, &sentence))
        (failures::failures(recording))
        @if let Some(since) = &results.changes { (changes::changes(since)) }
        @if !behaviour.is_empty() {
            section #behaviour aria-labelledby="behaviour-title" {
                h2 #behaviour-title { "What happens to the passcode" }
                @for table in &behaviour { (table) }
            }
            section #visibility aria-labelledby="visibility-title" {
                h2 #visibility-title { "Who sees the new passcode" }
                p.legend {
                    span { "● sees it" } span { "◐ sees it under a condition" } span { "○ does not see it" }
                }
                @for table in &visibility { (table) }
            }
        }
        (clauses::clauses(recording, &results.tallies, cells))
        (scenarios(results, &dimensions))
        (trust::trust(recording))
        (provenance::provenance(results))
    };
    let page_labels = PageLabels {
        title: match &results.title {
            Some(title) => format!("{title}: {sentence}"),
            None => sentence.clone(),
        },
        failed: !recording.conforms(),
    };
    document(&page_labels, main, &inputs.finish(recording, labels))
}

/// What is outside of the content.
struct PageLabels {
    title: String,
    failed: bool,
}

/// The page around its content.
fn document(labels: &PageLabels, main: Markup, data: &Data<'_>) -> String {
    let data = embeddable(&json_text(data));
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(security());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (on_one_line(&labels.title)) " · passgate" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                (navigation(labels.failed))
                main #main tabindex="-1" { (main) }
                footer { p { "Written by passgate. This file makes no network requests." } }
                script #data type="application/json" { (PreEscaped(data)) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string() + "\n"
}

/// Only the page's own script may run, and nothing may be requested.
fn security() -> String {
    let digest = BASE64_STANDARD.encode(Sha256::digest(SCRIPT.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'"
    )
}

fn navigation(failed: bool) -> Markup {
    html! {
        header.top {
            p.brand { "passgate" }
            nav aria-label="Parts of the report" {
                ul {
                    li { a href="#verdict" { "Verdict" } }
                    @if failed { li { a href="#failures" { "What failed" } } }
                    li { a href="#behaviour" { "Behaviour" } }
                    li { a href="#visibility" { "Visibility" } }
                    li { a href="#clauses" { "Clauses" } }
                    li { a href="#scenarios" { "Scenarios" } }
                    li { a href="#provenance" { "Provenance" } }
                }
            }
        }
    }
}

fn opening(results: &Results<'_>, sentence: &str) -> Markup {
    let recording = results.recording;
    let tone = if recording.conforms() { "good" } else { "bad" };
    let sign = if recording.conforms() { "✔" } else { "✘" };
    html! {
        section #verdict class=(tone) aria-labelledby="verdict-title" {
            @if let Some(gaps) = &results.gaps {
                p.partial role="note" { strong { "This is not the whole run." } " " (gaps) }
            }
            @if let Some(title) = &results.title { p.title { (on_one_line(title)) } }
            @if let Some(url) = &results.build_url {
                p.where { a href=(url) rel="noreferrer" { "The build that this is from" } }
            }
            h1 #verdict-title { span.sign aria-hidden="true" { (sign) } " " (sentence) }
            @for obstacle in verdict::obstacles(results) { p.obstacle { (obstacle) } }
            (verdict::numbers(recording))
        }
    }
}

fn scenarios(results: &Results<'_>, dimensions: &[DimensionValues]) -> Markup {
    html! {
        section #scenarios aria-labelledby="scenarios-title" {
            h2 #scenarios-title tabindex="-1" { "Scenarios" }
            noscript { p.partial { "A script draws the scenarios, and this browser does not run it." } }
            (filters::filters(results.recording, dimensions))
            p #found role="status" aria-live="polite" {}
            ol #cases {}
            p.more { button #more type="button" hidden { "Show more" } }
        }
    }
}
