//! How a world carries a step out, and what is different after it.

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
use crate::domain::reset::ResetScope;
use crate::domain::view::View;
use crate::journal::observation::Observation;
use crate::language::plan::{Act, Check, Instruction, WhenRefused};
use crate::policy::keys::KeyId;
use crate::policy::surfaces::OpenTo;
use crate::run::executor::{Executor, KnownDevice, StepError};
use crate::serve::served::entered;
use crate::serve::served::expectations::differences;
use crate::serve::served::step::{FirstPasscode, SeenAfter, TakenStep, WorldStep};
use crate::serve::served::untried::Untried;
use crate::simulation::Simulation;

/// Does it.
pub(crate) fn carry_out(
    executor: &mut Executor<Simulation>,
    step: &WorldStep,
) -> Result<Result<(), Refusal>, Untried> {
    let policy = Arc::clone(&executor.policy);
    let tried = match step {
        WorldStep::Enrol { owner, key, first } => {
            let Some(covered) = policy.covered(*key) else { return Ok(Ok(())) };
            let passcode = match first {
                FirstPasscode::MadeUp => None,
                FirstPasscode::Given(passcode) => Some(Some(*passcode)),
                FirstPasscode::None => Some(None),
            };
            if let Some(passcode) = passcode {
                return enrol(executor, (*owner, *key), &covered.key, passcode);
            }
            let acts =
                vec![Act::Enrol { owner: *owner, key: covered.key.clone(), with_passcode: true }];
            let refused = WhenRefused::GoesOn;
            let run = executor.run(&Instruction::Act { acts, refused });
            run.map(|()| executor.refused.map_or(Ok(()), Err))
        }
        WorldStep::Connect { device, online } => {
            let answer = executor.sut.act(&Action::Connect { device: *device, online: *online });
            executor.note(*device, Observation::Connected { online: *online });
            Ok(answer)
        }
        WorldStep::Do { at, device, action } => {
            executor.perform(*at, *device, action.as_user_action())
        }
        WorldStep::Reset { at, device } => {
            let surface = policy.surface(at.surface);
            let open_to = surface.map(|surface| surface.open_to);
            executor.reset(*at, *device, browser(open_to))
        }
        WorldStep::Enter { who, device, scope, passcode } => {
            let Some(passcode) = entered::passcode(executor, *passcode) else {
                return Err(Untried::Unknown("the world knows no such passcode"));
            };
            let action = match scope {
                ResetScope::Device => UserAction::EnterPasscode(passcode),
                ResetScope::WorkProfile => UserAction::OpenWorkProfile(passcode),
            };
            executor.perform(Place::on_device(*who), *device, action)
        }
        WorldStep::Set { who, device, passcode } => {
            let passcode = passcode.or_else(|| executor.random.chosen_passcode());
            let Some(passcode) = passcode else { return Ok(Ok(())) };
            let place = Place::on_device(*who);
            let tried = executor.perform(place, *device, UserAction::SetPasscode(passcode));
            let chosen = executor.devices.get_mut(device.index());
            let own = chosen.and_then(|known| known.chosen.get_mut(who.index()));
            if let (Ok(Ok(())), Some(own)) = (&tried, own) {
                *own = Some(passcode);
            }
            tried
        }
        WorldStep::Pass { span, .. } => {
            executor.pass(*span, |_| false).map(|_| Ok(())).map_err(StepError::from)
        }
        WorldStep::Inject { device, fault } => {
            executor.sut.inject(*device, *fault);
            Ok(Ok(()))
        }
    };
    tried.map_err(|error| match error {
        StepError::Failed(failure) => Untried::Stuck(failure.seen),
        StepError::Broken(error) => Untried::Broken(error.to_string()),
    })
}

/// Brings a device under management, with this passcode or without one.
fn enrol(
    executor: &mut Executor<Simulation>,
    (owner, id): (ActorId, KeyId),
    key: &Key,
    passcode: Option<Passcode>,
) -> Result<Result<(), Refusal>, Untried> {
    let device = DeviceId(u8::try_from(executor.devices.len()).unwrap_or(u8::MAX));
    if let Err(refusal) = executor.sut.act(&Action::Enrol { device, owner, key: key.clone() }) {
        return Ok(Err(refusal));
    }
    executor.devices.push(KnownDevice {
        key: key.clone(),
        owner,
        old: passcode,
        chosen: [None; ACTORS_MAX],
        views: vec![View::default(); executor.policy.places().len()],
    });
    executor.note(device, Observation::Enrolled { key: id, owner });
    let Some(passcode) = passcode else { return Ok(Ok(())) };
    let set = executor.perform(Place::on_device(owner), device, UserAction::SetPasscode(passcode));
    set.map_err(|error| Untried::Broken(format!("{error:?}")))
}

/// How a world was before a step.
pub(crate) struct Before {
    /// When that was.
    pub(crate) now: Instant,
    views: Vec<Vec<View>>,
    /// Whether the latest reset of each device has been seen to end.
    ended: Vec<(usize, bool)>,
    in_flight: bool,
}

impl Before {
    /// How it is now.
    pub(crate) fn of(executor: &Executor<Simulation>) -> Self {
        Self {
            now: executor.now(),
            views: executor.devices.iter().map(|known| known.views.clone()).collect(),
            ended: devices(executor).map(|device| ended(executor, device)).collect(),
            in_flight: devices(executor).any(|device| executor.sut.in_flight(device)),
        }
    }

    /// The step that was taken since, with what is different now.
    pub(crate) fn compared(
        &self,
        executor: &Executor<Simulation>,
        step: WorldStep,
        refused: Option<Refusal>,
    ) -> TakenStep {
        let answered: Vec<DeviceId> = devices(executor)
            .filter(|device| {
                let before = self.ended.get(device.index()).copied().unwrap_or_default();
                let now = ended(executor, *device);
                now.1 && now != before
            })
            .collect();
        let mut seen: Vec<SeenAfter> = Vec::new();
        if let Some(refusal) = refused {
            seen.push(SeenAfter { check: Check::Refused(refusal), usual: true });
        }
        let nothing = View::default();
        for device in devices(executor) {
            let before = self.views.get(device.index());
            for (index, place) in executor.policy.places().iter().enumerate() {
                let before = before.and_then(|views| views.get(index)).unwrap_or(&nothing);
                let after = executor.view(*place, device);
                let has_ended = answered.contains(&device);
                if *before != after || has_ended {
                    let at = (*place, device);
                    seen.extend(differences(&executor.policy, at, before, &after, has_ended));
                }
            }
        }
        let since_removed = devices(executor).find_map(|device| {
            let removed = executor.tracker.latest(device)?.removed_at?;
            Some((device, executor.now().since(removed)))
        });
        let in_flight = self.in_flight;
        TakenStep { step, refused, seen, answered, in_flight, since_removed, entered: None }
    }
}

/// How many resets of the device were seen to begin, and whether the latest was seen to end.
fn ended(executor: &Executor<Simulation>, device: DeviceId) -> (usize, bool) {
    let history = executor.tracker.device(device);
    let count = history.map_or(0, |history| history.resets.len());
    let latest = executor.tracker.latest(device);
    (count, latest.is_some_and(|latest| latest.ended.is_some()))
}

fn devices(executor: &Executor<Simulation>) -> impl Iterator<Item = DeviceId> + use<> {
    (0..).map(DeviceId).take(executor.devices.len())
}

/// The browser in which a person uses a surface.
pub(crate) const fn browser(open_to: Option<OpenTo>) -> Browser {
    match open_to {
        Some(OpenTo::TheDevice) => Browser::OnTheDevice,
        Some(OpenTo::AnyBrowser) | None => Browser::OnAnotherDevice,
    }
}
