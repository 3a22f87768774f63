//! The devices of a world as the API describes them: what the person who calls may see, and nothing else.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::reset::ResetState;
use crate::policy::checked::Policy;
use crate::serve::graph::moment::written;
use crate::serve::served::served_world::ServedWorld;

/// A text of 32 hexadecimal digits as an id: `01234567-89ab-…`.
pub(crate) fn guid(seed: &str) -> String {
    let digest = Sha256::digest(seed.as_bytes());
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

/// The id of a device: the same in every world of this name.
pub(crate) fn device_id(world: &str, device: DeviceId) -> String {
    guid(&format!("device/{world}/{}", device.0))
}

/// The device with an id.
pub(crate) fn device_with(name: &str, world: &ServedWorld, id: &str) -> Option<DeviceId> {
    world.devices().find(|device| device_id(name, *device).eq_ignore_ascii_case(id))
}

/// The name by which an actor signs in: `someone@example.com`.
pub(crate) fn principal(policy: &Policy, actor: ActorId) -> String {
    let name = policy.actor_name(actor).to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    let plain = |one: char| if one.is_ascii_alphanumeric() { one } else { '-' };
    let name: String = name.chars().map(plain).collect();
    format!("{name}@example.com")
}

/// Where the person resets a device through the API: on the first surface that lets them.
pub(crate) fn reset_place(world: &ServedWorld, actor: ActorId, device: DeviceId) -> Option<Place> {
    let policy = world.policy();
    let known = world.executor.devices.get(device.index())?;
    let mut surfaces = policy.declared_surfaces().filter(|(_, surface)| {
        surface.is_console()
            && surface.flow.is_some()
            && surface.resetting.contains(&actor)
            && surface.manages(known.key.management())
    });
    surfaces.next().map(|(surface, _)| Place::new(actor, surface))
}

/// Where the person reads of a device through the API: where they reset it, or else on the first console that has it.
pub(crate) fn reading_place(
    world: &ServedWorld,
    actor: ActorId,
    device: DeviceId,
) -> Option<Place> {
    reset_place(world, actor, device).or_else(|| {
        let known = world.executor.devices.get(device.index())?;
        let mut consoles = world.policy().declared_surfaces().filter(|(_, surface)| {
            surface.is_console()
                && surface.people.contains(&actor)
                && surface.manages(known.key.management())
        });
        consoles.next().map(|(surface, _)| Place::new(actor, surface))
    })
}

/// A device, as the person sees it.
pub(crate) fn device(name: &str, world: &ServedWorld, actor: ActorId, device: DeviceId) -> Value {
    let policy = world.policy();
    let Some(known) = world.executor.devices.get(device.index()) else { return Value::Null };
    let date = |at| written(&policy.as_of, at);
    let place = reading_place(world, actor, device);
    let result = place.and_then(|place| result(world, place, device));
    json!({
        "id": device_id(name, device),
        "deviceName": format!("{name}-{}", device.0 + 1),
        "operatingSystem": known.key.platform(),
        "managementState": "managed",
        "managementAgent": known.key.management(),
        "userPrincipalName": principal(policy, known.owner),
        "userDisplayName": policy.actor_name(known.owner),
        "emailAddress": principal(policy, known.owner),
        "enrolledDateTime": date(Instant::START),
        "lastSyncDateTime": date(world.now()),
        "deviceActionResults": result.into_iter().collect::<Vec<_>>(),
    })
}

/// The result of the latest reset, if there is one that the person may see.
fn result(world: &ServedWorld, place: Place, device: DeviceId) -> Option<Value> {
    let view = world.view(place, device);
    let state = view.state.filter(|state| *state != ResetState::None)?;
    let policy = world.policy();
    let latest = world.executor.tracker.latest(device);
    let begun = latest.map_or_else(|| world.now(), |latest| latest.begun_at);
    let changed = latest.and_then(|latest| latest.ended).map_or(begun, |(_, at)| at);
    let passcode = view.new_passcode().filter(|_| state == ResetState::Done);
    Some(json!({
        "@odata.type": "#microsoft.graph.resetPasscodeActionResult",
        "actionName": "resetPasscode",
        "actionState": state_name(state),
        "startDateTime": written(&policy.as_of, begun),
        "lastUpdatedDateTime": written(&policy.as_of, changed),
        "passcode": passcode.map(Passcode::reveal),
    }))
}

/// A state of a reset as an enumeration of the API has it.
pub(crate) const fn state_name(state: ResetState) -> &'static str {
    match state {
        ResetState::None => "none",
        ResetState::Pending => "pending",
        ResetState::Active => "active",
        ResetState::Done => "done",
        ResetState::Failed => "failed",
        ResetState::Canceled => "canceled",
        ResetState::NotSupported => "notSupported",
    }
}

/// Every reset that was seen to begin, as the list of remote actions has it: no passcode is in it.
pub(crate) fn audits(name: &str, world: &ServedWorld) -> Vec<Value> {
    let policy = world.policy();
    let histories = world.executor.tracker.devices();
    let mut audits = Vec::new();
    for (device, history) in (0..).map(DeviceId).zip(histories) {
        let Some(known) = world.executor.devices.get(device.index()) else { continue };
        for (number, reset) in history.resets.iter().enumerate() {
            let state = reset.ended.map_or(ResetState::Pending, |(state, _)| state);
            audits.push(json!({
                "id": guid(&format!("audit/{name}/{}/{number}", device.0)),
                "deviceDisplayName": format!("{name}-{}", device.0 + 1),
                "userName": policy.actor_name(known.owner),
                "initiatedByUserPrincipalName": principal(policy, reset.place.actor),
                "action": "resetPasscode",
                "requestDateTime": written(&policy.as_of, reset.begun_at),
                "deviceOwnerUserPrincipalName": principal(policy, known.owner),
                "deviceIMEI": null,
                "actionState": state_name(state),
                "managedDeviceId": device_id(name, device),
            }));
        }
    }
    audits
}
