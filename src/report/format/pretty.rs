//! What a person at a terminal wants to know: marks, what does not conform and why, tables, numbers.

use crate::conformance::verdict::Verdict;
use crate::recording::case::Case;
use crate::recording::whole::Recording;
use crate::report::changes::changes;
use crate::report::failure::{failure, flaky, title};
use crate::report::format::table::tables;
use crate::report::format::{Look, policies};
use crate::report::results::Results;
use crate::report::snapshot::changed_tables_text;
use crate::report::summary::{heading, summary};
use crate::report::waiver::{violation, waived};

/// How many scenarios that do not conform are shown in full.
const SHOWN_MAX: usize = 20;

/// How many more are named.
const NAMED_MAX: usize = 100;

/// How many marks a line has.
const MARKS_A_LINE: usize = 60;

/// The whole report.
pub(crate) fn pretty(results: &Results<'_>, look: Look) -> String {
    let recording = results.recording;
    let heading = heading(&policies(recording), recording.header.seed, look.paint);
    heading + &marks(recording) + &body(results, look)
}

/// Everything below the marks.
pub fn body(results: &Results<'_>, look: Look) -> String {
    let mut text = failures(results, look);
    let partly = Results { gaps: None, support: None, ..Results::of(results.recording) };
    let tables = tables(&partly, look.width);
    if !tables.is_empty() {
        text += &format!("\n{tables}");
    }
    text += &changed_tables_text(results.recording, look.paint);
    if let Some(since) = &results.changes {
        text += &format!("\nSince the baseline\n{}", changes(since));
    }
    text + "\n" + &summary(results, look.paint)
}

/// What does not conform, what is flaky or waived, and the waivers that are in the way.
pub fn failures(results: &Results<'_>, look: Look) -> String {
    let mut text = failing(results.recording, look);
    let few = |verdict, report: &dyn Fn(&Case) -> String, rest: &str| {
        let all = || results.recording.cases.iter().filter(|case| case.verdict == verdict);
        let mut text: String =
            all().take(SHOWN_MAX).map(|case| format!("\n{}", report(case))).collect();
        let more = all().count().saturating_sub(SHOWN_MAX);
        if more > 0 {
            text += &format!("\n{more} more {rest}\n");
        }
        text
    };
    text += &few(
        Verdict::Unsupported,
        &|case| failure_of(results.recording, case, look),
        "are unsupported",
    );
    text += &few(Verdict::Flaky, &|case| flaky(case, look.paint), "are flaky");
    text += &few(Verdict::Waived, &|case| waived(case, look.paint), "are waived");
    for one in &results.violations {
        text += &format!("\n{}", violation(one, look.paint));
    }
    text
}

fn failure_of(recording: &Recording, case: &Case, look: Look) -> String {
    failure(recording, case, look.paint, look.width)
}

/// The first scenarios that do not conform and why, more of them by name, the rest as a number.
fn failing(recording: &Recording, look: Look) -> String {
    let is_listed = |verdict: Verdict| !verdict.is_tolerable() && verdict != Verdict::NotReached;
    let cases = || recording.cases.iter().filter(|case| is_listed(case.verdict));
    let mut text: String = cases()
        .take(SHOWN_MAX)
        .map(|case| format!("\n{}", failure_of(recording, case, look)))
        .collect();
    let more = cases().count().saturating_sub(SHOWN_MAX);
    if more == 0 {
        return text;
    }
    text += &format!("\n{more} more do not conform; name one as FILE:LINE to see why\n");
    text.extend(cases().skip(SHOWN_MAX).take(NAMED_MAX).map(|case| title(case, look.paint)));
    if more > NAMED_MAX {
        text += &format!("… and {} more\n", more - NAMED_MAX);
    }
    text
}

/// One mark a scenario, in lines of sixty.
fn marks(recording: &Recording) -> String {
    let mut text = String::new();
    for (case, number) in recording.cases.iter().zip(1..) {
        text.push(case.verdict.mark());
        if number == recording.cases.len() || number % MARKS_A_LINE == 0 {
            text += &format!(" {number}\n");
        }
    }
    text
}
