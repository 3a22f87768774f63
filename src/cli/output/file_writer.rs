//! The one place that writes files: each whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use tempfile::NamedTempFile;

use crate::cli::output::error::{FileError, reason};

/// Writes a file; what a link points to is written, and the link stays.
///
/// What is no file, such as a pipe or `/dev/stderr`, is written into: replacing it would be of no use.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), FileError> {
    let is_special = fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    if is_special {
        let opened = OpenOptions::new().write(true).open(path);
        let written = opened.and_then(|mut into| into.write_all(text.as_bytes()));
        return written.map_err(|error| unwritable(path, &error));
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    replace(staged(&target, text)?, &target)
}

/// Writes several files: all of them, or none if one cannot be written.
pub(crate) fn write_all(files: impl Iterator<Item = (PathBuf, String)>) -> Result<(), FileError> {
    let mut all = Vec::new();
    for (path, text) in files {
        all.push((staged(&path, &text)?, path));
    }
    all.into_iter().try_for_each(|(file, path)| replace(file, &path))
}

/// Writes a file that must not exist yet.
pub(crate) fn write_new(path: &Path, text: &str) -> Result<(), FileError> {
    let exists = || FileError::Exists { path: path.display().to_string() };
    if path.symlink_metadata().is_ok() {
        return Err(exists());
    }
    let file = staged(path, text)?;
    file.persist_noclobber(path).map_err(|error| {
        let taken = error.error.kind() == io::ErrorKind::AlreadyExists;
        if taken { exists() } else { unwritable(path, &error.error) }
    })?;
    Ok(())
}

/// Writes a file that exists, and keeps its permissions. A link stays one: what it points to is written.
pub(crate) fn rewrite(path: &Path, text: &str) -> Result<(), FileError> {
    let failed = |error: &io::Error| unwritable(path, error);
    let target = fs::canonicalize(path).map_err(|error| failed(&error))?;
    let permissions = fs::metadata(&target).map_err(|error| failed(&error))?.permissions();
    if permissions.readonly() {
        let reason = "it is read-only".to_owned();
        return Err(FileError::Unwritable { path: path.display().to_string(), reason });
    }
    let file = staged(&target, text)?;
    file.as_file().set_permissions(permissions).map_err(|error| failed(&error))?;
    replace(file, &target)
}

/// Begins a file that is written line by line, so that a process that is killed leaves its beginning.
pub(crate) fn begin(path: &Path) -> Result<File, FileError> {
    let failed = |error: io::Error| unwritable(path, &error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    File::create(path).map_err(failed)
}

/// Removes a file; that there may be none is no error.
pub(crate) fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}

/// The error for a file that the system does not let be written.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> FileError {
    FileError::Unwritable { path: path.display().to_string(), reason: reason(error) }
}

/// Writes a text next to the file that it becomes once it is whole.
fn staged(path: &Path, text: &str) -> Result<NamedTempFile, FileError> {
    if path.is_dir() {
        let what = "a folder";
        let help = "remove the folder, or choose another name";
        return Err(FileError::NotAFile { path: path.display().to_string(), what, help });
    }
    let failed = |error: &io::Error| unwritable(path, error);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".passgate-");
    // A temporary file is readable by its owner alone; this one becomes a file like any other.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(|error| failed(&error))?;
    file.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    file.as_file().sync_all().map_err(|error| failed(&error))?;
    Ok(file)
}

fn replace(file: NamedTempFile, path: &Path) -> Result<(), FileError> {
    file.persist(path).map_err(|error| unwritable(path, &error.error))?;
    Ok(())
}
