//! What a request contains: limited in size and in time.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::StatusCode;
use serde_json::Value;

use crate::serve::http::reply::HttpError;

/// The most bytes of a body.
pub(crate) const BYTES_MAX: usize = 1024 * 1024;

/// How long a client may take to send it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads a whole body.
pub(crate) async fn read(body: Body) -> Result<Bytes, HttpError> {
    match tokio::time::timeout(PATIENCE, to_bytes(body, BYTES_MAX)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(HttpError {
            status: StatusCode::PAYLOAD_TOO_LARGE,
            message: "the request is broken off, or larger than 1 MiB".to_owned(),
        }),
        Err(_) => Err(HttpError {
            status: StatusCode::REQUEST_TIMEOUT,
            message: "the request took longer than 10 seconds".to_owned(),
        }),
    }
}

/// What a page's button sent.
#[derive(Default)]
pub(crate) struct SentFields(Vec<(String, String)>);

impl SentFields {
    /// Reads the fields of a page, or of a query.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(bytes).take(10_000);
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// The first value of a field.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(given, _)| given == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Every value of a field.
    pub(crate) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The number in a field.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }
}

/// Reads JSON; an empty body is an empty object.
pub(crate) fn json(bytes: &[u8]) -> Result<Value, HttpError> {
    if bytes.is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    serde_json::from_slice(bytes)
        .map_err(|error| HttpError::bad(format!("it is not JSON: {error}")))
}
