//! Who sees a new passcode where, compiled to one bit a case.

use crate::domain::actor::{ACTORS_MAX, ActorId, Role};
use crate::domain::phrase::phrases;
use crate::domain::place::Place;
use crate::domain::surface::SURFACES_MAX;

/// A place in which the new passcode is visible, on a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visible {
    /// Who sees it where.
    pub place: Place,
    /// On which condition.
    pub when: When,
}

/// The condition on which a new passcode is visible. Several entries for one place: any of them will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// Who has performed the reset; anyone where absent.
    pub reset_by: Option<ActorId>,
    /// Which earlier reset of the device is needed; none where absent.
    pub reset_before: Option<ResetBefore>,
}

/// Which earlier reset makes a passcode visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResetBefore {
    /// Anyone's.
    Any,
    /// One that staff performed.
    ByStaff,
}

phrases!(ResetBefore, "earlier reset", {
    Any => "any",
    ByStaff => "by_administrator",
});

/// What was known of a device when a reset of it was accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Earlier {
    /// No reset had been applied to it before.
    #[default]
    None,
    /// Resets had, but none of the staff's.
    ByOwner,
    /// A reset of the staff's had.
    ByStaff,
}

phrases!(Earlier, "earlier reset", {
    None = 0 => "none",
    ByOwner = 1 => "by an owner",
    ByStaff = 2 => "by staff",
});

impl Earlier {
    /// What has been applied to the device once a reset by an actor with `role` has been applied too.
    #[must_use]
    pub fn and(self, role: Role) -> Self {
        self.max(match role {
            Role::Staff => Self::ByStaff,
            Role::Owner | Role::OtherOwner => Self::ByOwner,
        })
    }
}

/// The case that decides who sees the passcode of a reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Who performed the reset, as seen from the device.
    pub by: ActorId,
    /// What had been applied to the device before.
    pub earlier: Earlier,
}

impl Situation {
    /// Every case there can be.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..)
            .map(ActorId)
            .take(ACTORS_MAX)
            .flat_map(|by| Earlier::ALL.iter().map(move |&earlier| Self { by, earlier }))
    }

    const fn bit(self) -> u32 {
        1 << (self.by.index() * Earlier::ALL.len() + self.earlier as usize)
    }
}

/// For every place, the situations in which a new passcode is visible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct VisibleTable([[u32; SURFACES_MAX]; ACTORS_MAX]);

impl VisibleTable {
    /// Compiles the entries of a row.
    pub(crate) fn new(entries: &[Visible]) -> Self {
        let mut table = Self::default();
        for entry in entries {
            let Place { actor, surface } = entry.place;
            let of_actor = table.0.get_mut(actor.index());
            let Some(bits) = of_actor.and_then(|it| it.get_mut(surface.index())) else { continue };
            for situation in Situation::all().filter(|situation| entry.holds_in(*situation)) {
                *bits |= situation.bit();
            }
        }
        table
    }

    /// Whether the passcode is visible in a place.
    pub(crate) fn shows(&self, place: Place, situation: Situation) -> bool {
        let of_actor = self.0.get(place.actor.index());
        let bits = of_actor.and_then(|it| it.get(place.surface.index())).copied();
        bits.unwrap_or_default() & situation.bit() != 0
    }
}

impl Visible {
    /// Whether the entry's condition holds: the definition that the table is compiled from.
    pub fn holds_in(&self, situation: Situation) -> bool {
        let by = self.when.reset_by.is_none_or(|by| by == situation.by);
        let before = match self.when.reset_before {
            None => true,
            Some(ResetBefore::Any) => situation.earlier != Earlier::None,
            Some(ResetBefore::ByStaff) => situation.earlier == Earlier::ByStaff,
        };
        by && before
    }
}
