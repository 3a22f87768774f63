//! What a surface asks for before it sends a reset, as it is written.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Error as _, MapAccess, Visitor};

use crate::domain::prompt::PromptKind;
use crate::policy::duration::Duration;
use crate::policy::surfaces::{Limit, MeasuredFrom};

/// One prompt: its kind, and what there is to say about it.
#[derive(Debug)]
pub(crate) enum PromptEntry {
    SignInAgain(SignInAgainEntry),
    Confirm(ConfirmEntry),
    EnterCode(EnterCodeEntry),
    Choose(ChooseEntry),
}

/// Asks the person to sign out, and to sign in again in time.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a mapping with `asks`, `within`, `limit` and `measured_from`"
)]
#[schemars(rename = "sign_in_again")]
pub(crate) struct SignInAgainEntry {
    /// What the person is asked to do, as a sentence goes on after `is asked to`.
    #[schemars(length(min = 1))]
    pub(crate) asks: String,
    /// How long the person has to sign in again.
    #[schemars(extend("x-means" = "a person has {to} to sign in again"))]
    pub(crate) within: Duration,
    /// Whether the last instant still counts.
    pub(crate) limit: Limit,
    /// When that time begins: at the sign-out, or when the button is selected that begins the reset.
    pub(crate) measured_from: MeasuredFrom,
}

/// Asks the person to confirm the reset.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `asks`")]
#[schemars(rename = "confirm")]
pub(crate) struct ConfirmEntry {
    /// What the person is asked to do, as a sentence goes on after `is asked to`.
    #[schemars(length(min = 1))]
    pub(crate) asks: String,
}

/// Asks the person for a code that only they were given.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `asks`")]
#[schemars(rename = "enter_a_code")]
pub(crate) struct EnterCodeEntry {
    /// What the person is asked to do, as a sentence goes on after `is asked to`.
    #[schemars(length(min = 1))]
    pub(crate) asks: String,
}

/// Asks the person to choose from a list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping with `asks`, `options` and `right`")]
#[schemars(rename = "choose")]
pub(crate) struct ChooseEntry {
    /// What the person is asked to do, as a sentence goes on after `is asked to`.
    #[schemars(length(min = 1))]
    pub(crate) asks: String,
    /// The entries of the list.
    #[schemars(length(min = 2), extend("uniqueItems" = true))]
    pub(crate) options: Vec<String>,
    /// The one that goes on with the reset; any other leaves it.
    #[schemars(length(min = 1), extend("x-entry-of" = "options"))]
    pub(crate) right: String,
}

impl PromptEntry {
    /// Which kind of prompt it is.
    pub(crate) const fn kind(&self) -> PromptKind {
        match self {
            Self::SignInAgain(_) => PromptKind::SignInAgain,
            Self::Confirm(_) => PromptKind::Confirm,
            Self::EnterCode(_) => PromptKind::EnterCode,
            Self::Choose(_) => PromptKind::Choose,
        }
    }

    /// What it asks.
    pub(crate) fn asks(&self) -> &str {
        match self {
            Self::SignInAgain(entry) => &entry.asks,
            Self::Confirm(entry) => &entry.asks,
            Self::EnterCode(entry) => &entry.asks,
            Self::Choose(entry) => &entry.asks,
        }
    }
}

impl<'de> Deserialize<'de> for PromptEntry {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entry;
        impl<'de> Visitor<'de> for Entry {
            type Value = PromptEntry;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a prompt, such as `confirm: { asks: reset the passcode }`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PromptEntry, A::Error> {
                let Some(kind) = map.next_key()? else {
                    return Err(A::Error::custom("a prompt is empty"));
                };
                let entry = match kind {
                    PromptKind::SignInAgain => PromptEntry::SignInAgain(map.next_value()?),
                    PromptKind::Confirm => PromptEntry::Confirm(map.next_value()?),
                    PromptKind::EnterCode => PromptEntry::EnterCode(map.next_value()?),
                    PromptKind::Choose => PromptEntry::Choose(map.next_value()?),
                };
                match map.next_key::<String>()? {
                    None => Ok(entry),
                    Some(_) => Err(A::Error::custom(
                        "a prompt has one kind: write the next as another entry",
                    )),
                }
            }
        }
        deserializer.deserialize_map(Entry)
    }
}

impl JsonSchema for PromptEntry {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "prompt".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let alternatives = [
            (PromptKind::SignInAgain, generator.subschema_for::<SignInAgainEntry>()),
            (PromptKind::Confirm, generator.subschema_for::<ConfirmEntry>()),
            (PromptKind::EnterCode, generator.subschema_for::<EnterCodeEntry>()),
            (PromptKind::Choose, generator.subschema_for::<ChooseEntry>()),
        ]
        .map(|(kind, schema)| {
            serde_json::json!({
                "type": "object",
                "properties": { kind.name(): schema },
                "required": [kind.name()],
                "additionalProperties": false,
            })
        });
        schemars::json_schema!({ "oneOf": alternatives })
    }
}
