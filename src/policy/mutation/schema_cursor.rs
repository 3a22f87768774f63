//! The JSON Schema as a guide through a document: which kind of value is where.
//!
//! It is generated from the types, so a new key is known here as soon as it is one.

use serde_json::Value;

use crate::document::yaml::node::Node;
use crate::document::yaml::path::PathStep;
use crate::policy::declared_name::NAMES;
use crate::policy::document::{ALIKE, CHARACTERS, ENTRY_OF, FIXED, MEANS};
use crate::policy::duration::DURATION;
use crate::policy::mutation::declared_names::DeclaredNames;

/// A place of the schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SchemaCursor<'s> {
    root: &'s Value,
    here: &'s Value,
    names: &'s DeclaredNames,
    /// What the key is for, in the words that editors show.
    pub(crate) meaning: Option<&'s str>,
    /// What another value would mean to people.
    pub(crate) means: Option<&'s str>,
    alike: Option<&'s Value>,
    is_duration: bool,
}

/// Which kind of value a key has.
#[derive(Debug)]
pub(crate) enum Kind<'s> {
    /// One of these names.
    Choice(Vec<&'s str>),
    /// `true` or `false`.
    Flag,
    /// A whole number, and the least one that is allowed.
    Whole(Option<i64>),
    /// A length of time.
    Duration,
    /// Any text.
    Text,
    /// A list of such values.
    List(SchemaCursor<'s>),
    /// A mapping with these keys.
    Record(Vec<Property<'s>>),
    /// A mapping with any keys, each to such a value.
    Named(SchemaCursor<'s>),
    /// One of several alternatives.
    Either(Vec<SchemaCursor<'s>>),
    /// Always the same.
    Fixed(Node),
    /// Something that the schema says in words that this guide does not know.
    Unknown,
}

/// A key of a mapping.
#[derive(Debug)]
pub(crate) struct Property<'s> {
    pub(crate) key: &'s str,
    pub(crate) cursor: SchemaCursor<'s>,
    pub(crate) required: bool,
    /// The value of a key that is left out.
    pub(crate) default: Option<Node>,
}

impl<'s> SchemaCursor<'s> {
    /// The place of the whole document, which declares these names.
    pub(crate) fn new(schema: &'s Value, names: &'s DeclaredNames) -> Self {
        Self {
            root: schema,
            here: schema,
            names,
            meaning: None,
            means: None,
            alike: None,
            is_duration: false,
        }
        .resolved()
    }

    fn at(self, here: &'s Value) -> Self {
        let words = |key| here.get(key).and_then(Value::as_str);
        Self {
            here,
            meaning: words("description"),
            means: words(MEANS),
            alike: here.get(ALIKE),
            ..self
        }
        .resolved()
    }

    /// Follows references, and skips the `null` next to an optional value.
    fn resolved(mut self) -> Self {
        self.is_duration = false;
        loop {
            if let Some(name) = self.here.get("$ref").and_then(Value::as_str) {
                let name = name.trim_start_matches("#/$defs/");
                let Some(next) = self.root.get("$defs").and_then(|all| all.get(name)) else {
                    return self;
                };
                self.is_duration = name == DURATION;
                self.here = next;
            } else if let Some([value, null]) = self.list("anyOf")
                && null.get("type").and_then(Value::as_str) == Some("null")
            {
                self.here = value;
            } else {
                return self;
            }
        }
    }

    fn list(&self, word: &str) -> Option<&'s [Value]> {
        self.here.get(word)?.as_array().map(Vec::as_slice)
    }

    /// Which kind of value is here.
    pub(crate) fn kind(self) -> Kind<'s> {
        if let Some(what) = self.here.get(NAMES).and_then(Value::as_str) {
            return Kind::Choice(self.names.under(what));
        }
        if let Some(fixed) = self.here.get("const") {
            return Kind::Fixed(node(fixed));
        }
        if let Some(names) = self.list("enum") {
            return Kind::Choice(names.iter().filter_map(Value::as_str).collect());
        }
        if let Some(alternatives) = self.list("oneOf").or_else(|| self.list("anyOf")) {
            return Kind::Either(
                alternatives.iter().map(|alternative| self.at(alternative)).collect(),
            );
        }
        match self.type_name() {
            Some("boolean") => Kind::Flag,
            Some("integer") => Kind::Whole(self.here.get("minimum").and_then(Value::as_i64)),
            Some("string") if self.is_duration => Kind::Duration,
            Some("string") => Kind::Text,
            Some("array") => {
                self.here.get("items").map_or(Kind::Unknown, |it| Kind::List(self.at(it)))
            }
            Some("object") => self.map_reader(),
            Some(_) | None => Kind::Unknown,
        }
    }

    /// Whether these two values are the same to every run.
    pub(crate) fn are_alike(self, one: &str, other: &str) -> bool {
        let alike = self.alike.and_then(Value::as_array);
        let has = |name: &str| alike.is_some_and(|all| all.iter().any(|it| it == name));
        has(one) && has(other)
    }

    /// Whether no entry of this mapping may be left out.
    pub(crate) fn is_fixed(self) -> bool {
        self.here.get(FIXED).and_then(Value::as_bool) == Some(true)
    }

    /// Whether this text is a set of characters, in any order.
    pub(crate) fn is_set_of_characters(self) -> bool {
        self.here.get(CHARACTERS).and_then(Value::as_bool) == Some(true)
    }

    /// Every mapping whose required keys have values of closed sets; none where another value is required.
    pub(crate) fn closed_records(self) -> Vec<Node> {
        let Kind::Record(properties) = self.kind() else { return Vec::new() };
        let mut records: Vec<Vec<(String, Node)>> = vec![Vec::new()];
        for property in properties.iter().filter(|property| property.required) {
            let values = match property.cursor.kind() {
                Kind::Choice(_) | Kind::Either(_) => property.cursor.samples(),
                Kind::Flag
                | Kind::Whole(_)
                | Kind::Duration
                | Kind::Text
                | Kind::List(_)
                | Kind::Record(_)
                | Kind::Named(_)
                | Kind::Fixed(_)
                | Kind::Unknown => Vec::new(),
            };
            let with = |record: &Vec<(String, Node)>, value: &Node| {
                let entry = (property.key.to_owned(), value.clone());
                record.iter().cloned().chain([entry]).collect()
            };
            let all = records.iter();
            records =
                all.flat_map(|one| values.iter().map(move |value| with(one, value))).collect();
        }
        let all = records.into_iter().filter(|record| !record.is_empty());
        all.map(Node::Map).collect()
    }

    /// The other entries of the list next to this key, where its value is one of them.
    pub(crate) fn other_entries(self, value: &Node, siblings: &Node) -> Option<Vec<Node>> {
        let Node::List(entries) = siblings.get(self.here.get(ENTRY_OF)?.as_str()?)? else {
            return None;
        };
        Some(entries.iter().filter(|entry| *entry != value).cloned().collect())
    }

    /// The type's name; that of an optional value is next to `null`.
    fn type_name(self) -> Option<&'s str> {
        let written = self.here.get("type")?;
        let among =
            || written.as_array()?.iter().filter_map(Value::as_str).find(|it| *it != "null");
        written.as_str().or_else(among)
    }

    fn map_reader(self) -> Kind<'s> {
        let Some(properties) = self.here.get("properties").and_then(Value::as_object) else {
            let values = self.here.get("additionalProperties");
            return values.map_or(Kind::Unknown, |values| Kind::Named(self.at(values)));
        };
        let required = self.list("required").unwrap_or_default();
        let property = |(key, value): (&'s String, &'s Value)| Property {
            key,
            cursor: self.at(value),
            required: required.iter().any(|name| name.as_str() == Some(key)),
            default: value.get("default").map(node),
        };
        Kind::Record(properties.iter().map(property).collect())
    }

    /// The place of what `step` leads to from `node`, and whether a document may do without it.
    pub(crate) fn follow(self, step: &PathStep, from: &Node) -> Option<(Self, bool)> {
        match (self.kind(), step) {
            (Kind::List(entry), PathStep::Index(_)) => Some((entry, true)),
            (Kind::Named(entry), PathStep::Key(_)) => Some((entry, true)),
            (Kind::Record(properties), PathStep::Key(key)) => properties
                .into_iter()
                .find(|property| property.key == key)
                .map(|property| (property.cursor, !property.required)),
            (Kind::Either(alternatives), PathStep::Key(_)) => alternatives
                .into_iter()
                .find(|alternative| alternative.fits(from))?
                .follow(step, from),
            _ => None,
        }
    }

    /// Whether a value is of this kind, as far as that says.
    pub(crate) fn fits(self, value: &Node) -> bool {
        match (self.kind(), value) {
            (Kind::Fixed(fixed), value) => fixed == *value,
            (Kind::Choice(names), Node::Text(text)) => names.contains(&text.as_str()),
            (Kind::Flag, Node::Flag(_))
            | (Kind::Whole(_), Node::Whole(_))
            | (Kind::Duration | Kind::Text, Node::Text(_))
            | (Kind::List(_), Node::List(_))
            | (Kind::Named(_), Node::Map(_)) => true,
            (Kind::Record(properties), Node::Map(entries)) => {
                let known = |key: &str| properties.iter().any(|property| property.key == key);
                let fits = |property: &Property<'_>| match value.get(property.key) {
                    Some(value) => property.cursor.may_be(value),
                    None => !property.required,
                };
                entries.iter().all(|(key, _)| known(key)) && properties.iter().all(fits)
            }
            (Kind::Either(alternatives), value) => {
                alternatives.into_iter().any(|alternative| alternative.fits(value))
            }
            _ => false,
        }
    }

    /// Whether a value is possible where the schema asks for one value and no other, or for any.
    fn may_be(self, value: &Node) -> bool {
        self.here.get("const").is_none_or(|fixed| node(fixed) == *value)
    }

    /// Values that are possible here: every one of a closed set, otherwise a small one.
    pub(crate) fn samples(self) -> Vec<Node> {
        match self.kind() {
            Kind::Choice(names) => names.into_iter().map(|name| Node::Text(name.into())).collect(),
            Kind::Flag => vec![Node::Flag(true), Node::Flag(false)],
            Kind::Whole(least) => vec![Node::Whole(least.unwrap_or(1))],
            Kind::Duration => vec![Node::Text("1 minute".into())],
            Kind::Text => vec![Node::Text("something".into())],
            Kind::List(entry) => {
                entry.samples().into_iter().take(1).map(|one| Node::List(vec![one])).collect()
            }
            Kind::Record(properties) => record_samples(&properties),
            Kind::Either(alternatives) => {
                alternatives.into_iter().flat_map(Self::samples).collect()
            }
            Kind::Fixed(value) => vec![value],
            Kind::Named(_) | Kind::Unknown => Vec::new(),
        }
    }
}

/// A mapping with its required keys; where it has none, one with each key alone.
fn record_samples(properties: &[Property<'_>]) -> Vec<Node> {
    let entry = |property: &Property<'_>, value| (property.key.to_owned(), value);
    let mut required = properties.iter().filter(|property| property.required).peekable();
    if required.peek().is_some() {
        let entries: Option<Vec<(String, Node)>> = required
            .map(|property| Some(entry(property, property.cursor.samples().into_iter().next()?)))
            .collect();
        return entries.into_iter().map(Node::Map).collect();
    }
    properties
        .iter()
        .flat_map(|property| {
            let samples = property.cursor.samples().into_iter();
            samples.map(move |value| Node::Map(vec![entry(property, value)]))
        })
        .collect()
}

/// A value of the schema as a value of a document.
fn node(value: &Value) -> Node {
    if let Some(text) = value.as_str() {
        Node::Text(text.to_owned())
    } else if let Some(flag) = value.as_bool() {
        Node::Flag(flag)
    } else if let Some(number) = value.as_i64() {
        Node::Whole(number)
    } else if let Some(entries) = value.as_array() {
        Node::List(entries.iter().map(node).collect())
    } else if let Some(entries) = value.as_object() {
        Node::Map(entries.iter().map(|(key, value)| (key.clone(), node(value))).collect())
    } else {
        Node::Nothing
    }
}
