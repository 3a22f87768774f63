//! Checks the names that sentences use, so that each is usable in every sentence.

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::yaml::path::NodePart;
use crate::domain::device::DEVICE_NAMES;
use crate::policy::check::checker::Checker;

/// The kind of a name, and so how much room sentences leave for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameKind {
    Actor,
    Surface,
    Management,
    Platform,
    Button,
    Prompt,
    Dimension,
}

/// The articles that a person or a surface may have besides the words that sentences leave room for.
const ARTICLES: [&str; 7] = ["the", "another", "an", "a", "any", "every", "some"];

impl NameKind {
    const fn what(self) -> &'static str {
        match self {
            Self::Actor => "an actor",
            Self::Surface => "a surface",
            Self::Management => "a service and its management",
            Self::Platform => "a platform",
            Self::Button => "a button",
            Self::Prompt => "what a prompt asks",
            Self::Dimension => "a dimension and its value",
        }
    }

    /// The most words that sentences leave room for, the article of a person or a surface aside.
    const fn words_max(self) -> usize {
        match self {
            Self::Actor => 3,
            Self::Surface | Self::Management | Self::Button | Self::Dimension => 4,
            Self::Platform => 6,
            Self::Prompt => 12,
        }
    }

    /// Whether it names someone or something that can have an article.
    const fn has_article(self) -> bool {
        match self {
            Self::Actor | Self::Surface => true,
            Self::Management | Self::Platform | Self::Button | Self::Prompt | Self::Dimension => {
                false
            }
        }
    }
}

/// Checks that sentences can use `name`.
pub(crate) fn check(checker: &mut Checker, kind: NameKind, name: &str, place: &NodePart) {
    if name.trim().is_empty() || name.chars().any(char::is_control) {
        checker.report(
            Finding::new("policy::name", format!("{} needs a name on one line", kind.what()))
                .help("write it as sentences use it, article included: `the help desk`")
                .at(place.clone()),
        );
        return;
    }
    if let Some((wrong, help)) = problem(kind, name) {
        checker.report(
            Finding::new(
                "policy::name",
                format!("{} cannot be called {}: {wrong}", kind.what(), quoted(name)),
            )
            .help(help)
            .at(place.clone()),
        );
    }
}

/// Checks that no two names are equal but for case and article.
pub(crate) fn check_distinct(checker: &mut Checker, kind: NameKind, names: &[(String, NodePart)]) {
    for (position, (name, place)) in names.iter().enumerate() {
        let mut before = names.iter().take(position);
        if let Some((other, first)) = before.find(|(other, _)| plain(other) == plain(name)) {
            checker.report(
                Finding::new(
                    "policy::names_alike",
                    format!(
                        "a sentence could not distinguish {} from {}",
                        quoted(name),
                        quoted(other)
                    ),
                )
                .help(format!(
                    "give {} a name that differs in more than case and article",
                    kind.what()
                ))
                .marked(first.clone(), "this one")
                .marked(place.clone(), "and this one"),
            );
        }
    }
}

fn problem(kind: NameKind, name: &str) -> Option<(String, String)> {
    const FORBIDDEN: &str = "\"“”„«»‘’'`<>{}()|\\/#@";
    if let Some(character) = name.chars().find(|character| FORBIDDEN.contains(*character)) {
        let wrong = format!("`{character}` has a meaning of its own in a feature file");
        return Some((wrong, "leave that character out".to_owned()));
    }
    // `within 5 minutes 7 Eleven sees …`: where the time ends would be a guess.
    if kind == NameKind::Actor && plain(name).starts_with(|first: char| first.is_ascii_digit()) {
        let wrong = "after a time, a sentence could read its number as part of the time".to_owned();
        return Some((wrong, "begin it with a word, or write the number in words".to_owned()));
    }
    let invisible = |character: &char| matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{00ad}');
    if let Some(character) = name.chars().find(invisible) {
        let wrong =
            format!("it holds a character that cannot be seen (U+{:04X})", u32::from(character));
        return Some((wrong, "type the name again".to_owned()));
    }
    let spaced = name.split(' ').any(str::is_empty)
        || name.chars().any(|character| character.is_whitespace() && character != ' ');
    if spaced {
        let plain = name.split_whitespace().collect::<Vec<_>>().join(" ");
        return Some((
            "words are separated by one space".to_owned(),
            format!("write {}", quoted(&plain)),
        ));
    }
    let words: Vec<&str> = name.split(' ').collect();
    let has_article = kind.has_article() && words.first().is_some_and(|it| ARTICLES.contains(it));
    if words.len() > kind.words_max() + usize::from(has_article) {
        let wrong = format!("sentences have room for {} words", kind.words_max());
        return Some((wrong, "shorten it".to_owned()));
    }
    let is_device = DEVICE_NAMES.iter().any(|device| plain(device) == plain(name));
    if kind.has_article() && is_device {
        let wrong = "sentences call a device so".to_owned();
        return Some((wrong, "choose another name".to_owned()));
    }
    let joins = |word: &&str| *word == "and" || word.contains(',');
    let joint = words.iter().find(|word| kind == NameKind::Dimension && joins(word))?;
    let wrong = format!("a sentence joins several of them, by `{joint}` among others");
    Some((wrong, "leave that out, or write another word".to_owned()))
}

/// Checks that no two parts of sentences are equal, each of which is made of a name or of several.
pub(crate) fn check_phrases(checker: &mut Checker, phrases: &[(String, NodePart)]) {
    for (position, (phrase, place)) in phrases.iter().enumerate() {
        let mut before = phrases.iter().take(position);
        let is_same = |(other, _): &&(String, NodePart)| {
            plain(other) == plain(phrase)
                || ends_with_a_device(phrase, other)
                || ends_with_a_device(other, phrase)
        };
        if let Some((other, first)) = before.find(is_same) {
            checker.report(
                Finding::new(
                    "policy::names_alike",
                    format!("a sentence that says {} could mean either", quoted(other)),
                )
                .help("write one of them in other words")
                .marked(first.clone(), "this one")
                .marked(place.clone(), "and this one"),
            );
        }
    }
}

/// Whether one phrase is another one, and then the device that a sentence can be for.
fn ends_with_a_device(longer: &str, shorter: &str) -> bool {
    let device = longer.strip_prefix(shorter).and_then(|rest| rest.strip_prefix(" for "));
    device.is_some_and(|device| DEVICE_NAMES.contains(&device))
}

fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::yaml::path::Path;

    fn place() -> NodePart {
        NodePart::Value(Path::root())
    }

    /// What is wrong with a name, without how the message begins.
    fn wrong(kind: NameKind, name: &str) -> Option<String> {
        let mut checker = Checker::new(Vec::new());
        check(&mut checker, kind, name, &place());
        let (_, findings) = checker.finish();
        let message = findings.first()?.message();
        Some(message.rsplit_once(": ").map_or(message, |(_, wrong)| wrong).to_owned())
    }

    #[test]
    fn words_of_sentences_and_other_scripts_make_names() {
        for name in ["IT support", "the passcode team", "another clerk in person", "المدير المناوب"]
        {
            assert_eq!(wrong(NameKind::Actor, name), None, "{name}");
        }
        assert_eq!(
            wrong(NameKind::Surface, "the page for lost and found"),
            Some("sentences have room for 4 words".to_owned())
        );
        assert_eq!(wrong(NameKind::Surface, "the page for lost phones"), None);
        assert_eq!(wrong(NameKind::Platform, "Pad 2 of the third generation"), None);
        assert_eq!(wrong(NameKind::Button, "Select this again"), None);
        assert_eq!(wrong(NameKind::Prompt, "sign out and sign in again in person"), None);
    }

    #[test]
    fn what_a_sentence_could_not_say_is_no_name() {
        let long = |count| Some(format!("sentences have room for {count} words"));
        assert_eq!(wrong(NameKind::Actor, "the man from the night shift"), long(3));
        assert_eq!(wrong(NameKind::Platform, "one two three four five six seven"), long(6));
        let device = Some("sentences call a device so".to_owned());
        assert_eq!(wrong(NameKind::Surface, "The second Device"), device);
        assert_eq!(wrong(NameKind::Actor, "device"), device);
        assert_eq!(wrong(NameKind::Platform, "second device"), None);
        for name in ["the \"clerk\"", "the clerk's", "a|b", "<clerk>", "#1"] {
            let found = wrong(NameKind::Actor, name).unwrap_or_default();
            assert!(
                found.ends_with("has a meaning of its own in a feature file"),
                "{name}: {found}"
            );
        }
        let spaces = Some("words are separated by one space".to_owned());
        assert_eq!(wrong(NameKind::Actor, "the  clerk"), spaces);
        assert_eq!(wrong(NameKind::Actor, " clerk"), spaces);
        let unseen = wrong(NameKind::Actor, "the\u{200f} clerk").unwrap_or_default();
        assert!(unseen.contains("cannot be seen (U+200F)"), "{unseen}");
        assert!(wrong(NameKind::Dimension, "zone front and back").is_some());
        assert!(wrong(NameKind::Actor, "").is_some());
        assert!(wrong(NameKind::Actor, "the 5 minutes man").is_some());
        assert!(wrong(NameKind::Surface, "5 minutes page").is_none());
    }

    #[test]
    fn names_and_phrases_that_a_sentence_could_not_distinguish_are_reported() {
        type Check = dyn Fn(&mut Checker, &[(String, NodePart)]);
        let found = |check: &Check, names: &[&str]| {
            let mut checker = Checker::new(Vec::new());
            let names: Vec<_> = names.iter().map(|name| ((*name).to_owned(), place())).collect();
            check(&mut checker, &names);
            checker.finish().1.len()
        };
        let names = |checker: &mut Checker, names: &[_]| {
            check_distinct(checker, NameKind::Surface, names);
        };
        assert_eq!(found(&names, &["the Desk", "desk", "THE DESK"]), 2);
        assert_eq!(found(&names, &["the desk", "a desk"]), 0);
        let phrases = |checker: &mut Checker, names: &[_]| check_phrases(checker, names);
        assert_eq!(found(&phrases, &["sign in", "sign in in Desk", "sign in at Desk"]), 0);
        assert_eq!(found(&phrases, &["sign in", "sign in for the second device"]), 1);
        assert_eq!(found(&phrases, &["sign in in Desk", "sign in in Desk"]), 1);
    }
}
