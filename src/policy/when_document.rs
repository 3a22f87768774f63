//! The condition on which a passcode is visible, as it is written.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};

use crate::policy::declared_name::ActorName;
use crate::policy::table::ResetBefore;

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
    #[schemars(with = "Option<ActorName>")]
    pub(crate) reset_by: Option<String>,
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
