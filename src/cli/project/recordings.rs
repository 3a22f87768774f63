//! Recordings from files: one run, or the shards of one.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use crate::cli::output::error::{CliError, FileError, reason};
use crate::document::diagnostic::Diagnostic;
use crate::recording::merging::merge;
use crate::recording::reading::read;
use crate::recording::whole::Recording;

/// Reads the recordings, which are one run or the shards of one, and puts them together.
pub(crate) fn load(paths: &[PathBuf]) -> Result<Recording, CliError> {
    let mut parts = Vec::new();
    let mut problems: Vec<Diagnostic> = Vec::new();
    for path in paths {
        match opened(path) {
            Err(error) => problems.push(error.into()),
            Ok(file) => match read(&path.display().to_string(), BufReader::new(file)) {
                Ok(recording) => parts.push((path.display().to_string(), recording)),
                Err(error) => problems.push(error.into()),
            },
        }
    }
    if !problems.is_empty() {
        return Err(CliError::inputs(problems));
    }
    merge(parts).map_err(CliError::input)
}

/// The recording that a run is compared with, where somebody named one.
pub(crate) fn baseline(path: Option<&Path>) -> Result<Option<Recording>, CliError> {
    path.filter(|path| !path.as_os_str().is_empty())
        .map(|path| load(&[path.to_owned()]))
        .transpose()
}

fn opened(path: &Path) -> Result<File, FileError> {
    let label = path.display().to_string();
    if path.is_dir() {
        let help = "name a file that `passgate run -f record:PATH` wrote";
        return Err(FileError::NotAFile { path: label, what: "a folder", help });
    }
    File::open(path).map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            let help = "name a file that `passgate run -f record:PATH` wrote".to_owned();
            FileError::NotFound { path: label, help }
        } else {
            FileError::Unreadable { path: label, reason: reason(&error) }
        }
    })
}
