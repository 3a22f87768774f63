//! A text with a name, kept once and shared by everything that points into it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// The longest line that a diagnostic shows whole, in bytes.
const LINE_MAX: usize = 300;

/// How many bytes are shown on either side of a label where the lines are longer.
const AROUND: usize = 60;

/// A text with its name and the places where its lines begin.
#[derive(Clone, PartialEq, Eq)]
pub struct SourceFile {
    path: Arc<str>,
    text: Arc<str>,
    starts: Arc<[usize]>,
}

impl SourceFile {
    /// The text called `path` that holds `text`; a byte order mark is left out.
    pub fn new(path: &str, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at.saturating_add(1)))
            .filter(|start| *start == 0 || *start < text.len())
            .collect();
        Self { path: path.into(), text: text.into(), starts }
    }

    /// What diagnostics call it.
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many lines the text has; an empty text has one.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// Every line, without its end, with its number and where it begins.
    pub fn lines(&self) -> impl Iterator<Item = (usize, usize, &str)> {
        self.starts.iter().zip(1..).map(|(start, number)| (number, *start, self.line(number)))
    }

    /// The text of the line counted from one, without its end; empty where there is none.
    pub fn line(&self, number: usize) -> &str {
        let Some(start) = self.start(number) else { return "" };
        let end = self.start(number.saturating_add(1)).unwrap_or(self.text.len());
        let line = self.text.get(start..end).unwrap_or_default();
        line.trim_end_matches(['\n', '\r'])
    }

    /// Where the line counted from one begins, in bytes.
    pub fn start(&self, number: usize) -> Option<usize> {
        self.starts.get(number.checked_sub(1)?).copied()
    }

    /// The line, counted from one, that holds the byte at `offset`.
    pub fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).max(1)
    }

    /// The place of the byte at `offset` in its line, in characters from one.
    pub fn column_at(&self, offset: usize) -> usize {
        let start = self.start(self.line_at(offset)).unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default();
        before.chars().count().saturating_add(1)
    }

    /// The byte at a line and column, both counted from one: the end of the text is the last that there is.
    pub(crate) fn offset(&self, line: usize, column: usize) -> Option<usize> {
        let start = self.start(line)?;
        let rest = self.text.get(start..)?;
        let mut places = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        Some(start.saturating_add(places.nth(column.checked_sub(1)?)?))
    }

    /// The place of a line's words: without the blanks around them.
    pub fn words_of(&self, number: usize) -> Range<usize> {
        let line = self.line(number);
        let start = self.start(number).unwrap_or_default();
        let blank = line.len().saturating_sub(line.trim_start().len());
        let begin = start.saturating_add(blank);
        begin..begin.saturating_add(line.trim().len())
    }

    /// Of long lines the part around `span`, which begins and ends on the label's own line where it can.
    fn narrowed(&self, span: &SourceSpan, lines: Range<usize>) -> MietteSpanContents<'_> {
        let label_end = span.offset().saturating_add(span.len().min(AROUND));
        let from = lines.start.max(span.offset().saturating_sub(AROUND));
        let from = self.text.floor_char_boundary(from);
        let to = lines.end.min(label_end.saturating_add(AROUND));
        let shown = self.text.get(from..self.text.ceil_char_boundary(to)).unwrap_or_default();
        let line = self.line_at(from);
        MietteSpanContents::new_named(
            self.path.to_string(),
            shown.as_bytes(),
            (from, shown.len()).into(),
            line.saturating_sub(1),
            from.saturating_sub(self.start(line).unwrap_or_default()),
            shown.matches('\n').count().saturating_add(1),
        )
    }
}

impl fmt::Debug for SourceFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SourceFile({})", self.path)
    }
}

impl SourceCode for SourceFile {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // Only the lines around the span are handed over, so that thousands of problems of a long text do not
        // each read all of it.
        let last = span.offset().saturating_add(span.len());
        let first_line = self.line_at(span.offset()).saturating_sub(before.max(1)).max(1);
        let next_line = self.line_at(last).saturating_add(after.saturating_add(2));
        let from = self.start(first_line).unwrap_or_default();
        let to = self.start(next_line).unwrap_or(self.text.len());
        let around = self.text.get(from..to).unwrap_or_default();
        let near = (span.offset().saturating_sub(from), span.len()).into();
        let read = around.read_span(&near, before, after)?;
        let first = read.span().offset().saturating_add(from);
        if read.data().split(|byte| *byte == b'\n').any(|line| line.len() > LINE_MAX) {
            return Ok(Box::new(
                self.narrowed(span, first..first.saturating_add(read.span().len())),
            ));
        }
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.to_string(),
            read.data(),
            (first, read.span().len()).into(),
            read.line().saturating_add(first_line).saturating_sub(1),
            read.column(),
            read.line_count().saturating_add(first_line).saturating_sub(1),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_counted_from_one_whatever_ends_a_line() {
        let source = SourceFile::new("a", "\u{feff}one\r\n\tzwö lf\r\n");
        assert_eq!(source.line_count(), 2);
        assert_eq!(source.line(2), "\tzwö lf");
        assert_eq!(source.words_of(2), 6..13);
        assert_eq!((source.line_at(11), source.column_at(11)), (2, 6));
        assert_eq!(source.line(3), "");
    }

    /// What is handed over for a label is what miette itself finds in the whole text.
    #[test]
    fn the_lines_around_a_place_are_those_of_the_whole_text() {
        for text in ["", "one", "one\ntwo", "one\r\n\r\nthree\n  four\nfünf\nsix\n", "\n\n\n"] {
            let source = SourceFile::new("a", text);
            for (at, length) in (0..=text.len()).flat_map(|at| (0..4).map(move |more| (at, more))) {
                let span: SourceSpan = (at, length).into();
                for (before, after) in [(0, 0), (1, 1), (2, 3)] {
                    let [found, expected] = [
                        source.read_span(&span, before, after),
                        SourceCode::read_span(text, &span, before, after),
                    ]
                    .map(|read| {
                        read.ok().map(|lines| {
                            let data = lines.data().to_vec();
                            (data, *lines.span(), lines.line(), lines.column(), lines.line_count())
                        })
                    });
                    assert_eq!(found, expected, "{text:?} {at}+{length} -{before} +{after}");
                }
            }
        }
    }

    #[test]
    fn an_empty_text_has_one_empty_line() {
        let source = SourceFile::new("a", "");
        assert_eq!((source.line_count(), source.line(1), source.line_at(9)), (1, "", 1));
    }
}
