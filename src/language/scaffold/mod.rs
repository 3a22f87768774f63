//! Scenarios that nobody wrote yet, from what a policy says: a start for people to edit.
//!
//! This room only writes them down. Whether they hold, and which clause each bears, is for others to judge.

mod console;
mod flow;
mod mention;
mod portal;
mod row;
mod sketch;

use crate::domain::{Management, Platform};
use crate::policy::Policy;

pub use mention::{Bears, Mention, mentions};
pub use sketch::{Line, Sketch, feature_text};

use crate::language::scaffold::flow::Place;

/// Every scenario for these rows that the catalogue has sentences for, in the order of the rows; `whole` adds those
/// about what the policy says of all rows together, told of the first row that allows it.
pub fn sketches(policy: &Policy, rows: &[(Platform, Management)], whole: bool) -> Vec<Sketch> {
    let places: Vec<Place<'_>> = rows
        .iter()
        .filter_map(|(platform, management)| Place::new(policy, platform, *management))
        .collect();
    let mut sketches: Vec<Sketch> = places.iter().flat_map(row::sketches).collect();
    if whole {
        sketches.extend(portal::sketches(&places));
        sketches.extend(console::sketches(&places));
    }
    sketches.retain(Sketch::is_worth_writing);
    sketches
}
