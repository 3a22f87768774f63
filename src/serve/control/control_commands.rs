//! What the control API does in a world.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::fault::Fault;
use crate::domain::key::Key;
use crate::domain::passcode::Passcode;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetScope;
use crate::domain::span::Span;
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::serve::control::state;
use crate::serve::http::reply::HttpError;
use crate::serve::served::link;
use crate::serve::served::pace::RATE_MAX;
use crate::serve::served::served_world::ServedWorld;
use crate::serve::served::step::{FirstPasscode, WorldStep};
use crate::serve::service::Service;
use crate::serve::worlds::SharedWorld;

/// What a command answers.
type Answered = Result<Value, HttpError>;

/// Begins a world: `{"name", "policy", "seed", "rate", "steps"}`, of which the name alone is needed.
pub(crate) fn begin(service: &Service, given: &Value) -> Answered {
    let worlds = &service.worlds;
    let name = text(given, "name").ok_or_else(|| HttpError::bad("a world needs a `name`"))?;
    let policy = match text(given, "policy") {
        Some(id) => worlds.policy(id)?,
        None => worlds.policies().first().ok_or_else(|| HttpError::not_found("policy"))?,
    };
    let seed = match given.get("seed") {
        None | Some(Value::Null) => None,
        Some(seed) => Some(number(seed).ok_or_else(|| HttpError::bad("`seed` is a number"))?),
    };
    let rate = rate(given)?.unwrap_or_else(|| worlds.rate());
    let origin = worlds.origin(policy, seed);
    let mut world = match text(given, "steps") {
        None => ServedWorld::new(origin, 0),
        Some(steps) => ServedWorld::restored(origin, link::read(steps).map_err(HttpError::bad)?)?,
    };
    world.set_rate(rate)?;
    let shared = worlds.add(name, world)?;
    Ok(state::world(&shared))
}

/// Carries out the command that is called `name` about a world or one of its devices.
pub(crate) fn carry_out(
    shared: &SharedWorld,
    name: &str,
    device: Option<DeviceId>,
    given: &Value,
) -> Answered {
    match (name, device) {
        ("devices", None) => enrol(shared, given),
        ("clock", None) => clock(shared, given),
        ("answers", None) => answers(shared, given),
        ("log", None) => {
            let log = text(given, "text").ok_or_else(|| HttpError::bad("a log has a `text`"))?;
            shared.client().search_log(Some(log));
            Ok(json!({}))
        }
        ("connect", Some(device)) => {
            let online = given.get("online").and_then(Value::as_bool);
            let online = online.ok_or_else(|| HttpError::bad("`online` is true or false"))?;
            step(shared, WorldStep::Connect { device, online })
        }
        ("enter" | "open-work-profile", Some(device)) => {
            let scope = if name == "enter" { ResetScope::Device } else { ResetScope::WorkProfile };
            let passcode =
                passcode(given)?.ok_or_else(|| HttpError::bad("it needs a `passcode`"))?;
            let who = person(shared, device, given)?;
            let passcode = shared.world().role_of(&passcode);
            step(shared, WorldStep::Enter { who, device, scope, passcode })
        }
        ("set", Some(device)) => {
            let (who, passcode) = (person(shared, device, given)?, passcode(given)?);
            step(shared, WorldStep::Set { who, device, passcode })
        }
        ("faults", Some(device)) => {
            let fault = text(given, "fault").and_then(Fault::from_name).ok_or_else(|| {
                let known: Vec<&str> = Fault::ALL.iter().map(|fault| fault.name()).collect();
                HttpError::bad(format!("`fault` is one of: {}", known.join(", ")))
            })?;
            step(shared, WorldStep::Inject { device, fault })
        }
        ("requests", Some(device)) => {
            shared.client().person_asked(device);
            Ok(json!({}))
        }
        (_, _) => Err(HttpError::not_found("such command")),
    }
}

/// Gives a device: `{"platform", "management", "values", "owner", "online", "passcode"}`; one whose passcode is `null` has
/// none until its owner sets one.
fn enrol(shared: &SharedWorld, given: &Value) -> Answered {
    let policy = Arc::clone(shared.world().policy());
    let key = key(&policy, given)?;
    let owner = match text(given, "owner") {
        Some(name) => actor(&policy, name)?,
        None => policy.owner(),
    };
    let first = match (given.get("passcode"), passcode(given)?) {
        (_, Some(passcode)) => FirstPasscode::Given(passcode),
        (Some(_), None) => FirstPasscode::None,
        (None, None) => FirstPasscode::MadeUp,
    };
    let mut world = shared.world();
    let device = world.device_count();
    let device = DeviceId(u8::try_from(device).unwrap_or(u8::MAX));
    world.take(WorldStep::Enrol { owner, key, first })?.map_err(refused)?;
    if given.get("online").and_then(Value::as_bool) == Some(false) {
        world.take(WorldStep::Connect { device, online: false })?.map_err(refused)?;
    }
    drop(world);
    Ok(state::device(shared, device))
}

/// The key that a platform, a management and other values are, in the order of the policy's dimensions.
fn key(policy: &Policy, given: &Value) -> Result<KeyId, HttpError> {
    let platform = text(given, "platform").unwrap_or_default();
    let management = text(given, "management").unwrap_or_default();
    let values = given.get("values").and_then(Value::as_array);
    let values = values.into_iter().flatten().filter_map(Value::as_str);
    let all = [platform, management].into_iter().chain(values).map(Arc::from);
    policy.key_id(&Key::new(all)).ok_or_else(|| {
        let known: Vec<String> = policy.key_ids().map(|id| policy.key_in_words(id)).collect();
        HttpError::bad(format!("the policy has no such device: it has {}", known.join("; ")))
    })
}

/// Moves the clock: `{"ms"}`, `{"until": "change"}` or both, `{"rate"}`.
fn clock(shared: &SharedWorld, given: &Value) -> Answered {
    let mut changed = None;
    if let Some(rate) = rate(given)? {
        shared.world().set_rate(rate)?;
    }
    let span = match given.get("ms") {
        None => None,
        Some(milliseconds) => {
            let span = number(milliseconds).ok_or_else(|| HttpError::bad("`ms` is a number"))?;
            Some(Span::from_milliseconds(span).min(Span::MAX))
        }
    };
    let mut world = shared.world();
    match (span, text(given, "until") == Some("change")) {
        (Some(within), true) => changed = Some(world.pass_to_change(within)?),
        (None, true) => changed = Some(world.pass_to_next()?),
        (Some(span), false) => {
            world.take(WorldStep::Pass { span, until_change: false })?.map_err(refused)?;
        }
        (None, false) => {}
    }
    Ok(json!({ "now_ms": world.now().milliseconds(), "rate": world.rate(), "changed": changed }))
}

/// Answers the next resets with other statuses than their own: `{"statuses": [503, 504]}`.
fn answers(shared: &SharedWorld, given: &Value) -> Answered {
    let statuses = given.get("statuses").and_then(Value::as_array);
    let statuses: Option<Vec<u16>> = statuses.and_then(|all| {
        let status = |it: &Value| it.as_u64().and_then(|it| u16::try_from(it).ok());
        all.iter().map(status).collect()
    });
    let is_status = |status: &u16| matches!(status, 204 | 429 | 500..=599);
    let statuses = statuses.filter(|all| all.iter().all(is_status)).ok_or_else(|| {
        HttpError::bad("`statuses` is a list of 204, 429 and numbers from 500 to 599")
    })?;
    shared.client().answer_with(&statuses);
    Ok(json!({}))
}

fn step(shared: &SharedWorld, step: WorldStep) -> Answered {
    let answer = shared.world().take(step)?;
    let world = shared.world();
    let now = world.now().milliseconds();
    Ok(match answer {
        Ok(()) => json!({ "done": true, "now_ms": now }),
        Err(refusal) => json!({ "refused": refusal.name(), "now_ms": now }),
    })
}

fn refused(refusal: Refusal) -> HttpError {
    HttpError::conflict(format!("it is refused: {refusal}"))
}

/// The person who acts: its owner where no one is named.
fn person(shared: &SharedWorld, device: DeviceId, given: &Value) -> Result<ActorId, HttpError> {
    let world = shared.world();
    match text(given, "actor") {
        Some(name) => actor(world.policy(), name),
        None => Ok(world.executor.owner_of(device)),
    }
}

fn actor(policy: &Policy, name: &str) -> Result<ActorId, HttpError> {
    policy.actor_named(name).ok_or_else(|| {
        let known: Vec<&str> = policy.actor_ids().map(|id| policy.actor_name(id)).collect();
        HttpError::bad(format!("the policy has no such person: it has {}", known.join(", ")))
    })
}

fn passcode(given: &Value) -> Result<Option<Passcode>, HttpError> {
    let Some(characters) = text(given, "passcode") else { return Ok(None) };
    let passcode = Passcode::new(characters);
    passcode.map(Some).ok_or_else(|| HttpError::bad("a passcode is 1 to 18 letters and digits"))
}

fn rate(given: &Value) -> Result<Option<u32>, HttpError> {
    let Some(rate) = given.get("rate") else { return Ok(None) };
    let rate = number(rate).and_then(|rate| u32::try_from(rate).ok());
    let rate = rate.filter(|rate| *rate <= RATE_MAX);
    rate.map(Some).ok_or_else(|| HttpError::bad(format!("`rate` is from 0 to {RATE_MAX}")))
}

fn text<'v>(given: &'v Value, name: &str) -> Option<&'v str> {
    given.get(name)?.as_str()
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
