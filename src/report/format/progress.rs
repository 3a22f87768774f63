//! What is left to report after a progress bar: what does not conform, and the numbers.

use crate::report::format::{Look, policies, pretty};
use crate::report::results::Results;
use crate::report::summary::{heading, summary};

/// The whole report.
pub(crate) fn progress(results: &Results<'_>, look: Look) -> String {
    let recording = results.recording;
    heading(&policies(recording), recording.header.seed, look.paint) + &rest(results, look)
}

/// Everything below the bar: the failures as the pretty format reports them, and the last lines.
pub(crate) fn rest(results: &Results<'_>, look: Look) -> String {
    let failures = pretty::failures(results, look);
    let gap = if failures.is_empty() { "" } else { "\n" };
    format!("{failures}{gap}{}", summary(results, look.paint))
}
