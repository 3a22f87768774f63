//! A problem drawn for a person: the lines around it, a caret, the cause and the remedy.

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

use crate::report::{Paint, Width};

/// One thing that is wrong, drawn in lines of at most `width`, but never narrower than 60 columns or
/// wider than 120.
pub fn drawn(problem: &dyn Diagnostic, paint: Paint, width: Width) -> String {
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
    // Writing to a String cannot fail; a diagnostic that cannot be drawn is told in one line.
    if handler.render_report(&mut text, problem).is_err() {
        text = format!("{problem}\n");
    }
    text
}
