//! One change of a document's tree, and every change that its schema suggests.

use crate::document::yaml::node::Node;
use crate::document::yaml::path::{Path, PathStep};
use crate::domain::span::Span;
use crate::policy::mutation::schema_cursor::{Kind, Property, SchemaCursor};

/// The keys that no run can observe: names, provenance, and what only people read.
///
/// A key with everything below it; `[]` is any entry of a list.
pub(crate) const UNOBSERVABLE: [&str; 16] = [
    "schema",
    "policy",
    "title",
    "as_of",
    "sources",
    "service",
    "managements",
    "dimensions",
    "actors",
    "clauses",
    "assumptions",
    "rows[].evidence",
    "rows[].evidence_of",
    "rows[].disputed",
    "rows[].not_stated",
    "rows[].clauses",
];

/// One change of a document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Edit {
    /// What it changes.
    pub(crate) path: Path,
    /// What is written there, or the default.
    pub(crate) from: Option<Node>,
    /// What is to be there: nothing, or the first of these values that the document then allows.
    pub(crate) to: Vec<Node>,
    /// What the key is for.
    pub(crate) meaning: Option<String>,
    /// What another value would mean to people.
    pub(crate) means: Option<String>,
}

/// Every change that `cursor` suggests for `tree`, in the order in which the document is written.
pub(crate) fn edits(tree: &Node, cursor: SchemaCursor<'_>) -> Vec<Edit> {
    let mut walk = Walk { edits: Vec::new() };
    walk.value(&Path::root(), tree, cursor);
    walk.edits
}

struct Walk {
    edits: Vec<Edit>,
}

impl Walk {
    fn value(&mut self, path: &Path, node: &Node, cursor: SchemaCursor<'_>) {
        if UNOBSERVABLE.contains(&path.pattern().as_str()) {
            return;
        }
        let others: Vec<Vec<Node>> = match (cursor.kind(), node) {
            (Kind::Choice(names), Node::Text(text)) => {
                let others = names.into_iter().filter(|name| name != text);
                let others = others.filter(|name| !cursor.are_alike(name, text));
                others.map(|name| vec![Node::Text(name.to_owned())]).collect()
            }
            (Kind::Flag, Node::Flag(flag)) => vec![vec![Node::Flag(!flag)]],
            (Kind::Whole(_), Node::Whole(number)) => {
                [number.saturating_sub(1), number.saturating_add(1)]
                    .map(|number| vec![Node::Whole(number)])
                    .to_vec()
            }
            (Kind::Duration, Node::Text(text)) => durations(text),
            (Kind::Text, Node::Text(text)) if cursor.is_set_of_characters() => {
                let without = |left: char| vec![Node::Text(text.replace(left, ""))];
                std::iter::once(texts(text)).chain(text.chars().map(without)).collect()
            }
            (Kind::Text, Node::Text(text)) => vec![texts(text)],
            (Kind::List(entry), Node::List(entries)) => {
                self.list(path, entries, entry);
                return;
            }
            (Kind::Record(properties), Node::Map(_)) => {
                self.record(path, node, properties);
                return;
            }
            (Kind::Named(entry), Node::Map(entries)) => {
                for (key, value) in entries {
                    self.value(&path.key(key), value, entry);
                    if !cursor.is_fixed() {
                        self.push(&path.key(key), Some(value), Vec::new(), entry);
                    }
                }
                return;
            }
            (Kind::Either(alternatives), node) => {
                let (fitting, others): (Vec<SchemaCursor<'_>>, Vec<SchemaCursor<'_>>) =
                    alternatives.into_iter().partition(|alternative| alternative.fits(node));
                for alternative in fitting.into_iter().take(1) {
                    self.value(path, node, alternative);
                }
                others
                    .into_iter()
                    .flat_map(SchemaCursor::samples)
                    .map(|value| vec![value])
                    .collect()
            }
            _ => Vec::new(),
        };
        for to in others {
            self.push(path, Some(node), to, cursor);
        }
    }

    fn list(&mut self, path: &Path, entries: &[Node], entry: SchemaCursor<'_>) {
        for (index, node) in entries.iter().enumerate() {
            self.value(&path.index(index), node, entry);
            self.push(&path.index(index), Some(node), Vec::new(), entry);
        }
        for added in entry.closed_records().into_iter().filter(|it| !entries.contains(it)) {
            self.push(&path.index(entries.len()), None, vec![added], entry);
        }
        if let Kind::Choice(names) = entry.kind() {
            let absent = names.into_iter().map(|name| Node::Text(name.to_owned()));
            for name in absent.filter(|name| !entries.contains(name)) {
                self.push(&path.index(entries.len()), None, vec![name], entry);
            }
        }
    }

    /// The keys as they are written, and then those that are left out.
    fn record(&mut self, path: &Path, node: &Node, mut properties: Vec<Property<'_>>) {
        let written: Vec<&str> = match node {
            Node::Map(entries) => entries.iter().map(|(key, _)| key.as_str()).collect(),
            Node::Nothing
            | Node::Flag(_)
            | Node::Whole(_)
            | Node::Fraction(_)
            | Node::Text(_)
            | Node::List(_) => Vec::new(),
        };
        properties.sort_by_key(|property| {
            written.iter().position(|key| *key == property.key).unwrap_or(written.len())
        });
        for property in properties {
            if lists(node, "not_stated", property.key) {
                continue;
            }
            let path = path.key(property.key);
            if let Some(others) = disputed(node, &property) {
                for other in others {
                    self.push(&path, node.get(property.key), vec![other], property.cursor);
                }
                continue;
            }
            let value = node.get(property.key).filter(|value| **value != Node::Nothing);
            match (value, &property.default) {
                (Some(value), default) => {
                    match property.cursor.other_entries(value, node) {
                        Some(others) => {
                            for other in others {
                                self.push(&path, Some(value), vec![other], property.cursor);
                            }
                        }
                        None => self.value(&path, value, property.cursor),
                    }
                    let scalar = default.as_ref().is_some_and(|default| !is_collection(default));
                    if !property.required && !scalar {
                        self.push(&path, Some(value), Vec::new(), property.cursor);
                    }
                }
                (None, Some(default)) => self.value(&path, default, property.cursor),
                (None, None) => {
                    for sample in property.cursor.samples() {
                        self.push(&path, None, vec![sample], property.cursor);
                    }
                }
            }
        }
    }

    fn push(&mut self, path: &Path, from: Option<&Node>, to: Vec<Node>, cursor: SchemaCursor<'_>) {
        if !UNOBSERVABLE.contains(&path.pattern().as_str()) {
            let meaning = cursor.meaning.map(str::to_owned);
            let means = cursor.means.map(str::to_owned);
            self.edits.push(Edit { path: path.clone(), from: from.cloned(), to, meaning, means });
        }
    }
}

/// Whether a row lists a cell as one that no source states: no scenario can be about another value of it.
fn lists(row: &Node, list: &str, cell: &str) -> bool {
    let Some(Node::List(cells)) = row.get(list) else { return false };
    cells.iter().any(|listed| *listed == Node::Text(cell.to_owned()))
}

/// What the sources say of a disputed cell besides what the row says; nothing where a cell is not disputed.
fn disputed(row: &Node, cell: &Property<'_>) -> Option<Vec<Node>> {
    let Node::List(alternatives) = row.get("disputed")?.get(cell.key)? else { return None };
    let own = row.get(cell.key).or(cell.default.as_ref());
    let said = alternatives.iter().filter_map(|alternative| alternative.get("is"));
    Some(said.filter(|said| Some(*said) != own).cloned().collect())
}

const fn is_collection(node: &Node) -> bool {
    matches!(node, Node::List(_) | Node::Map(_))
}

/// A second less and a second more, which matters at a boundary; five times as long, which is still a few minutes to
/// some; and minutes taken for hours, which matters where a bound is so wide that no one gets near it.
fn durations(text: &str) -> Vec<Vec<Node>> {
    const SECOND: u64 = 1000;
    let Ok(span) = Span::parse(text) else { return Vec::new() };
    let length = span.milliseconds();
    [
        length.saturating_sub(SECOND),
        length.saturating_add(SECOND),
        length.saturating_mul(5),
        length.saturating_mul(60),
    ]
    .map(|length| vec![Node::Text(Span::from_milliseconds(length).to_string())])
    .to_vec()
}

/// What a text may become: other words, where any will do; otherwise it is emptied; and what is empty
/// already gets a character that any alphabet has.
fn texts(text: &str) -> Vec<Node> {
    let changed = if text.is_empty() { "changed".to_owned() } else { format!("{text} (changed)") };
    [changed, String::new(), "0".to_owned()]
        .into_iter()
        .filter(|other| other != text)
        .map(Node::Text)
        .collect()
}

/// Puts `value` at the end of the way, making what mappings are missing on it.
pub(crate) fn set(node: &mut Node, steps: &[PathStep], value: Node) {
    let Some((step, rest)) = steps.split_first() else {
        *node = value;
        return;
    };
    match (node, step) {
        (Node::Map(entries), PathStep::Key(key)) => {
            if !entries.iter().any(|(known, _)| known == key) {
                entries.push((key.clone(), Node::Map(Vec::new())));
            }
            if let Some((_, inner)) = entries.iter_mut().find(|(known, _)| known == key) {
                set(inner, rest, value);
            }
        }
        (Node::List(entries), PathStep::Index(index)) => {
            if *index == entries.len() {
                entries.push(Node::Nothing);
            }
            if let Some(inner) = entries.get_mut(*index) {
                set(inner, rest, value);
            }
        }
        _ => {}
    }
}

/// Removes what is at the end of the way.
pub(crate) fn remove(node: &mut Node, steps: &[PathStep]) {
    match (node, steps) {
        (Node::Map(entries), [PathStep::Key(key)]) => entries.retain(|(known, _)| known != key),
        (Node::List(entries), [PathStep::Index(index)]) if *index < entries.len() => {
            drop(entries.remove(*index));
        }
        (Node::Map(entries), [PathStep::Key(key), rest @ ..]) => {
            if let Some((_, inner)) = entries.iter_mut().find(|(known, _)| known == key) {
                remove(inner, rest);
            }
        }
        (Node::List(entries), [PathStep::Index(index), rest @ ..]) => {
            if let Some(inner) = entries.get_mut(*index) {
                remove(inner, rest);
            }
        }
        _ => {}
    }
}

/// What is at the end of the way.
pub(crate) fn find<'n>(node: &'n Node, steps: &[PathStep]) -> Option<&'n Node> {
    let Some((step, rest)) = steps.split_first() else { return Some(node) };
    let inner = match (node, step) {
        (Node::Map(_), PathStep::Key(key)) => node.get(key),
        (Node::List(entries), PathStep::Index(index)) => entries.get(*index),
        _ => None,
    };
    inner.and_then(|inner| find(inner, rest))
}
