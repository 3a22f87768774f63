//! Every sentence can be rendered, and what is rendered is read back as what it was rendered from.

use std::sync::Arc;

use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::fault::Fault;
use crate::domain::passcode::Alphabet;
use crate::domain::refusal::Refusal;
use crate::domain::reset::{ResetScope, ResetState};
use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;
use crate::domain::view::NoticeKind;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::catalogue::instructions::{act, reset, sign_out_and_in, user_action};
use crate::language::catalogue::step_arguments::StepArguments;
use crate::language::plan::{
    Act, Check, Instruction, KnownPasscode, NamedDevice, NamedPlace, SurfaceAction, WhenRefused,
};
use crate::language::policies_of_tests::{bundled, policy, vocabulary};
use crate::language::policy_names;
use crate::language::scenario::StepRole;
use crate::policy::checked::Policy;
use crate::policy::keys::CoveredKey;

/// Every device that a sentence may name: the first, the second, and the first of each actor.
fn devices(policy: &Policy) -> Vec<NamedDevice> {
    let numbered = [0, 1].map(|id| NamedDevice::Numbered(DeviceId(id)));
    let owned = policy_names::owners(policy).into_iter().map(NamedDevice::Of);
    numbered.into_iter().chain(owned).collect()
}

/// Every place that a sentence may name, and those where it names no surface.
fn places(policy: &Policy) -> Vec<NamedPlace> {
    let surfaces = || (0..).map(SurfaceId).take(policy.surfaces.len()).map(Some).chain([None]);
    let all = policy
        .actor_ids()
        .flat_map(|actor| surfaces().map(move |surface| NamedPlace { actor, surface }));
    all.collect()
}

fn passcodes(policy: &Policy) -> Vec<KnownPasscode> {
    policy_names::passcodes(policy).into_iter().map(|(_, passcode)| passcode).collect()
}

/// Every act that a plan could be made of, sensible or not.
pub(crate) fn acts(policy: &Policy) -> Vec<Act> {
    let spans = [1, 60_000, 240_001, 3_600_000].map(Span::from_milliseconds);
    let mut acts = spans.map(Act::Wait).to_vec();
    for owner in policy_names::owners(policy) {
        let keys = policy.key_ids().filter_map(|id| policy.covered(id));
        acts.extend(keys.map(|covered| Act::Enrol {
            owner,
            key: covered.key.clone(),
            with_passcode: true,
        }));
    }
    for device in devices(policy) {
        acts.extend([true, false].map(|online| Act::Connect { device, online }));
        acts.push(Act::AwaitAnswer { device, within: None });
        acts.push(Act::AwaitAnswer { device, within: Some(spans[1]) });
        acts.extend(spans.map(|span| Act::WaitSinceRemoved { device, span }));
        acts.push(Act::ResetSomehow { device });
        acts.push(Act::FailReset { device });
        acts.extend(Fault::ALL.iter().map(|&fault| Act::Inject { device, fault }));
        for who in policy.actor_ids() {
            acts.push(Act::Choose { who, device });
            acts.extend([1, 3].map(|times| Act::EnterWrong { who, device, times }));
            let passcodes = passcodes(policy).into_iter();
            acts.extend(passcodes.map(|passcode| Act::Enter { who, device, passcode }));
        }
        for at in places(policy) {
            let done = [
                SurfaceAction::SelectReset,
                SurfaceAction::SignOut,
                SurfaceAction::SignIn(Browser::OnAnotherDevice),
                SurfaceAction::SignIn(Browser::OnTheDevice),
                SurfaceAction::Confirm,
                SurfaceAction::EnterCode { right: true },
                SurfaceAction::EnterCode { right: false },
                SurfaceAction::Choose(0),
                SurfaceAction::Choose(1),
                SurfaceAction::Cancel,
            ];
            acts.extend(done.map(|done| user_action(at, device, done)));
            acts.extend(Browser::ALL.iter().map(|&from| Act::Reset { at, device, from }));
        }
    }
    acts
}

/// Every flow of several acts that a sentence could be about.
fn flows(policy: &Policy) -> Vec<Vec<Act>> {
    let mut flows = vec![vec![]];
    for device in devices(policy) {
        let answer = Act::AwaitAnswer { device, within: None };
        flows.push(vec![Act::ResetSomehow { device }, answer.clone()]);
        flows.push(vec![Act::ResetSomehow { device }, answer, Act::AwaitBlock { device }]);
        for at in places(policy) {
            let spans = [0, 1, 299_000].map(Span::from_milliseconds);
            for &from in Browser::ALL {
                flows.extend(spans.map(|span| sign_out_and_in(at, device, span, from)));
                flows.push(reset(at, device, from));
                let mut moved = vec![user_action(at, device, SurfaceAction::SignOut)];
                moved.push(user_action(at, device, SurfaceAction::SignIn(from)));
                moved.extend(reset(at, device, from));
                flows.push(moved);
            }
        }
    }
    flows
}

fn expectations(policy: &Policy) -> Vec<Expectation> {
    let mut all = vec![
        Expectation::Says("A reset is on its way".into()),
        Expectation::DoesNotSay("A reset is on its way".into()),
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
        Expectation::Locked(true),
        Expectation::Locked(false),
        Expectation::Lost("Touch".into(), true),
        Expectation::Lost("Touch".into(), false),
        Expectation::AsksForOwnPasscode(true),
        Expectation::AsksForOwnPasscode(false),
    ];
    let notices = NoticeKind::ALL.iter();
    all.extend(notices.map(|kind| Expectation::Notice(*kind, "Hello".into())));
    all.extend(ResetState::ALL.iter().map(|state| Expectation::State(*state)));
    let yes = [true, false];
    for button in policy_names::buttons(policy) {
        all.extend(yes.map(|yes| Expectation::Offers(button.as_str().into(), yes)));
        all.push(Expectation::GreyedOut(button.as_str().into()));
    }
    for prompt in policy_names::prompts(policy) {
        all.extend(yes.map(|yes| Expectation::Asks(prompt.as_str().into(), yes)));
    }
    all
}

/// Every check that a plan could be made of, sensible or not.
pub(crate) fn checks(policy: &Policy) -> Vec<Check> {
    let mut checks: Vec<Check> = Refusal::met_by_people().into_iter().map(Check::Refused).collect();
    for device in devices(policy) {
        checks.push(Check::NobodySees { device });
        for passcode in passcodes(policy) {
            let scope = ResetScope::Device;
            let opens = [true, false];
            checks.extend(opens.map(|opens| Check::Unlocks { device, passcode, opens, scope }));
        }
        for what in expectations(policy) {
            checks.push(Check::DeviceShows { device, what });
        }
        for at in places(policy) {
            checks.push(Check::OnlySees { at, device });
            for what in expectations(policy) {
                for within in [None, Some(Span::from_minutes(5))] {
                    let what = what.clone();
                    checks.push(Check::Sees { at, device, what, within });
                }
            }
        }
    }
    checks
}

/// How many of the instructions can be rendered; each that can is read back.
fn rendered(
    policy: &Arc<Policy>,
    instructions: impl Iterator<Item = Instruction>,
    role: StepRole,
) -> usize {
    let vocabulary = vocabulary(policy);
    let mut count = 0;
    for instruction in instructions {
        let sentence = Catalogue::bundled().render(role, &instruction, policy);
        let Some(sentence) = sentence else { continue };
        let read =
            Catalogue::bundled().read(role, role.name(), &sentence, vocabulary.every_scope());
        let (_, read) = read.unwrap_or_else(|faults| panic!("{sentence}: {faults:?}"));
        assert_eq!(read, instruction, "{sentence}");
        count += 1;
    }
    count
}

const BOTH: [WhenRefused; 2] = [WhenRefused::Fails, WhenRefused::GoesOn];

#[test]
fn every_act_and_flow_that_is_rendered_is_read_back_as_itself() {
    let counts = [policy()].into_iter().chain(bundled()).map(|policy| {
        let singles = acts(&policy).into_iter().map(|act| vec![act]);
        let all = singles
            .chain(flows(&policy))
            .flat_map(|acts| BOTH.map(|refused| Instruction::Act { acts: acts.clone(), refused }));
        rendered(&policy, all, StepRole::When)
    });
    for count in counts {
        assert!(count > 100, "{count}");
    }
}

#[test]
fn every_check_that_is_rendered_is_read_back_as_itself() {
    let counts = [policy()].into_iter().chain(bundled()).map(|policy| {
        rendered(&policy, checks(&policy).into_iter().map(Instruction::Check), StepRole::Then)
    });
    for count in counts {
        assert!(count > 200, "{count}");
    }
}

#[test]
fn what_has_happened_before_is_said_as_such() {
    let policy = policy();
    let device = NamedDevice::FIRST;
    let is_second = |covered: &&CoveredKey| covered.key.management() == &*policy.managements[1];
    let key = &policy.keys.as_slice().iter().find(is_second).unwrap().key;
    let resets = policy.resetting_places(policy.owner(), key).map(|place| {
        let at = NamedPlace { actor: place.actor, surface: Some(place.surface) };
        act(reset(at, device, Browser::OnAnotherDevice))
    });
    let mut resets: Vec<Instruction> = resets.collect();
    assert_eq!(resets.len(), 4);
    resets.push(act(vec![Act::NeverReset { device }]));
    for reset in &resets {
        let sentence = Catalogue::bundled().render(StepRole::Given, reset, &policy).unwrap();
        assert!(sentence.ends_with(" before"), "{sentence}");
    }
    assert_eq!(rendered(&policy, resets.into_iter(), StepRole::Given), 5);
}

#[test]
fn every_sentence_of_the_catalogue_can_be_rendered() {
    let catalogue = Catalogue::bundled();
    for policy in bundled().into_iter().chain([policy()]) {
        let vocabulary = vocabulary(&policy);
        for entry in catalogue.sentences() {
            let (role, sentence) = (entry.usual_role(), entry.sentence());
            let Some(example) = entry.example(&policy) else { continue };
            let read = |text: &str| {
                catalogue.read(role, role.name(), text, vocabulary.every_scope()).unwrap()
            };
            let (_, instruction) = read(&example);
            let again = entry.render(&instruction, &StepArguments::of(&instruction, &policy));
            let again =
                again.unwrap_or_else(|| panic!("cannot be rendered: {}", sentence.expression));
            assert_eq!(read(&again), (entry.id(), instruction), "{again}");
        }
    }
}

#[test]
fn a_device_is_said_once_where_the_sentence_has_room_for_it() {
    let policy = policy();
    let second = NamedDevice::Numbered(DeviceId::SECOND);
    let render = |role, instruction| Catalogue::bundled().render(role, &instruction, &policy);
    let at = NamedPlace { actor: policy.owner(), surface: Some(SurfaceId(1)) };
    let select = |device| act(vec![user_action(at, device, SurfaceAction::SelectReset)]);
    let first = render(StepRole::When, select(NamedDevice::FIRST)).unwrap();
    assert_eq!(
        render(StepRole::When, select(second)),
        Some(format!("{first} for the second device"))
    );
    let says = |at, device| {
        let what = Expectation::SaysNothing;
        Instruction::Check(Check::Sees { at, device, what, within: None })
    };
    let on_device = NamedPlace { surface: Some(SurfaceId::DEVICE), ..at };
    let sentence = render(StepRole::Then, says(on_device, second)).unwrap();
    assert!(sentence.ends_with("sees no message on the second device"), "{sentence}");
    let ninth = NamedDevice::Numbered(DeviceId(8));
    assert_eq!(render(StepRole::When, select(ninth)), None);
}
