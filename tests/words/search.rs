//! Finds the words of the list.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use crate::list::{EXCEPT, Entry, Scope, WORDS};
use crate::unit::{Unit, Word};

/// How many words the sign `…` of a phrase stands for at most.
const GAP_MAX: usize = 4;

/// A word that is not ours, where it was written, and what to write instead.
pub struct Finding {
    place: String,
    found: String,
    instead: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: `{}`: {}", self.place, self.found, self.instead)
    }
}

/// A phrase, taken apart.
type Parts = Vec<&'static str>;

/// The phrases of the list by their first word, each with its entry.
static WORDS_BY_FIRST: LazyLock<BTreeMap<&str, Vec<(Parts, &Entry)>>> = LazyLock::new(|| {
    let mut known: BTreeMap<&str, Vec<(Parts, &Entry)>> = BTreeMap::new();
    for entry in WORDS {
        for phrase in entry.not {
            let parts: Parts = phrase.split(' ').collect();
            known.entry(parts[0]).or_default().push((parts, entry));
        }
    }
    known
});

/// How many of the words a phrase matches from the first one on, if it does.
fn matched(phrase: &[&str], words: &[Word]) -> Option<usize> {
    match (phrase, words) {
        ([], _) => Some(0),
        (["…", phrase @ ..], _) => (0..=GAP_MAX.min(words.len())).find_map(|gap| {
            let skipped = words[..gap].iter().all(|word| word.joined);
            let rest = skipped.then(|| matched(phrase, &words[gap..])).flatten()?;
            words[gap].joined.then_some(gap + rest)
        }),
        ([part, phrase @ ..], [word, words @ ..]) if word.text == *part => {
            let goes_on = phrase.is_empty() || words.first().is_some_and(|next| next.joined);
            goes_on.then(|| matched(phrase, words)).flatten().map(|length| length + 1)
        }
        _ => None,
    }
}

/// Whether an exception covers the word at a position.
fn is_exempt(path: &str, words: &[Word], at: usize) -> bool {
    let exceptions = EXCEPT.iter().filter(|exception| path.starts_with(exception.path));
    exceptions.flat_map(|exception| exception.phrases).any(|phrase| {
        let parts: Parts = phrase.split(' ').collect();
        (0..=at)
            .any(|start| matched(&parts, &words[start..]).is_some_and(|length| start + length > at))
    })
}

/// Every word of the list in some units of a file, in their order.
pub fn find(path: &str, units: &[Unit]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for unit in units {
        for (at, word) in unit.words.iter().enumerate() {
            let known = WORDS_BY_FIRST.get(word.text.as_str()).into_iter().flatten();
            let lengths = known.filter_map(|(parts, entry)| {
                let applies = match entry.scope {
                    Scope::Everywhere => true,
                    Scope::Prose => !unit.is_name,
                    Scope::Names => unit.is_name,
                };
                let length = matched(parts, &unit.words[at..])?;
                applies.then_some((length, entry))
            });
            let Some((length, entry)) = lengths.max_by_key(|(length, _)| *length) else { continue };
            if is_exempt(path, &unit.words, at) {
                continue;
            }
            let words = &unit.words[at..at + length];
            let found: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
            let place = format!("{path}:{}", word.line);
            findings.push(Finding { place, found: found.join(" "), instead: entry.instead });
        }
    }
    findings
}

#[track_caller]
pub fn assert_none(findings: &[Finding]) {
    let shown: Vec<String> = findings.iter().map(Finding::to_string).collect();
    assert!(
        findings.is_empty(),
        "{}\n{} words that this project does not use (tests/words/list.rs)",
        shown.join("\n"),
        findings.len()
    );
}

/// An exception without a word of the list would say nothing.
#[test]
fn every_exception_is_about_a_word_of_the_list() {
    for phrase in EXCEPT.iter().flat_map(|exception| exception.phrases) {
        let parts: Parts = phrase.split(' ').collect();
        let is_listed = |word: &str| parts.join(" ").contains(word);
        assert!(WORDS.iter().flat_map(|entry| entry.not).any(|word| is_listed(word)), "{phrase}");
    }
}
