//! JUnit XML: a suite a feature, a case a scenario, attempts in the dialect of Maven's Surefire.

use std::collections::BTreeSet;
use std::time::Duration;

use quick_junit::{
    FlakyOrRerun, NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestRerun, TestSuite,
};

use crate::document::sanitized::sanitized;
use crate::recording::case::{Attempt, Case};
use crate::recording::whole::Recording;
use crate::report::gate_verdict::gate_sentence;
use crate::report::grade::{Grade, RunFailure, attempted, facts, headline, reason, run_failures};
use crate::report::missing::{AbsenceNote, absence_in_words};
use crate::report::results::Results;
use crate::report::summary::closing;
use crate::report::system::system_facts;

/// The run as one XML document. Times are those of the simulation, which are the same in every run.
pub(crate) fn junit(results: &Results<'_>) -> String {
    let recording = results.recording;
    let failed = recording.gate().filter(|gate| !gate.passed());
    let name = failed
        .map_or_else(|| "passgate".to_owned(), |gate| format!("passgate: {}", gate_sentence(gate)));
    let mut report = Report::new(sanitized(&name));
    let run_failures = run_failures(results);
    if !run_failures.is_empty() {
        report.add_test_suite(against(&run_failures));
    }
    let mut taken = BTreeSet::new();
    let mut cases = recording.cases.iter().peekable();
    let mut first = true;
    while let Some(case) = cases.next() {
        let mut suite = TestSuite::new(sanitized(&case.feature));
        suite.extra.insert("file".into(), sanitized(&case.path).into());
        if std::mem::take(&mut first) {
            provenance(&mut suite, results);
        }
        suite.add_test_case(test_case(recording, case, &mut taken));
        while let Some(next) = cases.next_if(|next| next.path == case.path) {
            suite.add_test_case(test_case(recording, next, &mut taken));
        }
        let time = suite.test_cases.iter().filter_map(|test| test.time).sum();
        suite.set_time(time);
        report.add_test_suite(suite);
    }
    report.set_time(report.test_suites.iter().filter_map(|suite| suite.time).sum());
    if let Some(took) = recording.footer.as_ref().and_then(|footer| footer.took) {
        report.set_time(Duration::from_millis(took));
    }
    // Writing to memory does not fail; a document that did would be empty, and no reader takes that for green.
    report.to_string().unwrap_or_default()
}

/// What the run as a whole was: with the first suite, since the root has no properties.
fn provenance(suite: &mut TestSuite, results: &Results<'_>) {
    let header = &results.recording.header;
    let mut add = |name: &str, value: &str| {
        suite.add_property(Property::new(name, sanitized(value)));
    };
    add("passgate", &header.engine);
    add("target", &header.target);
    system_facts(results).iter().for_each(|(name, text)| add(name, text));
    add("seed", &header.seed.to_string());
    add("digest", &results.recording.digest().to_string());
    add("summary", &closing(results));
    results.gaps.iter().for_each(|gaps| add("partial", gaps));
    for absence in &results.recording.header.absences {
        let AbsenceNote { title, remedy } = absence_in_words(absence);
        add("absent", &format!("{title}; {remedy}"));
    }
}

fn test_case(
    recording: &Recording,
    case: &Case,
    taken: &mut BTreeSet<(String, String)>,
) -> TestCase {
    let class = class(case);
    let name = unique(case, &class, taken);
    let mut test = TestCase::new(name, status(recording, case));
    test.set_classname(class);
    let seen = case.journal.observations.last().map(|observed| observed.at);
    let traced = case.journal.trace.entries().last().map(|entry| entry.at);
    test.set_time(Duration::from_millis(seen.max(traced).map_or(0, |last| last.milliseconds())));
    test.extra.insert("file".into(), sanitized(&case.path).into());
    test.extra.insert("line".into(), case.line.to_string().into());
    let mut add = |name: &str, value: &str| {
        test.add_property(Property::new(name, sanitized(value)));
    };
    if !case.policy.is_empty() {
        add("policy", &case.policy);
    }
    add("seed", &case.seed.to_string());
    add("verdict", case.verdict.name());
    case.rule.iter().for_each(|rule| add("rule", rule));
    case.clauses.iter().for_each(|clause| add("clause", clause));
    case.tags.iter().for_each(|tag| add("tag", &format!("@{tag}")));
    test
}

fn status(recording: &Recording, case: &Case) -> TestCaseStatus {
    let mut status = match Grade::of(case.verdict) {
        Grade::Passed | Grade::Flaky => TestCaseStatus::success(),
        Grade::Skipped => TestCaseStatus::skipped(),
        Grade::Failed => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Grade::Errored => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    match Grade::of(case.verdict) {
        Grade::Passed => {}
        Grade::Flaky => {
            status.add_reruns(case.attempts.iter().map(|attempt| rerun(case, attempt)));
            status.set_rerun_kind(FlakyOrRerun::Flaky);
        }
        Grade::Skipped => {
            status.set_message(sanitized(&headline(case)));
            status.set_description(sanitized(&facts(recording, case)));
        }
        Grade::Failed | Grade::Errored => {
            status.set_type(case.verdict.name());
            status.set_message(sanitized(&headline(case)));
            status.set_description(sanitized(&facts(recording, case)));
            status.add_reruns(case.attempts.iter().map(|attempt| rerun(case, attempt)));
            status.set_rerun_kind(FlakyOrRerun::Rerun);
        }
    }
    status
}

fn rerun(case: &Case, attempt: &Attempt) -> TestRerun {
    let mut rerun = TestRerun::new(NonSuccessKind::Failure);
    rerun.set_type("fails");
    rerun.set_message(sanitized(&reason(case, &attempt.why)));
    rerun.set_stack_trace(sanitized(&attempted(case, attempt)));
    rerun
}

/// What fails the run and is no scenario, so that a file without a failure means a run without one.
fn against(run_failures: &[RunFailure]) -> TestSuite {
    let mut suite = TestSuite::new("the run as a whole");
    suite.set_time(Duration::ZERO);
    for (run_failure, number) in run_failures.iter().zip(1..) {
        let RunFailure { title, text, place } = run_failure;
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_type("the run as a whole");
        status.set_message(sanitized(title));
        status.set_description(sanitized(text));
        let mut test = TestCase::new(format!("{number}: {}", sanitized(title)), status);
        test.set_classname("passgate");
        test.set_time(Duration::ZERO);
        if let Some((path, line)) = place {
            test.extra.insert("file".into(), sanitized(path).into());
            test.extra.insert("line".into(), line.to_string().into());
        }
        suite.add_test_case(test);
    }
    suite
}

/// `features.our-devices.tablet`: dots are what readers make folders of.
fn class(case: &Case) -> String {
    let path = case.path.strip_suffix(".feature").unwrap_or(&case.path);
    let parts = path.split('/').filter(|part| !part.is_empty() && *part != "." && *part != "..");
    let parts: Vec<String> = parts.map(|part| sanitized(part).replace('.', "-")).collect();
    parts.join(".")
}

/// The name of a scenario as nothing else in its class is called: readers take two of a name for one, and compare runs by
/// name. It has no line, which would change with every line above it.
fn unique(case: &Case, class: &str, taken: &mut BTreeSet<(String, String)>) -> String {
    let name = sanitized(&case.name);
    let rule = case.rule.as_deref().map(|rule| format!("{}: ", sanitized(rule)));
    let row = case.example.map(|row| format!(" (row {row})"));
    let name = format!("{}{name}{}", rule.unwrap_or_default(), row.unwrap_or_default());
    let mut candidate = name.clone();
    let mut number = 1_usize;
    while !taken.insert((class.to_owned(), candidate.clone())) {
        number += 1;
        candidate = format!("{name} ({number})");
    }
    candidate
}
