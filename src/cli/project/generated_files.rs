//! Files that passgate writes for other programs and writes anew: whole or not at all, and only over its own.

use std::fs;
use std::path::Path;

use thiserror::Error;

use crate::cli::output::error::{CliError, FileError};
use crate::cli::project::files::{label, read};
use crate::cli::project::snapshots;
use crate::document::diagnostic::Diagnostic;

/// Somebody else's file stands where ours would.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{path}` was not written by passgate, and is left as it is")]
#[diagnostic(code(file::not_ours), help("move it away, or choose another folder"))]
struct NotOurs {
    path: String,
}

/// A text, and where it goes.
pub(crate) struct Written<'a> {
    pub(crate) path: &'a Path,
    pub(crate) text: &'a str,
    /// A line of the text by which an older one is known as ours.
    pub(crate) mark: &'a str,
}

/// Writes every file, or none where one of them would replace somebody else's: each of those is told.
pub(crate) fn write_own(files: &[Written<'_>]) -> Result<(), CliError> {
    let problems: Vec<Diagnostic> = files.iter().filter_map(hindrance).collect();
    if !problems.is_empty() {
        return Err(CliError::inputs(problems));
    }
    for file in files {
        snapshots::write(file.path, file.text).map_err(CliError::input)?;
    }
    Ok(())
}

/// What keeps a file from being written.
fn hindrance(file: &Written<'_>) -> Option<Diagnostic> {
    if fs::symlink_metadata(file.path).is_err() {
        // There is nothing; or what keeps us from looking keeps us from writing too, and is told then.
        return None;
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
