//! Lines of text where there is little room: broken between words, below the column in which they began.

use crate::report::layout;
use crate::report::layout::Width;

/// What a line has that is drawn: such a line was laid out for its width, or is a picture of a source text.
const DRAWN: [char; 4] = ['│', '─', '╭', '╰'];

/// The text with every line that is too wide broken between words. A command line stays whole, to be copied.
pub(crate) fn fitted(text: &str, width: Width) -> String {
    let Width::Columns(columns) = width else { return text.to_owned() };
    let mut fitted = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        if columns_of(words) <= columns
            || words.contains(DRAWN)
            || words.contains("passgate run ")
            || words.contains("passgate sweep ")
        {
            fitted += line;
        } else {
            fitted += &broken(words, columns);
            fitted += line.get(words.len()..).unwrap_or_default();
        }
    }
    fitted
}

/// A line as several, none of them wider than it has to be.
fn broken(line: &str, columns: usize) -> String {
    // More than half of the width for a margin would leave nothing to read.
    let margin = margin_of(line).min(columns / 2);
    let mut lines = String::new();
    let (mut used, mut gap) = (0, String::new());
    let mut rest = line;
    while !rest.is_empty() {
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        let (spaces, after) = rest.split_at_checked(blanks).unwrap_or((rest, ""));
        let (word, after) =
            after.split_at_checked(after.find(' ').unwrap_or(after.len())).unwrap_or((after, ""));
        gap.push_str(spaces);
        let wanted = used + gap.len() + columns_of(word);
        if wanted > columns && used + gap.len() > margin {
            lines.push('\n');
            lines.push_str(&" ".repeat(margin));
            used = margin;
        } else {
            lines.push_str(&gap);
            used += gap.len();
        }
        lines.push_str(word);
        used += columns_of(word);
        gap.clear();
        rest = after;
    }
    lines
}

/// Where what a line says begins: behind its blanks, and behind a label with two or more blanks after it.
fn margin_of(line: &str) -> usize {
    let words = line.trim_start_matches(' ');
    let indent = line.len() - words.len();
    let label = words.split("  ").next().unwrap_or_default();
    let after = words.get(label.len()..).unwrap_or_default();
    let blanks = after.len() - after.trim_start_matches(' ').len();
    if blanks > 1 && !label.contains(' ') {
        indent + columns_of(label) + blanks
    } else {
        indent + 2
    }
}

/// How many columns a text takes on a terminal, without what only colours it.
fn columns_of(text: &str) -> usize {
    let mut letters = text.chars();
    let mut plain = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(letter);
        }
    }
    layout::columns_of(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_between_words_below_its_column() {
        let text = "      seen      no new passcode, by the shop man, in the portal\nshort\n";
        assert_eq!(
            fitted(text, Width::Columns(40)),
            "      seen      no new passcode, by the\n                shop man, in the portal\nshort\n"
        );
        assert_eq!(fitted(text, Width::Unbounded), text);
        assert_eq!(
            fitted("12 scenarios conform · 3 of 28 clauses", Width::Columns(24)),
            "12 scenarios conform · 3\n  of 28 clauses"
        );
    }

    #[test]
    fn colours_take_no_room_and_commands_and_drawings_stay_whole() {
        let coloured = "\u{1b}[31mone two\u{1b}[0m";
        assert_eq!(fitted(coloured, Width::Columns(7)), coloured);
        for line in ["    replay   passgate run features/a.feature:3 --seed 2015", "│ a │ b │ c │"]
        {
            assert_eq!(fitted(line, Width::Columns(6)), line);
        }
    }

    #[test]
    fn a_word_that_is_too_long_stays_whole() {
        assert_eq!(
            fitted("an incomprehensibilities b", Width::Columns(10)),
            "an\n  incomprehensibilities\n  b"
        );
    }
}
