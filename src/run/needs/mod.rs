//! What a scenario needs of an outside system, from its plan alone: compared with what the system declares before
//! anything is sent.

use crate::domain::actor::{ACTORS_MAX, ActorId};
use crate::domain::expectation::Expectation;
use crate::domain::fault::Fault;
use crate::domain::key::Key;
use crate::domain::place::Place;
use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;
use crate::language::plan::{
    Act, Check, Instruction, KnownPasscode, NamedDevice, NamedPlace, SurfaceAction,
};
use crate::policy::checked::Policy;
use crate::run::record::{Ending, Job};
use crate::sut::process::declared_system::DeclaredSystem;
use crate::sut::process::pool::SystemSetup;
use crate::sut::protocol::declaration::{Ability, ClockKind, Readable};

/// How a scenario ends that needs what its system does not declare; nothing if all is there.
pub(crate) fn unsupported(job: &Job) -> Option<Ending> {
    let pool = job.sut.pool()?;
    let mut needs = Needs::new(&job.policy, pool.declared(), pool.setup());
    for (step, instruction) in job.scenario.steps.iter().enumerate() {
        needs.step = step;
        if let Some(instruction) = &instruction.instruction {
            needs.instruction(instruction);
        }
    }
    let step = needs.missing.first()?.0;
    let mut all: Vec<String> = Vec::new();
    for (_, need) in needs.missing {
        if !all.contains(&need) {
            all.push(need);
        }
    }
    Some(Ending::Unsupported { step, what: all.join("; ") })
}

/// Follows a plan as the executor will, and notes what is missing.
struct Needs<'n> {
    policy: &'n Policy,
    declared: &'n DeclaredSystem,
    setup: &'n SystemSetup,
    step: usize,
    missing: Vec<(usize, String)>,
    /// The surface that each actor has used last.
    last_used: [Option<SurfaceId>; ACTORS_MAX],
    devices: Vec<(ActorId, Key)>,
    /// How much of the scenario's time passes in waits of a known length.
    waits: Span,
    is_signed_out: bool,
}

impl<'n> Needs<'n> {
    fn new(policy: &'n Policy, declared: &'n DeclaredSystem, setup: &'n SystemSetup) -> Self {
        Self {
            policy,
            declared,
            setup,
            step: 0,
            missing: Vec::new(),
            last_used: [None; ACTORS_MAX],
            devices: Vec::new(),
            waits: Span::ZERO,
            is_signed_out: false,
        }
    }

    fn instruction(&mut self, instruction: &Instruction) {
        match instruction {
            Instruction::Act { acts, .. } => acts.iter().for_each(|act| self.act(act)),
            Instruction::Check(check) => self.check(check),
        }
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Enrol { owner, key, .. } => self.enrolment(*owner, key),
            Act::Connect { .. } => self.ability(SurfaceId::DEVICE, Ability::Connect),
            Act::Do { at, user_action, .. } => self.user_action(*at, *user_action),
            Act::Reset { at, .. } => {
                if let Some(place) = self.used(*at) {
                    self.reset(place);
                }
            }
            Act::ResetSomehow { device } => {
                let known = self.device(*device);
                let place = known.and_then(|(owner, key)| self.policy.first_resetting(*owner, key));
                if let Some(place) = place {
                    self.reset(place);
                }
            }
            Act::NeverReset { .. } => {}
            Act::Wait(span) => {
                self.boundary(*span);
                self.wait(*span);
            }
            Act::WaitSinceRemoved { device, span } => {
                let rows = self.policy.rows.iter().filter_map(|row| row.follow_up);
                let limits: Vec<Span> = rows.map(|it| it.set_passcode_within).collect();
                self.near(*span, &limits);
                if let Some((owner, _)) = self.device(*device) {
                    self.look(Place::on_device(*owner));
                }
                self.wait(*span);
            }
            Act::AwaitAnswer { device, .. } => self.answer(*device),
            Act::Enter { who, passcode, .. } => {
                self.actor(*who);
                self.ability(SurfaceId::DEVICE, Ability::Enter);
                self.passcode(*passcode);
            }
            Act::EnterWrong { who, .. } => {
                self.actor(*who);
                self.ability(SurfaceId::DEVICE, Ability::Enter);
            }
            Act::Choose { who, .. } => {
                self.actor(*who);
                self.ability(SurfaceId::DEVICE, Ability::Set);
            }
            Act::Inject { fault, .. } => self.fault(*fault),
            Act::FailReset { device } => {
                self.fault(Fault::CommandFailed);
                self.act(&Act::ResetSomehow { device: *device });
                self.answer(*device);
            }
            Act::AwaitBlock { device } => {
                self.clock();
                if let Some((owner, _)) = self.device(*device) {
                    self.look(Place::on_device(*owner));
                }
                let rows = self.policy.rows.iter().filter_map(|row| row.follow_up);
                let longest = rows.map(|it| it.set_passcode_within).max();
                longest.iter().for_each(|span| self.wait(*span));
            }
        }
    }

    fn fault(&mut self, fault: Fault) {
        if !self.declared.has_fault(fault.name()) {
            self.lack(format!("the fault `{fault}`"));
        }
    }

    fn enrolment(&mut self, owner: ActorId, key: &Key) {
        let dimensions = self.policy.dimension_names().zip(key.values());
        let missing = dimensions.filter(|(name, value)| !self.declared.has_value(name, value));
        let missing: Vec<String> = missing.map(|(name, value)| format!("{name} {value}")).collect();
        missing.into_iter().for_each(|need| self.lack(need));
        self.devices.push((owner, key.clone()));
        let count = self.devices.len();
        if count > self.declared.devices() {
            self.lack(format!("{count} devices"));
        }
    }

    fn user_action(&mut self, at: NamedPlace, user_action: SurfaceAction) {
        let ability = match user_action {
            SurfaceAction::Cancel => Ability::Cancel,
            SurfaceAction::SelectReset
            | SurfaceAction::SignOut
            | SurfaceAction::SignIn(_)
            | SurfaceAction::Confirm
            | SurfaceAction::EnterCode { .. }
            | SurfaceAction::Choose(_) => Ability::Reset,
        };
        self.is_signed_out = match user_action {
            SurfaceAction::SignOut => true,
            SurfaceAction::SignIn(_) => false,
            SurfaceAction::SelectReset
            | SurfaceAction::Confirm
            | SurfaceAction::EnterCode { .. }
            | SurfaceAction::Choose(_)
            | SurfaceAction::Cancel => self.is_signed_out,
        };
        self.actor(at.actor);
        if let Some(place) = self.used(at) {
            self.ability(place.surface, ability);
        }
    }

    /// A whole reset: what the surface asks for is seen there, and takes its time.
    fn reset(&mut self, place: Place) {
        self.actor(place.actor);
        self.ability(place.surface, Ability::Reset);
        let surface = self.policy.surface(place.surface);
        let flow = surface.and_then(|surface| surface.flow.as_deref()).unwrap_or_default();
        if !flow.is_empty() {
            self.look(place);
        }
        if flow.iter().any(|prompt| prompt.window.is_some()) {
            self.clock();
        }
    }

    fn check(&mut self, check: &Check) {
        match check {
            Check::Sees { at, what, within, .. } => {
                if let Some(place) = self.place(*at) {
                    self.see(place, what.is_about_results());
                }
                self.expectation(what);
                within.iter().for_each(|span| self.wait(*span));
            }
            Check::DeviceShows { device, what } => {
                let owner = self.device(*device).map(|(owner, _)| *owner);
                self.look(Place::on_device(owner.unwrap_or_else(|| self.policy.owner())));
                self.expectation(what);
            }
            Check::NobodySees { .. } => {
                let mut places = self.policy.places().iter();
                if !places.any(|place| self.declared.can_look(self.policy, *place)) {
                    self.lack("a place to look at".to_owned());
                }
                self.readable(Readable::Shape);
            }
            Check::OnlySees { at, .. } => {
                if let Some(place) = self.place(*at) {
                    self.see(place, true);
                }
                self.readable(Readable::Characters);
            }
            Check::Unlocks { device, passcode, scope, .. } => {
                let owner = self.device(*device).map(|(owner, _)| *owner);
                self.actor(owner.unwrap_or_else(|| self.policy.owner()));
                self.ability(SurfaceId::DEVICE, Ability::to_enter(*scope));
                self.passcode(*passcode);
            }
            Check::Refused(_) => {}
        }
    }

    fn expectation(&mut self, what: &Expectation) {
        match what {
            Expectation::PasscodeWithout(_) => self.readable(Readable::Characters),
            Expectation::NewPasscode { .. }
            | Expectation::NoPasscode
            | Expectation::NothingForPasscode => self.readable(Readable::Shape),
            Expectation::Says(_)
            | Expectation::DoesNotSay(_)
            | Expectation::SaysNothing
            | Expectation::WordsForPasscode(_)
            | Expectation::Asks(..)
            | Expectation::Offers(..)
            | Expectation::GreyedOut(_)
            | Expectation::Notice(..)
            | Expectation::State(_)
            | Expectation::HasPasscode(_)
            | Expectation::Locked(_)
            | Expectation::AsksForOwnPasscode(_)
            | Expectation::Lost(..)
            | Expectation::AppsBlocked(_) => {}
        }
    }

    /// Somewhere it has to be seen how the reset has ended.
    fn answer(&mut self, device: NamedDevice) {
        self.clock();
        let Some((owner, key)) = self.device(device).cloned() else { return };
        let shows_ends = |place: &&Place| {
            self.policy.surface(place.surface).is_some_and(|surface| {
                let says = surface.says.succeeded.is_some();
                surface.manages(key.management())
                    && (surface.is_console() || surface.is_portal() && says && place.actor == owner)
            })
        };
        let mut places = self.policy.places().iter().filter(shows_ends);
        if !places.any(|place| self.declared.can_look(self.policy, *place)) {
            self.lack("a place that shows how a reset has ended".to_owned());
        }
    }

    fn passcode(&mut self, passcode: KnownPasscode) {
        match passcode {
            KnownPasscode::Seen => self.readable(Readable::Characters),
            KnownPasscode::Old | KnownPasscode::Chosen(_) => {
                self.ability(SurfaceId::DEVICE, Ability::Set);
            }
        }
    }

    fn readable(&mut self, needed: Readable) {
        if self.declared.can.passcodes < needed {
            self.lack(match needed {
                Readable::Nothing | Readable::Shape => "passcodes that can be seen".to_owned(),
                Readable::Characters => "passcodes that can be read".to_owned(),
            });
        }
    }

    fn look(&mut self, place: Place) {
        self.see(place, false);
    }

    /// Something is seen in a place: anything, or the result of a reset, for which less will do.
    fn see(&mut self, place: Place, is_result: bool) {
        self.actor(place.actor);
        if !is_result || !self.declared.can_do(self.policy, place.surface, Ability::Results) {
            self.ability(place.surface, Ability::Look);
        }
    }

    fn actor(&mut self, actor: ActorId) {
        if !self.declared.knows_actor(self.policy, actor) {
            self.lack(self.policy.actor_name(actor).to_owned());
        }
    }

    fn ability(&mut self, surface: SurfaceId, ability: Ability) {
        let name = self.policy.surface_name(surface);
        if !self.declared.has_surface(self.policy, surface) {
            self.lack(name.to_owned());
        } else if !self.declared.can_do(self.policy, surface, ability) {
            self.lack(format!("{name}: {ability}"));
        }
    }

    fn clock(&mut self) {
        if self.declared.can.clock == ClockKind::None {
            self.lack("a clock".to_owned());
        }
    }

    fn wait(&mut self, span: Span) {
        let before = self.waits;
        self.waits = Span::from_milliseconds(before.milliseconds() + span.milliseconds());
        let (scale, patience) = (self.scale(), self.setup.patience);
        let Some(scale) = scale else { return self.clock() };
        let on_the_wall = u128::from(self.waits.milliseconds()) / u128::from(scale);
        if on_the_wall > patience.as_millis() {
            self.missing.retain(|(_, need)| !need.starts_with("waits "));
            self.lack(format!("waits {} (patience {} s)", self.waits, patience.as_secs()));
        }
    }

    /// By how much the clock is faster than the one on the wall: nothing if it is moved, or there is none.
    fn scale(&self) -> Option<u32> {
        match self.declared.can.clock {
            ClockKind::None | ClockKind::Virtual => None,
            ClockKind::Scaled => Some(self.setup.time_scale.max(1)),
            ClockKind::Real => Some(1),
        }
    }

    /// A person who is signed out for this long may be close to the end of a window.
    fn boundary(&mut self, span: Span) {
        if self.is_signed_out {
            let flows = self.policy.surfaces.iter().flat_map(|surface| surface.flow.iter());
            let windows = flows.flat_map(|flow| flow.iter()).filter_map(|prompt| prompt.window);
            let limits: Vec<Span> = windows.map(|window| window.within).collect();
            self.near(span, &limits);
        }
    }

    /// A clock that runs by itself cannot keep apart what is closer to a limit than its resolution.
    fn near(&mut self, span: Span, limits: &[Span]) {
        let Some(scale) = self.scale() else { return };
        let finest = self.declared.resolution().milliseconds().saturating_mul(u64::from(scale));
        let is_near = |limit: &&Span| limit.milliseconds().abs_diff(span.milliseconds()) <= finest;
        if let Some(limit) = limits.iter().find(is_near) {
            let finest = Span::from_milliseconds(finest);
            self.lack(format!("{span} kept apart from {limit} (its clock: {finest})"));
        }
    }

    fn lack(&mut self, need: String) {
        self.missing.push((self.step, need));
    }

    /// The place that a sentence names, as the executor will find it.
    fn place(&self, named: NamedPlace) -> Option<Place> {
        let last = self.last_used.get(named.actor.index()).copied().flatten();
        let mut may = self.policy.declared_surfaces();
        let first = || may.find(|(_, it)| it.people.contains(&named.actor)).map(|(id, _)| id);
        Some(Place::new(named.actor, named.surface.or(last).or_else(first)?))
    }

    /// The same, for something that is done there.
    fn used(&mut self, named: NamedPlace) -> Option<Place> {
        let place = self.place(named)?;
        if place.surface != SurfaceId::DEVICE
            && let Some(last) = self.last_used.get_mut(place.actor.index())
        {
            *last = Some(place.surface);
        }
        Some(place)
    }

    fn device(&self, named: NamedDevice) -> Option<&(ActorId, Key)> {
        match named {
            NamedDevice::Numbered(device) => self.devices.get(device.index()),
            NamedDevice::Of(owner) => self.devices.iter().find(|known| known.0 == owner),
        }
    }
}

#[cfg(test)]
mod tests;
