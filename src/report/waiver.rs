//! Waived failures, and waivers that are no longer needed.

use crate::conformance::config::checked::Waiver;
use crate::conformance::waivers::{WaiverViolation, WaiverViolationKind};
use crate::recording::case::Case;
use crate::report::failure::{reason, title};
use crate::report::paint::Paint;

/// A failure that is waived, in short: what is wrong, why it may be, who is responsible and until when.
pub fn waived(case: &Case, paint: Paint) -> String {
    title(case, paint) + &excused(case)
}

/// The same without the title.
pub(crate) fn excused(case: &Case) -> String {
    let mut text = String::new();
    if let Some(why) = &case.why {
        text += &reason(case, why, Paint::Plain);
    }
    for diagnostic in &case.diagnostics {
        let line = diagnostic.line().unwrap_or(case.line);
        text += &format!("    line {line}: {}\n", diagnostic.message);
    }
    if let Some(waiver) = &case.waiver {
        text += &format!("    waived   {}\n", waiver.reason);
        text += &format!("             {}\n", in_a_line(waiver));
    }
    text
}

/// `by Ana Silva until 2027-01-31, PASS-7 (passgate.yaml:3)`
fn in_a_line(waiver: &Waiver) -> String {
    let Waiver { owner, expires, ticket, file, line, .. } = waiver;
    format!("by {owner} until {expires}, {ticket} ({file}:{line})")
}

/// Why a waiver fails the run, and what to do.
pub fn violation(violation: &WaiverViolation, paint: Paint) -> String {
    let Waiver { subject, reason, owner, ticket, file, line, .. } = &violation.waiver;
    let (title, remedy) = title_and_remedy(violation);
    let padding = 50_usize.saturating_sub(title.chars().count());
    let place = paint.faint(&format!("{file}:{line}"));
    let mut text = format!("{} {title}{:padding$}  {place}\n", paint.bad("✘"), "");
    text += &format!("    about    {subject}\n");
    text += &format!("    reason   {reason}\n");
    text += &format!("    owner    {owner}, {ticket}\n");
    text += &format!("    to do    {remedy}\n");
    text
}

/// What is wrong with a waiver, and what to do.
pub(crate) fn title_and_remedy(violation: &WaiverViolation) -> (String, String) {
    let WaiverViolation { waiver: Waiver { owner, expires, .. }, kind, run, conforming } =
        violation;
    let failing = run - conforming;
    let expired = format!("a waiver has expired: its last day was {expires}");
    match (kind, run, failing) {
        (_, 0, _) => {
            let why = "no scenario cites the clause";
            let title = match kind {
                WaiverViolationKind::Stale => format!("a waiver is stale: {why}"),
                WaiverViolationKind::Expired => expired,
            };
            (title, format!("remove the waiver: {why}, so there is nothing to waive"))
        }
        (WaiverViolationKind::Stale, 1, _) => (
            "a waiver is stale: the scenario that it covers conforms".to_owned(),
            "remove the waiver, so that the next failure is reported".to_owned(),
        ),
        (WaiverViolationKind::Stale, _, _) => (
            format!("a waiver is stale: the {run} scenarios that it covers conform"),
            "remove the waiver, so that the next failure is reported".to_owned(),
        ),
        (WaiverViolationKind::Expired, _, 0) => {
            (expired, "remove the waiver: nothing that was run needs it".to_owned())
        }
        (WaiverViolationKind::Expired, _, _) => (
            expired,
            format!("fix what fails and remove the waiver, or agree with {owner} on a later day"),
        ),
    }
}
