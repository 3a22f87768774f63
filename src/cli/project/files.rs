//! The one place that reads files: as text, with a name for people, or why one cannot be read.

use std::fs;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::cli::output::error::{FileError, reason};

/// No feature and no policy is larger, in mebibytes.
const FILE_MEBIBYTES_MAX: u64 = 16;

/// A text, and its name for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InputFile {
    /// Its path, relative to the folder where possible.
    pub(crate) label: String,
    /// Its content.
    pub(crate) text: String,
}

/// The files, or the errors of those that cannot be read.
pub(crate) type ReadResult = Result<Vec<InputFile>, Vec<FileError>>;

/// Reads a file as text.
pub(crate) fn read(path: &Path) -> Result<InputFile, FileError> {
    let label = label(path);
    let unreadable = |error| FileError::Unreadable { path: label.clone(), reason: reason(&error) };
    check_kind(path, &label)?;
    let file = File::open(path).map_err(unreadable)?;
    read_text(label, file)
}

/// Opens a file that is read bit by bit: it may be a pipe, and of any size. If there is none, `help` says what to do.
pub(crate) fn open(path: &Path, help: &'static str) -> Result<File, FileError> {
    let label = path.display().to_string();
    if path.is_dir() {
        return Err(FileError::NotAFile { path: label, what: "a folder", help });
    }
    File::open(path).map_err(|error| {
        if error.kind() == ErrorKind::NotFound {
            FileError::NotFound { path: label, help: help.to_owned() }
        } else {
            FileError::Unreadable { path: label, reason: reason(&error) }
        }
    })
}

/// Reads a text that is called `label`.
pub(crate) fn read_text(label: String, from: impl Read) -> Result<InputFile, FileError> {
    let unreadable = |error| FileError::Unreadable { path: label.clone(), reason: reason(&error) };
    let mut bytes = Vec::new();
    let bytes_max = FILE_MEBIBYTES_MAX * 1024 * 1024;
    from.take(bytes_max + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > bytes_max {
        return Err(FileError::TooLarge { path: label, limit: FILE_MEBIBYTES_MAX });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(InputFile { label, text }),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..good).unwrap_or_default();
            let line = before.split(|byte| *byte == b'\n').count();
            let last = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
            let column = String::from_utf8_lossy(last).chars().count() + 1;
            Err(FileError::NotUtf8 { path: label, line, column })
        }
    }
}

/// Refuses what is not a file before it is opened: opening a pipe without a writer would block forever.
fn check_kind(path: &Path, label: &str) -> Result<(), FileError> {
    let path_in_words = || label.to_owned();
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(FileError::NotAFile {
            path: path_in_words(),
            what: "a folder",
            help: "a file is needed there",
        }),
        // A shell passes `<(…)` as a pipe below `/dev` that has a writer.
        Ok(found) if !found.is_file() && !path.starts_with("/dev") => Err(FileError::NotAFile {
            path: path_in_words(),
            what: "a pipe or a device",
            help: "copy what it gives into a file",
        }),
        Ok(_) => Ok(()),
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(FileError::Unreadable { path: path_in_words(), reason: reason(&error) })
        }
        Err(_) => Err(match fs::read_link(path) {
            Ok(target) => {
                FileError::DeadLink { path: path_in_words(), target: target.display().to_string() }
            }
            Err(_) => FileError::NotFound {
                path: path_in_words(),
                help: "check the spelling; paths are relative to the current folder".to_owned(),
            },
        }),
    }
}

/// Every file below a folder with one of the endings, in the order of their paths.
pub(crate) fn files_below(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, FileError> {
    let mut files = files_in(folder)?;
    files.retain(|path| {
        path.extension()
            .is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    });
    Ok(files)
}

/// Every file below a folder that is not hidden, in the order of their paths.
pub(crate) fn files_in(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let unreadable = |error| FileError::Unreadable { path: label(folder), reason: reason(&error) };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        // Editors keep hidden files next to the one that is edited.
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // A link to a folder is not followed, so that a loop of links ends.
        if entry.file_type().map_err(unreadable)?.is_dir() {
            files.extend(files_in(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The name of a path for people: relative, with `/`, without `./` in front.
pub(crate) fn label(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let relative = path.strip_prefix(&here).unwrap_or(path);
    let parts: Vec<String> = relative
        .components()
        .filter(|part| !matches!(part, std::path::Component::CurDir))
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/").replacen("//", "/", 1)
}
