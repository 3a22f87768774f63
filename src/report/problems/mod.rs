//! Diagnostics as programs read them: as JSON, as SARIF, as GitHub's annotations. People read them drawn, one by one.

pub(crate) mod codes;
pub(crate) mod github;
pub(crate) mod json;
pub(crate) mod sarif;

/// The name and version that the formats for programs carry.
const VERSION: &str = env!("CARGO_PKG_VERSION");
