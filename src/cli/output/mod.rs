//! What a command gives back: text on the terminal, reports in files, progress, errors.

pub(crate) mod baseline;
pub(crate) mod error;
pub(crate) mod file_writer;
pub(crate) mod formats;
pub(crate) mod job_summary;
pub(crate) mod live;
pub(crate) mod progress;
pub(crate) mod recorder;
pub(crate) mod staging;
pub(crate) mod terminal;
