//! Which scenarios stand behind which cell of the tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::conformance::{Outcome, RowKey, Story, outcomes};
use crate::domain::{DeviceId, Management, Surface, Viewer};
use crate::policy::Policy;
use crate::recording::Case;
use crate::report::format::html::legible::slug;
use crate::report::format::html::pool::Pool;

/// A column of the behaviour table.
pub(super) const ANY: &str = "any";
/// What became of the passcode.
pub(super) const PASSCODE: &str = "passcode";
/// What the end user found in the portal.
pub(super) const PORTAL: &str = "portal";
/// The portal that offers nothing.
pub(super) const NOT_OFFERED: &str = "portal-offers-nothing";
/// What the administrator found in the console.
pub(super) const CONSOLE: &str = "console";
/// What the device said.
pub(super) const ON_DEVICE: &str = "device";

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
    /// The names of the cells.
    pub(super) names: Pool<String>,
    /// The cells that each scenario stands behind, as numbers.
    pub(super) of_case: Vec<Vec<usize>>,
    counts: BTreeMap<String, usize>,
}

impl Evidence {
    /// Adds the next scenario, and tells the row that it is about.
    pub(super) fn add(&mut self, case: &Case, policy: &Policy) -> Option<(String, Management)> {
        let stories =
            [DeviceId::FIRST, DeviceId::SECOND].map(|device| outcomes(&case.journal, device));
        let mut cells = BTreeSet::new();
        let key = |story: &Story| {
            let (row, management) = story.row?;
            let platform = policy.row(row)?.platform.clone();
            Some(RowKey { row, management, platform })
        };
        let first = stories.iter().find_map(|story| Some((key(story)?, story)));
        if let Some((key, story)) = &first {
            behaviour(policy, key, story, &mut cells);
        }
        for story in &stories {
            if let Some(key) = key(story) {
                visibility(policy, &key, story, &mut cells);
            }
        }
        for cell in &cells {
            *self.counts.entry(cell.clone()).or_default() += 1;
        }
        self.of_case.push(cells.iter().map(|cell| self.names.number(cell)).collect());
        first.map(|(key, _)| (key.platform.name().to_owned(), key.management))
    }

    /// How many scenarios stand behind a cell.
    pub(super) fn count(&self, cell: &str) -> usize {
        self.counts.get(cell).copied().unwrap_or_default()
    }
}

/// The name of a cell, as addresses carry it: `intune-2015-12.ios.hybrid.portal`.
pub(super) fn cell(policy: &Policy, key: &RowKey, column: &str) -> String {
    format!("{}.{}.{}.{column}", policy.id, slug(key.platform.name()), key.management)
}

/// The column of what `viewer` sees on `surface` after a reset by somebody; just where they see it, if `seen`.
pub(super) fn sight(by: Viewer, viewer: Viewer, surface: Surface, seen: bool) -> String {
    let sees = if seen { "sees" } else { "looks" };
    let [by, viewer, surface] = [by.name(), viewer.name(), surface.name()].map(slug);
    format!("{by}-resets.{viewer}-{sees}-in-{surface}")
}

fn behaviour(policy: &Policy, key: &RowKey, story: &Story, cells: &mut BTreeSet<String>) {
    let mut add = |column| cells.insert(cell(policy, key, column));
    add(ANY);
    let done = done(story);
    for outcome in &done {
        add(CONSOLE);
        if outcome.change.is_some() {
            add(PASSCODE);
        }
        if outcome.by == Viewer::EndUser {
            add(PORTAL);
        }
        if outcome.on_device.is_some() {
            add(ON_DEVICE);
        }
    }
    if story.portal_offered == Some(false) {
        add(NOT_OFFERED);
    }
}

fn visibility(policy: &Policy, key: &RowKey, story: &Story, cells: &mut BTreeSet<String>) {
    for outcome in done(story) {
        for (viewer, surface) in PLACES {
            let mut add =
                |seen| cells.insert(cell(policy, key, &sight(outcome.by, viewer, surface, seen)));
            add(false);
            if outcome.saw(viewer, surface).is_some() {
                add(true);
            }
        }
    }
}

fn done(story: &Story) -> Vec<&Outcome> {
    story.outcomes.iter().filter(|outcome| outcome.is_done()).collect()
}
