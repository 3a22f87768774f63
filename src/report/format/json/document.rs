//! What the JSON document of a run holds; its schema is made of these types.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::conformance::verdict::Verdict;
use crate::domain::reset::{Effect, ResetState};
use crate::policy::evidence::Evidence;
use crate::recording::case::StepStatus;

/// A run.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "passgate run")]
pub(crate) struct RunDocument<'r> {
    /// The version of this document.
    pub(crate) schema: u32,
    /// The version of passgate that ran it.
    pub(crate) passgate: &'r str,
    /// Whether nothing fails the run.
    pub(crate) conforms: bool,
    /// How the gate ended, if the run was a part of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) gate: Option<GateOutcomePart<'r>>,
    /// What the run does without, though it may look as if it had it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub(crate) absences: Vec<AbsencePart<'r>>,
    /// The run in one line.
    pub(crate) summary: String,
    /// What the recording lacks; null if it is whole.
    pub(crate) partial: Option<&'r str>,
    /// The system under test.
    pub(crate) target: &'r str,
    /// The same in words, if it is an outside one: who it is, what it declares, how far it conforms.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(default)]
    pub(crate) system: BTreeMap<&'static str, String>,
    /// Where all chance came from.
    pub(crate) seed: u64,
    /// What could go wrong.
    pub(crate) faults: &'r str,
    /// Identifies everything that happened.
    pub(crate) digest: String,
    /// Identifies the texts of all features.
    pub(crate) features: &'r str,
    /// What was asked for on the command line; empty for everything.
    pub(crate) selection: &'r [String],
    /// How many scenarios have each verdict.
    pub(crate) verdicts: BTreeMap<&'static str, usize>,
    /// How long the run took, in milliseconds, if the user asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) took: Option<u64>,
    /// What fails the run in addition to its scenarios.
    pub(crate) run_failures: Vec<RunFailurePart>,
    pub(crate) policies: Vec<PolicyPart<'r>>,
    pub(crate) scenarios: Vec<ScenarioPart<'r>>,
    pub(crate) waivers: Vec<WaiverPart<'r>>,
    /// What covers each clause, if that was computed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub(crate) coverage: Vec<CoveragePart<'r>>,
    /// What became of the mutants of each policy, if that was computed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub(crate) mutation: Vec<MutationPart<'r>>,
    /// What has changed since another run, where one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) changes: Option<ChangesPart<'r>>,
}

/// How the gate ended.
#[derive(Serialize, JsonSchema)]
pub(crate) struct GateOutcomePart<'r> {
    /// Whether every part was executed and passed.
    pub(crate) passed: bool,
    /// The same in one line.
    pub(crate) summary: String,
    /// The parts that were executed.
    pub(crate) parts: Vec<GateStepPart<'r>>,
    /// How many parts were not executed because an earlier one failed.
    pub(crate) left_out: usize,
}

/// A part of the gate.
#[derive(Serialize, JsonSchema)]
pub(crate) struct GateStepPart<'r> {
    pub(crate) name: &'r str,
    pub(crate) passed: bool,
    /// What it found, as lines.
    pub(crate) findings: &'r [String],
}

/// Something that a run does without.
#[derive(Serialize, JsonSchema)]
pub(crate) struct AbsencePart<'r> {
    pub(crate) title: String,
    /// What to do about it.
    pub(crate) remedy: String,
    /// The file that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<&'r str>,
}

/// Something that fails a run, and is no scenario.
#[derive(Serialize, JsonSchema)]
pub(crate) struct RunFailurePart {
    pub(crate) title: String,
    pub(crate) text: String,
}

/// The results of the scenarios of one policy.
#[derive(Serialize, JsonSchema)]
pub(crate) struct PolicyPart<'r> {
    pub(crate) policy: &'r str,
    pub(crate) title: &'r str,
    pub(crate) as_of: &'r str,
    /// What happens to the passcode.
    pub(crate) behaviour: Vec<BehaviourPart<'r>>,
    /// Who sees the new passcode.
    pub(crate) visibility: Vec<VisibilityPart<'r>>,
    pub(crate) clauses: Vec<ClausePart<'r>>,
}

/// What happens to the passcode of one kind of device.
#[derive(Serialize, JsonSchema)]
pub(crate) struct BehaviourPart<'r> {
    /// What the device is: its value in each dimension of the policy.
    pub(crate) key: BTreeMap<&'r str, &'r str>,
    /// How the resets went that the row is about: done, done despite a fault, failed, canceled, not supported.
    pub(crate) reset: &'static str,
    pub(crate) passcode: String,
    /// What the sources disagree on, with what each of them says, and which of them is simulated.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub(crate) disputed: Vec<String>,
    /// The cells of which no source says anything: visible, on_device, follow_up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub(crate) not_stated: Vec<&'static str>,
    /// What is found on each surface that the policy declares, in its order.
    pub(crate) surfaces: Vec<SurfacePart<'r>>,
    pub(crate) on_device: Vec<&'r str>,
    /// How many scenarios there are of each verdict.
    pub(crate) verdicts: BTreeMap<&'static str, usize>,
}

/// What is found on a surface.
#[derive(Serialize, JsonSchema)]
pub(crate) struct SurfacePart<'r> {
    pub(crate) surface: &'r str,
    pub(crate) found: String,
}

/// Who sees the new passcode of one kind of device.
#[derive(Serialize, JsonSchema)]
pub(crate) struct VisibilityPart<'r> {
    /// What the device is: its value in each dimension of the policy.
    pub(crate) key: BTreeMap<&'r str, &'r str>,
    /// How the reset went, as in `behaviour`.
    pub(crate) reset: &'static str,
    /// Who performs the reset; null if none was seen.
    pub(crate) reset_by: Option<&'r str>,
    /// Whether it is seen in each place, in the policy's order.
    pub(crate) places: Vec<PlacePart<'r>>,
    /// What must be done first for anyone to see it; null if someone sees it anyway.
    pub(crate) must_first: Option<String>,
}

/// Whether someone sees the new passcode on a surface.
#[derive(Serialize, JsonSchema)]
pub(crate) struct PlacePart<'r> {
    pub(crate) actor: &'r str,
    pub(crate) surface: &'r str,
    pub(crate) sees: &'static str,
}

/// A clause with its citations.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ClausePart<'r> {
    pub(crate) clause: &'r str,
    pub(crate) statement: &'r str,
    pub(crate) evidence: Evidence,
    /// How many scenarios cite it.
    pub(crate) cited: usize,
    /// How many of those pass, having compared something.
    pub(crate) passing: usize,
}

/// A scenario, or a row of an outline.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ScenarioPart<'r> {
    pub(crate) name: &'r str,
    pub(crate) feature: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rule: Option<&'r str>,
    pub(crate) file: &'r str,
    pub(crate) line: usize,
    /// Which row of its outline it is, counted from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) row: Option<usize>,
    pub(crate) tags: Vec<&'r str>,
    pub(crate) clauses: Vec<&'r str>,
    pub(crate) policy: &'r str,
    pub(crate) verdict: Verdict,
    /// What there is to say of it in one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) headline: Option<String>,
    /// What was expected and what was seen, where a step failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) failure: Option<FailurePart<'r>>,
    /// Why it could not be run.
    pub(crate) diagnostics: Vec<DiagnosticPart<'r>>,
    pub(crate) steps: Vec<StepPart<'r>>,
    /// What was seen of each reset.
    pub(crate) resets: Vec<ResetPart<'r>>,
    /// How often it failed before its last attempt.
    pub(crate) attempts_failed: usize,
    pub(crate) seed: u64,
    /// The command line that runs it again.
    pub(crate) replay: &'r str,
}

/// A step that did not do what it says.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FailurePart<'r> {
    /// Which step, counted from zero.
    pub(crate) step: usize,
    pub(crate) expected: &'r str,
    pub(crate) seen: &'r str,
}

/// A problem of a text.
#[derive(Serialize, JsonSchema)]
pub(crate) struct DiagnosticPart<'r> {
    pub(crate) code: &'r str,
    pub(crate) message: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) help: Option<&'r str>,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A step.
#[derive(Serialize, JsonSchema)]
pub(crate) struct StepPart<'r> {
    pub(crate) keyword: &'r str,
    pub(crate) text: &'r str,
    pub(crate) line: usize,
    pub(crate) status: StepStatus,
}

/// A reset and what was seen of it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ResetPart<'r> {
    /// Which device, counted from one in the order of enrolment.
    pub(crate) device: usize,
    pub(crate) by: &'r str,
    pub(crate) surface: &'r str,
    /// How it was seen to end; null if it was not.
    pub(crate) state: Option<ResetState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) effect: Option<Effect>,
    /// The new passcode's shape, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) shape: Option<String>,
    /// Who saw the new passcode where.
    pub(crate) seen: Vec<ObservationPart<'r>>,
}

/// An actor who saw a new passcode.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ObservationPart<'r> {
    pub(crate) actor: &'r str,
    pub(crate) surface: &'r str,
}

/// A waiver and its status.
#[derive(Serialize, JsonSchema)]
pub(crate) struct WaiverPart<'r> {
    pub(crate) subject: String,
    pub(crate) reason: &'r str,
    pub(crate) owner: &'r str,
    pub(crate) ticket: &'r str,
    pub(crate) expires: String,
    pub(crate) file: &'r str,
    pub(crate) line: usize,
    pub(crate) expired: bool,
    pub(crate) covered: usize,
    pub(crate) run: usize,
    pub(crate) conforming: usize,
}

/// What proves a clause, if something does.
#[derive(Serialize, JsonSchema)]
pub(crate) struct CoveragePart<'r> {
    pub(crate) policy: &'r str,
    pub(crate) clause: &'r str,
    pub(crate) evidence: Evidence,
    /// The mutant or defect that proves it; null if none does.
    pub(crate) fails_under: Option<&'r str>,
    /// The scenario that fails under it.
    pub(crate) scenario: Option<&'r str>,
    /// The expectation that fails.
    pub(crate) expectation: Option<&'r str>,
    /// Whether the clause does not say what it is about, so that nothing can prove it.
    pub(crate) not_provable: bool,
}

/// What became of the mutants of a policy.
#[derive(Serialize, JsonSchema)]
pub(crate) struct MutationPart<'r> {
    pub(crate) policy: &'r str,
    /// How many make a scenario fail.
    pub(crate) killed: usize,
    /// How many no scenario could kill, for a reason that is written down.
    pub(crate) equivalent: usize,
    /// How many contradict the rest of the policy.
    pub(crate) invalid: usize,
    /// The names of those that survived.
    pub(crate) survived: &'r [String],
}

/// What has changed since another run.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ChangesPart<'r> {
    /// The scenarios, by what became of them.
    pub(crate) scenarios: BTreeMap<&'static str, Vec<ChangedVerdictPart<'r>>>,
    /// The rows of the tables, and what changed of each.
    pub(crate) rows: Vec<RowPart<'r>>,
}

/// A scenario in two runs.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ChangedVerdictPart<'r> {
    pub(crate) name: &'r str,
    pub(crate) file: &'r str,
    pub(crate) line: usize,
    pub(crate) policy: &'r str,
    pub(crate) from: Option<Verdict>,
    pub(crate) to: Option<Verdict>,
}

/// A row in two runs.
#[derive(Serialize, JsonSchema)]
pub(crate) struct RowPart<'r> {
    /// What the device is: its values in the dimensions of its policy.
    pub(crate) key: Vec<&'r str>,
    /// How the resets went that the row is about, as in `behaviour`.
    pub(crate) reset: &'static str,
    pub(crate) changed: Vec<String>,
}
