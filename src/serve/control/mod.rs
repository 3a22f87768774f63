//! The control API: what neither a portal nor Graph offers. It has a token of its own.

pub(crate) mod control_commands;
pub(crate) mod state;
