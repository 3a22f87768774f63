//! An answer of the Graph API, and its errors.

use serde_json::{Value, json};

/// An answer of the Graph API.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GraphAnswer {
    /// Its status.
    pub(crate) status: u16,
    /// What it contains.
    pub(crate) body: Option<Value>,
    /// How many seconds the client has to wait before it repeats the request.
    pub(crate) retry_after: Option<u32>,
}

impl GraphAnswer {
    /// An answer with content.
    pub(crate) const fn content(body: Value) -> Self {
        Self { status: 200, body: Some(body), retry_after: None }
    }

    /// An answer without content.
    pub(crate) const fn no_content() -> Self {
        Self { status: 204, body: None, retry_after: None }
    }

    /// An error.
    pub(crate) fn error(status: u16, code: &str, message: &str) -> Self {
        let body = json!({ "error": { "code": code, "message": message } });
        Self { status, body: Some(body), retry_after: None }
    }

    /// What is asked for is not there.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::error(404, "ResourceNotFound", &format!("{what} does not exist"))
    }

    /// The request makes no sense.
    pub(crate) fn bad_request(message: &str) -> Self {
        Self::error(400, "BadRequest", message)
    }

    /// An address that leads nowhere, such as an action with another name.
    pub(crate) fn no_segment(segment: &str) -> Self {
        let shown: String = segment.chars().filter(|one| !one.is_control()).take(60).collect();
        Self::bad_request(&format!("Resource not found for the segment '{shown}'."))
    }

    /// The person may not do this.
    pub(crate) fn forbidden(message: &str) -> Self {
        Self::error(403, "Forbidden", message)
    }

    /// The client has to wait.
    pub(crate) fn throttled() -> Self {
        let message = "Too many requests: wait as long as Retry-After says";
        Self { retry_after: Some(1), ..Self::error(429, "TooManyRequests", message) }
    }

    /// A gateway's error: what the service has done stays done.
    pub(crate) fn gateway(status: u16) -> Self {
        let code = match status {
            429 => "TooManyRequests",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            _ => "InternalServerError",
        };
        let retry_after = matches!(status, 429 | 503).then_some(1);
        let message = "An error between the client and the service";
        Self { retry_after, ..Self::error(status, code, message) }
    }

    /// Says in an error which request it is the answer to.
    #[must_use]
    pub(crate) fn about(mut self, request_id: &str, client_request_id: &str, date: &str) -> Self {
        let error = self.body.as_mut().and_then(|body| body.get_mut("error"));
        if let Some(Value::Object(error)) = error {
            let inner = json!({
                "date": date.trim_end_matches('Z'),
                "request-id": request_id,
                "client-request-id": client_request_id,
            });
            error.insert("innerError".to_owned(), inner);
        }
        self
    }
}
