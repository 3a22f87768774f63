//! Text from features and policies, made fit to stand in a page: nothing invisible acts there.

use std::borrow::Cow;

/// The text with a space for each line break or tab, and a visible sign for each other control character.
///
/// Marks of direction stay: the page isolates each text, so that they turn nothing outside of it.
pub(super) fn legible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(char::is_control) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(sign).collect())
}

fn sign(character: char) -> char {
    match character {
        '\n' | '\r' | '\t' => ' ',
        '\u{7f}' => '\u{2421}',
        control if control.is_ascii_control() => {
            // Unicode has a picture for each of them, in their order.
            char::from_u32(0x2400 + u32::from(control)).unwrap_or('\u{fffd}')
        }
        control if control.is_control() => '\u{fffd}',
        other => other,
    }
}

/// A JSON text that may stand inside a `script` element: nothing in it ends the element or begins a comment.
pub(super) fn embeddable(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A name as one word of an address: letters and digits in lower case, hyphens for everything else.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for character in name.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_character_is_seen_and_a_line_break_is_a_space() {
        assert_eq!(legible("a\u{7}b\nc\u{0}\u{7f}\u{85}"), "a␇b c␀␡\u{fffd}");
        assert_eq!(legible("as it is"), "as it is");
    }

    #[test]
    fn nothing_in_embedded_json_ends_its_element() {
        assert_eq!(embeddable("\"</script><!--\u{2028}\""), r#""\u003c/script>\u003c!--\u2028""#);
    }

    #[test]
    fn a_slug_has_no_sign_that_an_address_reads() {
        assert_eq!(slug("Windows Phone 8.1"), "windows-phone-8-1");
        assert_eq!(slug(" &cell=#x "), "cell-x");
    }
}
