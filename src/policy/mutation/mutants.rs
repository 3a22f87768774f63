//! Every change of a policy, each made of as little of its document as it can touch: what a change costs does not grow
//! with the policy.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use crate::document::yaml::node::Node;
use crate::document::yaml::path::{Path, PathStep};
use crate::domain::key::Key;
use crate::policy::check::ORDERED;
use crate::policy::checked::Policy;
use crate::policy::mutation::declared_names::DeclaredNames;
use crate::policy::mutation::document_part::{DocumentPart, row_at};
use crate::policy::mutation::edit::{Edit, edits, remove};
use crate::policy::mutation::fixes::{Also, fix};
use crate::policy::mutation::mutant::{Mutant, MutantIdentity, ValueChange};
use crate::policy::mutation::schema_cursor::SchemaCursor;
use crate::policy::mutation::words::{ROWS, ValueName, labels, name, plain, value_name};
use crate::policy::parse::schema_value;
use crate::policy::row::RowId;

/// The section of the document that rows name entries of.
const CLAUSES: &str = "clauses";

/// Why a mutant is none whose row covers more devices.
const ONLY_WIDENS: &str = "it changes nothing for a device that the policy covers";

/// Every policy that differs from a given one in one value that a run can observe, in the order in which the document
/// is written. None is made before it is asked for.
#[derive(Debug)]
pub struct Mutants {
    schema: Value,
    names: DeclaredNames,
    /// The document, without what no run reads.
    tree: Node,
    edits: Vec<Edit>,
    rows: Vec<WholeRow>,
    /// What the rows are called.
    labels: Vec<Arc<str>>,
    /// The row of every key that is covered.
    owners: BTreeMap<Key, RowId>,
    /// Identifies everything but the rows.
    sections: u64,
}

/// A row of the whole document.
#[derive(Debug)]
struct WholeRow {
    digest: u64,
    /// The clauses that it cites, by their positions.
    cited: Vec<usize>,
    clauses: Vec<Arc<str>>,
}

/// A mutant as it was made.
#[derive(Debug)]
pub struct MadeMutant {
    /// What people call it.
    pub mutant: Mutant,
    /// The policy, or why the document is none any more. Rows may be missing that the change has nothing to do with.
    pub policy: Result<Arc<Policy>, String>,
    /// The rows that differ; none if more than rows may.
    pub touched: Option<BTreeSet<RowId>>,
}

/// The result of an edit.
struct Made {
    value: Option<Node>,
    fixed: Result<(Policy, DocumentPart, Vec<Also>), String>,
}

impl Policy {
    /// Every policy that differs from this one in one value that a run can observe.
    pub fn mutants(&self) -> Mutants {
        let mut tree = (*self.tree).clone();
        // An assumption names a key by its path. No run reads it, and a list that lost an entry would be
        // refused for it alone.
        remove(&mut tree, &[PathStep::Key("assumptions".to_owned())]);
        forget_what_clauses_are_about(&mut tree);
        let (schema, names) = (schema_value(), DeclaredNames::of(&tree));
        let edits = edits(&tree, SchemaCursor::new(&schema, &names));
        let position = |(at, (id, _)): (usize, &(String, Node))| (id.clone(), at);
        let positions: BTreeMap<String, usize> = match tree.get(CLAUSES) {
            Some(Node::Map(clauses)) => clauses.iter().enumerate().map(position).collect(),
            Some(_) | None => BTreeMap::new(),
        };
        let nodes = row_nodes(&tree);
        let rows = self.rows.iter().zip(nodes).map(|(row, node)| WholeRow {
            digest: node.digest(&ORDERED),
            cited: row.clauses.iter().filter_map(|id| positions.get(&**id).copied()).collect(),
            clauses: row.clauses.clone(),
        });
        let covered = self.keys.as_slice().iter();
        Mutants {
            rows: rows.collect(),
            labels: labels(nodes).into_iter().map(Arc::from).collect(),
            owners: covered.map(|covered| (covered.key.clone(), covered.row)).collect(),
            sections: digest_of_sections(&tree),
            schema,
            names,
            tree,
            edits,
        }
    }
}

impl Mutants {
    /// How many changes there are. Some lead to the same policy.
    pub const fn len(&self) -> usize {
        self.edits.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Makes a mutant. It has all rows that it touches, and for each of them those that `together` names: the ones
    /// that have to be there for someone to see the difference.
    pub fn make(
        &self,
        index: usize,
        together: impl Fn(RowId) -> BTreeSet<RowId>,
    ) -> Option<MadeMutant> {
        let edit = self.edits.get(index)?;
        let Some(row) = row_at(&edit.path) else {
            return Some(self.mutant(edit, self.made(self.whole(), edit), None));
        };
        let mut rows = together(row);
        rows.insert(row);
        loop {
            // A policy without any row would be refused for it alone.
            if rows.len() == 1 {
                rows.extend((0..2).map(RowId).filter(|row| self.row(*row).is_some()));
            }
            let made = self.made(self.part(&rows), edit);
            let Ok((policy, part, also)) = &made.fixed else {
                return Some(self.mutant(edit, made, Some(&rows)));
            };
            if also.iter().any(|also| row_at(also.path()).is_none()) {
                return Some(self.mutant(edit, self.made(self.whole(), edit), None));
            }
            // Rows that answer for the same devices now would contradict it.
            let owners = policy.keys.as_slice().iter().map(|covered| &covered.key);
            let mut needed: BTreeSet<RowId> =
                owners.filter_map(|key| self.owners.get(key).copied()).collect();
            needed.extend(self.touched(part, &rows).into_keys().flat_map(&together));
            if needed.is_subset(&rows) {
                return Some(self.mutant(edit, made, Some(&rows)));
            }
            rows.extend(needed);
        }
    }

    fn row(&self, row: RowId) -> Option<&WholeRow> {
        self.rows.get(usize::from(row.0))
    }

    fn whole(&self) -> DocumentPart {
        DocumentPart::new(
            self.tree.clone(),
            self.all_rows().into_iter().collect(),
            self.labels.clone(),
        )
    }

    fn all_rows(&self) -> BTreeSet<RowId> {
        (0..).map(RowId).take(self.rows.len()).collect()
    }

    /// The document with only these rows, and the clauses that they cite.
    fn part(&self, rows: &BTreeSet<RowId>) -> DocumentPart {
        let own = rows.iter().filter_map(|row| self.row(*row));
        let cited: BTreeSet<usize> = own.flat_map(|row| row.cited.iter().copied()).collect();
        let section = |(key, node): &(String, Node)| {
            let node = match (key.as_str(), node) {
                (ROWS, Node::List(nodes)) => {
                    let own = rows.iter().filter_map(|row| nodes.get(usize::from(row.0)));
                    Node::List(own.cloned().collect())
                }
                (CLAUSES, Node::Map(clauses)) => {
                    Node::Map(cited.iter().filter_map(|at| clauses.get(*at)).cloned().collect())
                }
                _ => node.clone(),
            };
            (key.clone(), node)
        };
        let sections = sections(&self.tree).iter().map(section);
        let tree = Node::Map(sections.collect());
        let labels = rows.iter().filter_map(|row| self.labels.get(usize::from(row.0)).cloned());
        DocumentPart::new(tree, rows.iter().copied().collect(), labels.collect())
    }

    /// The first of the edit's values that makes a policy, or the problem with its first.
    fn made(&self, part: DocumentPart, edit: &Edit) -> Made {
        let cursor = SchemaCursor::new(&self.schema, &self.names);
        let path = part.here(&edit.path);
        let mut values: Vec<Option<Node>> = edit.to.iter().cloned().map(Some).collect();
        if values.is_empty() {
            values.push(None);
        }
        let mut refused = None;
        for value in values {
            let mut part = part.clone();
            match &value {
                Some(value) => part.set(&path, value.clone()),
                None => part.remove(&path),
            }
            // What was removed cannot be disturbed, but what it was part of can.
            let kept = if value.is_some() { path.clone() } else { path.parent() };
            match fix(part, &kept, cursor) {
                Ok(fixed) => return Made { value, fixed: Ok(fixed) },
                Err(finding) => {
                    refused.get_or_insert((value, finding.message().to_owned()));
                }
            }
        }
        let (value, why) = refused.unwrap_or_default();
        Made { value, fixed: Err(why) }
    }

    /// The rows of `wanted` that differ from the original's, with what identifies them; nothing if they are gone.
    fn touched(
        &self,
        part: &DocumentPart,
        wanted: &BTreeSet<RowId>,
    ) -> BTreeMap<RowId, Option<u64>> {
        let mut touched: BTreeMap<RowId, Option<u64>> =
            wanted.iter().map(|row| (*row, None)).collect();
        for (row, node) in part.rows() {
            let digest = node.digest(&ORDERED);
            if self.row(row).is_some_and(|whole| whole.digest == digest) {
                touched.remove(&row);
            } else {
                touched.insert(row, Some(digest));
            }
        }
        touched
    }

    fn mutant(&self, edit: &Edit, made: Made, rows: Option<&BTreeSet<RowId>>) -> MadeMutant {
        let Made { value, fixed } = made;
        let change = match (&edit.from, &value) {
            (_, None) => ValueChange::Dropped,
            (None, Some(value)) => ValueChange::Added(plain(value)),
            (Some(from), Some(value)) => ValueChange::Other { from: plain(from), to: plain(value) },
        };
        let (identity, policy, also) = match fixed {
            Ok((policy, part, also))
                if also.is_empty() && self.only_widens(edit, &policy, &part) =>
            {
                (None, Err(ONLY_WIDENS.to_owned()), Vec::new())
            }
            Ok((policy, part, also)) => {
                let also = also.iter().map(also_in_words).collect();
                (Some(self.identity(&part, rows)), Ok(Arc::new(policy)), also)
            }
            Err(why) => (None, Err(why), Vec::new()),
        };
        let touched = rows.and(identity.as_ref());
        let touched = touched.map(|identity| identity.rows.keys().copied().collect());
        MadeMutant { mutant: self.described(edit, change, also, identity), policy, touched }
    }

    /// Whether a row covers more devices than before, none of which the policy says anything of: no scenario can be
    /// about them.
    fn only_widens(&self, edit: &Edit, policy: &Policy, part: &DocumentPart) -> bool {
        let pattern = edit.path.pattern();
        if pattern != "rows[].management[]" && !pattern.starts_with("rows[].where") {
            return false;
        }
        let rows: Vec<RowId> = part.rows().map(|(row, _)| row).collect();
        let now: BTreeMap<&Key, RowId> = policy
            .keys
            .as_slice()
            .iter()
            .filter_map(|it| Some((&it.key, *rows.get(usize::from(it.row.0))?)))
            .collect();
        let before = self.owners.iter().filter(|(_, row)| rows.contains(row));
        before.into_iter().all(|(key, row)| now.get(key) == Some(row))
    }

    fn described(
        &self,
        edit: &Edit,
        change: ValueChange,
        also: Vec<String>,
        identity: Option<MutantIdentity>,
    ) -> Mutant {
        let ValueName { part, key, .. } = value_name(&self.tree, &self.labels, &edit.path);
        let means = match (&change, &edit.means) {
            (ValueChange::Other { to, .. }, Some(means)) => {
                Some(means.replace("{part}", &part).replace("{to}", to))
            }
            (ValueChange::Other { .. } | ValueChange::Dropped | ValueChange::Added(_), _) => None,
        };
        let is_new_entry = edit.from.is_none() && is_entry(&edit.path);
        let called = if is_new_entry { &edit.path.parent() } else { &edit.path };
        let row = row_at(&edit.path).and_then(|row| self.row(row));
        Mutant {
            part,
            key,
            pattern: edit.path.pattern(),
            name: format!("{} {change}", name(&self.tree, &self.labels, called)),
            change,
            also,
            meaning: edit.meaning.clone(),
            means,
            clauses: row.map(|row| row.clauses.clone()).unwrap_or_default(),
            identity,
        }
    }

    /// Which policy a part is that had these rows, or all.
    fn identity(&self, part: &DocumentPart, rows: Option<&BTreeSet<RowId>>) -> MutantIdentity {
        match rows {
            Some(rows) => {
                MutantIdentity { sections: self.sections, rows: self.touched(part, rows) }
            }
            None => MutantIdentity {
                sections: digest_of_sections(part.tree()),
                rows: self.touched(part, &self.all_rows()),
            },
        }
    }

    /// Keeps one mutant of each policy: the one that took nothing else along, if there is one.
    pub(crate) fn without_repetition<T>(
        &self,
        mut all: Vec<T>,
        mutant: impl Fn(&T) -> &Mutant,
    ) -> Vec<T> {
        let is_plain = |mutant: &&Mutant| mutant.also.is_empty();
        let plain = all.iter().map(&mutant).filter(is_plain);
        let plain: BTreeSet<MutantIdentity> =
            plain.filter_map(|mutant| mutant.identity.clone()).collect();
        let original = MutantIdentity { sections: self.sections, rows: BTreeMap::new() };
        let mut known = BTreeSet::from([original]);
        all.retain(|it| {
            let mutant = mutant(it);
            mutant.identity.as_ref().is_none_or(|made| {
                (mutant.also.is_empty() || !plain.contains(made)) && known.insert(made.clone())
            })
        });
        all
    }
}

fn sections(tree: &Node) -> &[(String, Node)] {
    let Node::Map(sections) = tree else { return &[] };
    sections
}

fn row_nodes(tree: &Node) -> &[Node] {
    match tree.get(ROWS) {
        Some(Node::List(nodes)) => nodes,
        Some(_) | None => &[],
    }
}

fn digest_of_sections(tree: &Node) -> u64 {
    let mut sections = tree.clone();
    remove(&mut sections, &[PathStep::Key(ROWS.to_owned())]);
    sections.digest(&ORDERED)
}

fn also_in_words(also: &Also) -> String {
    match also {
        Also::Without(_, name) => format!("without {name}"),
        Also::With(path, value) => {
            format!("with {} {}", path.last_key().unwrap_or_default(), plain(value))
        }
    }
}

/// What a clause is about names keys, too, and no run reads it.
fn forget_what_clauses_are_about(tree: &mut Node) {
    let Node::Map(sections) = tree else { return };
    let clauses = sections.iter_mut().find(|(key, _)| key == CLAUSES);
    let Some((_, Node::Map(clauses))) = clauses else { return };
    for (_, clause) in clauses {
        remove(clause, &[PathStep::Key("about".to_owned())]);
    }
}

fn is_entry(path: &Path) -> bool {
    matches!(path.steps().last(), Some(PathStep::Index(_)))
}
