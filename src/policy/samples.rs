//! The policy that unit tests of every room run under: small, made up, and with every kind of effect.

use std::sync::Arc;

use crate::domain::key::Key;
use crate::domain::place::Place;
use crate::policy::checked::Policy;

/// The policy's text, for tests that change a line of it.
pub(crate) const PLAIN: &str = include_str!("../../fixtures/sample-policies/plain.yaml");

/// The text of another policy: two staff, a portal that shows a passcode on a condition, a dimension of its own.
const DESK: &str = include_str!("../../fixtures/sample-policies/desk.yaml");

/// The other policy.
pub(crate) fn desk() -> Arc<Policy> {
    Arc::new(Policy::parse("desk", DESK).unwrap())
}

/// The policy.
pub(crate) fn plain() -> Arc<Policy> {
    changed("", "")
}

/// The policy with another line in the place of one that it has.
#[track_caller]
pub(crate) fn changed(line: &str, other: &str) -> Arc<Policy> {
    assert!(PLAIN.contains(line), "the policy does not say `{line}`");
    Arc::new(Policy::parse("plain", &PLAIN.replace(line, other)).unwrap())
}

/// A key of it.
pub(crate) fn key(platform: &str, management: &str) -> Key {
    Key::new([platform.into(), management.into()])
}

/// A place of a policy, by names.
#[track_caller]
pub(crate) fn place(policy: &Policy, actor: &str, surface: &str) -> Place {
    let actor = policy.actor_named(actor).unwrap();
    Place::new(actor, policy.surface_named(surface).unwrap())
}
