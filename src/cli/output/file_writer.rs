//! The one place that writes files: each whole or not at all, and only where someone said so.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::cli::output::error::FileError;
use crate::cli::output::staging::StagedFile;
use crate::cli::project::root::SuiteRoot;

/// Writes a file that the command line names; what a link points to is written, and the link stays.
///
/// What is no file, such as a pipe or `/dev/stderr`, is written into: replacing it would be of no use.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), FileError> {
    if is_special(path) {
        let opened = OpenOptions::new().write(true).open(path);
        let written = opened.and_then(|mut into| into.write_all(text.as_bytes()));
        return written.map_err(|error| FileError::unwritable(path, &error));
    }
    StagedFile::with(path, &checked_destination(path)?, text)?.replace()?;
    Ok(())
}

/// Writes a file in the suite's folder that no one named.
pub(crate) fn write_unnamed(root: &Path, path: &Path, text: &str) -> Result<(), FileError> {
    refuse_links(root, path)?;
    if is_special(path) {
        let (what, help) = ("a pipe or a device", "remove it; nothing was changed");
        return Err(FileError::NotAFile { path: path.display().to_string(), what, help });
    }
    StagedFile::with(path, unless_folder(path)?, text)?.replace()?;
    Ok(())
}

/// Writes several files that no one named: all of them, or none if one cannot be written.
pub(crate) fn write_all(files: impl Iterator<Item = (PathBuf, String)>) -> Result<(), FileError> {
    let mut all = Vec::new();
    for (path, text) in files {
        all.push(StagedFile::with(&path, unless_folder(&path)?, &text)?);
    }
    all.into_iter().try_for_each(|staged| staged.replace().map(drop))
}

/// Writes a file that must not exist yet.
pub(crate) fn write_new(path: &Path, text: &str) -> Result<(), FileError> {
    if path.symlink_metadata().is_ok() {
        return Err(FileError::Exists { path: path.display().to_string() });
    }
    StagedFile::with(path, &checked_destination(path)?, text)?.create()
}

/// Writes a file that exists, and keeps its permissions. A link stays one: what it points to is written.
pub(crate) fn rewrite(path: &Path, text: &str) -> Result<(), FileError> {
    let failed = |error: &io::Error| FileError::unwritable(path, error);
    let target = checked_destination(path)?;
    let permissions = fs::metadata(&target).map_err(|error| failed(&error))?.permissions();
    if permissions.readonly() {
        let reason = "it is read-only".to_owned();
        return Err(FileError::Unwritable { path: path.display().to_string(), reason });
    }
    let mut staged = StagedFile::with(path, &target, text)?;
    staged.file().set_permissions(permissions).map_err(|error| failed(&error))?;
    staged.replace()?;
    Ok(())
}

/// Removes a file; that there may be none is no error.
pub(crate) fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}

/// Whether there is something that is neither a file nor a folder.
pub(crate) fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Where a path leads, through every link: two spellings of one file lead to the same place.
pub(crate) fn destination(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let found = whole.ancestors().find_map(|above| Some((above, fs::canonicalize(above).ok()?)));
    let rest = |(above, found): (&Path, PathBuf)| match whole.strip_prefix(above) {
        Ok(rest) if rest.as_os_str().is_empty() => Some(found),
        Ok(rest) => Some(found.join(rest)),
        Err(_) => None,
    };
    found.and_then(rest).unwrap_or_else(|| whole.clone())
}

/// Where a path leads that the command line names. One that seems to be in a suite, or in the current folder, has to be
/// there: the links in a folder are those of its author, who may be a stranger.
pub(crate) fn checked_destination(path: &Path) -> Result<PathBuf, FileError> {
    let target = destination(unless_folder(path)?);
    match SuiteRoot::folder_of(path) {
        Some(folder) if !target.starts_with(destination(&folder)) => Err(FileError::LeadsOut {
            path: path.display().to_string(),
            folder: folder.display().to_string(),
            target: target.display().to_string(),
        }),
        Some(_) | None => Ok(target),
    }
}

/// Refuses a path on which there is a link, from the root of the suite on.
pub(crate) fn refuse_links(root: &Path, path: &Path) -> Result<(), FileError> {
    let mut way = root.to_owned();
    for part in path.strip_prefix(root).unwrap_or(path).components() {
        way.push(part);
        if let Ok(target) = fs::read_link(&way) {
            let link = if way == path { "it".to_owned() } else { format!("`{}`", way.display()) };
            let (path, target) = (path.display().to_string(), target.display().to_string());
            return Err(FileError::Link { path, link, target });
        }
    }
    Ok(())
}

fn unless_folder(path: &Path) -> Result<&Path, FileError> {
    if path.is_dir() {
        let (what, help) = ("a folder", "remove the folder, or choose another name");
        return Err(FileError::NotAFile { path: path.display().to_string(), what, help });
    }
    Ok(path)
}
