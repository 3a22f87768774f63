//! An API in the shape of Microsoft Graph, for clients of it: resets, results, lists, errors, permissions and batches.

pub(crate) mod batched;
pub(crate) mod bearer;
pub(crate) mod devices;
pub(crate) mod filter;
pub(crate) mod graph_answer;
pub(crate) mod listing;
pub(crate) mod moment;
pub(crate) mod request;
pub(crate) mod routes;
