//! A service in the shape of Microsoft Graph, by its base URL and a token.
//!
//! It shows a reset as pending only while one is in flight, and a person does not press a button that is greyed out: a
//! reset is sent only if none is in flight, since the API would accept another one.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::adapter::conversation::Adapted;
use crate::adapter::driven::{Driven, THE_DEVICE, failed, refused, unsupported};
use crate::adapter::hooks::HookAnswer;
use crate::adapter::settings::ApiSurface;
use crate::adapter::template::{Names, filled};
use crate::domain::reset::ResetState;
use crate::sut::protocol::answer::Reply;
use crate::sut::protocol::declaration::{Ability, Can, Identity};
use crate::sut::protocol::question::{
    ActMessage, ActionMessage, Advance, Begin, Inject, LookMessage,
};
use crate::sut::protocol::refusal_code::RefusalCode;
use crate::sut::protocol::secret::Secret;
use crate::sut::protocol::shown_view::{PasscodeMessage, ShownView};

/// A service in the shape of Microsoft Graph.
pub(crate) struct GraphService {
    driven: Driven,
    /// The passcode that each person was shown last of each device on a surface: the API has the latest reset alone, and
    /// while that is in flight or after it has failed, the passcode before it is still the device's.
    shown: BTreeMap<(String, String, u8), Secret>,
}

impl GraphService {
    /// A service that nothing has been asked yet.
    pub(crate) const fn new(driven: Driven) -> Self {
        Self { driven, shown: BTreeMap::new() }
    }
}

impl Adapted for GraphService {
    fn declared(&self) -> (Identity, Can) {
        let abilities = || vec![Ability::Results, Ability::Reset];
        let names = self.driven.settings.api.keys();
        let surfaces: BTreeMap<_, _> = names.map(|name| (name.clone(), abilities())).collect();
        (self.driven.identity(), self.driven.can(surfaces))
    }

    fn now_ms(&self) -> Option<u64> {
        self.driven.now_ms()
    }

    fn begin(&mut self, begin: &Begin) -> Reply {
        self.shown.clear();
        self.driven.begin(begin)
    }

    fn act(&mut self, act: &ActMessage) -> Reply {
        match &act.action {
            ActionMessage::SelectReset if act.surface != THE_DEVICE => {
                self.reset(act).unwrap_or_else(failed)
            }
            ActionMessage::SelectReset
            | ActionMessage::Enrol { .. }
            | ActionMessage::Connect { .. }
            | ActionMessage::EnterPasscode { .. }
            | ActionMessage::OpenWorkProfile { .. }
            | ActionMessage::SetPasscode { .. } => self.driven.act_on_device(act),
            ActionMessage::SignOut
            | ActionMessage::SignIn { .. }
            | ActionMessage::Confirm
            | ActionMessage::EnterCode { .. }
            | ActionMessage::Choose { .. }
            | ActionMessage::Cancel => refused(RefusalCode::NotAsked, None),
        }
    }

    fn look(&mut self, look: &LookMessage) -> Reply {
        let mut views = Vec::with_capacity(look.places.len());
        for (actor, surface, device) in &look.places {
            let view = if surface == THE_DEVICE {
                self.driven.look_at_device(actor, *device)
            } else {
                self.look_at(actor, surface, *device)
            };
            match view {
                Ok(view) => views.push(view),
                Err(error) => return failed(error),
            }
        }
        Reply::Views(views)
    }

    fn advance(&mut self, advance: &Advance) -> Reply {
        self.driven.advance(advance)
    }

    fn inject(&mut self, inject: &Inject) -> Reply {
        self.driven.inject(inject)
    }

    fn end(&mut self) -> Reply {
        self.driven.end()
    }
}

/// A device at the API, as one person reaches it.
struct Reached {
    url: String,
    token: String,
}

impl GraphService {
    /// How a person reaches a device; nothing where the surface is not for them, or does not have the device.
    fn reached(&self, actor: &str, surface: &str, device: u8) -> Option<Reached> {
        let ApiSurface { url, tokens, manages, id } = self.driven.settings.api.get(surface)?;
        let known = self.driven.devices.get(usize::from(device))?;
        let management = known.is.get("management");
        if !manages.is_empty() && !management.is_some_and(|it| manages.contains(it)) {
            return None;
        }
        let names: Names = self.driven.names_of(device);
        let (base, id) = (filled(url, &names, true), filled(&format!("{{{id}}}"), &names, true));
        let url = format!("{}/deviceManagement/managedDevices/{id}", base.trim_end_matches('/'));
        Some(Reached { url, token: tokens.get(actor)?.clone() })
    }

    fn read(&self, reached: &Reached) -> Result<HookAnswer, String> {
        let url = format!("{}?$select=id,deviceActionResults", reached.url);
        self.driven.hooks.request("GET", &url, Some(&reached.token), None)
    }

    fn look_at(&mut self, actor: &str, surface: &str, device: u8) -> Result<ShownView, String> {
        let nothing = ShownView { not_allowed: true, ..ShownView::default() };
        let Some(reached) = self.reached(actor, surface, device) else { return Ok(nothing) };
        let answer = self.read(&reached)?;
        match answer.status {
            200 => {}
            401 | 403 => return Ok(nothing),
            404 => return Ok(ShownView { no_device: true, ..ShownView::default() }),
            status => return Err(format!("reading a device was answered with {status}")),
        }
        let result = latest(&answer.json);
        let state = match result {
            None => ResetState::None,
            Some(result) => state(result).ok_or("the state of a reset is none that Graph has")?,
        };
        let passcode = result.and_then(|result| result.get("passcode")).and_then(Value::as_str);
        let key = (actor.to_owned(), surface.to_owned(), device);
        if state == ResetState::Done {
            self.shown.remove(&key);
        }
        if let Some(characters) = passcode {
            self.shown.insert(key.clone(), Secret::new(characters));
        }
        let shown = self.shown.get(&key).map(|characters| PasscodeMessage {
            shown: Some(characters.clone()),
            ..PasscodeMessage::default()
        });
        Ok(ShownView { state: Some(state), passcode: shown, ..ShownView::default() })
    }

    fn reset(&self, act: &ActMessage) -> Result<Reply, String> {
        let Some(reached) = self.reached(&act.actor, &act.surface, act.device) else {
            return Ok(refused(RefusalCode::NotAllowed, None));
        };
        let before = self.read(&reached)?;
        if latest(&before.json).and_then(state).is_some_and(ResetState::in_flight) {
            return Ok(refused(RefusalCode::AlreadyPending, None));
        }
        let url = format!("{}/resetPasscode", reached.url);
        let answer = self.driven.hooks.request("POST", &url, Some(&reached.token), None)?;
        Ok(match answer.status {
            200..=299 => Reply::Done,
            401 | 403 => refused(RefusalCode::NotAllowed, None),
            404 => refused(RefusalCode::NoDevice, None),
            409 => refused(RefusalCode::AlreadyPending, None),
            405 | 501 => unsupported("action:select-reset"),
            status => return Err(format!("a reset was answered with {status}")),
        })
    }
}

/// The result of the latest reset of a passcode.
fn latest(device: &Value) -> Option<&Value> {
    let results = device.get("deviceActionResults")?.as_array()?;
    let is_reset = |result: &&Value| {
        let kind = result.get("@odata.type").and_then(Value::as_str).unwrap_or_default();
        let name = result.get("actionName").and_then(Value::as_str).unwrap_or_default();
        kind.ends_with("resetPasscodeActionResult") || name == "resetPasscode"
    };
    results.iter().rfind(is_reset)
}

fn state(result: &Value) -> Option<ResetState> {
    Some(match result.get("actionState")?.as_str()? {
        "none" => ResetState::None,
        "pending" => ResetState::Pending,
        "active" => ResetState::Active,
        "done" => ResetState::Done,
        "failed" => ResetState::Failed,
        "canceled" => ResetState::Canceled,
        "notSupported" => ResetState::NotSupported,
        _ => return None,
    })
}
