//! Our own outside ends of the protocol: a service in the shape of Microsoft Graph, and pages in a real browser.
//!
//! What neither offers (give a device, connect it, enter and set a passcode, move the clock) is done by hooks, an HTTP
//! request or a command each. What has no hook is not declared.

pub(crate) mod browser_page;
pub(crate) mod conversation;
pub(crate) mod devtools;
pub(crate) mod driven;
pub(crate) mod graph_service;
pub(crate) mod hooks;
pub(crate) mod reading_hooks;
pub(crate) mod reading_settings;
pub(crate) mod settings;
pub(crate) mod settings_document;
pub(crate) mod settings_findings;
pub(crate) mod template;
pub(crate) mod web_pages;
