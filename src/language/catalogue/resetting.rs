//! Sentences that reset a passcode, whole or up to the moment when it is sent, on any surface.

use crate::language::catalogue::instructions::{act, attempt, request, reset, user_action};
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::{Act, SurfaceAction};

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::act(
        "{actor} resets the passcode in {surface}",
        "That person selects the button, does what the surface asks for until it asks for nothing more, and the \
         answer is awaited.",
        "{owner} resets the passcode in {portal}",
        |arguments| Ok(act(whole(arguments)?)),
    ),
    Sentence::act(
        "{actor} tries to reset the passcode in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "{other} tries to reset the passcode in {portal}",
        |arguments| Ok(attempt(whole(arguments)?)),
    ),
    Sentence::act(
        "{actor} resets the passcode in {surface} from a browser on {browser}",
        "The same after signing in there, in a browser that runs there.",
        "{owner} resets the passcode in {portal} from a browser on another device",
        |arguments| {
            let (at, device) = (arguments.place_signing_in()?, arguments.device());
            let from = arguments.browser()?;
            let mut acts = vec![
                user_action(at, device, SurfaceAction::SignOut),
                user_action(at, device, SurfaceAction::SignIn(from)),
            ];
            acts.extend(reset(at, device, from));
            Ok(act(acts))
        },
    ),
    Sentence::act(
        "{actor} asks for a passcode reset in {surface}",
        "The same up to the moment when the reset is sent; its answer is still to come.",
        "{owner} asks for a passcode reset in {portal}",
        |arguments| Ok(act(asked(arguments)?)),
    ),
    Sentence::act(
        "{actor} tries to ask for a passcode reset in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "{staff} tries to ask for a passcode reset in {console}",
        |arguments| Ok(attempt(asked(arguments)?)),
    ),
    Sentence::act(
        "{actor} selects {button} in {surface}",
        "One click: the surface asks for its first prompt, or sends the reset if it has none.",
        "{owner} selects {button} in {portal}",
        |arguments| Ok(act(select(arguments)?)),
    ),
    Sentence::act(
        "{actor} tries to select {button} in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "{other} tries to select {button} in {portal}",
        |arguments| Ok(attempt(select(arguments)?)),
    ),
];

fn whole(arguments: &StepArguments<'_>) -> Result<Vec<Act>, ArgumentError> {
    Ok(reset(arguments.place_declared()?, arguments.device(), arguments.usual_browser()))
}

fn asked(arguments: &StepArguments<'_>) -> Result<Vec<Act>, ArgumentError> {
    Ok(request(arguments.place_declared()?, arguments.device(), arguments.usual_browser()))
}

fn select(arguments: &StepArguments<'_>) -> Result<Vec<Act>, ArgumentError> {
    let at = arguments.place_declared()?;
    arguments.button()?;
    Ok(vec![user_action(at, arguments.device(), SurfaceAction::SelectReset)])
}
