//! Holds the structure of `src/`: who may import whom, what things are called, how long a file may be.
//!
//! Every check is a function from files to violations, so that each is tried on a planted violation as well.
#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test stops where it fails")]

mod cycles;
mod names;
mod planted;
mod rooms;
mod source;

/// Fails with one line for each violation.
#[track_caller]
fn assert_none(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}
