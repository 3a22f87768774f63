//! What a changed policy allows that the policy before it did not: a wrong simulation does that first.
//!
//! Whether a scenario fails under a wider choice would otherwise be a matter of what is drawn.

use std::sync::Arc;

use crate::domain::span::Span;
use crate::policy::checked::Policy;
use crate::policy::row::RowId;

/// What a policy allows that another one did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widening {
    /// The bound that a reset had, if it may take longer now.
    pub(crate) bound: Option<Span>,
    /// The characters that a new passcode of a row may have now.
    added: Vec<(RowId, Arc<str>)>,
}

impl Widening {
    /// What `changed` allows that `policy` does not; nothing if there is no such thing.
    pub fn of(policy: &Policy, changed: &Policy) -> Option<Self> {
        let bound = Some(policy.completes_within);
        let bound = bound.filter(|bound| changed.completes_within > *bound);
        let mut added: Vec<(RowId, Arc<str>)> = Vec::new();
        for covered in changed.keys.as_slice() {
            let known = policy.key_id(&covered.key).and_then(|key| policy.covered(key));
            let known = known.and_then(|known| policy.row(known.row)?.passcode.as_ref());
            let now = changed.row(covered.row).and_then(|row| row.passcode.as_ref());
            let Some((known, now)) = known.zip(now) else { continue };
            let is_new = |character: &char| !known.characters.contains(*character);
            let new: String = now.characters.chars().filter(is_new).collect();
            let is_known = added.iter().any(|(row, _)| *row == covered.row);
            // Of another kind of passcode every draw shows what has changed.
            if !new.is_empty() && !is_known && known.alphabet == now.alphabet {
                added.push((covered.row, new.into()));
            }
        }
        let widening = Self { bound, added };
        (widening.bound.is_some() || !widening.added.is_empty()).then_some(widening)
    }

    /// The characters that a new passcode of this row has first.
    pub(crate) fn added(&self, row: RowId) -> Option<&Arc<str>> {
        self.added.iter().find(|(known, _)| *known == row).map(|(_, added)| added)
    }
}
