//! A policy document as it is written: which keys it has, and what each of them means to its author.
//!
//! The comments on the keys are what an editor shows, through the JSON Schema.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};

use crate::document::yaml::map_reader::{ListOf, MapOf};
use crate::domain::actor::Actor;
use crate::domain::passcode::Alphabet;
use crate::domain::platform::Management;
use crate::domain::reset::Effect;
use crate::domain::span::{Span, SpanError};
use crate::domain::surface::Surface;
use crate::policy::checked::{OfflineDevice, Superseded};
use crate::policy::evidence::Evidence;
use crate::policy::row::{Generator, NoticeKind, Otherwise};
use crate::policy::surfaces::{Limit, MeasuredFrom, OpenTo};
use crate::policy::table::ResetBefore;

/// How passcode resets behave on every platform, as a document that passgate runs.
#[derive(Debug, JsonSchema)]
#[schemars(title = "passgate policy", deny_unknown_fields)]
pub(crate) struct RawPolicy {
    /// The version of this format.
    #[schemars(schema_with = "version_one")]
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
    /// The requirements, by the names that features cite as `@clause:NAME`. A name never changes.
    #[schemars(with = "BTreeMap<String, ClauseEntry>")]
    pub(crate) clauses: MapOf<ClauseEntry>,
    /// What the sources leave open, and what this policy assumes.
    #[schemars(with = "BTreeMap<String, ReadingEntry>", default)]
    pub(crate) readings: MapOf<ReadingEntry>,
    /// The website where end users reset passcodes.
    #[schemars(with = "PortalEntry")]
    pub(crate) portal: Option<PortalEntry>,
    /// The surfaces where administrators work.
    #[schemars(with = "Vec<ConsoleEntry>", default)]
    pub(crate) consoles: ListOf<ConsoleEntry>,
    /// What happens to a reset whose device is offline.
    #[schemars(with = "OfflineDevice")]
    pub(crate) offline_device: Option<OfflineDevice>,
    /// What happens to a visible passcode when a newer reset is accepted.
    #[schemars(with = "Superseded")]
    pub(crate) superseded: Option<Superseded>,
    /// What happens to the passcode, for every platform and kind of management.
    #[schemars(with = "Vec<RowEntry>", length(min = 1))]
    pub(crate) rows: ListOf<RowEntry>,
}

fn version_one(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "const": 1 })
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
}

/// A question that no source answers, and the author's answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `question` and `reading`")]
#[schemars(rename = "reading")]
pub(crate) struct ReadingEntry {
    /// What the sources leave open.
    #[schemars(length(min = 1))]
    pub(crate) question: String,
    /// What this policy assumes.
    #[schemars(length(min = 1))]
    pub(crate) reading: String,
    /// The key of this document whose value holds the answer: `portal.sign_in_again.limit` or, with
    /// rows counted from zero, `rows[3].visible`.
    pub(crate) key: Option<String>,
}

/// The website where end users reset passcodes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `offers_reset: true`")]
#[schemars(rename = "portal")]
pub(crate) struct PortalEntry {
    /// Whether end users may reset passcodes there at all.
    pub(crate) offers_reset: bool,
    /// From which browsers the portal may be used.
    pub(crate) open_to: OpenTo,
    /// How soon the end user has to be back after signing out.
    pub(crate) sign_in_again: SignInAgainEntry,
    /// The longest that a reset of an online device takes.
    #[schemars(extend("x-means" = "a reset takes as long as {to}"))]
    pub(crate) completes_within: Duration,
    /// What the portal says when.
    pub(crate) says: PortalSays,
}

/// The window in which the end user signs in again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `within`, `limit` and `measured_from`")]
#[schemars(rename = "sign_in_again")]
pub(crate) struct SignInAgainEntry {
    /// How long the window is.
    #[schemars(extend("x-means" = "the end user has {to} to sign in again"))]
    pub(crate) within: Duration,
    /// Whether its last instant still counts.
    pub(crate) limit: Limit,
    /// When the window opens: at the sign-out, or when Reset Passcode is selected.
    pub(crate) measured_from: MeasuredFrom,
}

/// What the portal says when.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping of texts, such as `pending: …`")]
#[schemars(rename = "portal_says")]
pub(crate) struct PortalSays {
    /// Once a reset is confirmed.
    #[schemars(extend("x-means" = "the portal says: {to}"))]
    pub(crate) pending: String,
    /// Once the device has applied it.
    #[schemars(extend("x-means" = "the portal says: {to}"))]
    pub(crate) succeeded: String,
    /// Next to a new passcode, which takes the place of `{passcode}`.
    #[schemars(regex(pattern = r"\{passcode\}"))]
    pub(crate) new_passcode: String,
    /// When the reset could not be applied.
    #[schemars(extend("x-means" = "the portal says: {to}"))]
    pub(crate) failed: String,
    /// When another reset of the device is in flight.
    pub(crate) already_pending: String,
}

/// A surface where administrators work.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `surface: …`")]
#[schemars(rename = "console")]
pub(crate) struct ConsoleEntry {
    /// Which surface it is: not the portal and not the device.
    pub(crate) surface: Surface,
    /// The kinds of management whose devices it knows.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    pub(crate) manages: Vec<Management>,
    /// Whether administrators may reset passcodes there.
    pub(crate) offers_reset: bool,
    /// What the console says when; a text that is left out is not said.
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
    /// The kinds of management that the row covers. No other row may cover the same platform and management.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    pub(crate) management: Vec<Management>,
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
    /// What the end user has to do next: only if the effect is `removed`.
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
    pub(crate) without: String,
    /// How many characters it has.
    #[schemars(range(min = 4, max = 18))]
    #[schemars(extend("x-means" = "a new {part} passcode has {to} characters"))]
    pub(crate) length: i64,
    /// Who makes it.
    pub(crate) generated_by: Generator,
    /// Whether the end user is meant to change it.
    #[serde(default)]
    pub(crate) temporary: bool,
}

/// A place in which the new passcode is visible, on a condition.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `at`, `to` and `when`")]
#[schemars(rename = "visible")]
pub(crate) struct VisibleEntry {
    /// Where: the portal, or one of the `consoles`.
    pub(crate) at: Surface,
    /// Who.
    pub(crate) to: Actor,
    /// Under which condition. Of several entries for one place, one is enough.
    pub(crate) when: WhenEntry,
}

/// `always`, or conditions that must all hold.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum WhenEntry {
    /// After every reset.
    Always,
    /// After some resets.
    If(Conditions),
}

/// Conditions that must all hold.
#[derive(Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "conditions", extend("minProperties" = 1))]
pub(crate) struct Conditions {
    /// Who has performed the reset.
    pub(crate) reset_by: Option<Actor>,
    /// Which earlier reset had been applied to the device.
    pub(crate) reset_before: Option<ResetBefore>,
}

/// The word for no condition at all.
const ALWAYS: &str = "always";
/// What an author may write, for a word that is none of it.
const KNOWN: &[&str] = &[ALWAYS, "{ reset_by: … }", "{ reset_before: … }"];

impl<'de> Deserialize<'de> for WhenEntry {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entry;
        impl<'de> Visitor<'de> for Entry {
            type Value = WhenEntry;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("`always`, or conditions such as `reset_before: any`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<WhenEntry, E> {
                match text {
                    ALWAYS => Ok(WhenEntry::Always),
                    _ => Err(E::unknown_variant(text, KNOWN)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WhenEntry, A::Error> {
                Conditions::deserialize(MapAccessDeserializer::new(map)).map(WhenEntry::If)
            }
        }
        deserializer.deserialize_any(Entry)
    }
}

impl JsonSchema for WhenEntry {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "when".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let conditions = generator.subschema_for::<Conditions>();
        schemars::json_schema!({ "oneOf": [{ "const": ALWAYS }, conditions] })
    }
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

/// What the end user has to do after a reset.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `set_passcode_within: …`")]
#[schemars(rename = "follow_up")]
pub(crate) struct FollowUpEntry {
    /// How long they have to set a new passcode, from the moment the device applied the reset.
    #[schemars(extend("x-means" = "the end user has {to} to set a new passcode on {part}"))]
    pub(crate) set_passcode_within: Duration,
    /// Whether the last instant still counts.
    pub(crate) limit: Limit,
    /// What happens when they do not.
    pub(crate) otherwise: Otherwise,
}

/// The word of the JSON Schema for what another value of a key would mean to people:
/// `{to}` is that value, and `{part}` the row or console.
pub(crate) const MEANS: &str = "x-means";

/// What the JSON Schema calls a length of time.
pub(crate) const DURATION: &str = "duration";

/// A length of time as written, or why it is none: checked with the rest, so that its problem keeps its kind.
#[derive(Debug)]
pub(crate) struct Duration(pub(crate) Result<Span, SpanError>);

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Duration;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a length of time, such as `5 minutes`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Duration, E> {
                Ok(Duration(Span::parse(text)))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

impl JsonSchema for Duration {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        DURATION.into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "A length of time: a number and a unit, or a clock time.",
            "examples": ["5 minutes", "90 seconds", "4:59", "1:00:00"],
        })
    }
}
