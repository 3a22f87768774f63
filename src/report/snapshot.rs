//! Approved texts in insta's format, and how a run's text differs from them.

use similar::{ChangeTag, TextDiff};

use crate::report::paint::Paint;

/// A text that is not the approved one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotDifference {
    approved: String,
    found: String,
}

/// The content of a snapshot file that holds `text`, as `cargo insta` would write it.
pub fn snapshot_file(text: &str) -> String {
    format!("---\nsource: tests/approved.rs\n---\n{}\n", text.trim_end())
}

/// Compares what a run found with the content of a snapshot file.
///
/// # Errors
///
/// The [`SnapshotDifference`], when the texts differ. White space at the end and how lines end do not count,
/// as in insta.
pub fn compare(file: &str, found: &str) -> Result<(), SnapshotDifference> {
    let file = file.replace("\r\n", "\n");
    let approved = approved_text(&file).trim_end();
    let found = found.trim_end();
    if approved == found {
        return Ok(());
    }
    Err(SnapshotDifference { approved: approved.to_owned(), found: found.to_owned() })
}

/// What follows the header between the two `---` lines; the whole file where there is none.
fn approved_text(file: &str) -> &str {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let after_first = file.strip_prefix("---\n");
    let body = after_first.and_then(|rest| rest.split_once("\n---\n")).map(|(_, body)| body);
    body.unwrap_or(file)
}

impl SnapshotDifference {
    /// The lines that differ, with a few around them: `-` was approved, `+` was found.
    pub fn render(&self, paint: Paint) -> String {
        difference(&format!("{}\n", self.approved), &format!("{}\n", self.found), paint)
    }
}

/// The lines that differ, with a few around them: `-` is before, `+` is after.
pub fn difference(before: &str, after: &str, paint: Paint) -> String {
    let diff = TextDiff::from_lines(before, after);
    let mut text = String::new();
    for group in diff.grouped_ops(2) {
        for op in group {
            for change in diff.iter_changes(&op) {
                let line = shown(change.value());
                text += &match change.tag() {
                    ChangeTag::Delete => paint.bad(&format!("  - {line}")),
                    ChangeTag::Insert => paint.good(&format!("  + {line}")),
                    ChangeTag::Equal => format!("    {line}"),
                };
                text.push('\n');
            }
        }
    }
    text
}

/// A line with a sign for each blank at its end, which nobody would see.
fn shown(line: &str) -> String {
    let whole = line.ends_with('\n');
    let line = line.trim_end_matches(['\n', '\r']);
    let words = line.trim_end_matches([' ', '\t']);
    let blanks = line.strip_prefix(words).unwrap_or_default();
    let blanks: String = blanks.chars().map(|blank| if blank == ' ' { '·' } else { '→' }).collect();
    let end = if whole { "" } else { " (no line end)" };
    format!("{words}{blanks}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_compares_equal() {
        assert_eq!(compare(&snapshot_file("one\ntwo\n"), "one\ntwo\n"), Ok(()));
        assert_eq!(compare("---\r\nsource: x\r\n---\r\none\r\ntwo\r\n", "one\ntwo"), Ok(()));
    }

    #[test]
    fn a_difference_shows_both_texts() {
        let difference = compare(&snapshot_file("same\nold\n"), "same\nnew\n").unwrap_err();
        assert_eq!(difference.render(Paint::Plain), "    same\n  - old\n  + new\n");
    }

    #[test]
    fn insta_reads_what_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("behaviour.snap");
        std::fs::write(&path, snapshot_file("one\ntwo\n")).unwrap();
        let snapshot = insta::Snapshot::from_file(&path).unwrap();
        assert_eq!(snapshot.as_text().unwrap().to_string(), "one\ntwo");
    }
}
