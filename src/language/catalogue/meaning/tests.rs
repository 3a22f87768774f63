//! What texts mean, and what is wrong with those that mean nothing.

use std::sync::Arc;

use crate::domain::actor::Role;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::passcode::Alphabet;
use crate::domain::reset::ResetScope;
use crate::domain::surface::SurfaceId;
use crate::domain::view::NoticeKind;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::catalogue::context::named_place;
use crate::language::catalogue::instructions::{act, attempt, reset};
use crate::language::plan::WhenRefused::{Fails, GoesOn};
use crate::language::plan::{
    Act, Check, Instruction, KnownPasscode, NamedDevice, NamedPlace, SurfaceAction,
};
use crate::language::policies_of_tests::{bundled, policy, policy_with, said, vocabulary};
use crate::language::scenario::StepRole;
use crate::policy::checked::Policy;

#[track_caller]
fn meaning(policy: &Arc<Policy>, role: StepRole, text: &str) -> Instruction {
    let vocabulary = vocabulary(policy);
    let read = Catalogue::bundled().read(role, role.name(), text, vocabulary.every_scope());
    read.map(|(_, instruction)| instruction).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

#[track_caller]
fn fault(policy: &Arc<Policy>, role: StepRole, text: &str) -> String {
    let vocabulary = vocabulary(policy);
    let read = Catalogue::bundled().read(role, role.name(), text, vocabulary.every_scope());
    read.unwrap_err().iter().map(|error| format!("{} ", error.finding.message())).collect()
}

#[test]
fn resetting_is_one_act_on_every_surface() {
    for policy in bundled().into_iter().chain([policy()]) {
        let owner = policy.owner();
        for (id, surface) in policy.declared_surfaces() {
            let (who, there) = (policy.actor_name(owner), &surface.name);
            let at = named_place(owner, id);
            let (device, from) = (NamedDevice::FIRST, Browser::OnAnotherDevice);
            let whole = reset(at, device, from);
            assert_eq!(whole, [Act::Reset { at, device, from }, whole[1].clone()]);
            let does =
                |what: &str| meaning(&policy, StepRole::When, &format!("{who} {what} in {there}"));
            assert_eq!(does("resets the passcode"), act(whole.clone()));
            assert_eq!(does("tries to reset the passcode"), attempt(whole.clone()));
            assert_eq!(does("asks for a passcode reset"), act(vec![whole[0].clone()]));
            let select = SurfaceAction::SelectReset;
            let button = policy.text(surface.button);
            let selected = act(vec![Act::Do { at, device, user_action: select }]);
            assert_eq!(does(&format!("selects {button}")), selected);
        }
        let device = NamedDevice::FIRST;
        let before = "a passcode reset has been performed on the device before";
        let never_before = "no passcode reset has been performed on the device before";
        let somehow = vec![Act::ResetSomehow { device }, Act::AwaitAnswer { device, within: None }];
        assert_eq!(meaning(&policy, StepRole::Given, before), act(somehow));
        let never = act(vec![Act::NeverReset { device }]);
        assert_eq!(meaning(&policy, StepRole::Given, never_before), never);
    }
}

#[test]
fn words_of_a_table_make_sentences_that_read_well() {
    let policy = policy();
    let meaning = |text: &str| meaning(&policy, StepRole::Then, &said(&policy, text));
    let sees = |text: &str| match meaning(text) {
        Instruction::Check(Check::Sees { what, .. } | Check::DeviceShows { what, .. }) => what,
        other @ (Instruction::Act { .. } | Instruction::Check(_)) => panic!("{other:?}"),
    };
    let numeric = Expectation::NewPasscode { alphabet: Alphabet::Numeric, length: None };
    assert_eq!(sees("{owner} sees a new numeric passcode in {portal}"), numeric);
    assert_eq!(sees("{owner} sees no new passcode in {portal}"), Expectation::NoPasscode);
    assert_eq!(sees("the device has a passcode"), Expectation::HasPasscode(true));
    assert_eq!(sees("the device has no passcode"), Expectation::HasPasscode(false));
    assert_eq!(sees("{other} sees “N/A” on the device"), Expectation::Says("N/A".into()));
    let notice = Expectation::Notice(NoticeKind::Notification, "Hello".into());
    assert_eq!(sees("the device shows the notification \"Hello\""), notice);
    let owner = policy.owner();
    let unlocks = Check::Unlocks {
        device: NamedDevice::FIRST,
        passcode: KnownPasscode::Chosen(owner),
        opens: true,
        scope: ResetScope::Device,
    };
    let text = "the passcode that {owner} set unlocks the device";
    assert_eq!(meaning(text), Instruction::Check(unlocks));
}

#[test]
fn any_sentence_about_the_device_can_be_about_another_one() {
    let policy = policy();
    let other = policy.first_with(Role::OtherOwner).unwrap();
    let numbered = |id| NamedDevice::Numbered(DeviceId(id));
    let devices = |role, text: &str| meaning(&policy, role, &said(&policy, text)).devices();
    let then = |text| devices(StepRole::Then, text);
    assert_eq!(then("the second device says nothing"), [numbered(1)]);
    assert_eq!(then("that passcode unlocks the eighth device"), [numbered(7)]);
    assert_eq!(then("the old passcode still unlocks {other}'s device"), [NamedDevice::Of(other)]);
    assert_eq!(then("{owner} sees no message on the third device"), [numbered(2)]);
    assert_eq!(then("{owner} sees no message in {portal} for the third device"), [numbered(2)]);
    assert_eq!(then("{owner} is asked to {prompt} for {other}’s device"), [NamedDevice::Of(other)]);
    assert_eq!(then("nobody sees a new passcode anywhere for the second device"), [numbered(1)]);
    let when = |text| devices(StepRole::When, text);
    assert_eq!(when("the answer arrives for {other}'s device"), [NamedDevice::Of(other)]);
    assert_eq!(when("1:00 has passed since the second device applied the reset"), [numbered(1)]);
    assert_eq!(when("{owner} resets the passcode in {portal} for the device"), [numbered(0); 2]);
    let fault = |role, text: &str| fault(&policy, role, &said(&policy, text));
    let two = fault(StepRole::Then, "{owner} sees no message on the device for the third device");
    assert!(two.contains("two devices"), "{two}");
    let unknown = fault(StepRole::Then, "the ninth device says nothing");
    assert!(unknown.contains("unknown device `the ninth device`"), "{unknown}");
    let staff = policy.actor_name(policy.first_with(Role::Staff).unwrap());
    let unowned = fault(StepRole::When, &format!("the answer arrives for {staff}'s device"));
    assert!(unowned.contains("unknown device"), "{unowned}");
    let time = fault(StepRole::When, "5 minutes pass for the second device");
    assert!(time.contains("no sentence"), "{time}");
}

#[test]
fn of_several_sentences_the_one_whose_words_are_known_is_meant() {
    let changes = [
        ("button: New PIN", "button: Try again"),
        ("confirm: { asks: confirm the new PIN }", "confirm: { asks: sign in here in person }"),
    ];
    let policy = policy_with(&changes);
    let owner = policy.owner();
    let [first, second] = [SurfaceId(1), SurfaceId(2)];
    let (who, there) = (policy.actor_name(owner), policy.surface_name(first));
    let text = format!("{who} selects Try again in {there}");
    let (device, at) = (NamedDevice::FIRST, named_place(owner, first));
    let selects = Act::Do { at, device, user_action: SurfaceAction::SelectReset };
    assert_eq!(meaning(&policy, StepRole::When, &text), act(vec![selects]));
    let asked = |text: &str| match meaning(&policy, StepRole::Then, text) {
        Instruction::Check(Check::Sees { at, what, .. }) => (at.surface, what),
        other @ (Instruction::Act { .. } | Instruction::Check(_)) => panic!("{other:?}"),
    };
    let prompt = || Expectation::Asks("sign in here in person".into(), true);
    let used_last = asked(&format!("{who} is asked to sign in here in person"));
    assert_eq!(used_last, (None, prompt()));
    let named = policy.surface_name(second);
    let there = asked(&format!("{who} is asked to sign in here in person in {named}"));
    assert_eq!(there, (Some(second), prompt()));
}

#[test]
fn a_device_has_a_value_in_each_dimension() {
    let two =
        ("  enrolment: [kiosk, open]\n", "  enrolment: [kiosk, open]\n  zone: [front, back]\n");
    let policy = policy_with(&[two]);
    let said = |values: &str| {
        said(&policy, "{other} has a(n) {platform} device managed by {managed}") + values
    };
    let key = |values: &str| match meaning(&policy, StepRole::Given, &said(values)) {
        Instruction::Act { acts, .. } => match acts.as_slice() {
            [Act::Enrol { owner, key, .. }] => {
                assert_eq!(policy.role(*owner), Role::OtherOwner);
                key.others().join("/")
            }
            other => panic!("{other:?}"),
        },
        other @ Instruction::Check(_) => panic!("{other:?}"),
    };
    assert_eq!(key(", with enrolment open and zone back"), "open/back");
    assert_eq!(key(", with zone back, enrolment open"), "open/back");
    assert_eq!(key(", with zone back, and enrolment open"), "open/back");
    let fault = |values: &str| fault(&policy, StepRole::Given, &said(values));
    assert!(fault("").contains("the device's enrolment"));
    assert!(fault(", with enrolment open").contains("the device's zone"));
    assert!(fault(", with enrolment sealed and zone back").contains("value `enrolment sealed`"));
    assert!(fault(", with zone back and zone front").contains("one value of each"));
}

#[test]
fn a_sentence_is_known_under_its_own_keywords_alone() {
    let policy = policy();
    let act = "5 minutes pass";
    assert!(matches!(meaning(&policy, StepRole::Given, act), Instruction::Act { .. }));
    assert!(fault(&policy, StepRole::Then, act).contains("belongs under `Given` or `When`"));
    let check = "the device says nothing";
    assert!(fault(&policy, StepRole::When, check).contains("belongs under `Then`"));
    assert!(fault(&policy, StepRole::When, "").contains("no sentence"));
}

#[test]
fn every_unknown_word_of_a_sentence_is_named() {
    let policy = policy();
    let text = "the janitor sees a new binary passcode of 3 characters in the attic";
    let named = fault(&policy, StepRole::Then, text);
    for word in ["person `the janitor`", "`binary`", "`3` characters", "surface `the attic`"] {
        assert!(named.contains(word), "{word}: {named}");
    }
}

#[test]
fn what_a_surface_does_not_have_is_explained() {
    let policy = policy();
    let owner = policy.actor_name(policy.owner());
    let [first, second] = [SurfaceId(1), SurfaceId(2)].map(|id| policy.surface_name(id));
    let button = policy.text(policy.surface(SurfaceId(2)).unwrap().button);
    let when = |text: &str| fault(&policy, StepRole::When, text);
    let other_button = when(&format!("{owner} selects {button} in {first}"));
    assert_eq!(other_button, format!("{first} has no button `{button}` "));
    let no_list = when(&format!("{owner} chooses \"Yes\" in {second}"));
    assert_eq!(no_list, format!("this sentence does not apply to {second} "));
    let no_option = when(&format!("{owner} chooses \"Maybe\" in {first}"));
    assert_eq!(no_option, format!("{first} lists no `Maybe` "));
    let no_sign_in = when(&format!("{owner} signs out of {first}"));
    assert!(no_sign_in.contains("does not apply"), "{no_sign_in}");
    let on_device = when(&format!("{owner} resets the passcode in the device"));
    assert!(on_device.contains("does not apply to the device"), "{on_device}");
    let then = |text: &str| fault(&policy, StepRole::Then, text);
    let anywhere = then(&format!("{owner} is not asked to dance"));
    assert_eq!(anywhere, format!("no surface of `{}` asks to `dance` ", policy.id));
    let there = then(&format!("{owner} is not asked to dance in {first}"));
    assert_eq!(there, format!("{first} never asks to `dance` "));
    let staff = policy.actor_name(policy.first_with(Role::Staff).unwrap());
    let no_owner = when(&format!("{staff} sets a new passcode on the device"));
    assert_eq!(no_owner, format!("{staff} owns no devices "));
}

#[test]
fn the_prompts_of_any_policy_have_sentences() {
    let policy = policy();
    let done = |text: &str| match meaning(&policy, StepRole::When, &said(&policy, text)) {
        Instruction::Act { acts, refused } => match acts.as_slice() {
            [Act::Do { user_action, .. }] => (*user_action, refused),
            other => panic!("{other:?}"),
        },
        other @ Instruction::Check(_) => panic!("{other:?}"),
    };
    let right = |right| SurfaceAction::EnterCode { right };
    assert_eq!(done("{owner} enters the right code in {portal}"), (right(true), Fails));
    assert_eq!(done("{owner} tries to enter the right code in {portal}"), (right(true), GoesOn));
    assert_eq!(done("{owner} enters a wrong code in {portal}"), (right(false), GoesOn));
    let choose = SurfaceAction::Choose(0);
    assert_eq!(done("{owner} chooses \"{option}\" in {portal}"), (choose, Fails));
    assert_eq!(done("{owner} tries to choose \"{option}\" in {portal}"), (choose, GoesOn));
    assert_eq!(done("{owner} cancels in {portal}"), (SurfaceAction::Cancel, Fails));
    let at = NamedPlace { actor: policy.owner(), surface: None };
    let text = said(&policy, "{owner} signs out and signs in again after 1:00");
    let Instruction::Act { acts, .. } = meaning(&policy, StepRole::When, &text) else { panic!() };
    let user_action = SurfaceAction::SignOut;
    assert_eq!(acts[0], Act::Do { at, device: NamedDevice::FIRST, user_action });
    assert_eq!(acts.len(), 3);
}
