//! What became of the passcode in each reset of a journal, and who could see it where.

use std::sync::Arc;

use crate::conformance::verdict::{Verdict, judge};
use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::passcode::Shape;
use crate::domain::place::{ByPlace, Place};
use crate::domain::platform::{Management, Platform};
use crate::domain::reset::{Effect, ResetState};
use crate::domain::surface::Surface;
use crate::journal::Journal;
use crate::journal::entry::Entry;
use crate::journal::event::Event;
use crate::journal::observation::Observation;
use crate::policy::checked::Policy;
use crate::policy::row::RowId;
use crate::policy::surfaces::TextId;
use crate::policy::table::Earlier;
use crate::run::record::Record;

/// A platform under one kind of management, in the order of the policy's rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey {
    /// The row that answers for it.
    pub row: RowId,
    /// The kind of management.
    pub management: Management,
    /// The platform.
    pub platform: Platform,
}

/// One reset that ended, as it was observed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The device it was about.
    pub device: DeviceId,
    /// The row that answers for the device, and how it is managed.
    pub row: (RowId, Management),
    /// Who asked for it.
    pub by: Actor,
    /// Where.
    pub surface: Surface,
    /// What had been applied to the device before.
    pub earlier: Earlier,
    /// How it ended, if it did.
    pub state: ResetState,
    /// What became of the passcode, and the new one's shape.
    pub change: Option<(Effect, Option<Shape>)>,
    /// What the device said.
    pub on_device: Option<TextId>,
    /// The shape of the new passcode that was seen in each place after it ended.
    pub seen: ByPlace<Option<Shape>>,
    /// The state that was shown in each place after it ended.
    pub states: ByPlace<Option<ResetState>>,
}

impl Outcome {
    /// The shape of the new passcode that was seen in a place.
    pub fn saw(&self, place: Place) -> Option<Shape> {
        *self.seen.at(place)
    }

    /// Whether a state of the reset was shown in a place.
    pub fn showed_state(&self, place: Place) -> bool {
        self.states.at(place).is_some()
    }

    /// Whether the reset ended well.
    pub fn is_done(&self) -> bool {
        self.state == ResetState::Done
    }
}

/// What a journal says about one device.
#[derive(Clone, Debug, Default)]
pub struct DeviceHistory {
    /// The row that answers for the device and how it is managed, once it is enrolled.
    pub row: Option<(RowId, Management)>,
    /// Whether a reset was ever offered in the portal; nothing if no one looked.
    pub portal_offered: Option<bool>,
    /// The resets, in order.
    pub outcomes: Vec<Outcome>,
    earlier: Earlier,
    states: ByPlace<Option<ResetState>>,
}

/// What one scenario contributes to the tables, read once for all of them.
#[derive(Clone, Debug)]
pub struct ScenarioFacts {
    /// The clauses that it cites.
    pub clauses: Arc<[Arc<str>]>,
    /// Whether anything that was seen was compared: a tag on a scenario that looks at nothing verifies nothing.
    pub compares: bool,
    /// The verdict on it.
    pub verdict: Verdict,
    /// What its journal says about the end user's device and about the other one.
    pub histories: [DeviceHistory; 2],
}

impl ScenarioFacts {
    /// Reads a record.
    pub fn of(record: &Record) -> Self {
        Self::judged(record, judge(record))
    }

    /// Reads a record that has this verdict.
    pub fn judged(record: &Record, verdict: Verdict) -> Self {
        Self::read(&record.journal, &record.job.scenario.clauses, verdict)
    }

    /// Reads the journal of a scenario that cites these clauses and has this verdict.
    pub fn read(journal: &Journal, clauses: &Arc<[Arc<str>]>, verdict: Verdict) -> Self {
        let compared = |entry: &Entry| matches!(entry.event, Event::Compared { .. });
        Self {
            clauses: Arc::clone(clauses),
            compares: journal.entries().iter().any(compared),
            verdict,
            histories: [DeviceId::FIRST, DeviceId::SECOND].map(|device| outcomes(journal, device)),
        }
    }
}

/// Reads what became of `device` from a journal.
pub fn outcomes(journal: &Journal, device: DeviceId) -> DeviceHistory {
    let mut history = DeviceHistory::default();
    for entry in journal.entries().iter().filter(|entry| entry.device == device) {
        history.read(device, entry.event);
    }
    history.close();
    history
}

impl DeviceHistory {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other events change no outcome")]
    fn read(&mut self, device: DeviceId, event: Event) {
        match event {
            Event::Enrolled { row, management, .. } => {
                self.row = Some((row, management));
                self.portal_offered = Some(false);
            }
            Event::Accepted { by, surface, .. } => self.begin(device, by, surface),
            Event::Applied { effect, shape, .. } => {
                self.update(|outcome| outcome.change = Some((effect, shape)));
            }
            Event::Said { surface: Surface::Device, text, .. } => {
                self.update(|outcome| outcome.on_device = Some(text));
            }
            Event::Ended { state, .. } => self.end(state),
            Event::Saw { actor, surface, observation } => {
                self.look(Place::new(actor, surface), observation);
            }
            _ => {}
        }
    }

    fn begin(&mut self, device: DeviceId, by: Actor, surface: Surface) {
        let Some(key) = self.row else { return };
        self.close();
        self.outcomes.push(Outcome {
            device,
            row: key,
            by,
            surface,
            earlier: self.earlier,
            state: ResetState::Pending,
            change: None,
            on_device: None,
            seen: Default::default(),
            states: Default::default(),
        });
    }

    fn end(&mut self, state: ResetState) {
        let Some(outcome) = self.outcomes.last_mut() else { return };
        outcome.state = state;
        if state == ResetState::Done {
            self.earlier = self.earlier.and(outcome.by);
        }
    }

    fn look(&mut self, place: Place, observation: Observation) {
        if place.surface == Surface::CompanyPortal && observation.offers_reset {
            self.portal_offered = Some(true);
        }
        *self.states.at_mut(place) = observation.state;
        let Some(outcome) = self.outcomes.last_mut().filter(|outcome| !outcome.state.in_flight())
        else {
            return;
        };
        let seen = outcome.seen.at_mut(place);
        *seen = seen.or(observation.new_passcode);
    }

    /// What the surfaces show now is what they show of the latest reset.
    fn close(&mut self) {
        let states = self.states;
        self.update(|outcome| outcome.states = states);
    }

    fn update(&mut self, change: impl FnOnce(&mut Outcome)) {
        if let Some(outcome) = self.outcomes.last_mut() {
            change(outcome);
        }
    }
}

/// The rows of a policy, one for each kind of management, in the order in which it lists them.
pub(crate) fn row_keys(policy: &Policy) -> Vec<RowKey> {
    let mut keys = Vec::new();
    for (row, number) in policy.rows.iter().zip(0..) {
        for &management in &row.management {
            let row_id = RowId(number);
            keys.push(RowKey { row: row_id, management, platform: row.platform.clone() });
        }
    }
    keys
}
