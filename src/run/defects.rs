//! Seeded defects break invariants, and what is found becomes small and is found again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::language::catalogue::compiled::Catalogue;
use crate::language::feature::Feature;
use crate::language::translation::Translator;
use crate::language::vocabulary::Vocabulary;
use crate::policy::checked::Policy;
use crate::run::batch::{Plan, PlanResult, Worker};
use crate::run::regression::Regression;
use crate::run::shrink::shrink;
use crate::run::sweep::{FailingTrial, SweepFinding, Trial};
use crate::simulation::defect::Defect;
use crate::simulation::fault::{FaultPlan, Profile};
use crate::simulation::invariant::Invariant;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The bundled policies, the last first.
fn policies() -> Vec<Arc<Policy>> {
    let files = fs::read_dir(root().join("fixtures/policies")).unwrap();
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    let read = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        Arc::new(Policy::parse(name, &fs::read_to_string(path).unwrap()).unwrap())
    };
    files.iter().rev().map(read).collect()
}

/// Every bundled scenario's plan, with its policy.
fn plans() -> Vec<(Plan, Arc<Policy>)> {
    let policies = policies();
    let mut vocabulary = Vocabulary::default();
    policies.iter().for_each(|policy| vocabulary.learn(policy));
    let mut translator = Translator::new(Catalogue::bundled(), &vocabulary);
    let mut plans = Vec::new();
    for path in feature_files(&policies) {
        let label = path.strip_prefix(root()).unwrap().display().to_string();
        let feature = Feature::read(&label, &fs::read_to_string(&path).unwrap()).unwrap();
        for scenario in translator.translate(feature).unwrap().into_scenarios() {
            let named = |policy: &&Arc<Policy>| Some(&policy.id) == scenario.policy.as_ref();
            let policy = policies.iter().find(named).unwrap();
            plans.push((Plan::new(&scenario).unwrap(), Arc::clone(policy)));
        }
    }
    plans
}

fn feature_files(policies: &[Arc<Policy>]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for policy in policies {
        for entry in fs::read_dir(root().join("features").join(&*policy.id)).unwrap() {
            files.push(entry.unwrap().path());
        }
    }
    files.sort();
    files
}

/// The invariants that one defect breaks, with faults and without.
fn broken(defect: &'static Defect, plans: &[(Plan, Arc<Policy>)]) -> BTreeSet<&'static str> {
    let mut broken = BTreeSet::new();
    let mut worker = Worker::new(&plans[0].1);
    worker.simulation().inject_defect(Some(defect));
    for seed in 0..3 {
        for (plan, policy) in plans {
            let trial = Trial {
                plan: plan.clone(),
                policy: Arc::clone(policy),
                seed,
                profile: Profile::Hostile,
                faults: FaultPlan::Drawn(Profile::Hostile),
            };
            if let Some(SweepFinding::Breach(breach)) = trial.run(&mut worker) {
                broken.insert(breach.invariant.name());
            }
        }
    }
    broken
}

/// Invariants that did not notice a wrong simulation would say little about a right one.
#[test]
fn every_invariant_is_broken_by_a_seeded_defect() {
    let plans = plans();
    let defects = [
        "first-selection-sends",
        "second-reset-accepted",
        "success-before-applied",
        "portal-shows-too-much",
        "superseded-stays",
        "duplicate-makes-second-passcode",
        "lost-result-hangs",
    ];
    let defects = defects.map(|name| Defect::from_name(name).unwrap());
    let broken: BTreeSet<_> = defects.iter().flat_map(|defect| broken(defect, &plans)).collect();
    let all: BTreeSet<_> = Invariant::ALL.iter().map(|invariant| invariant.name()).collect();
    assert_eq!(broken, all);
}

/// A sweep of the right simulation finds nothing, so only a defect can show that what is found becomes
/// small, is kept, and is found again.
#[test]
fn a_finding_becomes_small_and_is_found_again_from_its_file() {
    let plans = plans();
    let mut worker = Worker::new(&plans[0].1);
    worker
        .simulation()
        .inject_defect(Some(Defect::from_name("duplicate-makes-second-passcode").unwrap()));
    let trials = (0..50).flat_map(|seed| plans.iter().map(move |plan| (seed, plan)));
    let found = trials
        .into_iter()
        .filter_map(|(seed, (plan, policy))| {
            let (plan, policy) = (plan.clone(), Arc::clone(policy));
            let (profile, faults) = (Profile::Hostile, FaultPlan::Drawn(Profile::Hostile));
            let trial = Trial { plan, policy, seed, profile, faults };
            let finding = trial.run(&mut worker)?;
            let trial = trial.with_faults(worker.simulation().injected());
            Some(FailingTrial { trial, finding })
        })
        .max_by_key(|found| match &found.trial.faults {
            FaultPlan::Given(injected) => injected.len(),
            FaultPlan::None | FaultPlan::Drawn(_) => 0,
        })
        .unwrap();
    let shrunk = shrink(&found, &mut worker);
    assert!(shrunk.from.0 > 10, "there was little to leave out: {:?}", shrunk.from);
    assert!(shrunk.injected.len() <= 2, "{:?}", shrunk.injected);
    assert!(shrunk.steps.len() <= 3, "{:?}", shrunk.steps);
    let kept = Regression::new(&shrunk, "0.1.0", "twice".to_owned()).write();
    let trial = Regression::read(&kept).unwrap().trial(&plans).unwrap();
    let again = trial.run(&mut worker).unwrap();
    assert_eq!(again.kind(), found.finding.kind());
    worker.simulation().inject_defect(None);
    assert_eq!(trial.run(&mut worker), None, "it passes once the defect is fixed");
}

/// A tag alone is no coverage: what no value of the policy expresses, a defect has to break.
#[test]
fn scenarios_of_clauses_that_no_policy_value_decides_fail_with_a_defect() {
    let plans = plans();
    for (clause, defect) in [
        ("portal-asks-to-sign-in-again", "first-selection-sends"),
        ("portal-cancel-sends-nothing", "cancel-still-sends"),
        ("only-the-owner", "another-end-user-allowed"),
    ] {
        let mut worker = Worker::new(&plans[0].1);
        worker.simulation().inject_defect(Some(Defect::from_name(defect).unwrap()));
        let fails = plans.iter().any(|(plan, policy)| {
            plan.scenario.clauses.iter().any(|cited| &**cited == clause)
                && !matches!(
                    worker.run(plan, policy, plan.seed(2015), &FaultPlan::None),
                    PlanResult::Passed
                )
        });
        assert!(fails, "nothing that cites `{clause}` fails");
    }
}

/// Without a defect nothing is caught, so that what the matrix says is about the defects.
#[test]
fn the_right_simulation_is_caught_by_nothing() {
    let mut worker = Worker::new(&plans()[0].1);
    for (plan, policy) in plans() {
        let result = worker.run(&plan, &policy, plan.seed(2015), &FaultPlan::None);
        assert!(matches!(result, PlanResult::Passed), "{}", plan.scenario.name);
    }
}
