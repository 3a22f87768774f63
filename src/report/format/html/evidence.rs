//! Which scenarios show what each cell of the tables says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::conformance::reset_outcome::ResetOutcome;
use crate::conformance::seen_reset::SeenReset;
use crate::conformance::visibility::looked_at;
use crate::domain::actor::ActorId;
use crate::domain::place::Place;
use crate::domain::surface::SurfaceId;
use crate::journal::device_history::DeviceHistory;
use crate::journal::reset_tracker::ResetTracker;
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::recording::case::Case;
use crate::report::format::html::embedding::{slug, unique};
use crate::report::format::html::pool::Pool;

/// A column of one of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    /// Any: the scenario reached the row.
    Any,
    /// What became of the passcode.
    Passcode,
    /// What was found on a surface.
    Found(SurfaceId),
    /// The surface that offers nothing.
    NotOffered(SurfaceId),
    /// What the device said.
    OnDevice,
    /// What an actor saw on a surface after a reset.
    Observation {
        /// Who performed the reset.
        by: ActorId,
        /// Who looked where.
        place: Place,
        /// Only where they saw the new passcode.
        seen: bool,
    },
}

/// A cell of one of the tables.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    key: KeyId,
    outcome: ResetOutcome,
    column: Column,
    policy: Arc<str>,
}

/// The cells of all scenarios.
#[derive(Debug, Default)]
pub(crate) struct CellEvidence {
    /// All cells that a scenario shows.
    pub(crate) cells: Pool<Cell>,
    counts: BTreeMap<Cell, usize>,
}

impl CellEvidence {
    /// Adds the next scenario: the cells that it shows, and what its devices are.
    pub(crate) fn add(&mut self, case: &Case, policy: &Policy) -> (Vec<usize>, Vec<KeyId>) {
        let (mut cells, mut keys) = (BTreeSet::new(), Vec::new());
        for device in ResetTracker::read(policy, &case.journal.observations) {
            let Some(key) = device.key else { continue };
            if !keys.contains(&key) {
                keys.push(key);
            }
            let columns = behaviour(policy, &device).into_iter().chain(visibility(policy, &device));
            cells.extend(columns.map(|(outcome, column)| (key, outcome, column)));
        }
        let mut numbers = Vec::with_capacity(cells.len());
        for (key, outcome, column) in cells {
            let cell = Cell::new(policy, (key, outcome), column);
            numbers.push(self.cells.number(&cell));
            *self.counts.entry(cell).or_default() += 1;
        }
        (numbers, keys)
    }

    /// How many scenarios show a cell.
    pub(crate) fn count(&self, cell: &Cell) -> usize {
        self.counts.get(cell).copied().unwrap_or_default()
    }
}

impl Cell {
    /// The cell of a row in a column.
    pub(crate) fn new(
        policy: &Policy,
        (key, outcome): (KeyId, ResetOutcome),
        column: Column,
    ) -> Self {
        Self { key, outcome, column, policy: Arc::clone(&policy.id) }
    }

    /// The cell as addresses name it: `our-devices.tablet.shared.passcode`.
    pub(crate) fn name(&self, policy: &Policy) -> String {
        let keys = policy.key_ids().filter_map(|id| policy.covered(id)).map(|covered| {
            let values: Vec<String> =
                covered.key.values().iter().map(|value| slug(value)).collect();
            values.join(".")
        });
        let key = unique(keys, usize::from(self.key.0));
        let outcome = self.outcome.unless_plain();
        let outcome = outcome.map_or_else(String::new, |outcome| format!("{}.", slug(outcome)));
        format!("{}.{key}.{outcome}{}", self.policy, self.column.name(policy))
    }

    /// The policy that the cell's table is about.
    pub(crate) fn policy(&self) -> &str {
        &self.policy
    }
}

impl Column {
    fn name(self, policy: &Policy) -> String {
        let surfaces = || policy.surfaces.iter().map(|surface| slug(surface.heading()));
        let surface = |id: SurfaceId| unique(surfaces(), id.index());
        let actor =
            |id: ActorId| unique(policy.actors.iter().map(|actor| slug(&actor.name)), id.index());
        match self {
            Self::Any => "any".to_owned(),
            Self::Passcode => "passcode".to_owned(),
            Self::Found(id) => format!("in-{}", surface(id)),
            Self::NotOffered(id) => format!("nothing-offered-in-{}", surface(id)),
            Self::OnDevice => "device".to_owned(),
            Self::Observation { by, place, seen } => {
                let sees = if seen { "sees" } else { "looks" };
                let (by, who) = (actor(by), actor(place.actor));
                format!("{by}-resets.{who}-{sees}-in-{}", surface(place.surface))
            }
        }
    }
}

fn behaviour(policy: &Policy, device: &DeviceHistory) -> Vec<(ResetOutcome, Column)> {
    let mut columns = vec![(ResetOutcome::Done, Column::Any)];
    for one in SeenReset::of(policy, device) {
        let mut add = |column| columns.push((one.outcome, column));
        add(Column::Any);
        for place in looked_at(policy) {
            let own = one.by == place.actor || policy.is_console(place.surface);
            if own && was_observed(policy, one, place) {
                add(Column::Found(place.surface));
            }
        }
        if one.reset.change.is_some() {
            add(Column::Passcode);
        }
        if one.reset.on_device.is_some() {
            add(Column::OnDevice);
        }
    }
    for (index, place) in policy.places().iter().enumerate() {
        if device.offered(index) == Some(false) {
            columns.push((ResetOutcome::Done, Column::NotOffered(place.surface)));
        }
    }
    columns
}

fn visibility(policy: &Policy, device: &DeviceHistory) -> Vec<(ResetOutcome, Column)> {
    let mut columns = Vec::new();
    for one in SeenReset::of(policy, device) {
        let by = one.by;
        for place in looked_at(policy).filter(|place| was_observed(policy, one, *place)) {
            columns.push((one.outcome, Column::Observation { by, place, seen: false }));
            if one.at(policy, place).passcode.is_some() {
                columns.push((one.outcome, Column::Observation { by, place, seen: true }));
            }
        }
    }
    columns
}

/// Whether it was observed what a place shows of a reset: one who is not allowed there sees nothing of it.
fn was_observed(policy: &Policy, one: SeenReset<'_>, place: Place) -> bool {
    let seen = one.at(policy, place);
    seen.looked || seen.passcode.is_some() || !seen.allowed
}
