//! A length of time as it is written.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::Visitor;

use crate::domain::span::{Span, SpanError};

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
