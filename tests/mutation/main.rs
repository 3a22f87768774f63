//! Under which changes a scenario fails: every change of a bundled policy is caught, and a weak suite is found out.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "../support/bundled.rs"]
mod bundled;
mod cost;
mod defects;
mod proving;
#[path = "../support/mod.rs"]
mod support;

use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use insta::{Settings, assert_snapshot};
use passgate::internals::conformance::{
    ClauseStatus, Coverage, FailedStep, MutantKind, MutantStatus, Mutation, TriedMutant,
    UnneededReason, coverage, mutate, try_mutants,
};
use passgate::internals::language::Scenario;
use passgate::internals::policy::{Equivalents, Policy};
use passgate::internals::report::{self, Paint, Width, coverage_table};
use passgate::internals::run::{Job, Progress, Record, run_batch};
use support::{INTUNE, policy, root};

const SEED: u64 = 2015;

fn equivalents() -> Equivalents {
    let text = std::fs::read_to_string(root().join("fixtures/equivalent-mutants.yaml")).unwrap();
    Equivalents::parse("equivalent-mutants.yaml", &text).unwrap()
}

/// The scenarios of one policy, out of these features.
fn scenarios(policy: &Policy, features: &[(String, String)]) -> Vec<Arc<Scenario>> {
    let mut scenarios = support::read(features, &bundled::policies());
    scenarios.retain(|scenario| scenario.policy.as_deref() == Some(&*policy.id));
    scenarios
}

/// The mutants of October, tried with the bundled features.
fn october(equivalents: &Equivalents) -> Mutation {
    let policy = policy("intune-2015-10");
    mutate(&policy, &scenarios(&policy, &bundled::features()), SEED, equivalents, &())
}

fn covered(policy: &Arc<Policy>, scenarios: &[Arc<Scenario>], tried: &[TriedMutant]) -> Coverage {
    let job = |one: &Arc<Scenario>| Job::new(Arc::clone(one), Arc::clone(policy), SEED);
    let records = run_batch(scenarios.iter().map(job).collect(), &());
    coverage(policy, &records.iter().collect::<Vec<&Record>>(), tried)
}

fn settings(policy: &str) -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots").join(policy));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn no_change_of_a_bundled_policy_goes_unnoticed() {
    for policy in bundled::policies() {
        let scenarios = scenarios(&policy, &bundled::features());
        let mutation = mutate(&policy, &scenarios, SEED, &equivalents(), &());
        let text = report::mutation(&mutation, Paint::Plain);
        assert!(mutation.is_strong(0), "{text}");
        settings(&policy.id).bind(|| assert_snapshot!("mutation", text));
    }
}

#[test]
fn what_covers_each_clause_is_as_approved() {
    for policy in bundled::policies() {
        let scenarios = scenarios(&policy, &bundled::features());
        let all = bundled::run_bundled(SEED);
        let records: Vec<&Record> = all.iter().filter(|it| it.job.policy.id == policy.id).collect();
        let coverage = coverage(&policy, &records, &try_mutants(&policy, &scenarios, SEED, &()));
        assert!(coverage.is_complete(0));
        let text = coverage_table(&coverage, Width::Unbounded);
        settings(&policy.id).bind(|| assert_snapshot!("coverage", text));
    }
}

/// The one sentence that says how long an Android passcode is.
const LENGTH: &str = "passcode of 8 characters";

#[test]
fn a_suite_without_its_decisive_sentence_is_weak() {
    let policy = policy(INTUNE);
    let mut features = bundled::features();
    features.iter_mut().for_each(|(_, text)| *text = text.replace(LENGTH, "passcode"));
    let mutation = mutate(&policy, &scenarios(&policy, &features), SEED, &equivalents(), &());
    assert_snapshot!(report::mutation(&mutation, Paint::Plain), @r"
    intune-2015-12 · 323 mutants · 231 killed · 5 equivalent · 85 invalid · 2 survived
      survived  Android: passcode.length 8 → 7
                no scenario fails if a new Android passcode has 7 characters
                clauses android-alphanumeric-in-portal, android-device-notification
      survived  Android: passcode.length 8 → 9
                no scenario fails if a new Android passcode has 9 characters
                clauses android-alphanumeric-in-portal, android-device-notification
    ");
}

#[test]
fn an_entry_that_is_not_needed_fails() {
    let text = "intune-2015-10:\n  \"Android: passcode.length 8 → 7\": no one counts\n  \"Android: passcode.width *\": it has none\n";
    let seeded = Equivalents::parse("seeded.yaml", text).unwrap();
    let mutation = october(&seeded);
    let whys: Vec<&UnneededReason> =
        mutation.unneeded.iter().map(|unneeded| &unneeded.why).collect();
    assert_eq!(
        whys,
        [
            &UnneededReason::Killed("Android: passcode.length 8 → 7".into()),
            &UnneededReason::Unknown
        ]
    );
    assert!(!mutation.is_strong(0));
    let report = report::mutation(&mutation, Paint::Plain);
    assert!(report.contains("not needed Android: passcode.width *"), "{report}");
}

/// A name with `*` may not hide one mutant that is killed behind others that are not.
#[test]
fn an_entry_for_several_mutants_fails_if_one_of_them_is_noticed() {
    let text = "intune-2015-10:\n  \"*: passcode.*\": no one looks\n";
    let seeded = Equivalents::parse("seeded.yaml", text).unwrap();
    let mutation = october(&seeded);
    let whys: Vec<&UnneededReason> =
        mutation.unneeded.iter().map(|unneeded| &unneeded.why).collect();
    assert!(
        matches!(whys.as_slice(), [UnneededReason::Killed(name)] if name.contains("passcode."))
    );
}

#[test]
fn a_mutant_that_violates_an_invariant_is_reported() {
    let policy = policy(INTUNE);
    let mut mutation = mutate(&policy, &[], SEED, &equivalents(), &());
    let scenario = scenarios(&policy, &bundled::features()).remove(0);
    let attempt = mutation.results.first_mut().unwrap();
    attempt.status = MutantStatus::BrokeInvariant(scenario, "broken at 0:00".to_owned());
    assert!(!mutation.is_strong(0));
    let report = report::mutation(&mutation, Paint::Plain);
    let broken = "1 broke an invariant\n  BROKE     Company Portal website: for[the end user]";
    assert!(report.contains(broken), "{report}");
}

const TAGGED: &str = "@policy:intune-2015-12
Feature: A tag alone

  @clause:portal-cancel-sends-nothing
  Scenario: Nothing is said before anything is done
    Given an Android device managed by Intune standalone
    Then the end user sees no message in the Company Portal website

  Scenario: No one knows what this is for
    Given an Android device managed by Intune standalone
    Then the device says nothing
";

#[test]
fn a_tag_alone_is_no_coverage_until_something_makes_its_scenario_fail() {
    let policy = policy(INTUNE);
    let scenarios = scenarios(&policy, &[("tag.feature".to_owned(), TAGGED.to_owned())]);
    let mut tried = try_mutants(&policy, &scenarios, SEED, &());
    let status = |coverage: &Coverage| {
        let clause =
            coverage.clauses.iter().find(|one| &*one.clause.id == "portal-cancel-sends-nothing");
        clause.unwrap().status()
    };
    let without = covered(&policy, &scenarios, &tried);
    assert_eq!(status(&without), ClauseStatus::CitedOnly);
    assert_eq!(without.without_clause.len(), 1);
    assert_eq!(without.with_status(ClauseStatus::NotCited).count(), policy.clauses.len() - 1);
    assert_eq!(without.never_reached.len(), 5);
    assert!(!without.is_complete(0));
    tried.push(TriedMutant {
        name: "cancelling sends the reset".to_owned(),
        kind: MutantKind::Defect,
        named: "cancel-still-sends".to_owned(),
        failed: vec![FailedStep { scenario: 0, step: 1, place: None }],
    });
    let with = covered(&policy, &scenarios, &tried);
    assert_eq!(status(&with), ClauseStatus::Covered);
    assert!(coverage_table(&with, Width::Unbounded).contains("defect: cancelling sends the reset"));
}

#[test]
fn a_scenario_that_does_not_get_under_way_covers_nothing() {
    let policy = policy(INTUNE);
    let scenarios = scenarios(&policy, &[("tag.feature".to_owned(), TAGGED.to_owned())]);
    let tried = try_mutants(&policy, &scenarios, SEED, &());
    let dropped = tried.iter().find(|broken| broken.name == "rows[Android] dropped").unwrap();
    let failed: Vec<_> = dropped.failed.iter().map(|it| (it.scenario, it.step)).collect();
    assert_eq!(failed, [(0, 0), (1, 0)]);
    let coverage = covered(&policy, &scenarios, std::slice::from_ref(dropped));
    assert_eq!(coverage.with_status(ClauseStatus::Covered).count(), 0);
}

#[test]
fn no_line_of_the_coverage_table_is_wider_than_the_terminal() {
    let policy = policy(INTUNE);
    let scenarios = scenarios(&policy, &bundled::features());
    let coverage = covered(&policy, &scenarios, &[]);
    let table = coverage_table(&coverage, Width::Columns(120));
    let rows = table.lines().filter(|line| line.starts_with(['│', '╭', '├', '╰']));
    assert!(rows.clone().count() > 20);
    assert!(rows.clone().all(|line| line.chars().count() <= 120), "{table}");
}

fn passgate(folder: &std::path::Path, cores: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_passgate"))
        .current_dir(folder)
        .args(arguments)
        .env("RAYON_NUM_THREADS", cores)
        .env_remove("PASSGATE_SEED")
        .env_remove("PASSGATE_POLICY")
        .output()
        .unwrap()
}

#[test]
fn one_core_or_many_make_no_difference_and_neither_does_the_folder() {
    let empty = tempfile::tempdir().unwrap();
    for command in [["mutate", "--list"], ["coverage", "--seed=2015"]] {
        let command = [command.as_slice(), &["--policy", "intune-2015-10"]].concat();
        let one = passgate(root(), "1", &command);
        assert_eq!(one.status.code(), Some(0));
        assert_eq!(passgate(root(), "8", &command).stdout, one.stdout);
        assert_eq!(passgate(empty.path(), "2", &command).stdout, one.stdout);
    }
}

#[test]
fn the_exit_code_says_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let code = |arguments: &[&str]| passgate(folder.path(), "2", arguments).status.code();
    // Two scenarios that hardly look do not fail under most changes.
    write("features/tag.feature", TAGGED);
    assert_eq!(code(&["mutate"]), Some(1));
    assert_eq!(code(&["coverage"]), Some(1));
    assert_eq!(code(&["mutate", "--policy", "intune-2015-10"]), Some(4));
    assert_eq!(code(&["mutate", "--policy", "intune-2015-11"]), Some(3));
    write("fixtures/equivalent-mutants.yaml", "intune-2015-12: everything\n");
    assert_eq!(code(&["mutate"]), Some(3));
    // What fails under the policy itself would fail under every mutant, and say nothing.
    write("fixtures/equivalent-mutants.yaml", "");
    write(
        "features/tag.feature",
        &TAGGED.replace("the device says nothing", "apps are blocked on the device"),
    );
    let failing = passgate(folder.path(), "2", &["mutate"]);
    assert_eq!(failing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&failing.stdout).contains("No one knows what this is for"));
}

/// A reader who has seen enough after some mutants.
struct Until {
    left: AtomicU64,
}

impl Progress for Until {
    fn start(&self, _: &'static str, _: u64) {}

    fn advance(&self, units: u64) {
        let less = |left: u64| Some(left.saturating_sub(units));
        self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).unwrap();
    }

    fn is_stopped(&self) -> bool {
        self.left.load(Ordering::SeqCst) == 0
    }
}

#[test]
fn mutants_that_are_left_when_the_work_is_stopped_did_not_survive() {
    let policy = policy(INTUNE);
    let scenarios = scenarios(&policy, &bundled::features());
    let whole = mutate(&policy, &scenarios, SEED, &equivalents(), &());
    let until = Until { left: AtomicU64::new(40) };
    let part = mutate(&policy, &scenarios, SEED, &equivalents(), &until);
    assert!(part.not_tried > 100, "{} not tried", part.not_tried);
    // Of some changes it is known only when they are made that they lead to the same policy.
    assert!(part.results.len() + part.not_tried >= whole.results.len());
    assert_eq!((part.survivors().count(), part.unneeded.len()), (0, 0));
    assert!(!part.is_strong(0));
    let first = report::mutation(&part, Paint::Plain);
    let words = format!("interrupted: {} not tried", part.not_tried);
    assert!(first.contains(&words), "{first}");
    let until = Until { left: AtomicU64::new(40) };
    let tried = try_mutants(&policy, &scenarios, SEED, &until);
    // Some of the changes are no policies.
    assert!((10..100).contains(&tried.len()), "{} tried", tried.len());
}

/// What a mutant becomes must not depend on what is drawn: neither on the seed nor on the name of a file.
#[test]
fn five_seeds_and_a_renamed_feature_give_the_same_lists() {
    let (policy, equivalents) = (policy(INTUNE), equivalents());
    let list = |seed: u64, features: &[(String, String)]| {
        let mutation = mutate(&policy, &scenarios(&policy, features), seed, &equivalents, &());
        let status = |status: &MutantStatus| match status {
            MutantStatus::Invalid(_) => "invalid",
            MutantStatus::Killed(..) => "killed",
            MutantStatus::Equivalent(_) => "equivalent",
            MutantStatus::Survived => "survived",
            MutantStatus::BrokeInvariant(..) => "broke",
        };
        let results = mutation.results.iter();
        results.map(|it| format!("{} {}", status(&it.status), it.mutant.name)).collect::<Vec<_>>()
    };
    let features = bundled::features();
    let first = list(1, &features);
    assert!(first.iter().any(|line| line.starts_with("killed Android: passcode.without")));
    for seed in 2..6 {
        assert_eq!(list(seed, &features), first, "seed {seed}");
    }
    let renamed = features.iter().map(|(path, text)| (path.replace('/', "/x-"), text.clone()));
    assert_eq!(list(1, &renamed.collect::<Vec<_>>()), first, "under other names");
}
