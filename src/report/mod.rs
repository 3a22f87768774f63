//! What people read: pure functions from judgements to text.
//!
//! This room runs nothing, opens no file and prints nothing.

mod behaviour;
mod counterexample;
mod coverage;
mod exploration;
mod failure;
mod finding;
mod layout;
mod mutation;
mod paint;
mod policy;
mod snapshot;
mod summary;
mod timeline;
mod visibility;
mod waiver;

pub use behaviour::behaviour_table;
pub use counterexample::{counterexample, scenario};
pub use coverage::coverage_table;
pub use exploration::{exploration, exploration_heading};
pub use failure::{failure, title};
pub use finding::{finding, found_in_words, swept_in_words};
pub use layout::Width;
pub use mutation::{mutants, mutation};
pub use paint::Paint;
pub use policy::policy_table;
pub use snapshot::{SnapshotDifference, compare, difference, snapshot_file};
pub use summary::{Closing, heading, summary};
pub use timeline::{Moment, moment, timeline};
pub use visibility::visibility_table;
pub use waiver::{lapse, waived};
