//! The behaviour table: what happens to the passcode on each row, as the run observed it.

use std::collections::{BTreeMap, BTreeSet};

use crate::conformance::outcome::{DeviceHistory, Outcome, RowKey, ScenarioFacts, row_keys};
use crate::conformance::verdict::Verdict;
use crate::domain::actor::Actor;
use crate::domain::passcode::Alphabet;
use crate::domain::place::Place;
use crate::domain::platform::Management;
use crate::domain::reset::Effect;
use crate::domain::surface::Surface;
use crate::policy::checked::Policy;
use crate::policy::row::RowId;
use crate::policy::surfaces::TextId;
use crate::policy::table::Earlier;

/// What became of the passcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PasscodeChange {
    /// It was removed.
    Removed,
    /// A new one of this kind took its place.
    New(Alphabet),
    /// It stayed.
    Unchanged,
}

/// What the end user found in the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PortalCell {
    /// No scenario looked.
    NotObserved,
    /// No reset is offered there.
    NotOffered,
    /// The reset succeeds, and no passcode is shown.
    Success,
    /// The reset succeeds, and the new passcode is shown.
    NewPasscode,
    /// Scenarios saw the one and the other.
    Differs,
}

/// What an administrator found in a console.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConsoleCell {
    /// No scenario reached a reset after which an administrator could look.
    NotObserved,
    /// The console does not know the device.
    NoConsole,
    /// No passcode is shown.
    NoPasscode,
    /// The new passcode is shown.
    NewPasscode,
    /// The new passcode is shown if a reset had been performed before.
    AfterEarlierReset {
        /// Whether an administrator's own reset was seen to show its passcode.
        own_reset_shows: bool,
    },
}

/// One line of the behaviour table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BehaviourRow {
    /// Which platform under which management.
    pub key: RowKey,
    /// What became of the passcode; more than one entry where scenarios differ.
    pub changes: BTreeSet<PasscodeChange>,
    /// What the end user found in the portal after a reset of their own.
    pub portal: PortalCell,
    /// What the administrator found in the `ConfigMgr` console then.
    pub console: ConsoleCell,
    /// What the device said.
    pub on_device: BTreeSet<TextId>,
    /// How many scenarios the line is made of, by verdict.
    pub verdicts: BTreeMap<Verdict, usize>,
}

/// The behaviour table of one policy, from the scenarios that were run under it.
pub fn behaviour(policy: &Policy, all_facts: &[ScenarioFacts]) -> Vec<BehaviourRow> {
    let mut histories: BTreeMap<(RowId, Management), Vec<(&DeviceHistory, Verdict)>> =
        BTreeMap::new();
    for facts in all_facts {
        // A second device is part of the first one's scenario and is not judged by it.
        let enrolled = facts.histories.iter().find_map(|history| Some((history.row?, history)));
        if let Some((key, history)) = enrolled {
            histories.entry(key).or_default().push((history, facts.verdict));
        }
    }
    let none = Vec::new();
    row_keys(policy)
        .into_iter()
        .map(|key| {
            let of_row = histories.get(&(key.row, key.management)).unwrap_or(&none);
            BehaviourRow::new(key, of_row)
        })
        .collect()
}

impl BehaviourRow {
    fn new(key: RowKey, of_row: &[(&DeviceHistory, Verdict)]) -> Self {
        let done: Vec<&Outcome> = of_row
            .iter()
            .flat_map(|(history, _)| &history.outcomes)
            .filter(|outcome| outcome.is_done())
            .collect();
        let by_end_user: Vec<&Outcome> =
            done.iter().copied().filter(|outcome| outcome.by == Actor::EndUser).collect();
        let mut verdicts = BTreeMap::new();
        for (_, verdict) in of_row {
            *verdicts.entry(*verdict).or_default() += 1;
        }
        Self {
            key,
            changes: done.iter().filter_map(|outcome| change(outcome)).collect(),
            portal: portal_cell(of_row, &by_end_user),
            console: console_cell(Surface::ConfigMgrConsole, &done),
            on_device: done.iter().filter_map(|outcome| outcome.on_device).collect(),
            verdicts,
        }
    }

    /// How many scenarios the line is made of.
    pub fn scenario_count(&self) -> usize {
        self.verdicts.values().sum()
    }
}

/// What became of the passcode; the kind of a new one is known by its shape.
fn change(outcome: &Outcome) -> Option<PasscodeChange> {
    let (effect, shape) = outcome.change?;
    Some(match effect {
        Effect::Removed => PasscodeChange::Removed,
        Effect::Unchanged => PasscodeChange::Unchanged,
        Effect::Replaced => PasscodeChange::New(shape?.alphabet),
    })
}

fn portal_cell(of_row: &[(&DeviceHistory, Verdict)], by_end_user: &[&Outcome]) -> PortalCell {
    let portal = Place::new(Actor::EndUser, Surface::CompanyPortal);
    let shown: BTreeSet<bool> =
        by_end_user.iter().map(|outcome| outcome.saw(portal).is_some()).collect();
    match (shown.contains(&false), shown.contains(&true)) {
        (true, true) => PortalCell::Differs,
        (true, false) => PortalCell::Success,
        (false, true) => PortalCell::NewPasscode,
        (false, false) => {
            let offered: Vec<bool> =
                of_row.iter().filter_map(|(history, _)| history.portal_offered).collect();
            match offered.iter().any(|offered| *offered) {
                _ if offered.is_empty() => PortalCell::NotObserved,
                true => PortalCell::NotObserved,
                false => PortalCell::NotOffered,
            }
        }
    }
}

/// What the administrator sees on `surface` after the resets that end users made; where there are
/// none, after those of administrators.
pub(crate) fn console_cell(surface: Surface, done: &[&Outcome]) -> ConsoleCell {
    let administrator = Actor::Administrator;
    let place = Place::new(administrator, surface);
    let own: Vec<&&Outcome> = done.iter().filter(|outcome| outcome.by == administrator).collect();
    let users: Vec<&&Outcome> = done.iter().filter(|outcome| outcome.by != administrator).collect();
    let of_interest = if users.is_empty() { &own } else { &users };
    if of_interest.is_empty() {
        return ConsoleCell::NotObserved;
    }
    if !done.iter().any(|outcome| outcome.showed_state(place)) {
        return ConsoleCell::NoConsole;
    }
    let saw = |outcome: &Outcome| outcome.saw(place).is_some();
    let (first, later): (Vec<&&Outcome>, Vec<&&Outcome>) =
        of_interest.iter().copied().partition(|outcome| outcome.earlier == Earlier::None);
    let first_shows = first.iter().any(|outcome| saw(outcome));
    let later_shows = later.iter().any(|outcome| saw(outcome));
    match (first_shows, later_shows) {
        (true, _) => ConsoleCell::NewPasscode,
        (false, true) => ConsoleCell::AfterEarlierReset {
            own_reset_shows: own.iter().any(|outcome| saw(outcome)),
        },
        (false, false) => ConsoleCell::NoPasscode,
    }
}
