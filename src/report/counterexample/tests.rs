//! Counterexamples as people read them, from simulations that were told to misbehave.

use std::path::Path;
use std::sync::Arc;

use insta::{Settings, assert_snapshot};

use crate::domain::Management;
use crate::language::{Catalogue, Feature, Lexicon, Translator};
use crate::policy::Policy;
use crate::report::{Paint, Width, counterexample, exploration, scenario};
use crate::run::{
    Counterexample, ExploredRow, Limits, Plan, PlantedDefect, Played, Stage, explore,
    explore_planted,
};
use crate::simulation::FaultPlan;

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

fn found(row: (&str, Management), planted: PlantedDefect) -> (ExploredRow, Counterexample) {
    let limits = Limits { depth: 5, states_max: 1_000_000 };
    let row = explore_planted(&policy(), row, limits, planted);
    let found = row.counterexample.clone().unwrap();
    (row, found)
}

/// Every step of the scenario is a sentence of the catalogue, nothing else is wrong with it, and it holds
/// on the simulation that has no defect.
fn plays(scenario: &str) {
    let page = format!("@policy:intune-2015-12\nFeature: Found by exploring\n\n{scenario}");
    let mut lexicon = Lexicon::default();
    lexicon.learn(&policy());
    let feature = Feature::read("found.feature", &page).unwrap();
    let feature = Translator::new(Catalogue::bundled(), &lexicon).translate(feature).unwrap();
    let (scenarios, _) = feature.into_parts();
    assert_eq!(scenarios.len(), 1, "{page}");
    for scenario in scenarios {
        assert!(scenario.is_playable(), "{page}\n{:?}", scenario.problems);
        let plan = Plan::new(&scenario).unwrap();
        let played =
            Stage::new(&policy()).play(&plan, &policy(), plan.seed(2015), &FaultPlan::None);
        assert!(matches!(played, Played::Held), "{page}\n{played:?}");
    }
}

#[track_caller]
fn check(name: &str, row: (&str, Management), planted: PlantedDefect) {
    let (row, found) = found(row, planted);
    approved(name, &counterexample(&row, &found, Paint::Plain));
    plays(&scenario(&row, &found));
}

#[test]
fn a_second_passcode_from_one_command_is_told_in_sentences_alone() {
    check("applies-twice", ("Android", Management::Hybrid), PlantedDefect::AppliesTwice);
}

#[test]
fn a_window_that_stays_open_is_told_in_sentences_alone() {
    let row = ("iOS", Management::Standalone);
    check("window-stays-open", row, PlantedDefect::WindowStaysOpen);
}

#[test]
fn an_order_of_deliveries_is_told_in_comments() {
    let row = ("Windows Phone 8.1", Management::Hybrid);
    check("told-too-early", row, PlantedDefect::ToldTooEarly);
}

fn explored(limits: Limits) -> String {
    exploration(&explore(&policy(), limits), Width::Unbounded, Paint::Plain)
}

#[test]
fn an_exploration_tells_how_far_it_saw_and_what_it_came_to() {
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
