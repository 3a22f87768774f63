//! A text next to the file that it becomes: whatever happens, that file is the old one or the whole new one.
//!
//! Until then it is in a folder of its own that version control ignores. A process that is killed leaves that folder;
//! the next one that writes to the same place removes it.

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use std::{fs, io};

use tempfile::{NamedTempFile, TempDir};

use crate::cli::output::error::FileError;

/// How the name of such a folder begins.
const PREFIX: &str = ".passgate-";

/// The file in it that version control reads. Its process has locked it.
const IGNORE: &str = ".gitignore";

/// How often to begin again when another process has just removed the folder, taking it for a killed one's.
const ATTEMPTS: usize = 5;

/// How long to wait for another process that writes to the same file, and how often to look.
const PAUSE: Duration = Duration::from_millis(20);
const PAUSES_MAX: usize = 100;

/// The folders of this process, for the case that it is ended from outside.
static OWN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A text that is to become the file `target`.
pub(crate) struct StagedFile {
    file: NamedTempFile,
    /// What problems call it.
    path: PathBuf,
    target: PathBuf,
    // Dropped last: it has to be empty by then.
    _folder: StagingFolder,
}

struct StagingFolder {
    /// Locked as long as the process lives and needs the folder.
    _lock: File,
    folder: TempDir,
}

impl StagedFile {
    /// An empty text, which no other process has. It becomes `target`, which problems call `path`.
    pub(crate) fn new(path: &Path, target: &Path) -> Result<Self, FileError> {
        let above = or_here(target.parent().unwrap_or(Path::new("")));
        let failed = |error: &io::Error| FileError::unwritable(path, error);
        fs::create_dir_all(above).map_err(|error| failed(&error))?;
        remove_abandoned(above);
        let mut attempts = 0;
        loop {
            match Self::inside(above, (path, target)) {
                Err(error) if error.kind() == ErrorKind::NotFound && attempts < ATTEMPTS => {
                    attempts += 1;
                }
                staged => return staged.map_err(|error| failed(&error)),
            }
        }
    }

    /// The same with this text.
    pub(crate) fn with(path: &Path, target: &Path, text: &str) -> Result<Self, FileError> {
        let mut staged = Self::new(path, target)?;
        let written = staged.file().write_all(text.as_bytes());
        let written = written.and_then(|()| staged.file().sync_all());
        written.map_err(|error| FileError::unwritable(path, &error))?;
        Ok(staged)
    }

    fn inside(above: &Path, (path, target): (&Path, &Path)) -> io::Result<Self> {
        let folder = StagingFolder::new(above)?;
        let mut builder = tempfile::Builder::new();
        // A temporary file is readable by its owner alone; this one becomes a file like any other.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder.folder.path())?;
        Ok(Self { file, path: path.to_owned(), target: target.to_owned(), _folder: folder })
    }

    /// The text.
    pub(crate) fn file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Takes the place of the target. What another process is writing there is waited for, but not for long.
    pub(crate) fn replace(self) -> Result<File, FileError> {
        let Self { file, path, target, _folder } = self;
        let failed = |error: &io::Error| FileError::unwritable(&path, error);
        for _ in 0..PAUSES_MAX {
            let old = match File::open(&target) {
                Ok(old) => old,
                // What cannot be read is not being recorded into.
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return file.persist(&target).map_err(|error| failed(&error.error));
                }
                Err(_) => match file.persist_noclobber(&target) {
                    Ok(file) => return Ok(file),
                    Err(error) if error.error.kind() != ErrorKind::AlreadyExists => {
                        return Err(failed(&error.error));
                    }
                    // Another process was faster.
                    Err(error) => {
                        return Self { file: error.file, path, target, _folder }.replace();
                    }
                },
            };
            match old.try_lock() {
                // Another process has put a new file there in between.
                Ok(()) if !is_still_at(&old, &target) => {}
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Ok(()) | Err(TryLockError::Error(_)) => {
                    return file.persist(&target).map_err(|error| failed(&error.error));
                }
            }
        }
        Err(in_use(&path))
    }

    /// Becomes the target, which must not exist yet.
    pub(crate) fn create(self) -> Result<(), FileError> {
        let Self { file, path, target, _folder } = self;
        file.persist_noclobber(&target).map_err(|error| {
            if error.error.kind() == ErrorKind::AlreadyExists {
                FileError::Exists { path: path.display().to_string() }
            } else {
                FileError::unwritable(&path, &error.error)
            }
        })?;
        Ok(())
    }
}

impl StagingFolder {
    fn new(above: &Path) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(above)?;
        own().insert(folder.path().to_owned());
        let mut lock = File::create_new(folder.path().join(IGNORE))?;
        // Without locks the folder of a killed process stays, and nothing else changes.
        let _ = lock.lock();
        lock.write_all(b"*\n")?;
        Ok(Self { _lock: lock, folder })
    }
}

impl Drop for StagingFolder {
    fn drop(&mut self) {
        own().remove(self.folder.path());
    }
}

fn own() -> std::sync::MutexGuard<'static, BTreeSet<PathBuf>> {
    OWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what the process has staged: it is being ended.
pub(crate) fn abandon() {
    for folder in &*own() {
        let _ = fs::remove_dir_all(folder);
    }
}

/// Removes the folders of processes that were killed, where that is possible. Whatever writes here does so first; what
/// only might have written here, had there been something new, asks for it.
pub(crate) fn remove_abandoned(above: &Path) {
    let above = or_here(above);
    for entry in fs::read_dir(above).into_iter().flatten().flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !is_folder || !entry.file_name().to_string_lossy().starts_with(PREFIX) {
            continue;
        }
        match File::open(entry.path().join(IGNORE)) {
            // Its process lives if the file is locked, and may live if that cannot be known.
            Ok(lock) => {
                if lock.try_lock().is_ok() {
                    let _ = fs::remove_dir_all(entry.path());
                }
            }
            // Only an empty folder is removed like this.
            Err(_) => drop(fs::remove_dir(entry.path())),
        }
    }
}

/// A folder; the current one, where only a name was written.
fn or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Whether another process is writing to a file now.
pub(crate) fn is_in_use(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// The error for a file that another process is writing to.
pub(crate) fn in_use(path: &Path) -> FileError {
    FileError::InUse { path: path.display().to_string() }
}

/// Waits until no other process has a folder, but not for long; it is then this one's until the answer is dropped.
pub(crate) fn lock_folder(folder: &Path) -> Result<Option<File>, FileError> {
    // Where a folder cannot be locked, the system is asked for no more than before.
    let Ok(opened) = File::open(folder) else { return Ok(None) };
    for _ in 0..PAUSES_MAX {
        match opened.try_lock() {
            Ok(()) => return Ok(Some(opened)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
    Err(in_use(folder))
}

/// Whether a path still leads to the file that was opened there.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let identity = |found: fs::Metadata| (found.dev(), found.ino());
    let (opened, now) = (file.metadata().map(identity), fs::metadata(path).map(identity));
    matches!((opened, now), (Ok(opened), Ok(now)) if opened == now)
}

#[cfg(not(unix))]
const fn is_still_at(_: &File, _: &Path) -> bool {
    true
}
