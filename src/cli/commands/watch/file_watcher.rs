//! Waits for the file system, or for a signal.
//!
//! An event only says that it is time to look; the `inventory` finds out what has changed, so that it does not matter
//! how an editor saves or how a system names events.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use thiserror::Error;

use crate::cli::output::error::{CliError, reason};
use crate::cli::project::files::label;
use crate::cli::signals;

/// How long it has to be quiet for a save to be complete: editors write twice, or write a copy and rename it.
const QUIET: Duration = Duration::from_millis(15);

/// How often to wait for quiet; if a file is written all the time, it runs in between.
const ROUNDS_MAX: usize = 5;

/// A watcher, and the folders that it watches.
pub(crate) struct FileWatcher {
    watcher: RecommendedWatcher,
    events: Receiver<()>,
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

impl FileWatcher {
    /// A watcher of no folder.
    pub(crate) fn new() -> Result<Self, CliError> {
        // One message is enough to wake the receiver, however many events there are.
        let (sender, events) = sync_channel(1);
        signals::stop_flag_that_wakes(sender.clone());
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| reads_only(event.kind)) {
                return;
            }
            let _ = sender.try_send(());
        });
        let watcher = watcher.map_err(|error| unwatchable("files".to_owned(), &error))?;
        Ok(Self { watcher, events, folders: BTreeSet::new() })
    }

    /// Watches these folders, and no others.
    ///
    /// Folders that were watched before are watched again: another folder may have the same name now.
    pub(crate) fn watch(&mut self, folders: BTreeSet<PathBuf>) -> Result<(), CliError> {
        let mut paths = self.watcher.paths_mut();
        for gone in self.folders.difference(&folders) {
            // One that was deleted is no longer watched anyway.
            let _ = paths.remove(gone);
        }
        for folder in &folders {
            match paths.add(folder, RecursiveMode::NonRecursive) {
                Ok(()) => {}
                // It is gone again, or cannot be read: the inventory notices, and the parent is watched.
                Err(_) if std::fs::read_dir(folder).is_err() => {}
                Err(error) => {
                    let what = format!("`{}`", label(folder));
                    return Err(unwatchable(what, &error));
                }
            }
        }
        paths.commit().map_err(|error| unwatchable("files".to_owned(), &error))?;
        self.folders = folders;
        Ok(())
    }

    /// Waits until something has happened and nothing more does. False if it was a signal.
    pub(crate) fn wait(&self) -> bool {
        if signals::is_stopped() || self.events.recv().is_err() {
            return false;
        }
        for _ in 0..ROUNDS_MAX {
            std::thread::sleep(QUIET);
            if self.events.try_recv().is_err() {
                break;
            }
        }
        !signals::is_stopped()
    }
}

/// Whether nothing was changed. Our own reading causes events too, which would never end.
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
    let full = "close programs that watch many files, or raise the limit of the system";
    let (why, help) = match &error.kind {
        ErrorKind::MaxFilesWatch => ("the system watches too many files already".to_owned(), full),
        ErrorKind::Io(error) => (reason(error), full),
        ErrorKind::Generic(_)
        | ErrorKind::PathNotFound
        | ErrorKind::WatchNotFound
        | ErrorKind::InvalidConfig(_) => {
            (error.to_string(), "run without `--watch`, or on a file system that reports changes")
        }
    };
    CliError::input(Unwatchable { what, reason: why, help })
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, ModifyKind, RemoveKind, RenameMode};

    use super::*;

    #[test]
    fn reading_a_file_is_ignored() {
        for kind in [
            AccessKind::Open(AccessMode::Any),
            AccessKind::Read,
            AccessKind::Close(AccessMode::Read),
        ] {
            assert!(reads_only(EventKind::Access(kind)), "{kind:?}");
        }
    }

    #[test]
    fn whatever_changes_a_file_is_reported() {
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
