//! What is wrong as plain data, whatever room it was found in.

use miette::{Diagnostic, LabeledSpan, SourceCode};

use crate::domain::phrase::phrases;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// What has it cannot be played or used.
    Error,
    /// It can, and is probably not what was meant.
    Warning,
}

phrases!(Severity, "severity", {
    Error => "error",
    Warning => "warning",
});

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// How bad it is.
    pub severity: Severity,
    /// The name of its kind, which never changes.
    pub code: String,
    /// What is wrong, in one line.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// The file that it is in, as a path below the current folder where possible.
    pub file: Option<String>,
    /// Where it is: the place itself, and then those that explain it. Empty for what is wrong with a file as a whole.
    pub spots: Vec<Spot>,
}

/// A stretch of a file. Lines and columns are counted from one, columns in characters; the end is the
/// column after the last character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The line where it begins.
    pub line: usize,
    /// The column where it begins.
    pub column: usize,
    /// The line where it ends.
    pub end_line: usize,
    /// The column behind its end.
    pub end_column: usize,
    /// What stands there, in words.
    pub label: Option<String>,
}

impl Diagnosis {
    /// What `problem` says; `file` is where it is, unless its own text has a name.
    pub fn of(problem: &dyn Diagnostic, file: Option<&str>) -> Self {
        let severity = match problem.severity() {
            None | Some(miette::Severity::Error) => Severity::Error,
            Some(miette::Severity::Warning | miette::Severity::Advice) => Severity::Warning,
        };
        let page = problem.source_code();
        let mut labels: Vec<LabeledSpan> = problem.labels().into_iter().flatten().collect();
        labels.sort_by_key(|label| !label.primary());
        let mut named = None;
        let spots = labels
            .iter()
            .filter_map(|label| {
                let (name, spot) = spot(page?, label)?;
                named = named.take().or(name);
                Some(spot)
            })
            .collect();
        Self {
            severity,
            code: problem.code().map_or_else(|| "passgate".to_owned(), |code| code.to_string()),
            message: problem.to_string(),
            help: problem.help().map(|help| help.to_string()),
            file: named.or_else(|| file.map(str::to_owned)),
            spots,
        }
    }

    /// The place itself, where there is one.
    pub fn spot(&self) -> Option<&Spot> {
        self.spots.first()
    }

    /// What is wrong and how to mend it.
    pub(crate) fn in_full(&self) -> String {
        match &self.help {
            Some(help) => format!("{}\n{help}", self.message),
            None => self.message.clone(),
        }
    }
}

/// Where a label points, and what its text is called.
fn spot(page: &dyn SourceCode, label: &LabeledSpan) -> Option<(Option<String>, Spot)> {
    // With the line before it, the text that is handed over begins at the beginning of a line.
    let read = page.read_span(label.inner(), 1, 0).ok()?;
    let text = String::from_utf8_lossy(read.data());
    let start = label.offset().checked_sub(read.span().offset())?;
    let mut line = read.line().saturating_add(1);
    // Of a very long line only a part is handed over.
    let mut column = read.column().saturating_add(1);
    let (mut begin, mut end) = (None, (line, column));
    for (at, letter) in text.char_indices() {
        if at >= start && begin.is_none() {
            begin = Some((line, column));
        }
        if at >= start.saturating_add(label.len()) {
            break;
        }
        if letter == '\n' {
            (line, column) = (line.saturating_add(1), 1);
        } else {
            column = column.saturating_add(1);
        }
        end = (line, column);
    }
    let (line, column) = begin.unwrap_or(end);
    let (end_line, end_column) = end.max((line, column));
    let words = label.label().map(str::to_owned);
    let spot = Spot { line, column, end_line, end_column, label: words };
    Some((read.name().map(str::to_owned), spot))
}

#[cfg(test)]
mod tests {
    use miette::{LabeledSpan, MietteDiagnostic, NamedSource, Report};

    use super::*;

    /// The diagnosis of something wrong at the bytes `place` of `text`.
    fn diagnosed(text: &str, place: (usize, usize)) -> Diagnosis {
        let label = LabeledSpan::new_with_span(Some("here".to_owned()), place);
        let problem = MietteDiagnostic::new("wrong").with_code("a::b").with_label(label);
        let report =
            Report::new(problem).with_source_code(NamedSource::new("a.txt", text.to_owned()));
        Diagnosis::of(report.as_ref(), None)
    }

    #[track_caller]
    fn check(text: &str, place: (usize, usize), expected: [usize; 4]) {
        let diagnosis = diagnosed(text, place);
        let spot = diagnosis.spot().unwrap();
        assert_eq!([spot.line, spot.column, spot.end_line, spot.end_column], expected);
        assert_eq!(diagnosis.file.as_deref(), Some("a.txt"));
    }

    #[test]
    fn a_place_is_counted_in_lines_and_characters() {
        check("one\nzwö lf\nthree\n", (9, 2), [2, 5, 2, 7]);
        check("one\r\nzwö lf\r\nthree", (10, 2), [2, 5, 2, 7]);
        check("one", (0, 3), [1, 1, 1, 4]);
        check("one\ntwo\nthree", (4, 9), [2, 1, 3, 6]);
        check("one\ntwo", (7, 0), [2, 4, 2, 4]);
        check("", (0, 0), [1, 1, 1, 1]);
    }
}
