//! A document that is being changed, or as much of it as the change can touch.

use std::sync::Arc;

use crate::document::yaml::node::Node;
use crate::document::yaml::path::{Path, PathStep};
use crate::policy::mutation::edit::{remove, set};
use crate::policy::mutation::words::{ROWS, name};
use crate::policy::row::RowId;

/// A document with some of its rows, each of which has the number and the name that it has among all of them.
#[derive(Clone, Debug)]
pub(crate) struct DocumentPart {
    tree: Node,
    rows: Vec<RowId>,
    labels: Vec<Arc<str>>,
}

impl DocumentPart {
    /// A document in which these rows are, with their names.
    pub(crate) const fn new(tree: Node, rows: Vec<RowId>, labels: Vec<Arc<str>>) -> Self {
        Self { tree, rows, labels }
    }

    /// The document.
    pub(crate) const fn tree(&self) -> &Node {
        &self.tree
    }

    /// Its rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (RowId, &Node)> {
        let nodes = match self.tree.get(ROWS) {
            Some(Node::List(nodes)) => nodes.as_slice(),
            Some(_) | None => &[],
        };
        self.rows.iter().copied().zip(nodes)
    }

    /// The way to the same value in the whole document's numbers, here.
    pub(crate) fn here(&self, path: &Path) -> Path {
        let (Some(row), [rows, _, rest @ ..]) = (row_at(path), path.steps()) else {
            return path.clone();
        };
        let position = self.rows.iter().position(|own| *own == row).unwrap_or(self.rows.len());
        let way = Path::root().then(rows.clone()).index(position);
        rest.iter().fold(way, |way, step| way.then(step.clone()))
    }

    /// What the value at the end of `path` is called.
    pub(crate) fn name(&self, path: &Path) -> String {
        name(&self.tree, &self.labels, path)
    }

    /// Puts `value` at the end of the way.
    pub(crate) fn set(&mut self, path: &Path, value: Node) {
        set(&mut self.tree, path.steps(), value);
    }

    /// Removes what is at the end of the way.
    pub(crate) fn remove(&mut self, path: &Path) {
        remove(&mut self.tree, path.steps());
        if let [PathStep::Key(list), PathStep::Index(index)] = path.steps()
            && list == ROWS
            && *index < self.rows.len()
        {
            drop((self.rows.remove(*index), self.labels.remove(*index)));
        }
    }
}

/// The row that a value is in.
pub(crate) fn row_at(path: &Path) -> Option<RowId> {
    match path.steps() {
        [PathStep::Key(list), PathStep::Index(index), ..] if list == ROWS => {
            u16::try_from(*index).ok().map(RowId)
        }
        _ => None,
    }
}
