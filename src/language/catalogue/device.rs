//! Sentences about the device itself: what is done on it, and what it shows.

use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::language::catalogue::flow::{act, attempt, device_shows, unlocks};
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::{Act, KnownPasscode};

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::act(
        "the end user sets a new passcode on the device",
        "The end user sets a passcode of their own choice; the device must be open.",
        "the end user sets a new passcode on the device",
        |_| Ok(act(vec![choose()])),
    ),
    Sentence::act(
        "the end user tries to set a new passcode on the device",
        "The same, but the scenario goes on if it is refused.",
        "the end user tries to set a new passcode on the device",
        |_| Ok(attempt(vec![choose()])),
    ),
    Sentence::act(
        "the end user unlocks the device with {passcode}",
        "The end user enters that passcode, and the device opens.",
        "the end user unlocks the device with the new passcode",
        |arguments| Ok(act(vec![enter(arguments)?])),
    ),
    Sentence::act(
        "the end user tries to unlock the device with {passcode}",
        "The same, but the scenario goes on if the device does not open.",
        "the end user tries to unlock the device with the old passcode",
        |arguments| Ok(attempt(vec![enter(arguments)?])),
    ),
    Sentence::check(
        "the device says {string}",
        "The end user reads this text on the device.",
        "the device says \"The password was reset\"",
        |arguments| Ok(device_shows(Expectation::Says(arguments.text()?))),
    ),
    Sentence::check(
        "the device does not say {string}",
        "The end user does not read this text on the device.",
        "the device does not say \"The password was reset\"",
        |arguments| Ok(device_shows(Expectation::DoesNotSay(arguments.text()?))),
    ),
    Sentence::check(
        "the device says nothing",
        "The end user reads no message and no notification on the device.",
        "the device says nothing",
        |_| Ok(device_shows(Expectation::SaysNothing)),
    ),
    Sentence::check(
        "the device has {a} passcode",
        "The device asks for a passcode, or opens without one.",
        "the device has no passcode",
        |arguments| Ok(device_shows(Expectation::HasPasscode(arguments.yes()?))),
    ),
    Sentence::check(
        "apps {are} blocked on the device",
        "No app opens on the device until a passcode is set, or all do.",
        "apps are not blocked on the device",
        |arguments| Ok(device_shows(Expectation::AppsBlocked(arguments.yes()?))),
    ),
    Sentence::check(
        "that passcode unlocks the device",
        "The new passcode that was seen last opens the device.",
        "that passcode unlocks the device",
        |_| Ok(unlocks(KnownPasscode::Seen, true)),
    ),
    Sentence::check(
        "that passcode no longer unlocks the device",
        "The new passcode that was seen last does not open the device: a newer one has replaced it.",
        "that passcode no longer unlocks the device",
        |_| Ok(unlocks(KnownPasscode::Seen, false)),
    ),
    Sentence::check(
        "the old passcode no longer unlocks the device",
        "The passcode that the device had when the scenario began does not open it.",
        "the old passcode no longer unlocks the device",
        |_| Ok(unlocks(KnownPasscode::Old, false)),
    ),
    Sentence::check(
        "the old passcode still unlocks the device",
        "The passcode that the device had when the scenario began opens it.",
        "the old passcode still unlocks the device",
        |_| Ok(unlocks(KnownPasscode::Old, true)),
    ),
    Sentence::check(
        "the passcode that the end user set unlocks the device",
        "The passcode that the end user chose in this scenario opens the device.",
        "the passcode that the end user set unlocks the device",
        |_| Ok(unlocks(KnownPasscode::Chosen, true)),
    ),
];

fn choose() -> Act {
    Act::Choose { who: Actor::EndUser, device: DeviceId::FIRST }
}

fn enter(arguments: &StepArguments) -> Result<Act, ArgumentError> {
    let passcode = arguments.passcode()?;
    Ok(Act::Enter { who: Actor::EndUser, device: DeviceId::FIRST, passcode })
}
