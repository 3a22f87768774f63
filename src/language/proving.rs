//! What the expectations of a scenario look at, and so which clauses they can prove.

use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::key::Key;
use crate::domain::place::Place;
use crate::domain::surface::SurfaceId;
use crate::language::plan::{Act, Check, Instruction, NamedDevice, NamedPlace};
use crate::language::scenario::Scenario;
use crate::policy::about::{About, ObservationKind};
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;

/// What one expectation looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ExpectationScope {
    /// The kind of observation.
    pub(crate) kind: ObservationKind,
    /// Who looks, and where; nothing where every place is looked at.
    pub(crate) place: Option<Place>,
    /// The row of the device.
    pub(crate) row: Option<KeyId>,
}

impl ExpectationScope {
    /// What the step at `position` looks at; nothing if it expects nothing.
    pub(crate) fn of(policy: &Policy, scenario: &Scenario, position: usize) -> Option<Self> {
        let Some(Instruction::Check(check)) = scenario.steps.get(position)?.instruction.as_deref()
        else {
            return None;
        };
        let before = Before::of(policy, scenario, position);
        let on_device = |device: &NamedDevice| before.owner(*device).map(Place::on_device);
        let (kind, place) = match check {
            Check::Sees { at, what, .. } => (kind(what, at.surface), before.place(policy, *at)),
            Check::DeviceShows { device, what } => {
                (kind(what, Some(SurfaceId::DEVICE)), on_device(device))
            }
            Check::NobodySees { .. } | Check::OnlySees { .. } => (ObservationKind::Passcode, None),
            Check::Unlocks { device, .. } => (ObservationKind::Unlock, on_device(device)),
            Check::Refused(_) => (ObservationKind::Refusal, before.last_act),
        };
        let device = check.device().or(before.last_device);
        let key = device.and_then(|device| before.key(device));
        Some(Self { kind, place, row: key.and_then(|key| policy.key_id(key)) })
    }

    /// What the device is that the step at `position` is about, if it was enrolled before.
    pub(crate) fn device_of(
        policy: &Policy,
        scenario: &Scenario,
        position: usize,
    ) -> Option<KeyId> {
        let before = Before::of(policy, scenario, position);
        let instruction = scenario.steps.get(position)?.instruction.as_deref()?;
        let device = instruction.devices().first().copied().or(before.last_device)?;
        policy.key_id(before.key(device)?)
    }

    /// The same, where it is known at which of all places something was seen.
    #[must_use]
    pub(crate) fn at(self, place: Option<Place>) -> Self {
        Self { place: place.or(self.place), ..self }
    }

    /// Whether that is what a clause is about.
    pub(crate) fn fits(&self, about: &About) -> bool {
        about.observes.contains(&self.kind)
            && (about.rows.is_empty() || self.row.is_some_and(|row| about.rows.contains(&row)))
            && self.place.is_none_or(|place| {
                (about.actors.is_empty() || about.actors.contains(&place.actor))
                    && (about.surfaces.is_empty() || about.surfaces.contains(&place.surface))
            })
    }
}

/// Whether an expectation of the scenario is about what a clause is about.
pub(crate) fn supports(policy: &Policy, scenario: &Scenario, about: &About) -> bool {
    (0..scenario.steps.len())
        .filter_map(|position| ExpectationScope::of(policy, scenario, position))
        .any(|scope| scope.fits(about))
}

/// What the steps before one have done.
#[derive(Default)]
struct Before<'s> {
    /// Whose the devices are and what they are, in the order of enrolment.
    devices: Vec<(ActorId, &'s Key)>,
    /// The surfaces that were used, and by whom.
    used: Vec<Place>,
    last_act: Option<Place>,
    last_device: Option<NamedDevice>,
}

impl<'s> Before<'s> {
    fn of(policy: &Policy, scenario: &'s Scenario, position: usize) -> Self {
        let mut before = Self::default();
        let steps = scenario.steps.iter().take(position);
        for instruction in steps.filter_map(|step| step.instruction.as_deref()) {
            before.devices.extend(instruction.enrolment());
            let Instruction::Act { acts, .. } = instruction else { continue };
            for act in acts {
                before.act(policy, act);
            }
        }
        before
    }

    fn act(&mut self, policy: &Policy, act: &Act) {
        let (place, device) = match act {
            Act::Do { at, device, .. } | Act::Reset { at, device, .. } => {
                let place = self.place(policy, *at);
                self.used.extend(place);
                (place, Some(*device))
            }
            Act::Enter { who, device, .. }
            | Act::EnterWrong { who, device, .. }
            | Act::Choose { who, device } => (Some(Place::on_device(*who)), Some(*device)),
            Act::Connect { device, .. }
            | Act::ResetSomehow { device }
            | Act::NeverReset { device }
            | Act::FailReset { device }
            | Act::AwaitBlock { device }
            | Act::Inject { device, .. }
            | Act::WaitSinceRemoved { device, .. }
            | Act::AwaitAnswer { device, .. } => (None, Some(*device)),
            Act::Enrol { .. } | Act::Wait(_) => (None, None),
        };
        self.last_act = place.or(self.last_act);
        self.last_device = device.or(self.last_device);
    }

    /// The place that a sentence names, as an executor finds it.
    fn place(&self, policy: &Policy, named: NamedPlace) -> Option<Place> {
        let last = || self.used.iter().rev().find(|place| place.actor == named.actor);
        let first = || {
            let mut may = policy.declared_surfaces();
            may.find(|(_, surface)| surface.people.contains(&named.actor)).map(|(id, _)| id)
        };
        let surface = named.surface.or_else(|| last().map(|place| place.surface)).or_else(first);
        Some(Place::new(named.actor, surface?))
    }

    fn device(&self, named: NamedDevice) -> Option<(ActorId, &'s Key)> {
        match named {
            NamedDevice::Numbered(id) => self.devices.get(id.index()).copied(),
            NamedDevice::Of(owner) => {
                self.devices.iter().find(|(known, _)| *known == owner).copied()
            }
        }
    }

    fn owner(&self, named: NamedDevice) -> Option<ActorId> {
        self.device(named).map(|(owner, _)| owner)
    }

    fn key(&self, named: NamedDevice) -> Option<&'s Key> {
        let first = NamedDevice::Numbered(DeviceId::FIRST);
        self.device(named).or_else(|| self.device(first)).map(|(_, key)| key)
    }
}

/// The kind of observation that meets an expectation, or does not.
pub(crate) fn kind(what: &Expectation, surface: Option<SurfaceId>) -> ObservationKind {
    match what {
        Expectation::Says(_) | Expectation::DoesNotSay(_) | Expectation::SaysNothing => {
            if surface == Some(SurfaceId::DEVICE) {
                ObservationKind::Notice
            } else {
                ObservationKind::Text
            }
        }
        Expectation::NewPasscode { .. }
        | Expectation::NoPasscode
        | Expectation::PasscodeWithout(_)
        | Expectation::NothingForPasscode
        | Expectation::WordsForPasscode(_) => ObservationKind::Passcode,
        Expectation::Asks(..) => ObservationKind::Prompt,
        Expectation::Offers(..) | Expectation::GreyedOut(_) => ObservationKind::Offer,
        Expectation::Notice(..) => ObservationKind::Notice,
        Expectation::State(_) => ObservationKind::State,
        Expectation::HasPasscode(_)
        | Expectation::Locked(_)
        | Expectation::AsksForOwnPasscode(_)
        | Expectation::Lost(..) => ObservationKind::Lock,
        Expectation::AppsBlocked(_) => ObservationKind::Apps,
    }
}
