//! What the open words of a sentence mean together: which place, which key, whose button.

use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::suggestion::did_you_mean;
use crate::domain::actor::ActorId;
use crate::domain::browser::Browser;
use crate::domain::key::Key;
use crate::domain::prompt::PromptKind;
use crate::domain::surface::SurfaceId;
use crate::language::catalogue::parameter::Parameter;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments, present};
use crate::language::plan::{NamedDevice, NamedPlace};
use crate::language::policy_names;
use crate::language::problem::ProblemKind;
use crate::policy::checked::Policy;
use crate::policy::surfaces::{OpenTo, Surface};

impl StepArguments<'_> {
    /// The actor whose devices are those whose owner no sentence names.
    pub(crate) fn owner(&self) -> ActorId {
        self.names.policy().map(Policy::owner).unwrap_or_default()
    }

    /// Who.
    pub(crate) fn actor(&self) -> Result<ActorId, ArgumentError> {
        present(self.actor, Parameter::Actor)
    }

    /// Who, if devices can belong to them.
    pub(crate) fn owning_actor(&self) -> Result<ActorId, ArgumentError> {
        let actor = self.actor()?;
        let Some(policy) = self.names.policy().filter(|it| !it.role(actor).owns_devices()) else {
            return Ok(actor);
        };
        let known: Vec<&str> =
            policy_names::owners(policy).into_iter().map(|id| policy.actor_name(id)).collect();
        let message = format!("{} owns no devices", policy.actor_name(actor));
        Err(self.error(
            Parameter::Actor,
            Finding::new(ProblemKind::UnknownWord, message)
                .label("no owner")
                .help(format!("devices belong to {}", known.join(", "))),
        ))
    }

    /// Which device: the first where the sentence does not say.
    pub(crate) fn device(&self) -> NamedDevice {
        self.device.unwrap_or(NamedDevice::FIRST)
    }

    /// Who, and where; the device itself is a place, too.
    pub(crate) fn place(&self) -> Result<NamedPlace, ArgumentError> {
        let (actor, surface) = (self.actor()?, present(self.surface, Parameter::Surface)?);
        Ok(NamedPlace { actor, surface: Some(surface) })
    }

    /// Who, on the surface that they used last.
    pub(crate) fn place_used_last(&self) -> Result<NamedPlace, ArgumentError> {
        Ok(NamedPlace { actor: self.actor()?, surface: None })
    }

    /// Who, and on which surface other than the device.
    pub(crate) fn place_declared(&self) -> Result<NamedPlace, ArgumentError> {
        self.place_where("besides the device", |_| true)
    }

    /// Who, and on which surface where people sign in.
    pub(crate) fn place_signing_in(&self) -> Result<NamedPlace, ArgumentError> {
        self.place_where("where people sign in", |surface| {
            surface.is_portal() || surface.asks_for(PromptKind::SignInAgain)
        })
    }

    /// Who, and on which declared surface, if it is one that a sentence makes sense for.
    pub(crate) fn place_where(
        &self,
        which: &str,
        fits: impl Fn(&Surface) -> bool,
    ) -> Result<NamedPlace, ArgumentError> {
        let place = self.place()?;
        let surface = place.surface.unwrap_or_default();
        let (false, Some(policy)) = (self.names.takes_any(), self.names.policy()) else {
            return Ok(place);
        };
        let mut fitting = policy.declared_surfaces().filter(|(_, it)| fits(it));
        if fitting.any(|(id, _)| id == surface) {
            return Ok(place);
        }
        let all = policy.declared_surfaces().filter(|(_, it)| fits(it));
        let known: Vec<&str> = all.map(|(_, it)| &*it.name).collect();
        let help = match known.as_slice() {
            [] => format!("`{}` has no surface {which}", policy.id),
            some => format!("it applies to {}", some.join(", ")),
        };
        let message = format!("this sentence does not apply to {}", policy.surface_name(surface));
        let finding = Finding::new(ProblemKind::UnknownWord, message).label("not here").help(help);
        Err(self.error(Parameter::Surface, finding))
    }

    /// The button, which is that of the surface.
    pub(crate) fn button(&self) -> Result<Arc<str>, ArgumentError> {
        let button = present(self.button.clone(), Parameter::Button)?;
        let surface = self.surface.and_then(|surface| self.names.surface(surface));
        let (false, Some(policy), Some(surface)) =
            (self.names.takes_any(), self.names.policy(), surface)
        else {
            return Ok(button);
        };
        let own = policy.text(surface.button);
        if own == &*button {
            return Ok(button);
        }
        let message = format!("{} has no button `{button}`", surface.name);
        let finding = Finding::new(ProblemKind::UnknownWord, message)
            .label("not its button")
            .help(format!("its button is `{own}`"));
        Err(self.error(Parameter::Button, finding))
    }

    /// What is asked for, on the surface if the sentence names one, and otherwise anywhere.
    pub(crate) fn prompt(&self) -> Result<Arc<str>, ArgumentError> {
        let prompt = present(self.prompt.clone(), Parameter::Prompt)?;
        let (false, Some(policy)) = (self.names.takes_any(), self.names.policy()) else {
            return Ok(prompt);
        };
        let surface = self.surface.and_then(|surface| policy.surface(surface));
        let (known, who) = match surface {
            Some(surface) => (policy_names::asked_in(policy, surface), surface.name.to_string()),
            None => (policy_names::prompts(policy), format!("no surface of `{}`", policy.id)),
        };
        if known.iter().any(|known| **known == *prompt) {
            return Ok(prompt);
        }
        let never = if surface.is_some() { "never asks" } else { "asks" };
        let message = format!("{who} {never} to `{prompt}`");
        let finding = Finding::new(ProblemKind::UnknownWord, message)
            .label("not asked for")
            .help(did_you_mean(&prompt, known));
        Err(self.error(Parameter::Prompt, finding))
    }

    /// The entry of the surface's list that is called like the text in quotes, counted from zero.
    pub(crate) fn option(&self) -> Result<u8, ArgumentError> {
        let text = self.text()?;
        let surface = self.surface.and_then(|surface| self.names.surface(surface));
        let (Some(policy), Some(surface)) = (self.names.policy(), surface) else { return Ok(0) };
        let lists = surface.flow.iter().flat_map(|flow| flow.iter()).map(|prompt| &prompt.options);
        let position = lists
            .clone()
            .find_map(|list| list.iter().position(|option| policy.text(*option) == &*text));
        if let Some(position) = position.and_then(|position| u8::try_from(position).ok()) {
            return Ok(position);
        }
        let known: Vec<&str> = lists.flatten().map(|option| policy.text(*option)).collect();
        let message = format!("{} lists no `{text}`", surface.name);
        let finding = Finding::new(ProblemKind::UnknownWord, message)
            .label("not in the list")
            .help(did_you_mean(&text, known));
        Err(self.error(Parameter::String, finding))
    }

    /// Where a person runs the browser who uses the surface as it is meant.
    pub(crate) fn usual_browser(&self) -> Browser {
        let surface = self.surface.and_then(|surface| self.names.surface(surface));
        surface.map_or(Browser::OnAnotherDevice, usual_browser)
    }

    /// What the device is: every value of it has to be named, which takes the longer sentence if the policy has other
    /// dimensions.
    pub(crate) fn key(&self, with_values: bool) -> Result<Key, ArgumentError> {
        let platform = present(self.platform.clone(), Parameter::Platform)?;
        let management = present(self.management.clone(), Parameter::Managed)?;
        let mut key = vec![platform, management];
        let dimensions = self.names.policy().map(|policy| policy.dimensions.as_slice());
        let values = match (&self.values, with_values) {
            (Some(values), true) => values.as_slice(),
            (_, true) => return present(None, Parameter::Values),
            (_, false) => &[],
        };
        for (position, dimension) in dimensions.unwrap_or_default().iter().enumerate() {
            if let Some((_, value)) = values.iter().find(|(known, _)| *known == position) {
                key.push(Arc::clone(value));
                continue;
            }
            if self.names.takes_any() {
                continue;
            }
            let first = dimension.values.first().map_or("", |value| value);
            let joint = if values.is_empty() { ", with" } else { " and" };
            let message = format!("this does not say the device's {}", dimension.name);
            let finding =
                Finding::new(ProblemKind::UnknownWord, message).label("say more").help(format!(
                    "go on with `{joint} {} {first}`; known: {}",
                    dimension.name,
                    dimension.values.join(", ")
                ));
            let last = if with_values { Parameter::Values } else { Parameter::Managed };
            return Err(self.error(last, finding));
        }
        Ok(Key::new(key))
    }

    fn error(&self, parameter: Parameter, finding: Finding) -> ArgumentError {
        ArgumentError { finding, range: self.range(parameter) }
    }
}

/// Where a person runs the browser who uses the surface as it is meant.
pub(crate) const fn usual_browser(surface: &Surface) -> Browser {
    match surface.open_to {
        OpenTo::AnyBrowser => Browser::OnAnotherDevice,
        OpenTo::TheDevice => Browser::OnTheDevice,
    }
}

/// The place in which `actor` uses `surface`.
pub(crate) const fn named_place(actor: ActorId, surface: SurfaceId) -> NamedPlace {
    NamedPlace { actor, surface: Some(surface) }
}
