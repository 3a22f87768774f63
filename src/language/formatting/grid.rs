//! The columns of a table, as wide as they are shown.

use unicode_width::UnicodeWidthStr as _;

use crate::document::source_file::SourceFile;
use crate::language::gherkin::line::bars;
use crate::language::gherkin::tree::TableRow;

/// How wide each column is.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    widths: Vec<usize>,
}

impl Grid {
    /// The grid of a table's rows.
    pub(crate) fn new(page: &SourceFile, rows: &[TableRow<'_>]) -> Self {
        let mut grid = Self::default();
        for row in rows {
            for (column, cell) in cells(page, row).enumerate() {
                match grid.widths.get_mut(column) {
                    Some(width) => *width = cell.width().max(*width),
                    None => grid.widths.push(cell.width()),
                }
            }
        }
        grid
    }

    /// A row in its columns, with what is behind its last bar.
    pub(crate) fn row(&self, page: &SourceFile, row: &TableRow<'_>) -> String {
        let mut text = "|".to_owned();
        for (cell, width) in cells(page, row).zip(&self.widths) {
            let fill = width.saturating_sub(cell.width());
            text.extend([" ", cell]);
            text.extend(std::iter::repeat_n(' ', fill.saturating_add(1)));
            text.push('|');
        }
        let words = page.text().get(page.words_of(row.line)).unwrap_or_default();
        let end = bars(words).last().map_or(words.len(), |bar| bar.saturating_add(1));
        let rest = words.get(end..).unwrap_or_default().trim_start();
        if !rest.is_empty() {
            text.extend([" ", rest]);
        }
        text
    }
}

/// The cells of a row as they are written, escapes and all.
fn cells<'p>(page: &'p SourceFile, row: &TableRow<'_>) -> impl Iterator<Item = &'p str> {
    row.cells.iter().map(|cell| page.text().get(cell.place.clone()).unwrap_or_default())
}
