//! Differences between two texts that no one sees: other spaces, invisible characters, letters that look alike.

/// How many differences are named.
const NAMED_MAX: usize = 3;

/// Letters of other scripts, and punctuation, that look like a character of ASCII.
const ALIKE: &[(char, &str)] = &[
    ('a', "аα"),
    ('b', "Ь"),
    ('c', "сϲ"),
    ('d', "ԁ"),
    ('e', "еҽ"),
    ('h', "һ"),
    ('i', "іι"),
    ('j', "ј"),
    ('k', "κк"),
    ('l', "ӏ"),
    ('m', "м"),
    ('n', "ո"),
    ('o', "оοօ"),
    ('p', "рρ"),
    ('q', "ԛ"),
    ('s', "ѕ"),
    ('t', "т"),
    ('u', "υս"),
    ('v', "νѵ"),
    ('w', "ѡԝ"),
    ('x', "хχ"),
    ('y', "уγ"),
    ('A', "АΑ"),
    ('B', "ВΒ"),
    ('C', "СϹ"),
    ('D', "Ꭰ"),
    ('E', "ЕΕ"),
    ('F', "Ϝ"),
    ('G', "Ԍ"),
    ('H', "НΗ"),
    ('I', "ІΙӀ"),
    ('J', "Ј"),
    ('K', "КΚ"),
    ('L', "Ꮮ"),
    ('M', "МΜ"),
    ('N', "Ν"),
    ('O', "ОΟ"),
    ('P', "РΡ"),
    ('Q', "Ԛ"),
    ('S', "Ѕ"),
    ('T', "ТΤ"),
    ('V', "Ѵ"),
    ('W', "Ԝ"),
    ('X', "ХΧ"),
    ('Y', "УΥ"),
    ('Z', "Ζ"),
    ('"', "“”„‟＂"),
    ('\'', "‘’‚‛＇ʼ"),
    ('-', "‐‑‒–—−"),
    ('.', "․"),
    (':', "∶։"),
];

/// `text` as it looks: one ordinary space for any run of spaces, nothing for what is invisible, and the letter of ASCII
/// for one that looks like it.
pub(crate) fn as_it_looks(text: &str) -> String {
    let visible: String = text.chars().filter(|it| !is_invisible(*it)).map(looks_like).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What makes `given` another text than `meant`, if both look the same.
pub(crate) fn unseen_difference(given: &str, meant: &str) -> Option<String> {
    if given == meant || as_it_looks(given) != as_it_looks(meant) {
        return None;
    }
    let (mut differences, mut expected) = (Vec::new(), meant.chars().peekable());
    let mut seen = String::new();
    let mut letters = given.chars().peekable();
    while let Some(letter) = letters.next() {
        if is_invisible(letter) && expected.peek() != Some(&letter) {
            differences.push(format!("there is {} {}", name(letter), position(&seen)));
            continue;
        }
        if letter.is_whitespace() {
            let mut count = 1_usize;
            let mut strange = Some(letter).filter(|it| *it != ' ');
            while let Some(space) = letters.next_if(|it| it.is_whitespace()) {
                count = count.saturating_add(1);
                strange = strange.or(Some(space).filter(|it| *it != ' '));
            }
            while expected.next_if(|it| is_invisible(*it)).is_some() {}
            let mut wanted = Vec::new();
            while let Some(space) = expected.next_if(|it| it.is_whitespace()) {
                wanted.push(space);
            }
            if wanted.as_slice() != [letter] || count > 1 {
                differences.push(match strange {
                    Some(space) => format!("there is {} {}", name(space), position(&seen)),
                    None if count == 1 => format!("there is a space {}", position(&seen)),
                    None => format!("there are {count} spaces {}", position(&seen)),
                });
            }
        } else {
            while expected.next_if(|it| *it != letter && is_invisible(*it)).is_some() {}
            let other = expected.next().filter(|it| *it != letter);
            if let Some(other) = other {
                differences.push(format!(
                    "`{letter}` {} is {}, not `{other}`",
                    position(&seen),
                    name(letter)
                ));
            }
        }
        seen.push(if letter.is_whitespace() { ' ' } else { letter });
    }
    if differences.is_empty() {
        differences.push(format!("an invisible character of `{}` is missing", as_it_looks(meant)));
    }
    differences.truncate(NAMED_MAX);
    Some(differences.join("; "))
}

/// Where something is, by the words before it.
fn position(seen: &str) -> String {
    match seen.split_whitespace().next_back() {
        Some(word) if !word.is_empty() => format!("after `{word}`"),
        Some(_) | None => "at the beginning".to_owned(),
    }
}

fn looks_like(letter: char) -> char {
    if let Some((plain, _)) = ALIKE.iter().find(|(_, others)| others.contains(letter)) {
        return *plain;
    }
    // The full-width characters are in the order of ASCII.
    let full_width = u32::from(letter).checked_sub(0xFEE0).filter(|_| letter >= '！');
    full_width.and_then(char::from_u32).filter(char::is_ascii_graphic).unwrap_or(letter)
}

const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}

fn name(letter: char) -> String {
    let name = match letter {
        '\t' => "a tab",
        '\u{A0}' => "a no-break space",
        '\u{202F}' => "a narrow no-break space",
        '\u{2028}' => "a line separator",
        '\u{2029}' => "a paragraph separator",
        '\u{3000}' => "an ideographic space",
        '\u{200B}' => "a zero-width space",
        '\u{200C}' => "a zero-width non-joiner",
        '\u{200D}' => "a zero-width joiner",
        '\u{AD}' => "a soft hyphen",
        '\u{FEFF}' => "a byte order mark",
        _ if letter.is_whitespace() => "another kind of space",
        _ if is_invisible(letter) => "an invisible character",
        _ if letter.is_alphabetic() => "a letter of another script",
        _ => "another character",
    };
    format!("{name} (U+{:04X})", u32::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: &str, expected: &str) {
        let meant = "the sales clerk resets the passcode";
        assert_eq!(unseen_difference(given, meant).as_deref(), Some(expected));
    }

    #[test]
    fn what_nobody_sees_is_named_with_its_place() {
        check("the sales clerk resets  the passcode", "there are 2 spaces after `resets`");
        check(
            "the sales clerk resets\u{A0}the passcode",
            "there is a no-break space (U+00A0) after `resets`",
        );
        check(
            "the sales clerk resets \u{A0}the passcode",
            "there is a no-break space (U+00A0) after `resets`",
        );
        check(
            "the sales clerk resets\u{200B} the passcode",
            "there is a zero-width space (U+200B) after `resets`",
        );
        check(
            "the sales clerk rеsets the passcode",
            "`е` after `r` is a letter of another script (U+0435), not `e`",
        );
        check("the sales clerk resets the passcode ", "there is a space after `passcode`");
    }

    #[test]
    fn what_is_seen_is_no_unseen_difference() {
        assert_eq!(unseen_difference("the same", "the same"), None);
        assert_eq!(unseen_difference("the Same", "the same"), None);
        assert_eq!(unseen_difference("the passcode", "the password"), None);
    }

    #[test]
    fn it_is_named_from_the_other_side_too() {
        let differs = unseen_difference("a b", "a\u{200B} b").unwrap();
        assert_eq!(differs, "an invisible character of `a b` is missing");
        let differs = unseen_difference("a b", "a\u{A0}b").unwrap();
        assert_eq!(differs, "there is a space after `a`");
    }
}
