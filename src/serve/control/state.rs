//! A world as the control API describes it: what the device itself shows, never a passcode.

use serde_json::{Value, json};

use crate::domain::device::{DeviceId, DeviceLock};
use crate::domain::place::Place;
use crate::serve::graph::bearer::{Permission, token};
use crate::serve::graph::devices::{device_id, principal};
use crate::serve::served::link;
use crate::serve::service_secret::ServiceSecret;
use crate::serve::worlds::SharedWorld;

/// A world: its clock, its devices, its link.
pub(crate) fn world(shared: &SharedWorld) -> Value {
    let world = shared.world();
    let devices: Vec<DeviceId> = world.devices().collect();
    let steps = world.history().map(|all| link::written(all.iter().map(|taken| &taken.step)));
    let (policy, seed) = (world.policy().id.to_string(), world.origin.seed);
    let (now, rate) = (world.now().milliseconds(), world.rate());
    drop(world);
    let devices: Vec<Value> = devices.into_iter().map(|it| device(shared, it)).collect();
    json!({
        "name": shared.name,
        "policy": policy,
        "seed": seed.to_string(),
        "now_ms": now,
        "rate": rate,
        "steps": steps,
        "devices": devices,
    })
}

/// A device: what it is, and what it shows to its owner.
pub(crate) fn device(shared: &SharedWorld, device: DeviceId) -> Value {
    let world = shared.world();
    let policy = world.policy();
    let Some(known) = world.executor.devices.get(device.index()) else { return Value::Null };
    let view = world.view(Place::on_device(known.owner), device);
    let notice = view
        .notice
        .map(|notice| json!({ "kind": notice.kind.name(), "says": policy.text(notice.says) }));
    json!({
        "device": device.0,
        "id": device_id(&shared.name, device),
        "owner": policy.actor_name(known.owner),
        "platform": known.key.platform(),
        "management": known.key.management(),
        "online": world.executor.sut.online(device),
        "lock": view.lock.map(DeviceLock::name),
        "apps_blocked": view.apps_blocked,
        "asks_for_own_passcode": view.asks_for_own_passcode,
        "notice": notice,
        "resets_waiting": world.waiting_count(device),
    })
}

/// The Graph tokens of every person.
pub(crate) fn tokens(shared: &SharedWorld, secret: &ServiceSecret) -> Value {
    let policy = shared.world().policy().clone();
    let of = |actor| {
        let token = |permission| token(secret, &shared.name, actor, permission);
        let all = Permission::ALL.iter().map(|it| (it.name().to_owned(), json!(token(*it))));
        json!({
            "actor": policy.actor_name(actor),
            "role": policy.role(actor).name(),
            "userPrincipalName": principal(&policy, actor),
            "tokens": Value::Object(all.collect()),
        })
    };
    Value::Array(policy.actor_ids().map(of).collect())
}
