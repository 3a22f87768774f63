//! A policy document as it is written: which keys it has, and what each of them means to its author.
//!
//! The comments on the keys are what an editor shows, through the JSON Schema.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::yaml::map_reader::{ListOf, MapOf};
use crate::domain::actor::Role;
use crate::domain::passcode::Alphabet;
use crate::domain::reset::Effect;
use crate::domain::view::NoticeKind;
use crate::policy::about::ObservationKind;
use crate::policy::checked::{OfflineDevice, Superseded};
use crate::policy::declared_name::{ActorName, ManagementName, SurfaceName};
use crate::policy::duration::Duration;
use crate::policy::evidence::Evidence;
use crate::policy::flow_document::PromptEntry;
use crate::policy::row::{Generator, Otherwise};
use crate::policy::surfaces::{Limit, OpenTo};
use crate::policy::when_document::WhenEntry;

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
    /// What happens to a visible passcode once a newer reset is done.
    #[schemars(with = "Superseded")]
    pub(crate) superseded: Option<Superseded>,
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
    /// What a reset does to the passcode.
    #[schemars(extend("x-means" = "the passcode is {to} on {part}"))]
    pub(crate) effect: Effect,
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

/// The word of the JSON Schema for what another value of a key would mean to people:
/// `{to}` is that value, and `{part}` the row or surface.
pub(crate) const MEANS: &str = "x-means";

/// The word of the JSON Schema for a mapping whose entries no mutant leaves out, since sentences count on their names.
pub(crate) const FIXED: &str = "x-fixed";

/// The key under which the schema says that a text is a set of characters.
pub(crate) const CHARACTERS: &str = "x-characters";

/// The word of the JSON Schema for the list next to a key, one of whose entries the key repeats.
pub(crate) const ENTRY_OF: &str = "x-entry-of";
