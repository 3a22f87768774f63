//! Files that passgate generates for other programs, and replaces only if it wrote them itself.

use std::fs;
use std::path::Path;

use thiserror::Error;

use crate::cli::output::error::{CliError, FileError};
use crate::cli::output::file_writer;
use crate::cli::project::files::{label, read};
use crate::document::diagnostic::Diagnostic;

/// Another file has the path of ours.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{path}` was not written by passgate, and is left as it is")]
#[diagnostic(code(file::not_ours), help("move it away, or choose another folder"))]
struct NotOurs {
    path: String,
}

/// A text, and where it goes.
pub(crate) struct GeneratedFile<'a> {
    pub(crate) path: &'a Path,
    pub(crate) text: &'a str,
    /// A line of the text by which an older one is recognised as ours.
    pub(crate) mark: &'a str,
}

/// Writes every file, or none if one of them would replace a file that passgate did not write: each of those is
/// reported.
pub(crate) fn write_generated(files: &[GeneratedFile<'_>]) -> Result<(), CliError> {
    let problems: Vec<Diagnostic> = files.iter().filter_map(obstacle).collect();
    if !problems.is_empty() {
        return Err(CliError::inputs(problems));
    }
    let files = files.iter().map(|file| (file.path.to_owned(), file.text.to_owned()));
    file_writer::write_all(files).map_err(CliError::input)
}

/// Why a file cannot be replaced.
fn obstacle(file: &GeneratedFile<'_>) -> Option<Diagnostic> {
    if fs::symlink_metadata(file.path).is_err() {
        // There is nothing; or what prevents us from looking prevents us from writing too, and is reported then.
        return None;
    }
    if let Ok(target) = fs::read_link(file.path) {
        let (path, target) = (label(file.path), target.display().to_string());
        return Some(FileError::Link { link: "it".to_owned(), path, target }.into());
    }
    match read(file.path) {
        Ok(found) if found.text.lines().any(|line| line == file.mark) => None,
        Ok(_)
        | Err(
            FileError::NotUtf8 { .. }
            | FileError::TooLarge { .. }
            | FileError::NotAFile { .. }
            | FileError::DeadLink { .. },
        ) => Some(NotOurs { path: label(file.path) }.into()),
        Err(error) => Some(error.into()),
    }
}
