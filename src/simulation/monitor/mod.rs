//! Checks every event against the invariants, with a ledger of its own.
//!
//! It reads the journal's events, not the parts' state, so that a part's mistake cannot excuse itself.

use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::reset::{ResetId, ResetState};
use crate::domain::surface::Surface;
use crate::domain::view::ShownPasscode;
use crate::journal::entry::Entry;
use crate::journal::event::Event;
use crate::journal::fault::Fault;
use crate::policy::checked::{MeasuredFrom, Policy, Superseded};
use crate::policy::row::RowId;
use crate::policy::table::{Earlier, Situation};
use crate::simulation::fingerprint::{Marks, past};
use crate::simulation::invariant::{Breach, Invariant};

#[cfg(test)]
mod tests;

/// What is known of one device from the events alone.
#[derive(Clone, Debug)]
struct Ledger {
    row: RowId,
    earlier: Earlier,
    latest: Option<(ResetId, Situation)>,
    /// The situation of the last reset that was done.
    done: Option<Situation>,
    /// The same, at the moment at which the latest reset was accepted: what that one superseded.
    superseded: Option<Situation>,
    in_flight_since: Option<Instant>,
    applied: Option<ResetId>,
    online_since: Option<Instant>,
    faults_ended: bool,
}

/// How far a person has come in the portal, as the events show.
#[derive(Clone, Copy, Debug, Default)]
struct Steps {
    selected_at: Option<(Instant, DeviceId)>,
    signed_out_at: Option<Instant>,
    signed_in_at: Option<Instant>,
    confirmed: bool,
}

/// What is known of one scenario from its events alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Monitor {
    ledgers: Vec<Option<Ledger>>,
    steps: [Steps; Actor::COUNT],
    faulty: bool,
    breach: Option<Breach>,
    reached: [bool; Invariant::ALL.len()],
}

impl Monitor {
    /// Forgets everything, keeping the room that it has taken up.
    pub(crate) fn restart(&mut self) {
        self.ledgers.clear();
        self.steps = Default::default();
        self.faulty = false;
        self.breach = None;
        self.reached = Default::default();
    }

    /// The first rule that was broken.
    pub(crate) const fn breach(&self) -> Option<Breach> {
        self.breach
    }

    /// Whether the scenario reached a state in which this rule matters.
    pub(crate) fn reached(&self, invariant: Invariant) -> bool {
        self.reached.get(invariant.index()).is_some_and(|reached| *reached)
    }

    /// Takes note of an event, and checks it against the rules about events.
    pub(crate) fn observe(&mut self, policy: &Policy, entry: &Entry) {
        self.follow_persons(policy, entry);
        if let Event::Enrolled { row, .. } = entry.event {
            let ledger = Ledger {
                row,
                earlier: Earlier::None,
                latest: None,
                done: None,
                superseded: None,
                in_flight_since: None,
                applied: None,
                online_since: Some(entry.at),
                faults_ended: false,
            };
            let place = entry.device.index();
            self.ledgers.resize(self.ledgers.len().max(place + 1), None);
            if let Some(empty) = self.ledgers.get_mut(place) {
                *empty = Some(ledger);
            }
        }
        // Before the ledger follows the event: an end that comes late is late. Where the faults end,
        // the bound starts again.
        if entry.event != Event::FaultsEnd {
            self.pass(policy, entry.at, entry.device);
        }
        if let Event::Ended { .. } = entry.event {
            self.reach(Invariant::EndsInTime);
        }
        self.follow_reset(entry);
    }

    /// Takes note of the time: a reset that is in flight past its bound did not end in time. A fault
    /// excuses it.
    pub(crate) fn pass(&mut self, policy: &Policy, now: Instant, device: DeviceId) {
        let Some(ledger) = self.ledger(device) else { return };
        let since = ledger.in_flight_since.zip(ledger.online_since).map(|(a, b)| a.max(b));
        if let Some(since) = since.filter(|_| !self.faulty) {
            let in_time = now.since(since) <= policy.portal.completes_within;
            self.check(Invariant::EndsInTime, in_time, now, device);
        }
    }

    /// Checks what there is to see in one place against the rules about visible passcodes.
    ///
    /// `given` is the passcode that the device's latest reset gave it.
    pub(crate) fn look(
        &mut self,
        policy: &Policy,
        (at, device): (Instant, DeviceId),
        place: Place,
        shown: &ShownPasscode<'_>,
        given: Option<&Passcode>,
    ) {
        let &ShownPasscode::Shown { ref passcode, superseded, .. } = shown else { return };
        self.reach(Invariant::SeenByThePolicy);
        self.reach(Invariant::ShownIsCurrent);
        let current = given == Some(passcode);
        self.check(Invariant::ShownIsCurrent, superseded || current, at, device);
        let allowed = self.ledger(device).is_some_and(|ledger| {
            let situation = match (superseded, policy.superseded) {
                (false, _) => ledger.latest.map(|(_, situation)| situation),
                (true, Superseded::Marked) => ledger.superseded,
                (true, Superseded::Hidden) => None,
            };
            // The definition itself, entry by entry, not the table that the simulation asks.
            policy.row(ledger.row).zip(situation).is_some_and(|(row, situation)| {
                row.visible.iter().any(|entry| entry.place == place && entry.holds_in(situation))
            })
        });
        self.check(Invariant::SeenByThePolicy, allowed, at, device);
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events are no steps of a person's"
    )]
    fn follow_persons(&mut self, policy: &Policy, entry: &Entry) {
        let at = Some(entry.at);
        match entry.event {
            Event::SelectedReset { who } => {
                let selected_at = Some((entry.at, entry.device));
                self.update(who, |steps| *steps = Steps { selected_at, ..Steps::default() });
            }
            Event::SignedOut { who } => self.update(who, |steps| match steps.signed_in_at {
                None => steps.signed_out_at = at,
                // Whoever leaves after coming back starts over.
                Some(_) => *steps = Steps::default(),
            }),
            Event::SignedIn { who, .. } => self.update(who, |steps| steps.signed_in_at = at),
            Event::Cancelled { who } => self.update(who, |steps| *steps = Steps::default()),
            Event::ConfirmedReset { who } => {
                let steps = self.steps.get(who.index());
                let in_time = steps.is_some_and(|steps| steps.in_time(policy, entry.device));
                self.check(Invariant::ConfirmedInTime, in_time, entry.at, entry.device);
                self.update(who, |steps| steps.confirmed = in_time);
            }
            Event::Accepted { by, surface: Surface::CompanyPortal, .. } => {
                self.reach(Invariant::ConfirmedInTime);
                let confirmed = self.steps.get(by.index()).is_some_and(|steps| steps.confirmed);
                self.check(Invariant::ConfirmedInTime, confirmed, entry.at, entry.device);
                self.update(by, |steps| *steps = Steps::default());
            }
            Event::Fault { fault } => {
                self.faulty = true;
                if fault == Fault::SessionLost {
                    self.update(Actor::EndUser, |steps| *steps = Steps::default());
                }
            }
            Event::FaultsEnd => self.faulty = false,
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the other events do not move a reset")]
    fn follow_reset(&mut self, entry: &Entry) {
        let Some(Some(ledger)) = self.ledgers.get_mut(entry.device.index()) else { return };
        match entry.event {
            Event::FaultsEnd if ledger.faults_ended => {
                let ended = ledger.in_flight_since.is_none();
                self.check(Invariant::EndsInTime, ended, entry.at, entry.device);
            }
            Event::FaultsEnd => {
                // What is in flight has the whole bound from here.
                ledger.faults_ended = true;
                ledger.in_flight_since = ledger.in_flight_since.map(|_| entry.at);
            }
            Event::WentOffline => ledger.online_since = None,
            Event::CameOnline => ledger.online_since = Some(entry.at),
            Event::Accepted { reset, by, .. } => {
                let free = ledger.in_flight_since.is_none();
                ledger.superseded = ledger.done;
                ledger.latest = Some((reset, Situation { by, earlier: ledger.earlier }));
                ledger.in_flight_since = Some(entry.at);
                self.check(Invariant::OneInFlight, free, entry.at, entry.device);
            }
            Event::Refused { refusal: crate::domain::refusal::Refusal::AlreadyPending, .. } => {
                self.reach(Invariant::OneInFlight);
            }
            Event::Applied { reset, .. } => {
                // Resets are counted upwards: one that is not above the last was applied before.
                let first = ledger.applied.is_none_or(|last| last < reset);
                ledger.applied = ledger.applied.max(Some(reset));
                self.check(Invariant::AppliedOnce, first, entry.at, entry.device);
            }
            Event::Ignored { .. } => self.reach(Invariant::AppliedOnce),
            Event::Ended { reset, state } => {
                ledger.in_flight_since = None;
                let applied = ledger.applied == Some(reset);
                if state == ResetState::Done {
                    if let Some((_, situation)) = ledger.latest {
                        ledger.done = Some(situation);
                        ledger.earlier = ledger.earlier.and(situation.by);
                    }
                    self.reach(Invariant::SuccessWasApplied);
                    self.check(Invariant::SuccessWasApplied, applied, entry.at, entry.device);
                }
            }
            _ => {}
        }
    }

    fn ledger(&self, device: DeviceId) -> Option<&Ledger> {
        self.ledgers.get(device.index())?.as_ref()
    }

    fn update(&mut self, who: Actor, change: impl FnOnce(&mut Steps)) {
        if let Some(steps) = self.steps.get_mut(who.index()) {
            change(steps);
        }
    }

    fn reach(&mut self, invariant: Invariant) {
        if let Some(reached) = self.reached.get_mut(invariant.index()) {
            *reached = true;
        }
    }

    fn check(&mut self, invariant: Invariant, holds: bool, at: Instant, device: DeviceId) {
        if !holds && self.breach.is_none() {
            self.breach = Some(Breach { invariant, at, device });
        }
    }
}

impl Steps {
    /// Whether the person selected the reset of this device, signed out and signed in again within the
    /// window. The order is checked where the steps are followed: each takes back what
    /// would have to come after it.
    fn in_time(&self, policy: &Policy, device: DeviceId) -> bool {
        let (Some((selected, about)), Some(out), Some(back)) =
            (self.selected_at, self.signed_out_at, self.signed_in_at)
        else {
            return false;
        };
        let window = &policy.portal.sign_in_again;
        let opened = match window.measured_from {
            MeasuredFrom::SignOut => out,
            MeasuredFrom::Request => selected,
        };
        about == device && window.limit.admits(back.since(opened), window.within)
    }
}

/// For exploring: when a reset has taken too long, and what distinguishes two monitors.
impl Monitor {
    /// The first moment at which a reset of `device` that is still in flight breaks the policy's bound.
    pub(crate) fn bound_broken_at(&self, policy: &Policy, device: DeviceId) -> Option<Instant> {
        let ledger = self.ledger(device)?;
        let since = ledger.in_flight_since?.max(ledger.online_since?);
        Some(since.after(past(policy.portal.completes_within)))
    }

    /// The resets that the ledger of `device` names.
    pub(crate) fn named(&self, device: DeviceId) -> [Option<ResetId>; 2] {
        let ledger = self.ledger(device);
        [ledger.and_then(|it| it.latest.map(|(id, _)| id)), ledger.and_then(|it| it.applied)]
    }

    /// Adds what distinguishes this monitor from others. Which rules have been reached is for the search
    /// to collect, step by step: it changes nothing that may happen.
    pub(crate) fn mark(&self, policy: &Policy, marks: &mut Marks) {
        let Self { ledgers, steps, faulty, breach, reached: _ } = self;
        marks.flag(*faulty);
        marks.flag(breach.is_some());
        for (device, ledger) in (0..).map(DeviceId).zip(ledgers) {
            let Some(ledger) = ledger else { continue };
            let Ledger {
                row,
                earlier,
                latest,
                done,
                superseded,
                in_flight_since,
                applied,
                online_since,
                // An explored world has no faults.
                faults_ended: _,
            } = ledger;
            marks.number(row.0.into());
            marks.small(earlier.number());
            marks.reset(device, latest.map(|(id, _)| id));
            if let Some((_, situation)) = latest {
                marks.small(situation.by.number());
                marks.small(situation.earlier.number());
            }
            for situation in [done, superseded] {
                marks.flag(situation.is_some());
                if let Some(situation) = situation {
                    marks.small(situation.by.number());
                    marks.small(situation.earlier.number());
                }
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
            let selected = selected_at.map(|(at, _)| at);
            marks.age(selected, window);
            // Selecting forgets the other steps, so without it they never count.
            let Some((_, about)) = *selected_at else { continue };
            marks.small(about.0);
            // A step that is over the window's age stays over it, whatever happens next, and the
            // order of steps of that age is in the two flags.
            marks.age(*signed_out_at, window);
            marks.age(*signed_in_at, window);
            marks.flag(*confirmed);
            marks.flag(selected <= *signed_out_at);
            marks.flag(person.in_time(policy, about));
        }
    }
}
