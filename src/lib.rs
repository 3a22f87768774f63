//! A policy-driven simulation and conformance test harness for passcode resets.

mod cli;
mod conformance;
mod document;
mod domain;
mod journal;
mod language;
mod policy;
mod recording;
mod report;
mod run;
mod simulation;
mod sut;

/// Runs the `passgate` command that the process was started with.
pub use crate::cli::{exit::Exit, main};

#[doc(hidden)]
pub mod internals;
