//! The text of a document as a diagnostic shows it: the lines around a label, and of long lines only a part.

use miette::{MietteError, MietteSpanContents, NamedSource, SourceCode, SourceSpan, SpanContents};

/// The longest line that is shown whole, in bytes.
const LINE_MAX: usize = 300;

/// How many bytes are shown on either side of a label where the lines are longer.
const AROUND: usize = 60;

/// A document's name and text.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    name: String,
    text: NamedSource<String>,
}

impl Page {
    pub(crate) fn new(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: NamedSource::new(name, text.to_owned()) }
    }

    /// The part of `lines` around `span`, which begins and ends on the label's own line where it can.
    fn narrowed<'a>(
        &'a self,
        span: &SourceSpan,
        lines: &dyn SpanContents<'a>,
    ) -> Option<MietteSpanContents<'a>> {
        let text = self.text.inner();
        let label_end = span.offset() + span.len().min(AROUND);
        let from = lines.span().offset().max(span.offset().saturating_sub(AROUND));
        let from = text.floor_char_boundary(from);
        let to = (lines.span().offset() + lines.span().len()).min(label_end + AROUND);
        let shown = text.get(from..text.ceil_char_boundary(to))?;
        let before = text.get(..from)?;
        let column = from - before.rfind('\n').map_or(0, |line| line + 1);
        Some(MietteSpanContents::new_named(
            self.name.clone(),
            shown.as_bytes(),
            (from, shown.len()).into(),
            before.matches('\n').count(),
            column,
            shown.matches('\n').count() + 1,
        ))
    }
}

impl SourceCode for Page {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let lines = self.text.read_span(span, lines_before, lines_after)?;
        if lines.data().split(|byte| *byte == b'\n').all(|line| line.len() <= LINE_MAX) {
            return Ok(lines);
        }
        match self.narrowed(span, &*lines) {
            Some(part) => Ok(Box::new(part)),
            None => Ok(lines),
        }
    }
}
