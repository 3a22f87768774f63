//! Sentences about the portal, prompt by prompt.

use crate::domain::{Browser, Deed};
use crate::language::catalogue::flow::{PORTAL, act, attempt, deed, sign_out_and_in};
use crate::language::catalogue::words::{Fault, Words};
use crate::language::catalogue::{Section, Sentence, SentenceKind};
use crate::language::plan::{Act, Instruction};

const fn sentence(
    expression: &'static str,
    meaning: &'static str,
    example: &'static str,
    translate: super::sentence::Translate,
) -> Sentence {
    let (kind, section) = (SentenceKind::Act, Section::Portal);
    Sentence { kind, section, expression, meaning, example, translate }
}

pub(super) static SENTENCES: &[Sentence] = &[
    sentence(
        "{viewer} signs out and signs in again after {duration}",
        "That person leaves the portal and is back after that time, in a browser on another device.",
        "the end user signs out and signs in again after 4:59",
        |words| {
            let (who, span) = (words.viewer()?, words.duration()?);
            Ok(act(sign_out_and_in(who, span, Browser::OnAnotherDevice)))
        },
    ),
    sentence(
        "{viewer} signs out of {surface}",
        "That person leaves the portal.",
        "the end user signs out of the Company Portal website",
        |words| in_portal(words, Deed::SignOut),
    ),
    sentence(
        "{viewer} signs in to {surface} again",
        "That person is back in the portal, in a browser on another device.",
        "the end user signs in to the Company Portal website again",
        |words| in_portal(words, Deed::SignIn { from: Browser::OnAnotherDevice }),
    ),
    sentence(
        "{viewer} signs in to {surface} from a browser on {browser}",
        "That person comes to the portal in a browser that runs there.",
        "the end user signs in to the Company Portal website from a browser on the device itself",
        |words| in_portal(words, Deed::SignIn { from: words.browser()? }),
    ),
    sentence(
        "{viewer} tries to sign in to {surface} from a browser on {browser}",
        "The same, but the scenario goes on if it is refused.",
        "the end user tries to sign in to the Company Portal website from a browser on the device itself",
        |words| Ok(attempt(vec![portal_deed(words, Deed::SignIn { from: words.browser()? })?])),
    ),
    sentence(
        "{viewer} selects Reset Passcode again in {surface}",
        "That person confirms the reset, when the portal asks for it.",
        "the end user selects Reset Passcode again in the Company Portal website",
        |words| in_portal(words, Deed::ConfirmReset),
    ),
    sentence(
        "{viewer} tries to select Reset Passcode again in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "the end user tries to select Reset Passcode again in the Company Portal website",
        |words| Ok(attempt(vec![portal_deed(words, Deed::ConfirmReset)?])),
    ),
    sentence(
        "{viewer} cancels in {surface}",
        "That person leaves the flow at whatever the portal asks for.",
        "the end user cancels in the Company Portal website",
        |words| in_portal(words, Deed::Cancel),
    ),
];

fn portal_deed(words: &Words, done: Deed) -> Result<Act, Fault> {
    let surface = words.surface_among(&PORTAL)?;
    Ok(deed(words.viewer()?, surface, done))
}

fn in_portal(words: &Words, done: Deed) -> Result<Instruction, Fault> {
    Ok(act(vec![portal_deed(words, done)?]))
}
