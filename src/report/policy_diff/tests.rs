//! What must be a difference, and between which rows.

use std::collections::BTreeSet;

use crate::language::policies_of_tests::{bundled, policy, policy_with};
use crate::policy::checked::Policy;
use crate::policy::row::RowId;
use crate::policy::table::{Earlier, Situation};
use crate::report::policy_diff::PolicyDifference;

/// Whether the same people see the same passcodes, after every reset that someone can perform.
fn is_visible_alike(one: &Policy, other: &Policy) -> bool {
    one.key_ids().all(|id| {
        let covered = one.covered(id).unwrap();
        let row = one.row(covered.row).unwrap();
        let other_id = other.key_id(&covered.key).unwrap();
        let other_row = other.row(other.covered(other_id).unwrap().row).unwrap();
        let known = |place: &&crate::domain::place::Place| {
            let surface = one.surface(place.surface).unwrap();
            surface.manages(covered.key.management())
        };
        let by: BTreeSet<_> =
            one.resetting_places(one.owner(), &covered.key).map(|place| place.actor).collect();
        let mut situations = by.iter().flat_map(|by| {
            Earlier::ALL.iter().map(|earlier| Situation { by: *by, earlier: *earlier })
        });
        situations.all(|situation| {
            let mut places = one.places().iter().filter(known);
            places.all(|place| row.shows(*place, situation) == other_row.shows(*place, situation))
        })
    })
}

#[test]
fn every_change_of_a_value_is_a_difference_unless_the_same_people_see_the_same() {
    for policy in bundled().into_iter().chain([policy()]) {
        let mutants = policy.mutants();
        let all: BTreeSet<RowId> = (0..).map(RowId).take(policy.rows.len()).collect();
        let mut count = 0;
        // Some of them, where there are very many.
        for index in (0..mutants.len()).step_by(1 + mutants.len() / 500) {
            let made = mutants.make(index, |_| all.clone()).unwrap();
            let Ok(mutant) = made.policy else { continue };
            let name = &made.mutant.name;
            let difference = PolicyDifference::between(&policy, &mutant);
            let is_same =
                made.mutant.pattern.contains("visible[") && is_visible_alike(&policy, &mutant);
            assert_eq!(difference.is_empty(), is_same, "{}: {name}: {difference:?}", policy.id);
            let back = PolicyDifference::between(&mutant, &policy);
            assert_eq!(difference.is_empty(), back.is_empty(), "{}: {name}", policy.id);
            count += usize::from(!is_same);
        }
        assert!(count > 30, "{}: {count}", policy.id);
    }
}

#[test]
fn a_dimension_that_only_one_policy_has_sets_no_devices_of_the_other_apart() {
    let with = policy();
    let renamed = policy_with(&[
        ("  enrolment: [", "  mode: ["),
        ("{ enrolment: [", "{ mode: ["),
        (", enrolment: kiosk", ""),
    ]);
    let difference = PolicyDifference::between(&with, &renamed);
    let keys: BTreeSet<&str> = difference.rows.iter().map(|row| row.key.as_str()).collect();
    assert!(keys.contains("Hand Scanner, personal, open, kiosk"), "{keys:?}");
    assert_eq!(keys.len(), difference.rows.len(), "{keys:?}");
    // Two kinds of enrolment, each next to two kinds of mode.
    let tills = keys.iter().filter(|key| key.starts_with("Till Pad 2")).count();
    assert_eq!(tills, 4, "{keys:?}");
}

#[test]
fn what_one_policy_does_not_state_is_compared_with_nothing() {
    let stated = policy();
    // No clause can be about a key that the policy does not have.
    let cases: [(&str, &[(&str, &str)]); 3] = [
        (
            "who sees the new passcode",
            &[
                ("    visible:\n", "    not_stated: [visible]\n"),
                (
                    "      - { at: the kiosk page, to: the store manager, when: { reset_by: the store manager } }\n",
                    "",
                ),
                (
                    "      - { at: the kiosk page, to: the sales clerk, when: { reset_by: the sales clerk } }\n",
                    "",
                ),
                (
                    "      - { at: Fleet Desk, to: the help desk, when: { reset_before: any } }\n",
                    "",
                ),
                ("rows[].visible", "rows[].effect"),
            ],
        ),
        (
            "what the device says",
            &[(
                "    on_device: { as: message, says: This scanner keeps its PIN }\n",
                "    not_stated: [on_device]\n",
            )],
        ),
        (
            "what the owner has to do next",
            &[
                (
                    "    follow_up: { set_passcode_within: 30 minutes, limit: exclusive, otherwise: apps_blocked }\n",
                    "    not_stated: [follow_up]\n",
                ),
                ("rows[].follow_up", "rows[].effect"),
            ],
        ),
    ];
    for (words, changes) in cases {
        let unsaid = policy_with(changes);
        let sentences = |before, after| -> BTreeSet<String> {
            let rows = PolicyDifference::between(before, after).rows;
            let all = rows.into_iter().flat_map(|row| row.differences);
            all.map(|difference| difference.sentence).collect()
        };
        assert_eq!(sentences(&stated, &unsaid), [format!("{words} is not stated any more")].into());
        assert_eq!(sentences(&unsaid, &stated), [format!("{words} is stated now")].into());
    }
}
