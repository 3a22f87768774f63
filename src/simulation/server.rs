//! What the server keeps of a device: its latest reset, and what had been applied before.

use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::reset::{Effect, ResetId, ResetState};
use crate::domain::surface::Surface;
use crate::policy::checked::{ConsoleTexts, Superseded, TextId};
use crate::policy::row::Row;
use crate::policy::table::{Earlier, Situation};
use crate::simulation::fingerprint::Marks;

/// One reset, as the server knows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reset {
    pub(crate) id: ResetId,
    /// Where it was asked for.
    pub(crate) surface: Surface,
    /// Who asked for it, and what had been applied before: this decides who sees its passcode.
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
    previous: Option<Reset>,
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

    /// Begins a reset. The caller has made sure that none is in flight.
    pub(crate) fn accept(
        &mut self,
        id: ResetId,
        by: Actor,
        surface: Surface,
        passcode: Option<Passcode>,
        now: Instant,
    ) {
        let situation = Situation { by, earlier: self.applied };
        self.previous =
            self.latest.filter(|reset| reset.state == ResetState::Done).or(self.previous);
        self.latest = Some(Reset {
            id,
            surface,
            situation,
            state: ResetState::Pending,
            passcode,
            accepted_at: now,
            pushes: 0,
        });
    }

    /// Notes how far the reset in flight is; returns the reset if it has ended by that. What concerns another reset
    /// changes nothing.
    pub(crate) fn learn(
        &mut self,
        id: ResetId,
        state: ResetState,
        made_by_device: Option<Passcode>,
    ) -> Option<Reset> {
        let reset =
            self.latest.as_mut().filter(|reset| reset.id == id && reset.state.in_flight())?;
        reset.state = state;
        reset.passcode = made_by_device.or(reset.passcode);
        let learned = *reset;
        if state == ResetState::Done {
            self.applied = self.applied.and(learned.situation.by);
        }
        Some(learned).filter(|reset| !reset.state.in_flight())
    }
}

/// A passcode that is visible in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VisiblePasscode {
    pub(crate) passcode: Passcode,
    /// Whether a newer reset has been accepted since.
    pub(crate) superseded: bool,
}

/// Which passcode is visible in a place: that of the latest reset, or of the one before where those are kept.
pub(crate) fn visible_passcode(
    record: &DeviceRecord,
    row: &Row,
    superseded: Superseded,
    place: Place,
) -> Option<VisiblePasscode> {
    let visible = |reset: &Reset| {
        reset
            .passcode
            .filter(|_| reset.state == ResetState::Done && row.shows(place, reset.situation))
    };
    if let Some(passcode) = record.latest.as_ref().and_then(visible) {
        return Some(VisiblePasscode { passcode, superseded: false });
    }
    match superseded {
        Superseded::Marked => {
            let passcode = record.previous.as_ref().and_then(visible)?;
            Some(VisiblePasscode { passcode, superseded: true })
        }
        Superseded::Hidden => None,
    }
}

/// What a console says in the place of a passcode that was removed.
pub(crate) fn removed_text(
    says: &ConsoleTexts,
    effect: Effect,
    state: ResetState,
) -> Option<TextId> {
    says.removed_passcode.filter(|_| effect == Effect::Removed && state == ResetState::Done)
}

/// For exploring: what distinguishes two records.
impl DeviceRecord {
    /// Adds what distinguishes this record from others. Of a reset that has ended, only who may see its
    /// passcode still matters; an earlier one matters where it stays visible.
    pub(crate) fn mark(&self, device: DeviceId, superseded: Superseded, marks: &mut Marks) {
        // The token is compared with the device's, so the device's mark says whether it fits.
        let Self { latest, previous, applied, unlock_token: _ } = self;
        marks.small(applied.number());
        marks.flag(latest.is_some());
        if let Some(latest) = latest {
            let Reset { id, surface, situation, state, passcode, pushes, accepted_at: _ } = latest;
            marks.small(state.number());
            mark_situation(*situation, marks);
            marks.passcode(*passcode);
            if state.in_flight() {
                marks.reset(device, Some(*id));
                marks.small(surface.number());
                marks.number((*pushes).into());
            }
        }
        let visible = previous.filter(|_| superseded == Superseded::Marked);
        marks.flag(visible.is_some());
        if let Some(previous) = visible {
            mark_situation(previous.situation, marks);
            marks.passcode(previous.passcode);
        }
    }
}

fn mark_situation(situation: Situation, marks: &mut Marks) {
    marks.small(situation.by.number());
    marks.small(situation.earlier.number());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::platform::{Management, Platform};
    use crate::policy::checked::Policy;

    const USER: Actor = Actor::EndUser;
    const ADMINISTRATOR: Actor = Actor::Administrator;
    const PORTAL: Surface = Surface::CompanyPortal;
    const CONSOLE: Surface = Surface::ConfigMgrConsole;

    fn passcode(characters: &str) -> Option<Passcode> {
        Passcode::new(characters)
    }

    /// A record whose resets, one after the other, ended like this.
    fn record(resets: &[(Actor, ResetState, &str)]) -> DeviceRecord {
        let mut record = DeviceRecord::new(7);
        for ((by, state, characters), id) in resets.iter().zip(1..) {
            record.accept(ResetId(id), *by, PORTAL, passcode(characters), Instant::START);
            if !state.in_flight() {
                assert!(record.learn(ResetId(id), *state, None).is_some());
            }
        }
        record
    }

    /// The passcode that is visible on Android's page, and whether it is marked.
    fn shown(
        record: &DeviceRecord,
        superseded: Superseded,
        actor: Actor,
        surface: Surface,
    ) -> Option<(Passcode, bool)> {
        let text = include_str!("../../fixtures/policies/intune-2015-12.yaml");
        let policy = Policy::parse("server", text).unwrap();
        let row = policy.row_for(&Platform::new("Android"), Management::Hybrid).unwrap();
        let place = Place::new(actor, surface);
        let visible = visible_passcode(record, policy.row(row).unwrap(), superseded, place)?;
        Some((visible.passcode, visible.superseded))
    }

    #[test]
    fn a_reset_is_in_flight_until_it_ends_and_ends_once() {
        let mut record = record(&[(USER, ResetState::Pending, "")]);
        assert_eq!(record.state(), ResetState::Pending);
        assert!(record.in_flight().is_some());
        assert!(record.learn(ResetId(2), ResetState::Done, None).is_none(), "another one's end");
        assert!(record.learn(ResetId(1), ResetState::Failed, None).is_some());
        assert!(record.in_flight().is_none());
        assert!(record.learn(ResetId(1), ResetState::Done, None).is_none(), "a second answer");
        assert_eq!(record.state(), ResetState::Failed);
    }

    #[test]
    fn only_resets_that_were_done_count_as_earlier_ones() {
        let earlier = |resets: &[_]| {
            let mut record = record(resets);
            record.accept(ResetId(9), USER, PORTAL, None, Instant::START);
            record.latest.unwrap().situation.earlier
        };
        let (done, failed) = (ResetState::Done, ResetState::Failed);
        assert_eq!(earlier(&[]), Earlier::None);
        assert_eq!(earlier(&[(ADMINISTRATOR, failed, "")]), Earlier::None);
        assert_eq!(earlier(&[(USER, done, "")]), Earlier::ByEndUser);
        let both = [(ADMINISTRATOR, done, ""), (USER, done, "")];
        assert_eq!(earlier(&both), Earlier::ByAdministrator, "a later one takes nothing back");
    }

    #[test]
    fn a_passcode_is_shown_once_its_reset_is_done() {
        let seen =
            |state| shown(&record(&[(USER, state, "abcdefgh")]), Superseded::Hidden, USER, PORTAL);
        assert_eq!(seen(ResetState::Pending), None);
        assert_eq!(seen(ResetState::Failed), None);
        assert_eq!(seen(ResetState::Done), passcode("abcdefgh").map(|it| (it, false)));
    }

    #[test]
    fn the_passcode_that_the_device_made_is_the_one_that_is_shown() {
        let mut record = record(&[(USER, ResetState::Pending, "abcdefgh")]);
        record.learn(ResetId(1), ResetState::Done, passcode("kkkkkkkk"));
        let seen = shown(&record, Superseded::Hidden, USER, PORTAL);
        assert_eq!(seen, passcode("kkkkkkkk").map(|it| (it, false)));
    }

    #[test]
    fn a_newer_reset_hides_the_passcode_before_or_marks_it() {
        let done = (USER, ResetState::Done, "abcdefgh");
        let record = record(&[done, (ADMINISTRATOR, ResetState::Done, "kkkkkkkk")]);
        assert_eq!(shown(&record, Superseded::Hidden, USER, PORTAL), None);
        let marked = shown(&record, Superseded::Marked, USER, PORTAL);
        assert_eq!(marked, passcode("abcdefgh").map(|it| (it, true)));
        let own = shown(&record, Superseded::Marked, ADMINISTRATOR, CONSOLE);
        assert_eq!(own, passcode("kkkkkkkk").map(|it| (it, false)), "the newer one goes before");
    }

    #[test]
    fn a_failed_reset_does_not_push_out_the_passcode_before_it() {
        let done = (USER, ResetState::Done, "abcdefgh");
        let failed = (USER, ResetState::Failed, "kkkkkkkk");
        let record = record(&[done, failed, (USER, ResetState::Pending, "mmmmmmmm")]);
        let marked = shown(&record, Superseded::Marked, USER, PORTAL);
        assert_eq!(marked, passcode("abcdefgh").map(|it| (it, true)));
    }
}
