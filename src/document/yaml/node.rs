//! A YAML document as a tree of plain values.

use std::collections::BTreeSet;
use std::hash::Hasher;

use serde::de::Unexpected;
use twox_hash::XxHash64;

use crate::document::yaml::path::{Path, PathStep};

/// A value as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// There is nothing.
    Nothing,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Fraction(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order in which it is written.
    Map(Vec<(String, Node)>),
}

/// What a list is called in the place of a key.
pub(crate) const LIST_AS_KEY: &str = "[…]";
/// What a mapping is called in the place of a key.
pub(crate) const MAPPING_AS_KEY: &str = "{…}";

impl Node {
    /// What serde calls such a value where another was expected.
    pub(crate) fn as_unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Nothing => Unexpected::Unit,
            Self::Flag(flag) => Unexpected::Bool(*flag),
            Self::Whole(number) => Unexpected::Signed(*number),
            Self::Fraction(number) => Unexpected::Float(*number),
            Self::Text(text) => Unexpected::Str(text),
            Self::List(_) => Unexpected::Seq,
            Self::Map(_) => Unexpected::Map,
        }
    }

    /// The value of `key`, in a mapping that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// Removes every key that repeats an earlier one, and returns where they are.
    pub(crate) fn take_repeated_keys(&mut self) -> Vec<Path> {
        let mut repeated = Vec::new();
        self.take_repeated(&Path::root(), &mut repeated);
        repeated
    }

    fn take_repeated(&mut self, path: &Path, repeated: &mut Vec<Path>) {
        match self {
            Self::Map(entries) => {
                let mut seen = BTreeSet::new();
                entries.retain(|(key, _)| {
                    let first = seen.insert(key.clone());
                    if !first {
                        repeated.push(path.key(key));
                    }
                    first
                });
                for (key, node) in entries {
                    node.take_repeated(&path.key(key), repeated);
                }
            }
            Self::List(entries) => {
                for (index, node) in entries.iter_mut().enumerate() {
                    node.take_repeated(&path.index(index), repeated);
                }
            }
            Self::Nothing | Self::Flag(_) | Self::Whole(_) | Self::Fraction(_) | Self::Text(_) => {}
        }
    }

    /// The way to every value below this one, as its text spells it.
    pub(crate) fn paths(&self) -> BTreeSet<String> {
        let mut paths = BTreeSet::new();
        self.visit(&mut |path| {
            paths.insert(path.to_string());
        });
        paths
    }

    /// Hands over the way to every value below this one.
    pub(crate) fn visit(&self, found: &mut impl FnMut(&Path)) {
        self.visit_from(&Path::root(), found);
    }

    fn visit_from(&self, path: &Path, found: &mut impl FnMut(&Path)) {
        let children: Vec<(PathStep, &Self)> = match self {
            Self::Map(entries) => {
                entries.iter().map(|(key, node)| (PathStep::Key(key.clone()), node)).collect()
            }
            Self::List(entries) => entries
                .iter()
                .enumerate()
                .map(|(index, node)| (PathStep::Index(index), node))
                .collect(),
            Self::Nothing | Self::Flag(_) | Self::Whole(_) | Self::Fraction(_) | Self::Text(_) => {
                return;
            }
        };
        for (step, node) in children {
            let path = path.then(step);
            found(&path);
            node.visit_from(&path, found);
        }
    }

    /// Identifies the content: the same for two documents that differ in layout, comments and the
    /// order of their keys alone. In the mappings at the keys `ordered` the order counts too.
    pub(crate) fn digest(&self, ordered: &[&str]) -> u64 {
        let mut hasher = XxHash64::with_seed(0);
        self.feed(&mut hasher, ordered, false);
        hasher.finish()
    }

    /// Feeds the value so that no two different ones feed the same bytes: its kind, then its length
    /// where it has one, then its parts.
    fn feed(&self, hasher: &mut XxHash64, ordered: &[&str], in_order: bool) {
        match self {
            Self::Nothing => hasher.write(b"~"),
            Self::Flag(flag) => hasher.write(if *flag { b"y" } else { b"n" }),
            Self::Whole(number) => {
                hasher.write(b"i");
                hasher.write(&number.to_le_bytes());
            }
            Self::Fraction(number) => {
                hasher.write(b"f");
                hasher.write(&number.to_bits().to_le_bytes());
            }
            Self::Text(text) => feed_text(hasher, text),
            Self::List(entries) => {
                feed_length(hasher, b"l", entries.len());
                for node in entries {
                    node.feed(hasher, ordered, false);
                }
            }
            Self::Map(entries) => {
                feed_length(hasher, b"m", entries.len());
                let mut entries: Vec<_> = entries.iter().collect();
                if !in_order {
                    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
                }
                for (key, node) in entries {
                    feed_text(hasher, key);
                    node.feed(hasher, ordered, ordered.contains(&key.as_str()));
                }
            }
        }
    }
}

fn feed_length(hasher: &mut XxHash64, kind: &[u8], length: usize) {
    hasher.write(kind);
    hasher.write(&u64::try_from(length).unwrap_or(u64::MAX).to_le_bytes());
}

fn feed_text(hasher: &mut XxHash64, text: &str) {
    feed_length(hasher, b"t", text.len());
    hasher.write(text.as_bytes());
}
