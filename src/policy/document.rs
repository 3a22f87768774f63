//! A policy document as it is written: which keys it has, and what each of them means to its author.
//!
//! The comments on the keys are what an editor shows, through the JSON Schema.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};

use crate::domain::{Alphabet, Effect, Management, Span, SpanError, Surface, Viewer};
use crate::policy::{
    Evidence, Generator, Limit, MeasuredFrom, NoticeKind, OfflineDevice, OpenTo, Otherwise,
    ResetBefore, Superseded,
};

/// A list or mapping whose entries were read one by one; those that could not be are absent.
pub(super) type Listed<T> = Vec<Option<T>>;
/// The same, by name.
pub(super) type Named<T> = Vec<(String, Option<T>)>;

/// How passcode resets behave on every platform, as a document that passgate plays.
#[derive(Debug, JsonSchema)]
#[schemars(title = "passgate policy", deny_unknown_fields)]
pub(super) struct Document {
    /// The version of this format.
    #[schemars(schema_with = "version_one")]
    pub(super) schema: Option<i64>,
    /// The policy's name, for `--policy` and `@policy:` tags: lower-case words with hyphens.
    #[schemars(with = "String", regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub(super) policy: Option<String>,
    /// One line that tells people which system this is, and when.
    #[schemars(with = "String", length(min = 1))]
    pub(super) title: Option<String>,
    /// The month that the policy describes: `2015-12`.
    #[schemars(with = "String", regex(pattern = r"^[0-9]{4}-(0[1-9]|1[0-2])$"))]
    pub(super) as_of: Option<String>,
    /// Where the facts come from, one line each.
    #[schemars(with = "Vec<String>", default)]
    pub(super) sources: Listed<String>,
    /// The requirements, by the names that features cite as `@clause:NAME`. A name never changes.
    #[schemars(with = "BTreeMap<String, ClauseEntry>")]
    pub(super) clauses: Named<ClauseEntry>,
    /// What the sources leave open, and what this policy takes for true.
    #[schemars(with = "BTreeMap<String, ReadingEntry>", default)]
    pub(super) readings: Named<ReadingEntry>,
    /// The website where end users reset passcodes.
    #[schemars(with = "PortalEntry")]
    pub(super) portal: Option<PortalEntry>,
    /// The surfaces where administrators work.
    #[schemars(with = "Vec<ConsoleEntry>", default)]
    pub(super) consoles: Listed<ConsoleEntry>,
    /// What becomes of a reset whose device is offline.
    #[schemars(with = "OfflineDevice")]
    pub(super) offline_device: Option<OfflineDevice>,
    /// What becomes of a passcode in sight when a newer reset is accepted.
    #[schemars(with = "Superseded")]
    pub(super) superseded: Option<Superseded>,
    /// What happens to the passcode, for every platform and scenario.
    #[schemars(with = "Vec<RowEntry>", length(min = 1))]
    pub(super) rows: Listed<RowEntry>,
}

fn version_one(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "const": 1 })
}

/// One requirement.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `statement` and `evidence`")]
#[schemars(rename = "clause")]
pub(super) struct ClauseEntry {
    /// What is required, in one sentence.
    #[schemars(length(min = 1))]
    pub(super) statement: String,
    /// What the statement rests on.
    pub(super) evidence: Evidence,
}

/// A question that no source answers, and the author's answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `question` and `reading`")]
#[schemars(rename = "reading")]
pub(super) struct ReadingEntry {
    /// What the sources leave open.
    #[schemars(length(min = 1))]
    pub(super) question: String,
    /// What this policy takes for true.
    #[schemars(length(min = 1))]
    pub(super) reading: String,
    /// The key of this document whose value holds the answer: `portal.sign_in_again.limit` or, with
    /// rows counted from zero, `rows[3].visible`.
    pub(super) key: Option<String>,
}

/// The website where end users reset passcodes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `offers_reset: true`")]
#[schemars(rename = "portal")]
pub(super) struct PortalEntry {
    /// Whether end users may reset passcodes there at all.
    pub(super) offers_reset: bool,
    /// From which browsers the portal may be used.
    pub(super) open_to: OpenTo,
    /// How soon the end user has to be back after signing out.
    pub(super) sign_in_again: SignInAgainEntry,
    /// The longest that a reset of an online device takes.
    #[schemars(extend("x-told" = "a reset takes as long as {to}"))]
    pub(super) completes_within: Duration,
    /// What the portal says when.
    pub(super) says: PortalSays,
}

/// The window in which the end user signs in again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `within`, `limit` and `measured_from`")]
#[schemars(rename = "sign_in_again")]
pub(super) struct SignInAgainEntry {
    /// How long the window is.
    #[schemars(extend("x-told" = "the end user has {to} to sign in again"))]
    pub(super) within: Duration,
    /// Whether its last instant still counts.
    pub(super) limit: Limit,
    /// When the window opens: at the sign-out, or when Reset Passcode is selected.
    pub(super) measured_from: MeasuredFrom,
}

/// What the portal says when.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping of texts, such as `pending: …`")]
#[schemars(rename = "portal_says")]
pub(super) struct PortalSays {
    /// Once a reset is confirmed.
    #[schemars(extend("x-told" = "the portal says: {to}"))]
    pub(super) pending: String,
    /// Once the device has applied it.
    #[schemars(extend("x-told" = "the portal says: {to}"))]
    pub(super) succeeded: String,
    /// Beside a new passcode, which takes the place of `{passcode}`.
    #[schemars(regex(pattern = r"\{passcode\}"))]
    pub(super) new_passcode: String,
    /// When the reset could not be applied.
    #[schemars(extend("x-told" = "the portal says: {to}"))]
    pub(super) failed: String,
    /// When another reset of the device is in flight.
    pub(super) already_pending: String,
}

/// A surface where administrators work.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `surface: …`")]
#[schemars(rename = "console")]
pub(super) struct ConsoleEntry {
    /// Which surface it is: not the portal and not the device.
    pub(super) surface: Surface,
    /// The scenarios whose devices it knows.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    pub(super) manages: Vec<Management>,
    /// Whether administrators may reset passcodes there.
    pub(super) offers_reset: bool,
    /// What the console says when; a text that is left out is not said.
    #[serde(default)]
    pub(super) says: ConsoleSays,
}

/// What a console says when; a text that is left out is not said.
#[derive(Debug, Default, Deserialize, serde::Serialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping of texts, such as `already_pending: …`")]
#[schemars(rename = "console_says")]
pub(super) struct ConsoleSays {
    /// When another reset of the device is in flight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) already_pending: Option<String>,
    /// When no reset of the device is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) no_reset_state: Option<String>,
    /// In the place of a passcode, where the latest reset removed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) removed_passcode: Option<String>,
}

/// How resets behave on one platform, in one or more scenarios.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `platform: …`")]
#[schemars(rename = "row")]
pub(super) struct RowEntry {
    /// The platform, by any name: features use the same one.
    #[schemars(length(min = 1))]
    pub(super) platform: String,
    /// The scenarios that the row answers for. No other row may answer for the same pair.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    pub(super) management: Vec<Management>,
    /// What a reset does to the passcode.
    #[schemars(extend("x-told" = "the passcode is {to} on {part}"))]
    pub(super) effect: Effect,
    /// How a new passcode is made: just where the effect is `replaced`.
    pub(super) passcode: Option<PasscodeEntry>,
    /// Whether the device asks for the unlock token that the server keeps for it.
    #[serde(default)]
    pub(super) needs_unlock_token: bool,
    /// Who sees the new passcode where. Whoever is not listed does not see it.
    #[serde(default)]
    pub(super) visible: Vec<VisibleEntry>,
    /// What the device says.
    pub(super) on_device: Option<NoticeEntry>,
    /// What the end user has to do next: just where the effect is `removed`.
    pub(super) follow_up: Option<FollowUpEntry>,
    /// What the row rests on.
    pub(super) evidence: Evidence,
    /// The clauses that the row answers to.
    #[serde(default)]
    pub(super) clauses: Vec<String>,
}

/// How a new passcode is made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `alphabet: …`")]
#[schemars(rename = "passcode")]
pub(super) struct PasscodeEntry {
    /// The kind of characters.
    #[schemars(extend("x-told" = "a new {part} passcode is {to}"))]
    pub(super) alphabet: Alphabet,
    /// Characters that are left out, such as look-alikes: `"01lIO"`.
    #[serde(default)]
    pub(super) without: String,
    /// How many characters it has.
    #[schemars(range(min = 4, max = 18))]
    #[schemars(extend("x-told" = "a new {part} passcode has {to} characters"))]
    pub(super) length: i64,
    /// Who makes it.
    pub(super) generated_by: Generator,
    /// Whether the end user is meant to change it.
    #[serde(default)]
    pub(super) temporary: bool,
}

/// A place where somebody sees the new passcode, on a condition.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `at`, `to` and `when`")]
#[schemars(rename = "visible")]
pub(super) struct VisibleEntry {
    /// Where: the portal, or one of the `consoles`.
    pub(super) at: Surface,
    /// Who.
    pub(super) to: Viewer,
    /// On which condition. Of several entries for one place, any one will do.
    pub(super) when: WhenEntry,
}

/// `always`, or conditions that must all hold.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum WhenEntry {
    /// After every reset.
    Always,
    /// After some resets.
    If(Conditions),
}

/// Conditions that must all hold.
#[derive(Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "conditions", extend("minProperties" = 1))]
pub(super) struct Conditions {
    /// Who has performed the reset.
    pub(super) reset_by: Option<Viewer>,
    /// Which earlier reset had been applied to the device.
    pub(super) reset_before: Option<ResetBefore>,
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
pub(super) struct NoticeEntry {
    /// How the device says it.
    #[serde(rename = "as")]
    pub(super) kind: NoticeKind,
    /// What it says.
    #[schemars(length(min = 1))]
    pub(super) says: String,
}

/// What the end user has to do after a reset.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping that begins with `set_passcode_within: …`")]
#[schemars(rename = "follow_up")]
pub(super) struct FollowUpEntry {
    /// How long they have to set a new passcode, from the moment the device applied the reset.
    #[schemars(extend("x-told" = "the end user has {to} to set a new passcode on {part}"))]
    pub(super) set_passcode_within: Duration,
    /// Whether the last instant still counts.
    pub(super) limit: Limit,
    /// What happens when they do not.
    pub(super) otherwise: Otherwise,
}

/// The word of the JSON Schema for what it would mean to people if another value stood at a key:
/// `{to}` is that value, and `{part}` the row or console.
pub(super) const TOLD: &str = "x-told";

/// What the JSON Schema calls a length of time.
pub(super) const DURATION: &str = "duration";

/// A length of time as written, or why it is none: checked with the rest, so that its problem keeps its kind.
#[derive(Debug)]
pub(super) struct Duration(pub(super) Result<Span, SpanError>);

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
