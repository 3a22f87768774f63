//! How far the verdict can be trusted: waivers, flaky scenarios, coverage and mutation.

use maud::{Markup, html};

use crate::conformance::verdict::Verdict;
use crate::conformance::waivers::{WaiverStatus, WaiverViolationKind};
use crate::document::sanitized::on_one_line;
use crate::recording::ends::{Footer, MutationNote};
use crate::recording::whole::Recording;
use crate::report::format::html::changes::encoded;

/// How many names a list tells.
const NAMED_MAX: usize = 50;

/// Everything that is known beside the verdicts; nothing where nothing is.
pub(crate) fn trust(recording: &Recording) -> Markup {
    let footer = recording.footer.as_ref();
    let told = footer.is_some_and(|footer| {
        !footer.waivers.is_empty()
            || !footer.coverage.is_empty()
            || !footer.mutation.is_empty()
            || !footer.snapshot.changes.is_empty()
    });
    html! {
        @if told || recording.count(Verdict::Flaky) > 0 {
            section #trust aria-labelledby="trust-title" {
                h2 #trust-title { "How far this can be trusted" }
                @if let Some(footer) = footer { (waivers(&footer.waivers)) }
                (flaky(recording))
                @if let Some(footer) = footer { (suite(footer)) (snapshots(footer)) }
            }
        }
    }
}

fn waivers(standings: &[WaiverStatus]) -> Markup {
    html! {
        @if !standings.is_empty() {
            h3 { "Waivers " span.count { (standings.len()) } }
            ul.waivers {
                @for status in standings { (waiver(status)) }
            }
        }
    }
}

fn waiver(status: &WaiverStatus) -> Markup {
    let recorded_waiver = &status.recorded_waiver;
    let (tone, state) = match status.violation().map(|violation| violation.kind) {
        Some(WaiverViolationKind::Expired) => ("bad", "expired: it waives nothing any more"),
        Some(WaiverViolationKind::Stale) => {
            ("bad", "stale: what it covers conforms, so that it can be removed")
        }
        None if status.expired => ("mild", "expired; nothing that it covers was played"),
        None => ("mild", "in force"),
    };
    html! {
        li.box {
            p { strong { bdi { (on_one_line(&recorded_waiver.subject)) } } " " span class={ "badge " (tone) } { (state) } }
            p { (on_one_line(&recorded_waiver.reason)) }
            p.where {
                (on_one_line(&recorded_waiver.owner)) " answers for it until " (on_one_line(&recorded_waiver.expires))
                " · " (on_one_line(&recorded_waiver.ticket)) " · " (on_one_line(&recorded_waiver.written_at))
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
            p { "Each failed with one seed and held with another: chance decides, or a fault." }
            ul.plain {
                @for case in cases.take(NAMED_MAX) {
                    li { a href=(format!("#?open={}", encoded(&case.place()))) { bdi { (on_one_line(&case.name)) } } }
                }
                @if count > NAMED_MAX { li { "and " (count - NAMED_MAX) " more" } }
            }
        }
    }
}

/// Whether the scenarios would notice anything.
fn suite(footer: &Footer) -> Markup {
    let covered = footer.coverage.iter().filter(|note| note.falls_with.is_some()).count();
    html! {
        @if !footer.coverage.is_empty() {
            h3 { "Coverage" }
            p { strong { (covered) " of " (footer.coverage.len()) } " clauses fall when what they require is broken; each stands beside its " a href="#clauses" { "clause" } "." }
        }
        @for note in &footer.mutation { (mutation(note)) }
    }
}

fn mutation(note: &MutationNote) -> Markup {
    let MutationNote { policy, mutants, noticed, survivors } = note;
    html! {
        h3 { "Mutation of " code { (policy) } }
        p { strong { (noticed) " of " (mutants) } " changes of the policy are noticed by a scenario." }
        @if !survivors.is_empty() {
            p { "Nobody would notice:" }
            ul.plain {
                @for survivor in survivors.iter().take(NAMED_MAX) { li { (on_one_line(survivor)) } }
                @if survivors.len() > NAMED_MAX { li { "and " (survivors.len() - NAMED_MAX) " more" } }
            }
        }
    }
}

fn snapshots(footer: &Footer) -> Markup {
    html! {
        @if !footer.snapshot.changes.is_empty() {
            h3 { "Tables that differ from the approved ones" }
            @for change in &footer.snapshot.changes {
                pre.wide tabindex="0" {
                    @for line in change.lines() { (on_one_line(line)) "\n" }
                }
            }
        }
    }
}
