//! The people and surfaces of a policy that a text names, if only by half or by what people call their kind.

use std::ops::Range;

use crate::domain::actor::Role;
use crate::domain::surface::SurfaceKind;
use crate::language::catalogue::synonyms::words;
use crate::language::policy_scope::PolicyScope;
use crate::policy::surfaces::heading;

/// A shorter word means too little to be the beginning of another one, in characters.
const BEGINNING_MIN: usize = 4;

/// How many words before a noun say who is meant.
const BEFORE_MAX: usize = 3;

/// What people call someone with that role, whatever the policy calls them.
const CALLED: [(Role, &[&str]); 2] = [
    (Role::Owner, &["user", "owner", "employee"]),
    (Role::Staff, &["admin", "helpdesk", "help desk", "service desk"]),
];

/// What people call a surface of that kind.
const PLACES: [(SurfaceKind, &[&str]); 2] =
    [(SurfaceKind::Portal, &["portal", "website", "site"]), (SurfaceKind::Console, &["console"])];

/// A word in too many names and sentences to name a surface.
const DEVICE: &str = "device";

/// A name of a policy, and its words in small letters without the article.
struct Named<K> {
    name: String,
    words: Vec<String>,
    kind: K,
}

impl<K> Named<K> {
    fn new(name: &str, kind: K) -> Self {
        Self { name: name.to_owned(), words: words(heading(name)), kind }
    }

    /// How many of its words are said.
    fn shared(&self, said: &[String], is_word: fn(&str, &str) -> bool) -> usize {
        self.words.iter().filter(|word| said.iter().any(|said| is_word(said, word))).count()
    }
}

fn people(scope: PolicyScope<'_>) -> Vec<Named<Role>> {
    let actors = scope.policies().into_iter().flat_map(|policy| &policy.actors);
    actors.map(|actor| Named::new(&actor.name, actor.role)).collect()
}

fn places(scope: PolicyScope<'_>) -> Vec<Named<SurfaceKind>> {
    let policies = scope.policies().into_iter();
    let surfaces = policies.flat_map(|policy| policy.declared_surfaces());
    surfaces.map(|(_, surface)| Named::new(&surface.name, surface.kind)).collect()
}

/// The people that a text names, in its order.
pub(crate) fn actors(text: &str, scope: PolicyScope<'_>) -> Vec<String> {
    let mut said = words(text);
    // The name of a surface may hold a word for a person.
    for place in places(scope) {
        let name = words(&place.name);
        while let Some(at) = said.windows(name.len()).position(|part| part == name) {
            said.drain(at..at.saturating_add(name.len()));
        }
    }
    let mut found: Vec<String> = Vec::new();
    for (_, name) in people_named(&said, scope) {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// Who is named in these words, and by which of them.
fn people_named(said: &[String], scope: PolicyScope<'_>) -> Vec<(Range<usize>, String)> {
    let people = people(scope);
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for at in 0..said.len() {
        let after_last = found.last().map_or(0, |(place, _)| place.end);
        let from = after_last.max(at.saturating_sub(BEFORE_MAX));
        let part = said.get(from..=at).unwrap_or_default();
        // What is before an article belongs to another noun.
        let article = part.iter().rposition(|word| ["the", "a", "an"].contains(&word.as_str()));
        let from = from.saturating_add(article.unwrap_or_default());
        let part = said.get(from..=at).unwrap_or_default();
        if let Some(person) = by_noun(part, &people).or_else(|| by_role(part, &people)) {
            found.push((from..at.saturating_add(1), person.name.clone()));
        }
    }
    found
}

/// The person whose noun is the last of these words; of several the one of whom the most is said.
fn by_noun<'p>(said: &[String], people: &'p [Named<Role>]) -> Option<&'p Named<Role>> {
    let last = said.last()?;
    let has_noun = |person: &&Named<Role>| {
        person.words.last().is_some_and(|noun| begins(last, noun) || is_compound(last, noun))
    };
    let score = |person: &Named<Role>| {
        let other = usize::from(person.kind == Role::OtherOwner && says_other(said));
        person.shared(said, begins).saturating_mul(2).saturating_add(other)
    };
    // The last of equals is the greatest one, and the first is meant.
    people.iter().rev().filter(has_noun).max_by_key(|person| score(person))
}

/// The first person with the role that these words end in.
fn by_role<'p>(said: &[String], people: &'p [Named<Role>]) -> Option<&'p Named<Role>> {
    let ends = |phrase: &str| {
        let before = said.len().checked_sub(phrase.split(' ').count());
        before.is_some_and(|at| says(said.get(at..).unwrap_or_default(), phrase))
    };
    let called = CALLED.iter().find(|(_, phrases)| phrases.iter().any(|phrase| ends(phrase)));
    let role = match called {
        Some((Role::Owner, _)) if says_other(said) => Role::OtherOwner,
        Some((role, _)) => *role,
        None if said.last().is_some_and(|word| word == "else") && says_other(said) => {
            Role::OtherOwner
        }
        None => return None,
    };
    people.iter().find(|person| person.kind == role)
}

/// The surface that a text names.
pub(crate) fn surface(text: &str, scope: PolicyScope<'_>) -> Option<String> {
    let all = words(text);
    let people = people_named(&all, scope);
    let services: Vec<String> =
        scope.policies().iter().flat_map(|policy| words(&policy.service)).collect();
    let is_free = |(at, word): &(usize, &String)| {
        !people.iter().any(|(place, _)| place.contains(at)) && !services.contains(word)
    };
    let said: Vec<String> =
        all.iter().enumerate().filter(is_free).map(|(_, word)| word.clone()).collect();
    let places = places(scope);
    let score = |place: &Named<SurfaceKind>| {
        let initials: String = place.words.iter().filter_map(|word| word.chars().next()).collect();
        let is_short = initials.chars().count() > 2 && said.contains(&initials);
        if is_short { place.words.len() } else { place.shared(&said, str::eq) }
    };
    let is_meant = |place: &&Named<SurfaceKind>| {
        score(place) > usize::from(place.words.iter().any(|it| it == DEVICE) && says(&said, DEVICE))
    };
    // The last of equals is the greatest one, and the first is meant.
    let named = places.iter().rev().filter(is_meant).max_by_key(|place| score(place));
    let of_kind = |place: &&Named<SurfaceKind>| {
        PLACES.iter().any(|(kind, phrases)| {
            *kind == place.kind && phrases.iter().any(|phrase| says(&said, phrase))
        })
    };
    let found = named.or_else(|| places.iter().find(of_kind));
    found.map(|place| place.name.clone())
}

fn says(said: &[String], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    said.windows(phrase.len()).any(|part| part.iter().eq(phrase.iter()))
}

fn says_other(said: &[String]) -> bool {
    said.iter().any(|word| {
        let person = word.strip_prefix("some").unwrap_or_default();
        ["one", "body"].contains(&person)
            || ["another", "other", "different"].contains(&word.as_str())
    })
}

/// Whether a word is another one, or its beginning.
fn begins(said: &str, word: &str) -> bool {
    said == word || said.chars().count() >= BEGINNING_MIN && word.starts_with(said)
}

/// Whether a word ends in a noun, also in the plural: `endusers`.
fn is_compound(said: &str, noun: &str) -> bool {
    noun.chars().count() >= BEGINNING_MIN && said.strip_suffix('s').unwrap_or(said).ends_with(noun)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::language::vocabulary::Vocabulary;
    use crate::policy::checked::Policy;
    use crate::policy::samples::{desk, plain};

    fn vocabulary(policy: &Arc<Policy>) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        vocabulary.learn(policy);
        vocabulary
    }

    #[test]
    fn people_are_found_by_half_their_names_and_by_what_their_role_is_called() {
        let vocabulary = vocabulary(&desk());
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(actors(text, vocabulary.scope(None)), expected, "{text}");
        };
        check("The teacher sees what another pupil sees", &["the teacher", "another pupil"]);
        check("the other pupil waits", &["another pupil"]);
        check("someone else's device", &["another pupil"]);
        check("the user and another user", &["the pupil", "another pupil"]);
        check("on another device the pupil signs in", &["the pupil"]);
        check("the helpdesk, or a caretak", &["the teacher", "the caretaker"]);
        check("nobody sees it", &[]);
    }

    #[test]
    fn surfaces_are_found_by_half_their_names_and_by_what_their_kind_is_called() {
        let check = |policy: &Arc<Policy>, text: &str, expected: Option<&str>| {
            let vocabulary = vocabulary(policy);
            assert_eq!(surface(text, vocabulary.scope(None)).as_deref(), expected, "{text}");
        };
        check(&desk(), "the pupil sees it in the portal", Some("the school page"));
        check(&desk(), "the caretaker sees it in the cupboard", Some("the cupboard"));
        check(&desk(), "the teacher sees it in the console", Some("the desk"));
        check(&plain(), "the owner sees it on the website", Some("the page"));
        check(&plain(), "the device is offline", None);
    }
}
