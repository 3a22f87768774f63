//! The vocabulary every other room speaks: who does what where, and what they see.
//!
//! Nothing here reads, draws or prints.

pub(crate) mod action;
pub(crate) mod actor;
pub(crate) mod browser;
pub(crate) mod device;
pub(crate) mod expectation;
pub(crate) mod fault;
pub(crate) mod instant;
pub(crate) mod key;
pub(crate) mod passcode;
pub(crate) mod phrase;
pub(crate) mod place;
pub(crate) mod prompt;
pub(crate) mod refusal;
pub(crate) mod reset;
pub(crate) mod span;
pub(crate) mod surface;
pub(crate) mod text_table;
pub(crate) mod view;
