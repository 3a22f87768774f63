//! Sentences about the portal, prompt by prompt.

use crate::domain::action::UserAction;
use crate::domain::browser::Browser;
use crate::language::catalogue::flow::{PORTAL, act, attempt, sign_out_and_in, user_action};
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::{Act, Instruction};

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::act(
        "{actor} signs out and signs in again after {duration}",
        "That person leaves the portal and is back after that time, in a browser on another device.",
        "the end user signs out and signs in again after 4:59",
        |arguments| {
            let (who, span) = (arguments.actor()?, arguments.duration()?);
            Ok(act(sign_out_and_in(who, span, Browser::OnAnotherDevice)))
        },
    ),
    Sentence::act(
        "{actor} signs out of {surface}",
        "That person leaves the portal.",
        "the end user signs out of the Company Portal website",
        |arguments| in_portal(arguments, UserAction::SignOut),
    ),
    Sentence::act(
        "{actor} signs in to {surface} again",
        "That person is back in the portal, in a browser on another device.",
        "the end user signs in to the Company Portal website again",
        |arguments| in_portal(arguments, UserAction::SignIn { from: Browser::OnAnotherDevice }),
    ),
    Sentence::act(
        "{actor} signs in to {surface} from a browser on {browser}",
        "That person opens the portal in a browser that runs there.",
        "the end user signs in to the Company Portal website from a browser on the device itself",
        |arguments| in_portal(arguments, UserAction::SignIn { from: arguments.browser()? }),
    ),
    Sentence::act(
        "{actor} tries to sign in to {surface} from a browser on {browser}",
        "The same, but the scenario goes on if it is refused.",
        "the end user tries to sign in to the Company Portal website from a browser on the device itself",
        |arguments| {
            Ok(attempt(vec![portal_user_action(
                arguments,
                UserAction::SignIn { from: arguments.browser()? },
            )?]))
        },
    ),
    Sentence::act(
        "{actor} selects Reset Passcode again in {surface}",
        "That person confirms the reset, when the portal asks for it.",
        "the end user selects Reset Passcode again in the Company Portal website",
        |arguments| in_portal(arguments, UserAction::ConfirmReset),
    ),
    Sentence::act(
        "{actor} tries to select Reset Passcode again in {surface}",
        "The same, but the scenario goes on if it is refused.",
        "the end user tries to select Reset Passcode again in the Company Portal website",
        |arguments| Ok(attempt(vec![portal_user_action(arguments, UserAction::ConfirmReset)?])),
    ),
    Sentence::act(
        "{actor} cancels in {surface}",
        "That person leaves the flow at whatever the portal asks for.",
        "the end user cancels in the Company Portal website",
        |arguments| in_portal(arguments, UserAction::Cancel),
    ),
];

fn portal_user_action(arguments: &StepArguments, done: UserAction) -> Result<Act, ArgumentError> {
    let surface = arguments.surface_among(&PORTAL)?;
    Ok(user_action(arguments.actor()?, surface, done))
}

fn in_portal(arguments: &StepArguments, done: UserAction) -> Result<Instruction, ArgumentError> {
    Ok(act(vec![portal_user_action(arguments, done)?]))
}
