//! Sentences about what someone sees, or does not see.

use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::surface::Surface;
use crate::domain::view::Prompt;
use crate::language::catalogue::flow::{RESETTING, sees};
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::{Check, Instruction};

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::check(
        "{actor} sees {string} in/on {surface}",
        "The surface says this to that person now.",
        "the end user sees \"Passcode successfully reset\" in the Company Portal website",
        |arguments| look(arguments, Expectation::Says(arguments.text()?)),
    ),
    Sentence::check(
        "{actor} does not see {string} in/on {surface}",
        "The surface does not say this to that person now.",
        "the end user does not see \"Passcode reset is pending\" in the Company Portal website",
        |arguments| look(arguments, Expectation::DoesNotSay(arguments.text()?)),
    ),
    Sentence::check(
        "within {duration} {actor} sees {string} in/on {surface}",
        "The surface says this once the answer has arrived, which takes no longer than that.",
        "within 5 minutes the end user sees \"Passcode successfully reset\" in the Company Portal website",
        |arguments| {
            Ok(Instruction::Check(Check::Sees {
                actor: arguments.actor()?,
                surface: arguments.surface()?,
                device: DeviceId::FIRST,
                what: Expectation::Says(arguments.text()?),
                within: Some(arguments.duration()?),
            }))
        },
    ),
    Sentence::check(
        "{actor} sees no message in/on {surface}",
        "The surface says nothing to that person.",
        "the end user sees no message in the Company Portal website",
        |arguments| look(arguments, Expectation::SaysNothing),
    ),
    Sentence::check(
        "{actor} sees a new {alphabet} passcode in/on {surface}",
        "The surface shows that person a new passcode of such characters.",
        "the end user sees a new alphanumeric passcode in the Company Portal website",
        |arguments| look(arguments, new_passcode(arguments, None)?),
    ),
    Sentence::check(
        "{actor} sees a new {alphabet} passcode of {int} characters in/on {surface}",
        "The surface shows that person a new passcode of that many such characters.",
        "the end user sees a new numeric passcode of 6 characters in the Company Portal website",
        |arguments| look(arguments, new_passcode(arguments, Some(arguments.count()?))?),
    ),
    Sentence::check(
        "{actor} sees a new passcode without any of {string} in/on {surface}",
        "The surface shows that person a new passcode that holds none of these characters.",
        "the end user sees a new passcode without any of \"0O\" in the Company Portal website",
        |arguments| look(arguments, Expectation::PasscodeWithout(arguments.text()?)),
    ),
    Sentence::check(
        "{actor} sees nothing in the place of a passcode in/on {surface}",
        "The surface shows that person no passcode, and no words in its place.",
        "the administrator sees nothing in the place of a passcode in the ConfigMgr console",
        |arguments| look(arguments, Expectation::NothingForPasscode),
    ),
    Sentence::check(
        "{actor} sees no new passcode in/on {surface}",
        "The surface shows that person no passcode, not even a superseded one.",
        "the end user sees no new passcode in the Company Portal website",
        |arguments| look(arguments, Expectation::NoPasscode),
    ),
    Sentence::check(
        "nobody sees a new passcode anywhere",
        "No person sees a passcode of the device on any surface.",
        "nobody sees a new passcode anywhere",
        |_| Ok(Instruction::Check(Check::NobodySees { device: DeviceId::FIRST })),
    ),
    Sentence::check(
        "only {actor} sees the new passcode, and only in {surface}",
        "That person sees the new passcode there, and it appears nowhere else.",
        "only the end user sees the new passcode, and only in the Company Portal website",
        |arguments| {
            let (actor, surface) = (arguments.actor()?, arguments.surface()?);
            Ok(Instruction::Check(Check::OnlySees { actor, surface, device: DeviceId::FIRST }))
        },
    ),
    Sentence::check(
        "{actor} {is} asked to sign out and sign in again",
        "The portal asks that person for this now, or does not.",
        "the end user is asked to sign out and sign in again",
        |arguments| asks(arguments, Prompt::SignOutAndIn),
    ),
    Sentence::check(
        "{actor} {is} asked to reset the passcode",
        "The portal asks that person to confirm the reset now, or does not.",
        "the end user is not asked to reset the passcode",
        |arguments| asks(arguments, Prompt::ResetPasscode),
    ),
    Sentence::check(
        "{actor} {is} offered Reset Passcode in {surface}",
        "The surface offers that person to reset the passcode of the device, or does not.",
        "another end user is not offered Reset Passcode in the Company Portal website",
        |arguments| {
            let surface = arguments.surface_among(&RESETTING)?;
            Ok(sees(arguments.actor()?, surface, Expectation::Offers(arguments.yes()?)))
        },
    ),
    Sentence::check(
        "it is refused because {refusal}",
        "What was tried last had no effect, for this reason.",
        "it is refused because a reset is already pending",
        |arguments| Ok(Instruction::Check(Check::Refused(arguments.refusal()?))),
    ),
];

fn look(arguments: &StepArguments, what: Expectation) -> Result<Instruction, ArgumentError> {
    Ok(sees(arguments.actor()?, arguments.surface()?, what))
}

fn new_passcode(
    arguments: &StepArguments,
    length: Option<u8>,
) -> Result<Expectation, ArgumentError> {
    Ok(Expectation::NewPasscode { alphabet: arguments.alphabet()?, length })
}

fn asks(arguments: &StepArguments, prompt: Prompt) -> Result<Instruction, ArgumentError> {
    let what = Expectation::Asks(prompt, arguments.yes()?);
    Ok(sees(arguments.actor()?, Surface::CompanyPortal, what))
}
