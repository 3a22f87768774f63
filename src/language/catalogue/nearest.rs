//! The sentences that come nearest to one that is not known, written out with the user's own words.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::document::suggestion::{LIKENESS_MIN, likeness};
use crate::domain::actor::Actor;
use crate::domain::platform::Management;
use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::parameter::Parameter;
use crate::language::catalogue::sentence::SentenceKind;
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
            self.sentences().iter().flat_map(|entry| words_of(entry.sentence().example)).collect();
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
    let example = entry.sentence().example;
    let Some(captures) = entry.regex().captures(example) else { return example.to_owned() };
    let mut written = example.to_owned();
    // From the end, so that the places before stay where they are.
    for (index, parameter) in entry.parameters().iter().enumerate().rev() {
        let own = own_word(*parameter, text, scope);
        if let (Some(capture), Some(own)) = (captures.get(index.saturating_add(1)), own) {
            replace(&mut written, capture.range(), &own);
        }
    }
    written
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

/// The word of a kind that `text` has, as the catalogue spells it.
fn own_word(parameter: Parameter, text: &str, scope: PolicyScope<'_>) -> Option<String> {
    let lower = text.to_lowercase();
    let named = |names: &mut dyn Iterator<Item = &str>| {
        names
            .filter(|name| lower.contains(&name.to_lowercase()))
            .max_by_key(|name| name.len())
            .map(str::to_owned)
    };
    match parameter {
        Parameter::Platform => named(&mut scope.platforms().into_iter()),
        Parameter::Scenario => named(&mut Management::ALL.iter().map(|it| it.name())),
        Parameter::Actor => actor(&lower).map(|it| it.name().to_owned()),
        Parameter::Surface => surface(&lower).map(|it| it.in_a_sentence().to_owned()),
        Parameter::String => quoted(text),
        Parameter::Is => lower.contains(" not ").then(|| "is not".to_owned()),
        Parameter::Are => lower.contains(" not ").then(|| "are not".to_owned()),
        Parameter::Duration => duration(text),
        Parameter::Alphabet
        | Parameter::Browser
        | Parameter::State
        | Parameter::Refusal
        | Parameter::Passcode
        | Parameter::Int
        | Parameter::A => None,
    }
}

/// The first length of time, in one word or two.
fn duration(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    let single = words.iter().map(|word| (*word).to_owned());
    pairs.chain(single).find(|words| Span::parse(words).is_ok())
}

/// An actor who is named, if only by half.
fn actor(lower: &str) -> Option<Actor> {
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(&["another", "other user", "somebody else", "someone else"]) {
        Some(Actor::AnotherEndUser)
    } else if says(&["admin"]) {
        Some(Actor::Administrator)
    } else if says(&["user", "owner"]) {
        Some(Actor::EndUser)
    } else {
        None
    }
}

/// A place that is named, if only by half.
fn surface(lower: &str) -> Option<Surface> {
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(&["mobile device manager", "rmdm"]) {
        Some(Surface::RemoteMobileDeviceManager)
    } else if says(&["console", "configmgr"]) {
        Some(Surface::ConfigMgrConsole)
    } else if says(&["portal", "website", "web site"]) {
        Some(Surface::CompanyPortal)
    } else {
        None
    }
}

/// The first words in quotes, with them.
fn quoted(text: &str) -> Option<String> {
    let mut parts = text.split(['"', '“', '”']);
    let (_, words, _) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!("\"{words}\""))
}
