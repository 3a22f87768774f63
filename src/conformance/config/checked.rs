//! `passgate.yaml`, checked: a waiver has a subject, an owner and a real day.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::conformance::config::date::Date;
use crate::conformance::config::systems::{ProfileEntry, SystemEntry};
use crate::document::yaml::path::Path;
use crate::document::yaml::raw_document::RawDocument;
use crate::language::scenario::Scenario;

/// What a project has agreed on. The default is what holds without a `passgate.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The waivers, in the order of the document.
    pub waivers: Vec<Waiver>,
    /// What the gate asks for.
    pub thresholds: Thresholds,
    /// The policy of features that name none.
    pub default_policy: Option<String>,
    /// The policies whose scenarios a run covers that selects nothing; all if there are none.
    pub policies: Vec<String>,
    /// The outside systems, by name.
    pub systems: Vec<SystemEntry>,
    /// What systems can be held to, by name.
    pub profiles: Vec<ProfileEntry>,
    pub(crate) raw_document: Option<RawDocument>,
}

/// What `passgate gate` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// How many seeds a sweep runs under each fault profile: at least one.
    pub seeds: u32,
    /// How many steps an exploration goes: at least one.
    pub explore_depth: u32,
    /// How many mutants of a policy may survive.
    pub survivors_max: u32,
    /// How many clauses may be uncovered.
    pub clauses_uncovered_max: u32,
}

/// A failure that a person is responsible for, until a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// What may fail.
    pub subject: Subject,
    /// Why.
    pub reason: String,
    /// Who is responsible for it.
    pub owner: String,
    /// Where the work on it is tracked.
    pub ticket: String,
    /// The last day on which it may fail.
    pub expires: Date,
    /// The file that it is written in.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    #[serde(skip)]
    pub(crate) path: Path,
}

/// What a waiver is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Every scenario of a name.
    Scenario {
        /// The name; in an outline that of a row, with its words in it.
        name: String,
        /// The path of its feature, where only that one is meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        feature: Option<String>,
    },
    /// Every scenario that cites a clause.
    Clause(String),
}

impl Thresholds {
    /// What holds where a project says nothing.
    pub const DEFAULT: Self =
        Self { seeds: 200, explore_depth: 4, survivors_max: 0, clauses_uncovered_max: 0 };
}

impl Default for Thresholds {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Waiver {
    /// Whether the waiver has run out: its last day is over.
    pub fn has_expired(&self, today: Date) -> bool {
        today > self.expires
    }
}

impl Subject {
    /// Whether a waiver of it is about the scenario.
    pub fn covers(&self, scenario: &Scenario) -> bool {
        match self {
            Self::Scenario { name, feature } => {
                *scenario.name == **name
                    && feature.as_ref().is_none_or(|path| *scenario.path == **path)
            }
            Self::Clause(id) => scenario.clauses.iter().any(|clause| **clause == **id),
        }
    }
}

/// `the scenario "…" in features/…`, `the clause …`.
impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scenario { name, feature: None } => write!(formatter, "the scenario \"{name}\""),
            Self::Scenario { name, feature: Some(feature) } => {
                write!(formatter, "the scenario \"{name}\" in {feature}")
            }
            Self::Clause(id) => write!(formatter, "the clause {id}"),
        }
    }
}
