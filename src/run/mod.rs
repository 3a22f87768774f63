//! Plays plans on targets into journals: once through cucumber for people, in bulk for machines.
//!
//! This room prints nothing and judges nothing; it records.

mod alone;
mod batch;
mod cucumber;
#[cfg(test)]
mod defects;
mod explore;
mod failure;
mod player;
mod record;
mod regression;
mod shrink;
mod sweep;
mod turn;

pub use alone::{play_alone, play_alone_unless};
pub use batch::{Plan, Played, Stage, play_in_bulk};
pub use cucumber::{Options, Playable, play, play_each};
pub use explore::{
    Counterexample, Delivery, Exploration, ExploredRow, Limits, Pending, Sometimes, Step, Taken,
    explore,
};
#[cfg(test)]
pub(crate) use explore::{PlantedDefect, explore_planted};
pub use failure::Failure;
pub use player::{Player, StepError};
pub use record::{Ending, Job, Record};
pub use regression::{Regression, RegressionError};
pub use shrink::{Shrunk, shrink};
pub use sweep::{Finding, FindingKind, Found, Swept, Trial, sweep};
pub use turn::{Turn, Until, turns};
