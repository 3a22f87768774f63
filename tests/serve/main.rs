//! `passgate serve` from outside: pages, scenarios, the Graph API, its clients, the control API, rudeness.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a test stops where it fails"
)]

#[path = "../support/texts.rs"]
mod support;

mod adapters;
mod client;
mod graph;
mod pages;
mod rude;
mod running;
mod scenarios;
mod settings;
mod worlds;

use running::Running;
use serde_json::{Value, json};

/// The name of the world that a service begins with.
const WORLD: &str = "intune-2015-12";

/// A device of the policy's, in a world.
fn device(running: &Running, world: &str, platform: &str, management: &str) -> Value {
    let given = json!({ "platform": platform, "management": management });
    running.control("POST", &format!("worlds/{world}/devices"), &given)
}

/// Moves the clock of a world on.
fn pass(running: &Running, world: &str, minutes: u64) {
    let given = json!({ "ms": minutes * 60_000 });
    running.control("POST", &format!("worlds/{world}/clock"), &given);
}
