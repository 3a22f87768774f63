//! From an instruction back to a sentence of the catalogue, for scenarios that nobody wrote.

pub(crate) mod flows;

use crate::document::wording::article;
use crate::domain::action::{Action, UserAction};
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::reset::ResetState;
use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::domain::view::Prompt;
use crate::language::catalogue::step_arguments::spelt;
use crate::language::plan::{Act, Check, Instruction, WhenRefused};

/// The sentence that asks for exactly this; nothing where the catalogue has none.
///
/// Sentences are about the end user's device; another device can only be enrolled.
pub fn say(instruction: &Instruction) -> Option<String> {
    match instruction {
        Instruction::Act { acts, refused } => match acts.as_slice() {
            [act] => say_act(act, *refused),
            acts => flows::say(acts, *refused),
        },
        Instruction::Check(check) => say_check(check),
    }
}

fn say_act(act: &Act, refused: WhenRefused) -> Option<String> {
    let tries = refused == WhenRefused::GoesOn;
    match act {
        Act::Plain(Action::Do { who, at, device: DeviceId::FIRST, user_action }) => {
            render_user_action(*who, *at, *user_action, tries)
        }
        Act::Plain(_) if tries => None,
        Act::Plain(action) => say_action(action),
        Act::Enter { who: Actor::EndUser, device: DeviceId::FIRST, passcode } => {
            let passcode = spelt(*passcode)?;
            let verb = if tries { "tries to unlock" } else { "unlocks" };
            Some(format!("the end user {verb} the device with {passcode}"))
        }
        Act::Choose { who: Actor::EndUser, device: DeviceId::FIRST } => {
            let verb = if tries { "tries to set" } else { "sets" };
            Some(format!("the end user {verb} a new passcode on the device"))
        }
        Act::Enter { .. } | Act::Choose { .. } => None,
    }
}

fn say_action(action: &Action) -> Option<String> {
    match action {
        Action::Enrol { device: DeviceId::FIRST, owner: Actor::EndUser, platform, management } => {
            let article = article(platform.name());
            Some(format!("{article} {platform} device managed by Intune {management}"))
        }
        Action::Enrol {
            device: DeviceId::SECOND,
            owner: Actor::AnotherEndUser,
            platform,
            management,
        } => {
            let article = article(platform.name());
            let has = format!("another end user has {article} {platform} device");
            Some(format!("{has} managed by Intune {management}"))
        }
        Action::Connect { device: DeviceId::FIRST, online } => {
            let state = if *online { "is online again" } else { "is offline" };
            Some(format!("the device {state}"))
        }
        Action::Wait(span) => Some(format!("{span} {}", plural(*span, "passes", "pass"))),
        Action::WaitSinceApplied { device: DeviceId::FIRST, span } => {
            let have = plural(*span, "has", "have");
            Some(format!("{span} {have} passed since the device applied the reset"))
        }
        Action::AwaitAnswer { device: DeviceId::FIRST, within: None } => {
            Some("the answer arrives".to_owned())
        }
        Action::Enrol { .. }
        | Action::Connect { .. }
        | Action::Do { .. }
        | Action::WaitSinceApplied { .. }
        | Action::AwaitAnswer { .. } => None,
    }
}

fn render_user_action(
    who: Actor,
    at: Surface,
    user_action: UserAction,
    tries: bool,
) -> Option<String> {
    let place = at.in_a_sentence();
    let portal = at == Surface::CompanyPortal;
    let sentence = |does: &str, tries_to: &str, rest: &str| {
        let verb = if tries { format!("tries to {tries_to}") } else { does.to_owned() };
        Some(format!("{who} {verb} {rest}"))
    };
    match user_action {
        UserAction::SelectReset if portal => {
            sentence("selects", "select", &format!("Reset Passcode in {place}"))
        }
        UserAction::ConfirmReset if portal => {
            sentence("selects", "select", &format!("Reset Passcode again in {place}"))
        }
        UserAction::SignIn { from: Browser::OnAnotherDevice } if portal && !tries => {
            Some(format!("{who} signs in to {place} again"))
        }
        UserAction::SignIn { from } if portal => {
            sentence("signs in", "sign in", &format!("to {place} from a browser on {from}"))
        }
        UserAction::SignOut if portal && !tries => Some(format!("{who} signs out of {place}")),
        UserAction::Cancel if portal && !tries => Some(format!("{who} cancels in {place}")),
        UserAction::Reset if at.is_console() => {
            sentence("asks", "ask", &format!("for a passcode reset in {place}"))
        }
        UserAction::SelectReset
        | UserAction::ConfirmReset
        | UserAction::SignIn { .. }
        | UserAction::SignOut
        | UserAction::Cancel
        | UserAction::Reset
        | UserAction::EnterPasscode(_)
        | UserAction::SetPasscode(_) => None,
    }
}

fn say_check(check: &Check) -> Option<String> {
    match check {
        Check::Sees { actor, surface, device: DeviceId::FIRST, what, within: None } => {
            render_observation(*actor, *surface, what)
        }
        Check::Sees {
            actor,
            surface,
            device: DeviceId::FIRST,
            what: what @ Expectation::Says(_),
            within: Some(span),
        } => say_text(*actor, *surface, what)
            .map(|observation| format!("within {span} {observation}")),
        Check::NobodySees { device: DeviceId::FIRST } => {
            Some("nobody sees a new passcode anywhere".to_owned())
        }
        Check::OnlySees { actor, surface, device: DeviceId::FIRST } => {
            let place = surface.in_a_sentence();
            Some(format!("only {actor} sees the new passcode, and only in {place}"))
        }
        Check::Unlocks { device: DeviceId::FIRST, passcode, opens } => {
            use crate::language::plan::{
                KnownPasscode::Chosen, KnownPasscode::Old, KnownPasscode::Seen,
            };

            match (passcode, opens) {
                (Old, false) => Some("the old passcode no longer unlocks the device".to_owned()),
                (Old, true) => Some("the old passcode still unlocks the device".to_owned()),
                (Seen, true) => Some("that passcode unlocks the device".to_owned()),
                (Seen, false) => Some("that passcode no longer unlocks the device".to_owned()),
                (Chosen, true) => {
                    Some("the passcode that the end user set unlocks the device".to_owned())
                }
                (Chosen, false) => None,
            }
        }
        Check::Refused(refusal) => Some(format!("it is refused because {refusal}")),
        Check::Sees { .. }
        | Check::NobodySees { .. }
        | Check::OnlySees { .. }
        | Check::Unlocks { .. } => None,
    }
}

fn render_observation(actor: Actor, surface: Surface, what: &Expectation) -> Option<String> {
    if actor == Actor::EndUser
        && surface == Surface::Device
        && let Some(sentence) = say_device(what)
    {
        return Some(sentence);
    }
    let place = place(surface);
    let asks = surface == Surface::CompanyPortal;
    let is = |yes: &bool| if *yes { "is" } else { "is not" };
    match what {
        Expectation::Says(_) | Expectation::DoesNotSay(_) => say_text(actor, surface, what),
        Expectation::SaysNothing => Some(format!("{actor} sees no message {place}")),
        Expectation::NewPasscode { alphabet, length } => {
            let length = length.map_or_else(String::new, |count| format!(" of {count} characters"));
            Some(format!("{actor} sees a new {alphabet} passcode{length} {place}"))
        }
        Expectation::PasscodeWithout(characters) => {
            let characters = quoted(characters)?;
            Some(format!("{actor} sees a new passcode without any of {characters} {place}"))
        }
        Expectation::NoPasscode => Some(format!("{actor} sees no new passcode {place}")),
        Expectation::NothingForPasscode => {
            Some(format!("{actor} sees nothing in the place of a passcode {place}"))
        }
        Expectation::WordsForPasscode(words) => {
            let (words, place) = (quoted(words)?, surface.in_a_sentence());
            Some(format!("{actor} sees {words} instead of a passcode in {place}"))
        }
        Expectation::Asks(Prompt::SignOutAndIn, yes) if asks => {
            Some(format!("{actor} {} asked to sign out and sign in again", is(yes)))
        }
        Expectation::Asks(Prompt::ResetPasscode, yes) if asks => {
            Some(format!("{actor} {} asked to reset the passcode", is(yes)))
        }
        Expectation::Offers(yes) if surface != Surface::Device => {
            Some(format!("{actor} {} offered Reset Passcode {place}", is(yes)))
        }
        Expectation::State(ResetState::None) if surface.is_console() => {
            Some(format!("{actor} sees that the device has no reset state {place}"))
        }
        Expectation::State(state) if surface.is_console() => {
            Some(format!("{actor} sees that the latest reset is {state} {place}"))
        }
        Expectation::Asks(..)
        | Expectation::Offers(_)
        | Expectation::State(_)
        | Expectation::HasPasscode(_)
        | Expectation::AppsBlocked(_) => None,
    }
}

/// What the end user sees on the device, where the catalogue has words of its own for it.
fn say_device(what: &Expectation) -> Option<String> {
    match what {
        Expectation::Says(text) => Some(format!("the device says {}", quoted(text)?)),
        Expectation::DoesNotSay(text) => Some(format!("the device does not say {}", quoted(text)?)),
        Expectation::SaysNothing => Some("the device says nothing".to_owned()),
        Expectation::HasPasscode(yes) => {
            Some(format!("the device has {} passcode", if *yes { "a" } else { "no" }))
        }
        Expectation::AppsBlocked(yes) => {
            Some(format!("apps {} blocked on the device", if *yes { "are" } else { "are not" }))
        }
        Expectation::NewPasscode { .. }
        | Expectation::PasscodeWithout(_)
        | Expectation::NoPasscode
        | Expectation::NothingForPasscode
        | Expectation::WordsForPasscode(_)
        | Expectation::Asks(..)
        | Expectation::Offers(_)
        | Expectation::State(_) => None,
    }
}

fn say_text(actor: Actor, surface: Surface, what: &Expectation) -> Option<String> {
    let place = place(surface);
    match what {
        Expectation::Says(text) => Some(format!("{actor} sees {} {place}", quoted(text)?)),
        Expectation::DoesNotSay(text) => {
            Some(format!("{actor} does not see {} {place}", quoted(text)?))
        }
        Expectation::SaysNothing
        | Expectation::NewPasscode { .. }
        | Expectation::PasscodeWithout(_)
        | Expectation::NoPasscode
        | Expectation::NothingForPasscode
        | Expectation::WordsForPasscode(_)
        | Expectation::Asks(..)
        | Expectation::Offers(_)
        | Expectation::State(_)
        | Expectation::HasPasscode(_)
        | Expectation::AppsBlocked(_) => None,
    }
}

fn place(surface: Surface) -> String {
    match surface {
        Surface::Device => "on the device".to_owned(),
        Surface::CompanyPortal | Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => {
            format!("in {}", surface.in_a_sentence())
        }
    }
}

/// A text between quotes. One with quotes in it cannot stand there.
fn quoted(text: &str) -> Option<String> {
    (!text.contains(['"', '“', '”'])).then(|| format!("\"{text}\""))
}

/// One minute passes, two minutes pass.
fn plural<'a>(span: Span, one: &'a str, several: &'a str) -> &'a str {
    let words = span.to_string();
    let counted: Vec<&str> = words.split(' ').collect();
    if matches!(counted.as_slice(), ["1", _]) { one } else { several }
}

#[cfg(test)]
mod tests;
