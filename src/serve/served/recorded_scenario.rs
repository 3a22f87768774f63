//! What was done in a world as a scenario in the sentences of the catalogue.
//!
//! What no sentence says is a comment. How long messages take depends on the seed, so that waiting for what happens next
//! becomes waiting for the answer.

use std::collections::BTreeSet;

use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::place::Place;
use crate::domain::reset::ResetScope;
use crate::domain::span::Span;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::plan::{Act, Check, Instruction, NamedDevice, NamedPlace, WhenRefused};
use crate::language::scenario::StepRole;
use crate::policy::checked::Policy;
use crate::serve::served::step::{EnteredPasscode, FirstPasscode, SeenAfter, TakenStep, WorldStep};
use crate::serve::served::taking::browser;

/// A scenario that is being written.
#[derive(Clone, Debug, Default)]
pub(crate) struct RecordedScenario {
    /// Its lines in order.
    pub(crate) lines: Vec<ScenarioLine>,
}

/// A line of it.
#[derive(Clone, Debug)]
pub(crate) struct ScenarioLine {
    /// The keyword's role, and the sentence; or a comment.
    pub(crate) text: LineText,
    /// The step of the world that it is from, and which of the things that were seen after it.
    pub(crate) from: (usize, Option<usize>),
    /// Whether it is in the scenario: an expectation can be left out.
    pub(crate) ticked: bool,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LineText {
    /// A sentence of the catalogue, and what it asks for.
    Sentence(StepRole, String, Instruction),
    /// Something that no sentence says.
    Comment(String),
}

/// Which of the things that were seen are expected.
#[derive(Clone, Debug)]
pub(crate) enum Ticks {
    /// What most people would expect.
    Usual,
    /// These, each by the position of its step and its own.
    These(BTreeSet<(usize, usize)>),
}

impl Ticks {
    fn has(&self, step: usize, position: usize, seen: &SeenAfter) -> bool {
        match self {
            Self::Usual => seen.usual,
            Self::These(ticked) => ticked.contains(&(step, position)),
        }
    }
}

impl RecordedScenario {
    /// What was done, with the expectations that are ticked and those that could be.
    pub(crate) fn of(policy: &Policy, history: &[TakenStep], ticks: &Ticks) -> Self {
        let mut writer = Writer { policy, scenario: Self::default(), at: 0 };
        // What was seen while an answer was awaited is expected once it has arrived.
        let mut awaited: Vec<usize> = Vec::new();
        for (position, taken) in history.iter().enumerate() {
            writer.at = position;
            writer.step(taken);
            if is_awaiting(taken) {
                awaited.push(position);
                continue;
            }
            if !taken.answered.is_empty() {
                for earlier in std::mem::take(&mut awaited) {
                    let seen = history.get(earlier).map_or(&[][..], |taken| &taken.seen);
                    writer.seen(earlier, seen, ticks, |check| !is_state(check));
                }
            }
            // A check that a passcode does not open a work profile says that it is refused.
            let says_it =
                matches!(taken.step, WorldStep::Enter { scope: ResetScope::WorkProfile, .. });
            writer.seen(position, &taken.seen, ticks, |check| {
                !says_it || !matches!(check, Check::Refused(_))
            });
        }
        writer.scenario
    }

    /// The instructions of what is ticked, each with its line.
    pub(crate) fn plan(&self) -> impl Iterator<Item = (usize, &Instruction)> {
        self.lines.iter().enumerate().filter(|(_, line)| line.ticked).filter_map(|(at, line)| {
            match &line.text {
                LineText::Sentence(_, _, instruction) => Some((at, instruction)),
                LineText::Comment(_) => None,
            }
        })
    }

    /// Whether it has a step and an expectation.
    pub(crate) fn is_whole(&self) -> bool {
        let is_check =
            |(_, instruction): (usize, &Instruction)| matches!(instruction, Instruction::Check(_));
        self.plan().any(is_check)
    }

    /// The scenario as the part of a feature that its lines are, indented.
    pub(crate) fn text(&self, name: &str) -> String {
        let mut text = format!("  Scenario: {name}\n");
        let mut role = None;
        for line in self.lines.iter().filter(|line| line.ticked) {
            match &line.text {
                LineText::Comment(words) => text += &format!("    # {words}\n"),
                LineText::Sentence(own, sentence, _) => {
                    let keyword = if role == Some(*own) { "And" } else { own.name() };
                    role = Some(*own);
                    text += &format!("    {keyword} {sentence}\n");
                }
            }
        }
        text
    }

    /// A whole feature with this scenario.
    pub(crate) fn feature(&self, policy: &Policy, name: &str) -> String {
        let (id, text) = (&policy.id, self.text(name));
        format!("@policy:{id}\nFeature: {}\n\n{text}", policy.title)
    }
}

/// Whether someone waited for what happens next while a reset was in flight, and its answer was not it.
fn is_awaiting(taken: &TakenStep) -> bool {
    let waits = matches!(taken.step, WorldStep::Pass { until_change: true, .. });
    waits && taken.in_flight && taken.answered.is_empty()
}

/// Whether it is about a state, which the answer changes.
fn is_state(check: &Check) -> bool {
    matches!(check, Check::Sees { what: Expectation::State(_), .. })
}

struct Writer<'p> {
    policy: &'p Policy,
    scenario: RecordedScenario,
    /// The step of the world that is being written.
    at: usize,
}

impl Writer<'_> {
    fn push(&mut self, text: LineText, seen: Option<usize>, ticked: bool) {
        self.scenario.lines.push(ScenarioLine { text, from: (self.at, seen), ticked });
    }

    fn comment(&mut self, words: String) {
        self.push(LineText::Comment(words), None, true);
    }

    /// Writes an act; what no sentence says is a comment in `words`.
    fn act(&mut self, taken: &TakenStep, act: Act, words: impl FnOnce(&Policy) -> String) {
        let goes_on = taken.refused.is_some();
        let refused = if goes_on { WhenRefused::GoesOn } else { WhenRefused::Fails };
        let is_given = self.scenario.lines.iter().all(|line| {
            matches!(&line.text, LineText::Sentence(StepRole::Given, ..)) || !line.ticked
        });
        let sets_up = matches!(act, Act::Enrol { .. } | Act::Connect { .. });
        let role = if is_given && sets_up { StepRole::Given } else { StepRole::When };
        let instruction = Instruction::Act { acts: vec![act], refused };
        match Catalogue::bundled().render(role, &instruction, self.policy) {
            Some(sentence) => {
                self.push(LineText::Sentence(role, sentence, instruction), None, true);
            }
            None => {
                let words = words(self.policy);
                self.comment(format!("no sentence says this: {words}"));
            }
        }
    }

    /// Writes what was seen after a step.
    fn seen(
        &mut self,
        step: usize,
        all: &[SeenAfter],
        ticks: &Ticks,
        is_kept: impl Fn(&Check) -> bool,
    ) {
        self.at = step;
        for (index, seen) in all.iter().enumerate().filter(|(_, seen)| is_kept(&seen.check)) {
            self.check(&seen.check, Some(index), ticks.has(step, index, seen));
        }
    }

    fn check(&mut self, check: &Check, seen: Option<usize>, ticked: bool) {
        let instruction = Instruction::Check(check.clone());
        let sentence = Catalogue::bundled().render(StepRole::Then, &instruction, self.policy);
        if let Some(sentence) = sentence {
            self.push(LineText::Sentence(StepRole::Then, sentence, instruction), seen, ticked);
        }
    }

    fn step(&mut self, taken: &TakenStep) {
        match &taken.step {
            WorldStep::Enrol { owner, key, first } => {
                let Some(covered) = self.policy.covered(*key) else { return };
                let with_passcode = *first != FirstPasscode::None;
                let act = Act::Enrol { owner: *owner, key: covered.key.clone(), with_passcode };
                self.act(taken, act, |_| "a device is enrolled".to_owned());
            }
            WorldStep::Connect { device, online } => {
                let device = NamedDevice::Numbered(*device);
                let act = Act::Connect { device, online: *online };
                self.act(taken, act, |_| "a device comes or goes".to_owned());
            }
            WorldStep::Do { at, device, action } => {
                let device = NamedDevice::Numbered(*device);
                let named = NamedPlace { actor: at.actor, surface: Some(at.surface) };
                let act = Act::Do { at: named, device, user_action: *action };
                let at = *at;
                self.act(taken, act, |policy| {
                    format!("{} tries what has no place there", policy.place_in_words(at))
                });
            }
            WorldStep::Reset { at, device } => self.reset(taken, *at, *device),
            WorldStep::Enter { who, device, scope, passcode } => {
                self.enter(taken, (*who, *device), *scope, *passcode);
            }
            WorldStep::Set { who, device, .. } => {
                let act = Act::Choose { who: *who, device: NamedDevice::Numbered(*device) };
                self.act(taken, act, |_| "someone sets a passcode".to_owned());
            }
            WorldStep::Pass { span, until_change } => self.pass(taken, *span, *until_change),
            WorldStep::Inject { device, fault } => {
                let act = Act::Inject { device: NamedDevice::Numbered(*device), fault: *fault };
                self.act(taken, act, |_| {
                    let who = fault.row().who.unwrap_or("the device");
                    format!("{who} {}", fault.row().words)
                });
            }
        }
    }

    fn reset(&mut self, taken: &TakenStep, at: Place, device: DeviceId) {
        let device = NamedDevice::Numbered(device);
        let surface = self.policy.surface(at.surface).map(|surface| surface.open_to);
        let named = NamedPlace { actor: at.actor, surface: Some(at.surface) };
        let from = browser(surface);
        let act = Act::Reset { at: named, device, from };
        self.act(taken, act, |policy| {
            format!("a reset is asked for by {}", policy.place_in_words(at))
        });
    }

    fn enter(
        &mut self,
        taken: &TakenStep,
        (who, device): (ActorId, DeviceId),
        scope: ResetScope,
        passcode: EnteredPasscode,
    ) {
        let device = NamedDevice::Numbered(device);
        let Some((known, finds)) = &taken.entered else {
            let name = self.policy.actor_name(who);
            match (passcode, scope) {
                (EnteredPasscode::Wrong, ResetScope::Device) => {
                    let act = Act::EnterWrong { who, device, times: 1 };
                    self.act(taken, act, |_| format!("{name} enters a wrong passcode"));
                }
                (EnteredPasscode::Known(_), _) | (_, ResetScope::WorkProfile) => {
                    let which = "a passcode that is shown nowhere any more, or a wrong one";
                    self.comment(format!("no sentence says this: {name} enters {which}"));
                }
            }
            return;
        };
        if let Some(finds) = finds {
            // Only a passcode that has been seen can be entered.
            self.check(finds, None, true);
        }
        match scope {
            ResetScope::Device => {
                let act = Act::Enter { who, device, passcode: *known };
                self.act(taken, act, |_| "someone enters a passcode".to_owned());
            }
            ResetScope::WorkProfile => {
                let (passcode, opens) = (*known, taken.refused.is_none());
                self.check(&Check::Unlocks { device, passcode, opens, scope }, None, true);
            }
        }
    }

    fn pass(&mut self, taken: &TakenStep, span: Span, until_change: bool) {
        let wait = Act::Wait(span);
        if !until_change {
            self.act(taken, wait, |_| format!("{span} pass"));
            return;
        }
        if let [device, ..] = taken.answered.as_slice() {
            let act = Act::AwaitAnswer { device: NamedDevice::Numbered(*device), within: None };
            self.act(taken, act, |_| "the answer arrives".to_owned());
        } else if let Some((device, span)) = taken.since_removed.filter(|_| !taken.in_flight) {
            let act = Act::WaitSinceRemoved { device: NamedDevice::Numbered(device), span };
            self.act(taken, act, |_| format!("{span} pass"));
        } else if !is_awaiting(taken) {
            self.act(taken, wait, |_| format!("{span} pass"));
        }
    }
}
