//! Whatever a policy may call its people, places and things, every sentence can be said in these names.

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use crate::document::yaml::path::{NodePart, Path};
use crate::language::catalogue::compiled::Catalogue;
use crate::language::feature::Feature;
use crate::language::plan::{Instruction, WhenRefused};
use crate::language::policies_of_tests::vocabulary;
use crate::language::rendering::tests::{acts, checks};
use crate::language::scenario::StepRole;
use crate::language::translation::Translator;
use crate::policy::check::checker::Checker;
use crate::policy::check::names::{self, NameKind};
use crate::policy::checked::Policy;

/// Words that no sentence has: of other scripts, with digits, marks and accents, in either direction.
const WORDS: [&str; 12] =
    ["מנהל", "الموقع", "管理者", "été", "R2-D2", "8.1", "A+", "№7", "x", "Zoë", "ﬁve", "…"];

/// Every word that a sentence has besides its open ones, and every article.
fn sentence_words() -> Vec<String> {
    let sentences = Catalogue::bundled().sentences().iter();
    let mut words: Vec<String> = sentences
        .flat_map(|entry| entry.sentence().expression.split([' ', '/']))
        .filter(|word| !word.contains(['{', '(']))
        .map(|word| word.trim_end_matches(',').to_owned())
        .chain(
            ["a", "an", "the", "another", "any", "The", "minutes", "5", "second"]
                .map(str::to_owned),
        )
        .collect();
    words.sort();
    words.dedup();
    words
}

fn is_allowed(kind: NameKind, name: &str) -> bool {
    let mut checker = Checker::new(Vec::new());
    names::check(&mut checker, kind, name, &NodePart::Value(Path::root()));
    checker.finish().1.is_empty()
}

/// A name of that kind that a policy may have.
fn name(kind: NameKind) -> impl Strategy<Value = String> {
    let own = prop_oneof![
        3 => select(sentence_words()),
        2 => select(&WORDS[..]).prop_map(str::to_owned),
    ];
    let words = prop::collection::vec(own, 1..=7).prop_map(|words| words.join(" "));
    words.prop_filter("no policy may have it", move |name| is_allowed(kind, name))
}

/// A policy with names of every kind, if it may have all of them at once.
fn policy(names: &[String]) -> Option<Arc<Policy>> {
    let [
        owner,
        other,
        staff,
        portal,
        console,
        service,
        management,
        platform,
        button,
        send,
        asks,
        code,
        dimension,
        value,
    ] = names
    else {
        return None;
    };
    let text = format!(
        r#"
schema: 2
policy: any
title: Any names
as_of: "2030-01"
clauses: {{}}
service: "{service}"
managements: ["{management}"]
dimensions: {{ "{dimension}": ["{value}", "other"] }}
actors:
  "{owner}": {{ role: owner }}
  "{other}": {{ role: other owner }}
  "{staff}": {{ role: staff }}
surfaces:
  "{portal}":
    kind: portal
    for: ["{owner}", "{other}"]
    open_to: any browser
    button: "{button}"
    reset:
      - sign in again: {{ asks: "{asks}", within: 5 minutes, limit: inclusive, measured_from: sign_out }}
      - confirm: {{ asks: go ahead }}
    says: {{ pending: a, succeeded: b, new_passcode: "c {{passcode}}", failed: d, already_pending: e }}
  "{console}":
    kind: console
    for: ["{staff}", "{owner}"]
    manages: ["{management}"]
    button: "{send}"
    reset:
      - enter a code: {{ asks: "{code}" }}
      - choose: {{ asks: choose, options: [one, two], right: one }}
completes_within: 5 minutes
offline_device: waits
superseded: hidden
rows:
  - platform: "{platform}"
    management: ["{management}"]
    effect: unchanged
    evidence: assumed
"#
    );
    Policy::parse("any", &text).ok().map(Arc::new)
}

/// Every instruction that a sentence asks for in these names, with that sentence.
fn sentences(policy: &Policy) -> Vec<(StepRole, String, Instruction)> {
    let acts = acts(policy)
        .into_iter()
        .map(|act| Instruction::Act { acts: vec![act], refused: WhenRefused::GoesOn });
    let fails = acts.clone().map(|instruction| match instruction {
        Instruction::Act { acts, .. } => Instruction::Act { acts, refused: WhenRefused::Fails },
        check @ Instruction::Check(_) => check,
    });
    let acts = acts.chain(fails).map(|it| (StepRole::When, it));
    let checks = checks(policy).into_iter().map(|it| (StepRole::Then, Instruction::Check(it)));
    let rendered = |(role, instruction): (StepRole, Instruction)| {
        let sentence = Catalogue::bundled().render(role, &instruction, policy)?;
        Some((role, sentence, instruction))
    };
    acts.chain(checks).filter_map(rendered).collect()
}

fn every_kind() -> impl Strategy<Value = Vec<String>> {
    use NameKind::{Actor, Button, Dimension, Management, Platform, Prompt, Surface};
    let kinds = [
        Actor, Actor, Actor, Surface, Surface, Management, Management, Platform, Button, Button,
        Prompt, Prompt, Dimension, Dimension,
    ];
    Vec::from(kinds.map(name))
}

/// Only some of the sentences are read back, another one each time.
const STEP: usize = 11;

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_global_rejects: 4000, rng_seed: RngSeed::Fixed(2015), ..ProptestConfig::default() })]

    #[test]
    fn every_name_that_a_policy_may_have_can_be_said_in_every_sentence(names in every_kind(), first in 0..STEP) {
        let policy = policy(&names);
        prop_assume!(policy.is_some());
        let policy = policy.unwrap();
        let sentences: Vec<_> = sentences(&policy).into_iter().skip(first).step_by(STEP).collect();
        prop_assert!(sentences.len() > 100, "{}", sentences.len());
        let mut text = format!("@policy:{}\nFeature: F\n  Scenario: S\n", policy.id);
        for (role, sentence, _) in &sentences {
            writeln!(text, "    {role} {sentence}").unwrap();
        }
        let vocabulary = vocabulary(&policy);
        let feature = Feature::read("any.feature", &text).unwrap();
        let feature = Translator::new(Catalogue::bundled(), &vocabulary).translate(feature).unwrap();
        let steps = &feature.scenarios()[0].steps;
        prop_assert_eq!(steps.len(), sentences.len());
        for ((_, sentence, instruction), step) in sentences.iter().zip(steps) {
            prop_assert_eq!(step.instruction.as_deref(), Some(instruction), "{}\n{:?}", sentence, feature.problems().first());
        }
    }
}
