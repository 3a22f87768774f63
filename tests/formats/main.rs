//! Every format of a report, from one recorded run with every verdict in it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod approved;
mod damage;
mod hostile;
mod schemas;

use std::fs;
use std::path::Path;

use passgate::internals::recording::{self, Recording};
use passgate::internals::report::{Format, Look, Paint, Results, Width, render};

/// The folder of the project.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The recording that all formats render.
fn fixture() -> String {
    fs::read_to_string(root().join("fixtures/recordings/every-verdict.ndjson")).unwrap()
}

/// Reads a recording.
fn read(text: &str) -> Recording {
    recording::read("run.ndjson", text.as_bytes()).unwrap()
}

/// A recording in one format, as a file gets it.
fn rendered(recording: &Recording, format: Format) -> String {
    let look = Look { paint: Paint::Plain, width: Width::Unbounded };
    render(format, &Results::of(recording), look)
}
