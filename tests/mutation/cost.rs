//! What it takes to try the mutants of a policy: as much as it has rows, and nothing is missed for that.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use passgate::internals::conformance::{MutantKind, TriedMutant, mutate, try_mutants};
use passgate::internals::language::Scenario;
use passgate::internals::policy::{Equivalents, Policy, RowId};
use passgate::internals::run::{Ending, Job, Plan, PlanResult, Progress, Worker, run_batch};
use passgate::internals::simulation::{FaultPlan, Widening};

use crate::{SEED, bundled, scenarios, support};

/// A policy, without its clauses and rows.
const SECTIONS: &str = r#"
schema: 2
policy: grown
title: A policy that grew
as_of: "2026-01"
service: Fleet
managements: [pooled]
actors:
  the guard: { role: owner }
surfaces:
  the kiosk:
    kind: portal
    for: [the guard]
    open_to: any browser
    button: Renew
    reset: []
    says: { pending: Wait, succeeded: Renewed, failed: Sorry, already_pending: Later, new_passcode: "{passcode}" }
completes_within: 5 minutes
offline_device: waits
superseded: hidden
"#;

/// A policy with this many rows, a clause and a scenario for each.
fn grown(rows: usize) -> (Arc<Policy>, Vec<Arc<Scenario>>) {
    let (mut text, mut feature) = (format!("{SECTIONS}clauses:\n"), String::new());
    for row in 0..rows {
        text += &format!("  c-{row}: {{ statement: a new one, evidence: assumed }}\n");
    }
    text += "rows:\n";
    for row in 0..rows {
        text += &format!(
            "  - platform: Model {row}\n    management: [pooled]\n    effect: replaced\n    \
             passcode: {{ alphabet: numeric, length: 6, generated_by: device }}\n    \
             visible:\n      - {{ at: the kiosk, to: the guard, when: always }}\n    \
             evidence: assumed\n    clauses: [c-{row}]\n"
        );
        feature += &format!(
            "\n  @clause:c-{row}\n  Scenario: Row {row}\n    \
             Given a Model {row} device managed by Fleet pooled\n    \
             When the guard resets the passcode in the kiosk\n    \
             Then the guard sees a new numeric passcode of 6 characters in the kiosk\n"
        );
    }
    let policy = Arc::new(Policy::parse("grown.yaml", &text).unwrap());
    let feature = format!("@policy:grown\nFeature: Rows\n{feature}");
    let scenarios = support::read(&[("grown.feature".to_owned(), feature)], &[Arc::clone(&policy)]);
    assert!(scenarios.iter().all(|scenario| scenario.problems.is_empty()));
    (policy, scenarios)
}

/// Counts how often it is asked whether to go on: once for each mutant, and once for each run.
#[derive(Default)]
struct Asked(AtomicU64);

impl Progress for Asked {
    fn start(&self, _: &'static str, _: u64) {}

    fn advance(&self, _: u64) {}

    fn is_stopped(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed);
        false
    }
}

/// How many runs it takes to try every mutant, and how many survive.
fn runs(rows: usize) -> (u64, usize) {
    let (policy, scenarios) = grown(rows);
    let equivalents = Equivalents::parse("none.yaml", "{}\n").unwrap();
    let asked = Asked::default();
    let mutation = mutate(&policy, &scenarios, SEED, &equivalents, &asked);
    assert!(mutation.results.len() > 15 * rows);
    (asked.0.into_inner(), mutation.survivors().count())
}

#[test]
fn the_runs_grow_with_the_rows_and_not_with_their_square() {
    let ((few, survivors_of_few), (many, survivors)) = (runs(8), runs(40));
    assert!(many < 7 * few, "{few} runs, with five times as many rows {many}");
    assert!(survivors > survivors_of_few, "the same is missed on every row");
}

/// The scenarios that fail under a changed policy, by their positions, each with its step.
fn failed(
    policy: &Policy,
    changed: &Arc<Policy>,
    scenarios: &[Arc<Scenario>],
) -> Vec<(usize, usize)> {
    let mut worker = Worker::new(changed);
    worker.simulation().widen(Widening::of(policy, changed));
    let plans = scenarios.iter().map(|scenario| Plan::new(scenario).unwrap());
    let step = |plan: &Plan| match worker.run(plan, changed, plan.seed(SEED), &FaultPlan::None) {
        PlanResult::Failed(step, _) => Some(step),
        PlanResult::Passed | PlanResult::Broken(_) => None,
    };
    let plans: Vec<Plan> = plans.collect();
    let steps: Vec<Option<usize>> = plans.iter().map(step).collect();
    steps.into_iter().enumerate().filter_map(|(place, step)| Some((place, step?))).collect()
}

/// The scenarios that fail under a mutant, each with the first step that does.
fn first_steps(tried: &TriedMutant) -> Vec<(usize, usize)> {
    let mut steps: Vec<_> = tried.failed.iter().map(|it| (it.scenario, it.step)).collect();
    steps.dedup_by_key(|(scenario, _)| *scenario);
    steps
}

#[test]
fn what_is_not_run_would_not_have_failed() {
    for policy in bundled::policies() {
        let scenarios = scenarios(&policy, &bundled::features());
        let all: BTreeSet<RowId> = (0..).map(RowId).take(policy.rows.len()).collect();
        let mutants = policy.mutants();
        // With the whole document, and every scenario.
        let mut expected = BTreeMap::new();
        for index in 0..mutants.len() {
            let made = mutants.make(index, |_| all.clone()).unwrap();
            let Ok(changed) = made.policy else { continue };
            expected.insert(made.mutant.name, failed(&policy, &changed, &scenarios));
        }
        let tried = try_mutants(&policy, &scenarios, SEED, &());
        assert!(tried.len() > 100, "{}", tried.len());
        let of_policy = tried.iter().filter(|one| one.kind == MutantKind::Policy);
        let differing = of_policy.filter(|one| expected.get(&one.name) != Some(&first_steps(one)));
        let names: Vec<&String> = differing.map(|one| &one.name).collect();
        assert!(names.is_empty(), "{names:?}");
    }
}

/// A row that then answers for the devices of another contradicts it, wherever that is.
#[test]
fn a_part_of_a_document_is_no_other_policy_than_the_whole() {
    for policy in bundled::policies() {
        let all: BTreeSet<RowId> = (0..).map(RowId).take(policy.rows.len()).collect();
        let mutants = policy.mutants();
        let mut parts = 0;
        for index in 0..mutants.len() {
            let part = mutants.make(index, |row| BTreeSet::from([row])).unwrap();
            let whole = mutants.make(index, |_| all.clone()).unwrap();
            let name = &whole.mutant.name;
            assert_eq!(&part.mutant.name, name);
            assert_eq!(part.mutant.also, whole.mutant.also, "{name}");
            assert_eq!(part.touched, whole.touched, "{name}");
            assert_eq!(part.policy.as_ref().err(), whole.policy.as_ref().err(), "{name}");
            let rows =
                |made: &Result<Arc<Policy>, String>| made.as_ref().map_or(0, |it| it.rows.len());
            parts += usize::from(rows(&part.policy) < rows(&whole.policy));
        }
        assert!(parts > mutants.len() / 6, "{parts} of {}", mutants.len());
    }
}

#[test]
fn scenarios_that_are_left_when_the_work_is_stopped_are_not_reached() {
    struct Stopped;
    impl Progress for Stopped {
        fn start(&self, _: &'static str, _: u64) {}
        fn advance(&self, _: u64) {}
        fn is_stopped(&self) -> bool {
            true
        }
    }
    let (policy, scenarios) = grown(3);
    let job = |scenario: &Arc<Scenario>| Job::new(Arc::clone(scenario), Arc::clone(&policy), SEED);
    let records = run_batch(scenarios.iter().map(job).collect(), &Stopped);
    assert_eq!(records.len(), 3);
    assert!(records.iter().all(|record| record.ending == Ending::NotReached));
}
