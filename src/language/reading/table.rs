//! Table rows: where their cells are, and what is wrong with a row.

use std::ops::Range;

use crate::document::finding::Finding;
use crate::document::wording::counted;
use crate::language::problem::ProblemKind;

/// What is wrong with a row whose table has rows of `width` cells, and where in `line`; and how many cells
/// it has.
pub(crate) fn check(line: &str, width: Option<usize>) -> (usize, Option<(Finding, Range<usize>)>) {
    let (cells, closed) = cells(line);
    let count = cells.len();
    let words = line.len().saturating_sub(line.trim_start().len())..line.trim_end().len();
    let table = |message: String| Finding::new(ProblemKind::Table, message);
    if !closed {
        let finding = table("a table row begins and ends with `|`".to_owned()).label("no end");
        return (count, Some((finding.help("close the row with a `|`"), words)));
    }
    if let Some(place) = stray_backslash(line) {
        let finding = table("a lone `\\` in a cell means nothing".to_owned())
            .label("written `\\\\`")
            .help("write `\\\\` for a backslash, `\\|` for a bar and `\\n` for a new line");
        return (count, Some((finding, place)));
    }
    let Some(width) = width.filter(|width| *width != count) else { return (count, None) };
    let has = counted(count, "cell");
    let finding = table(format!("this row has {has}, its table has {width}"))
        .help("give every row of a table as many cells as its first; an empty cell is `| |`, and a `|` in a cell is written `\\|`");
    (count, Some((finding, words)))
}

/// A backslash before anything that it does not change.
fn stray_backslash(line: &str) -> Option<Range<usize>> {
    let mut escaped = None;
    for (at, letter) in line.char_indices() {
        escaped = match (escaped, letter) {
            (None, '\\') => Some(at),
            (Some(_), '|' | '\\' | 'n') | (None, _) => None,
            (Some(start), _) => return Some(start..at),
        };
    }
    None
}

/// The places of the cells of a table row, in bytes of `line`, blanks around them left out, and whether
/// the row is closed by a `|` with nothing but blanks after it.
pub(crate) fn cells(line: &str) -> (Vec<Range<usize>>, bool) {
    let bars = bars(line);
    let mut cells = Vec::new();
    for pair in bars.windows(2) {
        let &[left, right] = pair else { continue };
        let start = left.saturating_add(1);
        let cell = line.get(start..right).unwrap_or_default();
        let blank = cell.len().saturating_sub(cell.trim_start().len());
        let begin = start.saturating_add(if cell.trim().is_empty() { 0 } else { blank });
        cells.push(begin..begin.saturating_add(cell.trim().len()));
    }
    let end = bars.last().map_or(line.len(), |bar| bar.saturating_add(1));
    let closed = !cells.is_empty() && line.get(end..).is_some_and(|rest| rest.trim().is_empty());
    (cells, closed)
}

/// The places of the bars that divide a row, in bytes; `\|` is part of a cell.
pub(crate) fn bars(line: &str) -> Vec<usize> {
    let mut bars = Vec::new();
    let mut escaped = false;
    for (at, letter) in line.char_indices() {
        if escaped {
            escaped = false;
        } else if letter == '\\' {
            escaped = true;
        } else if letter == '|' {
            bars.push(at);
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_without_their_blanks() {
        assert_eq!(cells("| a | b\\|c ||"), (vec![2..3, 6..10, 12..12], true));
        assert!(!cells("| a | b").1);
        assert_eq!(cells("|"), (vec![], false));
    }

    #[test]
    fn a_backslash_is_written_twice() {
        let wrong = |line| check(line, None).1.map(|(_, place)| place);
        assert_eq!(wrong("| a\\o |"), Some(3..4));
        assert_eq!(wrong("| a\\\\o \\| \\n |"), None);
    }
}
