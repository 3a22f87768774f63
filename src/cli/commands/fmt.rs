//! `passgate fmt`: formats feature files, each of which is written whole or left as it is.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::cli::args::fmt::FmtArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::file_writer;
use crate::cli::output::staging::remove_abandoned;
use crate::cli::output::terminal::Output;
use crate::cli::project::files::InputFile;
use crate::cli::project::root::{FEATURES, SuiteRoot};
use crate::cli::project::{files, sources};
use crate::cli::signals;
use crate::document::diagnostic::Diagnostic;
use crate::document::wording::counted;
use crate::language;
use crate::language::formatting::FormatError;
use crate::report;

/// The name of a text that comes from another program.
const STANDARD_INPUT: &str = "standard input";

/// Formats what the command line names, or prints what would change.
pub(crate) fn fmt(args: &FmtArgs, output: &Output) -> Result<Exit, CliError> {
    if args.paths.iter().any(|path| path == "-") {
        if args.paths.len() > 1 {
            return Err(CliError::usage(NotAlone));
        }
        return standard_input(args, output);
    }
    let (paths, mut reports) = paths(&args.paths)?;
    let (mut changed, mut unchanged, mut refused) = (0, 0, reports.len());
    signals::stop_flag();
    let folders: BTreeSet<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
    if !args.check {
        folders.into_iter().for_each(remove_abandoned);
    }
    let (mut left, mut paths) = (0, paths.into_iter());
    while let Some(path) = paths.next() {
        if signals::is_stopped() {
            left = paths.len() + 1;
            break;
        }
        match formatted(&path) {
            Ok((source, text)) if source.text == text => unchanged += 1,
            Ok((source, text)) => {
                let written = if args.check {
                    difference(&source, &text, output);
                    Ok(())
                } else {
                    file_writer::rewrite(&path, &text).map(|()| {
                        output.write(&format!("formatted {}\n", source.label));
                    })
                };
                match written {
                    Ok(()) => changed += 1,
                    Err(error) => {
                        refused += 1;
                        reports.push(error.into());
                    }
                }
            }
            Err(errors) => {
                refused += 1;
                reports.extend(errors);
            }
        }
    }
    let refused = match refused {
        0 => String::new(),
        count => format!(", {count} skipped"),
    };
    let left = match left {
        0 => String::new(),
        count => format!("interrupted: {} not looked at, ", counted(count, "file")),
    };
    let done = if args.check { "would be formatted" } else { "formatted" };
    output.write(&format!("{left}{changed} {done}, {unchanged} unchanged{refused}\n"));
    if !reports.is_empty() {
        return Err(CliError::inputs(reports));
    }
    Ok(if args.check && changed > 0 { Exit::DoesNotConform } else { Exit::Conforms })
}

/// Reads a feature from standard input and prints it formatted, for editors.
fn standard_input(args: &FmtArgs, output: &Output) -> Result<Exit, CliError> {
    let label = STANDARD_INPUT.to_owned();
    let source = files::read_text(label, io::stdin()).map_err(CliError::input)?;
    let text = format(&source).map_err(CliError::inputs)?;
    if !args.check {
        output.write_exactly(&text);
        return Ok(Exit::Conforms);
    }
    if source.text == text {
        return Ok(Exit::Conforms);
    }
    difference(&source, &text, output);
    Ok(Exit::DoesNotConform)
}

/// The files to format, each once, and the errors of paths that lead to none.
fn paths(named: &[String]) -> Result<(Vec<PathBuf>, Vec<Diagnostic>), CliError> {
    let (mut found, mut reports) = (Vec::new(), Vec::new());
    if named.is_empty() {
        let root = SuiteRoot::here();
        if !root.has_features() {
            return Err(CliError::nothing(NoFeatures));
        }
        found = sources::feature_paths(&root.way(FEATURES)).map_err(CliError::input)?;
    }
    for path in named {
        let file = Path::new(path);
        let paths = match file.is_dir() {
            true => sources::feature_paths(file),
            false => Ok(vec![file.to_owned()]),
        };
        match paths {
            Ok(paths) => found.extend(paths),
            Err(error) => reports.push(error.into()),
        }
    }
    found.sort_by_key(|path| files::label(path));
    found.dedup_by_key(|path| files::label(path));
    Ok((found, reports))
}

/// A file as it is, and its text as it should be.
fn formatted(path: &Path) -> Result<(InputFile, String), Vec<Diagnostic>> {
    let source = files::read(path).map_err(|error| vec![error.into()])?;
    let text = format(&source)?;
    Ok((source, text))
}

fn format(source: &InputFile) -> Result<String, Vec<Diagnostic>> {
    language::formatting::format(&source.label, &source.text).map_err(|error| match error {
        FormatError::NotGherkin(errors) => errors.into_problems(),
        changes @ FormatError::MeaningWouldChange { .. } => vec![changes.into()],
    })
}

fn difference(source: &InputFile, text: &str, output: &Output) {
    output.write(&format!("would format {}\n", source.label));
    output.write(&report::snapshot::difference(
        &report::snapshot::formatting_diff(&source.text, text),
        output.paint(),
    ));
}

/// `-` with other paths.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`-` means standard input and cannot be used with other paths")]
#[diagnostic(code(fmt::not_alone), help("format the files in a separate command"))]
struct NotAlone;

/// A folder without features.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("there is no `features` folder here")]
#[diagnostic(
    code(fmt::nothing),
    help("name feature files or folders of them, or `-` for standard input")
)]
struct NoFeatures;
