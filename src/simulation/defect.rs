//! Wrong simulations, each with a name: other rules, so that features and invariants can show what they notice.

use crate::domain::action::UserAction;
use crate::domain::passcode::Passcode;
use crate::domain::refusal::Refusal;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::span::Span;
use crate::domain::surface::SurfaceKind;
use crate::policy::checked::{OfflineDevice, Superseded};
use crate::policy::surfaces::{MeasuredFrom, OpenTo, Prompt, SignInAgain};
use crate::policy::table::Earlier;
use crate::simulation::clock::Answered;
use crate::simulation::command::{Did, Receipt, ResetCommand, receive};
use crate::simulation::device::Device;
use crate::simulation::random_stream::RandomStream;
use crate::simulation::response::{Circumstances, Response, respond};
use crate::simulation::rules::{Respond, Rules, Show};
use crate::simulation::server::{Reset, VisiblePasscode, visible_passcode};
use crate::simulation::session::text_of;

/// One way to be wrong.
#[derive(Debug)]
pub struct Defect {
    name: &'static str,
    description: &'static str,
    pub(crate) rules: Rules,
}

impl Defect {
    /// The name by which it is chosen: words with hyphens, which never change.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What the simulation does wrong.
    pub const fn description(&self) -> &'static str {
        self.description
    }

    /// The defect called `name`.
    pub fn from_name(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|defect| defect.name == name)
    }

    pub(crate) const fn new(name: &'static str, description: &'static str, rules: Rules) -> Self {
        Self { name, description, rules }
    }

    /// Every seeded defect.
    pub const ALL: &'static [Self] = &[
        Self::new(
            "window-not-checked",
            "the window for signing in again is not checked",
            responding(|action, it| {
                with_windows(action, it, |window| SignInAgain { within: Span::MAX, ..window })
            }),
        ),
        Self::new(
            "window-from-request",
            "the window opens when the reset is selected",
            responding(|action, it| {
                with_windows(action, it, |window| SignInAgain {
                    measured_from: MeasuredFrom::Request,
                    ..window
                })
            }),
        ),
        Self::new(
            "first-selection-sends",
            "selecting the reset sends it at once",
            responding(|action, it| {
                let flow: &[Prompt] = if action == UserAction::SelectReset { &[] } else { it.flow };
                respond(action, &Circumstances { flow, ..*it })
            }),
        ),
        Self::new(
            "cancel-still-sends",
            "cancelling sends the reset",
            responding(|action, it| {
                let response = respond(action, it)?;
                Ok(if action == UserAction::Cancel {
                    response.sending(it.device)
                } else {
                    response
                })
            }),
        ),
        Self::new(
            "phone-needed",
            "a portal can be used from the device alone",
            responding(|action, it| {
                respond(action, &Circumstances { open_to: OpenTo::TheDevice, ..*it })
            }),
        ),
        Self::new(
            "another-end-user-allowed",
            "a portal shows people the devices of others",
            Rules { portal_knows: |_, _| true, ..Rules::RIGHT },
        ),
        Self::new(
            "second-reset-accepted",
            "a second reset is accepted while one is in flight",
            responding(|action, it| respond(action, &Circumstances { in_flight: false, ..*it })),
        ),
        Self::new(
            "pending-not-said",
            "no surface says that the reset is pending",
            Rules {
                text_of: |texts, state| {
                    text_of(texts, state).filter(|_| state != ResetState::Pending)
                },
                ..Rules::RIGHT
            },
        ),
        Self::new(
            "success-not-said",
            "no surface says that the reset succeeded",
            Rules {
                text_of: |texts, state| text_of(texts, state).filter(|_| state != ResetState::Done),
                ..Rules::RIGHT
            },
        ),
        Self::new(
            "success-before-applied",
            "success is reported before the device has applied the reset",
            Rules { state_at_check_in: ResetState::Done, ..Rules::RIGHT },
        ),
        Self::new(
            "portal-shows-too-much",
            "portals show every new passcode",
            showing(|record, shows, superseded, (kind, place)| {
                let any = record.done().filter(|_| kind == SurfaceKind::Portal).and_then(unmarked);
                any.or_else(|| visible_passcode(record, shows, superseded, (kind, place)))
            }),
        ),
        Self::new(
            "console-shows-too-much",
            "consoles show every new passcode, without an earlier reset",
            showing(|record, shows, superseded, (kind, place)| {
                let any = record.done().filter(|_| kind == SurfaceKind::Console).and_then(unmarked);
                any.or_else(|| visible_passcode(record, shows, superseded, (kind, place)))
            }),
        ),
        Self::new(
            "own-reset-not-shown",
            "consoles hide the passcode of the first reset that was made there",
            showing(|record, shows, superseded, (kind, place)| {
                let is_first = |reset: &Reset| reset.situation.earlier == Earlier::None;
                let hidden = kind == SurfaceKind::Console && record.done().is_some_and(is_first);
                let visible = visible_passcode(record, shows, superseded, (kind, place));
                visible.filter(|_| !hidden)
            }),
        ),
        Self::new(
            "superseded-stays",
            "a superseded passcode stays visible, unmarked",
            showing(|record, shows, _, place| {
                let visible = visible_passcode(record, shows, Superseded::Marked, place)?;
                Some(VisiblePasscode { superseded: false, ..visible })
            }),
        ),
        Self::new(
            "pending-hides-passcode",
            "the passcode is hidden as soon as a newer reset is accepted",
            showing(|record, shows, superseded, place| {
                let visible = visible_passcode(record, shows, superseded, place);
                visible.filter(|_| !record.state().in_flight())
            }),
        ),
        Self::new(
            "console-keeps-no-state",
            "the consoles keep no state",
            Rules { state_in_console: |_| None, ..Rules::RIGHT },
        ),
        Self::new(
            "removed-not-said",
            "no surface says that the passcode was removed",
            Rules { removed_text: |_, _, _| None, ..Rules::RIGHT },
        ),
        Self::new(
            "duplicate-makes-second-passcode",
            "a duplicated command makes a second passcode",
            receiving(|device, command, passcodes| {
                device.forget();
                receive(device, command, passcodes)
            }),
        ),
        Self::new(
            "lost-result-hangs",
            "a lost answer leaves the reset pending for ever",
            Rules { pushes_max: 1, ..Rules::RIGHT },
        ),
        Self::new(
            "stale-token-succeeds",
            "a stale unlock token is reported as a success",
            receiving(|device, command, passcodes| {
                let receipt = receive(device, command, passcodes);
                match receipt.did {
                    Did::NotApplied => Receipt { answer: Answered::Done(None), ..receipt },
                    Did::Applied { .. } | Did::Nothing => receipt,
                }
            }),
        ),
        Self::new(
            "offline-reset-fails",
            "a reset of an offline device fails",
            Rules { offline_device: |_| OfflineDevice::Fails, ..Rules::RIGHT },
        ),
        Self::new(
            "old-passcode-kept",
            "the device reports a new passcode and keeps the old one",
            receiving(|device, command, passcodes| {
                keep_the_old(Effect::Replaced, device, command, passcodes)
            }),
        ),
        Self::new(
            "other-passcode-reported",
            "the device reports another passcode than it has",
            receiving(|device, command, passcodes| {
                let receipt = receive(device, command, passcodes);
                if matches!(receipt.did, Did::Applied { new: Some(_), .. }) {
                    device.passcode = Passcode::new("0000");
                    device.given = device.passcode;
                }
                receipt
            }),
        ),
        Self::new(
            "passcode-not-removed",
            "the device keeps a passcode that it was to remove",
            receiving(|device, command, passcodes| {
                keep_the_old(Effect::Removed, device, command, passcodes)
            }),
        ),
        Self::new(
            "device-says-nothing",
            "the device says nothing",
            receiving(|device, command, passcodes| {
                receive(device, &ResetCommand { says: None, ..*command }, passcodes)
            }),
        ),
        Self::new(
            "deadline-from-request",
            "the time to set a passcode starts at the request",
            receiving(|device, command, passcodes| {
                let early = ResetCommand { follow_up_from: command.accepted_at, ..*command };
                receive(device, &early, passcodes)
            }),
        ),
        Self::new(
            "apps-never-blocked",
            "apps are never blocked",
            receiving(|device, command, passcodes| {
                receive(device, &ResetCommand { follow_up: None, ..*command }, passcodes)
            }),
        ),
    ];
}

/// Other answers to user actions.
const fn responding(respond: Respond) -> Rules {
    Rules { respond, ..Rules::RIGHT }
}

/// The answer where the windows to sign in again are others.
fn with_windows(
    action: UserAction,
    it: &Circumstances<'_>,
    other: fn(SignInAgain) -> SignInAgain,
) -> Result<Response, Refusal> {
    let prompts = it.flow.iter().cloned();
    let flow: Vec<Prompt> =
        prompts.map(|prompt| Prompt { window: prompt.window.map(other), ..prompt }).collect();
    respond(action, &Circumstances { flow: &flow, ..*it })
}

/// Other passcodes in view.
const fn showing(visible_passcode: Show) -> Rules {
    Rules { visible_passcode, ..Rules::RIGHT }
}

/// A device that does something else with commands.
const fn receiving(
    receive: fn(&mut Device, &ResetCommand<'_>, &mut RandomStream) -> Receipt,
) -> Rules {
    Rules { receive, ..Rules::RIGHT }
}

/// The passcode of a reset as if nothing had superseded it.
fn unmarked(reset: &Reset) -> Option<VisiblePasscode> {
    reset.passcode.map(|passcode| VisiblePasscode { passcode, superseded: false })
}

/// Answers as if a command with this effect had been carried out, with the passcode as it was.
fn keep_the_old(
    effect: Effect,
    device: &mut Device,
    command: &ResetCommand<'_>,
    passcodes: &mut RandomStream,
) -> Receipt {
    let old = device.passcode;
    let receipt = receive(device, command, passcodes);
    if command.effect == effect {
        device.passcode = old;
    }
    receipt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_defect_has_a_name_of_its_own_made_of_words_with_hyphens() {
        for defect in Defect::ALL {
            let named = Defect::from_name(defect.name()).map(Defect::description);
            assert_eq!(named, Some(defect.description()), "two are called {}", defect.name());
            let letters =
                |word: &str| !word.is_empty() && word.bytes().all(|it| it.is_ascii_lowercase());
            assert!(defect.name().split('-').all(letters), "{}", defect.name());
        }
    }
}
