//! Holds the structure of `src/`: who may import whom, what things are called, how long a file may be.
//!
//! Every check is a function from files to violations, so that each is also tried on an injected violation.
#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test stops where it fails")]

mod cycles;
mod declared_names;
mod names;
mod rooms;
mod source;
mod violations;

/// Fails with one line for each violation.
#[track_caller]
fn assert_none(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}
