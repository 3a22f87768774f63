//! Everything that is wrong with one YAML document.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::{Diagnostic, Label};
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::document::wording::counted;
use crate::document::yaml::outline::Outline;

/// The most problems of one document that are listed.
const LISTED_MAX: usize = 100;

/// All that is wrong with one document: at least one problem.
#[derive(Clone, Debug)]
pub struct DocumentErrors {
    name: String,
    diagnostics: Vec<Diagnostic>,
}

impl DocumentErrors {
    /// Places `findings` in the document `source`, whose codes begin with `family`.
    pub(crate) fn new(
        family: &str,
        source: SourceFile,
        outline: &Outline,
        findings: Vec<Finding>,
    ) -> Self {
        let source = Arc::new(source);
        let more = findings.len().saturating_sub(LISTED_MAX);
        let placed = |finding: Finding| {
            let labels = finding.marks().iter().map(|(place, text)| Label {
                range: place
                    .as_ref()
                    .map_or(0..0, |place| within(source.text(), outline.range(place))),
                text: text.clone(),
            });
            let labels = labels.collect();
            Diagnostic::new(finding.in_family(family), labels, Some(Arc::clone(&source)))
        };
        let mut diagnostics: Vec<Diagnostic> =
            findings.into_iter().take(LISTED_MAX).map(placed).collect();
        diagnostics.sort_by_key(|diagnostic| {
            diagnostic.labels().iter().map(|label| label.range.start).max().unwrap_or_default()
        });
        // What an alias repeats is wrong once.
        diagnostics.dedup_by(|one, other| {
            (one.position(), one.message()) == (other.position(), other.message())
        });
        if more > 0 {
            let message = format!("and {}, not shown", counted(more, "more problem"));
            let help = "fix these first; is this the right file?";
            diagnostics.push(placed(Finding::new("document::many_problems", message).help(help)));
        }
        Self { name: source.path().to_string(), diagnostics }
    }

    /// The problems, in the order of the document.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.diagnostics.iter()
    }
}

impl<'a> IntoIterator for &'a DocumentErrors {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for DocumentErrors {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.diagnostics.into_iter()
    }
}

/// The stretch as far as the text has it, up to the end of a character.
fn within(text: &str, range: Range<usize>) -> Range<usize> {
    let end = text.ceil_char_boundary(range.end.min(text.len()));
    range.start.min(end)..end
}

/// Every problem on a line of its own, after the document's name.
impl fmt::Display for DocumentErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is wrong", self.name)?;
        for diagnostic in self {
            write!(formatter, "\n{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for DocumentErrors {}
