//! Who sees a new passcode where, compiled to one bit a case.

use crate::domain::actor::Actor;
use crate::domain::phrase::phrases;
use crate::domain::place::{ByPlace, Place};
use crate::policy::row::{ResetBefore, Row, Visible};

/// What was known of a device when a reset of it was accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Earlier {
    /// No reset had been applied to it before.
    #[default]
    None,
    /// Resets had, but none of an administrator's.
    ByEndUser,
    /// A reset of an administrator's had.
    ByAdministrator,
}

phrases!(Earlier, "earlier reset", {
    None = 0 => "none",
    ByEndUser = 1 => "by an end user",
    ByAdministrator = 2 => "by an administrator",
});

impl Earlier {
    /// What has been applied to the device once a reset by `actor` has been applied too.
    #[must_use]
    pub fn and(self, actor: Actor) -> Self {
        self.max(match actor {
            Actor::Administrator => Self::ByAdministrator,
            Actor::EndUser | Actor::AnotherEndUser => Self::ByEndUser,
        })
    }
}

/// The case that decides who sees the passcode of a reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Who performed the reset.
    pub by: Actor,
    /// What had been applied to the device before.
    pub earlier: Earlier,
}

impl Situation {
    /// Every case there is.
    pub fn all() -> impl Iterator<Item = Self> {
        Actor::ALL
            .iter()
            .flat_map(|&by| Earlier::ALL.iter().map(move |&earlier| Self { by, earlier }))
    }

    const fn bit(self) -> u16 {
        1 << (self.by.index() * Earlier::ALL.len() + self.earlier as usize)
    }
}

/// For every place, the situations in which a new passcode is visible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct VisibleTable(ByPlace<u16>);

impl VisibleTable {
    /// Compiles the entries of a row.
    pub(crate) fn new(entries: &[Visible]) -> Self {
        let mut table = Self::default();
        for entry in entries {
            for situation in Situation::all().filter(|situation| entry.holds_in(*situation)) {
                *table.0.at_mut(entry.place) |= situation.bit();
            }
        }
        table
    }

    /// Whether the passcode is visible in a place.
    pub(crate) fn shows(&self, place: Place, situation: Situation) -> bool {
        self.0.at(place) & situation.bit() != 0
    }
}

impl Visible {
    /// Whether the entry's condition holds: the definition that the table is compiled from.
    pub fn holds_in(&self, situation: Situation) -> bool {
        let by = self.when.reset_by.is_none_or(|by| by == situation.by);
        let before = match self.when.reset_before {
            None => true,
            Some(ResetBefore::Any) => situation.earlier != Earlier::None,
            Some(ResetBefore::ByAdministrator) => situation.earlier == Earlier::ByAdministrator,
        };
        by && before
    }
}

impl Row {
    /// Whether the new passcode of such a reset is visible in a place.
    pub fn shows(&self, place: Place, situation: Situation) -> bool {
        self.table.shows(place, situation)
    }
}
