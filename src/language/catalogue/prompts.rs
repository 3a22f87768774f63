//! Sentences about what surfaces ask for, prompt by prompt.

use crate::domain::browser::Browser;
use crate::domain::prompt::PromptKind;
use crate::language::catalogue::instructions::{act, attempt, sign_out_and_in, user_action};
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::{Act, SurfaceAction};

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::act(
        "{actor} signs out and signs in again after {duration}",
        "That person leaves the surface that they used last and is back after that time, in a browser on another \
         device.",
        "{owner} signs out and signs in again after 4:59",
        |arguments| {
            let (at, span) = (arguments.place_used_last()?, arguments.duration()?);
            let from = Browser::OnAnotherDevice;
            Ok(act(sign_out_and_in(at, arguments.device(), span, from)))
        },
    ),
    Sentence::act(
        "{actor} signs out of {surface}",
        "That person leaves the surface.",
        "{owner} signs out of {portal}",
        |arguments| Ok(act(signing(arguments, SurfaceAction::SignOut)?)),
    ),
    Sentence::act(
        "{actor} signs in to {surface} again",
        "That person is back, in a browser from which the surface can be used.",
        "{owner} signs in to {portal} again",
        |arguments| Ok(act(signing(arguments, SurfaceAction::SignIn(arguments.usual_browser()))?)),
    ),
    Sentence::act(
        "{actor} signs in to {surface} from a browser on {browser}",
        "That person opens the surface in a browser that runs there.",
        "{owner} signs in to {portal} from a browser on the device itself",
        |arguments| Ok(act(signing(arguments, SurfaceAction::SignIn(arguments.browser()?))?)),
    ),
    Sentence::act(
        "{actor} tries to sign in to {surface} from a browser on {browser}",
        "The same, but the scenario goes on if it is refused.",
        "{owner} tries to sign in to {portal} from a browser on the device itself",
        |arguments| Ok(attempt(signing(arguments, SurfaceAction::SignIn(arguments.browser()?))?)),
    ),
    Sentence::act(
        "{actor} selects {button} again in {surface}",
        "That person confirms the reset, when the surface asks for it.",
        "{owner} selects {button} again in {portal}",
        |arguments| Ok(act(confirm(arguments)?)),
    ),
    Sentence::act(
        "{actor} tries to select {button} again in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "{owner} tries to select {button} again in {portal}",
        |arguments| Ok(attempt(confirm(arguments)?)),
    ),
    Sentence::act(
        "{actor} enters the right code in {surface}",
        "That person enters the code that they were given, when the surface asks for one.",
        "{owner} enters the right code in {portal}",
        |arguments| Ok(act(enter_code(arguments, true)?)),
    ),
    Sentence::act(
        "{actor} tries to enter the right code in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "{owner} tries to enter the right code in {portal}",
        |arguments| Ok(attempt(enter_code(arguments, true)?)),
    ),
    Sentence::act(
        "{actor} enters a wrong code in {surface}",
        "That person enters another code, and the scenario goes on when it is refused.",
        "{owner} enters a wrong code in {portal}",
        |arguments| Ok(attempt(enter_code(arguments, false)?)),
    ),
    Sentence::act(
        "{actor} chooses {string} in {surface}",
        "That person chooses this entry of the list that the surface shows.",
        "{owner} chooses \"{option}\" in {portal}",
        |arguments| Ok(act(choose(arguments)?)),
    ),
    Sentence::act(
        "{actor} tries to choose {string} in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "{owner} tries to choose \"{option}\" in {portal}",
        |arguments| Ok(attempt(choose(arguments)?)),
    ),
    Sentence::act(
        "{actor} cancels in {surface}",
        "That person leaves whatever the surface asks for.",
        "{owner} cancels in {portal}",
        |arguments| {
            let at = arguments.place_where("which asks for something", |surface| {
                surface.flow.as_ref().is_some_and(|flow| !flow.is_empty())
            })?;
            Ok(act(vec![user_action(at, arguments.device(), SurfaceAction::Cancel)]))
        },
    ),
];

fn signing(arguments: &StepArguments<'_>, done: SurfaceAction) -> Result<Vec<Act>, ArgumentError> {
    Ok(vec![user_action(arguments.place_signing_in()?, arguments.device(), done)])
}

fn confirm(arguments: &StepArguments<'_>) -> Result<Vec<Act>, ArgumentError> {
    let at = arguments.place_where("which asks to confirm the reset", |surface| {
        surface.asks_for(PromptKind::Confirm)
    })?;
    arguments.button()?;
    Ok(vec![user_action(at, arguments.device(), SurfaceAction::Confirm)])
}

fn enter_code(arguments: &StepArguments<'_>, right: bool) -> Result<Vec<Act>, ArgumentError> {
    let at = arguments
        .place_where("which asks for a code", |surface| surface.asks_for(PromptKind::EnterCode))?;
    Ok(vec![user_action(at, arguments.device(), SurfaceAction::EnterCode { right })])
}

fn choose(arguments: &StepArguments<'_>) -> Result<Vec<Act>, ArgumentError> {
    let at = arguments.place_where("which shows a list to choose from", |surface| {
        surface.asks_for(PromptKind::Choose)
    })?;
    let option = SurfaceAction::Choose(arguments.option()?);
    Ok(vec![user_action(at, arguments.device(), option)])
}
