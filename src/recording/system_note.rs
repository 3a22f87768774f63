//! The outside system that a run was made on, as it is written down: what it declared, and what it was held to.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// An outside system. It holds the name of a command, not its arguments, which may hold secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemNote {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Who makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<String>,
    /// The program that was started.
    pub command: String,
    /// What passgate.yaml calls it, if it was named there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// What it declares, in a few words each.
    pub declares: Vec<String>,
    /// What it declares, in full.
    pub can: DeclaredNote,
    /// By how much its clock was faster than real time.
    pub time_scale: u32,
    /// How long a scenario could wait on its clock, in milliseconds.
    pub patience_ms: u64,
    /// How long it could take to answer each kind of message, in milliseconds.
    pub time_limits_ms: BTreeMap<String, u64>,
    /// What it is held to; the whole policy if there is no profile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileNote>,
}

/// What a system declares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredNote {
    /// What its clock is.
    pub clock: String,
    /// Whether the same seed always gives the same answers.
    pub deterministic: bool,
    /// How many processes of it can run at once.
    pub instances: u16,
    /// How many devices a scenario can have.
    pub devices: usize,
    /// What can be read of a passcode.
    pub passcodes: String,
    /// The values of each dimension.
    pub dimensions: BTreeMap<String, Vec<String>>,
    /// The actors that it knows.
    pub actors: Vec<String>,
    /// Its surfaces, each with what can be done there.
    pub surfaces: BTreeMap<String, Vec<String>>,
    /// The faults that can be injected.
    pub faults: Vec<String>,
}

/// What a system is held to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileNote {
    /// Its name.
    pub name: String,
    /// The clauses.
    pub clauses: Vec<Arc<str>>,
}

impl SystemNote {
    /// `contoso-mdm 4.2.1`
    pub fn in_words(&self) -> String {
        format!("{} {}", self.name, self.version).trim_end().to_owned()
    }

    /// Whether the system is held to one of these clauses. Without a profile, it is held to everything.
    pub fn is_held_to(&self, clauses: &[Arc<str>]) -> bool {
        self.profile.as_ref().is_none_or(|profile| {
            clauses.iter().any(|clause| profile.clauses.iter().any(|held| held == clause))
        })
    }
}
