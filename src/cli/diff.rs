//! `passgate diff`: what has changed from one recorded run to another.

use crate::cli::args::{DiffArgs, DiffForm};
use crate::cli::error::CliError;
use crate::cli::output::Output;
use crate::cli::{Exit, recordings};
use crate::recording::Changes;
use crate::report;

/// Tells the rows and scenarios that turned. The exit code says whether there are any.
pub(super) fn diff(args: &DiffArgs, output: &Output) -> Result<Exit, CliError> {
    let load = |path: &std::path::PathBuf| recordings::load(std::slice::from_ref(path));
    let (before, after) = (load(&args.before)?, load(&args.after)?);
    for (recording, path) in [(&before, &args.before), (&after, &args.after)] {
        if let Some(gaps) = recording.gaps_in_words() {
            output.to_stderr(&format!("{}: {gaps}\n", path.display()));
        }
    }
    let changes = Changes::between(&before, &after);
    output.write(&match args.format {
        DiffForm::Text => report::changes(&changes),
        DiffForm::Markdown => report::changes_in_markdown(&changes),
    });
    Ok(if changes.is_empty() { Exit::Conforms } else { Exit::DoesNotConform })
}
