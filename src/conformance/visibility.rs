//! The visibility table: who saw the new passcode on which surface, and after what.

use std::collections::BTreeMap;

use crate::conformance::behaviour::{ConsoleCell, console_cell};
use crate::conformance::outcome::{Outcome, RowKey, ScenarioFacts, row_keys};
use crate::domain::actor::Actor;
use crate::domain::place::Place;
use crate::domain::platform::Management;
use crate::domain::reset::Effect;
use crate::domain::surface::Surface;
use crate::policy::checked::Policy;
use crate::policy::row::RowId;

/// Whether a person sees the new passcode somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sees {
    /// No scenario reached a point at which they could look.
    NotObserved,
    /// The surface does not know the device.
    NoSurface,
    /// They do not.
    Nothing,
    /// They do.
    Passcode,
    /// They do if a reset had been performed before.
    AfterEarlierReset,
}

/// One line of the visibility table: a row, and who performs the reset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisibilityRow {
    /// Which platform under which management.
    pub key: RowKey,
    /// Who performs the reset; no one if scenarios reached the row and none saw one done.
    pub by: Option<Actor>,
    /// Whether there is a new passcode at all; nothing where no reset was observed.
    pub new_passcode: Option<bool>,
    /// The end user, in the portal.
    pub end_user: Sees,
    /// Another end user, in the portal.
    pub another_end_user: Sees,
    /// The administrator, in the `ConfigMgr` console.
    pub configmgr_console: Sees,
    /// The administrator, in Remote Mobile Device Manager.
    pub remote_mobile_device_manager: Sees,
    /// Whether an administrator has to reset again for anyone to see a passcode, unless one was reset before.
    pub administrator_resets_again: bool,
}

/// The visibility table of one policy, from the scenarios that were run under it.
pub fn visibility(policy: &Policy, all_facts: &[ScenarioFacts]) -> Vec<VisibilityRow> {
    let mut done: BTreeMap<(RowId, Management), Vec<&Outcome>> = BTreeMap::new();
    for history in all_facts.iter().flat_map(|facts| &facts.histories) {
        if let Some(key) = history.row {
            let of_row = done.entry(key).or_default();
            of_row.extend(history.outcomes.iter().filter(|outcome| outcome.is_done()));
        }
    }
    let mut rows = Vec::new();
    for key in row_keys(policy) {
        let reached = done.get(&(key.row, key.management));
        let all: Vec<&Outcome> = reached.into_iter().flatten().copied().collect();
        let mut performed = false;
        for by in [Actor::EndUser, Actor::Administrator] {
            let own: Vec<&Outcome> =
                all.iter().copied().filter(|outcome| outcome.by == by).collect();
            if !own.is_empty() {
                performed = true;
                rows.push(VisibilityRow::new(key.clone(), Some(by), &own, &all));
            }
        }
        if !performed {
            let by = if reached.is_some() { None } else { Some(Actor::EndUser) };
            rows.push(VisibilityRow::new(key, by, &[], &all));
        }
    }
    rows
}

impl VisibilityRow {
    /// The places that the table is about, and whether the new passcode is seen there.
    pub fn by_place(&self) -> [(Place, Sees); 4] {
        let administrator = |surface| Place::new(Actor::Administrator, surface);
        [
            (Place::new(Actor::EndUser, Surface::CompanyPortal), self.end_user),
            (Place::new(Actor::AnotherEndUser, Surface::CompanyPortal), self.another_end_user),
            (administrator(Surface::ConfigMgrConsole), self.configmgr_console),
            (administrator(Surface::RemoteMobileDeviceManager), self.remote_mobile_device_manager),
        ]
    }

    fn new(key: RowKey, by: Option<Actor>, own: &[&Outcome], all: &[&Outcome]) -> Self {
        let in_console = |surface| console_cell(surface, own);
        let console = in_console(Surface::ConfigMgrConsole);
        let end_user = in_portal(Actor::EndUser, own);
        let replaced = |outcome: &&&Outcome| {
            outcome.change.is_some_and(|(effect, _)| effect == Effect::Replaced)
        };
        let own_console = Place::new(Actor::Administrator, Surface::ConfigMgrConsole);
        let own_reset_shows = all.iter().any(|outcome| {
            outcome.by == Actor::Administrator && outcome.saw(own_console).is_some()
        });
        let conditional = matches!(console, ConsoleCell::AfterEarlierReset { .. });
        Self {
            key,
            by,
            new_passcode: (!own.is_empty()).then(|| own.iter().any(|outcome| replaced(&outcome))),
            end_user,
            another_end_user: in_portal(Actor::AnotherEndUser, own),
            configmgr_console: sees(console),
            remote_mobile_device_manager: sees(in_console(Surface::RemoteMobileDeviceManager)),
            administrator_resets_again: conditional
                && own_reset_shows
                && end_user != Sees::Passcode,
        }
    }
}

fn in_portal(actor: Actor, own: &[&Outcome]) -> Sees {
    if own.is_empty() {
        Sees::NotObserved
    } else if own
        .iter()
        .any(|outcome| outcome.saw(Place::new(actor, Surface::CompanyPortal)).is_some())
    {
        Sees::Passcode
    } else {
        Sees::Nothing
    }
}

const fn sees(cell: ConsoleCell) -> Sees {
    match cell {
        ConsoleCell::NotObserved => Sees::NotObserved,
        ConsoleCell::NoConsole => Sees::NoSurface,
        ConsoleCell::NoPasscode => Sees::Nothing,
        ConsoleCell::NewPasscode => Sees::Passcode,
        ConsoleCell::AfterEarlierReset { .. } => Sees::AfterEarlierReset,
    }
}
