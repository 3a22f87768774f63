//! Characters that no format of a report can carry as they are.

use serde::Serialize;

/// The character itself, or a visible sign for one that commands a terminal, turns the direction of what follows,
/// or that XML has no way to write.
pub(crate) fn visible(letter: char) -> char {
    if !commands(letter) {
        return letter;
    }
    match u32::from(letter) {
        low @ 0..=0x1f => char::from_u32(0x2400 + low).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '␡',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// Whether a character does more than to be shown.
fn commands(letter: char) -> bool {
    let kills = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let none = matches!(letter, '\u{fffe}' | '\u{ffff}');
    kills || none || (letter.is_control() && letter != '\n' && letter != '\t')
}

/// A value as JSON in one line, without a character that commands a terminal.
pub(crate) fn json_text(value: &impl Serialize) -> String {
    // Our own types are structs, lists and texts, and always have a JSON form.
    sanitized(serde_json::to_string(value).unwrap_or_default())
}

/// A value as JSON in indented lines.
pub(crate) fn pretty_json_text(value: &impl Serialize) -> String {
    sanitized(serde_json::to_string_pretty(value).unwrap_or_default())
}

/// JSON itself escapes only the control characters of ASCII. All others are in strings, and may be escaped there.
fn sanitized(json: String) -> String {
    if json.is_ascii() && !json.contains('\u{7f}') {
        return json;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_commands_a_terminal_is_escaped_and_still_the_same_text() {
        let evil = "a\u{1b}b\u{202e}c\u{9b}d\u{7f}e\nf".to_owned();
        let json = json_text(&evil);
        assert_eq!(json, "\"a\\u001bb\\u202ec\\u009bd\\u007fe\\nf\"");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), evil);
    }
}
