//! Tests of the first table: what became of the passcode, and who finds what where.

use std::sync::Arc;

use super::*;
use crate::domain::key::Key;
use crate::language::scenarios_of_tests::scenarios;
use crate::policy::samples::{changed, key, plain};
use crate::policy::table::ResetBefore;
use crate::run::record::Job;
use crate::run::single::run_single;

const TEXT: &str = "\
Scenario: The clerk resets
  Given a Digits device managed by Plain joint
  When the clerk resets the passcode in the desk
  Then the clerk sees a new numeric passcode in the desk
  And the old passcode no longer unlocks the device

Scenario: The owner resets, and the clerk sees nothing
  Given a Digits device managed by Plain joint
  When the owner resets the passcode in the page
  Then the clerk sees a new numeric passcode in the desk

Scenario: Nothing is reset
  Given a Digits device managed by Plain joint
  Then the device is locked

Scenario: The passcode is removed
  Given a Gone device managed by Plain joint
  When the clerk resets the passcode in the desk
  Then the device has no passcode
";

const TWO_PORTALS: &str = "\
Scenario: In one portal
  Given a Digits device managed by Plain single
  When the owner resets the passcode in the page
  Then the owner sees a new numeric passcode in the page

Scenario: In the other
  Given a Digits device managed by Plain single
  When the owner resets the passcode in the app
  Then the owner sees a new numeric passcode in the page
";

const ONLY_AFTER_ANOTHER: &str = "\
Scenario: The first reset of all, by the owner
  Given a Digits device managed by Plain joint
  When the owner resets the passcode in the page
  Then the clerk sees no new passcode in the desk

Scenario: The owner's second
  Given a Digits device managed by Plain joint
  When the owner resets the passcode in the page
  And the owner resets the passcode in the page
  Then the clerk sees a new numeric passcode in the desk

Scenario: The clerk's own
  Given a Digits device managed by Plain joint
  When the clerk resets the passcode in the desk
  Then the clerk sees a new numeric passcode in the desk
";

/// The line of the table that is about usual resets of such a device.
fn row(platform: &str) -> BehaviourRow {
    row_of(&plain(), TEXT, &key(platform, "joint"))
}

fn row_of(policy: &Arc<Policy>, text: &str, key: &Key) -> BehaviourRow {
    let job = |scenario| Job::new(scenario, Arc::clone(policy), 1);
    let records = scenarios(policy, text).into_iter().map(|it| run_single(job(it)));
    let facts: Vec<ScenarioFacts> = records.map(|record| ScenarioFacts::of(&record)).collect();
    let id = policy.key_id(key).unwrap();
    let rows = behaviour(policy, &facts);
    assert!(rows.iter().all(|row| row.outcome.is_plain()));
    assert_eq!(rows.len(), policy.key_ids().count());
    rows.into_iter().find(|row| row.key == id).unwrap()
}

#[test]
fn a_line_says_what_became_of_the_passcode_and_in_how_many_scenarios() {
    let digits = row("Digits");
    assert_eq!(digits.scenario_count(), 3);
    assert_eq!(digits.verdicts, [(Verdict::Conforms, 2), (Verdict::Fails, 1)].into());
    assert_eq!(digits.changes, [PasscodeChange::New(Some(Alphabet::Numeric))].into());
    let gone = row("Gone");
    assert_eq!((gone.scenario_count(), gone.changes), (1, [PasscodeChange::Removed].into()));
    let letters = row("Letters");
    assert_eq!((letters.scenario_count(), letters.changes), (0, BTreeSet::new()));
    assert_eq!(letters.on_device, None);
}

#[test]
fn a_portal_is_looked_at_after_the_resets_that_were_made_in_it() {
    let app = "  the app:
    kind: portal
    for: [the owner]
    open_to: any browser
    button: New Passcode
    reset: []
    says: { pending: It is on its way, succeeded: It has been done, new_passcode: \"Now it is {passcode}\", failed: It could not be done, already_pending: One is on its way }
";
    let desk = "  the desk:\n";
    let policy = changed(desk, &format!("{app}{desk}"));
    let row = row_of(&policy, TWO_PORTALS, &key("Digits", "single"));
    assert_eq!(row.verdicts, [(Verdict::Conforms, 2)].into());
    let found = |name: &str| -> Vec<Found> {
        let id = policy.surface_named(name).unwrap();
        let cell = row.surfaces.iter().find(|cell| cell.surface == id).unwrap();
        cell.found.iter().map(|(_, found)| *found).collect()
    };
    // After a reset in the app, the page shows the passcode too, without a word about that reset.
    let says = Some(ResetState::Done);
    assert_eq!(found("the page"), [Found::InPortal { sees: Sees::Passcode, says }]);
    assert_eq!(found("the app"), [Found::InPortal { sees: Sees::Nothing, says }]);
}

#[test]
fn who_sees_a_passcode_only_after_another_reset_resets_again() {
    let policy = plain();
    let row = row_of(&policy, ONLY_AFTER_ANOTHER, &key("Digits", "joint"));
    assert_eq!(row.verdicts, [(Verdict::Conforms, 3)].into());
    let clerk = policy.first_with(Role::Staff).unwrap();
    let [page, desk] = row.surfaces.try_into().unwrap();
    let found = Found::InConsole(Sees::After(ResetBefore::Any));
    assert_eq!(desk.found, [(vec![clerk], found)]);
    assert_eq!((page.resets_again, desk.resets_again), (vec![], vec![clerk]));
}

#[test]
fn a_cell_says_who_finds_what_on_a_surface() {
    let found = |row: &BehaviourRow| -> Vec<Found> {
        let cells = row.surfaces.iter();
        cells.map(|cell| cell.found.first().map(|(_, found)| *found).unwrap()).collect()
    };
    let says = Some(ResetState::Done);
    let nothing = Found::InPortal { sees: Sees::Nothing, says };
    // The clerk looks after resets of owners, where there are any.
    assert_eq!(found(&row("Digits")), [nothing, Found::InConsole(Sees::Nothing)]);
    let not_looked_at = Found::InPortal { sees: Sees::NotObserved, says: None };
    assert_eq!(found(&row("Gone")), [not_looked_at, Found::InConsole(Sees::Nothing)]);
}
