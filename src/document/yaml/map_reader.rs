//! From plain values to typed ones, a key at a time, so that one slip hides no other.

use serde::de::{DeserializeOwned, Error as _};

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::node::Node;
use crate::document::yaml::path::{NodePart, Path};
use crate::document::yaml::value_error::ValueError;

/// A list whose entries were read one by one; those that could not be are absent.
pub(crate) type ListOf<T> = Vec<Option<T>>;
/// The same, by name.
pub(crate) type MapOf<T> = Vec<(String, Option<T>)>;

/// How a value is read whose kind has this name.
pub(crate) type Alternative<T> = (&'static str, fn(&mut MapReader<'_>, &Node, &Path) -> Option<T>);

/// Whether a mapping must have a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It must.
    Required,
    /// It may.
    Optional,
}

/// A mapping whose keys are asked for one by one.
pub(crate) struct MapReader<'a> {
    node: &'a Node,
    path: Path,
    findings: &'a mut Vec<Finding>,
}

impl<'a> MapReader<'a> {
    /// The mapping `node` at `path`, which has no other keys than `known`; what is wrong with it goes to
    /// `findings`.
    pub(crate) fn new(
        node: &'a Node,
        path: Path,
        known: &'static [&'static str],
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        let map_reader = Self { node, path, findings };
        if let Node::Map(entries) = node {
            for (key, _) in entries.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
                let error = ValueError::UnknownKey { given: key.clone(), known };
                map_reader.findings.push(error.finding(&map_reader.path.key(key)));
            }
        }
        map_reader
    }

    /// The way to the mapping.
    pub(crate) const fn path(&self) -> &Path {
        &self.path
    }

    /// Takes down what is wrong with it.
    pub(crate) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Whether the mapping has the key, whatever it holds.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.node.get(key).is_some()
    }

    /// The value of a key that the mapping must have.
    pub(crate) fn value<T: DeserializeOwned>(&mut self, key: &'static str) -> Option<T> {
        let node = self.get(key, Need::Required)?;
        self.parse(node, &self.path.key(key))
    }

    /// The value of a key that the mapping may have.
    pub(crate) fn optional<T: DeserializeOwned>(&mut self, key: &'static str) -> Option<T> {
        let node = self.get(key, Need::Optional)?;
        self.parse(node, &self.path.key(key))
    }

    /// What `read` makes of the mapping at a key, if the key is there.
    pub(crate) fn map_reader<T>(
        &mut self,
        key: &'static str,
        known: &'static [&'static str],
        read: impl FnOnce(&mut MapReader<'_>) -> T,
    ) -> Option<T> {
        let node = self.get(key, Need::Optional)?;
        self.inner(node, self.path.key(key), known, read)
    }

    /// What `read` makes of each mapping in the list at a key.
    pub(crate) fn mappings<T>(
        &mut self,
        key: &'static str,
        known: &'static [&'static str],
        read: impl Fn(&mut MapReader<'_>) -> T,
    ) -> Vec<T> {
        let (entries, path) = self.entries(key, Need::Optional);
        let entries = entries.iter().enumerate();
        entries
            .filter_map(|(index, entry)| self.inner(entry, path.index(index), known, &read))
            .collect()
    }

    /// What `read` makes of each mapping by name at a key.
    pub(crate) fn named_mappings<T>(
        &mut self,
        key: &'static str,
        known: &'static [&'static str],
        read: impl Fn(&str, &mut MapReader<'_>) -> T,
    ) -> Vec<T> {
        let Some(node) = self.get(key, Need::Optional) else { return Vec::new() };
        let path = self.path.key(key);
        let Node::Map(entries) = node else {
            self.wrong_kind(node, &path, "a mapping: one `name: …` a line");
            return Vec::new();
        };
        let entry = |(name, entry): &(String, Node)| {
            self.inner(entry, path.key(name), known, |inner| read(name, inner))
        };
        entries.iter().filter_map(entry).collect()
    }

    /// The list of values at a key; an entry that could not be read is absent.
    pub(crate) fn list<T: DeserializeOwned>(&mut self, key: &'static str, need: Need) -> ListOf<T> {
        let (entries, path) = self.entries(key, need);
        let entries = entries.iter().enumerate();
        entries.map(|(index, entry)| self.parse(entry, &path.index(index))).collect()
    }

    /// The values by name at a key; a value that could not be read is absent.
    pub(crate) fn map<T: DeserializeOwned>(&mut self, key: &'static str, need: Need) -> MapOf<T> {
        let Some(node) = self.get(key, need) else { return Vec::new() };
        let path = self.path.key(key);
        let Node::Map(entries) = node else {
            self.wrong_kind(node, &path, "a mapping: one `name: …` a line");
            return Vec::new();
        };
        let entries = entries.iter();
        entries.map(|(name, entry)| (name.clone(), self.parse(entry, &path.key(name)))).collect()
    }

    /// The mappings by name at a key that must be there, each read as the value of its key `tag` says; one that could
    /// not be read is absent.
    pub(crate) fn map_by<T>(
        &mut self,
        key: &'static str,
        tag: &'static str,
        alternatives: &[Alternative<T>],
    ) -> MapOf<T> {
        let Some(node) = self.get(key, Need::Required) else { return Vec::new() };
        let path = self.path.key(key);
        let Node::Map(entries) = node else {
            self.wrong_kind(node, &path, "a mapping: one `name: …` a line");
            return Vec::new();
        };
        let mut read = Vec::new();
        for (name, entry) in entries {
            let value = self.by_kind(entry, &path.key(name), tag, alternatives);
            read.push((name.clone(), value));
        }
        read
    }

    fn by_kind<T>(
        &mut self,
        entry: &Node,
        path: &Path,
        tag: &'static str,
        alternatives: &[Alternative<T>],
    ) -> Option<T> {
        let Node::Map(_) = entry else {
            self.wrong_kind(entry, path, &format!("a mapping that begins with `{tag}: …`"));
            return None;
        };
        let Some(written) = entry.get(tag) else {
            self.findings.push(ValueError::MissingKey(tag).finding(path));
            return None;
        };
        let named = |(name, _): &&Alternative<T>| *written == Node::Text((*name).to_owned());
        if let Some((_, parse)) = alternatives.iter().find(named) {
            return parse(self, entry, path);
        }
        match written {
            Node::Text(given) => {
                let known = alternatives.iter().map(|(name, _)| *name);
                let path = path.key(tag);
                let message = format!("{} cannot be {}", path.in_words(), quoted(given));
                let finding = Finding::new("document::unknown_value", message);
                let finding = finding.help(did_you_mean(given, known));
                self.findings.push(finding.at(NodePart::Value(path)));
            }
            Node::Nothing
            | Node::Flag(_)
            | Node::Whole(_)
            | Node::Fraction(_)
            | Node::List(_)
            | Node::Map(_) => self.wrong_kind(written, &path.key(tag), "a word"),
        }
        None
    }

    fn entries(&mut self, key: &'static str, need: Need) -> (&'a [Node], Path) {
        let path = self.path.key(key);
        let Some(node) = self.get(key, need) else { return (&[], path) };
        let Node::List(entries) = node else {
            self.wrong_kind(node, &path, "a sequence");
            return (&[], path);
        };
        (entries, path)
    }

    fn inner<T>(
        &mut self,
        node: &Node,
        path: Path,
        known: &'static [&'static str],
        read: impl FnOnce(&mut MapReader<'_>) -> T,
    ) -> Option<T> {
        let Node::Map(_) = node else {
            let keys = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
            self.wrong_kind(node, &path, &format!("a mapping; its keys are {keys}"));
            return None;
        };
        Some(read(&mut MapReader::new(node, path, known, self.findings)))
    }

    fn get(&mut self, key: &'static str, need: Need) -> Option<&'a Node> {
        let node = self.node.get(key);
        if node.is_none() && need == Need::Required {
            self.findings.push(ValueError::MissingKey(key).finding(&self.path));
        }
        node
    }

    /// The value of a node at a path.
    pub(crate) fn parse<T: DeserializeOwned>(&mut self, node: &Node, path: &Path) -> Option<T> {
        match serde_path_to_error::deserialize(node) {
            Ok(value) => Some(value),
            Err(error) => {
                let path = path.follow(error.path());
                self.findings.push(error.into_inner().finding(&path));
                None
            }
        }
    }

    fn wrong_kind(&mut self, node: &Node, path: &Path, wanted: &str) {
        let error = ValueError::invalid_type(node.as_unexpected(), &wanted);
        self.findings.push(error.finding(path));
    }
}
