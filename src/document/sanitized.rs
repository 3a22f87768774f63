//! What people wrote, shown so that it cannot command what shows it: a terminal, a page, a reader of XML.

use std::borrow::Cow;

/// Where a symbol for each of the first control characters begins: that of escape is `␛`.
const PICTURES: u32 = 0x2400;

/// The numbers of bold, faint, upright, slanted, underlined, foreground colours, and of their end.
const STYLES: [&str; 28] = [
    "", "0", "1", "2", "3", "4", "22", "23", "24", "39", "30", "31", "32", "33", "34", "35", "36",
    "37", "90", "91", "92", "93", "94", "95", "96", "97", "9", "29",
];

/// The most characters of a user's text that a message repeats.
const QUOTED_MAX: usize = 80;

/// The text with a visible sign for each character that would move, hide or turn what is next to it.
pub(crate) fn sanitized(text: &str) -> Cow<'_, str> {
    if !text.chars().any(commands) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(visible).collect())
}

/// The same, but colours and weights pass: they can change how a text looks, not what it says.
pub(crate) fn sanitized_with_styles(text: &str) -> Cow<'_, str> {
    if !text.chars().any(commands) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let style = style(rest);
        let (taken, after) = rest.split_at(style.unwrap_or(letter.len_utf8()));
        if style.is_some() {
            shown += taken;
        } else {
            shown.push(visible(letter));
        }
        rest = after;
    }
    Cow::Owned(shown)
}

/// The text on one line: a space for each line break and tab, a visible sign for whatever else commands something.
pub(crate) fn on_one_line(text: &str) -> Cow<'_, str> {
    let sign = |letter| if matches!(letter, '\n' | '\r' | '\t') { ' ' } else { visible(letter) };
    if text.chars().all(|letter| sign(letter) == letter) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(sign).collect())
}

/// The character itself, or a visible sign for one that commands something.
pub(crate) fn visible(letter: char) -> char {
    if !commands(letter) {
        return letter;
    }
    let symbol = match u32::from(letter) {
        low @ 0..=0x1f => char::from_u32(PICTURES + low),
        0x7f => Some('␡'),
        _ => None,
    };
    symbol.unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// A JSON document in which no character commands anything. JSON itself escapes only the control characters of ASCII;
/// all others are in strings, and may be escaped there.
pub(crate) fn sanitized_json(json: String) -> String {
    if !json.chars().any(commands) {
        return json;
    }
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        if commands(letter) {
            text += &format!("\\u{:04x}", u32::from(letter));
        } else {
            text.push(letter);
        }
    }
    text
}

/// A text of the user's in a message: in backticks, on one line, cut where it is long.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown = String::new();
    for letter in text.chars().take(QUOTED_MAX) {
        if letter.is_control() {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    let rest = if text.chars().nth(QUOTED_MAX).is_some() { "…" } else { "" };
    format!("`{shown}{rest}`")
}

/// Whether a character does anything else than be where it is, or is one that XML has no way to write.
fn commands(letter: char) -> bool {
    let is_bidi = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let none = matches!(letter, '\u{fffe}' | '\u{ffff}');
    is_bidi || none || (letter.is_control() && letter != '\n' && letter != '\t')
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
        let evil = "a\u{1b}]0;title\u{7}b\u{1b}[2Jc\rd\u{202e}e\u{9b}f\u{7f}\u{ffff}";
        let shown = "a␛]0;title␇b␛[2Jc␍d\u{fffd}e\u{fffd}f␡\u{fffd}";
        assert_eq!(sanitized(evil), shown);
        assert_eq!(sanitized_with_styles(evil), shown);
    }

    #[test]
    fn colours_pass_where_colour_is_asked_for_and_nothing_that_hides() {
        let red = "\u{1b}[31;1mred\u{1b}[0m";
        assert_eq!(sanitized_with_styles(red), red);
        assert_eq!(sanitized(red), "␛[31;1mred␛[0m");
        assert_eq!(sanitized_with_styles("\u{1b}[8mhidden"), "␛[8mhidden");
    }

    #[test]
    fn lines_and_tables_stay_as_they_are() {
        let table = "╭──╮\n│ é\t│\n";
        assert!(matches!(sanitized(table), Cow::Borrowed(_)));
    }

    #[test]
    fn one_line_has_no_line_break() {
        assert_eq!(on_one_line("a\u{7}b\nc\u{0}\u{7f}\u{85}"), "a␇b c␀␡\u{fffd}");
        assert_eq!(on_one_line("\u{202e}txet"), "\u{fffd}txet");
        assert!(matches!(on_one_line("as it is"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_commands_a_terminal_is_escaped_in_json_and_still_the_same_text() {
        let evil = "a\u{1b}b\u{202e}c\u{9b}d\u{7f}e\nf".to_owned();
        let json = sanitized_json(serde_json::to_string(&evil).unwrap());
        assert_eq!(json, "\"a\\u001bb\\u202ec\\u009bd\\u007fe\\nf\"");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), evil);
    }

    #[test]
    fn a_text_in_a_message_is_one_short_line() {
        assert_eq!(quoted("a\nb"), "`a\\nb`");
        assert_eq!(quoted(&"x".repeat(81)), format!("`{}…`", "x".repeat(80)));
    }
}
