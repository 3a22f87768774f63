//! What makes no sense while watching, refused on the command line: all of it at once.

use std::path::Path;

use thiserror::Error;

use crate::cli::args::run::RunArgs;
use crate::cli::args::telling::FormatArg;
use crate::cli::output::error::CliError;
use crate::cli::project::files::label;
use crate::report::format::FormatKind;

/// An option that does not go with `--watch`.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`--watch` does not go with `{option}`: {why}")]
#[diagnostic(code(watch::conflict), help("{help}"))]
struct Conflict {
    option: String,
    why: &'static str,
    help: &'static str,
}

/// Tells every option that does not go with watching.
pub(crate) fn refuse(args: &RunArgs) -> Result<(), CliError> {
    let mut conflicts = Vec::new();
    let mut refuse = |refused: bool, option: &str, why, help| {
        if refused {
            conflicts.push(Conflict { option: option.to_owned(), why, help });
        }
    };
    let is_recording = |one: &FormatArg| one.format.kind() == FormatKind::Recording;
    let records = args.telling.format.iter().any(is_recording);
    refuse(
        records,
        "--format record",
        "a recording is of one run",
        "record a run of its own: `passgate run --format record:PATH`",
    );
    for FormatArg { format, path } in &args.telling.format {
        refuse(
            path.is_none() && format.kind() == FormatKind::Document,
            &format!("--format {format}"),
            "on standard output one document would follow the other",
            "write it to a file: `--format TYPE:PATH`",
        );
    }
    refuse(
        args.shard.0.is_some(),
        "--shard",
        "a part of a run says nothing about what was saved in another part",
        "name the features to watch instead",
    );
    refuse(
        args.last_failed,
        "--last-failed",
        "what failed last changes with every save",
        "name what failed: `passgate run --format rerun:LIST` writes it down, `--watch @LIST` watches it",
    );
    for path in args.telling.format.iter().filter_map(|one| one.path.as_deref()) {
        refuse(
            is_read(path, args),
            &format!("--format TYPE:{}", label(path)),
            "every run would change what the next one reads",
            "write it to another file",
        );
    }
    for path in args.paths.iter().filter(|path| path.starts_with("/dev/")) {
        refuse(
            true,
            path,
            "what a pipe gives can be read once only",
            "copy what it gives into a file",
        );
    }
    if conflicts.is_empty() {
        return Ok(());
    }
    Err(CliError::usages(conflicts))
}

/// Whether a file is one that the command line names to be read.
fn is_read(path: &Path, args: &RunArgs) -> bool {
    let named = args.paths.iter().map(|path| path.strip_prefix('@').unwrap_or(path));
    let config = args.run.config.config.as_deref();
    let named = named.chain(args.run.policy.as_deref()).map(Path::new).chain(config);
    named.map(label).any(|named| named == label(path))
}
