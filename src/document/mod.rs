//! Texts that people write, and what is wrong with them: places in a text, YAML as a tree, diagnostics, suggestions.
//!
//! The ground floor: nothing here knows a policy, a feature or a file of the system.

pub(crate) mod wording;
