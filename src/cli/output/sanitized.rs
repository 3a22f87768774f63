//! What people wrote, shown so that it cannot command the terminal that shows it.

use std::borrow::Cow;

use crate::report::paint::Paint;

/// Where a symbol for each of the first control characters begins: that of escape is `␛`.
const PICTURES: u32 = 0x2400;

/// The numbers of bold, faint, upright, slanted, underlined, foreground colours, and of their end.
const STYLES: [&str; 28] = [
    "", "0", "1", "2", "3", "4", "22", "23", "24", "39", "30", "31", "32", "33", "34", "35", "36",
    "37", "90", "91", "92", "93", "94", "95", "96", "97", "9", "29",
];

/// The text with a visible sign for each character that would move, hide or turn what stands beside it. Where
/// colour is asked for, colours and weights pass: they can change how a text looks, not what it says.
pub(crate) fn sanitized(text: &str, paint: Paint) -> Cow<'_, str> {
    if !text.chars().any(commands) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let (taken, after) = match style(rest).filter(|_| paint == Paint::Colour) {
            Some(length) => rest.split_at(length),
            None => rest.split_at(letter.len_utf8()),
        };
        if taken.len() == letter.len_utf8() && commands(letter) {
            shown.push(picture(letter));
        } else {
            shown += taken;
        }
        rest = after;
    }
    Cow::Owned(shown)
}

/// Whether a character does something else than to stand where it is.
fn commands(letter: char) -> bool {
    let kills = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    kills || (letter.is_control() && letter != '\n' && letter != '\t')
}

fn picture(letter: char) -> char {
    let symbol = match u32::from(letter) {
        low @ 0..=0x1f => char::from_u32(PICTURES + low),
        0x7f => Some('␡'),
        _ => None,
    };
    symbol.unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The length of the sequence that a text begins with, where it only colours what follows.
fn style(text: &str) -> Option<usize> {
    let (numbers, _) = text.strip_prefix("\u{1b}[")?.split_once('m')?;
    let plain = numbers.split(';').all(|number| STYLES.contains(&number));
    plain.then(|| "\u{1b}[m".len() + numbers.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_commands_a_terminal_becomes_a_sign() {
        let evil = "a\u{1b}]0;title\u{7}b\u{1b}[2Jc\rd\u{202e}e\u{9b}f\u{7f}";
        let shown = "a␛]0;title␇b␛[2Jc␍d\u{fffd}e\u{fffd}f␡";
        assert_eq!(sanitized(evil, Paint::Plain), shown);
        assert_eq!(sanitized(evil, Paint::Colour), shown);
    }

    #[test]
    fn colours_pass_where_colour_is_asked_for_and_nothing_that_hides() {
        let red = "\u{1b}[31;1mred\u{1b}[0m";
        assert_eq!(sanitized(red, Paint::Colour), red);
        assert_eq!(sanitized(red, Paint::Plain), "␛[31;1mred␛[0m");
        assert_eq!(sanitized("\u{1b}[8mhidden", Paint::Colour), "␛[8mhidden");
    }

    #[test]
    fn lines_and_tables_stay_as_they_are() {
        let table = "╭──╮\n│ é\t│\n";
        assert!(matches!(sanitized(table, Paint::Plain), Cow::Borrowed(_)));
    }
}
