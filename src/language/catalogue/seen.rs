//! Sentences about what somebody sees, or does not see.

use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::surface::Surface;
use crate::domain::view::Prompt;
use crate::language::catalogue::flow::{RESETTING, sees};
use crate::language::catalogue::sentence::{Section, Sentence, SentenceKind};
use crate::language::catalogue::step_arguments::{Fault, Words};
use crate::language::plan::{Check, Instruction};

const fn sentence(
    expression: &'static str,
    meaning: &'static str,
    example: &'static str,
    translate: super::sentence::Translate,
) -> Sentence {
    let (kind, section) = (SentenceKind::Check, Section::Seen);
    Sentence { kind, section, expression, meaning, example, translate }
}

pub(crate) static SENTENCES: &[Sentence] = &[
    sentence(
        "{actor} sees {string} in/on {surface}",
        "The surface says this to that person now.",
        "the end user sees \"Passcode successfully reset\" in the Company Portal website",
        |words| look(words, Expectation::Says(words.text()?)),
    ),
    sentence(
        "{actor} does not see {string} in/on {surface}",
        "The surface does not say this to that person now.",
        "the end user does not see \"Passcode reset is pending\" in the Company Portal website",
        |words| look(words, Expectation::DoesNotSay(words.text()?)),
    ),
    sentence(
        "within {duration} {actor} sees {string} in/on {surface}",
        "The surface says this once the answer has arrived, which takes no longer than that.",
        "within 5 minutes the end user sees \"Passcode successfully reset\" in the Company Portal website",
        |words| {
            Ok(Instruction::Check(Check::Sees {
                actor: words.actor()?,
                surface: words.surface()?,
                device: DeviceId::FIRST,
                what: Expectation::Says(words.text()?),
                within: Some(words.duration()?),
            }))
        },
    ),
    sentence(
        "{actor} sees no message in/on {surface}",
        "The surface says nothing to that person.",
        "the end user sees no message in the Company Portal website",
        |words| look(words, Expectation::SaysNothing),
    ),
    sentence(
        "{actor} sees a new {alphabet} passcode in/on {surface}",
        "The surface shows that person a new passcode of such characters.",
        "the end user sees a new alphanumeric passcode in the Company Portal website",
        |words| look(words, new_passcode(words, None)?),
    ),
    sentence(
        "{actor} sees a new {alphabet} passcode of {int} characters in/on {surface}",
        "The surface shows that person a new passcode of that many such characters.",
        "the end user sees a new numeric passcode of 6 characters in the Company Portal website",
        |words| look(words, new_passcode(words, Some(words.count()?))?),
    ),
    sentence(
        "{actor} sees a new passcode without any of {string} in/on {surface}",
        "The surface shows that person a new passcode that holds none of these characters.",
        "the end user sees a new passcode without any of \"0O\" in the Company Portal website",
        |words| look(words, Expectation::PasscodeWithout(words.text()?)),
    ),
    sentence(
        "{actor} sees nothing in the place of a passcode in/on {surface}",
        "The surface shows that person no passcode, and no words in its place.",
        "the administrator sees nothing in the place of a passcode in the ConfigMgr console",
        |words| look(words, Expectation::NothingForPasscode),
    ),
    sentence(
        "{actor} sees no new passcode in/on {surface}",
        "The surface shows that person no passcode, not even a superseded one.",
        "the end user sees no new passcode in the Company Portal website",
        |words| look(words, Expectation::NoPasscode),
    ),
    sentence(
        "nobody sees a new passcode anywhere",
        "No person sees a passcode of the device on any surface.",
        "nobody sees a new passcode anywhere",
        |_| Ok(Instruction::Check(Check::NobodySees { device: DeviceId::FIRST })),
    ),
    sentence(
        "only {actor} sees the new passcode, and only in {surface}",
        "That person sees the new passcode there, and it stands nowhere else.",
        "only the end user sees the new passcode, and only in the Company Portal website",
        |words| {
            let (actor, surface) = (words.actor()?, words.surface()?);
            Ok(Instruction::Check(Check::OnlySees { actor, surface, device: DeviceId::FIRST }))
        },
    ),
    sentence(
        "{actor} {is} asked to sign out and sign in again",
        "The portal asks that person for this now, or does not.",
        "the end user is asked to sign out and sign in again",
        |words| asks(words, Prompt::SignOutAndIn),
    ),
    sentence(
        "{actor} {is} asked to reset the passcode",
        "The portal asks that person to confirm the reset now, or does not.",
        "the end user is not asked to reset the passcode",
        |words| asks(words, Prompt::ResetPasscode),
    ),
    sentence(
        "{actor} {is} offered Reset Passcode in {surface}",
        "The surface offers that person to reset the passcode of the device, or does not.",
        "another end user is not offered Reset Passcode in the Company Portal website",
        |words| {
            let surface = words.surface_among(&RESETTING)?;
            Ok(sees(words.actor()?, surface, Expectation::Offers(words.yes()?)))
        },
    ),
    sentence(
        "it is refused because {refusal}",
        "What somebody tried last had no effect, for this reason.",
        "it is refused because a reset is already pending",
        |words| Ok(Instruction::Check(Check::Refused(words.refusal()?))),
    ),
];

fn look(words: &Words, what: Expectation) -> Result<Instruction, Fault> {
    Ok(sees(words.actor()?, words.surface()?, what))
}

fn new_passcode(words: &Words, length: Option<u8>) -> Result<Expectation, Fault> {
    Ok(Expectation::NewPasscode { alphabet: words.alphabet()?, length })
}

fn asks(words: &Words, prompt: Prompt) -> Result<Instruction, Fault> {
    let what = Expectation::Asks(prompt, words.yes()?);
    Ok(sees(words.actor()?, Surface::CompanyPortal, what))
}
