//! Which scenarios stand behind which cell of the tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::conformance::{Outcome, RowKey, Story, outcomes};
use crate::domain::{DeviceId, Management, Surface, Viewer};
use crate::policy::{Policy, RowId};
use crate::recording::Case;
use crate::report::format::html::legible::slug;
use crate::report::format::html::pool::Pool;

/// A column of one of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// Any: the scenario came to the row.
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
    /// What a viewer saw on a surface after somebody's reset.
    Sight {
        /// Who performed the reset.
        by: Viewer,
        /// Who looked.
        viewer: Viewer,
        /// Where.
        surface: Surface,
        /// Only where they saw the new passcode.
        seen: bool,
    },
}

/// A cell of one of the tables.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    row: RowId,
    management: Management,
    column: Column,
    policy: Arc<str>,
}

/// The places of the visibility table: who looks where.
pub(super) const PLACES: [(Viewer, Surface); 4] = [
    (Viewer::EndUser, Surface::CompanyPortal),
    (Viewer::AnotherEndUser, Surface::CompanyPortal),
    (Viewer::Administrator, Surface::ConfigMgrConsole),
    (Viewer::Administrator, Surface::RemoteMobileDeviceManager),
];

/// The cells of all scenarios.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// All cells that a scenario stands behind.
    pub(super) cells: Pool<Cell>,
    counts: BTreeMap<Cell, usize>,
}

/// The cells behind which one scenario stands, and the row that it is about.
pub(super) type Share = (Vec<usize>, Option<(RowId, Management)>);

impl Evidence {
    /// Adds the next scenario.
    pub(super) fn add(&mut self, case: &Case, policy: &Policy) -> Share {
        let stories =
            [DeviceId::FIRST, DeviceId::SECOND].map(|device| outcomes(&case.journal, device));
        let mut cells = BTreeSet::new();
        let first = stories.iter().find_map(|story| Some((story.row?, story)));
        if let Some((key, story)) = first {
            cells.extend(behaviour(story).into_iter().map(|column| (key, column)));
        }
        for story in &stories {
            if let Some(key) = story.row {
                cells.extend(visibility(story).into_iter().map(|column| (key, column)));
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

    /// How many scenarios stand behind a cell.
    pub(super) fn count(&self, cell: &Cell) -> usize {
        self.counts.get(cell).copied().unwrap_or_default()
    }
}

impl Cell {
    /// The cell of a row in a column.
    pub(super) fn new(policy: &Policy, key: &RowKey, column: Column) -> Self {
        let (row, management) = (key.row, key.management);
        Self { row, management, column, policy: Arc::clone(&policy.id) }
    }

    /// The cell as addresses name it: `intune-2015-12.ios.hybrid.portal`.
    pub(super) fn name(&self, policy: &Policy) -> String {
        let Self { row, management, column, policy: id } = self;
        let platform = policy.row(*row).map_or("", |row| row.platform.name());
        format!("{id}.{}.{management}.{}", slug(platform), column.name())
    }

    /// The policy that the cell's table is about.
    pub(super) fn policy(&self) -> &str {
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
            Self::Sight { by, viewer, surface, seen } => {
                let sees = if seen { "sees" } else { "looks" };
                let [by, viewer, surface] = [by.name(), viewer.name(), surface.name()].map(slug);
                format!("{by}-resets.{viewer}-{sees}-in-{surface}")
            }
        }
    }
}

fn behaviour(story: &Story) -> Vec<Column> {
    let mut columns = vec![Column::Any];
    for outcome in done(story) {
        columns.push(Column::Console);
        if outcome.change.is_some() {
            columns.push(Column::Passcode);
        }
        if outcome.by == Viewer::EndUser {
            columns.push(Column::Portal);
        }
        if outcome.on_device.is_some() {
            columns.push(Column::OnDevice);
        }
    }
    if story.portal_offered == Some(false) {
        columns.push(Column::NotOffered);
    }
    columns
}

fn visibility(story: &Story) -> Vec<Column> {
    let mut columns = Vec::new();
    for outcome in done(story) {
        let by = outcome.by;
        for (viewer, surface) in PLACES {
            columns.push(Column::Sight { by, viewer, surface, seen: false });
            if outcome.saw(viewer, surface).is_some() {
                columns.push(Column::Sight { by, viewer, surface, seen: true });
            }
        }
    }
    columns
}

fn done(story: &Story) -> impl Iterator<Item = &Outcome> {
    story.outcomes.iter().filter(|outcome| outcome.is_done())
}
