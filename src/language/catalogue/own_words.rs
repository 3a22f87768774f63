//! A sentence of the catalogue written out with what another text has for its open words.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::suggestion::{LIKENESS_MIN, likeness};
use crate::domain::span::Span;
use crate::language::catalogue::compiled::{CatalogueEntry, FOR};
use crate::language::catalogue::half_named::{actors, surface};
use crate::language::catalogue::known::Known;
use crate::language::catalogue::parameter::Parameter;
use crate::language::catalogue::step_arguments;
use crate::language::catalogue::synonyms::in_catalogue_words;
use crate::language::policy_names;
use crate::language::policy_scope::PolicyScope;

/// Numbers that people write as words.
const NUMBERS: [(&str, &str); 15] = [
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("sixty", "60"),
    ("ninety", "90"),
];

/// Units of time as people shorten them.
const UNITS: [(&str, &str); 14] = [
    ("ms", "milliseconds"),
    ("s", "seconds"),
    ("sec", "seconds"),
    ("secs", "seconds"),
    ("second", "seconds"),
    ("m", "minutes"),
    ("min", "minutes"),
    ("mins", "minutes"),
    ("minute", "minutes"),
    ("h", "hours"),
    ("hr", "hours"),
    ("hrs", "hours"),
    ("hour", "hours"),
    ("day", "days"),
];

/// The words of a text that a sentence may leave open, by their kinds, as the catalogue or the policy spells them.
pub(crate) struct OwnWords {
    words: BTreeMap<Parameter, String>,
}

impl OwnWords {
    pub(crate) fn of(text: &str, scope: PolicyScope<'_>) -> Self {
        let own = |parameter: &Parameter| Some((*parameter, own_word(*parameter, text, scope)?));
        Self { words: Parameter::ALL.iter().filter_map(own).collect() }
    }

    /// The surface that it names.
    pub(crate) fn surface(&self) -> Option<&str> {
        self.words.get(&Parameter::Surface).map(String::as_str)
    }

    /// An example of a sentence, with every word exchanged for one of its kind.
    pub(crate) fn written_in(&self, entry: &CatalogueEntry, example: &str) -> String {
        let mut written = example.to_owned();
        // From the end, so that the places before stay where they are.
        for (parameter, place) in entry.open_words(example).into_iter().rev() {
            if let Some(own) = self.words.get(&parameter) {
                replace(&mut written, place, own);
            }
        }
        let device = self.words.get(&Parameter::Device);
        match device.filter(|_| entry.sentence().takes_device()) {
            Some(device) => format!("{written}{FOR}{device}"),
            None => written,
        }
    }
}

/// Exchanges a word, and the article before it when the new word asks for another one.
fn replace(written: &mut String, place: Range<usize>, word: &str) {
    let before = written.get(..place.start).unwrap_or_default().to_owned();
    let after = written.get(place.end..).unwrap_or_default().to_owned();
    let vowel = word.starts_with(['A', 'E', 'I', 'O', 'U', 'a', 'e', 'i', 'o', 'u']);
    let stem = before.strip_suffix("an ").or_else(|| before.strip_suffix("a "));
    let before = match stem {
        Some(stem) if stem.is_empty() || stem.ends_with(' ') => {
            format!("{stem}{}", if vowel { "an " } else { "a " })
        }
        Some(_) | None => before,
    };
    *written = format!("{before}{word}{after}");
}

/// The word of a kind that `text` has.
fn own_word(parameter: Parameter, text: &str, scope: PolicyScope<'_>) -> Option<String> {
    let plain = unquoted(text);
    let lower = plain.to_lowercase();
    let denies = is_negative(&lower);
    let meant = in_catalogue_words(&plain).join(" ");
    let named = || {
        let is_said = |name: &String| {
            lower.contains(&name.to_lowercase())
                || meant.contains(&in_catalogue_words(name).join(" "))
        };
        names(parameter, scope).into_iter().filter(is_said).max_by_key(String::len)
    };
    match parameter {
        Parameter::Platform => named().or_else(|| platform_alike(&plain, scope)),
        Parameter::Managed => named().or_else(|| managed_alike(&lower, scope)),
        Parameter::Actor => actors(&plain, scope).into_iter().next(),
        Parameter::Surface => surface(&plain, scope),
        Parameter::String => quoted(text),
        Parameter::Is => Some(if denies { "is not" } else { "is" }.to_owned()),
        Parameter::Are => Some(if denies { "are not" } else { "are" }.to_owned()),
        Parameter::A => Some(if denies { "no" } else { "a" }.to_owned()),
        Parameter::Duration => duration(&lower),
        Parameter::Int => count(&lower),
        Parameter::Values
        | Parameter::Device
        | Parameter::Button
        | Parameter::Prompt
        | Parameter::Alphabet
        | Parameter::Browser
        | Parameter::State
        | Parameter::Refusal
        | Parameter::Passcode
        | Parameter::Notice
        | Parameter::Fault => named(),
    }
}

/// The names of a kind; the first device is what every sentence is about, and need not be said.
fn names(parameter: Parameter, scope: PolicyScope<'_>) -> Vec<String> {
    let policies = || scope.policies().into_iter();
    match parameter.known(scope) {
        Known::Names(names) => names,
        Known::Form(_) if parameter == Parameter::Values => {
            policies().flat_map(|policy| policy_names::values(policy)).collect()
        }
        Known::Form(_) => policies()
            .flat_map(|policy| policy_names::devices(policy).into_iter().skip(1))
            .collect(),
    }
}

/// The management that a text in small letters names without the service.
fn managed_alike(lower: &str, scope: PolicyScope<'_>) -> Option<String> {
    let policies = scope.policies().into_iter();
    let mut all = policies
        .flat_map(|policy| policy.managements.iter().map(move |management| (policy, management)));
    let (policy, management) =
        all.find(|(_, management)| lower.contains(&management.to_lowercase()))?;
    Some(policy_names::managed(policy, management))
}

/// Words of the catalogue that `un` before them denies.
const DENIED: [&str; 7] = ["blocked", "asked", "offered", "available", "seen", "shown", "set"];

/// Whether a text in small letters denies something.
pub(crate) fn is_negative(lower: &str) -> bool {
    let words =
        lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’');
    let denials = words.filter(|word| {
        matches!(
            *word,
            "no" | "not"
                | "never"
                | "cannot"
                | "nobody"
                | "nothing"
                | "none"
                | "unable"
                | "lacks"
                | "hidden"
                | "invisible"
        ) || word.ends_with("n't")
            || word.ends_with("n’t")
            || word.strip_prefix("un").is_some_and(|rest| DENIED.contains(&rest))
    });
    // `without any of "0O"` is what the catalogue says of characters.
    let lacks = lower.matches("without a ").count();
    denials.count().saturating_add(lacks) % 2 == 1
}

/// Words of `text` that are nearly the name of a platform: that name, or the words themselves where a number in them
/// is another one.
fn platform_alike(text: &str, scope: PolicyScope<'_>) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut best: Option<(f64, String)> = None;
    for name in names(Parameter::Platform, scope) {
        for window in words.windows(name.split(' ').count()) {
            let window = window.join(" ");
            let likeness = likeness(&window, &name);
            if likeness >= LIKENESS_MIN && best.as_ref().is_none_or(|(most, _)| likeness > *most) {
                let same = digits(&window) == digits(&name);
                best = Some((likeness, if same { name.clone() } else { window }));
            }
        }
    }
    best.map(|(_, words)| words)
}

/// The first length of time: a clock time, or numbers with units, however they are shortened.
fn duration(lower: &str) -> Option<String> {
    let digits_apart = spaced(lower);
    let words: Vec<&str> = digits_apart.split_whitespace().collect();
    let spelled = |word: &str| {
        let number = NUMBERS.iter().find(|(name, _)| *name == word);
        number.map_or_else(|| word.to_owned(), |(_, digits)| (*digits).to_owned())
    };
    let unit = |word: &str| {
        let word = word.trim_end_matches(['.', ',']);
        let unit = UNITS.iter().find(|(short, long)| *short == word || *long == word);
        unit.map(|(_, long)| *long)
    };
    let pairs = words.windows(2).filter_map(|pair| {
        let [number, of] = pair else { return None };
        let (number, unit) = (spelled(number), unit(of)?);
        let unit = if number == "1" { unit.strip_suffix('s').unwrap_or(unit) } else { unit };
        Some(format!("{number} {unit}"))
    });
    let clock = lower.split_whitespace().filter(|word| word.contains(':'));
    let clock = clock.map(|word| word.trim_end_matches([':', ',', '.']).to_owned());
    pairs.chain(clock).find(|words| Span::parse(words).is_ok())
}

/// `5min` as `5 min`; clock times stay as they are.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.chars() {
        if before.is_ascii_digit() && letter.is_alphabetic() {
            spaced.push(' ');
        }
        spaced.push(if letter == '-' { ' ' } else { letter });
        before = letter;
    }
    spaced
}

/// The first whole number, in digits or as a word.
fn count(lower: &str) -> Option<String> {
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    words.find_map(|word| {
        let number = NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, digits)| *digits);
        let is_number = !word.is_empty() && word.chars().all(|it| it.is_ascii_digit());
        number.or(is_number.then_some(word)).map(str::to_owned)
    })
}

/// The numbers of a text, outside quotes and names.
pub(crate) fn numbers(text: &str, scope: PolicyScope<'_>) -> Vec<String> {
    let mut lower = unquoted(text).to_lowercase();
    for kind in [Parameter::Platform, Parameter::Values, Parameter::Surface] {
        for name in names(kind, scope) {
            lower = lower.replace(&name.to_lowercase(), " ");
        }
    }
    let spaced = spaced(&lower);
    let words = spaced.split(|letter: char| !letter.is_alphanumeric());
    words.filter_map(count).collect()
}

/// Where a text in quotes begins and ends, quotes included: from the first quote to the last one, since no sentence has
/// two such texts, and to the end where it is not closed.
fn quotes(text: &str) -> Option<Range<usize>> {
    const QUOTES: [char; 3] = ['"', '“', '”'];
    let start = text.find(QUOTES)?;
    let last = text.char_indices().rfind(|(_, letter)| QUOTES.contains(letter))?;
    let end = if last.0 > start { last.0.saturating_add(last.1.len_utf8()) } else { text.len() };
    Some(start..end)
}

/// The text without what it has in quotes.
pub(crate) fn unquoted(text: &str) -> String {
    let Some(place) = quotes(text) else { return text.to_owned() };
    let before = text.get(..place.start).unwrap_or_default();
    format!("{before} {}", text.get(place.end..).unwrap_or_default())
}

/// The words in quotes, as a sentence takes them: every quote within has a backslash.
fn quoted(text: &str) -> Option<String> {
    let place = quotes(text)?;
    let inside = text.get(place)?;
    let inside = inside.trim_matches(['"', '“', '”']);
    let mut plain = String::with_capacity(inside.len());
    let mut letters = inside.chars();
    while let Some(letter) = letters.next() {
        let next = letters.clone().next();
        let escapes = letter == '\\' && matches!(next, Some('"' | '\'' | '\\'));
        plain.extend(if escapes { letters.next() } else { Some(letter) });
    }
    Some(step_arguments::quoted(&plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_quotes_is_whole_and_its_own_quotes_are_escaped() {
        let check =
            |text: &str, expected: &str| assert_eq!(quoted(text).as_deref(), Some(expected));
        check(r#"it says "Tap "OK" to go on" there"#, r#""Tap \"OK\" to go on""#);
        check(r#"it says "Tap \"OK\" to go on" there"#, r#""Tap \"OK\" to go on""#);
        check("it says “Done” there", "\"Done\"");
        check("it says \"Done", "\"Done\"");
        assert_eq!(quoted("it says nothing"), None);
    }

    #[test]
    fn a_length_of_time_is_found_however_it_is_written() {
        let check =
            |text: &str, expected: &str| assert_eq!(duration(text).as_deref(), Some(expected));
        check("after five minutes", "5 minutes");
        check("after 5min", "5 minutes");
        check("after 1 hr", "1 hour");
        check("after 4:59", "4:59");
        check("a 90-second wait", "90 seconds");
        assert_eq!(duration("after a while"), None);
    }

    #[test]
    fn two_denials_affirm() {
        assert!(is_negative("the device doesn't say that"));
        assert!(!is_negative("nobody sees nothing"));
        assert!(!is_negative("the device is known"));
        assert!(is_negative("apps are unblocked") && !is_negative("apps are not unblocked"));
        assert!(!is_negative("the old passcode unlocks the device until then"));
    }
}
