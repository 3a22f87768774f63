//! A diagnostic as plain data, for recordings and for programs: its text is left out.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::document::diagnostic::{Diagnostic, Label};
use crate::document::finding::{Code, Finding, Severity};
use crate::document::source_file::SourceFile;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainDiagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The name of its kind, which never changes.
    pub code: String,
    /// What is wrong, in one line.
    pub message: String,
    /// How to fix it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The file that it is in, as a path below the current folder where possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Where it is; nothing for what is wrong with a file as a whole.
    #[serde(flatten)]
    pub region: Option<Region>,
    /// The places that explain it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Region>,
}

/// A stretch of a file. Lines and columns are counted from one, columns in characters; the end is the
/// column after the last character.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// The line where it begins.
    pub line: usize,
    /// The column where it begins.
    pub column: usize,
    /// The line where it ends.
    pub end_line: usize,
    /// The column after its end.
    pub end_column: usize,
    /// What is there, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

impl PlainDiagnostic {
    /// The line of the place itself, counted from one.
    pub fn line(&self) -> Option<usize> {
        self.region.as_ref().map(|region| region.line)
    }

    /// What is wrong and how to fix it.
    pub(crate) fn in_full(&self) -> String {
        match &self.help {
            Some(help) => format!("{}\n{help}", self.message),
            None => self.message.clone(),
        }
    }

    /// The diagnostic that this was made of, in its text: a place that the text does not have is left out.
    pub(crate) fn within(&self, source: Option<&Arc<SourceFile>>) -> Diagnostic {
        let code = Code { name: self.code.clone().into(), severity: self.severity };
        let finding = Finding::new(code, &*self.message);
        let finding = match &self.help {
            Some(help) => finding.help(&**help),
            None => finding,
        };
        let regions = self.region.iter().chain(&self.related);
        let labels = regions.filter_map(|region| {
            Some(Label { range: region.range(source?)?, text: region.label.clone() })
        });
        Diagnostic::new(finding, labels.collect(), source.cloned())
    }
}

impl From<&Diagnostic> for PlainDiagnostic {
    fn from(diagnostic: &Diagnostic) -> Self {
        let source = diagnostic.source();
        let mut regions =
            diagnostic.labels().iter().filter_map(|label| Some(Region::of(label, source?)));
        Self {
            severity: diagnostic.severity(),
            code: diagnostic.code().to_owned(),
            message: diagnostic.message().to_owned(),
            help: diagnostic.help().map(str::to_owned),
            file: source.map(|source| source.path().to_string()),
            region: regions.next(),
            related: regions.collect(),
        }
    }
}

impl Region {
    fn of(label: &Label, source: &SourceFile) -> Self {
        let Range { start, end } = label.range;
        Self {
            line: source.line_at(start),
            column: source.column_at(start),
            end_line: source.line_at(end),
            end_column: source.column_at(end),
            label: label.text.clone(),
        }
    }

    /// The same in bytes of `source`; nothing where it has no such place.
    fn range(&self, source: &SourceFile) -> Option<Range<usize>> {
        let start = source.offset(self.line, self.column)?;
        let end = source.offset(self.end_line, self.end_column)?;
        (start <= end).then_some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, place: Range<usize>, expected: [usize; 4]) {
        let source = Arc::new(SourceFile::new("a.txt", text));
        let diagnostic = Finding::new("a::b", "wrong").label("here").placed(&source, place.clone());
        let plain = PlainDiagnostic::from(&diagnostic);
        let Region { line, column, end_line, end_column, .. } = plain.region.clone().unwrap();
        assert_eq!([line, column, end_line, end_column], expected);
        assert_eq!(plain.file.as_deref(), Some("a.txt"));
        let again = plain.within(Some(&source));
        assert_eq!(again.labels(), [Label { range: place, text: Some("here".to_owned()) }]);
        let json = serde_json::to_string(&plain).unwrap();
        assert_eq!(serde_json::from_str::<PlainDiagnostic>(&json).unwrap(), plain);
    }

    #[test]
    fn a_place_is_counted_in_lines_and_characters_and_found_again() {
        check("one\nzwö lf\nthree\n", 9..11, [2, 5, 2, 7]);
        check("one\r\nzwö lf\r\nthree", 10..12, [2, 5, 2, 7]);
        check("one", 0..3, [1, 1, 1, 4]);
        check("one\ntwo\nthree", 4..13, [2, 1, 3, 6]);
        check("one\ntwo", 7..7, [2, 4, 2, 4]);
        check("", 0..0, [1, 1, 1, 1]);
    }

    #[test]
    fn a_place_that_a_text_does_not_have_is_left_out() {
        let source = Arc::new(SourceFile::new("a.txt", "one\ntwo"));
        let diagnostic = Finding::new("a::b", "wrong").placed(&source, 4..7);
        let shorter = Arc::new(SourceFile::new("a.txt", "one\n"));
        assert_eq!(PlainDiagnostic::from(&diagnostic).within(Some(&shorter)).labels(), []);
    }
}
