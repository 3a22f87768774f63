//! The catalogue held against itself: no sentence is another one, and every one means something, in the names of
//! policies that have none in common.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::actor::Role;
use crate::domain::surface::SurfaceId;
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::known::Known;
use crate::language::catalogue::parameter::Parameter;
use crate::language::catalogue::sentence::SentenceKind;
use crate::language::catalogue::sentences;
use crate::language::plan::Instruction;
use crate::language::policies_of_tests::{bundled, policy, vocabulary};
use crate::language::scenario::StepRole;
use crate::policy::checked::Policy;

const fn role(kind: SentenceKind) -> StepRole {
    match kind {
        SentenceKind::Act => StepRole::When,
        SentenceKind::Check => StepRole::Then,
    }
}

/// The spellings that a parameter knows.
fn known(parameter: Parameter, policy: &Arc<Policy>) -> Vec<String> {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match parameter.known(vocabulary(policy).every_scope()) {
        Known::Names(names) => names,
        #[expect(clippy::wildcard_enum_match_arm, reason = "the others have names")]
        Known::Form(_) => match parameter {
            Parameter::Device => owned(&["the device", "the eighth device"]),
            Parameter::String => owned(&["\"N/A\"", "\"sees \\ in the device\"", "“N/A”", "\"\""]),
            Parameter::Int => owned(&["6", "18"]),
            Parameter::Duration => {
                owned(&["5 minutes", "1 minute", "4:59", "1:00:00", "1 hour 30 minutes"])
            }
            other => panic!("{other}"),
        },
    }
}

/// The example with every combination of known words in it.
fn spellings(entry: &CatalogueEntry, policy: &Arc<Policy>) -> Vec<String> {
    let Some(example) = entry.example(policy) else { return Vec::new() };
    let mut spelt = vec![example.clone()];
    for (parameter, place) in entry.open_words(&example).into_iter().rev() {
        if parameter == Parameter::Values {
            continue;
        }
        let mut words = known(parameter, policy);
        if parameter == Parameter::String {
            words.push(example.get(place.clone()).unwrap().to_owned());
        }
        spelt = spelt
            .iter()
            .flat_map(|text| {
                words.iter().map(|word| {
                    let mut text = text.clone();
                    text.replace_range(place.clone(), word);
                    text
                })
            })
            .collect();
    }
    spelt
}

#[test]
fn every_sentence_is_compiled_with_one_capture_a_parameter() {
    let catalogue = Catalogue::bundled();
    assert_eq!(catalogue.sentences().len(), sentences().count());
    for entry in catalogue.sentences() {
        let expression = entry.sentence().expression;
        assert_eq!(entry.regex().captures_len(), entry.parameters().len() + 1, "{expression}");
        assert_eq!(entry.parameters().len(), expression.matches('{').count(), "{expression}");
        let mut kinds = entry.parameters().to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), entry.parameters().len(), "two words of one kind: {expression}");
        assert!(entry.sentence().meaning.ends_with('.'), "{expression}");
    }
}

#[test]
fn an_example_is_its_own_sentence_in_every_policy_that_has_a_use_for_it() {
    let catalogue = Catalogue::bundled();
    let mut without: Vec<Vec<&str>> = Vec::new();
    let policies: Vec<Arc<Policy>> = bundled().into_iter().chain([policy()]).collect();
    for policy in &policies {
        let vocabulary = vocabulary(policy);
        let mut unused = Vec::new();
        for entry in catalogue.sentences() {
            let sentence = entry.sentence();
            let Some(example) = entry.example(policy) else {
                unused.push(sentence.expression);
                continue;
            };
            let role = role(sentence.kind);
            let read = catalogue.read(role, role.name(), &example, vocabulary.every_scope());
            let (id, instruction) = read.unwrap_or_else(|it| panic!("{example}: {it:?}"));
            assert_eq!(id, entry.id(), "{example}");
            let checks = matches!(instruction, Instruction::Check(_));
            assert_eq!(checks, sentence.kind == SentenceKind::Check, "{example}");
        }
        without.push(unused);
    }
    let elsewhere = [
        "{actor} sees {button} greyed out in {surface}",
        "{device} has lost {string}",
        "{device} still has {string}",
        "that passcode unlocks the work profile of {device}",
        "the old passcode no longer unlocks the work profile of {device}",
        "the old passcode still unlocks the work profile of {device}",
    ];
    let of_plain = [
        "a(n) {platform} device managed by {managed}, with {values}",
        "a(n) {platform} device without a passcode managed by {managed}, with {values}",
        "{actor} has a(n) {platform} device managed by {managed}, with {values}",
        "{actor} enters the right code in {surface}",
        "{actor} tries to enter the right code in {surface}",
        "{actor} enters a wrong code in {surface}",
        "{actor} chooses {string} in {surface}",
        "{actor} tries to choose {string} in {surface}",
    ];
    let of_shopfloor = [
        "a(n) {platform} device managed by {managed}",
        "a(n) {platform} device without a passcode managed by {managed}",
        "{actor} has a(n) {platform} device managed by {managed}",
    ];
    let expected = |own: &[&'static str]| -> BTreeSet<&'static str> {
        own.iter().chain(&elsewhere).copied().collect()
    };
    let found = |position: usize| -> BTreeSet<&str> { without[position].iter().copied().collect() };
    assert_eq!(found(without.len() - 1), expected(&of_shopfloor));
    // The last of the bundled policies in which platform and management say what a device is.
    let plain = policies.iter().rposition(|policy| policy.dimensions.is_empty()).unwrap();
    assert_eq!(found(plain), expected(&of_plain));
    let everywhere = |sentence: &&str| without.iter().all(|unused| unused.contains(sentence));
    assert_eq!(elsewhere.iter().find(|it| everywhere(it)), None, "no policy has a use for it");
}

#[test]
fn no_known_word_makes_two_sentences_of_one() {
    let catalogue = Catalogue::bundled();
    for policy in bundled().into_iter().chain([policy()]) {
        let vocabulary = vocabulary(&policy);
        for entry in catalogue.sentences() {
            let role = role(entry.sentence().kind);
            let spellings = spellings(entry, &policy);
            let mut understood = 0;
            for text in &spellings {
                match catalogue.read(role, role.name(), text, vocabulary.every_scope()) {
                    Ok((id, _)) => {
                        assert_eq!(id, entry.id(), "{text}");
                        understood += 1;
                    }
                    Err(errors) => {
                        let codes = errors.iter().map(|error| &*error.finding.code().name);
                        assert!(codes.clone().all(|it| it == "language::unknown_word"), "{text}");
                    }
                }
            }
            assert!(spellings.is_empty() || understood > 0, "{}", entry.sentence().expression);
        }
    }
}

#[test]
fn an_undefined_sentence_is_compared_in_the_users_own_words() {
    let policy = policy();
    let vocabulary = vocabulary(&policy);
    let scope = vocabulary.every_scope();
    let nearest = |kind, text: &str| {
        let nearest = Catalogue::bundled().nearest(kind, text, scope);
        nearest.into_iter().next().unwrap().written
    };
    let manager = policy.actor_name(policy.first_with(Role::Staff).unwrap());
    let noun = manager.rsplit(' ').next().unwrap();
    let second = policy.surface_name(SurfaceId(2));
    let word = second.split(' ').next().unwrap();
    let text = format!("our {noun} resets their passcode on {word}");
    let expected = format!("{manager} resets the passcode in {second}");
    assert_eq!(nearest(SentenceKind::Act, &text), expected);
    let text = "the second device no longer has a passcode";
    assert_eq!(nearest(SentenceKind::Check, text), "the second device has no passcode");
}
