//! A policy document as it is written: which keys it has, and what each of them means to its author.
//!
//! The comments on the keys are what an editor shows, through the JSON Schema.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::yaml::map_reader::{ListOf, MapOf};
use crate::domain::actor::Role;
use crate::policy::about::ObservationKind;
use crate::policy::checked::{OfflineDevice, Superseded, WaitEnd};
use crate::policy::declared_name::{ActorName, ManagementName};
use crate::policy::duration::Duration;
use crate::policy::evidence::Evidence;
use crate::policy::flow_document::PromptEntry;
use crate::policy::row_document::RowEntry;
use crate::policy::surfaces::OpenTo;

/// How passcode resets behave on every platform, as a document that passgate runs.
#[derive(Debug, JsonSchema)]
#[schemars(title = "passgate policy", deny_unknown_fields)]
pub(crate) struct RawPolicy {
    /// The version of this format.
    #[schemars(schema_with = "version_two")]
    pub(crate) schema: Option<i64>,
    /// The policy's name, for `--policy` and `@policy:` tags: lower-case words with hyphens.
    #[schemars(with = "String", regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub(crate) policy: Option<String>,
    /// One line for people: which system this is, and when.
    #[schemars(with = "String", length(min = 1))]
    pub(crate) title: Option<String>,
    /// The month that the policy describes: `2015-12`.
    #[schemars(with = "String", regex(pattern = r"^[0-9]{4}-(0[1-9]|1[0-2])$"))]
    pub(crate) as_of: Option<String>,
    /// Where the facts come from, one line each.
    #[schemars(with = "Vec<String>", default)]
    pub(crate) sources: ListOf<String>,
    /// The service that manages the devices. A sentence says `managed by` it, and then the management.
    #[schemars(with = "String", length(min = 1))]
    pub(crate) service: Option<String>,
    /// How devices can be managed: the first dimension of a row's key after its platform.
    #[schemars(with = "Vec<String>", length(min = 1), extend("uniqueItems" = true))]
    pub(crate) managements: ListOf<String>,
    /// What else sets devices apart, such as how they are enrolled: a name, and its values.
    #[schemars(with = "BTreeMap<String, Vec<String>>", default)]
    pub(crate) dimensions: MapOf<Vec<String>>,
    /// Who acts and who looks, by the names that sentences use, article included: `the help desk`.
    #[schemars(with = "BTreeMap<String, ActorEntry>")]
    pub(crate) actors: MapOf<ActorEntry>,
    /// Where people reset passcodes and look after devices, by the names that sentences use, article included. The
    /// device itself is a surface that needs no entry.
    #[schemars(with = "BTreeMap<String, SurfaceEntry>", extend("x-fixed" = true))]
    pub(crate) surfaces: MapOf<SurfaceEntry>,
    /// The longest that a reset of an online device takes.
    #[schemars(with = "Duration", extend("x-means" = "a reset takes as long as {to}"))]
    pub(crate) completes_within: Option<Duration>,
    /// What happens to a reset whose device is offline.
    #[schemars(with = "OfflineDevice")]
    pub(crate) offline_device: Option<OfflineDevice>,
    /// How long a reset waits for a device that does not take it, and how it ends then; it waits for good where this key
    /// is left out.
    pub(crate) gives_up: Option<GivesUpEntry>,
    /// What happens to a visible passcode once a newer reset is done.
    #[schemars(with = "Superseded")]
    pub(crate) superseded: Option<Superseded>,
    /// How long a new passcode stays visible once the reset is done; for good where this key is left out.
    #[schemars(extend("x-means" = "a new passcode is visible for {to}"))]
    pub(crate) visible_for: Option<Duration>,
    /// The requirements, by the names that features cite as `@clause:NAME`. A name never changes.
    #[schemars(with = "BTreeMap<String, ClauseEntry>")]
    pub(crate) clauses: MapOf<ClauseEntry>,
    /// What the sources leave open, and what this policy assumes.
    #[schemars(with = "BTreeMap<String, AssumptionEntry>", default)]
    pub(crate) assumptions: MapOf<AssumptionEntry>,
    /// What happens to the passcode, for every platform and kind of management.
    #[schemars(with = "Vec<RowEntry>", length(min = 1))]
    pub(crate) rows: ListOf<RowEntry>,
}

fn version_two(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "const": 2 })
}

/// How long a reset waits for a device that does not take it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `after` and `ends`")]
#[schemars(rename = "gives_up")]
pub(crate) struct GivesUpEntry {
    /// How long, from the moment at which it is sent.
    #[schemars(extend("x-means" = "a reset waits {to} for its device"))]
    pub(crate) after: Duration,
    /// How it ends then.
    pub(crate) ends: WaitEnd,
}

/// Who acts and looks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `role`")]
#[schemars(rename = "actor")]
pub(crate) struct ActorEntry {
    /// What the actor is to the devices: `owner` for the one whom the devices of a scenario belong to.
    pub(crate) role: Role,
}

/// One requirement.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `statement` and `evidence`")]
#[schemars(rename = "clause")]
pub(crate) struct ClauseEntry {
    /// What is required, in one sentence.
    #[schemars(length(min = 1))]
    pub(crate) statement: String,
    /// What the statement is based on.
    pub(crate) evidence: Evidence,
    /// What the clause is about: a scenario proves it by an expectation of this kind, in these places.
    pub(crate) about: Option<AboutEntry>,
}

/// What a clause is about. What is left out is any.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `observes`")]
#[schemars(rename = "about")]
pub(crate) struct AboutEntry {
    /// The keys of this document that decide it; `rows[].visible` stands for that key of every row.
    #[serde(default)]
    pub(crate) keys: Vec<String>,
    /// The kinds of observation that show it.
    #[schemars(length(min = 1))]
    pub(crate) observes: Vec<ObservationKind>,
    /// The rows that it is about, each by some or all of its key: `{ platform: Tablet 3 }`.
    #[serde(default)]
    pub(crate) rows: Vec<BTreeMap<String, String>>,
    /// Who sees it.
    #[serde(default)]
    pub(crate) actors: Vec<String>,
    /// Where it is seen; `the device` for the device itself.
    #[serde(default)]
    pub(crate) surfaces: Vec<String>,
    /// The seeded defects that break it, where no key does.
    #[serde(default)]
    pub(crate) defects: Vec<String>,
}

/// A question that no source answers, and the author's answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `question` and `assumption`")]
#[schemars(rename = "assumption")]
pub(crate) struct AssumptionEntry {
    /// What the sources leave open.
    #[schemars(length(min = 1))]
    pub(crate) question: String,
    /// What this policy assumes.
    #[schemars(length(min = 1))]
    pub(crate) assumption: String,
    /// The key of this document whose value holds the answer: `superseded` or, with rows counted from zero,
    /// `rows[3].visible`.
    pub(crate) key: Option<String>,
}

/// A surface by its kind.
#[derive(Debug, JsonSchema)]
#[schemars(untagged, rename = "surface")]
pub(crate) enum SurfaceEntry {
    /// Where owners look after their own devices.
    Portal(PortalEntry),
    /// Where people look after the devices of others.
    Console(ConsoleEntry),
}

impl SurfaceEntry {
    /// What it asks for before it sends a reset.
    pub(crate) fn prompts(&self) -> &[PromptEntry] {
        let prompts = match self {
            Self::Portal(entry) => &entry.reset,
            Self::Console(entry) => &entry.reset,
        };
        prompts.as_deref().unwrap_or_default()
    }

    /// What its button is called.
    pub(crate) fn button(&self) -> &str {
        match self {
            Self::Portal(entry) => &entry.button,
            Self::Console(entry) => &entry.button,
        }
    }
}

/// Where owners look after their own devices, and see how their resets end.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `kind: portal`")]
#[schemars(rename = "portal")]
pub(crate) struct PortalEntry {
    /// `portal`.
    #[schemars(with = "String", extend("const" = "portal"))]
    #[expect(dead_code, reason = "it has chosen this type")]
    kind: String,
    /// Who may sign in there.
    #[serde(rename = "for")]
    #[schemars(with = "Vec<ActorName>", length(min = 1))]
    pub(crate) people: Vec<String>,
    /// From which browsers it may be used.
    pub(crate) open_to: OpenTo,
    /// What the button is called that begins a reset.
    #[schemars(length(min = 1))]
    pub(crate) button: String,
    /// What it asks for, in order, before it sends a reset; an empty list sends at once. Without this key no reset is
    /// offered.
    pub(crate) reset: Option<Vec<PromptEntry>>,
    /// What it says when.
    pub(crate) says: PortalSays,
}

/// What a portal says when.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping of texts, such as `pending: …`")]
#[schemars(rename = "portal_says")]
pub(crate) struct PortalSays {
    /// Once a reset has been sent.
    #[schemars(extend("x-means" = "{part} says: {to}"))]
    pub(crate) pending: String,
    /// Once the device has applied it.
    #[schemars(extend("x-means" = "{part} says: {to}"))]
    pub(crate) succeeded: String,
    /// Next to a new passcode, which takes the place of `{passcode}`.
    #[schemars(regex(pattern = r"\{passcode\}"))]
    pub(crate) new_passcode: String,
    /// When the reset could not be applied.
    #[schemars(extend("x-means" = "{part} says: {to}"))]
    pub(crate) failed: String,
    /// When another reset of the device is in flight.
    pub(crate) already_pending: String,
}

/// Where people look after the devices of others, and see the state of the latest reset.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `kind: console`")]
#[schemars(rename = "console")]
pub(crate) struct ConsoleEntry {
    /// `console`.
    #[schemars(with = "String", extend("const" = "console"))]
    #[expect(dead_code, reason = "it has chosen this type")]
    kind: String,
    /// Who works there.
    #[serde(rename = "for")]
    #[schemars(with = "Vec<ActorName>", length(min = 1))]
    pub(crate) people: Vec<String>,
    /// Who of them may reset passcodes; all of them where this key is left out.
    #[schemars(with = "Option<Vec<ActorName>>")]
    pub(crate) may_reset: Option<Vec<String>>,
    /// The kinds of management whose devices it knows.
    #[schemars(with = "Vec<ManagementName>", length(min = 1), extend("uniqueItems" = true))]
    pub(crate) manages: Vec<String>,
    /// What the button is called that begins a reset.
    #[schemars(length(min = 1))]
    pub(crate) button: String,
    /// What it asks for, in order, before it sends a reset; an empty list sends at once. Without this key no reset is
    /// offered.
    pub(crate) reset: Option<Vec<PromptEntry>>,
    /// What it says when; a text that is left out is not said.
    #[serde(default)]
    pub(crate) says: ConsoleSays,
}

/// What a console says when; a text that is left out is not said.
#[derive(Debug, Default, Deserialize, serde::Serialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping of texts, such as `already_pending: …`")]
#[schemars(rename = "console_says")]
pub(crate) struct ConsoleSays {
    /// When another reset of the device is in flight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) already_pending: Option<String>,
    /// When no reset of the device is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) no_reset_state: Option<String>,
    /// In the place of a passcode, where the latest reset removed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) removed_passcode: Option<String>,
}

/// The word of the JSON Schema for what another value of a key would mean to people:
/// `{to}` is that value, and `{part}` the row or surface.
pub(crate) const MEANS: &str = "x-means";

/// The word of the JSON Schema for a mapping whose entries no mutant leaves out, since sentences count on their names.
pub(crate) const FIXED: &str = "x-fixed";

/// The word of the JSON Schema for values that are the same to every run: none is a mutant of another.
pub(crate) const ALIKE: &str = "x-alike";

/// The key under which the schema says that a text is a set of characters.
pub(crate) const CHARACTERS: &str = "x-characters";

/// The word of the JSON Schema for the list next to a key, one of whose entries the key repeats.
pub(crate) const ENTRY_OF: &str = "x-entry-of";
