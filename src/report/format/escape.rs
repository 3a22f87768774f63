//! JSON in which no character commands a terminal.

use serde::Serialize;

use crate::document::sanitized::sanitized_json;

/// A value as JSON in one line.
pub(crate) fn json_text(value: &impl Serialize) -> String {
    // Our own types are structs, lists and texts, which JSON can always express.
    sanitized_json(serde_json::to_string(value).unwrap_or_default())
}

/// A value as JSON in indented lines.
pub(crate) fn pretty_json_text(value: &impl Serialize) -> String {
    sanitized_json(serde_json::to_string_pretty(value).unwrap_or_default())
}
