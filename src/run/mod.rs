//! Plays plans on targets into journals: once through cucumber for people, in bulk for machines.
//!
//! This room prints nothing and judges nothing; it records.

mod failure;
mod player;

pub use failure::Failure;
pub use player::{Player, StepError};
