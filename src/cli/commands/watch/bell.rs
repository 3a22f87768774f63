//! Who wakes the watch: the file system, or Ctrl-C.
//!
//! An event only says that it is time to look; what has changed is told by looking (`inventory`), so that it does not
//! matter how an editor saves or how a system names what it did.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use thiserror::Error;

use crate::cli::interrupt::interrupted_or_woken;
use crate::cli::output::error::{CliError, reason};

/// How long nothing may happen for a save to count as done: editors write twice, or write beside and rename.
const QUIET: Duration = Duration::from_millis(15);

/// How often that is waited for; somebody who writes all the time is told something in between.
const ROUNDS_MAX: usize = 5;

/// The bell, and the folders in which it rings.
pub(crate) struct ChangeBell {
    watcher: RecommendedWatcher,
    rung: Receiver<()>,
    interrupted: Arc<AtomicBool>,
    folders: BTreeSet<PathBuf>,
}

/// Files cannot be watched.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("{what} cannot be watched: {reason}")]
#[diagnostic(code(watch::unwatchable), help("{help}"))]
struct Unwatchable {
    what: String,
    reason: String,
    help: &'static str,
}

impl ChangeBell {
    /// A bell that rings nowhere yet.
    pub(crate) fn hang() -> Result<Self, CliError> {
        // One ring is enough to wake somebody, however many events there are.
        let (ring, rung) = sync_channel(1);
        let interrupted = interrupted_or_woken(ring.clone());
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| reads_only(event.kind)) {
                return;
            }
            let _ = ring.try_send(());
        });
        let watcher = watcher.map_err(|error| unwatchable("files".to_owned(), &error))?;
        Ok(Self { watcher, rung, interrupted, folders: BTreeSet::new() })
    }

    /// Rings for what happens in these folders, and no longer in others.
    ///
    /// Folders that rang before are asked for anew: one of the same name may have taken the place of another.
    pub(crate) fn ring_in(&mut self, folders: BTreeSet<PathBuf>) -> Result<(), CliError> {
        let mut paths = self.watcher.paths_mut();
        for gone in self.folders.difference(&folders) {
            // One that was deleted is no longer watched anyway.
            let _ = paths.remove(gone);
        }
        for folder in &folders {
            match paths.add(folder, RecursiveMode::NonRecursive) {
                Ok(()) => {}
                // It is gone again, or may not be read: the inventory tells, and the folder above rings.
                Err(_) if std::fs::read_dir(folder).is_err() => {}
                Err(error) => {
                    let what = format!("`{}`", crate::cli::project::files::label(folder));
                    return Err(unwatchable(what, &error));
                }
            }
        }
        paths.commit().map_err(|error| unwatchable("files".to_owned(), &error))?;
        self.folders = folders;
        Ok(())
    }

    /// Waits until something has happened and nothing more does. False if it was Ctrl-C.
    pub(crate) fn wait(&self) -> bool {
        if self.was_interrupted() || self.rung.recv().is_err() {
            return false;
        }
        for _ in 0..ROUNDS_MAX {
            std::thread::sleep(QUIET);
            if self.rung.try_recv().is_err() {
                break;
            }
        }
        !self.was_interrupted()
    }

    /// Whether somebody pressed Ctrl-C.
    pub(crate) fn was_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }
}

/// Whether nothing was changed. Our own reading is told as well, and would ring without end.
fn reads_only(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => false,
    }
}

fn unwatchable(what: String, error: &notify::Error) -> CliError {
    let full = "close what watches many files, or let the system watch more of them";
    let (why, help) = match &error.kind {
        ErrorKind::MaxFilesWatch => ("the system watches too many files already".to_owned(), full),
        ErrorKind::Io(error) => (reason(error), full),
        ErrorKind::Generic(_)
        | ErrorKind::PathNotFound
        | ErrorKind::WatchNotFound
        | ErrorKind::InvalidConfig(_) => (
            error.to_string(),
            "run it without `--watch`, or on a file system that tells of changes",
        ),
    };
    CliError::input(Unwatchable { what, reason: why, help })
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, ModifyKind, RemoveKind, RenameMode};

    use super::*;

    #[test]
    fn looking_at_a_file_rings_nothing() {
        for kind in [
            AccessKind::Open(AccessMode::Any),
            AccessKind::Read,
            AccessKind::Close(AccessMode::Read),
        ] {
            assert!(reads_only(EventKind::Access(kind)), "{kind:?}");
        }
    }

    #[test]
    fn whatever_changes_a_file_rings() {
        for kind in [
            EventKind::Access(AccessKind::Close(AccessMode::Write)),
            EventKind::Create(CreateKind::File),
            EventKind::Modify(ModifyKind::Data(DataChange::Any)),
            EventKind::Modify(ModifyKind::Name(RenameMode::Both)),
            EventKind::Remove(RemoveKind::File),
            EventKind::Other,
        ] {
            assert!(!reads_only(kind), "{kind:?}");
        }
    }
}
