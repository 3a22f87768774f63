//! What stands in the JSON document of a run; its schema is made of these types.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::conformance::Verdict;
use crate::domain::{Effect, ResetState, Surface, Viewer};
use crate::policy::Evidence;
use crate::recording::StepStatus;

/// A run.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "passgate run")]
pub(super) struct Document<'r> {
    /// The version of this document.
    pub(super) schema: u32,
    /// The version of passgate that played.
    pub(super) passgate: &'r str,
    /// Whether nothing keeps the run from conforming.
    pub(super) conforms: bool,
    /// The run in one line.
    pub(super) summary: String,
    /// What the recording lacks; null if it is whole.
    pub(super) partial: Option<&'r str>,
    /// The system under test.
    pub(super) target: &'r str,
    /// Where all chance came from.
    pub(super) seed: u64,
    /// What could go wrong.
    pub(super) faults: &'r str,
    /// Identifies everything that happened.
    pub(super) digest: String,
    /// Identifies the texts of all features.
    pub(super) features: &'r str,
    /// What was asked for on the command line; empty for everything.
    pub(super) selection: &'r [String],
    /// How many scenarios have each verdict.
    pub(super) verdicts: BTreeMap<&'static str, usize>,
    /// How long the run took, in milliseconds, where somebody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) took: Option<u64>,
    /// What keeps the run from conforming beside its scenarios.
    pub(super) against: Vec<Against>,
    pub(super) policies: Vec<PolicyPart<'r>>,
    pub(super) scenarios: Vec<ScenarioPart<'r>>,
    pub(super) waivers: Vec<WaiverPart<'r>>,
    /// What bears each clause, where that was worked out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub(super) coverage: Vec<CoveragePart<'r>>,
    /// What the scenarios would notice of each policy, where that was worked out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub(super) mutation: Vec<MutationPart<'r>>,
    /// What has changed since another run, where one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) changes: Option<ChangesPart<'r>>,
}

/// Something that stands against a run.
#[derive(Serialize, JsonSchema)]
pub(super) struct Against {
    pub(super) title: String,
    pub(super) text: String,
}

/// What the scenarios of one policy came to.
#[derive(Serialize, JsonSchema)]
pub(super) struct PolicyPart<'r> {
    pub(super) policy: &'r str,
    pub(super) title: &'r str,
    pub(super) as_of: &'r str,
    /// What happens to the passcode: a row of words by what they are about.
    pub(super) behaviour: Vec<BTreeMap<&'static str, String>>,
    /// Who sees the new passcode: a row of words by what they are about.
    pub(super) visibility: Vec<BTreeMap<&'static str, String>>,
    pub(super) clauses: Vec<ClausePart<'r>>,
}

/// A clause with its citations.
#[derive(Serialize, JsonSchema)]
pub(super) struct ClausePart<'r> {
    pub(super) clause: &'r str,
    pub(super) statement: &'r str,
    pub(super) evidence: Evidence,
    /// How many scenarios cite it.
    pub(super) cited: usize,
    /// How many of them conform, having compared something.
    pub(super) borne_out: usize,
}

/// A scenario, or a row of an outline.
#[derive(Serialize, JsonSchema)]
pub(super) struct ScenarioPart<'r> {
    pub(super) name: &'r str,
    pub(super) feature: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule: Option<&'r str>,
    pub(super) file: &'r str,
    pub(super) line: usize,
    /// Which row of its outline it is, counted from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) row: Option<usize>,
    pub(super) tags: Vec<&'r str>,
    pub(super) clauses: Vec<&'r str>,
    pub(super) policy: &'r str,
    pub(super) verdict: Verdict,
    /// What there is to say of it in one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) headline: Option<String>,
    /// What was expected and what was seen, where a step failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) failure: Option<FailurePart<'r>>,
    /// What kept it from being played.
    pub(super) troubles: Vec<TroublePart<'r>>,
    pub(super) steps: Vec<StepPart<'r>>,
    /// What became of each reset.
    pub(super) resets: Vec<ResetPart>,
    /// How often it failed before its last attempt.
    pub(super) attempts_failed: usize,
    pub(super) seed: u64,
    /// The command line that plays it again.
    pub(super) replay: &'r str,
}

/// A step that did not do what it says.
#[derive(Serialize, JsonSchema)]
pub(super) struct FailurePart<'r> {
    /// Which step, counted from zero.
    pub(super) step: usize,
    pub(super) expected: &'r str,
    pub(super) seen: &'r str,
}

/// A problem of a text.
#[derive(Serialize, JsonSchema)]
pub(super) struct TroublePart<'r> {
    pub(super) code: &'r str,
    pub(super) message: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help: Option<&'r str>,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// A step.
#[derive(Serialize, JsonSchema)]
pub(super) struct StepPart<'r> {
    pub(super) keyword: &'r str,
    pub(super) text: &'r str,
    pub(super) line: usize,
    pub(super) status: StepStatus,
}

/// A reset and what became of it.
#[derive(Serialize, JsonSchema)]
pub(super) struct ResetPart {
    pub(super) by: Viewer,
    pub(super) surface: Surface,
    pub(super) state: ResetState,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) effect: Option<Effect>,
    /// The new passcode's shape, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) shape: Option<String>,
    /// Who saw the new passcode where.
    pub(super) seen: Vec<SightPart>,
}

/// Somebody who saw a new passcode.
#[derive(Serialize, JsonSchema)]
pub(super) struct SightPart {
    pub(super) viewer: Viewer,
    pub(super) surface: Surface,
}

/// A waiver and how it stands.
#[derive(Serialize, JsonSchema)]
pub(super) struct WaiverPart<'r> {
    pub(super) subject: &'r str,
    pub(super) reason: &'r str,
    pub(super) owner: &'r str,
    pub(super) ticket: &'r str,
    pub(super) expires: &'r str,
    pub(super) written_at: &'r str,
    pub(super) expired: bool,
    pub(super) covered: usize,
    pub(super) played: usize,
    pub(super) conforming: usize,
}

/// What bears a clause.
#[derive(Serialize, JsonSchema)]
pub(super) struct CoveragePart<'r> {
    pub(super) policy: &'r str,
    pub(super) clause: &'r str,
    pub(super) evidence: Evidence,
    /// A change that makes a scenario fail which cites the clause; null if none does.
    pub(super) falls_with: Option<&'r str>,
}

/// What the scenarios of a policy would notice.
#[derive(Serialize, JsonSchema)]
pub(super) struct MutationPart<'r> {
    pub(super) policy: &'r str,
    /// How many changes were tried.
    pub(super) mutants: usize,
    /// How many of them a scenario noticed.
    pub(super) noticed: usize,
    /// The changes that nobody noticed.
    pub(super) survivors: &'r [String],
}

/// What has changed since another run.
#[derive(Serialize, JsonSchema)]
pub(super) struct ChangesPart<'r> {
    /// The scenarios, by what became of them.
    pub(super) scenarios: BTreeMap<&'static str, Vec<TurnedPart<'r>>>,
    /// The rows of the tables, and what changed of each.
    pub(super) rows: Vec<RowPart<'r>>,
}

/// A scenario in two runs.
#[derive(Serialize, JsonSchema)]
pub(super) struct TurnedPart<'r> {
    pub(super) name: &'r str,
    pub(super) place: &'r str,
    pub(super) policy: &'r str,
    pub(super) from: Option<Verdict>,
    pub(super) to: Option<Verdict>,
}

/// A row in two runs.
#[derive(Serialize, JsonSchema)]
pub(super) struct RowPart<'r> {
    pub(super) platform: &'r str,
    pub(super) management: &'static str,
    pub(super) changed: Vec<String>,
}
