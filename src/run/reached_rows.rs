//! Which rows of a policy the plans of a suite reach, and so which plans a change of a row can concern.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::plan::{Act, Instruction};
use crate::policy::checked::Policy;
use crate::policy::row::RowId;
use crate::run::batch::Plan;

/// The plans that reach each row: those that enrol a device for which it answers.
#[derive(Debug, Default)]
pub(crate) struct ReachedRows {
    plans: BTreeMap<RowId, BTreeSet<usize>>,
    rows: Vec<BTreeSet<RowId>>,
}

impl ReachedRows {
    /// What these plans reach.
    pub(crate) fn of(policy: &Policy, plans: &[Plan]) -> Self {
        let mut reached = Self::default();
        for (position, plan) in plans.iter().enumerate() {
            let rows: BTreeSet<RowId> = enrolled(policy, plan).collect();
            for row in &rows {
                reached.plans.entry(*row).or_default().insert(position);
            }
            reached.rows.push(rows);
        }
        reached
    }

    /// The rows that have to be there for the plans that reach a row.
    pub(crate) fn together(&self, row: RowId) -> BTreeSet<RowId> {
        let plans = self.plans.get(&row).into_iter().flatten();
        plans.filter_map(|plan| self.rows.get(*plan)).flatten().copied().collect()
    }

    /// The plans, in order, that reach one of these rows; all of them where more than rows differ.
    pub(crate) fn plans(&self, touched: Option<&BTreeSet<RowId>>) -> BTreeSet<usize> {
        match touched {
            Some(rows) => {
                rows.iter().filter_map(|row| self.plans.get(row)).flatten().copied().collect()
            }
            None => (0..self.rows.len()).collect(),
        }
    }
}

fn enrolled<'p>(policy: &'p Policy, plan: &'p Plan) -> impl Iterator<Item = RowId> + 'p {
    let acts = plan.steps().iter().flat_map(|instruction| match &**instruction {
        Instruction::Act { acts, .. } => acts.as_slice(),
        Instruction::Check(_) => &[],
    });
    acts.filter_map(|act| match act {
        Act::Enrol { key, .. } => Some(policy.covered(policy.key_id(key)?)?.row),
        Act::Connect { .. }
        | Act::Do { .. }
        | Act::Reset { .. }
        | Act::ResetSomehow { .. }
        | Act::NeverReset { .. }
        | Act::Wait(_)
        | Act::WaitSinceRemoved { .. }
        | Act::AwaitAnswer { .. }
        | Act::Enter { .. }
        | Act::Choose { .. }
        | Act::EnterWrong { .. }
        | Act::Inject { .. }
        | Act::FailReset { .. }
        | Act::AwaitBlock { .. } => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::scenarios_of_tests::scenario;
    use crate::policy::samples::{key, plain};

    #[test]
    fn a_plan_reaches_the_rows_of_its_devices_and_is_tried_for_no_other_row() {
        let policy = plain();
        let plan = |steps: &str| Plan::new(&scenario(&policy, steps)).unwrap();
        let plans = [
            plan("Given a Gone device managed by Plain joint\nThen the device is locked"),
            plan(
                "Given a Gone device managed by Plain joint\n\
                 And the owner has a Letters device managed by Plain single\n\
                 Then the device is locked",
            ),
        ];
        let reached = ReachedRows::of(&policy, &plans);
        let row = |platform, management| {
            policy.covered(policy.key_id(&key(platform, management)).unwrap()).unwrap().row
        };
        let [gone, digits, letters] =
            [("Gone", "joint"), ("Digits", "joint"), ("Letters", "single")]
                .map(|(platform, management)| row(platform, management));
        let plans = |rows: &[RowId]| reached.plans(Some(&rows.iter().copied().collect()));
        assert_eq!(plans(&[gone]), [0, 1].into());
        assert_eq!(plans(&[letters]), [1].into());
        assert_eq!(plans(&[digits]), [].into());
        assert_eq!(plans(&[digits, letters]), [1].into());
        assert_eq!(reached.plans(None), [0, 1].into());
        assert_eq!(reached.together(letters), [gone, letters].into());
        assert_eq!(reached.together(digits), [].into());
    }
}
