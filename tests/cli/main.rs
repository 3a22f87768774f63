//! The command from outside: real runs in folders of their own.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a test stops where it fails"
)]

#[path = "../support/bundled.rs"]
mod bundled;
#[path = "../support/mod.rs"]
mod support;

mod absences;
mod approving;
mod bad_input;
mod cases;
mod checking;
mod console;
mod documents;
mod files;
mod folder;
mod formatting;
mod gate_reports;
mod growth;
mod labels;
mod layouts;
mod leaks;
mod made_up_policy;
mod manual;
mod markdown;
mod output;
mod page;
mod parts;
mod policies;
mod policy_diff;
mod recordings;
mod reference;
mod replaying;
mod reporting;
mod roots;
mod scaffolding;
mod schemas;
mod signals;
mod starting;
mod steps;
mod strangers;
mod sut;

mod uncertain_cells;
mod watching;
