//! `passgate diff`: what has changed from one recorded run to another.

use crate::cli::args::reading::{DiffArgs, DiffForm};
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::recordings;
use crate::recording::comparison::Changes;
use crate::report;

/// Tells the rows and scenarios that turned. The exit code says whether there are any.
pub(crate) fn diff(args: &DiffArgs, output: &Output) -> Result<Exit, CliError> {
    let load = |path: &std::path::PathBuf| recordings::load(std::slice::from_ref(path));
    let (before, after) = (load(&args.before)?, load(&args.after)?);
    for (recording, path) in [(&before, &args.before), (&after, &args.after)] {
        if let Some(gaps) = recording.gaps_in_words() {
            output.to_stderr(&format!("{}: {gaps}\n", path.display()));
        }
    }
    let changes = Changes::between(&before, &after);
    output.write(&match args.format {
        DiffForm::Text => report::changes::changes(&changes),
        DiffForm::Markdown => report::changes::changes_in_markdown(&changes),
    });
    Ok(if changes.is_empty() { Exit::Conforms } else { Exit::DoesNotConform })
}
