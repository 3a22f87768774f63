//! How far the verdict can be trusted: waivers, flaky scenarios, coverage and mutation.

use maud::{Markup, html};

use crate::conformance::config::checked::Waiver;
use crate::conformance::verdict::Verdict;
use crate::conformance::waivers::{WaiverStatus, WaiverViolationKind};
use crate::document::sanitized::on_one_line;
use crate::recording::ends::{Footer, MutationNote};
use crate::recording::whole::Recording;
use crate::report::format::html::changes::encoded;
use crate::report::paint::Paint;
use crate::report::snapshot::{ChangedTable, changed_tables};

/// How many names a list has.
const NAMED_MAX: usize = 50;

/// Everything else that is known, if there is anything.
pub(crate) fn trust(recording: &Recording) -> Markup {
    let footer = recording.footer.as_ref();
    let has_facts = footer.is_some_and(|footer| {
        !footer.waivers.is_empty() || !footer.coverage.is_empty() || !footer.mutation.is_empty()
    });
    let tables = changed_tables(recording, Paint::Plain);
    html! {
        @if has_facts || !tables.is_empty() || recording.count(Verdict::Flaky) > 0 {
            section #trust aria-labelledby="trust-title" {
                h2 #trust-title { "How far to trust this" }
                @if let Some(footer) = footer { (waivers(&footer.waivers)) }
                (flaky(recording))
                @if let Some(footer) = footer { (suite(footer)) }
                (snapshots(&tables))
            }
        }
    }
}

fn waivers(waiver_statuses: &[WaiverStatus]) -> Markup {
    html! {
        @if !waiver_statuses.is_empty() {
            h3 { "Waivers " span.count { (waiver_statuses.len()) } }
            ul.waivers {
                @for status in waiver_statuses { (waiver(status)) }
            }
        }
    }
}

fn waiver(status: &WaiverStatus) -> Markup {
    let Waiver { subject, reason, owner, ticket, expires, file, line, .. } = &status.waiver;
    let (tone, state) = match status.violation().map(|violation| violation.kind) {
        Some(WaiverViolationKind::Expired) => ("bad", "expired: it no longer waives anything"),
        Some(WaiverViolationKind::Stale) => {
            ("bad", "stale: what it covers conforms, so it can be removed")
        }
        None if status.expired => ("mild", "expired; nothing that it covers was run"),
        None => ("mild", "in force"),
    };
    html! {
        li.box {
            p { strong { bdi { (on_one_line(&subject.to_string())) } } " " span class={ "badge " (tone) } { (state) } }
            p { (on_one_line(reason)) }
            p.where {
                (on_one_line(owner)) " is responsible until " (expires)
                " · " (on_one_line(ticket)) " · " (on_one_line(file)) ":" (line)
            }
        }
    }
}

fn flaky(recording: &Recording) -> Markup {
    let count = recording.count(Verdict::Flaky);
    let cases = recording.cases.iter().filter(|case| case.verdict == Verdict::Flaky);
    html! {
        @if count > 0 {
            h3 { "Flaky " span.count { (count) } }
            p { "Each failed with one seed and passed with another: the result depends on random choices." }
            ul.plain {
                @for case in cases.take(NAMED_MAX) {
                    li { a href=(format!("#?open={}", encoded(&case.place()))) { bdi { (on_one_line(&case.name)) } } }
                }
                @if count > NAMED_MAX { li { "and " (count - NAMED_MAX) " more" } }
            }
        }
    }
}

/// Whether the scenarios would fail if something were wrong.
fn suite(footer: &Footer) -> Markup {
    let covered = footer.coverage.iter().filter(|note| note.fails_under.is_some()).count();
    html! {
        @if !footer.coverage.is_empty() {
            h3 { "Coverage" }
            p {
                strong { (covered) " of " (footer.coverage.len()) } " clauses are covered: a scenario fails if the system breaks them. "
                "How is listed with each " a href="#clauses" { "clause" } "."
            }
        }
        @for note in &footer.mutation { (mutation(note)) }
    }
}

fn mutation(note: &MutationNote) -> Markup {
    let MutationNote { policy, killed, equivalent, invalid, survived } = note;
    html! {
        h3 { "Mutants of " code { (policy) } }
        p {
            strong { (killed) " of " (note.to_kill()) } " mutants are killed: a scenario fails under each. "
            (equivalent) " more are equivalent, and " (invalid) " are invalid."
        }
        @if !survived.is_empty() {
            p { "These survived:" }
            ul.plain {
                @for mutant in survived.iter().take(NAMED_MAX) { li { (on_one_line(mutant)) } }
                @if survived.len() > NAMED_MAX { li { "and " (survived.len() - NAMED_MAX) " more" } }
            }
        }
    }
}

fn snapshots(tables: &[ChangedTable]) -> Markup {
    html! {
        @if !tables.is_empty() {
            h3 { "Tables that differ from the approved ones" }
            @for ChangedTable { title, text } in tables {
                p { (on_one_line(title)) }
                pre.wide tabindex="0" { @for line in text.lines() { (on_one_line(line)) "\n" } }
            }
        }
    }
}
