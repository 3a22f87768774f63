//! A problem of a text, drawn with its place, cause and remedy.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use crate::language::page::Page;
use crate::recording::case::RecordedDiagnostic;
use crate::recording::whole::Recording;
use crate::report::layout::Width;
use crate::report::paint::Paint;

/// A problem in words, with the lines that it is about.
pub fn diagnostic(problem: &dyn Diagnostic, paint: Paint, width: Width) -> String {
    let theme = match paint {
        Paint::Colour => GraphicalTheme::unicode(),
        Paint::Plain => GraphicalTheme::unicode_nocolor(),
    };
    let columns = match width {
        Width::Columns(columns) => columns.clamp(60, 120),
        Width::Unbounded => 100,
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(columns)
        // A name with hyphens stays whole, so that it can be found and copied.
        .with_word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut text = String::new();
    // Writing to a String cannot fail; a diagnostic that cannot be drawn becomes one line.
    if handler.render_report(&mut text, problem).is_err() {
        text = format!("{problem}\n");
    }
    text
}

/// A recorded problem, drawn as it was when it was found.
pub(crate) fn recorded_diagnostic(
    recording: &Recording,
    path: &str,
    problem: &RecordedDiagnostic,
    paint: Paint,
    width: Width,
) -> String {
    let page = recording.feature(path).map(|text| Page::new(path, text));
    diagnostic(&Placed { diagnostic: problem, page }, paint, width)
}

/// A recorded problem together with the text that it is about.
struct Placed<'t> {
    diagnostic: &'t RecordedDiagnostic,
    page: Option<Page>,
}

impl fmt::Display for Placed<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.diagnostic.message)
    }
}

impl fmt::Debug for Placed<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {self}", self.diagnostic.code)
    }
}

impl std::error::Error for Placed<'_> {}

impl Diagnostic for Placed<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.diagnostic.code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.diagnostic.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        // A place outside of the text, in a recording that was edited by hand, could not be drawn.
        let end = self.page.as_ref().map_or(0, |page| page.text().len());
        let inside =
            move |at: usize, length: usize| at.checked_add(length).is_some_and(|to| to <= end);
        let labels =
            self.diagnostic.labels.iter().filter(move |label| inside(label.at, label.length));
        Some(Box::new(labels.enumerate().map(|(position, label)| {
            let span = (label.at, label.length);
            if position == 0 {
                LabeledSpan::new_primary_with_span(label.text.clone(), span)
            } else {
                LabeledSpan::new_with_span(label.text.clone(), span)
            }
        })))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.page.as_ref().map(|page| page as &dyn SourceCode)
    }
}
