//! What is wrong, with its places in a text: the one type for everything that people have to fix.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{LabeledSpan, SourceCode};

use crate::document::finding::{Code, Finding, Severity};
use crate::document::source_file::SourceFile;

/// Something wrong, at its places in a text where it is about one.
#[derive(Clone)]
pub struct Diagnostic {
    /// Shared, because thousands of rows of an outline may have the same one.
    finding: Arc<Finding>,
    labels: Vec<Label>,
    source: Option<Arc<SourceFile>>,
}

/// A stretch of a text, and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// Where, in bytes.
    pub(crate) range: Range<usize>,
    /// What is written at the caret.
    pub(crate) text: Option<String>,
}

impl Diagnostic {
    /// A finding with its places in `source`: the place itself first, then those that explain it.
    pub(crate) fn new(
        finding: Finding,
        labels: Vec<Label>,
        source: Option<Arc<SourceFile>>,
    ) -> Self {
        Self { finding: Arc::new(finding), labels, source }
    }

    /// A finding that others have too, at a place of its own.
    pub(crate) fn shared(
        finding: &Arc<Finding>,
        source: &Arc<SourceFile>,
        place: Range<usize>,
    ) -> Self {
        let text = finding.marks().iter().find_map(|(_, text)| text.clone());
        let labels = vec![Label { range: place, text }];
        Self { finding: Arc::clone(finding), labels, source: Some(Arc::clone(source)) }
    }

    /// Shows another place that explains the first.
    pub(crate) fn and(mut self, place: Range<usize>, text: String) -> Self {
        self.labels.push(Label { range: place, text: Some(text) });
        self
    }

    /// What kind of problem it is, in words that never change: `policy::unknown_value`.
    pub fn code(&self) -> &str {
        &self.finding.code().name
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.finding.code().severity
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> &str {
        self.finding.message()
    }

    /// How to fix it, where there is a way.
    pub fn help(&self) -> Option<&str> {
        self.finding.advice()
    }

    /// The text that it is about.
    pub(crate) const fn source(&self) -> Option<&Arc<SourceFile>> {
        self.source.as_ref()
    }

    /// Its places in the text, the place itself first.
    pub(crate) fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// The name of the text that it is about; empty where it is about none.
    pub fn path(&self) -> &str {
        self.source.as_ref().map_or("", |source| source.path())
    }

    /// The line and the column of the place itself, in characters, both counted from one.
    pub fn position(&self) -> Option<(usize, usize)> {
        let (label, source) = (self.labels.first()?, self.source.as_ref()?);
        Some((source.line_at(label.range.start), source.column_at(label.range.start)))
    }

    /// What puts diagnostics of one text in its order, and finds those that are the same.
    fn order(&self) -> (usize, usize, usize, &str, &str) {
        let place = |at: usize| self.labels.get(at).map_or(0..0, |label| label.range.clone());
        let (first, second) = (place(0), place(1));
        (first.start, first.end, second.start, self.code(), self.message())
    }
}

/// Two diagnostics are the same if they say the same about the same place.
impl PartialEq for Diagnostic {
    fn eq(&self, other: &Self) -> bool {
        self.order() == other.order() && self.path() == other.path()
    }
}

impl Eq for Diagnostic {}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message())
    }
}

impl fmt::Debug for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.position() {
            write!(formatter, "{}:{line}:{column}: ", self.path())?;
        }
        write!(formatter, "{}: {self}", self.code())
    }
}

/// An error that is about no text. `Diagnostic` itself is no error, so that this is no conversion into itself.
impl<E: miette::Diagnostic> From<E> for Diagnostic {
    fn from(error: E) -> Self {
        let name = error.code().map_or_else(|| "passgate".to_owned(), |code| code.to_string());
        let code = Code { name: name.into(), severity: Severity::Error };
        let finding = Finding::new(code, error.to_string());
        let finding = match error.help() {
            Some(help) => finding.help(help.to_string()),
            None => finding,
        };
        finding.into()
    }
}

impl Finding {
    /// The diagnostic that this is at a place of a text, in bytes.
    pub(crate) fn placed(self, source: &Arc<SourceFile>, place: Range<usize>) -> Diagnostic {
        Diagnostic::shared(&Arc::new(self), source, place)
    }
}

/// A finding that is about no text.
impl From<Finding> for Diagnostic {
    fn from(finding: Finding) -> Self {
        Self::new(finding, Vec::new(), None)
    }
}

/// A diagnostic as the renderer takes it.
pub(crate) struct Drawable<'d>(pub(crate) &'d Diagnostic);

impl fmt::Display for Drawable<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0, formatter)
    }
}

impl fmt::Debug for Drawable<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, formatter)
    }
}

impl std::error::Error for Drawable<'_> {}

impl miette::Diagnostic for Drawable<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.0.code()))
    }

    fn severity(&self) -> Option<miette::Severity> {
        (self.0.severity() == Severity::Warning).then_some(miette::Severity::Warning)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.help().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.0.labels.iter().enumerate().map(|(position, label)| {
            let length = label.range.end.saturating_sub(label.range.start);
            let (span, text) = ((label.range.start, length), label.text.clone());
            match position {
                0 => LabeledSpan::new_primary_with_span(text, span),
                _ => LabeledSpan::new_with_span(text, span),
            }
        });
        Some(Box::new(labels))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        // Without a label there is no line to show, and the name alone would look like a place.
        let source = self.0.source.as_ref().filter(|_| !self.0.labels.is_empty());
        source.map(|source| &**source as &dyn SourceCode)
    }
}

/// Diagnostics of one text in its order, each once.
pub(crate) fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|left, right| left.order().cmp(&right.order()));
    diagnostics.dedup();
    diagnostics
}
