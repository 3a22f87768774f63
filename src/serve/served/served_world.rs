//! A world: its simulation, what was done in it, and its clock.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::watch;

use crate::domain::actor::ActorId;
use crate::domain::device::{DEVICES_MAX, DeviceId};
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::span::Span;
use crate::domain::view::View;
use crate::language::plan::{Check, KnownPasscode};
use crate::policy::checked::Policy;
use crate::run::executor::Executor;
use crate::serve::served::entered::{self, named};
use crate::serve::served::link::STEPS_MAX;
use crate::serve::served::origin::Origin;
use crate::serve::served::pace::Pace;
use crate::serve::served::step::{EnteredPasscode, TakenStep, WorldStep};
use crate::serve::served::taking::{Before, carry_out};
use crate::serve::served::untried::Untried;
use crate::simulation::Simulation;

/// The longest that a clock moves to what happens next.
const NEXT_WITHIN: Span = Span::from_milliseconds(7 * 86_400_000);

/// How many resets of a device may wait for the one in flight.
const WAITING_MAX: usize = 64;

/// A world that people and clients share.
#[derive(Debug)]
pub(crate) struct ServedWorld {
    /// What identifies it.
    pub(crate) origin: Origin,
    /// What runs its simulation and remembers what was seen.
    pub(crate) executor: Executor<Simulation>,
    /// What was done, unless that was too much to be kept.
    history: Vec<TakenStep>,
    is_long: bool,
    /// Resets that clients asked for while another one of the device was in flight.
    waiting: VecDeque<(Place, DeviceId)>,
    pace: Pace,
    broken: Option<String>,
    version: watch::Sender<u64>,
}

impl ServedWorld {
    /// A world without devices, whose clock moves by itself at this rate.
    pub(crate) fn new(origin: Origin, rate: u32) -> Self {
        Self {
            executor: origin.executor(),
            origin,
            history: Vec::new(),
            is_long: false,
            waiting: VecDeque::new(),
            pace: Pace::new(rate),
            broken: None,
            version: watch::Sender::new(0),
        }
    }

    /// The same world again: its steps one after the other.
    pub(crate) fn restored(origin: Origin, steps: Vec<WorldStep>) -> Result<Self, Untried> {
        let mut world = Self::new(origin, 0);
        for step in steps {
            // What was refused then is refused again.
            let _ = world.take(step)?;
        }
        Ok(world)
    }

    /// The policy that it obeys.
    pub(crate) fn policy(&self) -> &Arc<Policy> {
        &self.origin.policy
    }

    /// What was done, oldest first; nothing if that was too much to be kept.
    pub(crate) fn history(&self) -> Option<&[TakenStep]> {
        (!self.is_long).then_some(&self.history)
    }

    /// The last step, if it is kept.
    pub(crate) fn last(&self) -> Option<&TakenStep> {
        self.history.last()
    }

    /// The present on its clock, with what has gone by since it last moved.
    pub(crate) fn now(&self) -> Instant {
        self.executor.now().after(self.pace.behind())
    }

    /// How many times as fast its clock moves by itself as that on the wall.
    pub(crate) const fn rate(&self) -> u32 {
        self.pace.rate()
    }

    /// Lets its clock move by itself at another rate.
    pub(crate) fn set_rate(&mut self, rate: u32) -> Result<(), Untried> {
        self.catch_up(true)?;
        self.pace = Pace::new(rate);
        self.version.send_modify(|version| *version += 1);
        Ok(())
    }

    /// Counts up whenever something has been done.
    pub(crate) fn versions(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    /// How many devices there are.
    pub(crate) fn device_count(&self) -> usize {
        self.executor.devices.len()
    }

    /// The devices.
    pub(crate) fn devices(&self) -> impl Iterator<Item = DeviceId> + use<> {
        (0..).map(DeviceId).take(self.device_count())
    }

    /// What there is to see in a place.
    pub(crate) fn view(&self, place: Place, device: DeviceId) -> View {
        self.executor.view(place, device)
    }

    /// Lets the clock follow that on the wall, if it moves by itself: up to what was due, and if `whole` to the present.
    pub(crate) fn catch_up(&mut self, whole: bool) -> Result<(), Untried> {
        let behind = self.pace.behind();
        if behind == Span::ZERO {
            return Ok(());
        }
        let now = self.executor.now().after(behind);
        let is_due = self.executor.sut.next_due().is_some_and(|due| due <= now);
        if is_due || whole {
            self.pace.caught_up();
            self.pass(behind, true)?;
        }
        Ok(())
    }

    /// Does something. The outer error says that it could not even be tried, and then nothing has changed.
    pub(crate) fn take(&mut self, step: WorldStep) -> Result<Result<(), Refusal>, Untried> {
        if let Some(broken) = &self.broken {
            return Err(Untried::Broken(broken.clone()));
        }
        self.catch_up(true)?;
        if let WorldStep::Pass { span, until_change } = step {
            self.pass(span, until_change)?;
            return Ok(Ok(()));
        }
        let answer = self.take_one(step)?;
        self.begin_waiting()?;
        Ok(answer)
    }

    /// Moves the clock to the next moment at which something looks different; returns whether there is one.
    pub(crate) fn pass_to_next(&mut self) -> Result<bool, Untried> {
        self.catch_up(true)?;
        let mut ahead = self.executor.sut.clone();
        if !ahead.advance(NEXT_WITHIN) {
            return Ok(false);
        }
        self.pass_to_change(ahead.now().since(self.executor.now()))
    }

    /// Lets time pass up to the first moment at which something looks different; returns whether there was one.
    pub(crate) fn pass_to_change(&mut self, within: Span) -> Result<bool, Untried> {
        self.catch_up(true)?;
        let before = Before::of(&self.executor);
        let changed = self.executor.sut.advance(within);
        self.observed()?;
        let span = self.executor.now().since(before.now);
        self.keep(before, WorldStep::Pass { span, until_change: true }, None);
        self.begin_waiting()?;
        Ok(changed)
    }

    /// Goes back to before the last step: the world is restored from the steps before it.
    pub(crate) fn undo(&mut self) -> Result<(), Untried> {
        if self.is_long {
            return Err(Untried::Unknown("too much was done in this world to undo any of it"));
        }
        let mut steps: Vec<WorldStep> = self.history.drain(..).map(|taken| taken.step).collect();
        steps.pop();
        let restored = Self::restored(self.origin.clone(), steps)?;
        let version = std::mem::replace(&mut self.version, watch::Sender::new(0));
        let rate = self.pace.rate();
        *self = Self { version, pace: Pace::new(rate), ..restored };
        self.version.send_modify(|version| *version += 1);
        Ok(())
    }

    /// A client asks for a reset of a device: at once, or when the one in flight has ended. Refused as a person would be.
    pub(crate) fn reset_in_turn(
        &mut self,
        at: Place,
        device: DeviceId,
    ) -> Result<Result<(), Refusal>, Untried> {
        self.catch_up(true)?;
        let ahead = self.waiting.iter().filter(|(_, about)| *about == device).count();
        if ahead == 0 && !self.executor.sut.in_flight(device) {
            return self.take(WorldStep::Reset { at, device });
        }
        if ahead >= WAITING_MAX {
            return Ok(Err(Refusal::AlreadyPending));
        }
        self.waiting.push_back((at, device));
        Ok(Ok(()))
    }

    /// How many resets of a device wait for the one in flight.
    pub(crate) fn waiting_count(&self, device: DeviceId) -> usize {
        self.waiting.iter().filter(|(_, about)| *about == device).count()
    }

    /// Lets time pass. Where resets wait, it stops whenever something changes, so that the next begins when its turn is.
    fn pass(&mut self, span: Span, until_change: bool) -> Result<(), Untried> {
        let end = self.executor.now().after(span);
        while !self.waiting.is_empty() && self.executor.now() < end {
            let before = Before::of(&self.executor);
            self.executor.sut.advance(end.since(self.executor.now()));
            self.observed()?;
            let span = self.executor.now().since(before.now);
            self.keep(before, WorldStep::Pass { span, until_change: true }, None);
            self.begin_waiting()?;
        }
        let left = end.since(self.executor.now());
        if left > Span::ZERO || span == Span::ZERO {
            self.take_one(WorldStep::Pass { span: left, until_change })?.unwrap_or_default();
        }
        Ok(())
    }

    /// Begins the resets whose turn it is.
    fn begin_waiting(&mut self) -> Result<(), Untried> {
        let mut position = 0;
        while let Some((at, device)) = self.waiting.get(position).copied() {
            if self.executor.sut.in_flight(device) {
                position += 1;
                continue;
            }
            self.waiting.remove(position);
            // One that is refused now is dropped, as a service drops a command that it cannot send.
            let _ = self.take_one(WorldStep::Reset { at, device })?;
        }
        Ok(())
    }

    fn take_one(&mut self, step: WorldStep) -> Result<Result<(), Refusal>, Untried> {
        self.check(&step)?;
        let before = Before::of(&self.executor);
        let entered = self.entered(&step);
        let answer = carry_out(&mut self.executor, &step);
        self.observed()?;
        let answer = answer?;
        let mut taken = self.keep(before, step, answer.err());
        if let Some(taken) = &mut taken {
            taken.entered = entered;
        }
        Ok(answer)
    }

    /// Writes down a step, and lets everyone know.
    fn keep(
        &mut self,
        before: Before,
        step: WorldStep,
        refused: Option<Refusal>,
    ) -> Option<&mut TakenStep> {
        let taken = before.compared(&self.executor, step, refused);
        self.executor.observations.clear();
        self.executor.sut.trace().clear();
        self.version.send_modify(|version| *version += 1);
        if self.is_long || self.history.len() >= STEPS_MAX {
            self.forget();
            return None;
        }
        self.history.push(taken);
        self.history.last_mut()
    }

    /// Keeps no more than the last of what was done, so that a world that is used for days stays small.
    fn forget(&mut self) {
        self.is_long = true;
        self.history = Vec::new();
        self.executor.tracker.restart();
        let passcodes = &mut self.executor.passcodes;
        if passcodes.len() > 128 {
            passcodes.drain(..64);
        }
    }

    /// Everyone looks; a simulation that broke a rule ends the world.
    fn observed(&mut self) -> Result<(), Untried> {
        let looked = self.executor.observe().map_err(|error| error.to_string());
        let breach = self.executor.sut.breach().map(|breach| breach.to_string());
        match looked.err().or(breach) {
            None => Ok(()),
            Some(broken) => {
                self.broken = Some(broken.clone());
                Err(Untried::Broken(broken))
            }
        }
    }

    /// Refuses a step about what the world does not have.
    fn check(&self, step: &WorldStep) -> Result<(), Untried> {
        match step {
            WorldStep::Enrol { owner, key, .. } => {
                if self.device_count() >= DEVICES_MAX {
                    return Err(Untried::DevicesMax);
                }
                if self.policy().covered(*key).is_none() || !self.knows(*owner) {
                    return Err(Untried::Unknown("the policy has no such device or person"));
                }
            }
            WorldStep::Do { at, device, .. } | WorldStep::Reset { at, device } => {
                if !self.knows(at.actor) || self.policy().surface(at.surface).is_none() {
                    return Err(Untried::Unknown("the policy has no such person or surface"));
                }
                self.check_device(*device)?;
            }
            WorldStep::Enter { who, device, .. } | WorldStep::Set { who, device, .. } => {
                if !self.knows(*who) {
                    return Err(Untried::Unknown("the policy has no such person"));
                }
                self.check_device(*device)?;
            }
            WorldStep::Connect { device, .. } | WorldStep::Inject { device, .. } => {
                self.check_device(*device)?;
            }
            WorldStep::Pass { .. } => {}
        }
        Ok(())
    }

    fn knows(&self, actor: ActorId) -> bool {
        actor.index() < self.policy().actors.len()
    }

    fn check_device(&self, device: DeviceId) -> Result<(), Untried> {
        let exists = device.index() < self.device_count();
        exists.then_some(()).ok_or(Untried::Unknown("there is no such device"))
    }

    /// What a sentence calls the passcode that is about to be entered.
    fn entered(&self, step: &WorldStep) -> Option<(KnownPasscode, Option<Check>)> {
        let WorldStep::Enter { who, device, passcode, .. } = step else { return None };
        let passcode = entered::passcode(&self.executor, *passcode)?;
        named(&self.executor, *who, *device, &passcode)
    }

    /// Which of its passcodes it is that someone typed.
    pub(crate) fn role_of(&self, passcode: &Passcode) -> EnteredPasscode {
        entered::role(&self.executor, passcode)
    }
}
