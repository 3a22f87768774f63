//! Policies that differ from a given one in one value: what a suite of scenarios has to kill.
//!
//! They are made of the document's own tree, guided by the JSON Schema that is generated from the types:
//! a key that is new is mutated without a line here.

pub(crate) mod declared_names;
pub(crate) mod edit;
pub(crate) mod equivalents;
pub(crate) mod fixes;
pub(crate) mod schema_cursor;
//TEMP #[cfg(test)] pub(crate) mod tests;
pub(crate) mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::yaml::node::Node;
use crate::document::yaml::path::{Path, PathStep};
use crate::policy::check::ORDERED;
use crate::policy::checked::Policy;
use crate::policy::mutation::declared_names::DeclaredNames;
use crate::policy::mutation::edit::{Edit, edits, remove, set};
use crate::policy::mutation::fixes::{Also, fix};
use crate::policy::mutation::schema_cursor::SchemaCursor;
use crate::policy::parse::schema_value;
use crate::policy::row::Row;

/// A policy with one value changed, and what people call the change.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// The part of the document: a row by its platform, a surface by its name, or a section.
    pub part: String,
    /// The key in that part; empty for the part itself.
    pub key: String,
    /// The key, whichever entries of lists it goes through: `rows[].passcode.length`.
    pub pattern: String,
    /// What it is called, unlike any other of its policy: `Tablet 3: passcode.length 8 → 7`.
    pub name: String,
    /// What the change is.
    pub change: ValueChange,
    /// What contradicted the change and went with it, or had to come with it.
    pub also: Vec<String>,
    /// What the key is for.
    pub meaning: Option<String>,
    /// What the change means to people, where the schema has words for it: `a new Tablet 3 passcode has
    /// 7 characters`.
    pub means: Option<String>,
    /// The clauses that it touches: those of its row.
    pub clauses: Vec<Arc<str>>,
    /// The policy, or why the document is none any more.
    pub policy: Result<Arc<Policy>, String>,
}

/// How one value differs from what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueChange {
    /// It has another value.
    Other {
        /// What was written, or holds by default.
        from: String,
        /// What it is instead.
        to: String,
    },
    /// It is left out.
    Dropped,
    /// It is new.
    Added(String),
}

impl Policy {
    /// Every policy that differs from this one in one value that a run can observe, in the order in
    /// which the document is written. No two of them are the same policy.
    pub fn mutants(&self) -> Vec<Mutant> {
        let schema = schema_value();
        let mut tree = (*self.tree).clone();
        let names = DeclaredNames::of(&tree);
        let cursor = SchemaCursor::new(&schema, &names);
        // An assumption names a key by its path. No run reads it, and a list that lost an entry would be
        // refused for it alone.
        remove(&mut tree, &[PathStep::Key("assumptions".to_owned())]);
        forget_what_clauses_are_about(&mut tree);
        let edits = edits(&tree, cursor).into_iter();
        let all: Vec<Mutant> = edits.map(|edit| self.mutant(&tree, edit, cursor)).collect();
        without_repetition(all, tree.digest(&ORDERED))
    }

    fn mutant(&self, tree: &Node, edit: Edit, cursor: SchemaCursor<'_>) -> Mutant {
        let made = made(tree, &edit, cursor);
        let change = match (&edit.from, &made.value) {
            (_, None) => ValueChange::Dropped,
            (None, Some(value)) => ValueChange::Added(words::plain(value)),
            (Some(from), Some(value)) => {
                ValueChange::Other { from: words::plain(from), to: words::plain(value) }
            }
        };
        let words::ValueName { part, key, .. } = words::value_name(tree, &edit.path);
        let means = match (&change, edit.means) {
            (ValueChange::Other { to, .. }, Some(means)) => {
                Some(means.replace("{part}", &part).replace("{to}", to))
            }
            (ValueChange::Other { .. } | ValueChange::Dropped | ValueChange::Added(_), _) => None,
        };
        let called = if edit.from.is_none() && is_entry(&edit.path) {
            words::name(tree, &edit.path.parent())
        } else {
            words::name(tree, &edit.path)
        };
        Mutant {
            part,
            key,
            pattern: edit.path.pattern(),
            name: format!("{called} {change}"),
            change,
            also: made.also,
            meaning: edit.meaning,
            means,
            clauses: self.row_at(&edit.path).map(|row| row.clauses.clone()).unwrap_or_default(),
            policy: made.policy,
        }
    }

    fn row_at(&self, path: &Path) -> Option<&Row> {
        match path.steps() {
            [PathStep::Key(rows), PathStep::Index(index), ..] if rows == "rows" => {
                self.rows.get(*index)
            }
            _ => None,
        }
    }
}

/// Keeps one mutant of each policy: the one that took nothing else along, if there is one.
fn without_repetition(mut all: Vec<Mutant>, original: u64) -> Vec<Mutant> {
    let digest = |mutant: &Mutant| mutant.policy.as_ref().ok().map(|policy| policy.digest());
    let plain: BTreeSet<u64> =
        all.iter().filter(|mutant| mutant.also.is_empty()).filter_map(digest).collect();
    let mut known = BTreeSet::from([original]);
    all.retain(|mutant| {
        digest(mutant).is_none_or(|made| {
            (mutant.also.is_empty() || !plain.contains(&made)) && known.insert(made)
        })
    });
    all
}

/// The result of an edit.
struct Made {
    value: Option<Node>,
    also: Vec<String>,
    policy: Result<Arc<Policy>, String>,
}

/// The first of the edit's values that makes a policy, or the problem with its first.
fn made(tree: &Node, edit: &Edit, cursor: SchemaCursor<'_>) -> Made {
    let mut values: Vec<Option<Node>> = edit.to.iter().cloned().map(Some).collect();
    if values.is_empty() {
        values.push(None);
    }
    let mut refused = None;
    for value in values {
        let mut tree = tree.clone();
        match &value {
            Some(value) => set(&mut tree, edit.path.steps(), value.clone()),
            None => remove(&mut tree, edit.path.steps()),
        }
        // What was removed cannot be disturbed, but what it was part of can.
        let kept = if value.is_some() { edit.path.clone() } else { edit.path.parent() };
        match fix(tree, &kept, cursor, words::name) {
            Ok((policy, also)) => {
                let also = also.iter().map(also_in_words).collect();
                return Made { value, also, policy: Ok(Arc::new(policy)) };
            }
            Err(finding) => {
                refused.get_or_insert((value, finding.message().to_owned()));
            }
        }
    }
    let (value, why) = refused.unwrap_or_default();
    Made { value, also: Vec::new(), policy: Err(why) }
}

fn also_in_words(also: &Also) -> String {
    match also {
        Also::Without(name) => format!("without {name}"),
        Also::With(path, value) => {
            format!("with {} {}", path.last_key().unwrap_or_default(), words::plain(value))
        }
    }
}

/// What a clause is about names keys, too, and no run reads it.
fn forget_what_clauses_are_about(tree: &mut Node) {
    let Node::Map(sections) = tree else { return };
    let clauses = sections.iter_mut().find(|(key, _)| key == "clauses");
    let Some((_, Node::Map(clauses))) = clauses else { return };
    for (_, clause) in clauses {
        remove(clause, &[PathStep::Key("about".to_owned())]);
    }
}

fn is_entry(path: &Path) -> bool {
    matches!(path.steps().last(), Some(PathStep::Index(_)))
}

/// As a name ends: `8 → 7`, `dropped`, `added: managed`.
impl std::fmt::Display for ValueChange {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Other { from, to } => write!(formatter, "{from} → {to}"),
            Self::Dropped => formatter.write_str("dropped"),
            Self::Added(value) => write!(formatter, "added: {value}"),
        }
    }
}
