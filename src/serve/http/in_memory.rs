//! A service without a network: what it answers to any request, for the fuzz target.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, HeaderValue, Request};
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;

use crate::domain::actor::Role;
use crate::policy::checked::Policy;
use crate::serve::graph::bearer::{Permission, token};
use crate::serve::http::routes::routes;
use crate::serve::options::ServeOptions;
use crate::serve::service::Service;
use crate::serve::service_secret::ServiceSecret;

/// How long an answer may become.
const ANSWER_MAX: usize = 16 << 20;

/// A service with one world, which answers requests that no network brought.
pub struct InMemoryService(Arc<Service>);

/// What it answered.
#[derive(Debug)]
pub struct InMemoryAnswer {
    /// The status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body; nothing where it does not end by itself, as a stream of events does not.
    pub body: Option<Vec<u8>>,
}

impl InMemoryService {
    /// A service for a policy.
    ///
    /// # Errors
    ///
    /// When the system has no random numbers for its tokens.
    pub fn new(policy: Arc<Policy>) -> Result<Self, String> {
        let options = ServeOptions {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            tls: false,
            hosts: Vec::new(),
            origins: Vec::new(),
            policies: vec![Arc::clone(&policy)],
            first: vec![policy],
            seed: 1,
            faults: None,
            rate: 0,
            throttle: 0,
            answers: Vec::new(),
            expected: Vec::new(),
            control_token: None,
            save: Box::new(|_, _| Err("nothing is saved".to_owned())),
            client_logs: Box::new(Vec::new),
        };
        let secret = ServiceSecret::new(None).map_err(|error| error.to_string())?;
        Ok(Self(Service::new(options, secret, 80)))
    }

    /// A text in which `{page}`, `{control}` and `{graph}` are this service's tokens, and `{world}` the name of its world.
    pub fn with_tokens(&self, text: &str) -> String {
        let secret = &self.0.secret;
        let mut text =
            text.replace("{page}", &secret.page()).replace("{control}", &secret.control());
        if let Some(shared) = self.0.worlds.all().first() {
            let staff = shared.world().policy().first_with(Role::Staff).unwrap_or_default();
            let graph = token(secret, &shared.name, staff, Permission::Full);
            text = text.replace("{graph}", &graph).replace("{world}", &shared.name);
        }
        text
    }

    /// Answers a request; one without a host is for this service.
    pub async fn answer(&self, mut request: Request<Vec<u8>>) -> InMemoryAnswer {
        let host = HeaderValue::from_static("localhost");
        request.headers_mut().entry(HOST).or_insert(host);
        let handler = TowerToHyperService::new(routes(Arc::clone(&self.0)));
        let Ok(response) = handler.call(request.map(Body::from)).await;
        let (parts, body) = response.into_parts();
        let kind = parts.headers.get(CONTENT_TYPE).map_or(&[][..], HeaderValue::as_bytes);
        let is_endless = kind.starts_with(b"text/event-stream");
        let body = if is_endless { None } else { to_bytes(body, ANSWER_MAX).await.ok() };
        InMemoryAnswer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.map(Into::into),
        }
    }
}

impl fmt::Debug for InMemoryService {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("InMemoryService")
    }
}
