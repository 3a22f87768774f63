//! What changes for people from one policy to another, in plain words.
//!
//! This is about behaviour: what a policy says of clauses, assumptions and sources changes nothing for anyone. The
//! source of a row is shown with it.

pub(crate) mod difference;
pub(crate) mod formats;
pub(crate) mod key_of;
pub(crate) mod policy_page;
pub(crate) mod row_words;
pub(crate) mod seen_by;
pub(crate) mod surface_words;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::policy::alignment::{AlignedKey, align, dimensions};
use crate::policy::checked::Policy;
use crate::policy::evidence::Evidence;
use crate::recording::comparison::Changes;
use crate::report::policy_diff::difference::Difference;
use crate::report::policy_diff::key_of::KeyOf;
use crate::report::policy_diff::surface_words::{surface_differences, world_differences};

/// What changes from one policy to another.
#[derive(Debug)]
pub(crate) struct PolicyDifference<'p> {
    /// The policy as it was.
    pub(crate) before: &'p Policy,
    /// The policy as it is now.
    pub(crate) after: &'p Policy,
    /// The rows, key by key, with those that are the same.
    pub(crate) rows: Vec<RowDifference>,
    /// The surfaces that differ.
    pub(crate) surfaces: Vec<(Arc<str>, Vec<Difference>)>,
    /// What differs everywhere.
    pub(crate) everywhere: Vec<Difference>,
    /// How the verdicts on scenarios differ, if they were run.
    pub(crate) verdicts: Option<Changes>,
}

/// What changes for one kind of device.
#[derive(Debug)]
pub(crate) struct RowDifference {
    /// The device: `Tablet, shared`.
    pub(crate) key: String,
    /// What the row of each policy is based on; nothing where a policy has no such row.
    pub(crate) sources: [Option<Evidence>; 2],
    /// What changes; nothing if the policies agree.
    pub(crate) differences: Vec<Difference>,
}

impl<'p> PolicyDifference<'p> {
    /// What changes from `before` to `after`.
    pub(crate) fn between(before: &'p Policy, after: &'p Policy) -> Self {
        let policies = [before, after];
        let dimensions = dimensions(&policies);
        let row = |aligned: &AlignedKey| {
            let key = |position: usize, policy| {
                let id = aligned.keys.get(position).copied().flatten();
                id.and_then(|id| KeyOf::new(policy, id))
            };
            let (old, new) = (key(0, before), key(1, after));
            RowDifference {
                key: aligned.in_words(&dimensions),
                sources: [&old, &new].map(|key| key.as_ref().map(|key| key.row.evidence)),
                differences: match (old, new) {
                    (Some(old), Some(new)) => row_words::differences(&old, &new),
                    (None, Some(new)) => vec![row_words::only(&new, "is new")],
                    (Some(old), None) => vec![row_words::only(&old, "is gone")],
                    (None, None) => Vec::new(),
                },
            }
        };
        Self {
            before,
            after,
            rows: align(&policies).iter().map(row).collect(),
            surfaces: surface_differences(before, after),
            everywhere: world_differences(before, after),
            verdicts: None,
        }
    }

    /// Whether the policies describe the same behaviour, and the scenarios that were run have the same verdicts.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.differences.is_empty())
            && self.surfaces.is_empty()
            && self.everywhere.is_empty()
            && self.verdicts.as_ref().is_none_or(Changes::is_empty)
    }

    /// The rows that differ, those with the same differences together.
    pub(crate) fn grouped(&self) -> Vec<(Vec<&RowDifference>, &[Difference])> {
        let mut groups: Vec<(Vec<&RowDifference>, &[Difference])> = Vec::new();
        for row in self.rows.iter().filter(|row| !row.differences.is_empty()) {
            match groups.iter_mut().find(|(_, differences)| **differences == row.differences) {
                Some((rows, _)) => rows.push(row),
                None => groups.push((vec![row], &row.differences)),
            }
        }
        groups
    }

    /// The rows on which the policies agree.
    pub(crate) fn same(&self) -> impl Iterator<Item = &RowDifference> {
        self.rows.iter().filter(|row| row.differences.is_empty())
    }
}
