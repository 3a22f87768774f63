//! No passcode is in what the command prints or in a journal: only on the surface that shows it.

use std::collections::BTreeSet;
use std::sync::Arc;

use passgate::internals::domain::{DeviceId, ShownPasscode};
use passgate::internals::journal;
use passgate::internals::policy::Policy;
use passgate::internals::run::{Executor, Job};
use passgate::internals::simulation::Simulation;

use crate::bundled::{features, policies, run_bundled};
use crate::folder::Folder;
use crate::support::{INTUNE, read};

/// Scenarios that see a passcode and then fail in every way in which a scenario can.
pub const FAILS: &str = include_str!("../../fixtures/cli/fails-with-a-visible-passcode.feature");

/// Every passcode that anybody sees anywhere after any step of the features, under a seed.
pub fn visible_passcodes(features: &[(String, String)], seed: u64) -> BTreeSet<String> {
    let policies = policies();
    let scenarios = read(features, &policies);
    let mut seen = BTreeSet::new();
    for scenario in scenarios {
        let name = scenario.policy.as_deref().unwrap_or(INTUNE);
        let policy = policies.iter().find(|policy| &*policy.id == name).unwrap();
        let job = Job::new(Arc::clone(&scenario), Arc::clone(policy), seed);
        let simulation = Simulation::new(Arc::clone(policy), job.seed);
        let mut executor = Executor::new(simulation, policy, job.seed);
        for step in &scenario.steps {
            let ended = executor.run(step.instruction.as_ref().unwrap()).is_err();
            look(executor.sut(), policy, &mut seen);
            if ended {
                break;
            }
        }
    }
    seen
}

fn look(simulation: &Simulation, policy: &Policy, seen: &mut BTreeSet<String>) {
    for device in [DeviceId::FIRST, DeviceId::SECOND] {
        for place in policy.places() {
            let view = simulation.look(*place, device);
            if let ShownPasscode::Shown { passcode, .. } = view.passcode {
                seen.insert(passcode.reveal().to_owned());
            }
        }
    }
}

/// The passcodes in a text.
pub fn leaked<'p>(text: &str, passcodes: &'p BTreeSet<String>) -> Vec<&'p str> {
    passcodes.iter().map(String::as_str).filter(|passcode| text.contains(passcode)).collect()
}

/// A journal's text without its numbers: one of milliseconds may happen to have a passcode's digits, and a passcode
/// would be text.
fn without_numbers(text: &str) -> String {
    let mut parts = text.split_inclusive([':', '[', ',']);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept += part.trim_start_matches(|letter: char| letter.is_ascii_digit());
    }
    kept
}

#[test]
fn no_passcode_is_in_what_a_run_prints() {
    for seed in 1..6 {
        let passcodes = visible_passcodes(&features(), seed);
        assert!(passcodes.len() > 40, "seed {seed}: {} passcodes", passcodes.len());
        let printed = Folder::empty().run(&["run", "--seed", &seed.to_string()]);
        assert_eq!(printed.code, Some(0));
        assert_eq!(leaked(&printed.all(), &passcodes), [""; 0], "seed {seed}");
    }
}

#[test]
fn no_passcode_is_in_what_failing_scenarios_print() {
    let features = [("features/mine.feature".to_owned(), FAILS.to_owned())];
    let folder = Folder::with_feature(FAILS);
    for seed in 1..16 {
        let passcodes = visible_passcodes(&features, seed);
        assert!(passcodes.len() > 6, "seed {seed}: {passcodes:?}");
        let printed = folder.run(&["run", "--seed", &seed.to_string()]);
        assert_eq!(printed.code, Some(1));
        assert!(printed.stdout.contains("\nFFFFFFFF 8\n"), "{}", printed.stdout);
        assert_eq!(leaked(&printed.all(), &passcodes), [""; 0], "seed {seed}");
    }
}

#[test]
fn no_passcode_is_in_a_journal() {
    for seed in 1..10 {
        let passcodes = visible_passcodes(&features(), seed);
        for record in run_bundled(seed) {
            let text = without_numbers(&journal::write(&record.journal, INTUNE));
            assert!(text.lines().count() > 1, "{}", record.job.scenario.name);
            let name = &record.job.scenario.name;
            assert_eq!(leaked(&text, &passcodes), [""; 0], "seed {seed}: {name}");
        }
    }
}

/// A leak would be found: if a scenario contains a passcode itself, its failure prints it.
#[test]
fn a_passcode_in_the_output_or_in_a_journal_is_found() {
    let (_, first) = FAILS.split_once("Scenario: ").unwrap();
    let (first, _) = first.split_once("Scenario: ").unwrap();
    let text = format!("Feature: One\n\n  Scenario: {first}");
    let features = [("features/mine.feature".to_owned(), text.clone())];
    let passcodes = visible_passcodes(&features, 7);
    assert_eq!(passcodes.len(), 1, "{passcodes:?}");
    let passcode = passcodes.first().unwrap();
    let cites = text.replace("Something else", passcode);
    let printed = Folder::with_feature(&cites).run(&["run", "--seed", "7"]);
    assert_eq!(leaked(&printed.all(), &passcodes), [passcode.as_str()]);
    assert_eq!(
        leaked(&without_numbers(&format!("{{\"at\":{passcode},\"x\":1}}")), &passcodes),
        [""; 0]
    );
    assert_eq!(
        leaked(&without_numbers(&format!("{{\"at\":1,\"x\":\"{passcode}\"}}")), &passcodes).len(),
        1
    );
}
