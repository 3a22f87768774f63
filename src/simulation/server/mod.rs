//! What the server keeps of a device: its latest reset, and what had been applied before.

use crate::domain::actor::Role;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::reset::{Effect, ResetId, ResetState};
use crate::domain::surface::SurfaceKind;
use crate::domain::text_table::TextId;
use crate::policy::checked::Superseded;
use crate::policy::surfaces::SurfaceTexts;
use crate::policy::table::{Earlier, Situation};
use crate::simulation::marks::Marks;

/// One reset, as the server knows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reset {
    pub(crate) id: ResetId,
    /// Who asked for it, and where.
    pub(crate) at: Place,
    pub(crate) role: Role,
    /// Who performed it, and what had been applied before: this decides who sees its passcode.
    pub(crate) situation: Situation,
    pub(crate) state: ResetState,
    /// The new passcode, as far as the server knows it.
    pub(crate) passcode: Option<Passcode>,
    pub(crate) accepted_at: Instant,
    /// How often the server has pushed for it since it last heard of the device.
    pub(crate) pushes: u32,
}

/// What the server keeps of one device.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeviceRecord {
    pub(crate) latest: Option<Reset>,
    /// The last reset that was done before the latest one was accepted.
    pub(crate) previous: Option<Reset>,
    applied: Earlier,
    /// The token that the device handed over when it was enrolled.
    pub(crate) unlock_token: Option<u64>,
}

impl DeviceRecord {
    /// The record of a device that has just handed over its unlock token.
    pub(crate) fn new(unlock_token: u64) -> Self {
        Self { unlock_token: Some(unlock_token), ..Self::default() }
    }

    /// The reset that may still change the device.
    pub(crate) fn in_flight(&mut self) -> Option<&mut Reset> {
        self.latest.as_mut().filter(|reset| reset.state.in_flight())
    }

    /// The state of the latest reset.
    pub(crate) fn state(&self) -> ResetState {
        self.latest.map_or(ResetState::None, |reset| reset.state)
    }

    /// The last reset that was done: its passcode is the device's.
    pub(crate) fn done(&self) -> Option<&Reset> {
        self.latest
            .as_ref()
            .filter(|reset| reset.state == ResetState::Done)
            .or(self.previous.as_ref())
    }

    /// The reset that was done before that one, once the server knows that it has been replaced.
    fn replaced(&self) -> Option<&Reset> {
        let is_done = self.latest.is_some_and(|reset| reset.state == ResetState::Done);
        self.previous.as_ref().filter(|_| is_done)
    }

    /// Begins a reset. The caller has made sure that none is in flight.
    pub(crate) fn accept(
        &mut self,
        id: ResetId,
        at: Place,
        role: Role,
        passcode: Option<Passcode>,
        now: Instant,
    ) {
        let situation = Situation { by: at.actor, earlier: self.applied };
        self.previous =
            self.latest.filter(|reset| reset.state == ResetState::Done).or(self.previous);
        self.latest = Some(Reset {
            id,
            at,
            role,
            situation,
            state: ResetState::Pending,
            passcode,
            accepted_at: now,
            pushes: 0,
        });
    }

    /// The device was erased: no passcode that it had matters any more.
    pub(crate) fn forget_passcodes(&mut self) {
        self.previous = None;
        if let Some(latest) = &mut self.latest {
            latest.passcode = None;
        }
    }

    /// Whether the passcode of a reset is on record.
    pub(crate) fn shows(&self, id: ResetId) -> bool {
        let known = [self.latest, self.previous].into_iter().flatten();
        known.filter(|reset| reset.id == id).any(|reset| reset.passcode.is_some())
    }

    /// The passcode of a reset is visible no longer.
    pub(crate) fn forget_passcode(&mut self, id: ResetId) {
        for reset in [&mut self.latest, &mut self.previous].into_iter().flatten() {
            if reset.id == id {
                reset.passcode = None;
            }
        }
    }

    /// Notes how far the reset in flight is; returns the reset if it has ended by that. What concerns another reset
    /// changes nothing.
    pub(crate) fn learn(
        &mut self,
        id: ResetId,
        state: ResetState,
        made_by_device: Option<Passcode>,
        counts_as_earlier: bool,
    ) -> Option<Reset> {
        let reset =
            self.latest.as_mut().filter(|reset| reset.id == id && reset.state.in_flight())?;
        reset.state = state;
        reset.passcode = made_by_device.or(reset.passcode);
        let learned = *reset;
        if counts_as_earlier {
            self.applied = self.applied.and(learned.role);
        }
        Some(learned).filter(|reset| !reset.state.in_flight())
    }
}

/// A passcode that is visible in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VisiblePasscode {
    pub(crate) passcode: Passcode,
    /// Whether a newer reset has been done since.
    pub(crate) superseded: bool,
}

/// Which passcode is visible in a place: that of the last reset that was done, or of the one before where those are kept.
/// While a newer reset is in flight, and after it failed, the older passcode is the device's and still shown.
pub(crate) fn visible_passcode(
    record: &DeviceRecord,
    shows: &dyn Fn(Situation) -> bool,
    superseded: Superseded,
    _: (SurfaceKind, Place),
) -> Option<VisiblePasscode> {
    let visible = |reset: &Reset| reset.passcode.filter(|_| shows(reset.situation));
    if let Some(passcode) = record.done().and_then(visible) {
        return Some(VisiblePasscode { passcode, superseded: false });
    }
    match superseded {
        Superseded::Marked => {
            let passcode = record.replaced().and_then(visible)?;
            Some(VisiblePasscode { passcode, superseded: true })
        }
        Superseded::Hidden => None,
    }
}

/// What a surface says in the place of a passcode that was removed.
pub(crate) fn removed_text(
    says: &SurfaceTexts,
    effect: Effect,
    record: &DeviceRecord,
) -> Option<TextId> {
    says.removed_passcode.filter(|_| effect == Effect::Removed && record.done().is_some())
}

/// For exploring: what distinguishes two records.
impl DeviceRecord {
    /// Adds what distinguishes this record from others. Of a reset that has ended, only who may see its
    /// passcode still matters; an earlier one matters where it is visible or can become so again.
    pub(crate) fn mark(&self, device: DeviceId, superseded: Superseded, marks: &mut Marks) {
        // The token is compared with the device's, so the device's mark says whether it fits.
        let Self { latest, previous, applied, unlock_token: _ } = self;
        marks.small(applied.number());
        marks.flag(latest.is_some());
        if let Some(latest) = latest {
            let Reset { id, at, role, situation, state, passcode, pushes, accepted_at: _ } = latest;
            marks.small(state.number());
            mark_situation(*situation, marks);
            marks.passcode(*passcode);
            if state.in_flight() {
                marks.reset(device, Some(*id));
                marks.number(at.number().into());
                marks.small(role.number());
                marks.number((*pushes).into());
            }
        }
        let is_done = latest.is_some_and(|latest| latest.state == ResetState::Done);
        let matters = previous.filter(|_| superseded == Superseded::Marked || !is_done);
        marks.flag(matters.is_some());
        if let Some(previous) = matters {
            mark_situation(previous.situation, marks);
            marks.passcode(previous.passcode);
        }
    }
}

fn mark_situation(situation: Situation, marks: &mut Marks) {
    marks.small(situation.by.0);
    marks.small(situation.earlier.number());
}

#[cfg(test)]
mod tests;
