//! The page that GitHub Actions shows for a job: Markdown appended to a file that the environment names.

use std::fs::OpenOptions;
use std::io;
use std::io::Write as _;
use std::path::PathBuf;

use crate::cli::output::error::FileError;
use crate::report::format::markdown::markdown_within;
use crate::report::results::Results;

/// The largest page that a step may write; GitHub refuses a larger one as a whole.
const BYTES_MAX: u64 = 1024 * 1024;

/// Appends the run to the page, where there is one. What other commands of the step wrote there stays, and counts.
pub(crate) fn append(results: &Results<'_>) -> Result<(), FileError> {
    let Some(path) = page() else { return Ok(()) };
    let unwritable = |error: io::Error| FileError::unwritable(&path, &error);
    let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(unwritable)?;
    let before = file.metadata().map_err(unwritable)?.len();
    let room = usize::try_from(BYTES_MAX.saturating_sub(before)).unwrap_or(usize::MAX);
    let text = markdown_within(results, room);
    // One write, so that a page never ends within a table.
    file.write_all(text.as_bytes()).map_err(unwritable)
}

#[expect(clippy::disallowed_methods, reason = "this is where the environment names the page")]
fn page() -> Option<PathBuf> {
    std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()).map(PathBuf::from)
}
