//! A table that stays readable where there is little room.

use tabled::builder::Builder;
use tabled::grid::util::string::get_line_width;
use tabled::settings::style::Style;

/// How many columns of text there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// As many as it takes.
    Unbounded,
    /// This many.
    Columns(usize),
}

/// In a list, a cell has at least this much room next to its header; otherwise it is below it.
const CELL_COLUMNS_MIN: usize = 24;

/// Lays out rows under their headers: as a table where it fits, with cells broken between words where it
/// nearly does, and otherwise as a list, row by row.
pub(crate) fn table(headers: &[impl AsRef<str>], rows: &[Vec<String>], width: Width) -> String {
    let headers: Vec<String> = headers.iter().map(|header| header.as_ref().to_owned()).collect();
    let natural = drawn(&headers, rows);
    let Width::Columns(columns) = width else { return natural };
    if columns_of(&natural) <= columns {
        return natural;
    }
    // A header is broken where it fits best, not where the widest table breaks it.
    let headers: Vec<String> = headers.iter().map(|header| header.replace('\n', " ")).collect();
    match widths(&headers, rows, columns) {
        Some(widths) => {
            let broken = |row: &[String]| -> Vec<String> {
                row.iter().zip(&widths).map(|(cell, width)| wrapped(cell, *width)).collect()
            };
            let rows: Vec<Vec<String>> = rows.iter().map(|row| broken(row)).collect();
            drawn(&broken(&headers), &rows)
        }
        None => list(&headers, rows, columns),
    }
}

fn drawn(headers: &[String], rows: &[Vec<String>]) -> String {
    let mut builder = Builder::default();
    builder.push_record(headers);
    for row in rows {
        builder.push_record(row);
    }
    let mut text = builder.build().with(Style::rounded()).to_string();
    text.push('\n');
    text
}

/// How wide each column may be, for all of them to fit without breaking a word; nothing if they cannot.
fn widths(headers: &[String], rows: &[Vec<String>], columns: usize) -> Option<Vec<usize>> {
    let cells = |column| {
        let below = rows.iter().filter_map(move |row| row.get(column));
        headers.get(column).into_iter().chain(below)
    };
    let longest_word = |cell: &String| cell.split_whitespace().map(columns_of).max();
    let least: Vec<usize> = (0..headers.len())
        .map(|column| cells(column).filter_map(longest_word).max().unwrap_or_default())
        .collect();
    let mut widths: Vec<usize> = (0..headers.len())
        .map(|column| cells(column).map(|cell| columns_of(cell)).max().unwrap_or_default())
        .collect();
    // Each column has a blank on both sides and a line before it, and a line ends the row.
    let room = columns.checked_sub(3 * headers.len() + 1)?;
    while widths.iter().sum::<usize>() > room {
        let spare = widths.iter_mut().zip(&least).filter(|(width, least)| **width > **least);
        let (widest, _) = spare.max_by_key(|(width, _)| **width)?;
        *widest -= 1;
    }
    // Breaking between words leaves room over; the column with the tallest cell has most use for it.
    let broken = |column: usize, width: usize| cells(column).map(move |cell| wrapped(cell, width));
    for (column, width) in widths.iter_mut().enumerate() {
        *width = broken(column, *width).map(|cell| columns_of(&cell)).max().unwrap_or(*width);
    }
    let over = room.saturating_sub(widths.iter().sum());
    let height = |(column, width): &(usize, &mut usize)| {
        broken(*column, **width).map(|cell| cell.lines().count()).max()
    };
    let (_, tallest) = widths.iter_mut().enumerate().max_by_key(height)?;
    *tallest += over;
    Some(widths)
}

/// A text in lines of at most `width` columns, broken between words; lines that it has stay apart.
pub(crate) fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut current = String::new();
        for word in line.split_whitespace() {
            if !current.is_empty() && columns_of(&current) + 1 + columns_of(word) > width {
                lines.push(std::mem::take(&mut current));
            }
            if !current.is_empty() {
                current.push(' ');
            }
            current += word;
        }
        lines.push(current);
    }
    lines.join("\n")
}

/// A block of lines per row, each cell next to its header, or below it if there is no room.
fn list(headers: &[String], rows: &[Vec<String>], columns: usize) -> String {
    let widest = headers.iter().skip(2).map(|header| columns_of(header)).max().unwrap_or(0);
    let cell_at = widest + 4;
    let below = columns < cell_at + CELL_COLUMNS_MIN;
    let indent = if below { 4 } else { cell_at };
    let mut text = String::new();
    for row in rows {
        let title: Vec<&str> = row.iter().take(2).map(String::as_str).collect();
        text += &format!("{}\n", title.join(", "));
        for (header, cell) in headers.iter().zip(row).skip(2) {
            let cell = wrapped(cell, columns.saturating_sub(indent));
            let cell = cell.replace('\n', &format!("\n{:indent$}", ""));
            text += &match below {
                true => format!("  {header}\n    {cell}\n"),
                false => format!("  {header:<widest$}  {cell}\n"),
            };
        }
    }
    text
}

/// How many columns a text takes: those of its longest line.
pub(crate) fn columns_of(text: &str) -> usize {
    text.lines().map(get_line_width).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADERS: [&str; 4] = ["Platform", "Management", "On the\ndevice", "Seen by"];

    fn rows() -> Vec<Vec<String>> {
        let row = [
            "Shared Tablet 8.1",
            "unattended",
            "set a new one before anything else can be opened",
            "the gardener\nthe groundskeeper",
        ];
        vec![row.map(str::to_owned).to_vec()]
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_no_word_is_broken() {
        let words: Vec<String> = rows().concat().iter().flat_map(|cell| words(cell)).collect();
        for columns in 56..140 {
            let text = table(&HEADERS, &rows(), Width::Columns(columns));
            assert!(columns_of(&text) <= columns, "{columns}:\n{text}");
            let found = self::words(&text);
            assert!(words.iter().all(|word| found.contains(word)), "{columns}:\n{text}");
        }
    }

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_table_that_nearly_fits_is_broken_between_words() {
        let text = table(&HEADERS, &rows(), Width::Columns(70));
        assert_eq!(
            text,
            "\
╭───────────────┬────────────┬──────────────────────┬───────────────╮
│ Platform      │ Management │ On the device        │ Seen by       │
├───────────────┼────────────┼──────────────────────┼───────────────┤
│ Shared Tablet │ unattended │ set a new one before │ the gardener  │
│ 8.1           │            │ anything else can be │ the           │
│               │            │ opened               │ groundskeeper │
╰───────────────┴────────────┴──────────────────────┴───────────────╯
"
        );
    }

    #[test]
    fn a_narrow_terminal_gets_a_list() {
        let text = table(&HEADERS, &rows(), Width::Columns(44));
        assert_eq!(
            text,
            "\
Shared Tablet 8.1, unattended
  On the device  set a new one before
                 anything else can be opened
  Seen by        the gardener
                 the groundskeeper
"
        );
    }

    #[test]
    fn a_very_narrow_terminal_gets_a_list_with_cells_below_their_headers() {
        let text = table(&HEADERS, &rows(), Width::Columns(36));
        assert_eq!(
            text,
            "\
Shared Tablet 8.1, unattended
  On the device
    set a new one before anything
    else can be opened
  Seen by
    the gardener
    the groundskeeper
"
        );
    }
}
