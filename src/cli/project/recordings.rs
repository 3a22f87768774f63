//! Recordings from files: one run, or the shards of one.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::cli::output::error::CliError;
use crate::cli::output::progress::ProgressDisplay;
use crate::cli::output::terminal::Output;
use crate::cli::project::files;
use crate::document::diagnostic::Diagnostic;
use crate::recording::merging::merge;
use crate::recording::reading::read;
use crate::recording::whole::Recording;
use crate::run::progress::Progress as _;

/// How to get a recording.
const HELP: &str = "name a file that `passgate run -f record:PATH` wrote";

/// A file that reports how much of it was read.
struct CountedFile {
    file: File,
    display: Rc<ProgressDisplay>,
}

impl Read for CountedFile {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(into)?;
        self.display.advance(count as u64);
        Ok(count)
    }
}

/// Reads the recordings, which are one run or the shards of one, and merges them.
pub(crate) fn load(paths: &[PathBuf], output: &Output) -> Result<Recording, CliError> {
    let display = output.progress("reading");
    let sizes = paths.iter().filter_map(|path| path.metadata().ok());
    display.start("", sizes.map(|found| found.len()).sum());
    let (mut parts, mut problems): (Vec<_>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    for path in paths {
        match files::open(path, HELP) {
            Err(error) => problems.push(error.into()),
            Ok(file) => {
                let label = path.display().to_string();
                let file = BufReader::new(CountedFile { file, display: Rc::clone(&display) });
                match read(&label, file) {
                    Ok(recording) => parts.push((label, recording)),
                    Err(error) => problems.push(error.into()),
                }
            }
        }
    }
    if !problems.is_empty() {
        return Err(CliError::inputs(problems));
    }
    merge(parts).map_err(CliError::input)
}

/// The recording that a run is compared with, if one is named.
pub(crate) fn baseline(
    path: Option<&Path>,
    output: &Output,
) -> Result<Option<Recording>, CliError> {
    path.filter(|path| !path.as_os_str().is_empty())
        .map(|path| load(&[path.to_owned()], output))
        .transpose()
}
