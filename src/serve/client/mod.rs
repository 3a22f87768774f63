//! A client under test: what it did, what it must do, and the verdict.

pub(crate) mod client_record;
pub(crate) mod expected;
pub(crate) mod judging;
