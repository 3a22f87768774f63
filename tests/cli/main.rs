//! The command from outside: real runs in folders of their own.
#![expect(clippy::unwrap_used, unreachable_pub, reason = "a test stops where it fails")]

#[path = "../support/bundled.rs"]
mod bundled;
#[path = "../support/mod.rs"]
mod support;

mod approving;
mod bad_input;
mod folder;
mod layouts;
mod leaks;
mod output;
mod page;
mod readme;
mod recordings;
