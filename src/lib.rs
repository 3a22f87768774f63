//! A policy-driven simulation and conformance test harness for passcode resets.

pub mod cli;
pub mod conformance;
pub mod domain;
pub mod journal;
pub mod language;
pub mod policy;
pub mod recording;
pub mod report;
pub mod run;
pub mod simulation;
pub mod target;
