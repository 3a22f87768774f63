//! Takes out of a changed document what contradicts the change, so that the change itself can be tried.
//!
//! A row whose passcode is suddenly removed shows none to anyone, and a console that disappears takes
//! with it what rows show there. It asks the problems of the document where they are, and knows no key.

use crate::document::finding::Finding;
use crate::document::yaml::node::Node;
use crate::document::yaml::path::{Path, PathStep};
use crate::policy::checked::Policy;
use crate::policy::mutation::document_part::DocumentPart;
use crate::policy::mutation::edit::find;
use crate::policy::mutation::schema_cursor::{Kind, SchemaCursor};
use crate::policy::parse::understand;

/// The most that one change may take with it.
const ROUNDS_MAX: usize = 16;

/// What else had to change.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Also {
    /// What was here was left out; the name is that in the document as it was then.
    Without(Path, String),
    /// This came in.
    With(Path, Node),
}

impl Also {
    /// Where the document changed.
    pub(crate) const fn path(&self) -> &Path {
        match self {
            Self::Without(path, _) | Self::With(path, _) => path,
        }
    }
}

/// A document that was fixed until it was a policy, and what it then was; or the first problem that stayed.
pub(crate) type Fixed = Result<(Policy, DocumentPart, Vec<Also>), Finding>;

/// Makes a policy of `part`, in which the value at `changed` is new.
pub(crate) fn fix(mut part: DocumentPart, changed: &Path, cursor: SchemaCursor<'_>) -> Fixed {
    let mut also = Vec::new();
    let mut first: Option<Finding> = None;
    for _ in 0..ROUNDS_MAX {
        let findings = match understand(&mut part.tree().clone()) {
            Ok(policy) => return Ok((policy, part, also)),
            Err(findings) => findings,
        };
        let out = findings
            .iter()
            .flat_map(Finding::paths)
            .find_map(|path| removable(part.tree(), path, changed, cursor));
        if first.is_none() {
            first = findings.into_iter().next();
        }
        match out {
            Some(path) => {
                let name = part.name(&path);
                part.remove(&path);
                also.push(Also::Without(path, name));
            }
            None => {
                if let Some((policy, more, path, value)) = completed(&part, changed, cursor) {
                    also.push(Also::With(path, value));
                    return Ok((policy, more, also));
                }
                break;
            }
        }
    }
    let unknown = || Finding::new("policy::mutant", "it contradicts too much of the document");
    Err(first.unwrap_or_else(unknown))
}

/// The nearest thing around `path` that a document may do without, and that leaves the change alone.
fn removable(tree: &Node, path: &Path, changed: &Path, cursor: SchemaCursor<'_>) -> Option<Path> {
    let steps = path.steps();
    let mut found = None;
    let (mut place, mut here) = (cursor, tree);
    let mut way = Path::root();
    for step in steps {
        let (next, optional) = place.follow(step, here)?;
        way = way.then(step.clone());
        here = find(tree, way.steps())?;
        if optional && !disturbs(&way, changed) {
            found = Some(way.clone());
        }
        place = next;
    }
    found
}

/// Whether taking `out` away takes the change with it, or counts another entry of a list in its place.
fn disturbs(out: &Path, changed: &Path) -> bool {
    let (out, changed) = (out.steps(), changed.steps());
    let Some((last, before)) = out.split_last() else { return true };
    match (last, changed.get(before.len())) {
        _ if !changed.starts_with(before) => false,
        (PathStep::Index(out), Some(PathStep::Index(changed))) => out <= changed,
        (step, Some(changed)) => step == changed,
        // What is within the change is a part of it.
        (_, None) => true,
    }
}

/// The document with one more key next to the change, if that is all it lacks.
fn completed(
    part: &DocumentPart,
    changed: &Path,
    cursor: SchemaCursor<'_>,
) -> Option<(Policy, DocumentPart, Path, Node)> {
    let (tree, parent) = (part.tree(), changed.parent());
    let (mut place, mut way) = (cursor, Path::root());
    for step in parent.steps() {
        place = place.follow(step, find(tree, way.steps())?)?.0;
        way = way.then(step.clone());
    }
    let (Kind::Record(properties), record) = (place.kind(), find(tree, parent.steps())?) else {
        return None;
    };
    let absent = properties.into_iter().filter(|property| record.get(property.key).is_none());
    for property in absent {
        let path = parent.key(property.key);
        for sample in property.cursor.samples() {
            let mut part = part.clone();
            part.set(&path, sample.clone());
            if let Ok(policy) = understand(&mut part.tree().clone()) {
                return Some((policy, part, path, sample));
            }
        }
    }
    None
}
