//! Holds every event against the invariants, with a ledger of its own.
//!
//! It reads the journal's events, not the parts' state, so that a part's mistake cannot excuse itself.

use crate::domain::{
    DeviceId, Instant, Passcode, ResetId, ResetState, ShownPasscode, Surface, Viewer,
};
use crate::journal::{Entry, Event};
use crate::policy::{Earlier, MeasuredFrom, Policy, RowId, Situation};
use crate::simulation::fingerprint::{Marks, past};
use crate::simulation::{Breach, Invariant};

/// What is known of one device from the events alone.
#[derive(Clone, Debug)]
struct Ledger {
    row: RowId,
    earlier: Earlier,
    latest: Option<(ResetId, Situation)>,
    in_flight_since: Option<Instant>,
    applied: Option<ResetId>,
    online_since: Option<Instant>,
}

/// How far a person has come in the portal, as the events tell it.
#[derive(Clone, Copy, Debug, Default)]
struct Steps {
    selected_at: Option<Instant>,
    signed_out_at: Option<Instant>,
    signed_in_at: Option<Instant>,
    confirmed: bool,
}

/// The watch over one scenario.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch {
    ledgers: Vec<Option<Ledger>>,
    steps: [Steps; Viewer::COUNT],
    faulty: bool,
    breach: Option<Breach>,
    reached: [bool; Invariant::ALL.len()],
}

impl Watch {
    /// Forgets everything, keeping the room that it has taken up.
    pub(super) fn restart(&mut self) {
        self.ledgers.clear();
        self.steps = Default::default();
        self.faulty = false;
        self.breach = None;
        self.reached = Default::default();
    }

    /// The first rule that was broken.
    pub(super) const fn breach(&self) -> Option<Breach> {
        self.breach
    }

    /// Whether the scenario came to where this rule matters.
    pub(super) fn reached(&self, invariant: Invariant) -> bool {
        self.reached.get(invariant.index()).is_some_and(|reached| *reached)
    }

    /// Takes note of an event, and holds it against the rules about events.
    pub(super) fn observe(&mut self, policy: &Policy, entry: &Entry) {
        self.follow_persons(policy, entry);
        if let Event::Enrolled { row, .. } = entry.event {
            let ledger = Ledger {
                row,
                earlier: Earlier::None,
                latest: None,
                in_flight_since: None,
                applied: None,
                online_since: Some(entry.at),
            };
            let place = entry.device.index();
            self.ledgers.resize(self.ledgers.len().max(place + 1), None);
            if let Some(empty) = self.ledgers.get_mut(place) {
                *empty = Some(ledger);
            }
        }
        self.ends_in_time(policy, entry);
        self.follow_reset(entry);
    }

    /// Holds what one viewer sees on one surface against the rules about passcodes in sight.
    ///
    /// `given` is the passcode that the device's latest reset gave it.
    pub(super) fn look(
        &mut self,
        policy: &Policy,
        (at, device): (Instant, DeviceId),
        (viewer, surface): (Viewer, Surface),
        shown: &ShownPasscode<'_>,
        given: Option<&Passcode>,
    ) {
        let &ShownPasscode::Shown { ref passcode, superseded, .. } = shown else { return };
        self.reach(Invariant::SeenByThePolicy);
        self.reach(Invariant::ShownIsCurrent);
        let current = given == Some(passcode);
        self.hold(Invariant::ShownIsCurrent, superseded || current, at, device);
        if superseded {
            return;
        }
        let allowed = self.ledger(device).is_some_and(|ledger| {
            let situation = ledger.latest.map(|(_, situation)| situation);
            // The definition itself, entry by entry, not the table that the simulation asks.
            policy.row(ledger.row).zip(situation).is_some_and(|(row, situation)| {
                row.visible.iter().any(|entry| {
                    entry.at == surface && entry.to == viewer && entry.holds_in(situation)
                })
            })
        });
        self.hold(Invariant::SeenByThePolicy, allowed, at, device);
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events are no steps of a person's"
    )]
    fn follow_persons(&mut self, policy: &Policy, entry: &Entry) {
        let at = Some(entry.at);
        match entry.event {
            Event::SelectedReset { who } => {
                self.update(who, |steps| *steps = Steps { selected_at: at, ..Steps::default() });
            }
            Event::SignedOut { who } => self.update(who, |steps| steps.signed_out_at = at),
            Event::SignedIn { who, .. } => self.update(who, |steps| steps.signed_in_at = at),
            Event::Cancelled { who } => self.update(who, |steps| *steps = Steps::default()),
            Event::ConfirmedReset { who } => {
                let in_time =
                    self.steps.get(who.index()).is_some_and(|steps| steps.in_time(policy));
                self.hold(Invariant::ConfirmedInTime, in_time, entry.at, entry.device);
                self.update(who, |steps| steps.confirmed = in_time);
            }
            Event::Accepted { by, surface: Surface::CompanyPortal, .. } => {
                self.reach(Invariant::ConfirmedInTime);
                let confirmed = self.steps.get(by.index()).is_some_and(|steps| steps.confirmed);
                self.hold(Invariant::ConfirmedInTime, confirmed, entry.at, entry.device);
                self.update(by, |steps| *steps = Steps::default());
            }
            Event::Fault(_) => self.faulty = true,
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the other events do not move a reset")]
    fn follow_reset(&mut self, entry: &Entry) {
        let Some(Some(ledger)) = self.ledgers.get_mut(entry.device.index()) else { return };
        match entry.event {
            Event::WentOffline => ledger.online_since = None,
            Event::CameOnline => ledger.online_since = Some(entry.at),
            Event::Accepted { reset, by, .. } => {
                let free = ledger.in_flight_since.is_none();
                ledger.latest = Some((reset, Situation { by, earlier: ledger.earlier }));
                ledger.in_flight_since = Some(entry.at);
                self.hold(Invariant::OneInFlight, free, entry.at, entry.device);
            }
            Event::Refused { refusal: crate::domain::Refusal::AlreadyPending, .. } => {
                self.reach(Invariant::OneInFlight);
            }
            Event::Applied { reset, .. } => {
                let first = ledger.applied != Some(reset);
                ledger.applied = Some(reset);
                self.hold(Invariant::AppliedOnce, first, entry.at, entry.device);
            }
            Event::Ignored { .. } => self.reach(Invariant::AppliedOnce),
            Event::Ended { reset, state } => {
                ledger.in_flight_since = None;
                let applied = ledger.applied == Some(reset);
                if state == ResetState::Done {
                    if let Some((_, situation)) = ledger.latest {
                        ledger.earlier = ledger.earlier.max(match situation.by {
                            Viewer::Administrator => Earlier::ByAdministrator,
                            Viewer::EndUser | Viewer::AnotherEndUser => Earlier::ByEndUser,
                        });
                    }
                    self.reach(Invariant::SuccessWasApplied);
                    self.hold(Invariant::SuccessWasApplied, applied, entry.at, entry.device);
                }
            }
            _ => {}
        }
    }

    /// Any event after the bound shows that a reset did not end in time; a fault excuses it.
    fn ends_in_time(&mut self, policy: &Policy, entry: &Entry) {
        let Some(ledger) = self.ledger(entry.device) else { return };
        let since = ledger.in_flight_since.zip(ledger.online_since).map(|(a, b)| a.max(b));
        if let Some(since) = since.filter(|_| !self.faulty) {
            let in_time = entry.at.since(since) <= policy.portal.completes_within;
            self.hold(Invariant::EndsInTime, in_time, entry.at, entry.device);
            if let Event::Ended { .. } = entry.event {
                self.reach(Invariant::EndsInTime);
            }
        }
    }

    fn ledger(&self, device: DeviceId) -> Option<&Ledger> {
        self.ledgers.get(device.index())?.as_ref()
    }

    fn update(&mut self, who: Viewer, change: impl FnOnce(&mut Steps)) {
        if let Some(steps) = self.steps.get_mut(who.index()) {
            change(steps);
        }
    }

    fn reach(&mut self, invariant: Invariant) {
        if let Some(reached) = self.reached.get_mut(invariant.index()) {
            *reached = true;
        }
    }

    fn hold(&mut self, invariant: Invariant, holds: bool, at: Instant, device: DeviceId) {
        if !holds && self.breach.is_none() {
            self.breach = Some(Breach { invariant, at, device });
        }
    }
}

impl Steps {
    /// Whether the person selected, signed out and signed in again, in this order and within the window.
    fn in_time(&self, policy: &Policy) -> bool {
        let (Some(selected), Some(out), Some(back)) =
            (self.selected_at, self.signed_out_at, self.signed_in_at)
        else {
            return false;
        };
        let window = &policy.portal.sign_in_again;
        let opened = match window.measured_from {
            MeasuredFrom::SignOut => out,
            MeasuredFrom::Request => selected,
        };
        selected <= out && out <= back && window.limit.admits(back.since(opened), window.within)
    }
}

/// For exploring: when a reset has taken too long, and what distinguishes two watches.
impl Watch {
    /// The first moment at which a reset of `device` that is still in flight breaks the policy's bound.
    pub(super) fn bound_broken_at(&self, policy: &Policy, device: DeviceId) -> Option<Instant> {
        let ledger = self.ledger(device)?;
        let since = ledger.in_flight_since?.max(ledger.online_since?);
        Some(since.after(past(policy.portal.completes_within)))
    }

    /// The resets that the ledger of `device` names.
    pub(super) fn named(&self, device: DeviceId) -> [Option<ResetId>; 2] {
        let ledger = self.ledger(device);
        [ledger.and_then(|it| it.latest.map(|(id, _)| id)), ledger.and_then(|it| it.applied)]
    }

    /// Adds what distinguishes this watch from others. Which rules have been reached is for the search
    /// to collect, step by step: it changes nothing that may happen.
    pub(super) fn mark(&self, policy: &Policy, marks: &mut Marks) {
        let Self { ledgers, steps, faulty, breach, reached: _ } = self;
        marks.flag(*faulty);
        marks.flag(breach.is_some());
        for (device, ledger) in (0..).map(DeviceId).zip(ledgers) {
            let Some(ledger) = ledger else { continue };
            let Ledger { row, earlier, latest, in_flight_since, applied, online_since } = ledger;
            marks.number(row.0.into());
            marks.small(*earlier as u8);
            marks.reset(device, latest.map(|(id, _)| id));
            if let Some((_, situation)) = latest {
                marks.small(situation.by as u8);
                marks.small(situation.earlier as u8);
            }
            marks.reset(device, *applied);
            marks.flag(in_flight_since.is_some());
            marks.flag(online_since.is_some());
            // Only the later of the two is ever measured from, and only while both are known.
            let since = in_flight_since.zip(*online_since).map(|(a, b)| a.max(b));
            marks.age(since, past(policy.portal.completes_within));
        }
        let window = past(policy.portal.sign_in_again.within);
        for person in steps {
            let Steps { selected_at, signed_out_at, signed_in_at, confirmed } = person;
            marks.age(*selected_at, window);
            // Selecting forgets the other steps, so without it they never count.
            if selected_at.is_none() {
                continue;
            }
            // A step that is over the window's age stays over it, whatever happens next, and the
            // order of steps of that age is in the two flags.
            marks.age(*signed_out_at, window);
            marks.age(*signed_in_at, window);
            marks.flag(*confirmed);
            marks.flag(selected_at <= signed_out_at);
            marks.flag(person.in_time(policy));
        }
    }
}
