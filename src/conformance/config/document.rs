//! `passgate.yaml` as it is written: which keys it has, and what each of them means to its author.
//!
//! The comments on the keys are what an editor shows, through the JSON Schema.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::conformance::config::checked::Thresholds;
use crate::policy::duration::Duration;

/// Every key of the document.
pub(crate) const KEYS: &[&str] =
    &["schema", "default_policy", "policies", "waivers", "gate", "suts", "profiles"];

/// Every key of a waiver.
pub(crate) const WAIVER_KEYS: &[&str] =
    &["scenario", "feature", "clause", "reason", "owner", "ticket", "expires"];

/// Every key of the gate.
pub(crate) const GATE_KEYS: &[&str] =
    &["seeds", "explore_depth", "survivors_max", "clauses_uncovered_max"];

/// Every key of an outside system.
pub(crate) const SUT_KEYS: &[&str] =
    &["command", "profile", "time_scale", "patience", "time_limits"];

/// Every key of its time limits.
pub(crate) const LIMIT_KEYS: &[&str] = &["hello", "begin", "act", "look", "end"];

/// Every key of a profile.
pub(crate) const PROFILE_KEYS: &[&str] = &["clauses"];

/// No clock that is read on the wall keeps anything apart that is faster than this.
pub(crate) const TIME_SCALE_MAX: u32 = 100_000;

/// The most seeds that a sweep takes.
pub(crate) const SEEDS_MAX: u32 = 10_000_000;
/// No exploration that is deeper than this ends within a lifetime.
pub(crate) const EXPLORE_DEPTH_MAX: u32 = 30;
/// More survivors or clauses than any policy has.
pub(crate) const COUNT_MAX: u32 = 100_000;

/// What a project has agreed on with passgate: its policies, the failures that it waives, and what its gate asks for.
#[derive(Debug, JsonSchema)]
#[schemars(title = "passgate configuration", deny_unknown_fields)]
#[expect(dead_code, reason = "the document is read key by key; this is its shape for the schema")]
struct Document {
    /// The version of this format.
    #[schemars(schema_with = "version_one")]
    schema: u32,
    /// The policy of features that have no `@policy:` tag. Without it, the only policy in `fixtures/policies/` applies.
    #[schemars(length(min = 1))]
    default_policy: Option<String>,
    /// The policies whose scenarios a plain `passgate` runs; `--all-policies` and the gate run those of every policy.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    policies: Option<Vec<String>>,
    /// Scenarios and clauses that may fail for a while.
    #[schemars(default)]
    waivers: Vec<WaiverEntry>,
    /// What `passgate gate` asks for.
    #[schemars(default)]
    gate: GateEntry,
    /// The systems that scenarios can be run on, by name: lower-case words with hyphens. A command here runs only if
    /// `--sut` or `PASSGATE_SUT` names its system.
    #[schemars(default)]
    suts: BTreeMap<String, SutEntry>,
    /// What a system is held to, by name.
    #[schemars(default)]
    profiles: BTreeMap<String, ProfileDocument>,
}

/// A system that speaks the protocol.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "sut", deny_unknown_fields)]
struct SutEntry {
    /// The program and its arguments, split as a POSIX shell would and started without one, in the suite's root.
    #[schemars(length(min = 1))]
    command: String,
    /// The profile that the system is held to. Without one, it is held to the whole policy.
    #[schemars(length(min = 1))]
    profile: Option<String>,
    /// By how much the system's clock is faster than real time, if it is scaled.
    #[schemars(range(min = 1, max = TIME_SCALE_MAX), extend("default" = 1))]
    time_scale: Option<u32>,
    /// How long a scenario may wait on a clock that runs by itself.
    #[schemars(with = "Option<Duration>", extend("default" = "60 seconds"))]
    patience: Option<String>,
    /// How long the system may take to answer.
    #[schemars(default)]
    time_limits: LimitsDocument,
}

/// How long a system may take to answer each kind of message.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "time_limits", deny_unknown_fields, default)]
struct LimitsDocument {
    /// To the first message, which also starts the program.
    #[schemars(with = "Duration")]
    hello: &'static str,
    /// To the beginning of a scenario.
    #[schemars(with = "Duration")]
    begin: &'static str,
    /// To what a person does, and to moving the clock.
    #[schemars(with = "Duration")]
    act: &'static str,
    /// To looking.
    #[schemars(with = "Duration")]
    look: &'static str,
    /// To the end of a scenario.
    #[schemars(with = "Duration")]
    end: &'static str,
}

impl Default for LimitsDocument {
    fn default() -> Self {
        let (short, long) = ("10 seconds", "30 seconds");
        Self { hello: short, begin: short, act: long, look: short, end: short }
    }
}

/// What a system is held to.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "profile", deny_unknown_fields)]
struct ProfileDocument {
    /// The clauses that count. A scenario that is unsupported fails the run only if it cites one of them.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    clauses: Vec<String>,
}

/// A failure that a person is responsible for, until a day. It names a scenario or a clause, not both.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "waiver", deny_unknown_fields)]
#[schemars(extend(
    "oneOf" = [{ "required": ["scenario"] }, { "required": ["clause"], "not": { "required": ["feature"] } }]
))]
struct WaiverEntry {
    /// The name of a scenario; a row of an outline by its own name, with its values filled in.
    #[schemars(length(min = 1))]
    scenario: Option<String>,
    /// The feature file that the scenario is in, if several have one of that name.
    #[schemars(length(min = 1))]
    feature: Option<String>,
    /// The name of a clause: every scenario that cites it is covered.
    #[schemars(length(min = 1))]
    clause: Option<String>,
    /// Why it may fail.
    #[schemars(length(min = 1))]
    reason: String,
    /// Who is responsible for it.
    #[schemars(length(min = 1))]
    owner: String,
    /// Where the work on it is tracked.
    #[schemars(length(min = 1))]
    ticket: String,
    /// The last day on which it may fail: `2027-01-31`.
    #[schemars(regex(pattern = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"))]
    expires: String,
}

/// What `passgate gate` asks for.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "gate", deny_unknown_fields, default)]
struct GateEntry {
    /// How many seeds a sweep runs under each fault profile.
    #[schemars(range(min = 1, max = SEEDS_MAX))]
    seeds: u32,
    /// How many steps deep an exploration goes.
    #[schemars(range(min = 1, max = EXPLORE_DEPTH_MAX))]
    explore_depth: u32,
    /// How many mutants of a policy may survive.
    #[schemars(range(max = COUNT_MAX))]
    survivors_max: u32,
    /// How many clauses may be uncovered.
    #[schemars(range(max = COUNT_MAX))]
    clauses_uncovered_max: u32,
}

impl Default for GateEntry {
    fn default() -> Self {
        let Thresholds { seeds, explore_depth, survivors_max, clauses_uncovered_max } =
            Thresholds::DEFAULT;
        Self { seeds, explore_depth, survivors_max, clauses_uncovered_max }
    }
}

fn version_one(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "const": 1 })
}

/// The JSON Schema of `passgate.yaml`, as text that ends with a line break.
pub fn config_schema() -> String {
    let schema = schemars::schema_for!(Document);
    format!("{:#}\n", schema.as_value())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_those_of_the_schema() {
        let schema = schemars::schema_for!(Document);
        for (properties, known) in [
            ("/properties", KEYS),
            ("/$defs/waiver/properties", WAIVER_KEYS),
            ("/$defs/gate/properties", GATE_KEYS),
            ("/$defs/sut/properties", SUT_KEYS),
            ("/$defs/time_limits/properties", LIMIT_KEYS),
            ("/$defs/profile/properties", PROFILE_KEYS),
        ] {
            let properties = schema.pointer(properties).unwrap().as_object().unwrap();
            let mut named: Vec<&str> = properties.keys().map(String::as_str).collect();
            let mut known = known.to_vec();
            named.sort_unstable();
            known.sort_unstable();
            assert_eq!(named, known);
        }
    }
}
