//! The sentences that come nearest to one that is not known, written out with the user's own words.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::suggestion::{LIKENESS_MIN, likeness, spelled_nearly_alike};
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::half_named::actors;
use crate::language::catalogue::own_words::{OwnWords, is_negative, numbers, unquoted};
use crate::language::catalogue::sentence::SentenceKind;
use crate::language::catalogue::synonyms::{in_catalogue_words, words};
use crate::language::policy_names;
use crate::language::policy_scope::PolicyScope;

/// How many sentences are shown.
const SHOWN_MAX: usize = 3;
/// How far below the best another one may score and still be shown.
const BEHIND_MAX: u32 = 140;
/// A sentence that scores less has next to nothing to do with a text.
const SCORE_MIN: u32 = 250;
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

/// Words that say the opposite of each other.
const OPPOSITES: [(&[&str], &[&str]); 5] = [
    (&["online"], &["offline"]),
    (&["old"], &["new"]),
    (&["unlocks", "unlock", "unlocked"], &["locks", "lock", "locked"]),
    (&["succeeds", "done", "succeeded"], &["fails", "failed", "canceled"]),
    (&["accepted", "allowed"], &["refused", "rejected"]),
];

/// A sentence, and how it would read.
pub(crate) struct Nearest<'a> {
    pub(crate) entry: &'a CatalogueEntry,
    pub(crate) written: String,
}

/// A sentence, and how it may read.
#[derive(Debug)]
pub(crate) struct Example<'a> {
    pub(crate) entry: &'a CatalogueEntry,
    pub(crate) text: String,
}

/// The sentences in the words of a policy, for texts that name each of its surfaces, or none.
pub(crate) type Examples<'a> = BTreeMap<Option<String>, Vec<Example<'a>>>;

/// The sentence that is most like `text`, whatever its kind, and how alike they are letter by letter; none if that is
/// not enough for a suggestion.
pub(crate) fn most_alike<'e>(
    text: &str,
    examples: &'e Examples<'e>,
    scope: PolicyScope<'_>,
) -> Option<(&'e CatalogueEntry, f64)> {
    let text = beginning(text);
    let own = OwnWords::of(text, scope);
    let there = examples.get(&own.surface().map(str::to_owned))?;
    let scored = there.iter().filter_map(|Example { entry, text: example }| {
        Some((*entry, spelled_nearly_alike(text, &own.written_in(entry, example))?))
    });
    scored.max_by(|left, right| left.1.total_cmp(&right.1))
}

impl Catalogue {
    /// The sentences nearest to `text`, the best one first. None of them denies what it affirms or the other way round,
    /// is about another person, or has another number; so there may be none.
    pub(crate) fn nearest(
        &self,
        kind: SentenceKind,
        text: &str,
        scope: PolicyScope<'_>,
    ) -> Vec<Nearest<'_>> {
        let text = beginning(text);
        let meant = Meaning::of(text, scope);
        let own = OwnWords::of(text, scope);
        let mut ranked: Vec<(u32, Nearest<'_>)> = Vec::new();
        for Example { entry, text: example } in self.examples(scope, own.surface()) {
            let written = own.written_in(entry, &example);
            let meaning = Meaning::of(&written, scope);
            if !meaning.may_be(&meant) {
                continue;
            }
            let invents = meant.numbers.is_empty() && !meaning.numbers.is_empty();
            let behind = if invents { BEHIND_MAX } else { 0 };
            let score = score(text, &written).saturating_sub(behind);
            let ahead = if entry.is(kind) { RIGHT_KIND } else { 0 };
            if score >= SCORE_MIN {
                ranked.push((score.saturating_add(ahead), Nearest { entry, written }));
            }
        }
        // A stable sort: equals stay in the order of the catalogue.
        ranked.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let best = ranked.first().map_or(0, |(score, _)| *score);
        ranked.retain(|(score, _)| score.saturating_add(BEHIND_MAX) >= best);
        ranked.into_iter().take(SHOWN_MAX).map(|(_, nearest)| nearest).collect()
    }

    /// Every sentence in the words of a policy, about a surface where it can be. Those that no policy has a use for are
    /// left out.
    pub(crate) fn examples(
        &self,
        scope: PolicyScope<'_>,
        surface: Option<&str>,
    ) -> Vec<Example<'_>> {
        let there = |entry: &CatalogueEntry| {
            scope.policies().into_iter().find_map(|policy| {
                entry.example_on(policy, policy_names::surface_named(policy, surface?)?)
            })
        };
        let example = |entry| {
            let text = there(entry).or_else(|| entry.example_in(scope))?;
            Some(Example { entry, text })
        };
        self.sentences().iter().filter_map(example).collect()
    }

    /// The same for each surface of the policies, and for none.
    pub(crate) fn examples_everywhere(&self, scope: PolicyScope<'_>) -> Examples<'_> {
        let policies = scope.policies().into_iter();
        let surfaces = policies.flat_map(|policy| policy_names::surfaces(policy)).map(Some);
        let there = |surface: Option<String>| {
            let examples = self.examples(scope, surface.as_deref());
            (surface, examples)
        };
        surfaces.chain([None]).map(there).collect()
    }

    /// The word of `text` to search the catalogue for: the last one that means something and that a sentence has.
    pub(crate) fn search_word(&self, text: &str) -> String {
        let known: BTreeSet<String> =
            self.sentences().iter().flat_map(|entry| words(entry.sentence().template)).collect();
        let fits = |word: &String| {
            word.chars().count() >= WORD_MIN
                && known.contains(word)
                && !matches!(word.as_str(), "again" | "does" | "that")
        };
        let found = in_catalogue_words(&unquoted(beginning(text))).into_iter().rev().find(fits);
        found.unwrap_or_else(|| USUAL_WORD.to_owned())
    }
}

/// What must not change from a text to a sentence that is suggested for it.
struct Meaning {
    denies: bool,
    /// Whether it could say the same with a denial: what is removed is no longer there.
    removes: bool,
    words: BTreeSet<String>,
    actors: Vec<String>,
    numbers: Vec<String>,
}

impl Meaning {
    fn of(text: &str, scope: PolicyScope<'_>) -> Self {
        let plain = unquoted(text).to_lowercase();
        let words: BTreeSet<String> = in_catalogue_words(&plain).into_iter().collect();
        Self {
            denies: is_negative(&plain),
            removes: ["removed", "gone", "missing"].iter().any(|it| words.contains(*it)),
            actors: actors(&plain, scope),
            numbers: numbers(text, scope),
            words,
        }
    }

    /// Whether a sentence with this meaning may be suggested for a text with that one.
    fn may_be(&self, meant: &Self) -> bool {
        let has = |meaning: &Self, all: &[&str]| all.iter().any(|it| meaning.words.contains(*it));
        let opposite = OPPOSITES.iter().any(|(left, right)| {
            (has(self, left) && !has(self, right) && has(meant, right) && !has(meant, left))
                || (has(self, right) && !has(self, left) && has(meant, left) && !has(meant, right))
        });
        let same = self.denies == meant.denies || (meant.removes && !meant.denies);
        let people =
            meant.actors.is_empty() || self.actors.iter().all(|actor| meant.actors.contains(actor));
        let numbers = meant.numbers.is_empty()
            || self.numbers.iter().all(|number| meant.numbers.contains(number));
        same && !opposite && people && numbers
    }
}

/// As much of a text as is compared.
fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(TEXT_MAX).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// How alike a text and a sentence are, in thousandths: by their words, or by the words that the catalogue would say.
fn score(text: &str, written: &str) -> u32 {
    let literal = alike(&meaningful(words(text)), &meaningful(words(written)));
    let meant =
        alike(&meaningful(in_catalogue_words(text)), &meaningful(in_catalogue_words(written)));
    literal.max(meant)
}

/// The words that carry meaning: no articles and prepositions, and not those that deny, which are compared apart.
fn meaningful(words: Vec<String>) -> Vec<String> {
    const LITTLE: [&str; 24] = [
        "the", "a", "an", "in", "on", "of", "to", "not", "no", "longer", "does", "do", "doesn",
        "isn", "aren", "t", "s", "any", "more", "anymore", "cannot", "can", "could", "still",
    ];
    words.into_iter().filter(|word| !LITTLE.contains(&word.as_str())).collect()
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
