//! What has changed from one recorded run to another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::conformance::behaviour::{BehaviourRow, Found, PasscodeChange, SurfaceCell};
use crate::conformance::reset_outcome::ResetOutcome;
use crate::conformance::seen_reset::Sees;
use crate::conformance::tally::Tally;
use crate::conformance::verdict::Verdict;
use crate::conformance::visibility::VisibilityRow;
use crate::domain::actor::ActorId;
use crate::domain::key::Key;
use crate::domain::place::Place;
use crate::policy::checked::Policy;
use crate::recording::case::{Case, FailureCause};
use crate::recording::whole::Recording;

/// The differences between two runs, in the order of the later one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Scenarios that conformed and do not any more.
    pub newly_broken: Vec<ChangedVerdict>,
    /// Scenarios that did not conform and do now.
    pub fixed: Vec<ChangedVerdict>,
    /// Scenarios that conformed in neither, the verdict changed or not.
    pub still_broken: Vec<ChangedVerdict>,
    /// Scenarios whose verdict changed otherwise: from waived to conforming, say.
    pub changed: Vec<ChangedVerdict>,
    /// Scenarios that only the later run has.
    pub new: Vec<ChangedVerdict>,
    /// Scenarios that only the earlier run has.
    pub gone: Vec<ChangedVerdict>,
    /// Rows whose outcome or visibility changed.
    pub rows: Vec<RowChange>,
    /// The systems that the two runs were made on, if they are two.
    pub systems: Option<(String, String)>,
}

/// A scenario in two runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedVerdict {
    /// Its name.
    pub name: Arc<str>,
    /// The path of its file: in the later run, if that has it.
    pub path: Arc<str>,
    /// Its line there.
    pub line: usize,
    /// The policy that it was run under.
    pub policy: Arc<str>,
    /// The verdict on it in the earlier run.
    pub from: Option<Verdict>,
    /// The verdict on it in the later run.
    pub to: Option<Verdict>,
    /// Where two systems are compared, why it does not conform on the later one, or else on the earlier one.
    pub why: Option<FailureCause>,
}

/// A row of the tables in two runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// The earlier policy, where the earlier run has the row.
    pub policy_before: Option<Arc<str>>,
    /// The later policy, where the later run has the row.
    pub policy_after: Option<Arc<str>>,
    /// What the device is.
    pub key: Key,
    /// How the resets went that the row is about.
    pub outcome: ResetOutcome,
    /// What was observed of it before.
    pub before: Option<ObservedRow>,
    /// What was observed of it after.
    pub after: Option<ObservedRow>,
}

/// What a run observed of one key, by names: what they count as differs from policy to policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObservedRow {
    /// What became of the passcode.
    pub changes: BTreeSet<PasscodeChange>,
    /// What was found on each surface.
    pub surfaces: Vec<(Arc<str>, Vec<FoundBy>)>,
    /// What the device said.
    pub on_device: Vec<Arc<str>>,
    /// Who sees the new passcode, by who performs the reset.
    pub visibility: Vec<VisibleAfter>,
}

/// Who finds something on a surface, and what.
pub(crate) type FoundBy = (Vec<Arc<str>>, Found);

/// Who looks, on which surface, and whether they see a new passcode.
pub(crate) type SeenIn = ((Arc<str>, Arc<str>), Sees);

/// Who sees the new passcode of a reset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisibleAfter {
    /// Who performs the reset; no one if none was seen.
    pub by: Option<Arc<str>>,
    /// Whether it is seen in each place: by whom, and on which surface.
    pub places: Vec<SeenIn>,
    /// Who has to reset again to see a passcode, unless one was reset before.
    pub resets_again: Vec<Arc<str>>,
}

/// What two runs know a scenario by: path, name, row, and which of that name it is. Its line may have moved, and
/// its policy may be another one.
type CaseKey<'c> = (&'c str, &'c str, Option<usize>, usize);

/// What two runs know a row of the tables by.
type RowKey = (Key, ResetOutcome);

impl ChangedVerdict {
    /// `features/mine.feature:12`
    pub fn place(&self) -> String {
        format!("{}:{}", self.path, self.line)
    }
}

impl Changes {
    /// What has changed from `before` to `after`.
    ///
    /// Scenarios are known by path, name and row, and those of one name by their order. The rows of a policy that
    /// only the earlier run has are compared with those of the policy that its scenarios are run under now.
    pub fn between(before: &Recording, after: &Recording) -> Self {
        let (first, second) = (&before.header.target, &after.header.target);
        let systems = (first != second).then(|| (first.clone(), second.clone()));
        let mut changes = Self { systems, ..Self::default() };
        let (earlier, later) = (keyed(before), keyed(after));
        let mut successors: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (key, case) in &later {
            let old = earlier.get(key).copied();
            if let Some(old) = old {
                *successors.entry((&old.policy, &case.policy)).or_default() += 1;
            }
            changes.add(old, Some(case));
        }
        for (key, case) in &earlier {
            if !later.contains_key(key) {
                changes.add(Some(case), None);
            }
        }
        changes.order(after);
        changes.rows = rows(before, after, &successors);
        changes
    }

    /// Whether nothing changed. What was broken before and still is, is no change.
    pub fn is_empty(&self) -> bool {
        let Self { newly_broken, fixed, still_broken, changed, new, gone, rows, systems: _ } = self;
        let lists = [newly_broken, fixed, changed, new, gone];
        lists.iter().all(|list| list.is_empty())
            && rows.is_empty()
            && still_broken.iter().all(|scenario| scenario.from == scenario.to)
    }

    fn add(&mut self, before: Option<&Case>, after: Option<&Case>) {
        let Some(case) = after.or(before) else { return };
        let (from, to) = (before.map(|case| case.verdict), after.map(|case| case.verdict));
        let why = [after, before].into_iter().flatten().find_map(|case| case.why.as_ref());
        let changed = ChangedVerdict {
            name: Arc::clone(&case.name),
            path: Arc::clone(&case.path),
            line: case.line,
            policy: Arc::clone(&case.policy),
            from,
            to,
            why: why.filter(|_| self.systems.is_some()).cloned(),
        };
        let list = match (from, to) {
            (None, _) => &mut self.new,
            (_, None) => &mut self.gone,
            (Some(from), Some(to)) => match (from.is_tolerable(), to.is_tolerable()) {
                (true, false) => &mut self.newly_broken,
                (false, true) => &mut self.fixed,
                (false, false) => &mut self.still_broken,
                (true, true) if from != to => &mut self.changed,
                (true, true) => return,
            },
        };
        list.push(changed);
    }

    /// Puts the scenarios in the order in which the later run has them, and the gone ones by their place.
    fn order(&mut self, after: &Recording) {
        let order: BTreeMap<(&str, usize), usize> =
            after.cases.iter().map(|case| ((&*case.path, case.line), case.position)).collect();
        let Self { newly_broken, fixed, still_broken, changed, new, gone, rows: _, systems: _ } =
            self;
        for list in [newly_broken, fixed, still_broken, changed, new, gone] {
            list.sort_by_cached_key(|one| {
                (order.get(&(&*one.path, one.line)).copied(), Arc::clone(&one.path), one.line)
            });
        }
    }
}

/// The scenarios of a run by what they are known by.
fn keyed(recording: &Recording) -> BTreeMap<CaseKey<'_>, &Case> {
    let mut keyed: BTreeMap<CaseKey<'_>, &Case> = BTreeMap::new();
    let mut counts: BTreeMap<(&str, &str, Option<usize>), usize> = BTreeMap::new();
    for case in &recording.cases {
        let (path, name, example): (&str, &str, _) = (&case.path, &case.name, case.example);
        let count = counts.entry((path, name, example)).or_default();
        keyed.insert((path, name, example, *count), case);
        *count += 1;
    }
    keyed
}

/// The rows whose outcome or visibility differs. `successors` counts the scenarios that were run under one
/// policy before, and under another now.
fn rows(
    before: &Recording,
    after: &Recording,
    successors: &BTreeMap<(&str, &str), usize>,
) -> Vec<RowChange> {
    let (earlier, later) = (before.tallies(), after.tallies());
    let named =
        |tallies: &'_ [Tally], id: &str| tallies.iter().any(|tally| &*tally.policy.id == id);
    let mut changes = Vec::new();
    let mut followed: Vec<&str> = Vec::new();
    for tally in &earlier {
        let id = &*tally.policy.id;
        let most =
            successors.iter().filter(|((old, _), _)| *old == id).max_by_key(|(_, count)| **count);
        let successor = if named(&later, id) { Some(id) } else { most.map(|((_, new), _)| *new) };
        followed.extend(successor);
        let now = later.iter().find(|other| Some(&*other.policy.id) == successor);
        changes.extend(changed_rows(Some(tally), now));
    }
    for tally in later.iter().filter(|tally| !followed.contains(&&*tally.policy.id)) {
        changes.extend(changed_rows(None, Some(tally)));
    }
    changes
}

fn changed_rows(before: Option<&Tally>, after: Option<&Tally>) -> Vec<RowChange> {
    let (earlier, later) = (
        before.map(observed_rows).unwrap_or_default(),
        after.map(observed_rows).unwrap_or_default(),
    );
    // A row without a reset is the row that a plain reset will have.
    let is_same = |(one, how): &RowKey, (other, went): &RowKey| {
        one == other && how.unless_plain() == went.unless_plain()
    };
    let of = |rows: &[(RowKey, ObservedRow)], key: &RowKey| {
        rows.iter().find(|(other, _)| is_same(other, key)).map(|(_, row)| row.clone())
    };
    let mut keys: Vec<&RowKey> = later.iter().map(|(key, _)| key).collect();
    keys.extend(earlier.iter().map(|(key, _)| key).filter(|key| of(&later, key).is_none()));
    let changed = |key: &RowKey| {
        let (before_now, after_now) = (of(&earlier, key), of(&later, key));
        (before_now != after_now).then(|| RowChange {
            policy_before: before.map(|tally| Arc::clone(&tally.policy.id)),
            policy_after: after.map(|tally| Arc::clone(&tally.policy.id)),
            key: key.0.clone(),
            outcome: key.1,
            before: before_now,
            after: after_now,
        })
    };
    keys.into_iter().filter_map(changed).collect()
}

/// What a tally says about each key that a scenario reached.
fn observed_rows(tally: &Tally) -> Vec<(RowKey, ObservedRow)> {
    let reached = tally.behaviour.iter().filter(|row| row.scenario_count() > 0);
    let row = |row: &BehaviourRow| {
        let key = (tally.policy.covered(row.key)?.key.clone(), row.outcome);
        let is_own = |other: &&VisibilityRow| (other.key, other.outcome) == (row.key, row.outcome);
        let own = tally.visibility.iter().filter(is_own);
        let observed = ObservedRow {
            changes: row.changes.clone(),
            surfaces: row.surfaces.iter().map(|cell| found_by_name(&tally.policy, cell)).collect(),
            on_device: row
                .on_device
                .iter()
                .flatten()
                .map(|text| tally.policy.text(*text).into())
                .collect(),
            visibility: own.map(|row| VisibleAfter::new(&tally.policy, row)).collect(),
        };
        Some((key, observed))
    };
    reached.filter_map(row).collect()
}

fn found_by_name(policy: &Policy, cell: &SurfaceCell) -> (Arc<str>, Vec<FoundBy>) {
    let found = cell.found.iter().map(|(actors, found)| {
        (actors.iter().map(|actor| policy.actor_name(*actor).into()).collect(), *found)
    });
    (policy.surface_name(cell.surface).into(), found.collect())
}

impl VisibleAfter {
    fn new(policy: &Policy, row: &VisibilityRow) -> Self {
        let name = |actor: &ActorId| policy.actor_name(*actor).into();
        let place = |(place, sees): &(Place, Sees)| {
            let names = (name(&place.actor), policy.surface_name(place.surface).into());
            (names, *sees)
        };
        Self {
            by: row.by.as_ref().map(name),
            places: row.places.iter().map(place).collect(),
            resets_again: row.resets_again.iter().map(name).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
