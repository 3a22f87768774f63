//! Sentences that reset a passcode, whole or up to the moment when it is sent, on any surface.

use crate::domain::action::UserAction;
use crate::domain::browser::Browser;
use crate::domain::surface::Surface;
use crate::language::catalogue::flow::{
    PORTAL, RESETTING, act, attempt, request, reset, user_action,
};
use crate::language::catalogue::sentence::{Section, Sentence, SentenceKind};
use crate::language::catalogue::step_arguments::{Fault, Words};
use crate::language::plan::Act;

const fn sentence(
    expression: &'static str,
    meaning: &'static str,
    example: &'static str,
    translate: super::sentence::Translate,
) -> Sentence {
    let (kind, section) = (SentenceKind::Act, Section::Resetting);
    Sentence { kind, section, expression, meaning, example, translate }
}

pub(crate) static SENTENCES: &[Sentence] = &[
    sentence(
        "{actor} resets the passcode in {surface}",
        "The whole flow: in the portal with signing out, signing in again a minute later and confirming; then the answer is awaited.",
        "the end user resets the passcode in the Company Portal website",
        |words| Ok(act(whole(words)?)),
    ),
    sentence(
        "{actor} tries to reset the passcode in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "another end user tries to reset the passcode in the Company Portal website",
        |words| Ok(attempt(whole(words)?)),
    ),
    sentence(
        "{actor} resets the passcode in {surface} from a browser on {browser}",
        "The whole flow in the portal, in a browser that runs there.",
        "the end user resets the passcode in the Company Portal website from a browser on another device",
        |words| {
            let surface = words.surface_among(&PORTAL)?;
            let (who, from) = (words.actor()?, words.browser()?);
            let mut acts = vec![
                user_action(who, surface, UserAction::SignOut),
                user_action(who, surface, UserAction::SignIn { from }),
            ];
            acts.extend(reset(who, surface, from));
            Ok(act(acts))
        },
    ),
    sentence(
        "{actor} asks for a passcode reset in {surface}",
        "The flow up to the moment when the reset is sent; its answer is still to come.",
        "the end user asks for a passcode reset in the Company Portal website",
        |words| {
            let (who, surface) = (words.actor()?, resetting(words)?);
            Ok(act(request(who, surface, Browser::OnAnotherDevice)))
        },
    ),
    sentence(
        "{actor} tries to ask for a passcode reset in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "the administrator tries to ask for a passcode reset in the ConfigMgr console",
        |words| {
            let (who, surface) = (words.actor()?, resetting(words)?);
            Ok(attempt(request(who, surface, Browser::OnAnotherDevice)))
        },
    ),
    sentence(
        "{actor} selects Reset Passcode in {surface}",
        "One click: the portal asks to sign in again, a console sends the reset.",
        "the end user selects Reset Passcode in the Company Portal website",
        |words| Ok(act(select(words)?)),
    ),
    sentence(
        "{actor} tries to select Reset Passcode in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "another end user tries to select Reset Passcode in the Company Portal website",
        |words| Ok(attempt(select(words)?)),
    ),
];

fn resetting(words: &Words) -> Result<Surface, Fault> {
    words.surface_among(&RESETTING)
}

fn whole(words: &Words) -> Result<Vec<Act>, Fault> {
    Ok(reset(words.actor()?, resetting(words)?, Browser::OnAnotherDevice))
}

fn select(words: &Words) -> Result<Vec<Act>, Fault> {
    let surface = resetting(words)?;
    let choice = if surface.is_console() { UserAction::Reset } else { UserAction::SelectReset };
    Ok(vec![user_action(words.actor()?, surface, choice)])
}
