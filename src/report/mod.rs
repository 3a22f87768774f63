//! What people read: pure functions from judgements to text.
//!
//! This room runs nothing, opens no file and prints nothing.

pub(crate) mod behaviour;
pub(crate) mod changes;
pub(crate) mod columns;
pub(crate) mod counterexample;
pub(crate) mod coverage;
pub(crate) mod defect_list;
pub(crate) mod diagnostic;
pub(crate) mod explanation;
pub(crate) mod exploration;
pub(crate) mod failure;
pub(crate) mod finding;
pub(crate) mod fitting;
pub(crate) mod format;
pub(crate) mod gate;
pub(crate) mod gate_verdict;
pub(crate) mod grade;
pub(crate) mod layout;
pub(crate) mod missing;
pub(crate) mod mutation;
pub(crate) mod observed_words;
pub(crate) mod paint;
pub(crate) mod policy;
pub(crate) mod policy_diff;
pub(crate) mod problems;
pub(crate) mod results;
pub(crate) mod side_by_side;
pub(crate) mod snapshot;
pub(crate) mod steps;
pub(crate) mod summary;
pub(crate) mod system;
pub(crate) mod timeline;
pub(crate) mod timeline_event;
pub(crate) mod visibility;
pub(crate) mod waiver;
pub(crate) mod workflow;
