//! The file that a run is recorded in, written line by line, so that a killed run leaves what it had executed.

use std::io;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use crate::cli::output::error::FileError;
use crate::cli::output::file_writer::{begin, unwritable};
use crate::recording::text::{RecordingLine, append};

/// How many lines may wait for the disk before the run waits for it too.
const LINES_WAITING: usize = 64;

/// A recording under way. A thread of its own waits for the disk, so that the run need not.
pub(crate) struct Recorder {
    path: PathBuf,
    lines: SyncSender<Vec<u8>>,
    writer: JoinHandle<io::Result<()>>,
    /// How long the last line was: the next one is about as long.
    last: usize,
}

impl Recorder {
    /// Begins the file at `path`, and discards what was in it.
    pub(crate) fn create(path: &Path) -> Result<Self, FileError> {
        let mut file = begin(path)?;
        let (lines, waiting) = sync_channel::<Vec<u8>>(LINES_WAITING);
        // A line is one write, so that another process sees it whole or not at all.
        let write = move || waiting.iter().try_for_each(|line| file.write_all(&line));
        let writer = std::thread::Builder::new().spawn(write);
        let writer = writer.map_err(|error| unwritable(path, &error))?;
        Ok(Self { path: path.to_owned(), lines, writer, last: 0 })
    }

    /// Adds a line. `finish` reports a failure: the run is worth reporting without its recording.
    pub(crate) fn write(&mut self, line: RecordingLine<'_>) {
        let mut text = Vec::with_capacity(self.last);
        append(line, &mut text);
        self.last = text.len();
        // No line is taken any more once one could not be written.
        let _ = self.lines.send(text);
    }

    /// Ends the file, once every line is written. It is not flushed to the disk: what a killed process wrote is kept,
    /// and a machine that crashes may lose any file.
    pub(crate) fn finish(self) -> Result<(), FileError> {
        drop(self.lines);
        let written = self.writer.join();
        let written = written.unwrap_or_else(|_| Err(io::Error::other("the writer panicked")));
        written.map_err(|error| unwritable(&self.path, &error))
    }
}
