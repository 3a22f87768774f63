//! From what the harness wants to what it asks.

use crate::domain::action::UserAction;
use crate::domain::device::DeviceId;
use crate::domain::place::Place;
use crate::policy::checked::Policy;
use crate::simulation::random_stream::Seed;
use crate::sut::Title;
use crate::sut::protocol::question::{ActionMessage, Begin, PolicyName, WorldNames};
use crate::sut::protocol::secret::Secret;

/// The beginning of a scenario.
pub(crate) fn begin_message(policy: &Policy, seed: Seed, title: &Title) -> Begin {
    let actors = policy.actors.iter().map(|it| (it.name.to_string(), it.role.to_string()));
    let surfaces = policy.surfaces.iter().map(|it| (it.name.to_string(), it.kind.to_string()));
    Begin {
        scenario: title.name.clone(),
        place: title.place.clone(),
        seed: seed.0.to_string(),
        policy: PolicyName {
            id: policy.id.to_string(),
            digest: format!("{:016x}", policy.digest()),
        },
        world: WorldNames {
            service: policy.service.to_string(),
            dimensions: policy.dimension_values(),
            actors: actors.collect(),
            surfaces: surfaces.collect(),
        },
    }
}

/// What a person does.
pub(crate) fn action_message(action: UserAction) -> ActionMessage {
    match action {
        UserAction::SelectReset => ActionMessage::SelectReset,
        UserAction::SignOut => ActionMessage::SignOut,
        UserAction::SignIn { from } => ActionMessage::SignIn { browser: from },
        UserAction::Confirm => ActionMessage::Confirm,
        UserAction::EnterCode { right } => ActionMessage::EnterCode { right },
        UserAction::Choose { option } => ActionMessage::Choose { option },
        UserAction::Cancel => ActionMessage::Cancel,
        UserAction::EnterPasscode(passcode) => {
            ActionMessage::EnterPasscode { passcode: Secret::new(passcode.reveal()) }
        }
        UserAction::OpenWorkProfile(passcode) => {
            ActionMessage::OpenWorkProfile { passcode: Secret::new(passcode.reveal()) }
        }
        UserAction::SetPasscode(passcode) => {
            ActionMessage::SetPasscode { passcode: Secret::new(passcode.reveal()) }
        }
    }
}

/// A place to be looked at.
pub(crate) fn place_message(
    policy: &Policy,
    (place, device): (Place, DeviceId),
) -> (String, String, u8) {
    let actor = policy.actor_name(place.actor).to_owned();
    (actor, policy.surface_name(place.surface).to_owned(), device.0)
}
