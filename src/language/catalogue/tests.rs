//! The catalogue held against itself: no sentence is another one, and every one means something.

use std::sync::Arc;

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::passcode::Alphabet;
use crate::domain::platform::{Management, Platform};
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::parameter::Parameter;
use crate::language::catalogue::sentence::SentenceKind;
use crate::language::catalogue::sentences;
use crate::language::catalogue::step_arguments::PASSCODES;
use crate::language::plan::{Act, Check, Instruction, KnownPasscode, WhenRefused};
use crate::language::scenario::StepRole;
use crate::language::vocabulary::{PolicyVocabulary, Vocabulary};

fn vocabulary() -> Vocabulary {
    let mut words = PolicyVocabulary::default();
    for name in ["iOS", "Windows Phone 8.1", "Android"] {
        for management in Management::ALL {
            words.rows.insert((Platform::new(name), *management));
        }
    }
    let mut vocabulary = Vocabulary::default();
    vocabulary.policies.insert("intune-2015-12".into(), words);
    vocabulary
}

const fn role(kind: SentenceKind) -> StepRole {
    match kind {
        SentenceKind::Act => StepRole::When,
        SentenceKind::Check => StepRole::Then,
    }
}

#[track_caller]
fn meaning(role: StepRole, text: &str) -> Instruction {
    let read = Catalogue::bundled().read(role, role.name(), text, vocabulary().every_scope());
    read.map(|(_, instruction)| instruction).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

#[track_caller]
fn fault(role: StepRole, text: &str) -> String {
    let read = Catalogue::bundled().read(role, role.name(), text, vocabulary().every_scope());
    read.unwrap_err().iter().map(|error| format!("{} ", error.finding.message())).collect()
}

/// The spellings that a parameter knows.
fn known(parameter: Parameter) -> Vec<String> {
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    let durations = ["5 minutes", "1 minute", "4:59", "1:00:00", "1 hour 30 minutes", "90 seconds"];
    match parameter {
        Parameter::Platform => owned(vec!["iOS", "Windows Phone 8.1", "Android"]),
        Parameter::Scenario => owned(Management::ALL.iter().map(|it| it.name()).collect()),
        Parameter::Actor => owned(Actor::ALL.iter().map(|it| it.name()).collect()),
        Parameter::Surface => {
            let named = Surface::ALL.iter().map(|it| it.in_a_sentence());
            owned(named.chain(["the Remote Mobile Device Manager"]).collect())
        }
        Parameter::Alphabet => owned(Alphabet::ALL.iter().map(|it| it.name()).collect()),
        Parameter::Duration => owned(durations.to_vec()),
        Parameter::Browser => owned(Browser::ALL.iter().map(|it| it.name()).collect()),
        Parameter::State => owned(ResetState::ALL.iter().map(|it| it.name()).collect()),
        Parameter::Refusal => owned(Refusal::ALL.iter().map(|it| it.name()).collect()),
        Parameter::Passcode => owned(PASSCODES.iter().map(|(name, _)| *name).collect()),
        Parameter::String => owned(vec!["\"N/A\"", "\"sees \\ in the device\"", "“N/A”", "\"\""]),
        Parameter::Int => owned(vec!["6", "18"]),
        Parameter::Is => owned(vec!["is", "is not", "isn't"]),
        Parameter::Are => owned(vec!["are", "are not", "aren't"]),
        Parameter::A => owned(vec!["a", "no"]),
    }
}

/// The example with every combination of known words in it.
fn spellings(entry: &CatalogueEntry) -> Vec<String> {
    let example = entry.sentence().example;
    let captures = entry.regex().captures(example).unwrap();
    let mut spelt = vec![example.to_owned()];
    for (index, parameter) in entry.parameters().iter().enumerate().rev() {
        let place = captures.get(index + 1).unwrap().range();
        let words = known(*parameter);
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
    }
}

#[test]
fn an_example_is_its_own_sentence_and_means_something() {
    let catalogue = Catalogue::bundled();
    for entry in catalogue.sentences() {
        let sentence = entry.sentence();
        let role = role(sentence.kind);
        let read = catalogue.read(role, role.name(), sentence.example, vocabulary().every_scope());
        let (id, instruction) = read.unwrap_or_else(|it| panic!("{}: {it:?}", sentence.example));
        assert_eq!(id, entry.id(), "{}", sentence.example);
        let is_check = matches!(instruction, Instruction::Check(_));
        assert_eq!(is_check, sentence.kind == SentenceKind::Check, "{}", sentence.example);
        assert!(sentence.meaning.ends_with('.'), "{}", sentence.meaning);
    }
}

#[test]
fn no_known_word_makes_two_sentences_of_one() {
    let catalogue = Catalogue::bundled();
    for entry in catalogue.sentences() {
        for text in spellings(entry) {
            let matching = catalogue.matching(&text);
            let expressions: Vec<&str> =
                matching.iter().map(|entry| entry.sentence().expression).collect();
            assert_eq!(expressions, [entry.sentence().expression], "{text}");
        }
    }
}

#[test]
fn resetting_in_the_portal_is_the_whole_flow_and_in_a_console_one_user_action() {
    let device = DeviceId::FIRST;
    let user_action =
        |at, user_action| Act::Plain(Action::Do { who: Actor::EndUser, at, device, user_action });
    let portal = |it| user_action(Surface::CompanyPortal, it);
    let answer = Act::Plain(Action::AwaitAnswer { device, within: None });
    let flow = vec![
        portal(UserAction::SelectReset),
        portal(UserAction::SignOut),
        Act::Plain(Action::Wait(Span::from_minutes(1))),
        portal(UserAction::SignIn { from: Browser::OnAnotherDevice }),
        portal(UserAction::ConfirmReset),
        answer.clone(),
    ];
    let refused = WhenRefused::Fails;
    let text = "the end user resets the passcode in the Company Portal website";
    let whole = Instruction::Act { acts: flow.clone(), refused };
    assert_eq!(meaning(StepRole::When, text), whole);
    let before = "a passcode reset has been performed on the device before";
    assert_eq!(meaning(StepRole::Given, before), whole);
    let text = "the end user tries to reset the passcode in the Company Portal website";
    let tried = Instruction::Act { acts: flow.clone(), refused: WhenRefused::GoesOn };
    assert_eq!(meaning(StepRole::When, text), tried);
    let text = "the end user asks for a passcode reset in the Company Portal website";
    let asked = Instruction::Act { acts: flow[..5].to_vec(), refused };
    assert_eq!(meaning(StepRole::When, text), asked);
    let text = "the end user resets the passcode in the ConfigMgr console";
    let acts = vec![user_action(Surface::ConfigMgrConsole, UserAction::Reset), answer];
    assert_eq!(meaning(StepRole::When, text), Instruction::Act { acts, refused });
    let text = "no passcode reset has been performed on the device before";
    assert_eq!(meaning(StepRole::Given, text), Instruction::Act { acts: Vec::new(), refused });
}

#[test]
fn words_of_a_table_make_sentences_that_read_well() {
    let sees = |text: &str| match meaning(StepRole::Then, text) {
        Instruction::Check(Check::Sees { what, .. }) => what,
        other @ (Instruction::Act { .. } | Instruction::Check(_)) => panic!("{other:?}"),
    };
    let numeric = Expectation::NewPasscode { alphabet: Alphabet::Numeric, length: None };
    let portal = "in the Company Portal website";
    assert_eq!(sees(&format!("the end user sees a new numeric passcode {portal}")), numeric);
    let none = sees(&format!("the end user sees no new passcode {portal}"));
    assert_eq!(none, Expectation::NoPasscode);
    assert_eq!(sees("the device has a passcode"), Expectation::HasPasscode(true));
    assert_eq!(sees("the device has no passcode"), Expectation::HasPasscode(false));
    let said = Expectation::Says(Arc::from("N/A"));
    assert_eq!(sees("the administrator sees “N/A” on the device"), said);
    for article in ["a", "an"] {
        let text = format!("{article} Android device managed by Intune hybrid");
        assert!(matches!(meaning(StepRole::Given, &text), Instruction::Act { .. }));
    }
    let chosen = "the passcode that the end user set unlocks the device";
    let unlocks =
        Check::Unlocks { device: DeviceId::FIRST, passcode: KnownPasscode::Chosen, opens: true };
    assert_eq!(meaning(StepRole::Then, chosen), Instruction::Check(unlocks));
}

#[test]
fn a_sentence_is_known_under_its_own_keywords_alone() {
    let act = "5 minutes pass";
    assert!(matches!(meaning(StepRole::Given, act), Instruction::Act { .. }));
    assert!(fault(StepRole::Then, act).contains("belongs under `Given` or `When`"));
    assert!(fault(StepRole::When, "the device says nothing").contains("belongs under `Then`"));
    assert!(fault(StepRole::When, "").contains("no sentence"));
}

#[test]
fn every_unknown_word_of_a_sentence_is_named() {
    let text = "the janitor sees a new binary passcode of 3 characters in the attic";
    let named = fault(StepRole::Then, text);
    for word in ["person `the janitor`", "`binary`", "`3` characters", "surface `the attic`"] {
        assert!(named.contains(word), "{word}: {named}");
    }
}
