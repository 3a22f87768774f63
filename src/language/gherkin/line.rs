//! One line of a feature file: its cells, its tags.

use std::borrow::Cow;
use std::ops::Range;

use crate::language::gherkin::tree::{GherkinTag, TableCell, Text};

/// A line with its place.
#[derive(Clone, Copy)]
pub(crate) struct SourceLine<'p> {
    /// Counted from one.
    pub(crate) number: usize,
    /// Where its words begin, in bytes.
    pub(crate) at: usize,
    /// What it says from its first letter on, blanks at its end included.
    pub(crate) words: &'p str,
    /// All of it.
    pub(crate) whole: &'p str,
}

impl<'p> SourceLine<'p> {
    /// The line `whole` that begins at the byte `start`.
    pub(crate) fn new(number: usize, start: usize, whole: &'p str) -> Self {
        let words = whole.trim_start();
        let at = start.saturating_add(whole.len()).saturating_sub(words.len());
        Self { number, at, words, whole }
    }

    /// Where it begins, indentation included.
    pub(crate) fn start(&self) -> usize {
        self.at.saturating_add(self.words.len()).saturating_sub(self.whole.len())
    }

    /// All of it, where it is.
    pub(crate) fn text(&self) -> Text<'p> {
        Text { text: self.whole, at: self.start() }
    }

    /// Where its words are.
    pub(crate) fn place(&self) -> Range<usize> {
        self.at..self.at.saturating_add(self.words.trim_end().len())
    }

    /// How far it is indented, in characters.
    pub(crate) fn indent(&self) -> usize {
        self.whole.chars().count().saturating_sub(self.words.chars().count())
    }

    /// What is behind its first `length` bytes, without the blanks around it.
    pub(crate) fn rest(&self, length: usize) -> Text<'p> {
        let text = self.words.get(length..).unwrap_or_default().trim_start();
        let at = self.at.saturating_add(self.words.len()).saturating_sub(text.len());
        Text { text: text.trim_end(), at }
    }

    /// Its first `length` bytes.
    pub(crate) fn keyword(&self, length: usize) -> Text<'p> {
        Text { text: self.words.get(..length).unwrap_or_default(), at: self.at }
    }
}

/// The cells of a table row that begins at the byte `start`, and whether a bar closes it: what is behind the last
/// bar belongs to no cell.
pub(crate) fn cells(row: &str, start: usize) -> (Vec<TableCell<'_>>, bool) {
    let bars = bars(row);
    let pairs = bars.iter().zip(bars.iter().skip(1));
    let cells = pairs.map(|(left, right)| {
        let from = left.saturating_add(1);
        let whole = row.get(from..*right).unwrap_or_default();
        let words = whole.trim_start();
        let begin = right.saturating_sub(words.len()).saturating_add(start);
        let words = words.trim_end();
        TableCell { text: unescaped(words), place: begin..begin.saturating_add(words.len()) }
    });
    let end = bars.last().map_or(row.len(), |bar| bar.saturating_add(1));
    (cells.collect(), row.get(end..).is_some_and(|rest| rest.trim().is_empty()))
}

/// The places of the bars that divide a row, in bytes; `\|` is part of a cell.
pub(crate) fn bars(row: &str) -> Vec<usize> {
    let mut bars = Vec::new();
    let mut escaped = false;
    for (at, byte) in row.bytes().enumerate() {
        if escaped {
            escaped = false;
        } else if byte == b'\\' {
            escaped = true;
        } else if byte == b'|' {
            bars.push(at);
        }
    }
    bars
}

/// What a cell says. A backslash before anything else is itself.
fn unescaped(cell: &str) -> Cow<'_, str> {
    if !cell.contains('\\') {
        return Cow::Borrowed(cell);
    }
    let mut text = String::with_capacity(cell.len());
    let mut letters = cell.chars();
    while let Some(letter) = letters.next() {
        match (letter, (letter == '\\').then(|| letters.next()).flatten()) {
            ('\\', Some('n')) => text.push('\n'),
            ('\\', Some(escaped @ ('|' | '\\'))) => text.push(escaped),
            (letter, other) => text.extend([letter].into_iter().chain(other)),
        }
    }
    Cow::Owned(text)
}

/// The tags of a line that begins at the byte `start`; or the place of the first that has a blank in it.
pub(crate) fn tags(line: &str, start: usize) -> Result<Vec<GherkinTag<'_>>, Range<usize>> {
    let mut tags = Vec::new();
    let mut at = start;
    // The line begins with an `@`, so nothing is before the first one.
    for piece in without_comment(line).split('@').skip(1) {
        let place = at..at.saturating_add(piece.trim_end().len()).saturating_add(1);
        let name = piece.trim();
        if name.contains(char::is_whitespace) {
            return Err(place);
        }
        tags.push(GherkinTag { name, place });
        at = at.saturating_add(piece.len()).saturating_add(1);
    }
    Ok(tags)
}

/// A line of tags without the comment behind them: a `#` with a blank before it.
pub(crate) fn without_comment(line: &str) -> &str {
    let mut before = None;
    for (at, letter) in line.char_indices() {
        if let Some(blank) = before.filter(|_| letter == '#') {
            return line.get(..blank).unwrap_or_default();
        }
        before = letter.is_whitespace().then_some(at);
    }
    line
}

/// The delimiter of a doc string that a line begins with.
pub(crate) fn delimiter(words: &str) -> Option<&'static str> {
    ["\"\"\"", "```"].into_iter().find(|delimiter| words.starts_with(delimiter))
}

/// The language that a comment asks for.
pub(crate) fn language_of(comment: &str) -> Option<&str> {
    let rest = comment.strip_prefix('#')?.trim_start().strip_prefix("language")?;
    let code = rest.trim_start().strip_prefix(':')?.trim();
    let is_code = |it: char| it.is_ascii_alphabetic() || matches!(it, '-' | '_');
    (!code.is_empty() && code.chars().all(is_code)).then_some(code)
}
