//! `$batch`: several requests in one, each answered as if it had come alone.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::serve::graph::graph_answer::GraphAnswer;
use crate::serve::graph::request::GraphRequest;

/// The most requests of a batch.
const REQUESTS_MAX: usize = 20;

/// Answers every request of a batch with `answer`, in their order; one that depends on another that failed is not tried.
pub(crate) fn answered(
    outer: &GraphRequest,
    answer: impl Fn(&GraphRequest) -> GraphAnswer,
) -> GraphAnswer {
    let requests = outer.body.as_ref().and_then(|body| body.get("requests"));
    let Some(requests) = requests.and_then(Value::as_array) else {
        return GraphAnswer::bad_request("A batch has a list of requests.");
    };
    if requests.is_empty() || requests.len() > REQUESTS_MAX {
        return GraphAnswer::bad_request("A batch has from 1 to 20 requests.");
    }
    let mut statuses: BTreeMap<String, u16> = BTreeMap::new();
    let mut responses = Vec::new();
    for request in requests {
        let text = |name: &str| request.get(name).and_then(Value::as_str);
        let (Some(id), Some(method), Some(url)) = (text("id"), text("method"), text("url")) else {
            return GraphAnswer::bad_request("A request of a batch has an id, a method and a url.");
        };
        if statuses.contains_key(id) {
            return GraphAnswer::bad_request("The ids of a batch differ.");
        }
        let failed = |before: &Value| {
            let status = before.as_str().and_then(|before| statuses.get(before));
            status.is_none_or(|status| *status >= 400)
        };
        let depends = request.get("dependsOn").and_then(Value::as_array);
        let answer = if depends.is_some_and(|all| all.iter().any(failed)) {
            GraphAnswer::error(424, "FailedDependency", "A request before it failed.")
        } else {
            answer(&inner(outer, request, method, url))
        };
        statuses.insert(id.to_owned(), answer.status);
        responses.push(response(id, answer));
    }
    GraphAnswer::content(json!({ "responses": responses }))
}

fn inner(outer: &GraphRequest, request: &Value, method: &str, url: &str) -> GraphRequest {
    let id = request.get("headers").and_then(|headers| headers.get("client-request-id"));
    let client_request_id = id.and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut inner = GraphRequest {
        method: method.to_ascii_uppercase(),
        body: request.get("body").cloned(),
        client_request_id,
        ..outer.clone()
    };
    inner.read_address(url);
    inner
}

fn response(id: &str, answer: GraphAnswer) -> Value {
    let mut headers = serde_json::Map::new();
    if answer.body.is_some() {
        headers.insert("Content-Type".to_owned(), json!("application/json"));
    }
    if let Some(seconds) = answer.retry_after {
        headers.insert("Retry-After".to_owned(), json!(seconds.to_string()));
    }
    let mut response = serde_json::Map::new();
    response.insert("id".to_owned(), json!(id));
    response.insert("status".to_owned(), json!(answer.status));
    response.insert("headers".to_owned(), headers.into());
    if let Some(body) = answer.body {
        response.insert("body".to_owned(), body);
    }
    response.into()
}
