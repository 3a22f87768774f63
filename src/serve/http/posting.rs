//! What the buttons of pages do.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Request, Response};

use crate::domain::actor::ActorId;
use crate::domain::passcode::Passcode;
use crate::domain::refusal::Refusal;
use crate::policy::keys::KeyId;
use crate::serve::http::body::{self, SentFields};
use crate::serve::http::pages::{PageAnswer, named, scenario_with};
use crate::serve::http::reply::{HttpError, see_other};
use crate::serve::served::link;
use crate::serve::served::served_world::ServedWorld;
use crate::serve::served::step::{FirstPasscode, WorldStep};
use crate::serve::service::Service;
use crate::serve::service_secret::same;
use crate::serve::worlds::SharedWorld;
use crate::simulation::fault::Profile;

type Asked = State<Arc<Service>>;

/// Reads what a button sent, and makes sure that it was a button of ours.
async fn fields(service: &Service, request: Request<Body>) -> Result<SentFields, Response<Body>> {
    let bytes = body::read(request.into_body()).await.map_err(|error| error.page())?;
    let fields = SentFields::read(&bytes);
    if same(fields.get("token").unwrap_or_default(), &service.secret.page()) {
        return Ok(fields);
    }
    let message =
        "the page is from before the service was started, or from somewhere else: load it again";
    Err(HttpError::forbidden(message).page())
}

/// Begins a world.
pub(crate) async fn begin(State(service): Asked, request: Request<Body>) -> PageAnswer {
    let fields = fields(&service, request).await?;
    begun(&service, &fields).map_err(|error| error.page())
}

fn begun(service: &Service, fields: &SentFields) -> Result<Response<Body>, HttpError> {
    let name = fields.get("name").unwrap_or_default().trim();
    let policy = service.worlds.policy(fields.get("policy").unwrap_or_default())?;
    let seed = fields.get("seed").unwrap_or_default().trim();
    let seed = if seed.is_empty() {
        None
    } else {
        let number = seed.parse().map_err(|_| HttpError::bad("a seed is a number"))?;
        Some(number)
    };
    let mut origin = service.worlds.origin(policy, seed);
    let world = match fields.get("steps") {
        None => ServedWorld::new(origin, service.worlds.rate()),
        Some(steps) => {
            origin.faults = fields.get("faults").and_then(Profile::from_name);
            ServedWorld::restored(origin, link::read(steps).map_err(HttpError::bad)?)?
        }
    };
    let shared = service.worlds.add(name, world)?;
    Ok(see_other(&format!("/w/{}", shared.name)))
}

/// Takes a step in a world, and goes back to the page.
pub(crate) async fn step(
    State(service): Asked,
    Path(name): Path<String>,
    request: Request<Body>,
) -> PageAnswer {
    let fields = fields(&service, request).await?;
    let shared = named(&service, &name)?;
    let step = fields.get("step").unwrap_or_default();
    taken(&shared, step, &fields).map_err(|error| error.page())?;
    Ok(see_other(fields.get("back").unwrap_or_default()))
}

/// Writes what was done as a scenario.
pub(crate) async fn scenario(
    State(service): Asked,
    Path(name): Path<String>,
    request: Request<Body>,
) -> PageAnswer {
    let fields = fields(&service, request).await?;
    Ok(scenario_with(&service, &*named(&service, &name)?, &fields))
}

fn taken(shared: &SharedWorld, step: &str, fields: &SentFields) -> Result<(), HttpError> {
    if let Some(status) = step.strip_prefix("answer") {
        let status = status.parse().map_err(|_| HttpError::bad("no such answer"))?;
        shared.client().answer_with(&[status]);
        return Ok(());
    }
    let mut world = shared.world();
    match step {
        "next" => {
            world.pass_to_next()?;
            return Ok(());
        }
        "undo" => return Ok(world.undo()?),
        _ => {}
    }
    if let Some(rate) = step.strip_prefix("rate") {
        let rate = rate.parse().map_err(|_| HttpError::bad("no such rate"))?;
        return Ok(world.set_rate(rate)?);
    }
    let step = read(&world, step, fields)?;
    // A refusal is shown on the page.
    let _: Result<(), Refusal> = world.take(step)?;
    Ok(())
}

/// The step that a button means. A passcode that was typed goes no further than this.
fn read(world: &ServedWorld, step: &str, fields: &SentFields) -> Result<WorldStep, HttpError> {
    let unknown = || HttpError::bad("the page has no such button: load it again");
    if step == "enrol" {
        let key = fields.number("key").map(KeyId).ok_or_else(unknown)?;
        let owner = fields.number("owner").map(ActorId).ok_or_else(unknown)?;
        return Ok(WorldStep::Enrol { owner, key, first: FirstPasscode::MadeUp });
    }
    let typed = fields.get("passcode").map(str::trim).filter(|typed| !typed.is_empty());
    let passcode =
        match typed {
            None => None,
            Some(typed) => {
                let passcode = Passcode::new(typed);
                Some(passcode.ok_or_else(|| {
                    HttpError::bad("a passcode is from 1 to 18 letters and digits")
                })?)
            }
        };
    let is_typed = step.starts_with(['p', 'w']) && step.split('.').count() == 2;
    let written = if is_typed { format!("{step}.x") } else { step.to_owned() };
    let mut steps = link::read(&written).map_err(|_| unknown())?;
    let (Some(mut step), true) = (steps.pop(), steps.is_empty()) else { return Err(unknown()) };
    match (&mut step, passcode) {
        (WorldStep::Enter { passcode, .. }, Some(typed)) if is_typed => {
            *passcode = world.role_of(&typed);
        }
        (WorldStep::Enter { .. }, None) if is_typed => {
            return Err(HttpError::bad("type a passcode first"));
        }
        (WorldStep::Set { passcode, .. }, typed) => *passcode = typed,
        _ => {}
    }
    Ok(step)
}
