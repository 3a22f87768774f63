//! Which scenarios show what each cell of the tables says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::conformance::outcome::{DeviceHistory, Outcome, RowKey, outcomes};
use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::place::Place;
use crate::domain::platform::Management;
use crate::domain::surface::Surface;
use crate::policy::checked::Policy;
use crate::policy::row::RowId;
use crate::recording::case::Case;
use crate::report::format::html::embedding::slug;
use crate::report::format::html::pool::Pool;

/// A column of one of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    /// Any: the scenario reached the row.
    Any,
    /// What became of the passcode.
    Passcode,
    /// What the end user found in the portal.
    Portal,
    /// The portal that offers nothing.
    NotOffered,
    /// What the administrator found in the console.
    Console,
    /// What the device said.
    OnDevice,
    /// What an actor saw on a surface after a reset.
    Observation {
        /// Who performed the reset.
        by: Actor,
        /// Who looked where.
        place: Place,
        /// Only where they saw the new passcode.
        seen: bool,
    },
}

/// A cell of one of the tables.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    row: RowId,
    management: Management,
    column: Column,
    policy: Arc<str>,
}

/// The places of the visibility table: who looks where.
pub(crate) const PLACES: [Place; 4] = [
    Place::new(Actor::EndUser, Surface::CompanyPortal),
    Place::new(Actor::AnotherEndUser, Surface::CompanyPortal),
    Place::new(Actor::Administrator, Surface::ConfigMgrConsole),
    Place::new(Actor::Administrator, Surface::RemoteMobileDeviceManager),
];

/// The cells of all scenarios.
#[derive(Debug, Default)]
pub(crate) struct CellEvidence {
    /// All cells that a scenario shows.
    pub(crate) cells: Pool<Cell>,
    counts: BTreeMap<Cell, usize>,
}

/// The cells that one scenario shows, and the row that it is about.
pub(crate) type Share = (Vec<usize>, Option<(RowId, Management)>);

impl CellEvidence {
    /// Adds the next scenario.
    pub(crate) fn add(&mut self, case: &Case, policy: &Policy) -> Share {
        let histories =
            [DeviceId::FIRST, DeviceId::SECOND].map(|device| outcomes(&case.journal, device));
        let mut cells = BTreeSet::new();
        let first = histories.iter().find_map(|history| Some((history.row?, history)));
        if let Some((key, history)) = first {
            cells.extend(behaviour(history).into_iter().map(|column| (key, column)));
        }
        for history in &histories {
            if let Some(key) = history.row {
                cells.extend(visibility(history).into_iter().map(|column| (key, column)));
            }
        }
        let mut numbers = Vec::with_capacity(cells.len());
        for ((row, management), column) in cells {
            let cell = Cell { row, management, column, policy: Arc::clone(&policy.id) };
            numbers.push(self.cells.number(&cell));
            *self.counts.entry(cell).or_default() += 1;
        }
        (numbers, first.map(|(key, _)| key))
    }

    /// How many scenarios show a cell.
    pub(crate) fn count(&self, cell: &Cell) -> usize {
        self.counts.get(cell).copied().unwrap_or_default()
    }
}

impl Cell {
    /// The cell of a row in a column.
    pub(crate) fn new(policy: &Policy, key: &RowKey, column: Column) -> Self {
        let (row, management) = (key.row, key.management);
        Self { row, management, column, policy: Arc::clone(&policy.id) }
    }

    /// The cell as addresses name it: `our-phones.ios.hybrid.portal`.
    pub(crate) fn name(&self, policy: &Policy) -> String {
        let Self { row, management, column, policy: id } = self;
        let platform = policy.row(*row).map_or("", |row| row.platform.name());
        format!("{id}.{}.{management}.{}", slug(platform), column.name())
    }

    /// The policy that the cell's table is about.
    pub(crate) fn policy(&self) -> &str {
        &self.policy
    }
}

impl Column {
    fn name(self) -> String {
        match self {
            Self::Any => "any".to_owned(),
            Self::Passcode => "passcode".to_owned(),
            Self::Portal => "portal".to_owned(),
            Self::NotOffered => "portal-offers-nothing".to_owned(),
            Self::Console => "console".to_owned(),
            Self::OnDevice => "device".to_owned(),
            Self::Observation { by, place: Place { actor, surface }, seen } => {
                let sees = if seen { "sees" } else { "looks" };
                let [by, actor, surface] = [by.name(), actor.name(), surface.name()].map(slug);
                format!("{by}-resets.{actor}-{sees}-in-{surface}")
            }
        }
    }
}

fn behaviour(history: &DeviceHistory) -> Vec<Column> {
    let mut columns = vec![Column::Any];
    for outcome in done(history) {
        columns.push(Column::Console);
        if outcome.change.is_some() {
            columns.push(Column::Passcode);
        }
        if outcome.by == Actor::EndUser {
            columns.push(Column::Portal);
        }
        if outcome.on_device.is_some() {
            columns.push(Column::OnDevice);
        }
    }
    if history.portal_offered == Some(false) {
        columns.push(Column::NotOffered);
    }
    columns
}

fn visibility(history: &DeviceHistory) -> Vec<Column> {
    let mut columns = Vec::new();
    for outcome in done(history) {
        let by = outcome.by;
        for place in PLACES {
            columns.push(Column::Observation { by, place, seen: false });
            if outcome.saw(place).is_some() {
                columns.push(Column::Observation { by, place, seen: true });
            }
        }
    }
    columns
}

fn done(history: &DeviceHistory) -> impl Iterator<Item = &Outcome> {
    history.outcomes.iter().filter(|outcome| outcome.is_done())
}
