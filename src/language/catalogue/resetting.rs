//! Sentences that reset a passcode, whole or up to the moment when it is sent, on any surface.

use crate::domain::{Browser, Deed, Surface};
use crate::language::catalogue::flow::{PORTAL, RESETTING, act, attempt, deed, request, reset};
use crate::language::catalogue::words::{Fault, Words};
use crate::language::catalogue::{Section, Sentence, SentenceKind};
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

pub(super) static SENTENCES: &[Sentence] = &[
    sentence(
        "{viewer} resets the passcode in {surface}",
        "The whole flow: in the portal with signing out, signing in again a minute later and confirming; then the answer is awaited.",
        "the end user resets the passcode in the Company Portal website",
        |words| Ok(act(whole(words)?)),
    ),
    sentence(
        "{viewer} tries to reset the passcode in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "another end user tries to reset the passcode in the Company Portal website",
        |words| Ok(attempt(whole(words)?)),
    ),
    sentence(
        "{viewer} resets the passcode in {surface} from a browser on {browser}",
        "The whole flow in the portal, in a browser that runs there.",
        "the end user resets the passcode in the Company Portal website from a browser on another device",
        |words| {
            let surface = words.surface_among(&PORTAL)?;
            let (who, from) = (words.viewer()?, words.browser()?);
            let mut acts =
                vec![deed(who, surface, Deed::SignOut), deed(who, surface, Deed::SignIn { from })];
            acts.extend(reset(who, surface, from));
            Ok(act(acts))
        },
    ),
    sentence(
        "{viewer} asks for a passcode reset in {surface}",
        "The flow up to the moment when the reset is sent; its answer is still to come.",
        "the end user asks for a passcode reset in the Company Portal website",
        |words| {
            let (who, surface) = (words.viewer()?, resetting(words)?);
            Ok(act(request(who, surface, Browser::OnAnotherDevice)))
        },
    ),
    sentence(
        "{viewer} tries to ask for a passcode reset in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "the administrator tries to ask for a passcode reset in the ConfigMgr console",
        |words| {
            let (who, surface) = (words.viewer()?, resetting(words)?);
            Ok(attempt(request(who, surface, Browser::OnAnotherDevice)))
        },
    ),
    sentence(
        "{viewer} selects Reset Passcode in {surface}",
        "One click: the portal asks to sign in again, a console sends the reset.",
        "the end user selects Reset Passcode in the Company Portal website",
        |words| Ok(act(select(words)?)),
    ),
    sentence(
        "{viewer} tries to select Reset Passcode in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "another end user tries to select Reset Passcode in the Company Portal website",
        |words| Ok(attempt(select(words)?)),
    ),
];

fn resetting(words: &Words) -> Result<Surface, Fault> {
    words.surface_among(&RESETTING)
}

fn whole(words: &Words) -> Result<Vec<Act>, Fault> {
    Ok(reset(words.viewer()?, resetting(words)?, Browser::OnAnotherDevice))
}

fn select(words: &Words) -> Result<Vec<Act>, Fault> {
    let surface = resetting(words)?;
    let choice = if surface.is_console() { Deed::Reset } else { Deed::SelectReset };
    Ok(vec![deed(words.viewer()?, surface, choice)])
}
