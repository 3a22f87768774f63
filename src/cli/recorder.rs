//! The file that a run is recorded in, a line at a time, so that a run that is killed leaves what was played.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::error::{FileError, reason};
use crate::recording::{Line, append};

/// A recording under way.
pub(super) struct Recorder {
    path: PathBuf,
    file: File,
    /// The line that is being written.
    line: Vec<u8>,
    failure: Option<io::Error>,
}

impl Recorder {
    /// Begins the file at `path`; what stood there is gone.
    pub(super) fn create(path: &Path) -> Result<Self, FileError> {
        let unwritable = |error: io::Error| FileError::Unwritable {
            path: path.display().to_string(),
            reason: reason(&error),
        };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(unwritable)?;
        }
        let file = File::create(path).map_err(unwritable)?;
        Ok(Self { path: path.to_owned(), file, line: Vec::new(), failure: None })
    }

    /// Adds a line. A failure is kept for the end: the run is worth telling without its recording.
    pub(super) fn write(&mut self, line: Line<'_>) {
        if self.failure.is_none() {
            self.line.clear();
            append(line, &mut self.line);
            // A line is one write, so that another process sees it whole or not at all.
            self.failure = self.file.write_all(&self.line).err();
        }
    }

    /// Ends the file. Nothing is waited for: what a killed process wrote stays, and a machine that dies may
    /// lose any file.
    pub(super) fn finish(self) -> Result<(), FileError> {
        self.failure.map_or(Ok(()), |error| {
            let (path, reason) = (self.path.display().to_string(), reason(&error));
            Err(FileError::Unwritable { path, reason })
        })
    }
}
