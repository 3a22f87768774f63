//! The file that a run is recorded in, a line at a time, so that a run that is killed leaves what was played.

use std::fs::File;
use std::io;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use crate::cli::output::error::{FileError, reason};
use crate::recording::text::{RecordingLine, append};

/// How many lines may wait for the disk before the run waits for it as well.
const LINES_WAITING: usize = 64;

/// A recording under way. The disk is waited for in a thread of its own, so that the run need not.
pub(crate) struct Recorder {
    path: PathBuf,
    lines: SyncSender<Vec<u8>>,
    writer: JoinHandle<io::Result<()>>,
    /// How long the last line was: the next one is about as long.
    last: usize,
}

impl Recorder {
    /// Begins the file at `path`; what stood there is gone.
    pub(crate) fn create(path: &Path) -> Result<Self, FileError> {
        let unwritable = |error: io::Error| FileError::Unwritable {
            path: path.display().to_string(),
            reason: reason(&error),
        };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(unwritable)?;
        }
        let mut file = File::create(path).map_err(unwritable)?;
        let (lines, waiting) = sync_channel::<Vec<u8>>(LINES_WAITING);
        // A line is one write, so that another process sees it whole or not at all.
        let write = move || waiting.iter().try_for_each(|line| file.write_all(&line));
        let writer = std::thread::Builder::new().spawn(write).map_err(unwritable)?;
        Ok(Self { path: path.to_owned(), lines, writer, last: 0 })
    }

    /// Adds a line. A failure is kept for the end: the run is worth telling without its recording.
    pub(crate) fn write(&mut self, line: RecordingLine<'_>) {
        let mut text = Vec::with_capacity(self.last);
        append(line, &mut text);
        self.last = text.len();
        // Nobody takes lines any more once one could not be written, which `finish` tells.
        let _ = self.lines.send(text);
    }

    /// Ends the file, once every line is written. The disk itself is not waited for: what a killed process wrote
    /// stays, and a machine that dies may lose any file.
    pub(crate) fn finish(self) -> Result<(), FileError> {
        drop(self.lines);
        let written = self.writer.join();
        let written = written.unwrap_or_else(|_| Err(io::Error::other("the writer broke")));
        written.map_err(|error| FileError::Unwritable {
            path: self.path.display().to_string(),
            reason: reason(&error),
        })
    }
}
