//! Answers: pages, JSON, redirections and errors.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, Response, StatusCode};
use maud::Markup;
use serde_json::{Value, json};

use crate::serve::page::frame::error_page;
use crate::serve::served::untried::Untried;
use crate::serve::worlds::WorldError;

/// Why a request has no other answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HttpError {
    /// The status.
    pub(crate) status: StatusCode,
    /// What is wrong, and what to do.
    pub(crate) message: String,
}

impl HttpError {
    /// There is nothing at this address.
    pub(crate) fn not_found(what: &str) -> Self {
        Self { status: StatusCode::NOT_FOUND, message: format!("there is no {what}") }
    }

    /// The request makes no sense.
    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, message: message.into() }
    }

    /// The request is not accepted from there.
    pub(crate) fn forbidden(message: &str) -> Self {
        Self { status: StatusCode::FORBIDDEN, message: message.to_owned() }
    }

    /// The request cannot be carried out as things are.
    pub(crate) fn conflict(message: impl Into<String>) -> Self {
        Self { status: StatusCode::CONFLICT, message: message.into() }
    }

    /// As a page.
    pub(crate) fn page(&self) -> Response<Body> {
        html(self.status, error_page(self.status.as_u16(), &self.message))
    }

    /// As JSON.
    pub(crate) fn json(&self) -> Response<Body> {
        value(self.status, &json!({ "error": self.message }))
    }
}

impl From<HttpError> for Response<Body> {
    fn from(error: HttpError) -> Self {
        error.page()
    }
}

impl From<Untried> for HttpError {
    fn from(error: Untried) -> Self {
        let status = match error {
            Untried::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Untried::DevicesMax | Untried::Unknown(_) | Untried::Stuck(_) => StatusCode::CONFLICT,
        };
        Self { status, message: error.to_string() }
    }
}

impl From<WorldError> for HttpError {
    fn from(error: WorldError) -> Self {
        let status = match error {
            WorldError::Name(_) => StatusCode::BAD_REQUEST,
            WorldError::Exists(_) | WorldError::TooMany => StatusCode::CONFLICT,
            WorldError::Policy(_) => StatusCode::NOT_FOUND,
        };
        Self { status, message: error.to_string() }
    }
}

/// A page.
pub(crate) fn html(status: StatusCode, page: Markup) -> Response<Body> {
    text(status, "text/html; charset=utf-8", page.into_string())
}

/// JSON.
pub(crate) fn value(status: StatusCode, value: &Value) -> Response<Body> {
    text(status, "application/json", value.to_string())
}

/// Any text.
pub(crate) fn text(
    status: StatusCode,
    kind: &'static str,
    text: impl Into<Body>,
) -> Response<Body> {
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// Nothing.
pub(crate) fn nothing() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// To another page of this service, to be asked for with GET. An address of another site leads home.
pub(crate) fn see_other(address: &str) -> Response<Body> {
    let is_own = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(['\\', '\r', '\n'])
        && address.is_ascii();
    let address = if is_own { address } else { "/" };
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let location = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, location);
    response
}
