//! The names of one policy as sentences write them: found by their words, and written for what they name.

use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::suggestion::did_you_mean;
use crate::domain::actor::ActorId;
use crate::domain::device::{DEVICE_NAMES, DeviceId};
use crate::domain::surface::SurfaceId;
use crate::language::plan::{KnownPasscode, NamedDevice};
use crate::language::policy_scope::PolicyScope;
use crate::language::problem::ProblemKind;
use crate::policy::checked::Policy;
use crate::policy::surfaces::{Surface, heading};

/// The names that a sentence may use: those of one policy, or any.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PolicyNames<'a> {
    policy: Option<&'a Policy>,
    /// Where else a name may be from.
    scope: Option<PolicyScope<'a>>,
}

impl<'a> PolicyNames<'a> {
    /// The names of `policy` alone.
    pub(crate) const fn of(policy: &'a Policy) -> Self {
        Self { policy: Some(policy), scope: None }
    }

    /// The names of the policies of a scope one after the other, since those of one sentence are of one policy. At
    /// least one, which takes any name where no policy is loaded.
    pub(crate) fn all(scope: PolicyScope<'a>) -> Vec<Self> {
        let policies = scope.policies();
        let of_none = policies.is_empty().then_some(Self { policy: None, scope: Some(scope) });
        let named = policies.into_iter();
        let named = named.map(|policy| Self { policy: Some(policy), scope: Some(scope) });
        of_none.into_iter().chain(named).collect()
    }

    /// The policy, if one is loaded.
    pub(crate) const fn policy(self) -> Option<&'a Policy> {
        self.policy
    }

    /// The surface that `id` counts to.
    pub(crate) fn surface(self, id: SurfaceId) -> Option<&'a Surface> {
        self.policy.and_then(|policy| policy.surface(id))
    }

    /// Whether a name may be one that could not be read: then every name will do.
    pub(crate) fn takes_any(self) -> bool {
        self.policy.is_none() || self.scope.is_some_and(PolicyScope::is_unread)
    }

    /// What the policy calls `word`; `otherwise` where any name will do.
    ///
    /// # Errors
    ///
    /// The word is no name of the policy; the finding lists those that it has, or says which policy has it.
    pub(crate) fn find<T>(
        self,
        what: &str,
        word: &str,
        otherwise: T,
        find: impl Fn(&Policy) -> Option<T>,
        known: impl Fn(&Policy) -> Vec<String>,
    ) -> Result<T, Finding> {
        if let Some(found) = self.policy.and_then(&find) {
            return Ok(found);
        }
        if self.takes_any() {
            return Ok(otherwise);
        }
        let elsewhere = self.scope.and_then(|it| it.elsewhere(|policy| find(policy).is_some()));
        if let Some(help) = elsewhere {
            let id = self.policy.map_or("", |policy| &policy.id);
            let message = format!("`{id}` has no {what} `{word}`");
            return Err(Finding::new(ProblemKind::UnknownWord, message)
                .label("of another policy")
                .help(help));
        }
        Err(unknown(what, word, &self.policy.map(known).unwrap_or_default()))
    }
}

/// That `word` is none of the names that are known.
pub(crate) fn unknown<N: AsRef<str>>(what: &str, word: &str, known: &[N]) -> Finding {
    Finding::new(ProblemKind::UnknownWord, format!("unknown {what} `{word}`"))
        .label(format!("not a known {what}"))
        .help(did_you_mean(word, known))
}

/// A name as often as it is first found.
fn once(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut known = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        if !known.contains(&name) {
            known.push(name);
        }
    }
    known
}

/// The platforms, in the order of the rows.
pub(crate) fn platforms(policy: &Policy) -> Vec<String> {
    once(policy.rows.iter().map(|row| row.platform.to_string()))
}

/// The service with each of its managements.
pub(crate) fn managements(policy: &Policy) -> Vec<String> {
    policy.managements.iter().map(|management| managed(policy, management)).collect()
}

/// What sentences call a management: the service, and how it manages.
pub(crate) fn managed(policy: &Policy, management: &str) -> String {
    format!("{} {management}", policy.service)
}

/// The values of a device in the dimensions that the policy declares, in their order.
pub(crate) fn with_values<'v>(policy: &Policy, values: impl Iterator<Item = &'v str>) -> String {
    let named = policy.dimensions.iter().zip(values);
    let named: Vec<String> = named.map(|(it, value)| format!("{} {value}", it.name)).collect();
    match named.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => named.concat(),
    }
}

/// The management that sentences call `word`.
pub(crate) fn management_named(policy: &Policy, word: &str) -> Option<Arc<str>> {
    policy.managements.iter().find(|management| managed(policy, management) == word).cloned()
}

/// The dimensions besides the platform and the management, each with each of its values.
pub(crate) fn values(policy: &Policy) -> Vec<String> {
    let dimensions = policy.dimensions.iter();
    let named = dimensions.flat_map(|dimension| {
        dimension.values.iter().map(|value| format!("{} {value}", dimension.name))
    });
    named.collect()
}

/// The dimension, counted from zero, and the value in it that sentences call `words`.
pub(crate) fn value_named(policy: &Policy, words: &str) -> Option<(usize, Arc<str>)> {
    policy.dimensions.iter().enumerate().find_map(|(position, dimension)| {
        let value = words.strip_prefix(&*dimension.name)?.strip_prefix(' ')?;
        let value = dimension.values.iter().find(|known| ***known == *value)?;
        Some((position, Arc::clone(value)))
    })
}

/// The actors, in the policy's order.
pub(crate) fn actors(policy: &Policy) -> Vec<String> {
    policy.actors.iter().map(|actor| actor.name.to_string()).collect()
}

/// Those of them whose devices a scenario may have.
pub(crate) fn owners(policy: &Policy) -> Vec<ActorId> {
    policy.actor_ids().filter(|actor| policy.role(*actor).owns_devices()).collect()
}

/// The declared surfaces in the policy's order, and then the device.
pub(crate) fn surfaces(policy: &Policy) -> Vec<String> {
    let declared = policy.declared_surfaces().map(|(_, surface)| surface.name.to_string());
    let device = policy.surface_name(SurfaceId::DEVICE).to_owned();
    declared.chain([device]).collect()
}

/// The surface that sentences call `word`: the article is up to the writer.
pub(crate) fn surface_named(policy: &Policy, word: &str) -> Option<SurfaceId> {
    let mut all = (0..).map(SurfaceId).zip(&policy.surfaces);
    all.find(|(_, surface)| surface.heading() == heading(word)).map(|(id, _)| id)
}

/// The buttons that begin a reset, surface by surface.
pub(crate) fn buttons(policy: &Policy) -> Vec<String> {
    let declared = policy.declared_surfaces();
    once(declared.map(|(_, surface)| policy.text(surface.button).to_owned()))
}

/// What `surface` asks for, in order.
pub(crate) fn asked_in(policy: &Policy, surface: &Surface) -> Vec<String> {
    let flow = surface.flow.iter().flat_map(|flow| flow.iter());
    flow.map(|prompt| policy.text(prompt.asked.words).to_owned()).collect()
}

/// What any surface asks for.
pub(crate) fn prompts(policy: &Policy) -> Vec<String> {
    once(policy.declared_surfaces().flat_map(|(_, surface)| asked_in(policy, surface)))
}

/// What a surface says at some time, the device last.
pub(crate) fn said(policy: &Policy) -> Vec<String> {
    let surfaces = policy.declared_surfaces().flat_map(|(_, surface)| surface.says.all());
    let devices = policy.rows.iter().filter_map(|row| row.on_device).map(|notice| notice.says);
    let removed = policy.rows.iter().flat_map(|row| &row.also_removes).map(|(what, _)| *what);
    once(surfaces.chain(devices).chain(removed).map(|text| policy.text(text).to_owned()))
}

/// The device that sentences call `words`.
pub(crate) fn device_named(policy: &Policy, words: &str) -> Option<NamedDevice> {
    let numbered = (0..).map(DeviceId).zip(DEVICE_NAMES).find(|(_, name)| *name == words);
    if let Some((id, _)) = numbered {
        return Some(NamedDevice::Numbered(id));
    }
    let owned = words.strip_suffix(" device")?;
    // Word processors bend the apostrophe, and some leave the `s` away after another one.
    let straight = owned.replace('’', "'");
    let owner = straight.strip_suffix("'s").or_else(|| straight.strip_suffix('\''))?;
    let owner = policy.actor_named(owner)?;
    policy.role(owner).owns_devices().then_some(NamedDevice::Of(owner))
}

/// What sentences call the device.
pub(crate) fn device_name(policy: &Policy, device: NamedDevice) -> String {
    match device {
        NamedDevice::Numbered(id) => {
            DEVICE_NAMES.get(id.index()).copied().unwrap_or_default().to_owned()
        }
        NamedDevice::Of(owner) => format!("{}'s device", policy.actor_name(owner)),
    }
}

/// Everything that sentences may call a device.
pub(crate) fn devices(policy: &Policy) -> Vec<String> {
    let numbered = DEVICE_NAMES.iter().map(|name| (*name).to_owned());
    let owned = owners(policy).into_iter().map(|owner| device_name(policy, NamedDevice::Of(owner)));
    numbered.chain(owned).collect()
}

/// The ways in which people know a passcode.
pub(crate) fn passcodes(policy: &Policy) -> Vec<(String, KnownPasscode)> {
    let old = ("the old passcode".to_owned(), KnownPasscode::Old);
    let new = ("the new passcode".to_owned(), KnownPasscode::Seen);
    let chosen = owners(policy).into_iter().map(|owner| {
        let name = format!("the passcode that {} set", policy.actor_name(owner));
        (name, KnownPasscode::Chosen(owner))
    });
    [old, new].into_iter().chain(chosen).collect()
}

/// What sentences call these passcodes.
pub(crate) fn passcode_names(policy: &Policy) -> Vec<String> {
    passcodes(policy).into_iter().map(|(name, _)| name).collect()
}
