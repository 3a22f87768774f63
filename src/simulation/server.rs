//! What the server keeps of a device: its latest reset, and what had been applied before.

use crate::domain::{DeviceId, Passcode, ResetId, ResetState, ShownPasscode, Surface, Viewer};
use crate::policy::{Earlier, Row, Situation, Superseded};
use crate::simulation::fingerprint::Marks;

/// One reset, as the server knows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reset {
    pub(super) id: ResetId,
    /// Where it was asked for.
    pub(super) surface: Surface,
    /// Who asked for it, and what had been applied before: this decides who sees its passcode.
    pub(super) situation: Situation,
    pub(super) state: ResetState,
    /// The new passcode, as far as the server knows it.
    pub(super) passcode: Option<Passcode>,
    /// How often the server has pushed for it.
    pub(super) pushes: u32,
}

/// What the server keeps of one device.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    pub(super) latest: Option<Reset>,
    previous: Option<Reset>,
    applied: Earlier,
    /// The token that the device handed over when it was enrolled.
    pub(super) unlock_token: Option<u64>,
}

impl Record {
    /// The record of a device that has just handed over its unlock token.
    pub(super) fn new(unlock_token: u64) -> Self {
        Self { unlock_token: Some(unlock_token), ..Self::default() }
    }

    /// The reset that may still change the device.
    pub(super) fn in_flight(&mut self) -> Option<&mut Reset> {
        self.latest.as_mut().filter(|reset| reset.state.in_flight())
    }

    /// The state of the latest reset.
    pub(super) fn state(&self) -> ResetState {
        self.latest.map_or(ResetState::None, |reset| reset.state)
    }

    /// Begins a reset. The caller has made sure that none is in flight.
    pub(super) fn accept(
        &mut self,
        id: ResetId,
        by: Viewer,
        surface: Surface,
        passcode: Option<Passcode>,
    ) {
        let situation = Situation { by, earlier: self.applied };
        self.previous =
            self.latest.filter(|reset| reset.state == ResetState::Done).or(self.previous);
        self.latest =
            Some(Reset { id, surface, situation, state: ResetState::Pending, passcode, pushes: 0 });
    }

    /// Notes how the reset in flight ended; nothing if it is not this one.
    pub(super) fn end(
        &mut self,
        id: ResetId,
        state: ResetState,
        made_by_device: Option<Passcode>,
    ) -> Option<Reset> {
        let reset =
            self.latest.as_mut().filter(|reset| reset.id == id && reset.state.in_flight())?;
        reset.state = state;
        reset.passcode = made_by_device.or(reset.passcode);
        let ended = *reset;
        if state == ResetState::Done {
            self.applied = self.applied.max(match ended.situation.by {
                Viewer::Administrator => Earlier::ByAdministrator,
                Viewer::EndUser | Viewer::AnotherEndUser => Earlier::ByEndUser,
            });
        }
        Some(ended)
    }

    /// What `viewer` sees at `surface` where a passcode could stand.
    pub(super) fn shown<'p>(
        &self,
        row: &Row,
        superseded: Superseded,
        (viewer, surface): (Viewer, Surface),
        told_as: &'p str,
    ) -> ShownPasscode<'p> {
        let shown = |reset: &Reset| {
            reset.passcode.filter(|_| {
                reset.state == ResetState::Done && row.shows(viewer, surface, reset.situation)
            })
        };
        if let Some(passcode) = self.latest.as_ref().and_then(shown) {
            return ShownPasscode::Shown { passcode, superseded: false, told_as };
        }
        match (superseded, self.previous.as_ref().and_then(shown)) {
            (Superseded::Marked, Some(passcode)) => {
                ShownPasscode::Shown { passcode, superseded: true, told_as }
            }
            (Superseded::Marked, None) | (Superseded::Hidden, _) => ShownPasscode::Nothing,
        }
    }
}

/// For exploring: what distinguishes two records.
impl Record {
    /// Adds what distinguishes this record from others. Of a reset that has ended, only who may see its
    /// passcode still matters; an earlier one matters where it stays in sight.
    pub(super) fn mark(&self, device: DeviceId, superseded: Superseded, marks: &mut Marks) {
        // The token is compared with the device's, so the device tells whether it fits.
        let Self { latest, previous, applied, unlock_token: _ } = self;
        marks.small(*applied as u8);
        marks.flag(latest.is_some());
        if let Some(latest) = latest {
            let Reset { id, surface, situation, state, passcode, pushes } = latest;
            marks.small(*state as u8);
            mark_situation(*situation, marks);
            marks.passcode(*passcode);
            if state.in_flight() {
                marks.reset(device, Some(*id));
                marks.small(*surface as u8);
                marks.number((*pushes).into());
            }
        }
        let in_sight = previous.filter(|_| superseded == Superseded::Marked);
        marks.flag(in_sight.is_some());
        if let Some(previous) = in_sight {
            mark_situation(previous.situation, marks);
            marks.passcode(previous.passcode);
        }
    }
}

fn mark_situation(situation: Situation, marks: &mut Marks) {
    marks.small(situation.by as u8);
    marks.small(situation.earlier as u8);
}
