//! The columns of a table, as wide as they are shown.

use unicode_width::UnicodeWidthStr as _;

use crate::language::formatting::skeleton::words;
use crate::language::reading::table::bars;

/// How wide each column is.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    widths: Vec<usize>,
}

impl Grid {
    /// The grid of a table's rows.
    pub(crate) fn new<'a>(rows: impl Iterator<Item = &'a str>) -> Self {
        let mut grid = Self::default();
        for row in rows {
            for (column, cell) in cells(row).0.into_iter().enumerate() {
                match grid.widths.get_mut(column) {
                    Some(width) => *width = cell.width().max(*width),
                    None => grid.widths.push(cell.width()),
                }
            }
        }
        grid
    }

    /// A row in its columns.
    pub(crate) fn row(&self, line: &str) -> String {
        let (cells, rest) = cells(line);
        let mut text = "|".to_owned();
        for (cell, width) in cells.into_iter().zip(&self.widths) {
            let fill = width.saturating_sub(cell.width());
            text.extend([" ", cell]);
            text.extend(std::iter::repeat_n(' ', fill.saturating_add(1)));
            text.push('|');
        }
        if !rest.is_empty() {
            text.extend([" ", rest]);
        }
        text
    }
}

/// The cells of a row as they are written, escapes and all, and what stands behind the last bar.
fn cells(line: &str) -> (Vec<&str>, &str) {
    let bars = bars(line);
    let between = bars.windows(2).map(|pair| {
        let &[left, right] = pair else { return "" };
        words(line.get(left.saturating_add(1)..right).unwrap_or_default())
    });
    let end = bars.last().map_or(line.len(), |bar| bar.saturating_add(1));
    (between.collect(), words(line.get(end..).unwrap_or_default()))
}
