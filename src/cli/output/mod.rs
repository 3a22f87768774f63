//! What a command gives back: text on the terminal, reports in files, errors.

pub(crate) mod error;
pub(crate) mod formats;
pub(crate) mod job_summary;
pub(crate) mod progress;
pub(crate) mod recorder;
pub(crate) mod terminal;
