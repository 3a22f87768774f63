//! Protocol 1, which a system under test speaks that is a process: one JSON object a line, the harness asks, the system
//! answers.
//!
//! The types are the definition; the JSON Schema and the reference page are made from them and checked against them.

pub(crate) mod answer;
pub(crate) mod declaration;
pub(crate) mod question;
pub(crate) mod refusal_code;
pub(crate) mod schema;
pub(crate) mod secret;
pub(crate) mod shown_view;
pub(crate) mod unsupported;

/// The version that this harness speaks.
pub(crate) const PROTOCOL: u32 = 1;

/// The longest that a line may be, in bytes, without its end.
pub(crate) const LINE_BYTES_MAX: usize = 1 << 20;
