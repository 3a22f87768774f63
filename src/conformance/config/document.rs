//! `passgate.yaml` as it is written: which keys it has, and what each of them means to its author.
//!
//! The comments on the keys are what an editor shows, through the JSON Schema.

use schemars::JsonSchema;
use serde::Serialize;

use crate::conformance::config::checked::Thresholds;

/// Every key of the document.
pub(crate) const KEYS: &[&str] = &["schema", "default_policy", "policies", "waivers", "gate"];

/// Every key of a waiver.
pub(crate) const WAIVER_KEYS: &[&str] =
    &["scenario", "feature", "clause", "reason", "owner", "ticket", "expires"];

/// Every key of the gate.
pub(crate) const GATE_KEYS: &[&str] =
    &["seeds", "explore_depth", "survivors_max", "clauses_uncovered_max"];

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
