//! The pages over HTTP, and what their buttons post.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::HOST;
use axum::http::{HeaderMap, Response, StatusCode};

use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::place::Place;
use crate::domain::surface::SurfaceId;
use crate::serve::client::judging;
use crate::serve::http::body::SentFields;
use crate::serve::http::events;
use crate::serve::http::reply::{HttpError, html, text};
use crate::serve::page::control::Controls;
use crate::serve::page::scenario_page::ScenarioPage;
use crate::serve::page::world_page::{Shown, alone, side_by_side, whole};
use crate::serve::page::{clients, frame, home};
use crate::serve::served::link;
use crate::serve::served::recorded_scenario::{RecordedScenario, Ticks};
use crate::serve::served::served_world::ServedWorld;
use crate::serve::service::Service;
use crate::serve::worlds::SharedWorld;
use crate::simulation::fault::Profile;

/// What a handler answers.
pub(crate) type PageAnswer = Result<Response<Body>, Response<Body>>;

type Asked = State<Arc<Service>>;

/// How many worlds are shown next to each other at most.
const SIDE_BY_SIDE_MAX: usize = 4;

/// The world of a page.
pub(crate) fn named(service: &Service, name: &str) -> Result<Arc<SharedWorld>, HttpError> {
    service.worlds.named(name).ok_or_else(|| HttpError::not_found("such world"))
}

/// What the buttons of a page at this address need.
pub(crate) fn controls(service: &Service, world: &str, back: String) -> Controls {
    Controls { world: world.to_owned(), token: service.secret.page(), back }
}

pub(crate) async fn style() -> Response<Body> {
    text(StatusCode::OK, "text/css; charset=utf-8", frame::STYLE)
}

pub(crate) async fn script() -> Response<Body> {
    text(StatusCode::OK, "text/javascript; charset=utf-8", frame::SCRIPT)
}

/// All worlds.
pub(crate) async fn worlds(State(service): Asked) -> Response<Body> {
    html(StatusCode::OK, home::home(&service))
}

/// A link to a world: it is begun when the user says so.
pub(crate) async fn restore(State(service): Asked, RawQuery(query): RawQuery) -> PageAnswer {
    let fields = SentFields::read(query.unwrap_or_default().as_bytes());
    let steps = fields.get("steps").unwrap_or_default();
    let read = link::read(steps).map_err(|error| HttpError::bad(error).page())?;
    let policy = fields.get("policy").unwrap_or_default();
    let policy = service.worlds.policy(policy).map_err(|error| HttpError::from(error).page())?;
    let restorable = home::Restorable {
        policy: policy.id.to_string(),
        seed: fields.number("seed").unwrap_or_else(|| service.worlds.seed()),
        faults: fields.get("faults").unwrap_or_default().chars().take(20).collect(),
        steps: steps.to_owned(),
        count: read.len(),
        name: service.worlds.free_name("restored"),
    };
    Ok(html(StatusCode::OK, home::restoring(&service, &restorable)))
}

/// Worlds next to each other.
pub(crate) async fn compared(State(service): Asked, RawQuery(query): RawQuery) -> PageAnswer {
    let query = query.unwrap_or_default();
    let fields = SentFields::read(query.as_bytes());
    let mut all = Vec::new();
    for name in fields.all("world").take(SIDE_BY_SIDE_MAX) {
        let shared = named(&service, name)?;
        if all.iter().all(|other: &Arc<SharedWorld>| other.name != shared.name) {
            all.push(shared);
        }
    }
    // In one order, so that two pages never wait for each other.
    all.sort_by(|one, other| one.name.cmp(&other.name));
    let mut worlds: Vec<_> = all.iter().map(|shared| (shared, shared.world())).collect();
    for (_, world) in &mut worlds {
        world.catch_up(false).map_err(|error| HttpError::from(error).page())?;
    }
    let back = format!("/side-by-side?{query}");
    let place = |name: &str| fields.all("world").position(|other| other == name);
    worlds.sort_by_key(|(shared, _)| place(&shared.name));
    let shown: Vec<(&ServedWorld, Controls)> = worlds
        .iter()
        .map(|(shared, world)| (&**world, controls(&service, &shared.name, back.clone())))
        .collect();
    Ok(html(StatusCode::OK, side_by_side(&shown)))
}

/// All surfaces of a world.
pub(crate) async fn world(
    State(service): Asked,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> PageAnswer {
    let shared = named(&service, &name)?;
    let query = query.unwrap_or_default();
    let fields = SentFields::read(query.as_bytes());
    let mut world = shared.world();
    world.catch_up(false).map_err(|error| HttpError::from(error).page())?;
    let device = shown_device(&fields, &world);
    let person = fields.number("as").map(ActorId);
    let person = person.filter(|actor| actor.index() < world.policy().actors.len());
    let controls = controls(&service, &name, back(&format!("/w/{name}"), &query));
    let link = link_to(&world);
    Ok(html(StatusCode::OK, whole(&world, &controls, Shown { device, person }, &link)))
}

/// One surface of a world.
pub(crate) async fn surface(
    State(service): Asked,
    Path((name, surface, actor)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> PageAnswer {
    let shared = named(&service, &name)?;
    let query = query.unwrap_or_default();
    let fields = SentFields::read(query.as_bytes());
    let mut world = shared.world();
    world.catch_up(false).map_err(|error| HttpError::from(error).page())?;
    let policy = world.policy();
    let surface_id = surface.parse().ok().map(SurfaceId);
    let actor_id = actor.parse().ok().map(ActorId);
    let surface_id = surface_id.filter(|it| policy.surface(*it).is_some());
    let actor_id = actor_id.filter(|it: &ActorId| it.index() < policy.actors.len());
    let Some((surface_id, actor_id)) = surface_id.zip(actor_id) else {
        return Err(HttpError::not_found("such surface or person").page());
    };
    let device = shown_device(&fields, &world);
    let here = format!("/w/{name}/see/{}/{}", surface_id.0, actor_id.0);
    let controls = controls(&service, &name, back(&here, &query));
    Ok(html(StatusCode::OK, alone(&world, &controls, Place::new(actor_id, surface_id), device)))
}

/// What follows a world.
pub(crate) async fn following(State(service): Asked, Path(name): Path<String>) -> PageAnswer {
    let shared = named(&service, &name)?;
    Ok(events::events(&service, shared))
}

/// What was done in a world as a scenario.
pub(crate) async fn scenario(State(service): Asked, Path(name): Path<String>) -> PageAnswer {
    Ok(scenario_with(&service, &*named(&service, &name)?, &SentFields::default()))
}

/// The same, with the expectations that the user has ticked.
pub(crate) fn scenario_with(
    service: &Service,
    shared: &SharedWorld,
    fields: &SentFields,
) -> Response<Body> {
    let world = shared.world();
    let policy = Arc::clone(world.policy());
    let controls = controls(service, &shared.name, format!("/w/{}/scenario", shared.name));
    let name = fields.get("name").map(scenario_name).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| format!("What happened in {}", shared.name));
    let action = fields.get("do");
    let ticks = action.map_or(Ticks::Usual, |_| ticked(fields));
    let recorded = world.history().map(|history| RecordedScenario::of(&policy, history, &ticks));
    let feature = action.and(recorded.as_ref()).map(|recorded| {
        let verified = recorded.clone().verified(&world.origin);
        let feature = verified.feature(&policy, &name);
        let note = if !verified.is_whole() {
            "Tick at least one expectation: a scenario without one shows nothing.".to_owned()
        } else if action == Some("save") {
            (service.save)(&shared.name, &feature).unwrap_or_else(|error| error)
        } else {
            "It passes with five seeds. Paste it into a file in features/.".to_owned()
        };
        (feature, note)
    });
    let page =
        ScenarioPage { controls: &controls, name: &name, recorded: recorded.as_ref(), feature };
    html(StatusCode::OK, page.draw())
}

/// A name that is one line of a feature, and no keyword of it.
fn scenario_name(given: &str) -> String {
    let plain = |one: char| if one.is_control() { ' ' } else { one };
    given.chars().map(plain).take(100).collect::<String>().trim().to_owned()
}

fn ticked(fields: &SentFields) -> Ticks {
    let pair = |tick: &str| {
        let (step, seen) = tick.split_once('.')?;
        Some((step.parse().ok()?, seen.parse().ok()?))
    };
    Ticks::These(fields.all("tick").filter_map(pair).collect())
}

/// How clients reach a world.
pub(crate) async fn clients(
    State(service): Asked,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> PageAnswer {
    let shared = named(&service, &name)?;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let controls = controls(&service, &name, format!("/w/{name}/clients"));
    let policy = Arc::clone(shared.world().policy());
    let (address, client) = (service.address(host), shared.client());
    let page = clients::clients(&policy, &controls, &service.secret, &address, &client);
    Ok(html(StatusCode::OK, page))
}

/// The verdict on the clients of a world, as a recording.
pub(crate) async fn report(State(service): Asked, Path(name): Path<String>) -> PageAnswer {
    let recording = service.verdict_on(&*named(&service, &name)?);
    Ok(text(StatusCode::OK, "application/x-ndjson", judging::text(&recording)))
}

/// There is nothing at this address.
pub(crate) async fn nothing_here() -> Response<Body> {
    HttpError::not_found("page at this address").page()
}

fn shown_device(fields: &SentFields, world: &ServedWorld) -> DeviceId {
    let device = fields.number("device").map(DeviceId).unwrap_or_default();
    if device.index() < world.device_count() { device } else { DeviceId::FIRST }
}

fn back(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The link that restores a world; nothing where too much was done.
fn link_to(world: &ServedWorld) -> String {
    let Some(history) = world.history() else { return String::new() };
    let steps = link::written(history.iter().map(|taken| &taken.step));
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("policy", &world.policy().id);
    query.append_pair("seed", &world.origin.seed.to_string());
    if let Some(faults) = world.origin.faults {
        query.append_pair("faults", Profile::name(faults));
    }
    format!("/restore?{}&steps={steps}", query.finish())
}
