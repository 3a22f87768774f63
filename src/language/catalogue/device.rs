//! Sentences about the device itself: what is done on it, and what it shows.

use crate::domain::expectation::Expectation;
use crate::language::catalogue::instructions::{
    act, attempt, device_shows, unlocks, unlocks_profile,
};
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::{Act, Instruction, KnownPasscode};

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::act(
        "{actor} sets a new passcode on {device}",
        "That person sets a passcode of their own choice; the device must be open.",
        "{owner} sets a new passcode on the device",
        |arguments| Ok(act(vec![choose(arguments)?])),
    ),
    Sentence::act(
        "{actor} tries to set a new passcode on {device}",
        "The same, but the scenario goes on if it is refused.",
        "{owner} tries to set a new passcode on the device",
        |arguments| Ok(attempt(vec![choose(arguments)?])),
    ),
    Sentence::act(
        "{actor} unlocks {device} with {passcode}",
        "That person enters that passcode, and the device opens.",
        "{owner} unlocks the device with the new passcode",
        |arguments| Ok(act(vec![enter(arguments)?])),
    ),
    Sentence::act(
        "{actor} tries to unlock {device} with {passcode}",
        "The same, but the scenario goes on if the device does not open.",
        "{owner} tries to unlock the device with the old passcode",
        |arguments| Ok(attempt(vec![enter(arguments)?])),
    ),
    Sentence::act(
        "{actor} enters a wrong passcode on {device}",
        "That person enters a passcode that was never the device's, and the device refuses it.",
        "{owner} enters a wrong passcode on the device",
        |arguments| Ok(attempt(vec![enter_wrong(arguments, 1)?])),
    ),
    Sentence::act(
        "{actor} enters a wrong passcode three times on {device}",
        "The same, three times.",
        "{owner} enters a wrong passcode three times on the device",
        |arguments| Ok(attempt(vec![enter_wrong(arguments, 3)?])),
    ),
    Sentence::check(
        "{device} says {string}",
        "The owner reads this text on the device.",
        "the device says \"{notice}\"",
        |arguments| Ok(shows(arguments, Expectation::Says(arguments.text()?))),
    ),
    Sentence::check(
        "{device} does not say {string}",
        "The owner does not read this text on the device.",
        "the device does not say \"{notice}\"",
        |arguments| Ok(shows(arguments, Expectation::DoesNotSay(arguments.text()?))),
    ),
    Sentence::check(
        "{device} shows the {notice} {string}",
        "The device says this text in this way.",
        "the device shows the {notice kind} \"{notice}\"",
        |arguments| {
            let what = Expectation::Notice(arguments.notice()?, arguments.text()?);
            Ok(shows(arguments, what))
        },
    ),
    Sentence::check(
        "{device} says nothing",
        "The owner reads no message and no notification on the device.",
        "the device says nothing",
        |arguments| Ok(shows(arguments, Expectation::SaysNothing)),
    ),
    Sentence::check(
        "{device} has {a} passcode",
        "The device asks for a passcode, or opens without one.",
        "the device has no passcode",
        |arguments| Ok(shows(arguments, Expectation::HasPasscode(arguments.yes()?))),
    ),
    Sentence::check(
        "{device} {is} locked",
        "The device asks for its passcode, or is open: because it was unlocked, or has no passcode.",
        "the device is locked",
        |arguments| Ok(shows(arguments, Expectation::Locked(arguments.yes()?))),
    ),
    Sentence::check(
        "{device} is unlocked",
        "The same as `is not locked`.",
        "the device is unlocked",
        |arguments| Ok(shows(arguments, Expectation::Locked(false))),
    ),
    Sentence::check(
        "{device} asks its owner for a passcode of their own",
        "The passcode is a temporary one, and the device asks to replace it; the owner may put that off.",
        "the device asks its owner for a passcode of their own",
        |arguments| Ok(shows(arguments, Expectation::AsksForOwnPasscode(true))),
    ),
    Sentence::check(
        "{device} does not ask its owner for a passcode of their own",
        "The device does not ask to replace its passcode.",
        "the device does not ask its owner for a passcode of their own",
        |arguments| Ok(shows(arguments, Expectation::AsksForOwnPasscode(false))),
    ),
    Sentence::check(
        "{device} has lost {string}",
        "The device had this, and a reset has taken it away with the passcode: the owner has to set it up again.",
        "the device has lost \"{lost}\"",
        |arguments| Ok(shows(arguments, Expectation::Lost(arguments.text()?, true))),
    ),
    Sentence::check(
        "{device} still has {string}",
        "No reset has taken this away from the device.",
        "the device still has \"{lost}\"",
        |arguments| Ok(shows(arguments, Expectation::Lost(arguments.text()?, false))),
    ),
    Sentence::check(
        "apps {are} blocked on {device}",
        "No app opens on the device until a passcode is set, or all do.",
        "apps are not blocked on the device",
        |arguments| Ok(shows(arguments, Expectation::AppsBlocked(arguments.yes()?))),
    ),
    Sentence::check(
        "that passcode unlocks {device}",
        "The new passcode that was seen last opens the device.",
        "that passcode unlocks the device",
        |arguments| Ok(unlocks(arguments.device(), KnownPasscode::Seen, true)),
    ),
    Sentence::check(
        "that passcode no longer unlocks {device}",
        "The new passcode that was seen last does not open the device: a newer one has replaced it.",
        "that passcode no longer unlocks the device",
        |arguments| Ok(unlocks(arguments.device(), KnownPasscode::Seen, false)),
    ),
    Sentence::check(
        "the old passcode no longer unlocks {device}",
        "The passcode that the device had when the scenario began does not open it.",
        "the old passcode no longer unlocks the device",
        |arguments| Ok(unlocks(arguments.device(), KnownPasscode::Old, false)),
    ),
    Sentence::check(
        "the old passcode still unlocks {device}",
        "The passcode that the device had when the scenario began opens it.",
        "the old passcode still unlocks the device",
        |arguments| Ok(unlocks(arguments.device(), KnownPasscode::Old, true)),
    ),
    Sentence::check(
        "that passcode unlocks the work profile of {device}",
        "The new passcode that was seen last opens the work profile.",
        "that passcode unlocks the {work profile} of the device",
        |arguments| Ok(unlocks_profile(arguments.device(), KnownPasscode::Seen, true)),
    ),
    Sentence::check(
        "the old passcode no longer unlocks the work profile of {device}",
        "The passcode that the device had when the scenario began, and its work profile with it, does not open that.",
        "the old passcode no longer unlocks the {work profile} of the device",
        |arguments| Ok(unlocks_profile(arguments.device(), KnownPasscode::Old, false)),
    ),
    Sentence::check(
        "the old passcode still unlocks the work profile of {device}",
        "The passcode that the device had when the scenario began, and its work profile with it, still opens that.",
        "the old passcode still unlocks the {work profile} of the device",
        |arguments| Ok(unlocks_profile(arguments.device(), KnownPasscode::Old, true)),
    ),
    Sentence::check(
        "the passcode that {actor} set unlocks {device}",
        "The passcode that this person chose in this scenario opens the device.",
        "the passcode that {owner} set unlocks the device",
        |arguments| {
            let chosen = KnownPasscode::Chosen(arguments.owning_actor()?);
            Ok(unlocks(arguments.device(), chosen, true))
        },
    ),
];

fn shows(arguments: &StepArguments<'_>, what: Expectation) -> Instruction {
    device_shows(arguments.device(), what)
}

fn choose(arguments: &StepArguments<'_>) -> Result<Act, ArgumentError> {
    Ok(Act::Choose { who: arguments.owning_actor()?, device: arguments.device() })
}

fn enter_wrong(arguments: &StepArguments<'_>, times: u8) -> Result<Act, ArgumentError> {
    Ok(Act::EnterWrong { who: arguments.owning_actor()?, device: arguments.device(), times })
}

fn enter(arguments: &StepArguments<'_>) -> Result<Act, ArgumentError> {
    let (who, passcode) = (arguments.owning_actor()?, arguments.passcode()?);
    Ok(Act::Enter { who, device: arguments.device(), passcode })
}
