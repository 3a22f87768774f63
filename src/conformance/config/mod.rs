//! `passgate.yaml`: what a project has agreed on, which failures it waives and what its gate asks for.
//!
//! Nothing here asks what day it is: today comes in as an argument.

pub(crate) mod checked;
pub(crate) mod date;
pub(crate) mod document;
pub(crate) mod known;
pub(crate) mod profiles;
pub(crate) mod reading;
pub(crate) mod reading_systems;
pub(crate) mod systems;
pub(crate) mod whole_number;
