//! What a part of a document and a value are called, in words that its author knows.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::yaml::node::Node;
use crate::document::yaml::path::{Path, PathStep};
use crate::policy::mutation::edit::find;
use crate::policy::surfaces::heading;

/// The name of a value: the part of the document, and the key in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ValueName {
    /// A row or surface by what sets it apart, or a section.
    pub(crate) part: String,
    /// The way from there; empty for the part itself.
    pub(crate) key: String,
    /// Whether the part is an entry of a list.
    pub(crate) listed: bool,
}

/// What the value at the end of `path` is called in `tree`, whose rows have these labels.
pub(crate) fn value_name(tree: &Node, rows: &[Arc<str>], path: &Path) -> ValueName {
    let (part, listed, rest) = match path.steps() {
        [PathStep::Key(list), PathStep::Index(index), rest @ ..] => {
            let owner = Path::root().key(list);
            let row = rows.get(*index).filter(|_| list == ROWS);
            let label =
                row.map_or_else(|| entry_label(tree, &owner, *index), |label| label.to_string());
            (label, true, (owner.index(*index), rest))
        }
        [PathStep::Key(surfaces), PathStep::Key(surface), rest @ ..] if surfaces == "surfaces" => {
            let path = Path::root().key(surfaces).key(surface);
            (heading(surface).to_owned(), true, (path, rest))
        }
        [PathStep::Key(section), rest @ ..] => {
            (section.clone(), false, (Path::root().key(section), rest))
        }
        [PathStep::Index(_), ..] | [] => (String::new(), false, (Path::root(), [].as_slice())),
    };
    let (mut way, rest) = rest;
    let mut key = String::new();
    for step in rest {
        match step {
            // What the entry is called already.
            PathStep::Key(name) if find(tree, way.steps()).and_then(kind) == Some(name) => {}
            PathStep::Key(name) => {
                if !key.is_empty() {
                    key.push('.');
                }
                key.push_str(name);
            }
            PathStep::Index(index) => key += &format!("[{}]", entry_label(tree, &way, *index)),
        }
        way = way.then(step.clone());
    }
    ValueName { part, key, listed }
}

/// The whole name: `Tablet 3: passcode.length`, `help page: reset[confirm].asks`, `rows[Tablet 3]`.
pub(crate) fn name(tree: &Node, rows: &[Arc<str>], path: &Path) -> String {
    let ValueName { part, key, listed } = value_name(tree, rows, path);
    match (listed, key.is_empty(), path.steps().first()) {
        (true, false, _) => format!("{part}: {key}"),
        (true, true, Some(PathStep::Key(list))) => format!("{list}[{part}]"),
        (false, false, _) => format!("{part}.{key}"),
        (_, true, _) => part,
    }
}

/// The list whose entries are named once for all changes.
pub(crate) const ROWS: &str = "rows";

/// The most values of an entry that its name may take; an entry that needs more is counted.
const LABEL_PARTS_MAX: usize = 3;

/// What an entry of a list is called.
fn entry_label(tree: &Node, list: &Path, index: usize) -> String {
    let Some(Node::List(entries)) = find(tree, list.steps()) else { return index.to_string() };
    labels(entries).into_iter().nth(index).unwrap_or_else(|| index.to_string())
}

/// What sets each entry of a list apart from the others: its first value, and what else it takes.
pub(crate) fn labels(entries: &[Node]) -> Vec<String> {
    let all: Vec<Vec<String>> = entries.iter().map(parts).collect();
    let mut alike: BTreeMap<&[String], usize> = BTreeMap::new();
    for beginning in all.iter().flat_map(|parts| beginnings(parts)) {
        *alike.entry(beginning).or_default() += 1;
    }
    let label = |(index, parts): (usize, &Vec<String>)| {
        let (mut label, mut before) = (Vec::new(), all.len());
        for (part, beginning) in parts.iter().zip(beginnings(parts)) {
            let now = alike.get(beginning).copied().unwrap_or_default();
            if label.is_empty() || now < before {
                label.push(part.as_str());
            }
            if now <= 1 {
                return label.join(", ");
            }
            before = now;
        }
        index.to_string()
    };
    all.iter().enumerate().map(label).collect()
}

fn beginnings(parts: &[String]) -> impl Iterator<Item = &[String]> {
    (1..=parts.len()).filter_map(|length| parts.get(..length))
}

/// The values of an entry that its name may take.
fn parts(entry: &Node) -> Vec<String> {
    match entry {
        Node::Map(entries) => {
            let own = || entries.iter().take(LABEL_PARTS_MAX).map(|(_, value)| plain(value));
            kind(entry).map_or_else(
                || own().collect(),
                |kind| {
                    let below = entries.iter().flat_map(|(_, value)| parts(value));
                    std::iter::once(kind.to_owned()).chain(below).take(LABEL_PARTS_MAX).collect()
                },
            )
        }
        Node::Nothing
        | Node::Flag(_)
        | Node::Whole(_)
        | Node::Fraction(_)
        | Node::Text(_)
        | Node::List(_) => vec![plain(entry)],
    }
}

/// What kind of entry it is, where that is the only key that it has: a prompt.
fn kind(entry: &Node) -> Option<&str> {
    match entry {
        Node::Map(entries) => match entries.as_slice() {
            [(kind, Node::Map(_))] => Some(kind),
            _ => None,
        },
        Node::Nothing
        | Node::Flag(_)
        | Node::Whole(_)
        | Node::Fraction(_)
        | Node::Text(_)
        | Node::List(_) => None,
    }
}

/// A value on one line, with texts as they are.
pub(crate) fn plain(node: &Node) -> String {
    match node {
        Node::Nothing => "–".to_owned(),
        Node::Flag(flag) => flag.to_string(),
        Node::Whole(number) => number.to_string(),
        Node::Fraction(number) => number.to_string(),
        Node::Text(text) if text.is_empty() => "\"\"".to_owned(),
        Node::Text(text) => text.clone(),
        Node::List(entries) => entries.iter().map(plain).collect::<Vec<_>>().join("+"),
        Node::Map(entries) => {
            let written = || entries.iter().map(|(key, value)| format!("{key} {}", plain(value)));
            kind(node).map_or_else(|| written().collect::<Vec<_>>().join(", "), str::to_owned)
        }
    }
}
