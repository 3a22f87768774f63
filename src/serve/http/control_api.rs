//! The control API over HTTP.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{Method, Request, Response, StatusCode};

use crate::domain::device::DeviceId;
use crate::serve::control::{control_commands, state};
use crate::serve::http::body;
use crate::serve::http::reply::{HttpError, nothing, value};
use crate::serve::service::Service;
use crate::serve::service_secret::same;

/// Answers a request to the control API.
pub(crate) async fn control(
    State(service): State<Arc<Service>>,
    Path(path): Path<String>,
    request: Request<Body>,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let given = head.headers.get(AUTHORIZATION).and_then(|given| given.to_str().ok());
    let token = given.and_then(|given| given.strip_prefix("Bearer ")).unwrap_or_default();
    if !same(token.trim(), &service.secret.control()) {
        let status = StatusCode::UNAUTHORIZED;
        let message = "the control API needs its own token, as a bearer token".to_owned();
        return HttpError { status, message }.json();
    }
    let body = match body::read(body).await {
        Ok(body) => body,
        Err(error) => return error.json(),
    };
    answered(&service, &head.method, &path, &body).unwrap_or_else(|error| error.json())
}

fn answered(
    service: &Service,
    method: &Method,
    path: &str,
    body: &[u8],
) -> Result<Response<Body>, HttpError> {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let named =
        |name: &str| service.worlds.named(name).ok_or_else(|| HttpError::not_found("such world"));
    let shown = |content| value(StatusCode::OK, &content);
    match (method.as_str(), segments.as_slice()) {
        ("POST", ["stop"]) => {
            service.stop();
            Ok(nothing())
        }
        ("POST", ["worlds"]) => control_commands::begin(service, &body::json(body)?).map(shown),
        ("GET", ["worlds", name]) => Ok(shown(state::world(&*named(name)?))),
        ("DELETE", ["worlds", name]) => {
            named(name)?;
            service.worlds.end(name);
            Ok(nothing())
        }
        ("GET", ["worlds", name, "tokens"]) => {
            Ok(shown(state::tokens(&*named(name)?, &service.secret)))
        }
        ("GET", ["worlds", name, "devices", device]) => {
            let shared = named(name)?;
            let device = known_device(device, shared.world().device_count())?;
            Ok(shown(state::device(&shared, device)))
        }
        ("POST", ["worlds", name, "devices", device, command]) => {
            let shared = named(name)?;
            let device = known_device(device, shared.world().device_count())?;
            let given = body::json(body)?;
            control_commands::carry_out(&shared, command, Some(device), &given).map(shown)
        }
        ("POST", ["worlds", name, command]) => {
            let given = body::json(body)?;
            control_commands::carry_out(&*named(name)?, command, None, &given).map(shown)
        }
        (_, _) => Err(HttpError::not_found("such command")),
    }
}

fn known_device(text: &str, count: usize) -> Result<DeviceId, HttpError> {
    let device = text.parse().ok().map(DeviceId);
    let device = device.filter(|device: &DeviceId| device.index() < count);
    device.ok_or_else(|| HttpError::not_found("such device"))
}
