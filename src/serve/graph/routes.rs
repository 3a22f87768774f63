//! What a request asks for, and what it is answered with.

use std::sync::Arc;

use tokio::time::Instant;

use crate::domain::device::DeviceId;
use crate::domain::refusal::Refusal;
use crate::serve::graph::bearer::{Caller, caller};
use crate::serve::graph::devices::{audits, device, device_with, reading_place, reset_place};
use crate::serve::graph::graph_answer::GraphAnswer;
use crate::serve::graph::listing::{listed, selected};
use crate::serve::graph::request::GraphRequest;
use crate::serve::served::untried::Untried;
use crate::serve::service_secret::ServiceSecret;
use crate::serve::worlds::SharedWorld;

/// The name of the permission that resets need.
const PRIVILEGED: &str = "DeviceManagementManagedDevices.PrivilegedOperations.All";
/// The name of the permission that reading needs.
const READ: &str = "DeviceManagementManagedDevices.Read.All";

/// Answers a request that is not a batch.
pub(crate) fn answered(
    shared: &SharedWorld,
    secret: &ServiceSecret,
    request: &GraphRequest,
) -> GraphAnswer {
    let policy = Arc::clone(shared.world().policy());
    let Some(caller) = caller(secret, &shared.name, &policy, &request.authorization) else {
        let message = "Access token is missing, or not one of this world.";
        return GraphAnswer::error(401, "InvalidAuthenticationToken", message);
    };
    let key = key(request);
    shared.client().arrived(&key, Instant::now());
    let answer = routed(shared, caller, request);
    if let Some(seconds) = answer.retry_after {
        shared.client().has_to_wait(key, seconds, Instant::now());
    }
    answer
}

/// Answers a request that is one too many.
pub(crate) fn throttled(shared: &SharedWorld, request: &GraphRequest) -> GraphAnswer {
    let (key, now) = (key(request), Instant::now());
    let answer = GraphAnswer::throttled();
    let mut client = shared.client();
    client.arrived(&key, now);
    client.has_to_wait(key, answer.retry_after.unwrap_or_default(), now);
    answer
}

/// What a request is when it is repeated.
fn key(request: &GraphRequest) -> String {
    format!("{} {}", request.method, request.segments.join("/"))
}

fn routed(shared: &SharedWorld, caller: Caller, request: &GraphRequest) -> GraphAnswer {
    let path = request.path();
    let (method, is_beta) = (request.method.as_str(), request.version == "beta");
    match path.as_slice() {
        ["deviceManagement", "managedDevices"] => match method {
            "GET" => reading(caller).unwrap_or_else(|| devices(shared, caller, request)),
            _ => not_allowed(),
        },
        ["deviceManagement", "managedDevices", id] => match method {
            "GET" => reading(caller).unwrap_or_else(|| one_device(shared, caller, request, id)),
            _ => not_allowed(),
        },
        ["deviceManagement", "managedDevices", id, action] => {
            let action = action.strip_prefix("microsoft.graph.").unwrap_or(action);
            match (action, method) {
                ("resetPasscode", "POST") => {
                    resetting(caller).unwrap_or_else(|| reset(shared, caller, request, id))
                }
                ("resetPasscode", _) => not_allowed(),
                (other, _) => GraphAnswer::no_segment(other),
            }
        }
        ["deviceManagement", "remoteActionAudits"] if is_beta => match method {
            "GET" => reading(caller).unwrap_or_else(|| {
                let audits = audits(&shared.name, &shared.world());
                listed(request, "deviceManagement/remoteActionAudits", audits)
            }),
            _ => not_allowed(),
        },
        [.., last] => GraphAnswer::no_segment(last),
        [] => GraphAnswer::bad_request("Invalid version or no resource."),
    }
}

fn not_allowed() -> GraphAnswer {
    GraphAnswer::error(405, "MethodNotAllowed", "This method is not allowed here.")
}

/// Why the person may not read, if they may not.
fn reading(caller: Caller) -> Option<GraphAnswer> {
    (!caller.is_staff || !caller.permission.reads())
        .then(|| GraphAnswer::forbidden(&format!("This needs the permission {READ}.")))
}

/// Why the person may not reset, if they may not.
fn resetting(caller: Caller) -> Option<GraphAnswer> {
    (!caller.is_staff || !caller.permission.resets())
        .then(|| GraphAnswer::forbidden(&format!("This needs the permission {PRIVILEGED}.")))
}

/// The clock has moved up to now, or why that could not be.
fn caught_up(shared: &SharedWorld) -> Option<GraphAnswer> {
    shared.world().catch_up(false).err().map(|error| internal(&error))
}

fn internal(error: &Untried) -> GraphAnswer {
    GraphAnswer::error(500, "InternalServerError", &error.to_string())
}

fn devices(shared: &SharedWorld, caller: Caller, request: &GraphRequest) -> GraphAnswer {
    if let Some(error) = caught_up(shared) {
        return error;
    }
    let world = shared.world();
    let all: Vec<DeviceId> = world.devices().collect();
    let items = all.iter().map(|it| device(&shared.name, &world, caller.actor, *it)).collect();
    let answer = listed(request, "deviceManagement/managedDevices", items);
    let is_read = |text: &str| text.contains("deviceActionResults");
    if request.option("select").is_none_or(is_read) {
        drop(world);
        all.iter().for_each(|it| note_end(shared, caller, *it));
    }
    answer
}

fn one_device(
    shared: &SharedWorld,
    caller: Caller,
    request: &GraphRequest,
    id: &str,
) -> GraphAnswer {
    if let Some(error) = caught_up(shared) {
        return error;
    }
    let world = shared.world();
    let Some(found) = device_with(&shared.name, &world, id) else {
        return GraphAnswer::not_found("The device");
    };
    let item = device(&shared.name, &world, caller.actor, found);
    drop(world);
    match selected(request, item) {
        Ok(mut item) => {
            if item.get("deviceActionResults").is_some() {
                note_end(shared, caller, found);
            }
            let (base, version) = (&request.base, &request.version);
            let context =
                format!("{base}{version}/$metadata#deviceManagement/managedDevices/$entity");
            if let Some(fields) = item.as_object_mut() {
                fields.insert("@odata.context".to_owned(), context.into());
            }
            GraphAnswer::content(item)
        }
        Err(message) => GraphAnswer::bad_request(&message),
    }
}

/// The client has been shown how the latest reset ended, if it has.
fn note_end(shared: &SharedWorld, caller: Caller, device: DeviceId) {
    let world = shared.world();
    let Some(place) = reading_place(&world, caller.actor, device) else { return };
    let view = world.view(place, device);
    let has_ended = view.state.is_some_and(|state| !state.in_flight());
    let waits = world.waiting_count(device) > 0;
    drop(world);
    if has_ended && !waits {
        shared.client().read_end(device, view.new_passcode());
    }
}

fn reset(shared: &SharedWorld, caller: Caller, request: &GraphRequest, id: &str) -> GraphAnswer {
    let mut world = shared.world();
    let Some(device) = device_with(&shared.name, &world, id) else {
        return GraphAnswer::not_found("The device");
    };
    let Some(place) = reset_place(&world, caller.actor, device) else {
        let message = "No surface of the policy lets this person reset this device.";
        return GraphAnswer::forbidden(message);
    };
    let answer = world.reset_in_turn(place, device);
    drop(world);
    match answer {
        Ok(Ok(())) => {
            let mut client = shared.client();
            client.accepted(device, &request.client_request_id);
            client.next_answer().map_or_else(GraphAnswer::no_content, GraphAnswer::gateway)
        }
        Ok(Err(refusal)) => refused(refusal),
        Err(error) => internal(&error),
    }
}

/// A refusal of the surface, as an error.
fn refused(refusal: Refusal) -> GraphAnswer {
    match refusal {
        Refusal::AlreadyPending => {
            GraphAnswer::error(409, "Conflict", &format!("It is refused: {refusal}."))
        }
        Refusal::NoDevice => GraphAnswer::not_found("The device"),
        Refusal::NotAllowed
        | Refusal::NotOffered
        | Refusal::SignedOut
        | Refusal::NotAsked
        | Refusal::DeviceLocked
        | Refusal::WrongPasscode
        | Refusal::AppsBlocked
        | Refusal::DeviceOffline
        | Refusal::WrongCode
        | Refusal::NoRow
        | Refusal::EnrolledAlready
        | Refusal::Other => GraphAnswer::forbidden(&format!("It is refused: {refusal}.")),
    }
}
