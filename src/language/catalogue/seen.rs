//! Sentences about what someone sees, or does not see.

use crate::domain::expectation::Expectation;
use crate::language::catalogue::instructions::sees;
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::{Check, Instruction};

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::check(
        "{actor} sees {string} in/on {surface}",
        "The surface says this to that person now; `{passcode}` in it stands for the new passcode.",
        "{owner} sees \"{says}\" in {portal}",
        |arguments| look(arguments, Expectation::Says(arguments.text()?)),
    ),
    Sentence::check(
        "{actor} does not see {string} in/on {surface}",
        "The surface does not say this to that person now.",
        "{owner} does not see \"{says}\" in {portal}",
        |arguments| look(arguments, Expectation::DoesNotSay(arguments.text()?)),
    ),
    Sentence::check(
        "within {duration} {actor} sees {string} in/on {surface}",
        "The surface says this once the answer has arrived, which takes no longer than that.",
        "within 5 minutes {owner} sees \"{says}\" in {portal}",
        |arguments| {
            Ok(Instruction::Check(Check::Sees {
                at: arguments.place()?,
                device: arguments.device(),
                what: Expectation::Says(arguments.text()?),
                within: Some(arguments.duration()?),
            }))
        },
    ),
    Sentence::check(
        "{actor} sees no message in/on {surface}",
        "The surface says nothing to that person.",
        "{owner} sees no message in {portal}",
        |arguments| look(arguments, Expectation::SaysNothing),
    ),
    Sentence::check(
        "{actor} sees a new {alphabet} passcode in/on {surface}",
        "The surface shows that person a new passcode of such characters.",
        "{owner} sees a new {alphabet} passcode in {portal}",
        |arguments| look(arguments, new_passcode(arguments, None)?),
    ),
    Sentence::check(
        "{actor} sees a new {alphabet} passcode of {int} characters in/on {surface}",
        "The surface shows that person a new passcode of that many such characters.",
        "{owner} sees a new {alphabet} passcode of {length} characters in {portal}",
        |arguments| look(arguments, new_passcode(arguments, Some(arguments.count()?))?),
    ),
    Sentence::check(
        "{actor} sees a new passcode without any of {string} in/on {surface}",
        "The surface shows that person a new passcode that holds none of these characters.",
        "{owner} sees a new passcode without any of \"0O\" in {portal}",
        |arguments| look(arguments, Expectation::PasscodeWithout(arguments.text()?)),
    ),
    Sentence::check(
        "{actor} sees nothing in the place of a passcode in/on {surface}",
        "The surface shows that person no passcode, and no words in its place.",
        "{staff} sees nothing in the place of a passcode in {console}",
        |arguments| look(arguments, Expectation::NothingForPasscode),
    ),
    Sentence::check(
        "{actor} sees no new passcode in/on {surface}",
        "The surface shows that person no passcode, not even a superseded one.",
        "{owner} sees no new passcode in {portal}",
        |arguments| look(arguments, Expectation::NoPasscode),
    ),
    Sentence::check(
        "nobody sees a new passcode anywhere",
        "No person sees a passcode of the device on any surface.",
        "nobody sees a new passcode anywhere",
        |arguments| Ok(Instruction::Check(Check::NobodySees { device: arguments.device() })),
    ),
    Sentence::check(
        "only {actor} sees the new passcode, and only in {surface}",
        "That person sees the new passcode there, and it appears nowhere else.",
        "only {owner} sees the new passcode, and only in {portal}",
        |arguments| {
            let (at, device) = (arguments.place()?, arguments.device());
            Ok(Instruction::Check(Check::OnlySees { at, device }))
        },
    ),
    Sentence::check(
        "{actor} {is} asked to {prompt}",
        "The surface that this person used last asks for this now, or does not.",
        "{owner} is asked to {prompt}",
        |arguments| {
            let what = Expectation::Asks(arguments.prompt()?, arguments.yes()?);
            Ok(sees(arguments.place_used_last()?, arguments.device(), what))
        },
    ),
    Sentence::check(
        "{actor} {is} asked to {prompt} in {surface}",
        "The surface asks that person for this now, or does not.",
        "{owner} is asked to {prompt} in {portal}",
        |arguments| {
            let at = arguments.place_declared()?;
            let what = Expectation::Asks(arguments.prompt()?, arguments.yes()?);
            Ok(sees(at, arguments.device(), what))
        },
    ),
    Sentence::check(
        "{actor} {is} offered {button} in {surface}",
        "The surface offers that person to reset the passcode of the device, or does not.",
        "{other} is not offered {button} in {portal}",
        |arguments| {
            let at = arguments.place_declared()?;
            let what = Expectation::Offers(arguments.button()?, arguments.yes()?);
            Ok(sees(at, arguments.device(), what))
        },
    ),
    Sentence::check(
        "{actor} sees {button} greyed out in {surface}",
        "The surface has the button that begins a reset, but it cannot be selected for this device.",
        "{staff} sees {greyed out} greyed out in {console}",
        |arguments| {
            let at = arguments.place_declared()?;
            Ok(sees(at, arguments.device(), Expectation::GreyedOut(arguments.button()?)))
        },
    ),
    Sentence::check(
        "it is refused because {refusal}",
        "What was tried last had no effect, for this reason.",
        "it is refused because a reset is already pending",
        |arguments| Ok(Instruction::Check(Check::Refused(arguments.refusal()?))),
    )
    .about_no_device(),
];

fn look(arguments: &StepArguments<'_>, what: Expectation) -> Result<Instruction, ArgumentError> {
    Ok(sees(arguments.place()?, arguments.device(), what))
}

fn new_passcode(
    arguments: &StepArguments<'_>,
    length: Option<u8>,
) -> Result<Expectation, ArgumentError> {
    Ok(Expectation::NewPasscode { alphabet: arguments.alphabet()?, length })
}
