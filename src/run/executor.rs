//! Runs one plan on one system under test, and writes down what could be seen after each action and at each stop of the
//! clock.
//!
//! It does nothing that no sentence says, and asks no system whether its own answer has come: it looks.

use std::sync::Arc;

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::{ACTORS_MAX, ActorId};
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::key::Key;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;
use crate::domain::view::View;
use crate::journal::observation::{ActionKind, Observation, Observed};
use crate::journal::reset_tracker::ResetTracker;
use crate::journal::{Extent, Journal};
use crate::language::plan::{Act, Instruction, WhenRefused};
use crate::policy::checked::Policy;
use crate::run::failure::Failure;
use crate::run::outside_monitor::OutsideMonitor;
use crate::simulation::random_stream::{RandomStream, Seed, StreamName};
use crate::sut::{SutError, SystemUnderTest};

/// How a step ended, where it did not end well.
#[derive(Debug)]
pub enum StepError {
    /// The system under test did not do what the sentence says.
    Failed(Failure),
    /// The system under test cannot go on.
    Broken(SutError),
}

impl From<SutError> for StepError {
    fn from(error: SutError) -> Self {
        Self::Broken(error)
    }
}

impl From<Failure> for StepError {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// What was tried: done or refused; or it could not even be tried.
pub(crate) type Tried = Result<Result<(), Refusal>, StepError>;

/// Does what a plan says, remembers passcodes, and observes every place.
#[derive(Debug)]
pub struct Executor<T> {
    pub(crate) sut: T,
    pub(crate) policy: Arc<Policy>,
    pub(crate) random: RandomStream,
    pub(crate) devices: Vec<KnownDevice>,
    pub(crate) seen: Option<Passcode>,
    pub(crate) refused: Option<Refusal>,
    /// The surface that each actor used last.
    pub(crate) last_used: [Option<SurfaceId>; ACTORS_MAX],
    /// Every passcode that was seen or set so far: its position, from one, is its ordinal.
    pub(crate) passcodes: Vec<Passcode>,
    pub(crate) tracker: ResetTracker,
    pub(crate) observations: Vec<Observed>,
    /// What checks the invariants where nothing inside the system does.
    pub(crate) monitor: Option<OutsideMonitor>,
    steps: u16,
    /// Kept only so that no look pays for room of its own.
    pub(crate) asked: Vec<(Place, DeviceId)>,
    pub(crate) views: Vec<View>,
}

/// What an executor knows of a device.
#[derive(Debug)]
pub(crate) struct KnownDevice {
    pub(crate) key: Key,
    pub(crate) owner: ActorId,
    /// The passcode that its owner set first.
    pub(crate) old: Option<Passcode>,
    /// What people chose for it later, by actor.
    pub(crate) chosen: [Option<Passcode>; ACTORS_MAX],
    /// What was seen at the last look, in the order of the policy's places.
    pub(crate) views: Vec<View>,
}

impl<T: SystemUnderTest> Executor<T> {
    /// An executor that has done nothing yet.
    pub fn new(sut: T, policy: &Arc<Policy>, seed: Seed) -> Self {
        let is_watched = sut.capabilities().watched_from_outside;
        Self {
            monitor: is_watched.then(OutsideMonitor::default),
            sut,
            policy: Arc::clone(policy),
            random: RandomStream::new(seed, StreamName::People),
            devices: Vec::new(),
            seen: None,
            refused: None,
            last_used: [None; ACTORS_MAX],
            passcodes: Vec::new(),
            tracker: ResetTracker::default(),
            observations: Vec::with_capacity(48),
            steps: 0,
            asked: Vec::new(),
            views: Vec::new(),
        }
    }

    /// Forgets everything, for another scenario on the same system.
    pub fn restart(&mut self, policy: &Arc<Policy>, seed: Seed) {
        if !Arc::ptr_eq(&self.policy, policy) {
            self.policy = Arc::clone(policy);
        }
        self.random = RandomStream::new(seed, StreamName::People);
        self.devices.clear();
        self.seen = None;
        self.refused = None;
        self.last_used = [None; ACTORS_MAX];
        self.passcodes.clear();
        self.tracker.restart();
        self.observations.clear();
        self.steps = 0;
    }

    /// The system under test.
    pub const fn sut(&mut self) -> &mut T {
        &mut self.sut
    }

    /// How many steps have been run.
    pub const fn steps(&self) -> u16 {
        self.steps
    }

    /// What has been observed so far.
    pub fn observations(&self) -> &[Observed] {
        &self.observations
    }

    /// Everything that happened so far, to be kept.
    pub fn take_journal(&mut self) -> Journal {
        Journal {
            observations: std::mem::take(&mut self.observations),
            trace: self.sut.take_trace(),
        }
    }

    /// How much that is.
    pub fn extent(&self) -> Extent {
        Extent { observations: self.observations.len(), trace: self.sut.trace_length() }
    }

    /// Runs the next step.
    ///
    /// # Errors
    ///
    /// When the system under test does not do what the step says, or cannot go on.
    pub fn run(&mut self, instruction: &Instruction) -> Result<(), StepError> {
        let step = self.steps;
        self.steps += 1;
        let result = self.run_at(step, instruction);
        match self.monitor.as_mut().and_then(OutsideMonitor::take_breach) {
            Some((invariant, seen)) if result.is_ok() => {
                self.note(DeviceId::FIRST, Observation::NotDone { step });
                Err(Failure::breach(invariant, &seen).into())
            }
            Some(_) | None => result,
        }
    }

    fn run_at(&mut self, step: u16, instruction: &Instruction) -> Result<(), StepError> {
        match instruction {
            Instruction::Act { acts, refused } => {
                let attempt = self.act_all(acts);
                let answer = match attempt {
                    Err(StepError::Failed(failure)) => Err(failure),
                    Err(broken @ StepError::Broken(_)) => return Err(broken),
                    Ok(Err(refusal)) => match refused {
                        WhenRefused::Fails => {
                            Err(Failure::refused(&self.sut.refusal_in_words(refusal)))
                        }
                        WhenRefused::GoesOn => Ok(()),
                    },
                    Ok(Ok(())) => Ok(()),
                };
                if answer.is_err() {
                    self.note(DeviceId::FIRST, Observation::NotDone { step });
                }
                answer.map_err(StepError::Failed)
            }
            Instruction::Check(check) => {
                let compared = match self.compare(check) {
                    Ok(()) => Ok(()),
                    Err(StepError::Failed(failure)) => Err(failure),
                    Err(broken @ StepError::Broken(_)) => return Err(broken),
                };
                let met = compared.is_ok();
                self.note(DeviceId::FIRST, Observation::Compared { step, met });
                compared.map_err(StepError::Failed)
            }
        }
    }

    /// Does one act after the other, up to the first that is refused.
    fn act_all(&mut self, acts: &[Act]) -> Tried {
        self.refused = None;
        for act in acts {
            if let Err(refusal) = self.act(act)? {
                self.refused = Some(refusal);
                return Ok(Err(refusal));
            }
        }
        Ok(Ok(()))
    }

    fn act(&mut self, act: &Act) -> Tried {
        match act {
            Act::Enrol { owner, key, with_passcode } => self.enrol(*owner, key, *with_passcode),
            Act::Connect { device, online } => {
                let (device, online) = (self.device(*device)?, *online);
                let answer = self.sut.act(&Action::Connect { device, online })?;
                if answer.is_ok() {
                    self.note(device, Observation::Connected { online });
                }
                self.observe()?;
                Ok(answer)
            }
            Act::Do { at, device, user_action } => {
                let (place, device) = (self.place(*at)?, self.device(*device)?);
                self.perform(place, device, user_action.as_user_action())
            }
            Act::Reset { at, device, from } => {
                let (place, device) = (self.place(*at)?, self.device(*device)?);
                self.reset(place, device, *from)
            }
            Act::ResetSomehow { device } => {
                let device = self.device(*device)?;
                let place = self.first_resetting(device)?;
                self.reset(place, device, Browser::OnAnotherDevice)
            }
            Act::NeverReset { device } => {
                let device = self.device(*device)?;
                self.never_reset(device)
            }
            Act::Wait(span) => {
                self.pass(*span, |_| false)?;
                Ok(Ok(()))
            }
            Act::WaitSinceRemoved { device, span } => {
                let device = self.device(*device)?;
                self.wait_since_removed(device, *span)
            }
            Act::AwaitAnswer { device, within } => {
                let device = self.device(*device)?;
                self.await_answer(device, *within)
            }
            Act::Enter { who, device, passcode } => {
                let device = self.device(*device)?;
                let Some(known) = self.known(*passcode, device) else {
                    return Err(Failure::unknown_passcode(&self.in_words(*passcode)).into());
                };
                self.perform(Place::on_device(*who), device, UserAction::EnterPasscode(known))
            }
            Act::EnterWrong { who, device, times } => {
                let device = self.device(*device)?;
                self.enter_wrong(Place::on_device(*who), device, *times)
            }
            Act::Inject { device, fault } => {
                let device = self.device(*device)?;
                self.inject(device, *fault)
            }
            Act::FailReset { device } => {
                let device = self.device(*device)?;
                self.fail_reset(device)
            }
            Act::AwaitBlock { device } => {
                let device = self.device(*device)?;
                self.await_block(device)
            }
            Act::Choose { who, device } => {
                let device = self.device(*device)?;
                self.choose(*who, device)
            }
        }
    }

    /// A person sets a passcode of their choice.
    fn choose(&mut self, who: ActorId, device: DeviceId) -> Tried {
        let Some(passcode) = self.random.chosen_passcode() else { return Ok(Ok(())) };
        let known = self.devices.get_mut(device.index());
        if let Some(own) = known.and_then(|known| known.chosen.get_mut(who.index())) {
            *own = Some(passcode);
        }
        self.perform(Place::on_device(who), device, UserAction::SetPasscode(passcode))
    }

    fn enrol(&mut self, owner: ActorId, key: &Key, with_passcode: bool) -> Tried {
        let count = u8::try_from(self.devices.len()).unwrap_or(u8::MAX);
        let device = DeviceId(count);
        if let Err(refusal) = self.sut.act(&Action::Enrol { device, owner, key: key.clone() })? {
            return Ok(Err(refusal));
        }
        let at = Place::on_device(owner);
        let sets = with_passcode && self.sut.can_set_passcode(at);
        let old = self.random.chosen_passcode().filter(|_| sets);
        let views = vec![View::default(); self.policy.places().len()];
        self.devices.push(KnownDevice {
            key: key.clone(),
            owner,
            old,
            chosen: [None; ACTORS_MAX],
            views,
        });
        if let Some(key) = self.policy.key_id(key) {
            self.note(device, Observation::Enrolled { key, owner });
        }
        if !with_passcode {
            self.observe()?;
        }
        let Some(passcode) = old else { return Ok(Ok(())) };
        self.perform(at, device, UserAction::SetPasscode(passcode))
    }

    /// One user action, after which every place is looked at.
    pub(crate) fn perform(
        &mut self,
        place: Place,
        device: DeviceId,
        user_action: UserAction,
    ) -> Tried {
        if place.surface != SurfaceId::DEVICE
            && let Some(last) = self.last_used.get_mut(place.actor.index())
        {
            *last = Some(place.surface);
        }
        let answer = self.sut.act(&Action::Do { at: place, device, user_action })?;
        let ordinal = match user_action {
            UserAction::EnterPasscode(passcode)
            | UserAction::OpenWorkProfile(passcode)
            | UserAction::SetPasscode(passcode) => self.ordinal(&passcode),
            UserAction::SelectReset
            | UserAction::SignOut
            | UserAction::SignIn { .. }
            | UserAction::Confirm
            | UserAction::EnterCode { .. }
            | UserAction::Choose { .. }
            | UserAction::Cancel => 0,
        };
        let action = ActionKind::of(user_action, ordinal);
        self.note(
            device,
            match answer {
                Ok(()) => Observation::Done { place, action },
                Err(refusal) => Observation::Refused { place, action, refusal },
            },
        );
        self.observe()?;
        Ok(answer)
    }

    /// Lets time pass, and looks at each stop of the clock, until `is_over` or to the end of the span; returns whether it
    /// was over.
    pub(crate) fn pass(
        &mut self,
        span: Span,
        is_over: impl Fn(&Self) -> bool,
    ) -> Result<bool, SutError> {
        let end = self.now().after(span);
        loop {
            if is_over(self) {
                return Ok(true);
            }
            let left = end.since(self.now());
            let polled = self.sut.capabilities().polled_every;
            self.sut.advance(polled.map_or(left, |step| step.min(left)))?;
            self.observe()?;
            if self.now() >= end {
                return Ok(is_over(self));
            }
        }
    }

    pub(crate) fn now(&self) -> Instant {
        self.sut.now()
    }
}
