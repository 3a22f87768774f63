//! Sentences that reset a passcode, whole or up to the moment when it is sent, on any surface.

use crate::domain::action::UserAction;
use crate::domain::browser::Browser;
use crate::domain::surface::Surface;
use crate::language::catalogue::flow::{
    PORTAL, RESETTING, act, attempt, request, reset, user_action,
};
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::Act;

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::act(
        "{actor} resets the passcode in {surface}",
        "The whole flow: in the portal with signing out, signing in again a minute later and confirming; then the answer is awaited.",
        "the end user resets the passcode in the Company Portal website",
        |arguments| Ok(act(whole(arguments)?)),
    ),
    Sentence::act(
        "{actor} tries to reset the passcode in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "another end user tries to reset the passcode in the Company Portal website",
        |arguments| Ok(attempt(whole(arguments)?)),
    ),
    Sentence::act(
        "{actor} resets the passcode in {surface} from a browser on {browser}",
        "The whole flow in the portal, in a browser that runs there.",
        "the end user resets the passcode in the Company Portal website from a browser on another device",
        |arguments| {
            let surface = arguments.surface_among(&PORTAL)?;
            let (who, from) = (arguments.actor()?, arguments.browser()?);
            let mut acts = vec![
                user_action(who, surface, UserAction::SignOut),
                user_action(who, surface, UserAction::SignIn { from }),
            ];
            acts.extend(reset(who, surface, from));
            Ok(act(acts))
        },
    ),
    Sentence::act(
        "{actor} asks for a passcode reset in {surface}",
        "The flow up to the moment when the reset is sent; its answer is still to come.",
        "the end user asks for a passcode reset in the Company Portal website",
        |arguments| {
            let (who, surface) = (arguments.actor()?, resetting(arguments)?);
            Ok(act(request(who, surface, Browser::OnAnotherDevice)))
        },
    ),
    Sentence::act(
        "{actor} tries to ask for a passcode reset in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "the administrator tries to ask for a passcode reset in the ConfigMgr console",
        |arguments| {
            let (who, surface) = (arguments.actor()?, resetting(arguments)?);
            Ok(attempt(request(who, surface, Browser::OnAnotherDevice)))
        },
    ),
    Sentence::act(
        "{actor} selects Reset Passcode in {surface}",
        "One click: the portal asks to sign in again, a console sends the reset.",
        "the end user selects Reset Passcode in the Company Portal website",
        |arguments| Ok(act(select(arguments)?)),
    ),
    Sentence::act(
        "{actor} tries to select Reset Passcode in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "another end user tries to select Reset Passcode in the Company Portal website",
        |arguments| Ok(attempt(select(arguments)?)),
    ),
];

fn resetting(arguments: &StepArguments) -> Result<Surface, ArgumentError> {
    arguments.surface_among(&RESETTING)
}

fn whole(arguments: &StepArguments) -> Result<Vec<Act>, ArgumentError> {
    Ok(reset(arguments.actor()?, resetting(arguments)?, Browser::OnAnotherDevice))
}

fn select(arguments: &StepArguments) -> Result<Vec<Act>, ArgumentError> {
    let surface = resetting(arguments)?;
    let choice = if surface.is_console() { UserAction::Reset } else { UserAction::SelectReset };
    Ok(vec![user_action(arguments.actor()?, surface, choice)])
}
