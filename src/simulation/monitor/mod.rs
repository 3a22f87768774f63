//! Checks every event against the invariants, with a ledger of its own.
//!
//! It reads the journal's events, not the parts' state, so that a part's mistake cannot excuse itself.

use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::fault::Fault;
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::prompt::PromptKind;
use crate::domain::reset::{ResetId, ResetState};
use crate::domain::view::ShownPasscode;
use crate::journal::entry::Entry;
use crate::journal::event::Event;
use crate::policy::checked::{Policy, Superseded};
use crate::policy::row::RowId;
use crate::policy::surfaces::Prompt;
use crate::policy::table::{Earlier, Situation};
use crate::simulation::invariant::{Breach, Invariant};
use crate::simulation::monitor::flow_steps::{Steps, flow_of};

mod exploring;
mod flow_steps;
#[cfg(test)]
mod tests;

/// What is known of one device from the events alone.
#[derive(Clone, Debug)]
struct Ledger {
    row: RowId,
    owner: ActorId,
    earlier: Earlier,
    latest: Option<(ResetId, Situation)>,
    /// The situation of the last reset that was done.
    done: Option<Situation>,
    /// That of the one that was done before: what the last one superseded.
    superseded: Option<Situation>,
    in_flight_since: Option<Instant>,
    applied: Option<ResetId>,
    online_since: Option<Instant>,
    faults_ended: bool,
}

/// What is known of one scenario from its events alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Monitor {
    ledgers: Vec<Option<Ledger>>,
    /// In the order of the policy's places.
    steps: Vec<Steps>,
    faulty: bool,
    breach: Option<Breach>,
    reached: [bool; Invariant::ALL.len()],
}

impl Monitor {
    /// A monitor of a world in which nothing has happened yet.
    pub(crate) fn new(policy: &Policy) -> Self {
        Self { steps: vec![Steps::default(); policy.places().len()], ..Self::default() }
    }

    /// Forgets everything, keeping the room that it has taken up.
    pub(crate) fn restart(&mut self, policy: &Policy) {
        self.ledgers.clear();
        self.steps.clear();
        self.steps.resize(policy.places().len(), Steps::default());
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
        if let Event::Enrolled { key, owner } = entry.event {
            let ledger = Ledger {
                row: policy.covered(key).map_or_else(RowId::default, |covered| covered.row),
                owner,
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
        self.follow_reset(policy, entry);
    }

    /// Takes note of the time: a reset that is in flight past its bound did not end in time. A fault
    /// excuses it.
    pub(crate) fn pass(&mut self, policy: &Policy, now: Instant, device: DeviceId) {
        let Some(ledger) = self.ledger(device) else { return };
        let since = ledger.in_flight_since.zip(ledger.online_since).map(|(a, b)| a.max(b));
        if let Some(since) = since.filter(|_| !self.faulty) {
            let in_time = now.since(since) <= policy.completes_within;
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
        shown: &ShownPasscode,
        given: Option<&Passcode>,
    ) {
        let &ShownPasscode::Shown { ref passcode, superseded, .. } = shown else { return };
        self.reach(Invariant::SeenByThePolicy);
        self.reach(Invariant::ShownIsCurrent);
        let current = given == Some(passcode);
        // From the moment at which the device applies a newer reset to the one at which the server learns of it, a
        // correct system still shows the older passcode.
        let in_flight = self.ledger(device).is_some_and(|it| it.in_flight_since.is_some());
        let holds = superseded || current || in_flight;
        self.check(Invariant::ShownIsCurrent, holds, at, device);
        let allowed = self.ledger(device).is_some_and(|ledger| {
            let situation = match (superseded, policy.superseded) {
                (false, _) => ledger.done,
                (true, Superseded::Marked) => ledger.superseded,
                (true, Superseded::Hidden) => None,
            };
            // The definition itself, entry by entry, not the table that the simulation asks.
            let place = Place { actor: policy.seen_from(ledger.owner, place.actor), ..place };
            policy.row(ledger.row).zip(situation).is_some_and(|(row, situation)| {
                let by = policy.seen_from(ledger.owner, situation.by);
                let situation = Situation { by, ..situation };
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
        match entry.event {
            Event::SelectedReset { at } => {
                let selected_at = Some((entry.at, entry.device));
                self.update(policy, at, |steps, _| {
                    *steps = Steps { selected_at, ..Steps::default() }
                });
            }
            Event::SignedOut { at } => self.update(policy, at, |steps, flow| {
                match steps.next(flow).map(|prompt| prompt.asked.kind) {
                    Some(PromptKind::SignInAgain) => steps.signed_out_at = Some(entry.at),
                    // A person who leaves at any other prompt starts over.
                    Some(PromptKind::Confirm | PromptKind::EnterCode | PromptKind::Choose)
                    | None => *steps = Steps::default(),
                }
            }),
            Event::SignedIn { at, .. } => {
                self.update(policy, at, |steps, flow| steps.sign_in(entry.at, flow));
            }
            Event::Confirmed { at } => self.answer(policy, entry, at, PromptKind::Confirm),
            Event::EnteredCode { at, right: true } => {
                self.answer(policy, entry, at, PromptKind::EnterCode);
            }
            Event::Chose { at, option } => self.update(policy, at, |steps, flow| {
                let asked = steps.next(flow).filter(|it| it.asked.kind == PromptKind::Choose);
                let right = asked.and_then(|it| it.options.get(usize::from(it.right)));
                if right == Some(&option) {
                    steps.answered = steps.answered.saturating_add(1);
                } else {
                    *steps = Steps::default();
                }
            }),
            Event::Cancelled { at } => {
                self.update(policy, at, |steps, _| *steps = Steps::default())
            }
            Event::Accepted { at, .. } => {
                self.reach(Invariant::ConfirmedInTime);
                let mut complete = false;
                self.update(policy, at, |steps, flow| {
                    let about = steps.selected_at.map(|(_, device)| device);
                    complete = about == Some(entry.device) && steps.next(flow).is_none();
                    *steps = Steps::default();
                });
                self.check(Invariant::ConfirmedInTime, complete, entry.at, entry.device);
            }
            Event::Fault { fault } => {
                self.faulty = true;
                if matches!(fault, Fault::SessionLost | Fault::PageReloaded) {
                    let owner = self.ledger(entry.device).map(|ledger| ledger.owner);
                    for (steps, place) in self.steps.iter_mut().zip(policy.places()) {
                        if Some(place.actor) == owner {
                            *steps = Steps::default();
                        }
                    }
                }
            }
            Event::FaultsEnd => self.faulty = false,
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the other events do not move a reset")]
    fn follow_reset(&mut self, policy: &Policy, entry: &Entry) {
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
            Event::Accepted { reset, at } => {
                let free = ledger.in_flight_since.is_none();
                let situation = Situation { by: at.actor, earlier: ledger.earlier };
                ledger.latest = Some((reset, situation));
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
                        ledger.superseded = ledger.done;
                        ledger.done = Some(situation);
                        ledger.earlier = ledger.earlier.and(policy.role(situation.by));
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

    /// Follows a person on a surface with a flow.
    fn update(&mut self, policy: &Policy, at: Place, change: impl FnOnce(&mut Steps, &[Prompt])) {
        let index = policy.place_index(at);
        if let Some(steps) = index.and_then(|index| self.steps.get_mut(index)) {
            change(steps, flow_of(policy, at.surface));
        }
    }

    /// A person has answered a prompt of this kind: only one that was asked for counts.
    fn answer(&mut self, policy: &Policy, entry: &Entry, at: Place, kind: PromptKind) {
        let mut asked = false;
        self.update(policy, at, |steps, flow| {
            let about = steps.selected_at.map(|(_, device)| device);
            asked = steps.next(flow).is_some_and(|prompt| prompt.asked.kind == kind)
                && about == Some(entry.device);
            steps.answered = steps.answered.saturating_add(u8::from(asked));
        });
        self.check(Invariant::ConfirmedInTime, asked, entry.at, entry.device);
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
