//! The names that a document declares, which other keys of it may hold.

use crate::document::yaml::node::Node;

/// The names of a document's actors, surfaces and managements.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeclaredNames {
    actors: Vec<String>,
    surfaces: Vec<String>,
    managements: Vec<String>,
}

impl DeclaredNames {
    /// The names that `tree` declares.
    pub(crate) fn of(tree: &Node) -> Self {
        Self {
            actors: names(tree, "actors"),
            surfaces: names(tree, "surfaces"),
            managements: names(tree, "managements"),
        }
    }

    /// The names under one of the three keys.
    pub(crate) fn under(&self, key: &str) -> Vec<&str> {
        let names = match key {
            "actors" => &self.actors,
            "surfaces" => &self.surfaces,
            _ => &self.managements,
        };
        names.iter().map(String::as_str).collect()
    }
}

fn names(tree: &Node, key: &str) -> Vec<String> {
    match tree.get(key) {
        Some(Node::Map(entries)) => entries.iter().map(|(name, _)| name.clone()).collect(),
        Some(Node::List(entries)) => entries
            .iter()
            .filter_map(|entry| match entry {
                Node::Text(name) => Some(name.clone()),
                Node::Nothing
                | Node::Flag(_)
                | Node::Whole(_)
                | Node::Fraction(_)
                | Node::List(_)
                | Node::Map(_) => None,
            })
            .collect(),
        Some(
            Node::Nothing | Node::Flag(_) | Node::Whole(_) | Node::Fraction(_) | Node::Text(_),
        )
        | None => Vec::new(),
    }
}
