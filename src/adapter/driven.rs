//! What every adapter knows and does: who it can be, its devices, its hooks.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::adapter::hooks::{HookAnswer, HookRunner};
use crate::adapter::settings::{AdapterSettings, Hook};
use crate::adapter::template::Names;
use crate::domain::refusal::Refusal;
use crate::sut::protocol::answer::{ErrorMessage, RefusedMessage, Reply, Stopped};
use crate::sut::protocol::declaration::{
    Ability, Can, ClockKind, DeviceSource, Devices, Identity, Readable,
};
use crate::sut::protocol::question::{ActMessage, ActionMessage, Advance, Begin, Inject};
use crate::sut::protocol::refusal_code::RefusalCode;
use crate::sut::protocol::shown_view::ShownView;
use crate::sut::protocol::unsupported::UnsupportedMessage;

/// What the protocol calls the device itself.
pub(crate) const THE_DEVICE: &str = "the device";

/// A device of the scenario.
#[derive(Clone, Debug)]
pub(crate) struct DrivenDevice {
    /// Whose it is.
    pub(crate) owner: String,
    /// Its value in each dimension.
    pub(crate) is: BTreeMap<String, String>,
    /// What hooks and addresses name in braces.
    pub(crate) names: Names,
}

/// A system that is driven from outside.
pub(crate) struct Driven {
    /// What it can do, and how.
    pub(crate) settings: AdapterSettings,
    /// What carries its hooks out.
    pub(crate) hooks: HookRunner,
    /// The devices of the scenario.
    pub(crate) devices: Vec<DrivenDevice>,
    names: Names,
    now_ms: Option<u64>,
}

impl Driven {
    /// A system as its settings describe it.
    pub(crate) fn new(settings: AdapterSettings, hooks: HookRunner) -> Self {
        Self { settings, hooks, devices: Vec::new(), names: Names::new(), now_ms: None }
    }

    /// Who it is.
    pub(crate) fn identity(&self) -> Identity {
        let (name, version) = (self.settings.name.clone(), self.settings.version.clone());
        Identity { name, version, vendor: None }
    }

    /// What it can do, with these surfaces and what its hooks do on the device.
    pub(crate) fn can(&self, mut surfaces: BTreeMap<String, Vec<Ability>>) -> Can {
        let hooks = &self.settings.hooks;
        let on_device = [
            (hooks.look.is_some(), Ability::Look),
            (hooks.enter.is_some(), Ability::Enter),
            (hooks.open_work_profile.is_some(), Ability::OpenWorkProfile),
            (hooks.set.is_some(), Ability::Set),
            (hooks.connect.is_some(), Ability::Connect),
        ];
        let on_device: Vec<Ability> =
            on_device.into_iter().filter_map(|(can, ability)| can.then_some(ability)).collect();
        if !on_device.is_empty() {
            surfaces.insert(THE_DEVICE.to_owned(), on_device);
        }
        let is_virtual = hooks.advance.is_some();
        let count = if hooks.enrol.is_some() { self.settings.devices } else { 0 };
        Can {
            clock: if is_virtual { ClockKind::Virtual } else { ClockKind::Real },
            resolution_ms: is_virtual.then_some(1),
            until: is_virtual,
            dimensions: self.settings.dimensions.clone(),
            actors: self.settings.actors.clone(),
            devices: (count > 0).then_some(Devices { count, from: Some(DeviceSource::Creates) }),
            surfaces,
            faults: if hooks.inject.is_some() { self.settings.faults.clone() } else { Vec::new() },
            passcodes: Readable::Characters,
            ..Can::default()
        }
    }

    /// The present on its own clock, where a hook moves it.
    pub(crate) fn now_ms(&self) -> Option<u64> {
        self.settings.hooks.advance.as_ref().map(|_| self.now_ms.unwrap_or_default())
    }

    /// A scenario begins.
    pub(crate) fn begin(&mut self, begin: &Begin) -> Reply {
        self.devices.clear();
        self.now_ms = None;
        self.names =
            self.settings.names.iter().map(|(name, it)| (name.clone(), json!(it))).collect();
        for (name, value) in [("policy", &begin.policy.id), ("seed", &begin.seed)] {
            self.names.insert(name.to_owned(), json!(value));
        }
        self.all(|hooks| hooks.begin.clone()).map_or_else(failed, |()| Reply::Ready)
    }

    /// A scenario ends.
    pub(crate) fn end(&mut self) -> Reply {
        self.devices.clear();
        self.all(|hooks| hooks.end.clone()).map_or_else(failed, |()| Reply::Done)
    }

    fn all(
        &mut self,
        which: impl Fn(&crate::adapter::settings::HookSettings) -> Vec<Hook>,
    ) -> Result<(), String> {
        for hook in which(&self.settings.hooks) {
            self.hooks.run(&hook, &mut self.names)?;
        }
        Ok(())
    }

    /// What hooks and addresses name in braces, about a device.
    pub(crate) fn names_of(&self, device: u8) -> Names {
        let mut names = self.names.clone();
        if let Some(device) = self.devices.get(usize::from(device)) {
            names.extend(device.names.clone());
        }
        names.insert("device".to_owned(), json!(device));
        names
    }

    /// What is done on the device itself, by a hook.
    pub(crate) fn act_on_device(&mut self, act: &ActMessage) -> Reply {
        let hooks = self.settings.hooks.clone();
        let mut names = self.names_of(act.device);
        names.insert("actor".to_owned(), json!(act.actor));
        let hook = match &act.action {
            ActionMessage::Enrol { is } => return self.enrol(act, is),
            ActionMessage::Connect { online } => {
                names.insert("online".to_owned(), json!(online));
                hooks.connect
            }
            ActionMessage::EnterPasscode { passcode } => {
                names.insert("passcode".to_owned(), json!(passcode.reveal()));
                hooks.enter
            }
            ActionMessage::SetPasscode { passcode } => {
                names.insert("passcode".to_owned(), json!(passcode.reveal()));
                hooks.set
            }
            ActionMessage::OpenWorkProfile { passcode } => {
                names.insert("passcode".to_owned(), json!(passcode.reveal()));
                hooks.open_work_profile
            }
            ActionMessage::SelectReset
            | ActionMessage::SignOut
            | ActionMessage::SignIn { .. }
            | ActionMessage::Confirm
            | ActionMessage::EnterCode { .. }
            | ActionMessage::Choose { .. }
            | ActionMessage::Cancel => return refused(RefusalCode::NotAllowed, None),
        };
        let Some(hook) = hook else { return unsupported("action") };
        self.hooks.run(&hook, &mut names).map_or_else(failed, |answer| done(&answer))
    }

    fn enrol(&mut self, act: &ActMessage, is: &BTreeMap<String, String>) -> Reply {
        let Some(hook) = self.settings.hooks.enrol.clone() else { return unsupported("devices") };
        let mut names = self.names_of(act.device);
        names.insert("owner".to_owned(), json!(act.actor));
        names.extend(is.iter().map(|(name, value)| (name.clone(), json!(value))));
        match self.hooks.run(&hook, &mut names) {
            Ok(answer) if answer.status < 300 => {
                let (owner, is) = (act.actor.clone(), is.clone());
                self.devices.push(DrivenDevice { owner, is, names });
                Reply::Done
            }
            Ok(_) => refused(RefusalCode::NoRow, None),
            Err(error) => failed(error),
        }
    }

    /// Has something go wrong, by a hook.
    pub(crate) fn inject(&mut self, inject: &Inject) -> Reply {
        let Some(hook) = self.settings.hooks.inject.clone() else {
            return unsupported(&format!("fault:{}", inject.fault));
        };
        let mut names = self.names_of(inject.device);
        names.insert("fault".to_owned(), json!(inject.fault));
        self.hooks.run(&hook, &mut names).map_or_else(failed, |_| Reply::Done)
    }

    /// What the device itself shows, to its owner.
    pub(crate) fn look_at_device(&mut self, actor: &str, device: u8) -> Result<ShownView, String> {
        let Some(known) = self.devices.get(usize::from(device)) else {
            return Ok(ShownView { no_device: true, ..ShownView::default() });
        };
        if known.owner != actor {
            return Ok(ShownView { not_allowed: true, ..ShownView::default() });
        }
        let hook = self.settings.hooks.look.clone().ok_or("there is no hook that looks")?;
        let answer = self.hooks.run(&hook, &mut self.names_of(device))?;
        serde_json::from_value(answer.json).map_err(|error| format!("the hook that looks: {error}"))
    }

    /// Moves the clock.
    pub(crate) fn advance(&mut self, advance: &Advance) -> Reply {
        let Some(hook) = self.settings.hooks.advance.clone() else {
            return unsupported("clock:virtual");
        };
        let mut names = self.names.clone();
        names.insert("ms".to_owned(), json!(advance.ms));
        names.insert("until".to_owned(), json!(advance.until));
        match self.hooks.run(&hook, &mut names) {
            Ok(answer) => {
                self.now_ms = answer.json.get("now_ms").and_then(Value::as_u64).or(self.now_ms);
                let changed = answer.json.get("changed").and_then(Value::as_bool);
                let changed = changed.unwrap_or_default();
                Reply::Stopped(if changed { Stopped::Change } else { Stopped::End })
            }
            Err(error) => failed(error),
        }
    }
}

/// What the answer of a hook says about what it did.
fn done(answer: &HookAnswer) -> Reply {
    let Some(reason) = answer.json.get("refused").and_then(Value::as_str) else {
        return Reply::Done;
    };
    let code = RefusalCode::from_name(reason);
    let code = code.or_else(|| Refusal::from_name(reason).map(RefusalCode::from));
    refused(code.unwrap_or(RefusalCode::Other), Some(reason))
}

/// It is refused.
pub(crate) fn refused(why: RefusalCode, says: Option<&str>) -> Reply {
    Reply::Refused(RefusedMessage { why, says: says.map(str::to_owned) })
}

/// It cannot be done here.
pub(crate) fn unsupported(needs: &str) -> Reply {
    Reply::Unsupported(UnsupportedMessage { needs: needs.to_owned() })
}

/// It has failed.
pub(crate) const fn failed(says: String) -> Reply {
    Reply::Failed(ErrorMessage { says })
}
