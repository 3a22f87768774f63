//! Which cells of the tables are based on an assumption: what the policy's author decided where the sources are silent.

use crate::domain::place::Place;
use crate::domain::surface::SurfaceId;
use crate::policy::checked::{Assumption, Policy};
use crate::policy::evidence::Evidence;
use crate::policy::row::{Row, RowId};

/// A cell, as far as an assumption can be about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    /// What becomes of the passcode.
    Passcode,
    /// What the device says, and what has to follow.
    OnDevice,
    /// What is found on a surface.
    Found(SurfaceId),
    /// Who sees the passcode where.
    Observation(Place),
}

/// The assumptions that the cell of a row is based on.
pub(crate) fn assumptions(policy: &Policy, row: RowId, topic: Topic) -> Vec<&Assumption> {
    let Some(checked) = policy.row(row) else { return Vec::new() };
    let number = format!("rows[{}].", row.0);
    let about = |assumption: &&Assumption| {
        let key = assumption.key.as_deref().and_then(|key| key.strip_prefix(&number));
        key.is_some_and(|key| is_about(checked, key, topic))
    };
    policy.assumptions.iter().filter(about).collect()
}

/// Whether a cell of a row is based on an assumption: its own, or one about the whole row.
pub(crate) fn is_assumed(policy: &Policy, row: RowId, topic: Topic) -> bool {
    let whole = policy.row(row).is_some_and(|row| row.evidence == Evidence::Assumed);
    whole || !assumptions(policy, row, topic).is_empty()
}

/// Whether the value at `key` of a row decides what a cell says.
fn is_about(row: &Row, key: &str, topic: Topic) -> bool {
    match topic {
        Topic::Passcode => {
            ["effect", "passcode", "needs_unlock_token"].iter().any(|name| key.starts_with(name))
        }
        Topic::OnDevice => ["on_device", "follow_up"].iter().any(|name| key.starts_with(name)),
        Topic::Found(_) | Topic::Observation(_) => {
            let Some(rest) = key.strip_prefix("visible") else { return false };
            let number = rest.strip_prefix('[').and_then(|rest| rest.split(']').next());
            let mut places = row
                .visible
                .iter()
                .zip(0_usize..)
                .filter(|(_, place)| number.is_none_or(|number| number.parse() == Ok(*place)));
            places.any(|(visible, _)| match topic {
                Topic::Found(surface) => visible.place.surface == surface,
                Topic::Observation(place) => visible.place == place,
                Topic::Passcode | Topic::OnDevice => false,
            })
        }
    }
}
