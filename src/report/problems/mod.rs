//! Problems as people and programs read them: drawn for a terminal, as JSON, as SARIF, as GitHub's annotations.

mod codes;
mod diagnosis;
mod github;
mod json;
mod sarif;
mod text;

pub use codes::{ProblemCode, problem_codes};
pub use diagnosis::{Diagnosis, Severity, Spot};
pub use github::problems_for_github;
pub use json::problems_as_json;
pub use sarif::problems_as_sarif;
pub use text::drawn;

/// The name and version that the formats for programs carry.
const VERSION: &str = env!("CARGO_PKG_VERSION");
