//! The actors of a policy.

use std::sync::Arc;

use crate::domain::actor::Role;

/// Someone who acts and looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// What sentences call them, article included.
    pub name: Arc<str>,
    /// What they are to the devices.
    pub role: Role,
}
