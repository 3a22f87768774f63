//! From an instruction back to a sentence of the catalogue, for scenarios that nobody wrote.

use crate::domain::{
    Action, Browser, Deed, DeviceId, Expectation, Platform, Prompt, ResetState, Span, Surface,
    Viewer,
};
use crate::language::catalogue::spelt;
use crate::language::plan::{Act, Check, Instruction, WhenRefused};

/// The sentence that asks for exactly this; nothing where the catalogue has none.
///
/// Sentences are about the end user's device; another device can only be enrolled. What several acts make
/// together is not looked for: a plan says it act by act.
pub fn say(instruction: &Instruction) -> Option<String> {
    match instruction {
        Instruction::Act { acts, refused } => match acts.as_slice() {
            [act] => say_act(act, *refused),
            _ => None,
        },
        Instruction::Check(check) => say_check(check),
    }
}

fn say_act(act: &Act, refused: WhenRefused) -> Option<String> {
    let tries = refused == WhenRefused::GoesOn;
    match act {
        Act::Plain(Action::Do { who, at, device: DeviceId::FIRST, deed }) => {
            say_deed(*who, *at, *deed, tries)
        }
        Act::Plain(_) if tries => None,
        Act::Plain(action) => say_action(action),
        Act::Enter { who: Viewer::EndUser, device: DeviceId::FIRST, passcode } => {
            let passcode = spelt(*passcode)?;
            let verb = if tries { "tries to unlock" } else { "unlocks" };
            Some(format!("the end user {verb} the device with {passcode}"))
        }
        Act::Choose { who: Viewer::EndUser, device: DeviceId::FIRST } => {
            let verb = if tries { "tries to set" } else { "sets" };
            Some(format!("the end user {verb} a new passcode on the device"))
        }
        Act::Enter { .. } | Act::Choose { .. } => None,
    }
}

fn say_action(action: &Action) -> Option<String> {
    match action {
        Action::Enrol { device: DeviceId::FIRST, owner: Viewer::EndUser, platform, management } => {
            let article = article(platform);
            Some(format!("{article} {platform} device managed by Intune {management}"))
        }
        Action::Enrol {
            device: DeviceId::SECOND,
            owner: Viewer::AnotherEndUser,
            platform,
            management,
        } => {
            let article = article(platform);
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

fn say_deed(who: Viewer, at: Surface, deed: Deed, tries: bool) -> Option<String> {
    let place = at.in_a_sentence();
    let portal = at == Surface::CompanyPortal;
    let sentence = |does: &str, tries_to: &str, rest: &str| {
        let verb = if tries { format!("tries to {tries_to}") } else { does.to_owned() };
        Some(format!("{who} {verb} {rest}"))
    };
    match deed {
        Deed::SelectReset if portal => {
            sentence("selects", "select", &format!("Reset Passcode in {place}"))
        }
        Deed::ConfirmReset if portal => {
            sentence("selects", "select", &format!("Reset Passcode again in {place}"))
        }
        Deed::SignIn { from: Browser::OnAnotherDevice } if portal && !tries => {
            Some(format!("{who} signs in to {place} again"))
        }
        Deed::SignIn { from } if portal => {
            sentence("signs in", "sign in", &format!("to {place} from a browser on {from}"))
        }
        Deed::SignOut if portal && !tries => Some(format!("{who} signs out of {place}")),
        Deed::Cancel if portal && !tries => Some(format!("{who} cancels in {place}")),
        Deed::Reset if at.is_console() => {
            sentence("asks", "ask", &format!("for a passcode reset in {place}"))
        }
        Deed::SelectReset
        | Deed::ConfirmReset
        | Deed::SignIn { .. }
        | Deed::SignOut
        | Deed::Cancel
        | Deed::Reset
        | Deed::EnterPasscode(_)
        | Deed::SetPasscode(_) => None,
    }
}

fn say_check(check: &Check) -> Option<String> {
    match check {
        Check::Sees { viewer, surface, device: DeviceId::FIRST, what, within: None } => {
            say_sight(*viewer, *surface, what)
        }
        Check::NobodySees { device: DeviceId::FIRST } => {
            Some("nobody sees a new passcode anywhere".to_owned())
        }
        Check::OnlySees { viewer, surface, device: DeviceId::FIRST } => {
            let place = surface.in_a_sentence();
            Some(format!("only {viewer} sees the new passcode, and only in {place}"))
        }
        Check::Unlocks { device: DeviceId::FIRST, passcode, opens } => {
            use crate::language::plan::KnownPasscode::{Chosen, Old, Seen};
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

fn say_sight(viewer: Viewer, surface: Surface, what: &Expectation) -> Option<String> {
    let place = match surface {
        Surface::Device => "on the device".to_owned(),
        Surface::CompanyPortal | Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => {
            format!("in {}", surface.in_a_sentence())
        }
    };
    let asks = surface == Surface::CompanyPortal;
    let is = |yes: &bool| if *yes { "is" } else { "is not" };
    match what {
        // A text with quotes in it cannot stand between quotes.
        Expectation::Says(text) | Expectation::SaysNot(text) if text.contains(['"', '“', '”']) => {
            None
        }
        Expectation::Says(text) => Some(format!("{viewer} sees \"{text}\" {place}")),
        Expectation::SaysNot(text) => Some(format!("{viewer} does not see \"{text}\" {place}")),
        Expectation::NewPasscode { alphabet, length: None } => {
            Some(format!("{viewer} sees a new {alphabet} passcode {place}"))
        }
        Expectation::NoPasscode => Some(format!("{viewer} sees no new passcode {place}")),
        Expectation::Asks(Prompt::SignOutAndIn, yes) if asks => {
            Some(format!("{viewer} {} asked to sign out and sign in again", is(yes)))
        }
        Expectation::Asks(Prompt::ResetPasscode, yes) if asks => {
            Some(format!("{viewer} {} asked to reset the passcode", is(yes)))
        }
        Expectation::Offers(yes) if surface != Surface::Device => {
            Some(format!("{viewer} {} offered Reset Passcode {place}", is(yes)))
        }
        Expectation::State(ResetState::None) if surface.is_console() => {
            Some(format!("{viewer} sees that the device has no reset state {place}"))
        }
        Expectation::State(state) if surface.is_console() => {
            Some(format!("{viewer} sees that the latest reset is {state} {place}"))
        }
        Expectation::SaysNothing
        | Expectation::NewPasscode { .. }
        | Expectation::PasscodeWithout(_)
        | Expectation::NothingForPasscode
        | Expectation::WordsForPasscode(_)
        | Expectation::Asks(..)
        | Expectation::Offers(_)
        | Expectation::State(_)
        | Expectation::HasPasscode(_)
        | Expectation::AppsBlocked(_) => None,
    }
}

/// `an` before a vowel, as people say it: `an iOS device`.
fn article(platform: &Platform) -> &'static str {
    if platform.name().starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) { "an" } else { "a" }
}

/// One minute passes, two minutes pass.
fn plural<'a>(span: Span, one: &'a str, several: &'a str) -> &'a str {
    let words = span.to_string();
    let counted: Vec<&str> = words.split(' ').collect();
    if matches!(counted.as_slice(), ["1", _]) { one } else { several }
}

#[cfg(test)]
mod tests;
