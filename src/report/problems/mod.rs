//! Problems as programs read them: as JSON, as SARIF, as GitHub's annotations. People read them drawn, one by one.

mod codes;
mod diagnosis;
mod github;
mod json;
mod sarif;

pub use codes::{ProblemCode, problem_codes};
pub use diagnosis::{Diagnosis, Severity, Spot};
pub use github::problems_for_github;
pub use json::problems_as_json;
pub use sarif::problems_as_sarif;

/// The name and version that the formats for programs carry.
const VERSION: &str = env!("CARGO_PKG_VERSION");
