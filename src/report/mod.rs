//! What people read: pure functions from judgements to text.
//!
//! This room runs nothing, opens no file and prints nothing.

mod behaviour;
mod changes;
mod counterexample;
mod coverage;
mod diagnostic;
mod explanation;
mod exploration;
mod failure;
mod finding;
mod format;
mod grade;
mod layout;
mod mutation;
mod paint;
mod policy;
mod problems;
mod results;
mod sequence;
mod snapshot;
mod steps;
mod summary;
mod timeline;
mod visibility;
mod waiver;
mod workflow;

pub use behaviour::behaviour_table;
pub use changes::{
    changes, changes_in_brief, changes_in_markdown, row_in_words, row_title, turned,
};
pub use counterexample::{counterexample, scenario};
pub use coverage::coverage_table;
pub use diagnostic::diagnostic;
pub use explanation::{explanation, mermaid};
pub use exploration::{exploration, exploration_heading};
pub use failure::{failure, flaky, title};
pub use finding::{finding, found_in_words, swept_in_words};
pub use format::{
    Format, Look, body, closing_of_progress, failures, json_schema, markdown_within, marks, render,
    repainted,
};
pub use layout::Width;
pub use mutation::{mutants, mutation};
pub use paint::Paint;
pub use policy::policy_table;
pub use problems::{
    Diagnosis, ProblemCode, Severity, Spot, problem_codes, problems_as_json, problems_as_sarif,
    problems_for_github,
};
pub use results::Results;
pub use sequence::{Lane, Message, MessageKind, message};
pub use snapshot::{SnapshotDifference, compare, difference, snapshot_file};
pub use steps::{GLUE_MARK, glue, steps_json, steps_markdown, steps_text};
pub use summary::{heading, summary};
pub use timeline::{Moment, moment, timeline};
pub use visibility::visibility_table;
pub use waiver::{lapse, waived};
