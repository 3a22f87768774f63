//! Every sentence can be rendered, and what is rendered is read back as what it was rendered from.

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
use crate::domain::view::Prompt;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::catalogue::flow;
use crate::language::catalogue::step_arguments::StepArguments;
use crate::language::plan::{Act, Check, Instruction, KnownPasscode, WhenRefused};
use crate::language::scenario::StepRole;
use crate::language::vocabulary::{PolicyVocabulary, Vocabulary};

const DEVICES: [DeviceId; 2] = [DeviceId::FIRST, DeviceId::SECOND];
const KNOWN: [KnownPasscode; 3] = [KnownPasscode::Old, KnownPasscode::Seen, KnownPasscode::Chosen];

/// Every act that a plan could be made of, sensible or not.
fn acts() -> Vec<Act> {
    let mut acts = Vec::new();
    let spans = [1, 60_000, 240_001, 3_600_000].map(Span::from_milliseconds);
    acts.extend(spans.map(|span| Act::Plain(Action::Wait(span))));
    for device in DEVICES {
        for online in [true, false] {
            acts.push(Act::Plain(Action::Connect { device, online }));
        }
        acts.push(Act::Plain(Action::AwaitAnswer { device, within: None }));
        acts.push(Act::Plain(Action::AwaitAnswer { device, within: Some(spans[1]) }));
        acts.extend(spans.map(|span| Act::Plain(Action::WaitSinceApplied { device, span })));
        for &who in Actor::ALL {
            acts.push(Act::Choose { who, device });
            acts.extend(KNOWN.map(|passcode| Act::Enter { who, device, passcode }));
            for name in ["iOS", "Windows Phone 8.1", "Android"] {
                let (platform, management) = (Platform::new(name), Management::Hybrid);
                let enrol = Action::Enrol { device, owner: who, platform, management };
                acts.push(Act::Plain(enrol));
            }
            for &at in Surface::ALL {
                let plain = [
                    UserAction::SelectReset,
                    UserAction::SignOut,
                    UserAction::SignIn { from: Browser::OnAnotherDevice },
                    UserAction::SignIn { from: Browser::OnTheDevice },
                    UserAction::ConfirmReset,
                    UserAction::Cancel,
                    UserAction::Reset,
                ];
                acts.extend(
                    plain
                        .map(|user_action| Act::Plain(Action::Do { who, at, device, user_action })),
                );
            }
        }
    }
    acts
}

/// Every check that a plan could be made of, sensible or not.
fn checks() -> Vec<Check> {
    let mut checks: Vec<Check> = Refusal::ALL.iter().map(|it| Check::Refused(*it)).collect();
    let mut observations = vec![
        Expectation::Says("Passcode reset is pending".into()),
        Expectation::DoesNotSay("Passcode reset is pending".into()),
        Expectation::Says("say \"please\"".into()),
        Expectation::SaysNothing,
        Expectation::NoPasscode,
        Expectation::NewPasscode { alphabet: Alphabet::Numeric, length: None },
        Expectation::NewPasscode { alphabet: Alphabet::Numeric, length: Some(6) },
        Expectation::PasscodeWithout("0O".into()),
        Expectation::NothingForPasscode,
        Expectation::WordsForPasscode("N/A".into()),
        Expectation::WordsForPasscode("“N/A”".into()),
        Expectation::HasPasscode(true),
        Expectation::HasPasscode(false),
        Expectation::AppsBlocked(true),
        Expectation::AppsBlocked(false),
        Expectation::Offers(true),
    ];
    observations.extend(ResetState::ALL.iter().map(|state| Expectation::State(*state)));
    for &prompt in Prompt::ALL {
        observations.extend([true, false].map(|yes| Expectation::Asks(prompt, yes)));
    }
    for device in DEVICES {
        checks.push(Check::NobodySees { device });
        for passcode in KNOWN {
            checks.extend([true, false].map(|opens| Check::Unlocks { device, passcode, opens }));
        }
        for &actor in Actor::ALL {
            for &surface in Surface::ALL {
                checks.push(Check::OnlySees { actor, surface, device });
                for what in &observations {
                    for within in [None, Some(Span::from_minutes(5))] {
                        let what = what.clone();
                        checks.push(Check::Sees { actor, surface, device, what, within });
                    }
                }
            }
        }
    }
    checks
}

fn vocabulary() -> Vocabulary {
    let mut words = PolicyVocabulary::default();
    for name in ["iOS", "Windows Phone 8.1", "Android"] {
        words.rows.insert((Platform::new(name), Management::Hybrid));
    }
    let mut vocabulary = Vocabulary::default();
    vocabulary.policies.insert("intune-2015-12".into(), words);
    vocabulary
}

/// How many of the instructions can be rendered; each that can is read back.
fn rendered(instructions: impl Iterator<Item = Instruction>, role: StepRole) -> usize {
    let vocabulary = vocabulary();
    let mut count = 0;
    for instruction in instructions {
        let sentence = Catalogue::bundled().render(role, &instruction);
        let Some(sentence) = sentence else { continue };
        let read =
            Catalogue::bundled().read(role, role.name(), &sentence, vocabulary.every_scope());
        let (_, read) = read.unwrap_or_else(|faults| panic!("{sentence}: {faults:?}"));
        assert_eq!(read, instruction, "{sentence}");
        count += 1;
    }
    count
}

#[test]
fn every_act_that_is_rendered_is_read_back_as_itself() {
    let instructions = acts().into_iter().flat_map(|act| {
        [WhenRefused::Fails, WhenRefused::GoesOn]
            .map(|refused| Instruction::Act { acts: vec![act.clone()], refused })
    });
    assert_eq!(rendered(instructions, StepRole::When), 67);
}

#[test]
fn every_flow_that_is_rendered_is_read_back_as_itself() {
    let mut flows = vec![vec![]];
    for &who in Actor::ALL {
        let spans = [0, 1, 299_000].map(Span::from_milliseconds);
        for &from in Browser::ALL {
            flows.extend(spans.map(|span| flow::sign_out_and_in(who, span, from)));
            for &at in Surface::ALL {
                flows.push(flow::request(who, at, from));
                flows.push(flow::reset(who, at, from));
                let mut moved = vec![flow::user_action(who, at, UserAction::SignOut)];
                moved.push(flow::user_action(who, at, UserAction::SignIn { from }));
                moved.extend(flow::reset(who, at, from));
                flows.push(moved);
            }
        }
    }
    let instructions = flows.iter().flat_map(|acts| {
        [WhenRefused::Fails, WhenRefused::GoesOn]
            .map(|refused| Instruction::Act { acts: acts.clone(), refused })
    });
    // Browsers on the device are named in one sentence alone.
    assert_eq!(rendered(instructions, StepRole::When), 76);
}

#[test]
fn what_has_happened_before_is_read_back_as_itself() {
    let resets = Actor::ALL.iter().flat_map(|who| {
        flow::RESETTING.map(|at| flow::act(flow::reset(*who, at, Browser::OnAnotherDevice)))
    });
    let resets: Vec<Instruction> = resets.collect();
    assert_eq!(rendered(resets.iter().cloned(), StepRole::Given), 9);
    for reset in &resets {
        let sentence = Catalogue::bundled().render(StepRole::Given, reset).unwrap();
        assert!(sentence.ends_with(" before"), "{sentence}");
    }
}

#[test]
fn every_sentence_of_the_catalogue_can_be_rendered() {
    let catalogue = Catalogue::bundled();
    for entry in catalogue.sentences() {
        let (role, sentence) = (entry.usual_role(), entry.sentence());
        let read = |text: &str| {
            catalogue.read(role, role.name(), text, vocabulary().every_scope()).unwrap()
        };
        let (_, instruction) = read(sentence.example);
        let again = entry.render(&instruction, &StepArguments::of(&instruction));
        let again = again.unwrap_or_else(|| panic!("cannot be rendered: {}", sentence.expression));
        assert_eq!(read(&again), (entry.id(), instruction), "{again}");
    }
}

#[test]
fn every_check_that_is_rendered_is_read_back_as_itself() {
    let count = rendered(checks().into_iter().map(Instruction::Check), StepRole::Then);
    assert_eq!(count, 253);
}

#[test]
fn what_no_sentence_says_is_not_rendered() {
    let about = |device| {
        let (who, at, user_action) =
            (Actor::EndUser, Surface::CompanyPortal, UserAction::SelectReset);
        let acts = vec![Act::Plain(Action::Do { who, at, device, user_action })];
        Catalogue::bundled().render(StepRole::When, &flow::act(acts))
    };
    let sentence = "the end user selects Reset Passcode in the Company Portal website";
    assert_eq!(about(DeviceId::FIRST).as_deref(), Some(sentence));
    assert_eq!(about(DeviceId::SECOND), None);
}
