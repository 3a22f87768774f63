//! A table that stays readable where there is little room.

use tabled::builder::Builder;
use tabled::settings::peaker::Priority;
use tabled::settings::style::Style;
use tabled::settings::width::Width as Wrap;

/// How many columns of text there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// As many as it takes.
    Unbounded,
    /// This many.
    Columns(usize),
}

/// Below this many columns a table is told row by row.
const TABLE_COLUMNS_MIN: usize = 80;

/// Lays out rows under their headers: as a table where it fits, with wrapped cells where it nearly
/// does, and otherwise row by row.
pub(super) fn table(headers: &[&str], rows: &[Vec<String>], width: Width) -> String {
    let natural = drawn(headers, rows, None);
    let Width::Columns(columns) = width else { return natural };
    let widest = natural.lines().map(|line| line.chars().count()).max().unwrap_or_default();
    if widest <= columns {
        natural
    } else if columns >= TABLE_COLUMNS_MIN {
        drawn(headers, rows, Some(columns))
    } else {
        row_by_row(headers, rows)
    }
}

fn drawn(headers: &[&str], rows: &[Vec<String>], columns: Option<usize>) -> String {
    let mut builder = Builder::default();
    builder.push_record(headers.iter().copied());
    for row in rows {
        builder.push_record(row);
    }
    let mut table = builder.build();
    table.with(Style::rounded());
    if let Some(columns) = columns {
        table.with(Wrap::wrap(columns).priority(Priority::max(true)).keep_words(true));
    }
    let mut text = table.to_string();
    text.push('\n');
    text
}

fn row_by_row(headers: &[&str], rows: &[Vec<String>]) -> String {
    let in_one_line = |text: &str| text.replace('\n', " ");
    let headers: Vec<String> = headers.iter().map(|header| in_one_line(header)).collect();
    let widest = headers.iter().skip(2).map(|header| header.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for row in rows {
        let title: Vec<&str> = row.iter().take(2).map(String::as_str).collect();
        text += &format!("{}\n", title.join(", "));
        for (header, cell) in headers.iter().zip(row).skip(2) {
            text += &format!("  {header:<widest$}  {}\n", in_one_line(cell));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<String>> {
        vec![
            ["iOS", "hybrid", "set a new one before anything else can be opened"]
                .map(str::to_owned)
                .to_vec(),
        ]
    }

    const HEADERS: [&str; 3] = ["Platform", "Scenario", "On the device"];

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let long =
            vec![vec!["Windows Phone 8.1".to_owned(), "standalone".to_owned(), "word ".repeat(40)]];
        let text = table(&HEADERS, &long, Width::Columns(90));
        assert!(text.lines().all(|line| line.chars().count() <= 90), "{text}");
    }

    #[test]
    fn a_narrow_terminal_gets_one_line_a_cell() {
        let text = table(&HEADERS, &rows(), Width::Columns(40));
        assert_eq!(
            text,
            "iOS, hybrid\n  On the device  set a new one before anything else can be opened\n"
        );
    }
}
