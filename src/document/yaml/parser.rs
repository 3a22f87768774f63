//! From YAML text to plain values, within a budget, and what is wrong where the text is no YAML.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, Visitor,
};

use crate::document::finding::Finding;
use crate::document::yaml::node::{LIST_AS_KEY, MAPPING_AS_KEY, Node};
use crate::document::yaml::outline;
use crate::document::yaml::path::NodePart;

/// The largest document that is read, in bytes.
const SIZE_MAX: usize = 1024 * 1024;

/// The largest document that aliases may unfold to, counting a byte of text and a value as one each.
const UNFOLDED_MAX: usize = 2 * SIZE_MAX;

/// What the tree builder says to itself; [`explain`] turns it into words for the user.
const UNFOLDS_TOO_FAR: &str = "unfolds too far";
const TAGGED: &str = "tagged value";

/// Reads `text` as one YAML document. Repeated keys are kept, for the caller to report.
pub(crate) fn read(text: &str) -> Result<Node, Finding> {
    if text.len() > SIZE_MAX {
        return Err(Finding::new("document::too_large", "the document is larger than 1 MiB")
            .help("such a document has a few hundred lines; is this the right file?")
            .at(NodePart::Byte(0)));
    }
    if let Some(byte) = outline::too_deep_at(text) {
        return Err(too_deep(byte));
    }
    let left = Cell::new(UNFOLDED_MAX);
    let read = Builder { left: &left }.deserialize(serde_yaml::Deserializer::from_str(text));
    read.map_err(|error| explain(&error, text))
}

fn too_deep(byte: usize) -> Finding {
    Finding::new("document::too_deep", "the document is nested too deeply")
        .marked(NodePart::Byte(byte), "nested too deeply here")
        .help("close brackets and lists that were opened by mistake")
}

/// What each error of the YAML parser means, by words that it contains.
const MEANINGS: [(&str, &str, &str); 13] = [
    (
        "mapping values are not allowed",
        "there is a second colon where one value is expected",
        "put a text that contains `: ` in quotes, and check the indentation of this line",
    ),
    (
        "did not find expected key",
        "a key is expected here",
        "keys of one mapping start in the same column",
    ),
    (
        "did not find expected '-' indicator",
        "another entry of the list is expected here",
        "the entries of one list start with `-` in the same column",
    ),
    (
        "did not find expected ',' or ']'",
        "a list in brackets is not closed",
        "separate its entries with commas and close it with `]`",
    ),
    (
        "did not find expected ',' or '}'",
        "a mapping in braces is not closed",
        "separate its keys with commas and close it with `}`",
    ),
    (
        "could not find expected ':'",
        "a key has no colon after it",
        "write `key: value`, with a space after the colon",
    ),
    (
        "cannot start any token",
        "a value cannot begin with this character",
        "indent with spaces instead of tabs, and put a text that begins with a special character in quotes",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot begin here",
        "begin the list on a line of its own, or write it in brackets",
    ),
    (
        "unexpected end of stream",
        "a quoted text is not closed",
        "close it with the quotation mark that opened it",
    ),
    (
        "unknown escape character",
        "`\\` and this character are no escape",
        "put the text in single quotes, where `\\` is an ordinary character",
    ),
    ("unknown anchor", "an alias names no anchor", "write `&name` before the value to repeat"),
    ("control characters", "the text holds a control character", "remove it"),
    (TAGGED, "a value cannot have a tag", "remove the word that begins with `!`"),
];

/// What the parser's error means, in the words of people who write such documents.
fn explain(error: &serde_yaml::Error, text: &str) -> Finding {
    let parser_message = error.to_string();
    let said = |words: &str| parser_message.contains(words);
    let byte = place(error, &parser_message).map(|(line, column)| byte_at(text, line, column));
    if said("recursion limit exceeded") {
        return too_deep(byte.unwrap_or_default());
    }
    if said(UNFOLDS_TOO_FAR) || said("repetition limit exceeded") {
        return Finding::new(
            "document::unfolds_too_far",
            "the aliases of this document expand to more than a document may hold",
        )
        .help("write the values out instead of repeating them with `*name`")
        .marked(
            NodePart::Byte(outline::first_alias_at(text).unwrap_or_default()),
            "the first alias",
        );
    }
    if said("more than one document") {
        return Finding::new(
            "document::not_yaml",
            "the text goes on after the end of its document",
        )
        .help("keep one document per file, and check the indentation of this line")
        .at(NodePart::Byte(outline::second_document_at(text).unwrap_or_default()));
    }
    let at = byte.unwrap_or_default();
    let tab = text.get(at..).is_some_and(|rest| rest.starts_with('\t'));
    let (message, help) = match MEANINGS.iter().find(|(words, ..)| said(words)) {
        Some(_) if tab => ("a line cannot be indented with a tab", "indent with spaces"),
        Some((_, message, help)) => (*message, *help),
        None => (
            "the text is not YAML",
            "check the indentation, the quotation marks and the brackets before this place",
        ),
    };
    Finding::new("document::not_yaml", message).help(help).at(NodePart::Byte(at))
}

/// Errors about something left open, whose place helps more than the one where the parser gave up.
const LEFT_OPEN: [&str; 4] = [
    "unexpected end of stream",
    "expected ',' or ']'",
    "expected ',' or '}'",
    "could not find expected ':'",
];

/// The line and column to show for an error, both counted from one.
fn place(error: &serde_yaml::Error, parser_message: &str) -> Option<(usize, usize)> {
    let opened = parser_message.rsplit_once("at line ").and_then(|(_, numbers)| {
        let (line, column) = numbers.split_once(" column ")?;
        Some((line.parse().ok()?, column.parse().ok()?))
    });
    let gave_up = error.location().map(|location| (location.line(), location.column()));
    if LEFT_OPEN.iter().any(|words| parser_message.contains(words)) {
        opened.or(gave_up)
    } else {
        gave_up
    }
}

/// The byte at which a line's column begins, both counted from one.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(before..).unwrap_or_default();
    let within = rest.char_indices().nth(column.saturating_sub(1)).map(|(byte, _)| byte);
    before + within.unwrap_or(rest.len())
}

/// Builds a tree while there is something left of the budget.
#[derive(Clone, Copy)]
struct Builder<'a> {
    left: &'a Cell<usize>,
}

impl Builder<'_> {
    fn spend<E: serde::de::Error>(self, cost: usize) -> Result<(), E> {
        let left = self.left.get().checked_sub(cost.saturating_add(1));
        self.left.set(left.ok_or_else(|| E::custom(UNFOLDS_TOO_FAR))?);
        Ok(())
    }

    fn take<E: serde::de::Error>(self, node: Node) -> Result<Node, E> {
        self.spend(if let Node::Text(text) = &node { text.len() } else { 0 })?;
        Ok(node)
    }
}

impl<'de> DeserializeSeed<'de> for Builder<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Builder<'_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Node, E> {
        self.take(Node::Nothing)
    }

    /// A text without any content.
    fn visit_none<E: serde::de::Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_bool<E: serde::de::Error>(self, flag: bool) -> Result<Node, E> {
        self.take(Node::Flag(flag))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Node, E> {
        self.take(Node::Whole(number))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Node, E> {
        // A number too large to hold keeps its digits, for the message that refuses it.
        self.take(
            i64::try_from(number).map_or_else(|_| Node::Text(number.to_string()), Node::Whole),
        )
    }

    fn visit_i128<E: serde::de::Error>(self, number: i128) -> Result<Node, E> {
        self.take(Node::Text(number.to_string()))
    }

    fn visit_u128<E: serde::de::Error>(self, number: u128) -> Result<Node, E> {
        self.take(Node::Text(number.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Node, E> {
        self.take(Node::Fraction(number))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Node, E> {
        self.spend(text.len())?;
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        self.spend(0)?;
        let mut list = Vec::new();
        while let Some(node) = entries.next_element_seed(self)? {
            list.push(node);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        self.spend(0)?;
        let mut map = Vec::new();
        while let Some(key) = entries.next_key_seed(self)? {
            let key = match key {
                Node::Text(text) => text,
                Node::Flag(flag) => flag.to_string(),
                Node::Whole(number) => number.to_string(),
                Node::Fraction(number) => number.to_string(),
                Node::Nothing => "~".to_owned(),
                Node::List(_) => LIST_AS_KEY.to_owned(),
                Node::Map(_) => MAPPING_AS_KEY.to_owned(),
            };
            map.push((key, entries.next_value_seed(self)?));
        }
        Ok(Node::Map(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Node, A::Error> {
        Err(A::Error::custom(TAGGED))
    }
}
