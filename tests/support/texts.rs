//! Where the project is, and the texts of its policies.
#![expect(unreachable_pub, clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::Path;

/// The folder of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The YAML text of a bundled policy.
pub fn policy_text(name: &str) -> String {
    fs::read_to_string(root().join(format!("fixtures/policies/{name}.yaml"))).unwrap()
}
