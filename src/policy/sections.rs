//! From plain values to the written form, a section at a time, so that one slip hides no other.

use serde::de::DeserializeOwned;
use serde::de::Error as _;

use super::document::{Document, Listed, Named};
use super::fault::Fault;
use super::node::Node;
use super::place::Path;
use super::problem::Finding;

/// Every key of a document.
const KEYS: &[&str] = &[
    "schema",
    "policy",
    "title",
    "as_of",
    "sources",
    "clauses",
    "readings",
    "portal",
    "consoles",
    "offline_device",
    "superseded",
    "rows",
];

/// Reads the sections of `node`; what is wrong with one of them goes to `findings`.
pub(super) fn read(node: &Node, findings: &mut Vec<Finding>) -> Document {
    let mut sections = Sections { node, findings };
    sections.refuse_unknown_keys();
    Document {
        schema: sections.value("schema"),
        policy: sections.value("policy"),
        title: sections.value("title"),
        as_of: sections.value("as_of"),
        sources: sections.list("sources", Need::Optional),
        clauses: sections.map("clauses", Need::Required),
        readings: sections.map("readings", Need::Optional),
        portal: sections.value("portal"),
        consoles: sections.list("consoles", Need::Optional),
        offline_device: sections.value("offline_device"),
        superseded: sections.value("superseded"),
        rows: sections.list("rows", Need::Required),
    }
}

/// Whether a document must have a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Required,
    Optional,
}

struct Sections<'a> {
    node: &'a Node,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Sections<'a> {
    fn refuse_unknown_keys(&mut self) {
        let Node::Map(entries) = self.node else { return };
        for (key, _) in entries.iter().filter(|(key, _)| !KEYS.contains(&key.as_str())) {
            let fault = Fault::UnknownKey { given: key.clone(), known: KEYS };
            self.findings.push(fault.found_at(&Path::root().key(key)));
        }
    }

    /// The value of a key that the document must have.
    fn value<T: DeserializeOwned>(&mut self, key: &'static str) -> Option<T> {
        let node = self.get(key, Need::Required)?;
        self.parse(node, &Path::root().key(key))
    }

    fn list<T: DeserializeOwned>(&mut self, key: &'static str, need: Need) -> Listed<T> {
        let Some(node) = self.get(key, need) else { return Vec::new() };
        let path = Path::root().key(key);
        let Node::List(entries) = node else {
            self.wrong_kind(node, &path, "a sequence");
            return Vec::new();
        };
        let entries = entries.iter().enumerate();
        entries.map(|(index, entry)| self.parse(entry, &path.index(index))).collect()
    }

    fn map<T: DeserializeOwned>(&mut self, key: &'static str, need: Need) -> Named<T> {
        let Some(node) = self.get(key, need) else { return Vec::new() };
        let path = Path::root().key(key);
        let Node::Map(entries) = node else {
            self.wrong_kind(node, &path, "a mapping: one `name: …` a line");
            return Vec::new();
        };
        let entries = entries.iter();
        entries.map(|(name, entry)| (name.clone(), self.parse(entry, &path.key(name)))).collect()
    }

    fn get(&mut self, key: &'static str, need: Need) -> Option<&'a Node> {
        let node = self.node.get(key);
        if node.is_none() && need == Need::Required {
            self.findings.push(Fault::MissingKey(key).found_at(&Path::root()));
        }
        node
    }

    fn parse<T: DeserializeOwned>(&mut self, node: &Node, path: &Path) -> Option<T> {
        match serde_path_to_error::deserialize(node) {
            Ok(value) => Some(value),
            Err(error) => {
                let path = path.follow(error.path());
                self.findings.push(error.into_inner().found_at(&path));
                None
            }
        }
    }

    fn wrong_kind(&mut self, node: &Node, path: &Path, wanted: &str) {
        let fault = Fault::invalid_type(node.as_unexpected(), &wanted);
        self.findings.push(fault.found_at(path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_those_of_the_schema() {
        let schema = schemars::schema_for!(Document);
        let properties = schema.get("properties").and_then(|value| value.as_object()).unwrap();
        let mut known = KEYS.to_vec();
        known.sort_unstable();
        let mut named: Vec<&str> = properties.keys().map(String::as_str).collect();
        named.sort_unstable();
        assert_eq!(named, known);
    }
}
