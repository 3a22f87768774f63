//! The Graph API over HTTP: headers, throttling, batches, request ids.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};
use tokio::time::Instant;

use crate::serve::graph::devices::guid;
use crate::serve::graph::graph_answer::GraphAnswer;
use crate::serve::graph::moment::written;
use crate::serve::graph::request::GraphRequest;
use crate::serve::graph::{batched, routes};
use crate::serve::http::body::{self, BYTES_MAX};
use crate::serve::service::Service;
use crate::serve::worlds::SharedWorld;

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// Answers a request to the Graph API of a world.
pub(crate) async fn graph(
    State(service): State<Arc<Service>>,
    Path((name, version, _)): Path<(String, String, String)>,
    request: Request<Body>,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let id = guid(&service.secret.token(&format!("request/{}", service.next_request())));
    let client_id = header(&head.headers, CLIENT_REQUEST_ID);
    let Some(shared) = service.worlds.named(&name) else {
        return replied(GraphAnswer::not_found("The world"), (&id, &client_id), "");
    };
    let body = match body::read(body).await {
        Ok(body) => body,
        Err(error) => {
            let answer = GraphAnswer::error(error.status.as_u16(), "BadRequest", &error.message);
            return replied(answer, (&id, &client_id), "");
        }
    };
    let address = head.uri.path_and_query().map_or("", |it| it.as_str());
    let below = format!("/w/{name}/graph/{version}");
    let mut graph_request = GraphRequest {
        method: head.method.as_str().to_owned(),
        version,
        segments: Vec::new(),
        query: Vec::new(),
        authorization: header(&head.headers, AUTHORIZATION),
        client_request_id: client_id.clone(),
        body: serde_json::from_slice(&body).ok(),
        base: format!("{}/w/{name}/graph/", service.address(&header(&head.headers, HOST))),
    };
    graph_request.read_address(address.strip_prefix(&below).unwrap_or_default());
    search(&shared, &head.headers, address, &body);
    let answer = answered(&service, &shared, &graph_request);
    let date = {
        let world = shared.world();
        written(&world.policy().as_of, world.now())
    };
    replied(answer, (&id, &client_id), &date)
}

fn answered(service: &Service, shared: &SharedWorld, request: &GraphRequest) -> GraphAnswer {
    if !matches!(request.version.as_str(), "v1.0" | "beta") {
        return GraphAnswer::bad_request("Invalid version.");
    }
    let alone = |request: &GraphRequest| {
        if shared.client().admits(service.throttle, Instant::now()) {
            routes::answered(shared, &service.secret, request)
        } else {
            routes::throttled(shared, request)
        }
    };
    match (request.method.as_str(), request.path().as_slice()) {
        ("POST", ["$batch"]) => batched::answered(request, alone),
        _ => alone(request),
    }
}

/// Searches everything that a client sent for passcodes that it has read.
fn search(shared: &SharedWorld, headers: &HeaderMap, address: &str, body: &[u8]) {
    let mut client = shared.client();
    if !client.has_read_passcode() {
        return;
    }
    client.search("an address", address);
    for (name, value) in headers {
        if *name != AUTHORIZATION
            && let Ok(value) = value.to_str()
        {
            client.search("a header", value);
        }
    }
    if body.len() <= BYTES_MAX {
        client.search("a body", &String::from_utf8_lossy(body));
    }
}

fn header(headers: &HeaderMap, name: HeaderName) -> String {
    let value = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.chars().take(2048).collect()
}

fn replied(answer: GraphAnswer, (id, client_id): (&str, &str), date: &str) -> Response<Body> {
    let answer = answer.about(id, client_id, date);
    let text = answer.body.as_ref().map(ToString::to_string);
    let mut response = Response::new(text.clone().map_or_else(Body::empty, Body::from));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if text.is_some() {
        let json = "application/json;odata.metadata=minimal;IEEE754Compatible=false;charset=utf-8";
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(json));
    }
    for (name, value) in [(REQUEST_ID, id), (CLIENT_REQUEST_ID, client_id)] {
        if let (Ok(value), false) = (HeaderValue::from_str(value), value.is_empty()) {
            headers.insert(name, value);
        }
    }
    if let Some(seconds) = answer.retry_after {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
