//! HTTP: connections, what every request is checked for, and which part answers it.

pub(crate) mod body;
pub(crate) mod certificate;
pub(crate) mod control_api;
pub(crate) mod events;
pub(crate) mod graph_api;
pub(crate) mod guard;
pub(crate) mod in_memory;
pub(crate) mod listening;
pub(crate) mod pages;
pub(crate) mod posting;
pub(crate) mod reply;
pub(crate) mod routes;
