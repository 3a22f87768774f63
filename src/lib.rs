//! A policy-driven simulation and conformance test harness for passcode resets.
//!
//! Someone who is locked out of a phone resets its passcode through a website. What happens to the passcode, and who may
//! see the new one and where, differs by platform and management. A *policy* states that as data; *features* describe it
//! in plain language (Gherkin); passgate runs the features on a deterministic simulation that obeys the policy, and
//! judges what people would see.
//!
//! ```
//! let suite = passgate::Suite::load(".")?;
//! let results = suite.run(2015);
//! for scenario in results.scenarios() {
//!     if let Some((expected, seen)) = scenario.failure() {
//!         println!("{}:{} expected {expected}, seen {seen}", scenario.path(), scenario.line());
//!     }
//! }
//! println!("{}", results.tables());
//! assert!(results.conforms());
//! # Ok::<(), passgate::SuiteError>(())
//! ```
//!
//! The command `passgate` does the same and much more: see [`main`] and the project's README.

mod adapter;
mod api;
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
mod serve;
mod simulation;
mod sut;

pub use crate::api::{RunResults, ScenarioResult, Suite, SuiteError};
/// Runs the `passgate` command that the process was started with.
pub use crate::cli::{exit::Exit, main};

#[doc(hidden)]
pub mod internals;
