//! What a part of a document and a value are called, in words that its author knows.

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

/// What the value at the end of `path` is called in `tree`.
pub(crate) fn value_name(tree: &Node, path: &Path) -> ValueName {
    let (part, listed, rest) = match path.steps() {
        [PathStep::Key(list), PathStep::Index(index), rest @ ..] => {
            let owner = Path::root().key(list);
            (entry_label(tree, &owner, *index), true, (owner.index(*index), rest))
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
pub(crate) fn name(tree: &Node, path: &Path) -> String {
    let ValueName { part, key, listed } = value_name(tree, path);
    match (listed, key.is_empty(), path.steps().first()) {
        (true, false, _) => format!("{part}: {key}"),
        (true, true, Some(PathStep::Key(list))) => format!("{list}[{part}]"),
        (false, false, _) => format!("{part}.{key}"),
        (_, true, _) => part,
    }
}

/// The most values of an entry that its name may take; an entry that needs more is counted.
const LABEL_PARTS_MAX: usize = 3;

/// What sets an entry of a list apart from the others: its first value, and what else it takes.
fn entry_label(tree: &Node, list: &Path, index: usize) -> String {
    let Some(Node::List(entries)) = find(tree, list.steps()) else { return index.to_string() };
    let Some(entry) = entries.get(index) else { return index.to_string() };
    let others = entries.iter().enumerate().filter(|(other, _)| *other != index);
    let mut alike: Vec<Vec<String>> = others.map(|(_, other)| parts(other)).collect();
    let mut label: Vec<String> = Vec::new();
    for (position, part) in parts(entry).into_iter().enumerate().take(LABEL_PARTS_MAX) {
        let before = alike.len();
        alike.retain(|other| other.get(position) == Some(&part));
        if label.is_empty() || alike.len() < before {
            label.push(part);
        }
        if alike.is_empty() {
            return label.join(", ");
        }
    }
    index.to_string()
}

fn parts(entry: &Node) -> Vec<String> {
    match entry {
        Node::Map(entries) => match kind(entry) {
            Some(kind) => {
                let below = entries.iter().flat_map(|(_, value)| parts(value));
                std::iter::once(kind.to_owned()).chain(below).collect()
            }
            None => entries.iter().map(|(_, value)| plain(value)).collect(),
        },
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
