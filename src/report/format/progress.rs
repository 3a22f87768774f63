//! What is left to say once a bar has told how far a run is: what does not conform, and the numbers.

use crate::report::format::{Look, pretty};
use crate::report::results::Results;
use crate::report::summary::summary;

/// The failures as the pretty form tells them, and the last lines.
pub(crate) fn progress(results: &Results<'_>, look: Look) -> String {
    let failures = pretty::failures(results, look);
    let gap = if failures.is_empty() { "" } else { "\n" };
    format!("{failures}{gap}{}", summary(results, look.paint))
}
