//! The simulation behind pages and an HTTP API: worlds that people click and clients call.
//!
//! It opens no file and prints nothing: what is saved or written down goes through [`options::ServeOptions`]. What a page
//! shows to whom is a view of the simulation and nothing else.

pub(crate) mod client;
pub(crate) mod control;
pub(crate) mod graph;
pub(crate) mod http;
pub(crate) mod options;
pub(crate) mod page;
pub(crate) mod served;
pub(crate) mod service;
pub(crate) mod service_secret;
pub(crate) mod worlds;
