//! What a system has declared, as the harness asks it: is this there?

use std::collections::BTreeSet;

use crate::domain::actor::ActorId;
use crate::domain::place::Place;
use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;
use crate::policy::checked::Policy;
use crate::sut::protocol::declaration::{Ability, Can, ClockKind, Identity, Readable};

/// How often a system is looked at that declares no resolution of its clock.
const USUAL_RESOLUTION: u64 = 1000;

/// Who a system is, and what it can do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclaredSystem {
    /// Who it is.
    pub identity: Identity,
    /// What it can do.
    pub can: Can,
}

impl DeclaredSystem {
    /// What is wrong with a declaration, if anything is.
    pub(crate) fn problem(&self) -> Option<String> {
        let name = &self.identity.name;
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
        let begins_well = name.starts_with(|letter: char| letter.is_ascii_alphanumeric());
        if !begins_well || !name.chars().all(is_plain) || name.len() > 64 {
            return Some("`sut.name` is not made of letters, digits, `.`, `_` and `-`".to_owned());
        }
        if self.can.resolution_ms == Some(0) || self.can.instances == Some(0) {
            return Some("`resolution_ms` and `instances` are at least 1".to_owned());
        }
        None
    }

    /// `contoso-mdm 4.2.1`
    pub fn in_words(&self) -> String {
        let Identity { name, version, .. } = &self.identity;
        format!("{name} {version}").trim_end().to_owned()
    }

    /// How many processes of it may run at once.
    pub fn instances(&self) -> u16 {
        self.can.instances.unwrap_or(1).max(1)
    }

    /// How many devices a scenario can have.
    pub fn devices(&self) -> usize {
        self.can.devices.map_or(1, |devices| usize::from(devices.count))
    }

    /// Whether the actor is one that it knows.
    pub fn knows_actor(&self, policy: &Policy, actor: ActorId) -> bool {
        self.can.actors.iter().any(|known| known == policy.actor_name(actor))
    }

    /// Whether it has the surface at all.
    pub fn has_surface(&self, policy: &Policy, surface: SurfaceId) -> bool {
        self.can.surfaces.contains_key(policy.surface_name(surface))
    }

    /// Whether this can be done on the surface.
    pub fn can_do(&self, policy: &Policy, surface: SurfaceId, ability: Ability) -> bool {
        let abilities = self.can.surfaces.get(policy.surface_name(surface));
        abilities.is_some_and(|abilities| abilities.contains(&ability))
    }

    /// Whether there is something to see in a place.
    pub fn can_look(&self, policy: &Policy, place: Place) -> bool {
        let can = |ability| self.can_do(policy, place.surface, ability);
        self.knows_actor(policy, place.actor) && (can(Ability::Look) || can(Ability::Results))
    }

    /// Whether it has devices with this value in a dimension.
    pub fn has_value(&self, dimension: &str, value: &str) -> bool {
        let values = self.can.dimensions.get(dimension);
        values.is_some_and(|values| values.iter().any(|known| known == value))
    }

    /// Whether a fault can be injected.
    pub fn has_fault(&self, name: &str) -> bool {
        self.can.faults.iter().any(|known| known == name)
    }

    /// The step after which it is looked at again while time passes, on the clock of the scenario; nothing where its clock
    /// stops by itself.
    pub(crate) fn polled_every(&self, scale: u32) -> Option<Span> {
        if self.can.clock == ClockKind::Virtual && self.can.until {
            return None;
        }
        let scale = if self.can.clock == ClockKind::Scaled { scale } else { 1 };
        let step = self.resolution().milliseconds().saturating_mul(u64::from(scale));
        Some(Span::from_milliseconds(step))
    }

    /// The finest step of its own clock.
    pub fn resolution(&self) -> Span {
        Span::from_milliseconds(self.can.resolution_ms.unwrap_or(USUAL_RESOLUTION).max(1))
    }

    /// Whether a passcode's characters can be read.
    pub fn reads_passcodes(&self) -> bool {
        self.can.passcodes == Readable::Characters
    }

    /// What it declares, in a few words: its platforms and managements, its actors, how many of the policy's surfaces,
    /// its clock.
    pub fn summary(&self, policies: &[&Policy]) -> Vec<String> {
        let mut parts = Vec::new();
        for dimension in ["platform", "management"] {
            let values = self.can.dimensions.get(dimension).cloned().unwrap_or_default();
            parts.push(if values.is_empty() {
                format!("no {dimension}")
            } else {
                values.join(", ")
            });
        }
        let others = self.can.dimensions.iter();
        let others =
            others.filter(|(name, _)| !["platform", "management"].contains(&name.as_str()));
        parts.extend(others.map(|(name, values)| format!("{name}: {}", values.join(", "))));
        let actors = self.can.actors.join(", ");
        parts.push(if actors.is_empty() { "no actor".to_owned() } else { actors });
        let named = policies.iter().flat_map(|policy| &policy.surfaces).map(|it| &*it.name);
        let all: BTreeSet<&str> = named.collect();
        let here = all.iter().filter(|name| self.can.surfaces.contains_key(**name)).count();
        parts.push(format!("{here} of {} surfaces", all.len()));
        parts.push(match self.can.clock {
            ClockKind::None => "no clock".to_owned(),
            clock @ (ClockKind::Virtual | ClockKind::Scaled | ClockKind::Real) => {
                format!("{clock} clock")
            }
        });
        parts
    }
}
