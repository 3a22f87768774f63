//! Texts that people read in reports: one line, and not empty.

use crate::document::finding::Finding;
use crate::document::yaml::place::{Path, Place};

/// What is wrong with the text at `path`, if anything is.
pub(crate) fn wrong_prose(text: &str, path: &Path) -> Option<Finding> {
    let subject = path.in_words();
    let finding = if text.trim().is_empty() {
        Finding::new("document::empty_text", format!("{subject} is empty"))
            .help("write a text, or leave the key out where it is optional")
    } else if text.chars().any(char::is_control) {
        let message = format!("{subject} holds a line break or another control character");
        Finding::new("document::control_character", message)
            .help("write the text on one line, or fold it with `>-`")
    } else {
        return None;
    };
    Some(finding.at(Place::Value(path.clone())))
}
