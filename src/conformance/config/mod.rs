//! `passgate.yaml`: what a project has agreed on, which failures it waives and where its gate stands.
//!
//! Nothing here asks what day it is: today comes in as an argument.

mod checked;
mod date;
mod document;
mod known;
mod reading;

pub use checked::{Config, Subject, Thresholds, Waiver};
pub use date::{Date, DateError};
pub use document::config_schema;
pub use known::AtHand;
