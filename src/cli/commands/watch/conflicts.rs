//! Options that conflict with `--watch`, all reported at once.

use std::path::Path;

use thiserror::Error;

use crate::cli::args::reporting::FormatArg;
use crate::cli::args::run::RunArgs;
use crate::cli::output::error::CliError;
use crate::cli::project::files::label;
use crate::report::format::FormatKind;

/// An option that conflicts with `--watch`.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`--watch` cannot be used with `{option}`: {why}")]
#[diagnostic(code(watch::conflict), help("{help}"))]
struct Conflict {
    option: String,
    why: &'static str,
    help: &'static str,
}

/// Refuses every option that conflicts with watching.
pub(crate) fn refuse(args: &RunArgs) -> Result<(), CliError> {
    let mut conflicts = Vec::new();
    let mut refuse = |refused: bool, option: &str, why, help| {
        if refused {
            conflicts.push(Conflict { option: option.to_owned(), why, help });
        }
    };
    let records =
        args.reporting.format.iter().any(|one| one.format.kind() == FormatKind::Recording);
    refuse(
        records,
        "--format record",
        "a recording contains one run",
        "record a separate run: `passgate run --format record:PATH`",
    );
    for FormatArg { format, path } in &args.reporting.format {
        refuse(
            path.is_none() && format.kind() == FormatKind::Document,
            &format!("--format {format}"),
            "standard output would contain several documents",
            "write it to a file: `--format TYPE:PATH`",
        );
    }
    refuse(
        args.shard.0.is_some(),
        "--shard",
        "a saved file may affect another shard",
        "name the features to watch instead",
    );
    refuse(
        args.last_failed,
        "--last-failed",
        "what failed last changes with every save",
        "name what failed: `passgate run --format rerun:LIST` lists it, `--watch @LIST` watches it",
    );
    for path in args.reporting.format.iter().filter_map(|one| one.path.as_deref()) {
        refuse(
            is_read(path, args),
            &format!("--format TYPE:{}", label(path)),
            "every run would change what the next one reads",
            "write it to another file",
        );
    }
    for path in args.paths.iter().filter(|path| path.starts_with("/dev/")) {
        refuse(true, path, "a pipe can be read only once", "copy its content into a file");
    }
    if conflicts.is_empty() {
        return Ok(());
    }
    Err(CliError::usages(conflicts))
}

/// Whether the command line names a file as an input.
fn is_read(path: &Path, args: &RunArgs) -> bool {
    let named = args.paths.iter().map(|path| path.strip_prefix('@').unwrap_or(path));
    let config = args.run.config.config.as_deref();
    let named = named.chain(args.run.policy.as_deref()).map(Path::new).chain(config);
    named.map(label).any(|named| named == label(path))
}
