//! From an instruction back to the sentence that asks for it, for scenarios that passgate writes.
//!
//! Nothing is written twice: the sentence is the one that translates to the instruction from what the instruction
//! names, and its text is the expression of the catalogue with these names in it.

use crate::document::wording::article;
use crate::domain::expectation::Expectation;
use crate::domain::fault::Fault;
use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry, FOR};
use crate::language::catalogue::parameter::Parameter;
use crate::language::catalogue::step_arguments::{StepArguments, quoted};
use crate::language::plan::{
    Act, Check, Instruction, KnownPasscode, NamedDevice, NamedPlace, SurfaceAction,
};
use crate::language::policy_names::{self, PolicyNames};
use crate::language::scenario::StepRole;
use crate::policy::checked::Policy;

impl Catalogue {
    /// The sentence that asks for exactly this under a keyword of `role`, in the names of `policy`; nothing where the
    /// catalogue has none.
    ///
    /// Of several, one that usually is under that keyword, and of these the first.
    pub(crate) fn render(
        &self,
        role: StepRole,
        instruction: &Instruction,
        policy: &Policy,
    ) -> Option<String> {
        let arguments = StepArguments::of(instruction, policy);
        let kind = role.expects();
        let (usual, others): (Vec<&CatalogueEntry>, Vec<&CatalogueEntry>) = self
            .sentences()
            .iter()
            .filter(|entry| entry.is(kind))
            .partition(|entry| entry.usual_role() == role);
        let mut entries = usual.into_iter().chain(others);
        entries.find_map(|entry| entry.render(instruction, &arguments))
    }
}

impl CatalogueEntry {
    /// The sentence with `arguments` in it, if it asks for exactly this.
    fn render(&self, instruction: &Instruction, arguments: &StepArguments<'_>) -> Option<String> {
        let sentence = self.sentence();
        let translated = (sentence.translate)(arguments).ok()?;
        if translated != *instruction {
            return None;
        }
        let filled = filled(sentence.expression, arguments)?;
        let names_device = sentence.expression.contains("{surface}")
            && arguments.surface == Some(SurfaceId::DEVICE);
        let is_first = arguments.device.is_none_or(|device| device == NamedDevice::FIRST);
        if is_first || names_device || !sentence.takes_device() {
            return Some(filled);
        }
        Some(format!("{filled}{FOR}{}", arguments.written(Parameter::Device)?))
    }
}

/// The expression with the arguments in it; nothing if one of them is missing or cannot be written.
fn filled(expression: &str, arguments: &StepArguments<'_>) -> Option<String> {
    let singular = || arguments.duration.is_some_and(is_one);
    let mut words: Vec<String> = Vec::new();
    // From the end, because an article depends on the word after it.
    for word in expression.split(' ').rev() {
        let word = match word {
            "a(n)" => article(words.last()?).to_owned(),
            "pass(es)" => if singular() { "passes" } else { "pass" }.to_owned(),
            "have/has" => if singular() { "has" } else { "have" }.to_owned(),
            "in/on" if arguments.surface == Some(SurfaceId::DEVICE) => "on".to_owned(),
            "in/on" => "in".to_owned(),
            other => match other.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
                Some((name, behind)) => arguments.written(Parameter::from_name(name)?)? + behind,
                None if other.contains(['(', '/', '{', '\\']) => return None,
                None => other.to_owned(),
            },
        };
        words.push(word);
    }
    words.reverse();
    Some(words.join(" "))
}

/// One minute passes, two minutes pass.
fn is_one(span: Span) -> bool {
    let words = span.to_string();
    let counted: Vec<&str> = words.split(' ').collect();
    matches!(counted.as_slice(), ["1", _])
}

impl<'a> StepArguments<'a> {
    /// What an instruction names. It names no two things of one kind.
    fn of(instruction: &Instruction, policy: &'a Policy) -> Self {
        let mut named = Self::new(PolicyNames::of(policy));
        match instruction {
            Instruction::Act { acts, .. } => acts.iter().for_each(|act| named.act(act, policy)),
            Instruction::Check(check) => named.check(check),
        }
        named
    }

    fn act(&mut self, act: &Act, policy: &Policy) {
        match act {
            Act::Enrol { owner, key, .. } => {
                self.actor = Some(*owner);
                self.platform = Some(key.platform().into());
                self.management = Some(key.management().into());
                let values = || key.others().iter().cloned().enumerate().collect();
                self.values = (!key.others().is_empty()).then(values);
            }
            Act::Connect { device, .. }
            | Act::ResetSomehow { device }
            | Act::NeverReset { device }
            | Act::FailReset { device }
            | Act::AwaitBlock { device } => {
                self.device = Some(*device);
            }
            Act::Inject { device, fault } => {
                (self.device, self.fault) = (Some(*device), Some(*fault));
            }
            Act::Do { at, device, user_action } => {
                self.there(*at, *device);
                self.done(*user_action, policy);
            }
            Act::Reset { at, device, from } => {
                self.there(*at, *device);
                self.browser = Some(*from);
            }
            Act::Wait(span) => self.duration = Some(*span),
            Act::WaitSinceRemoved { device, span } => {
                (self.device, self.duration) = (Some(*device), Some(*span));
            }
            Act::AwaitAnswer { device, within } => {
                (self.device, self.duration) = (Some(*device), *within);
            }
            Act::Enter { who, device, passcode } => {
                (self.actor, self.device) = (Some(*who), Some(*device));
                self.passcode = Some(*passcode);
            }
            Act::Choose { who, device } | Act::EnterWrong { who, device, .. } => {
                (self.actor, self.device) = (Some(*who), Some(*device));
            }
        }
    }

    fn there(&mut self, at: NamedPlace, device: NamedDevice) {
        (self.actor, self.surface, self.device) = (Some(at.actor), at.surface, Some(device));
    }

    fn done(&mut self, user_action: SurfaceAction, policy: &Policy) {
        let surface = self.surface.and_then(|surface| policy.surface(surface));
        match user_action {
            SurfaceAction::SelectReset | SurfaceAction::Confirm => {
                self.button = surface.map(|surface| policy.text(surface.button).into());
            }
            SurfaceAction::SignIn(from) => self.browser = Some(from),
            SurfaceAction::Choose(option) => {
                let flow = surface.into_iter().flat_map(|surface| &surface.flow);
                let mut options = flow.flat_map(|flow| flow.iter().map(|prompt| &prompt.options));
                let text = options.find_map(|options| options.get(usize::from(option)));
                self.text = text.map(|text| policy.text(*text).into());
            }
            SurfaceAction::SignOut | SurfaceAction::EnterCode { .. } | SurfaceAction::Cancel => {}
        }
    }

    fn check(&mut self, check: &Check) {
        match check {
            Check::Sees { at, device, what, within } => {
                self.there(*at, *device);
                self.duration = *within;
                self.expectation(what);
            }
            Check::DeviceShows { device, what } => {
                self.device = Some(*device);
                self.expectation(what);
            }
            Check::NobodySees { device } => {
                self.device = Some(*device);
            }
            Check::OnlySees { at, device } => self.there(*at, *device),
            Check::Unlocks { device, passcode, .. } => {
                (self.device, self.passcode) = (Some(*device), Some(*passcode));
                if let KnownPasscode::Chosen(actor) = passcode {
                    self.actor = Some(*actor);
                }
            }
            Check::Refused(refusal) => {
                self.refusal = Some(*refusal).filter(|refusal| refusal.is_met_by_people());
            }
        }
    }

    fn expectation(&mut self, what: &Expectation) {
        match what {
            Expectation::Says(text)
            | Expectation::DoesNotSay(text)
            | Expectation::PasscodeWithout(text)
            | Expectation::Lost(text, _)
            | Expectation::WordsForPasscode(text) => self.text = Some(text.clone()),
            Expectation::NewPasscode { alphabet, length } => {
                (self.alphabet, self.count) = (Some(*alphabet), *length);
            }
            Expectation::SaysNothing
            | Expectation::NoPasscode
            | Expectation::NothingForPasscode => {}
            Expectation::GreyedOut(button) => self.button = Some(button.clone()),
            Expectation::Asks(prompt, yes) => {
                (self.prompt, self.yes) = (Some(prompt.clone()), Some(*yes));
            }
            Expectation::Offers(button, yes) => {
                (self.button, self.yes) = (Some(button.clone()), Some(*yes));
            }
            Expectation::Notice(kind, text) => {
                (self.notice, self.text) = (Some(*kind), Some(text.clone()));
            }
            Expectation::HasPasscode(yes)
            | Expectation::AppsBlocked(yes)
            | Expectation::Locked(yes)
            | Expectation::AsksForOwnPasscode(yes) => self.yes = Some(*yes),
            Expectation::State(state) => self.state = Some(*state),
        }
    }

    /// An argument as a sentence writes it; nothing where there is none.
    fn written(&self, parameter: Parameter) -> Option<String> {
        let policy = self.names.policy()?;
        let either = |is: &'static str, is_not: &'static str| {
            self.yes.map(|yes| if yes { is } else { is_not }.to_owned())
        };
        match parameter {
            Parameter::Platform => self.platform.as_deref().map(str::to_owned),
            Parameter::Managed => {
                self.management.as_deref().map(|it| policy_names::managed(policy, it))
            }
            Parameter::Values => self.values.as_ref().map(|values| {
                policy_names::with_values(policy, values.iter().map(|(_, value)| &**value))
            }),
            Parameter::Actor => self.actor.map(|it| policy.actor_name(it).to_owned()),
            Parameter::Surface if self.surface == Some(SurfaceId::DEVICE) => {
                self.written(Parameter::Device)
            }
            Parameter::Surface => self.surface.map(|it| policy.surface_name(it).to_owned()),
            Parameter::Device => {
                let device = self.device.unwrap_or(NamedDevice::FIRST);
                Some(policy_names::device_name(policy, device)).filter(|name| !name.is_empty())
            }
            Parameter::Button => self.button.as_deref().map(str::to_owned),
            Parameter::Prompt => self.prompt.as_deref().map(str::to_owned),
            Parameter::Alphabet => self.alphabet.map(|it| it.to_string()),
            Parameter::Duration => self.duration.map(|it| it.to_string()),
            Parameter::Browser => self.browser.map(|it| it.to_string()),
            Parameter::State => self.state.map(|it| it.to_string()),
            Parameter::Refusal => self.refusal.map(|it| it.to_string()),
            Parameter::Passcode => {
                let mut named = policy_names::passcodes(policy).into_iter();
                named.find(|(_, known)| Some(*known) == self.passcode).map(|(name, _)| name)
            }
            Parameter::Fault => self.fault.and_then(Fault::of_message),
            Parameter::Notice => self.notice.map(|it| it.to_string()),
            Parameter::String => self.text.as_deref().map(quoted),
            Parameter::Int => self.count.map(|it| it.to_string()),
            Parameter::Is => either("is", "is not"),
            Parameter::Are => either("are", "are not"),
            Parameter::A => either("a", "no"),
        }
    }
}

#[cfg(test)]
pub(crate) mod any_names;
#[cfg(test)]
pub(crate) mod tests;
