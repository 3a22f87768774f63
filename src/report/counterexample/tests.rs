//! Counterexamples as people read them, from simulations with a seeded defect.

use std::path::Path;
use std::sync::Arc;

use insta::{Settings, assert_snapshot};

use crate::domain::platform::Management;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::feature::Feature;
use crate::language::translation::Translator;
use crate::language::vocabulary::Vocabulary;
use crate::policy::checked::Policy;
use crate::report::counterexample::{counterexample, scenario};
use crate::report::exploration::exploration;
use crate::report::layout::Width;
use crate::report::paint::Paint;
use crate::run::batch::{Plan, Played, Worker};
use crate::run::explore::counterexample::Counterexample;
use crate::run::explore::world::SeededDefect;
use crate::run::explore::{ExploredRow, Limits, explore, explore_with_defect};
use crate::simulation::fault::FaultPlan;

fn policy() -> Arc<Policy> {
    let text = include_str!("../../../fixtures/policies/intune-2015-12.yaml");
    Arc::new(Policy::parse("intune-2015-12.yaml", text).unwrap())
}

fn approved(name: &str, text: &str) {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/explore"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!(name, text));
}

fn found(row: (&str, Management), seeded: SeededDefect) -> (ExploredRow, Counterexample) {
    let limits = Limits { depth: 5, states_max: 1_000_000 };
    let row = explore_with_defect(&policy(), row, limits, seeded);
    let found = row.counterexample.clone().unwrap();
    (row, found)
}

/// Every step of the scenario is a sentence of the catalogue, nothing else is wrong with it, and it holds
/// on the simulation that has no defect.
fn plan(scenario: &str) {
    let page = format!("@policy:intune-2015-12\nFeature: Found by exploring\n\n{scenario}");
    let mut vocabulary = Vocabulary::default();
    vocabulary.learn(&policy());
    let feature = Feature::read("found.feature", &page).unwrap();
    let feature = Translator::new(Catalogue::bundled(), &vocabulary).translate(feature).unwrap();
    let scenarios = feature.into_scenarios();
    assert_eq!(scenarios.len(), 1, "{page}");
    for scenario in scenarios {
        assert!(scenario.is_runnable(), "{page}\n{:?}", scenario.problems);
        let plan = Plan::new(&scenario).unwrap();
        let played =
            Worker::new(&policy()).run(&plan, &policy(), plan.seed(2015), &FaultPlan::None);
        assert!(matches!(played, Played::Held), "{page}\n{played:?}");
    }
}

#[track_caller]
fn check(name: &str, row: (&str, Management), seeded: SeededDefect) {
    let (row, found) = found(row, seeded);
    approved(name, &counterexample(&row, &found, Paint::Plain));
    plan(&scenario(&row, &found));
}

#[test]
fn a_second_passcode_from_one_command_needs_no_comment() {
    check("applies-twice", ("Android", Management::Hybrid), SeededDefect::AppliesTwice);
}

#[test]
fn a_window_that_stays_open_needs_no_comment() {
    let row = ("iOS", Management::Standalone);
    check("window-stays-open", row, SeededDefect::WindowStaysOpen);
}

#[test]
fn an_order_of_deliveries_is_in_comments() {
    let row = ("Windows Phone 8.1", Management::Hybrid);
    check("told-too-early", row, SeededDefect::ToldTooEarly);
}

fn explored(limits: Limits) -> String {
    exploration(&explore(&policy(), limits), Width::Unbounded, Paint::Plain)
}

#[test]
fn an_exploration_says_how_deep_it_went_and_what_it_reached() {
    approved("three-steps", &explored(Limits { depth: 3, states_max: 1_000_000 }));
}

#[test]
fn an_exploration_that_ends_early_says_that_it_is_not_exhaustive() {
    let text = explored(Limits { depth: 3, states_max: 300 });
    assert!(text.contains("not exhaustive on 3 rows"), "{text}");
    let hybrid = "iOS, hybrid is not exhaustive: it ended at the most states that a row may have \
                  (300 states to 2 whole steps); allow more with `--states-max`";
    assert!(text.contains(hybrid), "{text}");
}
