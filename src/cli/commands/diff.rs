//! `passgate diff`: what has changed from one recorded run to another.

use std::path::PathBuf;

use crate::cli::args::recorded::{DiffArgs, DiffFormat};
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::recordings;
use crate::recording::comparison::Changes;
use crate::report;

/// Lists the rows and scenarios that have changed. The exit code says whether there are any.
pub(crate) fn diff(args: &DiffArgs, output: &Output) -> Result<Exit, CliError> {
    let load = |path: &PathBuf| recordings::load(std::slice::from_ref(path), output);
    let (before, after) = (load(&args.before)?, load(&args.after)?);
    for (recording, path) in [(&before, &args.before), (&after, &args.after)] {
        if let Some(gaps) = recording.gaps_in_words() {
            output.to_stderr(&format!("{}: {gaps}\n", path.display()));
        }
    }
    let changes = Changes::between(&before, &after);
    output.write(&match args.format {
        DiffFormat::Text => report::changes::changes(&changes),
        DiffFormat::Markdown => report::changes::changes_in_markdown(&changes),
    });
    Ok(if changes.is_empty() { Exit::Conforms } else { Exit::DoesNotConform })
}
