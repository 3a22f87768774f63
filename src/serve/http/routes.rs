//! Which part answers which address.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get, post};

use crate::serve::http::control_api::control;
use crate::serve::http::graph_api::graph;
use crate::serve::http::guard::guarded;
use crate::serve::http::{pages, posting};
use crate::serve::service::Service;

/// Every address of a service.
pub(crate) fn routes(service: Arc<Service>) -> Router {
    let guard = from_fn_with_state(Arc::clone(&service), guarded);
    Router::new()
        .route("/", get(pages::worlds))
        .route("/passgate.css", get(pages::style))
        .route("/passgate.js", get(pages::script))
        .route("/worlds", post(posting::begin))
        .route("/restore", get(pages::restore))
        .route("/side-by-side", get(pages::compared))
        .route("/w/{world}", get(pages::world))
        .route("/w/{world}/see/{surface}/{actor}", get(pages::surface))
        .route("/w/{world}/events", get(pages::following))
        .route("/w/{world}/do", post(posting::step))
        .route("/w/{world}/scenario", get(pages::scenario).post(posting::scenario))
        .route("/w/{world}/clients", get(pages::clients))
        .route("/w/{world}/report", get(pages::report))
        .route("/w/{world}/graph/{version}/{*path}", any(graph))
        .route("/control/{*path}", any(control))
        .fallback(pages::nothing_here)
        .layer(guard)
        .with_state(service)
}
