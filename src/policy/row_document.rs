//! A row of a policy document as it is written.
//!
//! The comments on the keys are what an editor shows, through the JSON Schema.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::domain::passcode::Alphabet;
use crate::domain::reset::{Effect, ResetScope};
use crate::domain::view::NoticeKind;
use crate::policy::declared_name::{ActorName, ManagementName, SurfaceName};
use crate::policy::disputed::{DisputedCell, UnstatedCell};
use crate::policy::duration::Duration;
use crate::policy::evidence::Evidence;
use crate::policy::row::{Generator, Otherwise};
use crate::policy::surface_support::{EvidenceOfCells, SurfaceSupport};
use crate::policy::surfaces::Limit;
use crate::policy::when_document::WhenEntry;

/// How resets behave on one platform, under one or more kinds of management.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `platform: …`")]
#[schemars(rename = "row")]
pub(crate) struct RowEntry {
    /// The platform, by any name: features use the same one.
    #[schemars(length(min = 1))]
    pub(crate) platform: String,
    /// The kinds of management that the row covers. No other row may cover the same key.
    #[schemars(with = "Vec<ManagementName>", length(min = 1), extend("uniqueItems" = true))]
    pub(crate) management: Vec<String>,
    /// The values that it covers in the other `dimensions` that the policy declares, by their names; all of them in a
    /// dimension that is left out.
    #[serde(default, rename = "where")]
    pub(crate) others: BTreeMap<String, Vec<String>>,
    /// How surfaces treat a reset that do not support it for such a device, by their names.
    #[serde(default)]
    pub(crate) support: BTreeMap<String, SurfaceSupport>,
    /// What a reset does to the passcode.
    #[schemars(extend("x-means" = "the passcode is {to} on {part}"))]
    pub(crate) effect: Effect,
    /// Whose passcode that is: in a reset of the work profile, the device keeps its own.
    #[serde(default)]
    #[schemars(extend("x-means" = "a reset is one of the {to} on {part}"))]
    pub(crate) scope: ResetScope,
    /// What else a reset takes away, such as `Touch ID`: its name, and the surfaces from which a reset does so.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<SurfaceName>>")]
    pub(crate) also_removes: BTreeMap<String, Vec<String>>,
    /// How a new passcode is made: only if the effect is `replaced`.
    pub(crate) passcode: Option<PasscodeEntry>,
    /// Whether the device asks for the unlock token that the server keeps for it.
    #[serde(default)]
    pub(crate) needs_unlock_token: bool,
    /// Who sees the new passcode where. A person who is not listed does not see it.
    #[serde(default)]
    pub(crate) visible: Vec<VisibleEntry>,
    /// What the device says.
    pub(crate) on_device: Option<NoticeEntry>,
    /// What the owner has to do next: only if the effect is `removed`.
    pub(crate) follow_up: Option<FollowUpEntry>,
    /// What the row is based on.
    pub(crate) evidence: Evidence,
    /// What single cells are based on, where that is not what the row is based on.
    #[serde(default)]
    pub(crate) evidence_of: EvidenceOfCells,
    /// Cells on which the sources disagree, by their keys: all that they may be, what the row says included.
    #[serde(default)]
    pub(crate) disputed: BTreeMap<DisputedCell, Vec<AlternativeEntry>>,
    /// Cells of which no source says anything. No scenario can be about them, and the row has no such key.
    #[serde(default)]
    #[schemars(extend("uniqueItems" = true))]
    pub(crate) not_stated: Vec<UnstatedCell>,
    /// The clauses that the row is about.
    #[serde(default)]
    pub(crate) clauses: Vec<String>,
}

/// How a new passcode is made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `alphabet: …`")]
#[schemars(rename = "passcode")]
pub(crate) struct PasscodeEntry {
    /// The kind of characters.
    #[schemars(extend("x-means" = "a new {part} passcode is {to}"))]
    pub(crate) alphabet: Alphabet,
    /// Characters that are left out, such as look-alikes: `"01lIO"`.
    #[serde(default)]
    #[schemars(extend("x-characters" = true))]
    pub(crate) without: String,
    /// How many characters it has.
    #[schemars(range(min = 4, max = 18))]
    #[schemars(extend("x-means" = "a new {part} passcode has {to} characters"))]
    pub(crate) length: i64,
    /// Who makes it.
    #[schemars(extend("x-alike" = ["server", "caller"]))]
    pub(crate) generated_by: Generator,
    /// Whether the owner is meant to change it.
    #[serde(default)]
    pub(crate) temporary: bool,
}

/// A place in which the new passcode is visible, on a condition.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `at`, `to` and `when`")]
#[schemars(rename = "visible")]
pub(crate) struct VisibleEntry {
    /// Where: one of the `surfaces`.
    #[schemars(with = "SurfaceName")]
    pub(crate) at: String,
    /// Who.
    #[schemars(with = "ActorName")]
    pub(crate) to: String,
    /// Under which condition. Of several entries for one place, one is enough.
    pub(crate) when: WhenEntry,
}

/// What a device says after a reset.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `as` and `says`")]
#[schemars(rename = "on_device")]
pub(crate) struct NoticeEntry {
    /// How the device says it.
    #[serde(rename = "as")]
    pub(crate) kind: NoticeKind,
    /// What it says.
    #[schemars(length(min = 1))]
    pub(crate) says: String,
}

/// What the owner has to do after a reset.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `set_passcode_within: …`")]
#[schemars(rename = "follow_up")]
pub(crate) struct FollowUpEntry {
    /// How long they have to set a new passcode, from the moment the device applied the reset.
    #[schemars(extend("x-means" = "the owner has {to} to set a new passcode on {part}"))]
    pub(crate) set_passcode_within: Duration,
    /// Whether the last instant still counts.
    pub(crate) limit: Limit,
    /// What happens when they do not.
    pub(crate) otherwise: Otherwise,
}

/// One of the things that the sources say of a cell.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `is`, `evidence` and `source`")]
#[schemars(rename = "alternative")]
pub(crate) struct AlternativeEntry {
    /// What the cell is by this source.
    #[schemars(length(min = 1))]
    pub(crate) is: String,
    /// What that is based on.
    pub(crate) evidence: Evidence,
    /// Which source that is.
    #[schemars(length(min = 1))]
    pub(crate) source: String,
}
