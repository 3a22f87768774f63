//! Counterexamples as people read them, from simulations with a defect.

use std::path::Path;

use insta::{Settings, assert_snapshot};

use crate::language::catalogue::compiled::Catalogue;
use crate::language::feature::Feature;
use crate::language::translation::Translator;
use crate::language::vocabulary::Vocabulary;
use crate::policy::samples;
use crate::report::counterexample::{counterexample, scenario};
use crate::report::exploration::exploration;
use crate::report::layout::Width;
use crate::report::paint::Paint;
use crate::run::batch::{Plan, PlanResult, Worker};
use crate::run::explore::counterexample::Counterexample;
use crate::run::explore::explore;
use crate::run::explore::explored::Limits;
use crate::run::explore::tests::explore_with_defect;
use crate::simulation::clock::Answered;
use crate::simulation::command::{Did, Receipt, receive};
use crate::simulation::defect::Defect;
use crate::simulation::defect::moments::{Moment, Part};
use crate::simulation::fault::FaultPlan;
use crate::simulation::rules::Rules;

fn approved(name: &str, text: &str) {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/explore"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!(name, text));
}

fn found((platform, management): (&str, &str), defect: &'static Defect) -> Counterexample {
    let limits = Limits { depth: 5, states_max: 1_000_000 };
    let policy = samples::plain();
    let key = policy.key_id(&samples::key(platform, management)).unwrap();
    explore_with_defect(&policy, key, limits, defect).counterexample.unwrap()
}

/// Every step of the scenario is a sentence of the catalogue, nothing else is wrong with it, and it holds
/// on the simulation that has no defect.
fn plan(scenario: &str) {
    let policy = samples::plain();
    let page = format!("@policy:{}\nFeature: Found by exploring\n\n{scenario}", policy.id);
    let mut vocabulary = Vocabulary::default();
    vocabulary.force(&policy);
    let feature = Feature::read("found.feature", &page).unwrap();
    let feature = Translator::new(Catalogue::bundled(), &vocabulary).translate(feature).unwrap();
    let scenarios = feature.into_scenarios();
    assert_eq!(scenarios.len(), 1, "{page}");
    for scenario in scenarios {
        assert!(scenario.is_runnable(), "{page}\n{:?}", scenario.problems);
        let plan = Plan::new(&scenario).unwrap();
        let result = Worker::new(&policy).run(&plan, &policy, plan.seed(2015), &FaultPlan::None);
        assert!(matches!(result, PlanResult::Passed), "{page}\n{result:?}");
    }
}

#[track_caller]
fn check(name: &str, row: (&str, &str), defect: &'static Defect) {
    let found = found(row, defect);
    approved(name, &counterexample(&found, Paint::Plain));
    plan(&scenario(&found));
}

#[test]
fn a_second_passcode_from_one_command_is_shown_in_sentences_alone() {
    let twice = Defect::from_name("duplicate-makes-second-passcode").unwrap();
    check("applies-twice", ("Letters", "joint"), twice);
}

#[test]
fn a_window_that_stays_open_is_shown_in_sentences_alone() {
    let row = ("Gone", "single");
    check("window-stays-open", row, Defect::from_name("window-not-checked").unwrap());
}

#[test]
fn an_order_of_deliveries_is_shown_in_comments() {
    static LOST_WHEN_EARLY: Defect = Defect::new(
        "lost-when-early",
        "a command that arrives at once is answered, and not carried out",
        (Part::Delivery, Moment::Pending),
        Rules {
            receive: |device, command, passcodes| {
                if command.follow_up_from == command.accepted_at {
                    return Receipt { did: Did::NotApplied, answer: Answered::Done(None) };
                }
                receive(device, command, passcodes)
            },
            ..Rules::RIGHT
        },
    );
    let row = ("Digits", "joint");
    check("order-of-deliveries", row, &LOST_WHEN_EARLY);
}

fn explored(limits: Limits) -> String {
    exploration(&explore(&samples::plain(), limits, &()), Width::Unbounded, Paint::Plain)
}

#[test]
fn an_exploration_shows_how_far_it_went_and_what_it_found() {
    approved("three-steps", &explored(Limits { depth: 3, states_max: 1_000_000 }));
}

#[test]
fn an_exploration_that_ends_early_says_that_it_is_not_exhaustive() {
    let text = explored(Limits { depth: 3, states_max: 200 });
    let joint = "Gone, joint is not exhaustive: it ended at the most states that a row may have \
                 (200 states to 2 whole steps); allow more with `--states-max` and `--memory-max`";
    assert!(text.contains(joint), "{text}");
}
