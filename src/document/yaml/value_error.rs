//! From plain values to typed ones: a deserializer whose errors say what is wrong as data, not as a text.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Expected, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::node::Node;
use crate::document::yaml::path::{NodePart, Path};

/// Why a value is not what its key asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ValueError {
    /// A mapping has a key that it cannot have.
    UnknownKey { given: String, known: &'static [&'static str] },
    /// A mapping lacks a key.
    MissingKey(&'static str),
    /// A word is none of a closed set.
    UnknownValue { given: String, known: &'static [&'static str] },
    /// A value is of another kind than it has to be.
    WrongKind { found: String, wanted: String },
    /// Anything else, in words.
    Other(String),
}

impl ValueError {
    /// The finding that this is, at `path`.
    pub(crate) fn finding(self, path: &Path) -> Finding {
        let subject = path.in_words();
        match self {
            Self::UnknownKey { given, known } => {
                let owner = path.parent().in_words();
                Finding::new(
                    "document::unknown_key",
                    format!("{owner} has no key {}", quoted(&given)),
                )
                .help(did_you_mean(&given, known.iter().copied()))
                .at(NodePart::Key(path.clone()))
            }
            Self::MissingKey(key) => Finding::new(
                "document::missing_key",
                format!("{subject} is missing the key `{key}`"),
            )
            .help(format!("add `{key}: …`"))
            .marked(
                NodePart::Key(path.clone()),
                match path.steps() {
                    [] => "the document begins here".to_owned(),
                    [_, ..] => format!("`{key}` is missing here"),
                },
            ),
            Self::UnknownValue { given, known } => Finding::new(
                "document::unknown_value",
                format!("{subject} cannot be {}", quoted(&given)),
            )
            .help(did_you_mean(&given, known.iter().copied()))
            .at(NodePart::Value(path.clone())),
            Self::WrongKind { found, wanted } => {
                Finding::new("document::wrong_kind", format!("{subject} cannot be {found}"))
                    .help(format!("write {wanted}"))
                    .at(NodePart::Value(path.clone()))
            }
            Self::Other(words) => {
                Finding::new("document::wrong_kind", format!("{subject} cannot be read: {words}"))
                    .at(NodePart::Value(path.clone()))
            }
        }
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey { given, .. } => write!(formatter, "unknown key `{given}`"),
            Self::MissingKey(key) => write!(formatter, "missing key `{key}`"),
            Self::UnknownValue { given, .. } => write!(formatter, "unknown value `{given}`"),
            Self::WrongKind { found, wanted } => write!(formatter, "{found} instead of {wanted}"),
            Self::Other(words) => formatter.write_str(words),
        }
    }
}

impl std::error::Error for ValueError {}

impl serde::de::Error for ValueError {
    fn custom<T: fmt::Display>(words: T) -> Self {
        Self::Other(words.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Self::WrongKind { found: found_in_words(&found), wanted: wanted_in_words(wanted) }
    }

    fn invalid_value(found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Self::invalid_type(found, wanted)
    }

    fn unknown_variant(given: &str, known: &'static [&'static str]) -> Self {
        Self::UnknownValue { given: given.to_owned(), known }
    }

    fn unknown_field(given: &str, known: &'static [&'static str]) -> Self {
        Self::UnknownKey { given: given.to_owned(), known }
    }

    fn missing_field(key: &'static str) -> Self {
        Self::MissingKey(key)
    }
}

/// What is there, in the words of people who write such documents.
fn found_in_words(found: &Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(flag) => format!("`{flag}`"),
        Unexpected::Unsigned(number) => format!("the number `{number}`"),
        Unexpected::Signed(number) => format!("the number `{number}`"),
        Unexpected::Float(number) => format!("the number `{number:?}`"),
        Unexpected::Char(character) => format!("the text `{character}`"),
        Unexpected::Str(text) => format!("the text {}", quoted(text)),
        Unexpected::Unit | Unexpected::Option => "empty".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a mapping".to_owned(),
        Unexpected::Bytes(_)
        | Unexpected::NewtypeStruct
        | Unexpected::Enum
        | Unexpected::UnitVariant
        | Unexpected::NewtypeVariant
        | Unexpected::TupleVariant
        | Unexpected::StructVariant
        | Unexpected::Other(_) => "this".to_owned(),
    }
}

/// What should be there. The names of closed sets come without an article, serde's own kinds by
/// the names of Rust.
fn wanted_in_words(wanted: &dyn Expected) -> String {
    let wanted = wanted.to_string();
    match wanted.as_str() {
        "a boolean" => "`true` or `false`".to_owned(),
        "a string" => {
            "a text; put it in quotes if it looks like a number or a word such as `true`".to_owned()
        }
        "a sequence" => "a list: one `- …` per line, or `[…, …]`".to_owned(),
        "i64" | "u64" => "a whole number".to_owned(),
        other if other.starts_with("a ") || other.starts_with('`') => wanted,
        _ => format!("one {wanted}"),
    }
}

impl<'de> IntoDeserializer<'de, ValueError> for &'de Node {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self {
            Node::Nothing => visitor.visit_unit(),
            Node::Flag(flag) => visitor.visit_bool(*flag),
            Node::Whole(number) => visitor.visit_i64(*number),
            Node::Fraction(number) => visitor.visit_f64(*number),
            Node::Text(text) => visitor.visit_borrowed_str(text),
            Node::List(entries) => visitor.visit_seq(SeqDeserializer::new(entries.iter())),
            Node::Map(entries) => visitor.visit_map(MapDeserializer::new(
                entries.iter().map(|(key, node)| (key.as_str(), node)),
            )),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self {
            Node::Nothing => visitor.visit_none(),
            Node::Flag(_)
            | Node::Whole(_)
            | Node::Fraction(_)
            | Node::Text(_)
            | Node::List(_)
            | Node::Map(_) => visitor.visit_some(self),
        }
    }

    /// Asked for by words of a closed set and by times, which say best themselves what a number is not.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self {
            Node::Flag(flag) => visitor.visit_string(flag.to_string()),
            Node::Whole(number) => visitor.visit_string(number.to_string()),
            Node::Fraction(number) => visitor.visit_string(number.to_string()),
            Node::Nothing | Node::Text(_) | Node::List(_) | Node::Map(_) => {
                self.deserialize_any(visitor)
            }
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
