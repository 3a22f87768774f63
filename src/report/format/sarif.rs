//! SARIF 2.1.0: what does not conform, at its line, and what fails the run as a whole first.

use crate::document::finding::Severity;
use crate::document::plain::{PlainDiagnostic, Region};
use crate::recording::case::Case;
use crate::report::grade::{Grade, RunFailure, headline, line_to_fix, run_failures};
use crate::report::missing::absence_in_words;
use crate::report::problems::sarif::problems_as_sarif;
use crate::report::results::Results;
use crate::report::system::system_facts;

/// The rule of what fails the run and is no scenario.
const RUN: &str = "run::fails";
/// The rule of what a run does without.
const ABSENT: &str = "suite::absent";
/// The rule of what an outside system is.
const SYSTEM: &str = "sut::declares";

/// Everything that fails the run, and what it does without.
pub(crate) fn sarif(results: &Results<'_>) -> String {
    let recording = results.recording;
    let mut found: Vec<PlainDiagnostic> = run_failures(results).into_iter().map(of_run).collect();
    if let Some(gaps) = results.gaps.as_ref().filter(|_| recording.is_one_shard()) {
        let text = "put all of its shards together".to_owned();
        found.push(problem(RUN, Severity::Warning, gaps.clone(), text, None));
    }
    found.extend(recording.header.absences.iter().map(|absence| {
        let note = absence_in_words(absence);
        let file = absence.path().map(str::to_owned);
        problem(ABSENT, Severity::Warning, note.title, note.remedy, file)
    }));
    let system = system_facts(results);
    found.extend(system.iter().map(|(name, text)| {
        let message = format!("{name}: {text}");
        let help = "compare it with what the system is meant to support".to_owned();
        problem(SYSTEM, Severity::Warning, message, help, None)
    }));
    let cases = recording.cases.iter();
    found.extend(cases.filter(|case| Grade::of(case.verdict) != Grade::Passed).map(of_case));
    problems_as_sarif(&found)
}

fn of_run(failure: RunFailure) -> PlainDiagnostic {
    let RunFailure { title, text, place } = failure;
    let (file, line) = place.unzip();
    let mut found = problem(RUN, Severity::Error, title, text.trim_end().to_owned(), file);
    found.region = line.map(region);
    found
}

fn of_case(case: &Case) -> PlainDiagnostic {
    let severity = if case.verdict.is_tolerable() { Severity::Warning } else { Severity::Error };
    let code = format!("scenario::{}", case.verdict.name().replace(' ', "_"));
    let message = format!("{}: {}", case.name, headline(case));
    let mut found =
        problem(&code, severity, message, case.replay.clone(), Some(case.path.to_string()));
    found.region = Some(region(line_to_fix(case)));
    found
}

fn problem(
    code: &str,
    severity: Severity,
    message: String,
    help: String,
    file: Option<String>,
) -> PlainDiagnostic {
    let (code, help) = (code.to_owned(), Some(help));
    PlainDiagnostic { severity, code, message, help, file, region: None, related: Vec::new() }
}

/// The whole of a line, as far as a recording knows it.
const fn region(line: usize) -> Region {
    Region { line, column: 1, end_line: line, end_column: 1, label: None }
}
