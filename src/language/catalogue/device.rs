//! Sentences about the device itself: what is done on it, and what it shows.

use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::language::catalogue::flow::{act, attempt, device_shows, unlocks};
use crate::language::catalogue::sentence::{Section, Sentence, SentenceKind};
use crate::language::catalogue::step_arguments::{Fault, Words};
use crate::language::plan::{Act, KnownPasscode};

const fn sentence(
    kind: SentenceKind,
    expression: &'static str,
    meaning: &'static str,
    example: &'static str,
    translate: super::sentence::Translate,
) -> Sentence {
    Sentence { kind, section: Section::Device, expression, meaning, example, translate }
}

pub(crate) static SENTENCES: &[Sentence] = &[
    sentence(
        SentenceKind::Act,
        "the end user sets a new passcode on the device",
        "The end user sets a passcode of their own choice; the device must be open.",
        "the end user sets a new passcode on the device",
        |_| Ok(act(vec![choose()])),
    ),
    sentence(
        SentenceKind::Act,
        "the end user tries to set a new passcode on the device",
        "The same, but the scenario goes on if it is refused.",
        "the end user tries to set a new passcode on the device",
        |_| Ok(attempt(vec![choose()])),
    ),
    sentence(
        SentenceKind::Act,
        "the end user unlocks the device with {passcode}",
        "The end user enters that passcode, and the device opens.",
        "the end user unlocks the device with the new passcode",
        |words| Ok(act(vec![enter(words)?])),
    ),
    sentence(
        SentenceKind::Act,
        "the end user tries to unlock the device with {passcode}",
        "The same, but the scenario goes on if the device does not open.",
        "the end user tries to unlock the device with the old passcode",
        |words| Ok(attempt(vec![enter(words)?])),
    ),
    sentence(
        SentenceKind::Check,
        "the device says {string}",
        "The end user reads this text on the device.",
        "the device says \"The password was reset\"",
        |words| Ok(device_shows(Expectation::Says(words.text()?))),
    ),
    sentence(
        SentenceKind::Check,
        "the device does not say {string}",
        "The end user does not read this text on the device.",
        "the device does not say \"The password was reset\"",
        |words| Ok(device_shows(Expectation::DoesNotSay(words.text()?))),
    ),
    sentence(
        SentenceKind::Check,
        "the device says nothing",
        "The end user reads no message and no notification on the device.",
        "the device says nothing",
        |_| Ok(device_shows(Expectation::SaysNothing)),
    ),
    sentence(
        SentenceKind::Check,
        "the device has {a} passcode",
        "The device asks for a passcode, or opens without one.",
        "the device has no passcode",
        |words| Ok(device_shows(Expectation::HasPasscode(words.yes()?))),
    ),
    sentence(
        SentenceKind::Check,
        "apps {are} blocked on the device",
        "No app opens on the device until a passcode is set, or all do.",
        "apps are not blocked on the device",
        |words| Ok(device_shows(Expectation::AppsBlocked(words.yes()?))),
    ),
    sentence(
        SentenceKind::Check,
        "that passcode unlocks the device",
        "The new passcode that somebody saw last opens the device.",
        "that passcode unlocks the device",
        |_| Ok(unlocks(KnownPasscode::Seen, true)),
    ),
    sentence(
        SentenceKind::Check,
        "that passcode no longer unlocks the device",
        "The new passcode that somebody saw last does not open the device: a newer one has replaced it.",
        "that passcode no longer unlocks the device",
        |_| Ok(unlocks(KnownPasscode::Seen, false)),
    ),
    sentence(
        SentenceKind::Check,
        "the old passcode no longer unlocks the device",
        "The passcode that the device had when the scenario began does not open it.",
        "the old passcode no longer unlocks the device",
        |_| Ok(unlocks(KnownPasscode::Old, false)),
    ),
    sentence(
        SentenceKind::Check,
        "the old passcode still unlocks the device",
        "The passcode that the device had when the scenario began opens it.",
        "the old passcode still unlocks the device",
        |_| Ok(unlocks(KnownPasscode::Old, true)),
    ),
    sentence(
        SentenceKind::Check,
        "the passcode that the end user set unlocks the device",
        "The passcode that the end user chose in this scenario opens the device.",
        "the passcode that the end user set unlocks the device",
        |_| Ok(unlocks(KnownPasscode::Chosen, true)),
    ),
];

fn choose() -> Act {
    Act::Choose { who: Actor::EndUser, device: DeviceId::FIRST }
}

fn enter(words: &Words) -> Result<Act, Fault> {
    let passcode = words.passcode()?;
    Ok(Act::Enter { who: Actor::EndUser, device: DeviceId::FIRST, passcode })
}
