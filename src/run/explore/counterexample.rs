//! The shortest way to a broken invariant, step by step, with what happened on it.

use std::sync::Arc;

use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::passcode::Shape;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::reset::{ResetScope, ResetState};
use crate::journal::Trace;
use crate::journal::event::Event;
use crate::language::plan::{Act, Check, KnownPasscode, NamedDevice, NamedPlace, SurfaceAction};
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::run::explore::transition::{Transition, open_steps};
use crate::run::explore::world::{World, number, visible};
use crate::simulation::Simulation;
use crate::simulation::invariant::{Breach, Invariant};

/// A way to a broken invariant.
#[derive(Clone, Debug)]
pub struct Counterexample {
    /// The rule that was broken.
    pub invariant: Invariant,
    /// The same, with the moment.
    pub breach: Breach,
    /// The steps that lead there.
    pub steps: Vec<Taken>,
    /// What people would see instead, if the rule held; empty if no one can see it.
    pub checks: Vec<Check>,
    /// Everything that happened.
    pub trace: Trace,
    /// What both devices are.
    pub key: KeyId,
    /// The policy under which it happened.
    pub policy: Arc<Policy>,
}

impl Counterexample {
    /// Whether a simulation that keeps the rule refuses the last step.
    pub const fn ends_in_refusal(&self) -> bool {
        match self.invariant {
            Invariant::ConfirmedInTime | Invariant::OneInFlight => true,
            Invariant::SeenByThePolicy
            | Invariant::ShownIsCurrent
            | Invariant::SuccessWasApplied
            | Invariant::AppliedOnce
            | Invariant::EndsInTime => false,
        }
    }
}

/// A step that was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The step.
    pub step: Transition,
    /// Why it was refused, if it was.
    pub refused: Option<Refusal>,
    /// Who saw the passcode that the step enters where, and what it was made of.
    pub seen: Option<(Place, Shape)>,
    /// Whether it brought the answer to a reset of the first device.
    pub answered: bool,
}

impl Counterexample {
    /// Runs a way again, each step by its place among the open ones, this time keeping the trace.
    pub(crate) fn replayed(world: &World, way: &[usize]) -> Option<Self> {
        let mut state = world.start();
        let (mut steps, mut open) = (Vec::new(), Vec::new());
        for position in way {
            open_steps(&world.steps, &state, &mut open);
            let step = open.get(*position)?.clone();
            steps.push(Taken::take(world, &mut state, step));
        }
        let breach = state.breach()?;
        Some(Self {
            invariant: breach.invariant,
            breach,
            checks: checks(breach, &state, &steps),
            steps,
            trace: std::mem::take(state.trace()),
            key: world.key,
            policy: Arc::clone(&world.policy),
        })
    }
}

impl Taken {
    fn take(world: &World, state: &mut Simulation, step: Transition) -> Self {
        let seen = match step {
            Transition::Act(Act::Enter { device, passcode: KnownPasscode::Seen, .. }) => {
                visible(state, number(device))
            }
            Transition::Act(_) | Transition::Arrives(_) => None,
        };
        let before = state.trace().entries().len();
        let refused = world.take(state, &step).err();
        let entries = state.trace().entries().get(before..).unwrap_or_default();
        let answered = entries.iter().any(|entry| {
            entry.device == DeviceId::FIRST && matches!(entry.event, Event::Ended { .. })
        });
        Self { step, refused, seen, answered }
    }
}

/// What people see where the rule holds, of the first device. A simulation that keeps the rule shows all of it, so that the scenario passes once the defect is fixed.
fn checks(breach: Breach, state: &Simulation, steps: &[Taken]) -> Vec<Check> {
    let device = DeviceId::FIRST;
    if breach.device != device {
        return Vec::new();
    }
    let named = NamedDevice::Numbered(device);
    let scope = ResetScope::Device;
    let unlocks = |passcode, opens| Check::Unlocks { device: named, passcode, opens, scope };
    let see = |Place { actor, surface }, what| Check::Sees {
        at: NamedPlace { actor, surface: Some(surface) },
        device: named,
        what,
        within: None,
    };
    let seen_and_opens = || match visible(state, device) {
        Some((place, Shape { alphabet, .. })) => vec![
            see(place, Expectation::NewPasscode { alphabet, length: None }),
            unlocks(KnownPasscode::Seen, true),
        ],
        None => Vec::new(),
    };
    let hidden = || {
        let shows = |place: &Place| state.look(*place, device).new_passcode().is_some();
        let places = state.policy().places().iter().filter(|place| shows(place));
        places.map(|place| see(*place, Expectation::NoPasscode)).collect()
    };
    match breach.invariant {
        Invariant::SeenByThePolicy => hidden(),
        Invariant::ShownIsCurrent if state.in_flight(device) => hidden(),
        Invariant::ShownIsCurrent | Invariant::AppliedOnce => seen_and_opens(),
        Invariant::SuccessWasApplied => vec![unlocks(KnownPasscode::Old, false)],
        Invariant::ConfirmedInTime => {
            let asked = confirmed_at(steps).and_then(|place| {
                let pending = state.policy().surface(place.surface)?.says.pending?;
                Some((place, state.policy().text(pending).into()))
            });
            asked
                .map(|(place, pending)| see(place, Expectation::DoesNotSay(pending)))
                .into_iter()
                .collect()
        }
        Invariant::OneInFlight => vec![Check::Refused(Refusal::AlreadyPending)],
        Invariant::EndsInTime => shows_state(state)
            .map(|place| see(place, Expectation::State(ResetState::Done)))
            .into_iter()
            .collect(),
    }
}

/// The first place that shows the state of the latest reset.
fn shows_state(state: &Simulation) -> Option<Place> {
    let mut places = state.policy().places().iter().copied();
    places.find(|place| state.look(*place, DeviceId::FIRST).state.is_some())
}

/// Who did something last on a surface that could have sent a reset, and where.
fn confirmed_at(steps: &[Taken]) -> Option<Place> {
    steps.iter().rev().find_map(|taken| match &taken.step {
        Transition::Act(Act::Do { at, user_action, .. })
            if *user_action != SurfaceAction::SignOut =>
        {
            at.surface.map(|surface| Place::new(at.actor, surface))
        }
        Transition::Act(_) | Transition::Arrives(_) => None,
    })
}
