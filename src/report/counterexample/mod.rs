//! A way to a broken invariant, as a timeline and as a scenario that can be pasted into a feature.

use crate::document::wording::counted;
use crate::domain::action::Action;
use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::surface::Surface;
use crate::journal::Journal;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::plan::{Act, Check, Instruction, WhenRefused};
use crate::language::scenario::StepRole;
use crate::report::paint::Paint;
use crate::report::timeline::timeline;
use crate::run::explore::counterexample::{Counterexample, Taken};
use crate::run::explore::explored::ExploredRow;
use crate::run::explore::transition::Transition;
use crate::simulation::explore::Delivery;

/// What was broken, what happened, and the scenario.
pub(crate) fn counterexample(row: &ExploredRow, found: &Counterexample, paint: Paint) -> String {
    let steps = counted(found.steps.len(), "step");
    let title =
        format!("✘ {}: an invariant is broken after {steps}: {}", named(row), found.invariant);
    let mut text = paint.bad(&title) + "\n";
    text += &timeline(&relevant(found), &found.policy, usize::MAX, 6);
    text += &format!("\n    as a scenario, for a feature under {}\n\n", found.policy.id);
    text += &scenario(row, found);
    text + "\n    this is a bug in passgate: please report it with the scenario\n"
}

/// `Android, hybrid`
pub(crate) fn named(row: &ExploredRow) -> String {
    format!("{}, {}", row.platform, row.management)
}

/// What happened; without the other device, where no step is about it.
fn relevant(found: &Counterexample) -> Journal {
    let mut relevant = Journal::default();
    let about_both = is_about_both(found);
    let entries = found.journal.entries().iter();
    entries
        .filter(|entry| about_both || entry.device == DeviceId::FIRST)
        .for_each(|entry| relevant.push(*entry));
    relevant
}

fn is_about_both(found: &Counterexample) -> bool {
    found.steps.iter().any(|taken| about(&taken.step) == Some(DeviceId::SECOND))
}

/// The scenario, indented as in a feature. What no sentence says is in a comment.
pub fn scenario(row: &ExploredRow, found: &Counterexample) -> String {
    let mut lines = Lines::default();
    lines.text += &format!("  # found by `passgate explore`, under {}\n", found.policy.id);
    lines.text += &format!("  Scenario: {}\n", capitalised(found.invariant.name()));
    let enrol = |device, owner| Action::Enrol {
        device,
        owner,
        platform: row.platform.clone(),
        management: row.management,
    };
    lines.render(StepRole::Given, &plain(enrol(DeviceId::FIRST, Actor::EndUser)));
    if is_about_both(found) {
        lines.render(StepRole::Given, &plain(enrol(DeviceId::SECOND, Actor::AnotherEndUser)));
    }
    for (position, taken) in found.steps.iter().enumerate() {
        let last = position + 1 == found.steps.len();
        lines.step(taken, last && found.ends_in_refusal());
    }
    let mut expected = found.checks.clone();
    if expected.is_empty() {
        lines.comment("no step can observe what broke; the last one only completes the scenario");
        expected.push(Check::Sees {
            actor: Actor::AnotherEndUser,
            surface: Surface::CompanyPortal,
            device: DeviceId::FIRST,
            what: Expectation::Offers(false),
            within: None,
        });
    }
    for check in expected {
        lines.render(StepRole::Then, &Instruction::Check(check));
    }
    lines.text
}

/// The lines of a scenario, as they are written.
#[derive(Default)]
struct Lines {
    text: String,
    role: Option<StepRole>,
}

impl Lines {
    /// Writes a comment among the steps.
    fn comment(&mut self, words: &str) {
        self.text += &format!("    # {words}\n");
    }

    /// Writes a sentence; a comment where there is none.
    fn render(&mut self, role: StepRole, instruction: &Instruction) -> bool {
        let sentence = Catalogue::bundled().render(role, instruction);
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
            let (device, within) = (DeviceId::FIRST, None);
            self.render(StepRole::When, &plain(Action::AwaitAnswer { device, within }));
        }
    }

    /// Writes an act; as an attempt, if it was refused or would be by a simulation without the defect.
    fn act(&mut self, act: &Act, taken: &Taken, tries: bool) {
        if let Some((Place { actor, surface }, shape)) = taken.seen {
            // Only a passcode that has been seen can be entered.
            let what = Expectation::NewPasscode { alphabet: shape.alphabet, length: None };
            let device = DeviceId::FIRST;
            let check = Check::Sees { actor, surface, device, what, within: None };
            self.render(StepRole::Then, &Instruction::Check(check));
        }
        let goes_on = tries || taken.refused.is_some();
        let refused = if goes_on { WhenRefused::GoesOn } else { WhenRefused::Fails };
        let instruction = Instruction::Act { acts: vec![act.clone()], refused };
        if !self.render(StepRole::When, &instruction) {
            self.comment(&in_words(act, taken.refused));
        }
    }
}

fn plain(action: Action) -> Instruction {
    Instruction::Act { acts: vec![Act::Plain(action)], refused: WhenRefused::Fails }
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
    match step {
        Transition::Arrives(pending) => Some(pending.device),
        Transition::Act(Act::Enter { device, .. } | Act::Choose { device, .. }) => Some(*device),
        Transition::Act(Act::Plain(action)) => match action {
            Action::Enrol { device, .. }
            | Action::Connect { device, .. }
            | Action::Do { device, .. }
            | Action::WaitSinceApplied { device, .. }
            | Action::AwaitAnswer { device, .. } => Some(*device),
            Action::Wait(_) => None,
        },
    }
}

/// An act that no sentence says, in words: often it is only about the other device.
fn in_words(act: &Act, refused: Option<Refusal>) -> String {
    let ending = refused.map_or_else(String::new, |why| format!(", and is refused: {why}"));
    let (who, what, place) = match act {
        Act::Enter { who, device: on, .. } => (*who, "enters a passcode on", device(*on)),
        Act::Choose { who, device: on } => (*who, "sets a passcode on", device(*on)),
        Act::Plain(Action::Do { who, at, device: on, user_action }) => {
            let same = Action::Do {
                who: *who,
                at: *at,
                device: DeviceId::FIRST,
                user_action: *user_action,
            };
            let sentence = Catalogue::bundled().render(StepRole::When, &plain(same));
            if let Some(sentence) = sentence {
                return format!("about {}: {sentence}{ending}", device(*on));
            }
            let place = if *at == Surface::Device { "the device" } else { at.in_a_sentence() };
            (*who, "tries what has no place in", place)
        }
        Act::Plain(Action::Connect { device: on, online }) => {
            let state = if *online { "is online again" } else { "is offline" };
            return format!("{} {state}", device(*on));
        }
        Act::Plain(
            Action::Enrol { .. }
            | Action::Wait(_)
            | Action::WaitSinceApplied { .. }
            | Action::AwaitAnswer { .. },
        ) => return "time passes".to_owned(),
    };
    format!("{who} {what} {place}{ending}")
}

const fn device(device: DeviceId) -> &'static str {
    match device {
        DeviceId::FIRST => "the device",
        DeviceId(_) => "the other device",
    }
}

fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

#[cfg(test)]
mod tests;
