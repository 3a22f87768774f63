//! What has changed from one recorded run to another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::conformance::{BehaviourRow, RowKey, Tally, Verdict, VisibilityRow};
use crate::domain::Management;
use crate::policy::RowId;
use crate::recording::{Case, Recording};

/// The differences between two runs, in the order of the later one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Scenarios that conformed and do not any more.
    pub newly_broken: Vec<Turned>,
    /// Scenarios that did not conform and do now.
    pub fixed: Vec<Turned>,
    /// Scenarios that conformed in neither, the verdict changed or not.
    pub still_broken: Vec<Turned>,
    /// Scenarios whose verdict changed otherwise: from waived to conforming, say.
    pub turned: Vec<Turned>,
    /// Scenarios that only the later run has.
    pub new: Vec<Turned>,
    /// Scenarios that only the earlier run has.
    pub gone: Vec<Turned>,
    /// Rows whose outcome or visibility changed.
    pub rows: Vec<RowChange>,
}

/// A scenario in two runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// Its name.
    pub name: Arc<str>,
    /// Where it stands: in the later run, if that has it.
    pub place: String,
    /// The policy that it was played under.
    pub policy: Arc<str>,
    /// What it came to in the earlier run.
    pub from: Option<Verdict>,
    /// What it came to in the later run.
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

/// What two runs know a scenario by. Its line may have moved.
type Key<'c> = (&'c str, &'c str, &'c str, Option<usize>, usize);

impl Changes {
    /// What has changed from `before` to `after`.
    ///
    /// Scenarios are known by policy, path, name and row, and those of one name by their order. Where each run
    /// has one policy, the two policies are compared, whatever they are called.
    pub fn between(before: &Recording, after: &Recording) -> Self {
        let mut changes = Self::default();
        let renamed = renamed(before, after);
        let earlier = keyed(before, renamed);
        let later = keyed(after, None);
        for (key, case) in &later {
            changes.add(earlier.get(key).copied(), Some(case));
        }
        for (key, case) in &earlier {
            if !later.contains_key(key) {
                changes.add(Some(case), None);
            }
        }
        changes.order(after);
        changes.rows = rows(before, after, renamed.is_some());
        changes
    }

    /// Whether nothing changed. What was broken before and still is, is no change.
    pub fn is_empty(&self) -> bool {
        let Self { newly_broken, fixed, still_broken, turned, new, gone, rows } = self;
        let lists = [newly_broken, fixed, turned, new, gone];
        lists.iter().all(|list| list.is_empty())
            && rows.is_empty()
            && still_broken.iter().all(|scenario| scenario.from == scenario.to)
    }

    fn add(&mut self, before: Option<&Case>, after: Option<&Case>) {
        let Some(case) = after.or(before) else { return };
        let (from, to) = (before.map(|case| case.verdict), after.map(|case| case.verdict));
        let turned = Turned {
            name: Arc::clone(&case.name),
            place: case.place(),
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
                (true, true) if from != to => &mut self.turned,
                (true, true) => return,
            },
        };
        list.push(turned);
    }

    /// Puts the scenarios in the order in which the later run has them, and the gone ones by their place.
    fn order(&mut self, after: &Recording) {
        let order: BTreeMap<String, usize> =
            after.cases.iter().map(|case| (case.place(), case.position)).collect();
        let Self { newly_broken, fixed, still_broken, turned, new, gone, rows: _ } = self;
        for list in [newly_broken, fixed, still_broken, turned, new, gone] {
            list.sort_by_key(|one| (order.get(&one.place).copied(), one.place.clone()));
        }
    }
}

/// The one policy of each run, where each has one and they are called differently: theirs are the same scenarios.
fn renamed<'r>(before: &'r Recording, after: &'r Recording) -> Option<&'r str> {
    match (before.policies(), after.policies()) {
        ([one], [other]) if one.id != other.id => Some(&other.id),
        _ => None,
    }
}

/// The scenarios of a run by what they are known by, under the name of `policy` where one is given.
fn keyed<'r>(recording: &'r Recording, policy: Option<&'r str>) -> BTreeMap<Key<'r>, &'r Case> {
    let mut keyed: BTreeMap<Key<'r>, &Case> = BTreeMap::new();
    let mut counts: BTreeMap<(&str, &str, &str, Option<usize>), usize> = BTreeMap::new();
    for case in &recording.cases {
        let policy = policy.unwrap_or(&case.policy);
        let (path, name, example): (&str, &str, _) = (&case.path, &case.name, case.example);
        let count = counts.entry((policy, path, name, example)).or_default();
        keyed.insert((policy, path, name, example, *count), case);
        *count += 1;
    }
    keyed
}

/// The rows whose outcome or visibility differs; rows that one run did not observe are left out, unless the other
/// run's policy does not have them.
fn rows(before: &Recording, after: &Recording, renamed: bool) -> Vec<RowChange> {
    let (earlier, later) = (before.tallies(), after.tallies());
    let mut changes = Vec::new();
    for tally in &later {
        let same = |other: &&Tally| renamed || other.policy.id == tally.policy.id;
        changes.extend(changed_rows(earlier.iter().find(same), Some(tally)));
    }
    for tally in &earlier {
        let found = later.iter().any(|other| renamed || other.policy.id == tally.policy.id);
        if !found {
            changes.extend(changed_rows(Some(tally), None));
        }
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

/// What a tally says of each row that a scenario came to.
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
