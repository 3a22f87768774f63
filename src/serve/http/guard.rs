//! What every request is checked for, and what every answer says to browsers.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use axum::middleware::Next;

use crate::serve::http::reply::{HttpError, nothing};
use crate::serve::service::Service;

/// Only what comes from here may run, be shown, be asked or be sent to.
const CONTENT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                       connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer says.
const HEADERS: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, CONTENT),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("x-frame-options"), "DENY"),
];

/// Checks a request, and says to browsers what they may do with its answer.
pub(crate) async fn guarded(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let is_api = is_api(request.uri().path());
    let foreign = foreign_origin(&service, request.headers()).map(str::to_owned);
    let checked = check(&service, &request, foreign.as_deref());
    let mut response = match checked {
        Err(error) if is_api => error.json(),
        Err(error) => error.page(),
        Ok(()) if is_api && request.method() == Method::OPTIONS => nothing(),
        Ok(()) => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let origin = foreign.filter(|origin| is_api && service.origins.contains(origin));
    if let Some(Ok(origin)) = origin.map(|origin| HeaderValue::from_str(&origin)) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(VARY, HeaderValue::from_static("Origin"));
        let methods = HeaderValue::from_static("GET, POST");
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
        let allowed =
            "authorization, content-type, client-request-id, sdkversion, prefer, consistencylevel";
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(allowed));
    }
    response
}

/// Whether an address is one of an API, which tokens protect, and not of a page.
fn is_api(path: &str) -> bool {
    let mut segments = path.split('/').skip(1);
    match (segments.next(), segments.nth(1)) {
        (Some("w"), Some("graph")) | (Some("control"), _) => true,
        (_, _) => false,
    }
}

/// The origin of a request that another site's page makes.
fn foreign_origin<'h>(service: &Service, headers: &'h HeaderMap) -> Option<&'h str> {
    let origin = headers.get(ORIGIN)?.to_str().unwrap_or("null");
    let scheme = if service.tls { "https://" } else { "http://" };
    let host = origin.strip_prefix(scheme);
    let is_own = host.is_some_and(|host| service.hosts.iter().any(|own| own == host));
    (!is_own).then_some(origin)
}

/// Refuses hosts and origins that are not listed: a name of another site that leads here is one of them.
fn check(service: &Service, request: &Request, foreign: Option<&str>) -> Result<(), HttpError> {
    if request.headers().get_all(HOST).iter().count() > 1 {
        return Err(HttpError::bad("a request has one host"));
    }
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| request.uri().authority().map(|authority| authority.as_str()));
    let is_listed = |host: &str| service.hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
    if !host.is_some_and(is_listed) {
        return Err(HttpError {
            status: StatusCode::MISDIRECTED_REQUEST,
            message: "this service does not answer to that host: name it with --allow-host"
                .to_owned(),
        });
    }
    let may_call = |origin: &str| {
        is_api(request.uri().path()) && service.origins.iter().any(|listed| listed == origin)
    };
    if foreign.is_some_and(|origin| !may_call(origin)) {
        let message =
            "this service does not answer to pages of that origin: name it with --allow-origin";
        return Err(HttpError::forbidden(message));
    }
    Ok(())
}
