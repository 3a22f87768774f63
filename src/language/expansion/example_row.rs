//! The words of an example row, put into the text of its outline, and the way back for carets.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::source_file::SourceFile;
use crate::language::gherkin::line::cells;
use crate::language::gherkin::tree::TableCell;

/// The head and one row of the examples.
#[derive(Debug)]
pub(crate) struct ExampleRow<'p> {
    columns: Vec<TableCell<'p>>,
    cells: Vec<TableCell<'p>>,
}

/// A piece of a text with the row's words in it.
#[derive(Debug, PartialEq, Eq)]
struct Piece<'a> {
    /// What it reads.
    text: &'a str,
    /// Where it is in the template.
    template: Range<usize>,
    /// The cell that it comes from; none for the outline's own words.
    cell: Option<Range<usize>>,
}

impl<'p> ExampleRow<'p> {
    /// The row at the line `row` of the examples whose head is at the line `head`.
    pub(crate) fn new(page: &'p SourceFile, head: usize, row: usize) -> Self {
        Self { columns: cells_at(page, head), cells: cells_at(page, row) }
    }

    /// How long its longest cell is, in bytes.
    pub(crate) fn longest_cell(&self) -> usize {
        self.cells.iter().map(|cell| cell.text.len()).max().unwrap_or_default()
    }

    /// The text with the row's words in it, and the placeholders that no column has.
    pub(crate) fn fill<'a>(&self, template: &'a str) -> (Cow<'a, str>, Vec<&'a str>) {
        if !template.contains('<') {
            return (Cow::Borrowed(template), Vec::new());
        }
        let mut unknown = Vec::new();
        let pieces = self.pieces(template, &mut unknown);
        (pieces.iter().map(|piece| piece.text).collect::<String>().into(), unknown)
    }

    /// Where in the page the bytes `part` of the filled text come from: the cell, if they are all of one
    /// cell, and otherwise the place in the template, which begins at `offset`.
    pub(crate) fn origin(
        &self,
        template: &str,
        offset: usize,
        part: &Range<usize>,
    ) -> Range<usize> {
        let mut at = 0_usize;
        let mut touched: Vec<(Range<usize>, Piece<'_>)> = Vec::new();
        for piece in self.pieces(template, &mut Vec::new()) {
            let filled = at..at.saturating_add(piece.text.len());
            at = filled.end;
            if filled.start < part.end && part.start < filled.end {
                touched.push((filled, piece));
            }
        }
        if let [(_, Piece { cell: Some(cell), .. })] = touched.as_slice() {
            return cell.clone();
        }
        // The ends of the part, where they are the template's own words; the placeholder's otherwise.
        let from = touched.first().map_or(0, |(filled, piece)| match piece.cell {
            None => piece.template.start.saturating_add(part.start.saturating_sub(filled.start)),
            Some(_) => piece.template.start,
        });
        let to = touched.last().map_or(template.len(), |(filled, piece)| match piece.cell {
            None => piece.template.start.saturating_add(part.end.saturating_sub(filled.start)),
            Some(_) => piece.template.end,
        });
        let to = touched.last().map_or(to, |(_, piece)| to.min(piece.template.end));
        offset.saturating_add(from)..offset.saturating_add(to)
    }

    fn pieces<'r, 't: 'r>(
        &'r self,
        template: &'t str,
        unknown: &mut Vec<&'t str>,
    ) -> Vec<Piece<'r>> {
        let mut pieces = Vec::new();
        let mut done = 0;
        let mut open = None;
        for (at, letter) in template.char_indices() {
            if letter == '<' {
                open = Some(at);
            }
            let (Some(start), '>') = (open, letter) else { continue };
            open = None;
            let end = at.saturating_add(1);
            let name = template.get(start.saturating_add(1)..at).unwrap_or_default();
            // `a < b and c > d` holds no placeholder.
            if name.is_empty() || name.trim() != name {
                continue;
            }
            let column = self.columns.iter().position(|column| column.text == name);
            let Some(cell) = column.and_then(|index| self.cells.get(index)) else {
                unknown.push(name);
                continue;
            };
            let before = template.get(done..start).unwrap_or_default();
            pieces.push(Piece { text: before, template: done..start, cell: None });
            let place = Some(cell.place.clone());
            pieces.push(Piece { text: &cell.text, template: start..end, cell: place });
            done = end;
        }
        let rest = template.get(done..).unwrap_or_default();
        pieces.push(Piece { text: rest, template: done..template.len(), cell: None });
        pieces
    }

    /// The names of the columns and where they are in the text.
    pub(crate) fn places(&self) -> impl Iterator<Item = (&str, &Range<usize>)> {
        self.columns.iter().map(|column| (&*column.text, &column.place))
    }

    /// The columns, as a help lists them.
    pub(crate) fn columns(&self) -> Vec<&str> {
        self.columns.iter().map(|column| &*column.text).collect()
    }
}

fn cells_at(page: &SourceFile, number: usize) -> Vec<TableCell<'_>> {
    let place = page.words_of(number);
    cells(page.text().get(place.clone()).unwrap_or_default(), place.start).0
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "| who | wait |\n| Ann \\| Bo | 5 min |\n";

    #[test]
    fn placeholders_take_the_words_of_their_column() {
        let page = SourceFile::new("a", PAGE);
        let row = ExampleRow::new(&page, 1, 2);
        assert_eq!(row.fill("<who> waits <wait>, 1 < 2 > 0").0, "Ann | Bo waits 5 min, 1 < 2 > 0");
        assert_eq!(row.fill("<whom>"), ("<whom>".into(), vec!["whom"]));
    }

    #[test]
    fn a_word_leads_back_to_its_cell_and_other_parts_to_the_outline() {
        let page = SourceFile::new("a", PAGE);
        let row = ExampleRow::new(&page, 1, 2);
        let template = "<who> waits <wait> more";
        let cell = row.origin(template, 100, &(15..20));
        assert_eq!(PAGE.get(cell), Some("5 min"));
        // `waits` is at 6..11 of the template.
        assert_eq!(row.origin(template, 100, &(9..14)), 106..111);
        assert_eq!(row.origin(template, 100, &(9..20)), 106..118);
        assert_eq!(row.origin(template, 100, &(0..25)), 100..123);
    }
}
