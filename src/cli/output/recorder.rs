//! The file that a run is recorded in, written line by line, so that a killed run leaves what it had executed.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use crate::cli::output::error::FileError;
use crate::cli::output::file_writer::{checked_destination, is_special};
use crate::cli::output::staging::{StagedFile, in_use, is_in_use};
use crate::recording::text::{RecordingLine, append};

/// How many lines may wait for the disk before the run waits for it too.
const LINES_WAITING: usize = 64;

/// A recording under way. A thread of its own waits for the disk, so that the run need not.
pub(crate) struct Recorder {
    path: PathBuf,
    lines: SyncSender<Line>,
    writer: JoinHandle<Result<(), FileError>>,
    /// How long the last line was: the next one is about as long.
    last: usize,
}

struct Line {
    text: Vec<u8>,
    /// Whether the file is worth having with this line in it: there is a scenario, or there will be none.
    is_worth_having: bool,
}

/// Where the lines go. The old file stays until there is something worth having in the new one.
enum RecordingFile {
    Staged(StagedFile),
    /// No other process can write to it while it is open.
    Visible(File),
}

impl Recorder {
    /// Begins the recording at `path`.
    pub(crate) fn create(path: &Path) -> Result<Self, FileError> {
        let file = RecordingFile::begin(path)?;
        let (lines, waiting) = sync_channel(LINES_WAITING);
        let name = path.to_owned();
        let writer = std::thread::Builder::new().spawn(move || file.write_all(&name, &waiting));
        let writer = writer.map_err(|error| FileError::unwritable(path, &error))?;
        Ok(Self { path: path.to_owned(), lines, writer, last: 0 })
    }

    /// Adds a line. `finish` reports a failure: the run is worth reporting without its recording.
    pub(crate) fn write(&mut self, line: RecordingLine<'_>) {
        let mut text = Vec::with_capacity(self.last);
        append(line, &mut text);
        self.last = text.len();
        let is_worth_having = match line {
            RecordingLine::Scenario(_) | RecordingLine::Footer(_) => true,
            RecordingLine::Header(_) | RecordingLine::Policy(_) | RecordingLine::Feature(_) => {
                false
            }
        };
        // No line is taken any more once one could not be written.
        let _ = self.lines.send(Line { text, is_worth_having });
    }

    /// Ends the file, once every line is written. It is not flushed to the disk: what a killed process wrote is kept,
    /// and a machine that crashes may lose any file.
    pub(crate) fn finish(self) -> Result<(), FileError> {
        drop(self.lines);
        let broken = std::io::Error::other("the writer panicked");
        let broken = || Err(FileError::unwritable(&self.path, &broken));
        self.writer.join().unwrap_or_else(|_| broken())
    }
}

impl RecordingFile {
    fn begin(path: &Path) -> Result<Self, FileError> {
        if is_special(path) {
            let opened = OpenOptions::new().write(true).open(path);
            return opened.map(Self::Visible).map_err(|error| FileError::unwritable(path, &error));
        }
        let target = checked_destination(path)?;
        if is_in_use(&target) {
            return Err(in_use(path));
        }
        let mut staged = StagedFile::new(path, &target)?;
        // From now on it is this process's, under any name. Without locks, another one can replace it.
        let _ = staged.file().lock();
        Ok(Self::Staged(staged))
    }

    /// A line is one write, so that another process sees it whole or not at all.
    fn write_all(mut self, path: &Path, lines: &Receiver<Line>) -> Result<(), FileError> {
        for Line { text, is_worth_having } in lines {
            let file = match &mut self {
                Self::Staged(staged) => staged.file(),
                Self::Visible(file) => file,
            };
            file.write_all(&text).map_err(|error| FileError::unwritable(path, &error))?;
            if is_worth_having && let Self::Staged(staged) = self {
                self = Self::Visible(staged.replace()?);
            }
        }
        Ok(())
    }
}
