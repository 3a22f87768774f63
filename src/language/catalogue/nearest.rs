//! The sentences that come nearest to one that is not known, written out with the user's own words.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::document::suggestion::{LIKENESS_MIN, likeness};
use crate::domain::span::Span;
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry, FOR};
use crate::language::catalogue::known::Known;
use crate::language::catalogue::parameter::Parameter;
use crate::language::catalogue::sentence::SentenceKind;
use crate::language::policy_names;
use crate::language::policy_scope::PolicyScope;

/// How many sentences are shown.
const SHOWN_MAX: usize = 3;
/// How far below the best another one may score and still be shown.
const BEHIND_MAX: u32 = 140;
/// What a word in common counts, in thousandths, and one that is only alike.
const SAME: usize = 1000;
const SIMILAR: usize = 900;
/// What sentences of the right kind have ahead of others.
const RIGHT_KIND: u32 = 60;

/// No more of a text is compared, in characters: what is longer is no sentence.
const TEXT_MAX: usize = 400;
/// What to search the catalogue for when no word of a text is in it.
const USUAL_WORD: &str = "passcode";
/// A shorter word means too little to be searched for, in characters.
const WORD_MIN: usize = 4;

/// A sentence, and how it would read.
pub(crate) struct Nearest<'a> {
    pub(crate) entry: &'a CatalogueEntry,
    pub(crate) written: String,
}

impl Catalogue {
    /// The sentences nearest to `text`, the best one first; at least one.
    pub(crate) fn nearest(
        &self,
        kind: SentenceKind,
        text: &str,
        scope: PolicyScope<'_>,
    ) -> Vec<Nearest<'_>> {
        let text = beginning(text);
        let given = words_of(text);
        let mut ranked: Vec<(u32, Nearest<'_>)> = self
            .sentences()
            .iter()
            .map(|entry| {
                let written = written_with(entry, text, scope);
                let ahead = if entry.is(kind) { RIGHT_KIND } else { 0 };
                let score = alike(&given, &words_of(&written)).saturating_add(ahead);
                (score, Nearest { entry, written })
            })
            .collect();
        // A stable sort: equals stay in the order of the catalogue.
        ranked.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let best = ranked.first().map_or(0, |(score, _)| *score);
        ranked.retain(|(score, _)| score.saturating_add(BEHIND_MAX) >= best);
        ranked.into_iter().take(SHOWN_MAX).map(|(_, nearest)| nearest).collect()
    }

    /// The word of `text` to search the catalogue for: the last one that means something and that a sentence has.
    pub(crate) fn search_word(&self, text: &str) -> String {
        let known: BTreeSet<String> =
            self.sentences().iter().flat_map(|entry| words_of(entry.sentence().template)).collect();
        let fits = |word: &String| word.chars().count() >= WORD_MIN && known.contains(word);
        let found = words_of(beginning(text)).into_iter().rev().find(fits);
        found.unwrap_or_else(|| USUAL_WORD.to_owned())
    }
}

/// As much of a text as is compared.
fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(TEXT_MAX).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// The words that carry meaning, in small letters.
fn words_of(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .filter(|word| !matches!(word.as_str(), "the" | "a" | "an" | "in" | "on" | "of" | "to"))
        .collect()
}

/// How alike two sentences are, in thousandths: the share of words that they have in common.
fn alike(given: &[String], candidate: &[String]) -> u32 {
    let mut left: Vec<&String> = candidate.iter().collect();
    let mut shared: usize = 0;
    for word in given {
        if let Some(position) = left.iter().position(|other| *other == word) {
            left.remove(position);
            shared = shared.saturating_add(SAME);
            continue;
        }
        let found = left.iter().position(|other| likeness(word, other) >= LIKENESS_MIN);
        if let Some(position) = found {
            left.remove(position);
            shared = shared.saturating_add(SIMILAR);
        }
    }
    let all = given.len().saturating_add(candidate.len()).max(1);
    u32::try_from(shared.saturating_mul(2) / all).unwrap_or_default()
}

/// The sentence's example, with every word exchanged for one of its kind that `text` has.
fn written_with(entry: &CatalogueEntry, text: &str, scope: PolicyScope<'_>) -> String {
    let surface = own_word(Parameter::Surface, text, scope);
    let there = surface.and_then(|name| {
        scope.policies().into_iter().find_map(|policy| {
            entry.example_on(policy, policy_names::surface_named(policy, &name)?)
        })
    });
    let Some(mut written) = there.or_else(|| entry.example_in(scope)) else {
        return entry.sentence().expression.to_owned();
    };
    // From the end, so that the places before stay where they are.
    for (parameter, place) in entry.open_words(&written).into_iter().rev() {
        if let Some(own) = own_word(parameter, text, scope) {
            replace(&mut written, place, &own);
        }
    }
    let device = own_word(Parameter::Device, text, scope);
    match device.filter(|_| entry.sentence().takes_device()) {
        Some(device) => format!("{written}{FOR}{device}"),
        None => written,
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

/// The word of a kind that `text` has, as the catalogue or the policy spells it.
fn own_word(parameter: Parameter, text: &str, scope: PolicyScope<'_>) -> Option<String> {
    let lower = text.to_lowercase();
    match parameter {
        Parameter::Actor => half_named(parameter, &lower, scope, begins, |words, said| {
            // The noun has to be there, or the word for someone else; whatever else is there makes it likelier.
            let noun = words.last().is_some_and(|noun| said.iter().any(|word| begins(word, noun)));
            noun || words.first().is_some_and(|first| first == OTHER && says_other(said))
        }),
        Parameter::Surface => half_named(parameter, &lower, scope, str::eq, |words, said| {
            words.iter().any(|word| said.contains(word))
        }),
        Parameter::String => quoted(text),
        Parameter::Is => lower.contains(" not ").then(|| "is not".to_owned()),
        Parameter::Are => lower.contains(" not ").then(|| "are not".to_owned()),
        Parameter::Duration => duration(text),
        Parameter::Platform
        | Parameter::Managed
        | Parameter::Values
        | Parameter::Device
        | Parameter::Button
        | Parameter::Prompt => {
            let names = names(parameter, scope).into_iter();
            let said = names.filter(|name| lower.contains(&name.to_lowercase()));
            said.max_by_key(String::len)
        }
        Parameter::Alphabet
        | Parameter::Browser
        | Parameter::State
        | Parameter::Refusal
        | Parameter::Passcode
        | Parameter::Notice
        | Parameter::Int
        | Parameter::A => None,
    }
}

/// By which word many policies begin the name of the person whose devices are not the first ones.
const OTHER: &str = "another";

fn says_other(said: &[String]) -> bool {
    said.iter().any(|word| ["another", "other", "else", "someone"].contains(&word.as_str()))
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

/// The name of which the most words are said, if only by half; of several the first.
fn half_named(
    parameter: Parameter,
    lower: &str,
    scope: PolicyScope<'_>,
    is_word: fn(&str, &str) -> bool,
    is_meant: impl Fn(&[String], &[String]) -> bool,
) -> Option<String> {
    let said = words_of(lower);
    let mut best: Option<(usize, String)> = None;
    for name in names(parameter, scope) {
        let words = words_of(&name);
        let is_said = |word: &&String| said.iter().any(|said| is_word(said, word));
        let shared = words.iter().filter(is_said).count();
        let other = usize::from(words.first().is_some_and(|it| it == OTHER) && says_other(&said));
        let score = shared.saturating_mul(2).saturating_add(other);
        if is_meant(&words, &said) && best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Whether a word is another one, or its beginning.
fn begins(said: &str, word: &str) -> bool {
    said == word || said.chars().count() >= WORD_MIN && word.starts_with(said)
}

/// The first length of time, in one word or two.
fn duration(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    let single = words.iter().map(|word| (*word).to_owned());
    pairs.chain(single).find(|words| Span::parse(words).is_ok())
}

/// The first words in quotes, with them.
fn quoted(text: &str) -> Option<String> {
    let mut parts = text.split(['"', '“', '”']);
    let (_, words, _) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!("\"{words}\""))
}
