//! A way to a broken invariant, as a timeline and as a scenario that can be pasted into a feature.

use crate::document::wording::counted;
use crate::domain::actor::{ActorId, Role};
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::surface::SurfaceId;
use crate::journal::{Journal, Trace};
use crate::language::catalogue::compiled::Catalogue;
use crate::language::plan::{Act, Check, Instruction, NamedDevice, NamedPlace, WhenRefused};
use crate::language::scenario::StepRole;
use crate::policy::checked::Policy;
use crate::report::columns::capitalised;
use crate::report::paint::Paint;
use crate::report::timeline::timeline;
use crate::run::explore::counterexample::{Counterexample, Taken};
use crate::run::explore::transition::Transition;
use crate::simulation::explore::Delivery;

/// What was broken, what happened, and the scenario.
pub(crate) fn counterexample(found: &Counterexample, paint: Paint) -> String {
    let steps = counted(found.steps.len(), "step");
    let key = found.policy.key_in_words(found.key);
    let title = format!("✘ {key}: an invariant is broken after {steps}: {}", found.invariant);
    let mut text = paint.bad(&title) + "\n";
    text += &timeline(&relevant(found), &found.policy, usize::MAX, 6);
    text += &format!("\n    as a scenario, for a feature under {}\n\n", found.policy.id);
    text += &scenario(found);
    text + "\n    this is a bug in passgate: please report it with the scenario\n"
}

/// What happened; without the other device, where no step is about it.
fn relevant(found: &Counterexample) -> Journal {
    let mut trace = Trace::default();
    let about_both = is_about_both(found);
    let entries = found.trace.entries().iter();
    entries
        .filter(|entry| about_both || entry.device == DeviceId::FIRST)
        .for_each(|entry| trace.push(*entry));
    Journal { trace, ..Journal::default() }
}

fn is_about_both(found: &Counterexample) -> bool {
    found.steps.iter().any(|taken| about(&taken.step) == Some(DeviceId::SECOND))
}

/// The scenario, indented as in a feature. What no sentence says is in a comment.
pub fn scenario(found: &Counterexample) -> String {
    let policy = &*found.policy;
    let mut lines = Lines { policy, text: String::new(), role: None };
    lines.text += &format!("  # found by `passgate explore`, under {}\n", policy.id);
    lines.text += &format!("  Scenario: {}\n", capitalised(found.invariant.name()));
    let owner = policy.owner();
    let other = policy.first_with(Role::OtherOwner).unwrap_or(owner);
    lines.enrol(found, owner);
    if is_about_both(found) {
        lines.enrol(found, other);
    }
    for (position, taken) in found.steps.iter().enumerate() {
        let last = position + 1 == found.steps.len();
        lines.step(taken, last && found.ends_in_refusal());
    }
    let mut expected = found.checks.clone();
    if expected.is_empty() {
        lines.comment("no step can observe what broke; the last one only completes the scenario");
        expected.push(always(policy));
    }
    for check in expected {
        lines.render(StepRole::Then, &Instruction::Check(check));
    }
    lines.text
}

/// What is so whatever broke: a stranger to the device is offered no reset of it.
fn always(policy: &Policy) -> Check {
    let device = NamedDevice::FIRST;
    let is_stranger = |actor: &&ActorId| policy.role(**actor) == Role::OtherOwner;
    let stranger = policy.declared_surfaces().find_map(|(id, surface)| {
        let actor = surface.people.iter().find(is_stranger).filter(|_| surface.is_portal())?;
        Some((Place::new(*actor, id), policy.text(surface.button)))
    });
    match stranger {
        Some((place, button)) => {
            let what = Expectation::Offers(button.into(), false);
            Check::Sees { at: named(place), device, what, within: None }
        }
        None => Check::NobodySees { device },
    }
}

/// The lines of a scenario, as they are written.
struct Lines<'p> {
    policy: &'p Policy,
    text: String,
    role: Option<StepRole>,
}

impl Lines<'_> {
    /// Writes a comment among the steps.
    fn comment(&mut self, words: &str) {
        self.text += &format!("    # {words}\n");
    }

    fn enrol(&mut self, found: &Counterexample, owner: ActorId) {
        let Some(covered) = self.policy.covered(found.key) else { return };
        self.render(
            StepRole::Given,
            &plain(Act::Enrol { owner, key: covered.key.clone(), with_passcode: true }),
        );
    }

    /// Writes a sentence; nothing where there is none.
    fn render(&mut self, role: StepRole, instruction: &Instruction) -> bool {
        let sentence = Catalogue::bundled().render(role, instruction, self.policy);
        let Some(sentence) = sentence else { return false };
        let keyword = if self.role == Some(role) { "And" } else { role.name() };
        self.role = Some(role);
        self.text += &format!("    {keyword} {sentence}\n");
        true
    }

    fn step(&mut self, taken: &Taken, tries: bool) {
        match &taken.step {
            Transition::Arrives(pending) => {
                let words = arrival(pending.what, device(pending.device));
                self.comment(&format!("{words}, before anything else that is due"));
            }
            Transition::Act(act) => self.act(act, taken, tries),
        }
        // Without deliveries to choose from, waiting for the answer comes nearest.
        if taken.answered && matches!(taken.step, Transition::Arrives(_)) {
            let (device, within) = (NamedDevice::FIRST, None);
            self.render(StepRole::When, &plain(Act::AwaitAnswer { device, within }));
        }
    }

    /// Writes an act; as an attempt, if it was refused or would be by a simulation without the defect.
    fn act(&mut self, act: &Act, taken: &Taken, tries: bool) {
        if let Some((place, shape)) = taken.seen {
            // Only a passcode that has been seen can be entered.
            let what = Expectation::NewPasscode { alphabet: shape.alphabet, length: None };
            let (at, device) = (named(place), NamedDevice::FIRST);
            let check = Check::Sees { at, device, what, within: None };
            self.render(StepRole::Then, &Instruction::Check(check));
        }
        let goes_on = tries || taken.refused.is_some();
        let refused = if goes_on { WhenRefused::GoesOn } else { WhenRefused::Fails };
        let instruction = Instruction::Act { acts: vec![act.clone()], refused };
        if !self.render(StepRole::When, &instruction) {
            self.comment(&self.in_words(act, taken.refused));
        }
    }
}

fn plain(act: Act) -> Instruction {
    Instruction::Act { acts: vec![act], refused: WhenRefused::Fails }
}

const fn named(place: Place) -> NamedPlace {
    NamedPlace { actor: place.actor, surface: Some(place.surface) }
}

/// What a message on its way does when it arrives.
fn arrival(what: Delivery, device: &str) -> String {
    match what {
        Delivery::Push => format!("a push reaches {device}"),
        Delivery::CheckIn => format!("{device} checks in"),
        Delivery::Command => format!("the command reaches {device}"),
        Delivery::Answer => format!("the answer of {device} reaches the server"),
    }
}

/// The device that a step is about.
const fn about(step: &Transition) -> Option<DeviceId> {
    let named = match step {
        Transition::Arrives(pending) => return Some(pending.device),
        Transition::Act(
            Act::Connect { device, .. }
            | Act::Do { device, .. }
            | Act::Reset { device, .. }
            | Act::ResetSomehow { device }
            | Act::NeverReset { device }
            | Act::WaitSinceRemoved { device, .. }
            | Act::AwaitAnswer { device, .. }
            | Act::Enter { device, .. }
            | Act::Choose { device, .. }
            | Act::EnterWrong { device, .. }
            | Act::Inject { device, .. }
            | Act::FailReset { device }
            | Act::AwaitBlock { device },
        ) => device,
        Transition::Act(Act::Enrol { .. } | Act::Wait(_)) => return None,
    };
    Some(number(*named))
}

/// Explorations number their devices.
const fn number(device: NamedDevice) -> DeviceId {
    match device {
        NamedDevice::Numbered(device) => device,
        NamedDevice::Of(_) => DeviceId::FIRST,
    }
}

impl Lines<'_> {
    /// An act that no sentence says, in words: often it is only about the other device.
    fn in_words(&self, act: &Act, refused: Option<Refusal>) -> String {
        let ending = refused.map_or_else(String::new, |why| format!(", and is refused: {why}"));
        let who = |who: &ActorId| self.policy.actor_name(*who).to_owned();
        let (who, what, place) = match act {
            Act::Enter { who: actor, device: on, .. } => {
                (who(actor), "enters a passcode on", device(number(*on)).to_owned())
            }
            Act::Choose { who: actor, device: on } => {
                (who(actor), "sets a passcode on", device(number(*on)).to_owned())
            }
            Act::Do { at, device: on, user_action } => {
                let same =
                    Act::Do { at: *at, device: NamedDevice::FIRST, user_action: *user_action };
                let catalogue = Catalogue::bundled();
                let sentence = catalogue.render(StepRole::When, &plain(same), self.policy);
                if let Some(sentence) = sentence {
                    return format!("about {}: {sentence}{ending}", device(number(*on)));
                }
                let surface = at.surface.unwrap_or(SurfaceId::DEVICE);
                let surface = self.policy.surface_name(surface).to_owned();
                (who(&at.actor), "tries what has no place in", surface)
            }
            Act::Connect { device: on, online } => {
                let state = if *online { "is online again" } else { "is offline" };
                return format!("{} {state}", device(number(*on)));
            }
            Act::Enrol { .. }
            | Act::Reset { .. }
            | Act::ResetSomehow { .. }
            | Act::NeverReset { .. }
            | Act::Wait(_)
            | Act::WaitSinceRemoved { .. }
            | Act::AwaitAnswer { .. }
            | Act::EnterWrong { .. }
            | Act::Inject { .. }
            | Act::FailReset { .. }
            | Act::AwaitBlock { .. } => return "time passes".to_owned(),
        };
        format!("{who} {what} {place}{ending}")
    }
}

const fn device(device: DeviceId) -> &'static str {
    match device {
        DeviceId::FIRST => "the device",
        DeviceId(_) => "the other device",
    }
}

#[cfg(test)]
mod tests;
