//! Sentences about the portal, prompt by prompt.

use crate::domain::action::UserAction;
use crate::domain::browser::Browser;
use crate::language::catalogue::flow::{PORTAL, act, attempt, sign_out_and_in, user_action};
use crate::language::catalogue::sentence::{Section, Sentence, SentenceKind};
use crate::language::catalogue::step_arguments::{Fault, Words};
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

pub(crate) static SENTENCES: &[Sentence] = &[
    sentence(
        "{actor} signs out and signs in again after {duration}",
        "That person leaves the portal and is back after that time, in a browser on another device.",
        "the end user signs out and signs in again after 4:59",
        |words| {
            let (who, span) = (words.actor()?, words.duration()?);
            Ok(act(sign_out_and_in(who, span, Browser::OnAnotherDevice)))
        },
    ),
    sentence(
        "{actor} signs out of {surface}",
        "That person leaves the portal.",
        "the end user signs out of the Company Portal website",
        |words| in_portal(words, UserAction::SignOut),
    ),
    sentence(
        "{actor} signs in to {surface} again",
        "That person is back in the portal, in a browser on another device.",
        "the end user signs in to the Company Portal website again",
        |words| in_portal(words, UserAction::SignIn { from: Browser::OnAnotherDevice }),
    ),
    sentence(
        "{actor} signs in to {surface} from a browser on {browser}",
        "That person comes to the portal in a browser that runs there.",
        "the end user signs in to the Company Portal website from a browser on the device itself",
        |words| in_portal(words, UserAction::SignIn { from: words.browser()? }),
    ),
    sentence(
        "{actor} tries to sign in to {surface} from a browser on {browser}",
        "The same, but the scenario goes on if it is refused.",
        "the end user tries to sign in to the Company Portal website from a browser on the device itself",
        |words| {
            Ok(attempt(vec![portal_user_action(
                words,
                UserAction::SignIn { from: words.browser()? },
            )?]))
        },
    ),
    sentence(
        "{actor} selects Reset Passcode again in {surface}",
        "That person confirms the reset, when the portal asks for it.",
        "the end user selects Reset Passcode again in the Company Portal website",
        |words| in_portal(words, UserAction::ConfirmReset),
    ),
    sentence(
        "{actor} tries to select Reset Passcode again in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "the end user tries to select Reset Passcode again in the Company Portal website",
        |words| Ok(attempt(vec![portal_user_action(words, UserAction::ConfirmReset)?])),
    ),
    sentence(
        "{actor} cancels in {surface}",
        "That person leaves the flow at whatever the portal asks for.",
        "the end user cancels in the Company Portal website",
        |words| in_portal(words, UserAction::Cancel),
    ),
];

fn portal_user_action(words: &Words, done: UserAction) -> Result<Act, Fault> {
    let surface = words.surface_among(&PORTAL)?;
    Ok(user_action(words.actor()?, surface, done))
}

fn in_portal(words: &Words, done: UserAction) -> Result<Instruction, Fault> {
    Ok(act(vec![portal_user_action(words, done)?]))
}
