//! Who sees a new passcode where, compiled to one bit a case.

use crate::domain::{Surface, Viewer, phrases};
use crate::policy::{ResetBefore, Visible};

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
    None => "none",
    ByEndUser => "by an end user",
    ByAdministrator => "by an administrator",
});

impl Earlier {
    /// What has been applied to the device once a reset by `viewer` has been applied as well.
    #[must_use]
    pub fn and(self, viewer: Viewer) -> Self {
        self.max(match viewer {
            Viewer::Administrator => Self::ByAdministrator,
            Viewer::EndUser | Viewer::AnotherEndUser => Self::ByEndUser,
        })
    }
}

/// The case that decides who sees the passcode of a reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Who performed the reset.
    pub by: Viewer,
    /// What had been applied to the device before.
    pub earlier: Earlier,
}

impl Situation {
    /// Every case there is.
    pub fn all() -> impl Iterator<Item = Self> {
        Viewer::ALL
            .iter()
            .flat_map(|&by| Earlier::ALL.iter().map(move |&earlier| Self { by, earlier }))
    }

    const fn bit(self) -> u16 {
        1 << (self.by.index() * Earlier::ALL.len() + self.earlier as usize)
    }
}

/// For every viewer and surface, the situations in which a new passcode is visible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct VisibleTable([[u16; Surface::COUNT]; Viewer::COUNT]);

impl VisibleTable {
    /// Compiles the entries of a row.
    pub(super) fn new(entries: &[Visible]) -> Self {
        let mut table = Self::default();
        for entry in entries {
            for situation in Situation::all().filter(|situation| entry.holds_in(*situation)) {
                if let Some(cell) = table.cell_mut(entry.to, entry.at) {
                    *cell |= situation.bit();
                }
            }
        }
        table
    }

    /// Whether `viewer` sees the passcode at `surface`.
    pub(super) fn shows(&self, viewer: Viewer, surface: Surface, situation: Situation) -> bool {
        let cell = self.0.get(viewer.index()).and_then(|places| places.get(surface.index()));
        cell.is_some_and(|cell| cell & situation.bit() != 0)
    }

    fn cell_mut(&mut self, viewer: Viewer, surface: Surface) -> Option<&mut u16> {
        self.0.get_mut(viewer.index()).and_then(|places| places.get_mut(surface.index()))
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

impl super::Row {
    /// Whether `viewer` sees the new passcode of such a reset at `surface`.
    pub fn shows(&self, viewer: Viewer, surface: Surface, situation: Situation) -> bool {
        self.table.shows(viewer, surface, situation)
    }
}
