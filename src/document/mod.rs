//! Texts that people write, and what is wrong with them: places in a text, YAML as a tree, diagnostics, suggestions.
//!
//! The ground floor: nothing here knows a policy, a feature or a file of the system.

pub(crate) mod diagnostic;
pub(crate) mod finding;
pub(crate) mod lookalike;
pub(crate) mod plain;
pub(crate) mod sanitized;
pub(crate) mod shell;
pub(crate) mod source_file;
pub(crate) mod suggestion;
pub(crate) mod wording;
pub(crate) mod yaml;
