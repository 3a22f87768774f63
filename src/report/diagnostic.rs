//! A diagnostic, drawn with its place, cause and remedy.

use std::sync::Arc;

use miette::{GraphicalReportHandler, GraphicalTheme};

use crate::document::diagnostic::{Diagnostic, Drawable};
use crate::document::plain::PlainDiagnostic;
use crate::document::source_file::SourceFile;
use crate::recording::whole::Recording;
use crate::report::layout::Width;
use crate::report::paint::Paint;

/// A diagnostic in words, with the lines that it is about.
pub fn diagnostic(diagnostic: &Diagnostic, paint: Paint, width: Width) -> String {
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
    // Writing to a String cannot fail; a diagnostic that cannot be drawn is written in one line.
    if handler.render_report(&mut text, &Drawable(diagnostic)).is_err() {
        text = format!("{diagnostic}\n");
    }
    text
}

/// A recorded diagnostic, drawn as it was when it was found.
pub(crate) fn recorded_diagnostic(
    recording: &Recording,
    path: &str,
    recorded: &PlainDiagnostic,
    paint: Paint,
    width: Width,
) -> String {
    let source = recording.feature(path).map(|text| Arc::new(SourceFile::new(path, text)));
    diagnostic(&recorded.within(source.as_ref()), paint, width)
}
