//! What has changed from one recorded run to another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::conformance::behaviour::BehaviourRow;
use crate::conformance::outcome::RowKey;
use crate::conformance::tally::Tally;
use crate::conformance::verdict::Verdict;
use crate::conformance::visibility::VisibilityRow;
use crate::domain::platform::Management;
use crate::policy::row::RowId;
use crate::recording::case::Case;
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
}

/// A row of the tables in two runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// The earlier policy, where the earlier run has the row.
    pub policy_before: Option<Arc<str>>,
    /// The later policy, where the later run has the row.
    pub policy_after: Option<Arc<str>>,
    /// The platform.
    pub platform: String,
    /// The kind of management.
    pub management: Management,
    /// What was observed of it before.
    pub before: Option<Observed>,
    /// What was observed of it after.
    pub after: Option<Observed>,
}

/// What a run observed of one row; what the device or portal said is in words already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// What happens to the passcode; its counts of verdicts are not compared.
    pub behaviour: BehaviourRow,
    /// What the device said.
    pub on_device: Vec<Arc<str>>,
    /// Who sees the new passcode, by who performs the reset.
    pub visibility: Vec<VisibilityRow>,
}

/// What two runs know a scenario by: path, name, row, and which of that name it is. Its line may have moved, and
/// its policy may be another one.
type Key<'c> = (&'c str, &'c str, Option<usize>, usize);

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
        let mut changes = Self::default();
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
        let Self { newly_broken, fixed, still_broken, changed, new, gone, rows } = self;
        let lists = [newly_broken, fixed, changed, new, gone];
        lists.iter().all(|list| list.is_empty())
            && rows.is_empty()
            && still_broken.iter().all(|scenario| scenario.from == scenario.to)
    }

    fn add(&mut self, before: Option<&Case>, after: Option<&Case>) {
        let Some(case) = after.or(before) else { return };
        let (from, to) = (before.map(|case| case.verdict), after.map(|case| case.verdict));
        let changed = ChangedVerdict {
            name: Arc::clone(&case.name),
            path: Arc::clone(&case.path),
            line: case.line,
            policy: Arc::clone(&case.policy),
            from,
            to,
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
        let Self { newly_broken, fixed, still_broken, changed, new, gone, rows: _ } = self;
        for list in [newly_broken, fixed, still_broken, changed, new, gone] {
            list.sort_by_cached_key(|one| {
                (order.get(&(&*one.path, one.line)).copied(), Arc::clone(&one.path), one.line)
            });
        }
    }
}

/// The scenarios of a run by what they are known by.
fn keyed(recording: &Recording) -> BTreeMap<Key<'_>, &Case> {
    let mut keyed: BTreeMap<Key<'_>, &Case> = BTreeMap::new();
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
    let (earlier, later) =
        (before.map(observed).unwrap_or_default(), after.map(observed).unwrap_or_default());
    let keys = |all: &[Observed]| -> Vec<(String, Management)> {
        all.iter().map(|one| (one.platform(), one.behaviour.key.management)).collect()
    };
    let (first, mut all) = (keys(&earlier), keys(&later));
    let known: BTreeSet<(String, Management)> = all.iter().cloned().collect();
    all.extend(first.into_iter().filter(|key| !known.contains(key)));
    let mut changes = Vec::new();
    for (platform, management) in all {
        let find = |all: &[Observed]| {
            let is = |one: &&Observed| {
                one.platform() == platform && one.behaviour.key.management == management
            };
            all.iter().find(is).cloned()
        };
        let (old, new) = (find(&earlier), find(&later));
        let same = match (&old, &new) {
            (Some(old), Some(new)) => old.is_like(new),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !same {
            changes.push(RowChange {
                policy_before: before.map(|tally| Arc::clone(&tally.policy.id)),
                policy_after: after.map(|tally| Arc::clone(&tally.policy.id)),
                platform,
                management,
                before: old,
                after: new,
            });
        }
    }
    changes
}

/// What a tally says about each row that a scenario reached.
fn observed(tally: &Tally) -> Vec<Observed> {
    let of_key = |row: &BehaviourRow| {
        let own = tally.visibility.iter().filter(|other| other.key == row.key);
        own.cloned().collect()
    };
    tally
        .behaviour
        .iter()
        .filter(|row| row.scenario_count() > 0)
        .map(|row| Observed {
            on_device: row.on_device.iter().map(|text| tally.policy.text(*text).into()).collect(),
            visibility: of_key(row),
            behaviour: row.clone(),
        })
        .collect()
}

impl Observed {
    fn platform(&self) -> String {
        self.behaviour.key.platform.name().to_owned()
    }

    /// Whether two runs observed the same, whatever rows and texts are counted as in their policies.
    fn is_like(&self, other: &Self) -> bool {
        let behaviour = |one: &Self| {
            (one.behaviour.changes.clone(), one.behaviour.portal, one.behaviour.console)
        };
        behaviour(self) == behaviour(other)
            && self.on_device == other.on_device
            && self.seen() == other.seen()
    }

    /// Who sees what, by who performs the reset.
    fn seen(&self) -> Vec<VisibilityRow> {
        // The numbers of a row count into its own policy, so that two policies number one row differently.
        let key = |row: &VisibilityRow| RowKey { row: RowId(0), ..row.key.clone() };
        self.visibility.iter().map(|row| VisibilityRow { key: key(row), ..row.clone() }).collect()
    }
}
