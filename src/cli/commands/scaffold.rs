//! `passgate scaffold`: scenarios for what no scenario of the folder covers, written from the policy.

use std::sync::Arc;

use thiserror::Error;

use crate::cli::args::scaffold::ScaffoldArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, FileError};
use crate::cli::output::terminal::Output;
use crate::cli::project::files::{Found, label};
use crate::cli::project::plan::{file_errors, read, vocabulary};
use crate::cli::project::policies::Policies;
use crate::cli::project::suite::DEFAULT_POLICY;
use crate::cli::project::{row_selector, snapshots, suite};
use crate::conformance::citing::covered;
use crate::conformance::coverage::{ClauseStatus, coverage};
use crate::conformance::outcome::{RowKey, row_keys};
use crate::conformance::verdict::{Verdict, judge};
use crate::document::wording::counted;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::feature::Feature;
use crate::language::formatting::format;
use crate::language::scaffold::draft::{DraftScenario, feature_text};
use crate::language::scaffold::drafts;
use crate::language::translation::Translator;
use crate::language::vocabulary::Vocabulary;
use crate::policy::checked::Policy;
use crate::run::batch::run_batch;
use crate::run::record::{Job, Record};

/// The seed that what is written is tried with; it holds with any other as well.
const SEED: u64 = 2015;

/// Why nothing is written.
const NOTHING_OPEN: &str = "every row and every clause has a scenario: there is nothing to write\n";

/// What the scenarios of the folder leave open.
struct Open {
    /// Whether there is no scenario at all.
    everything: bool,
    rows: Vec<RowKey>,
    clauses: Vec<Arc<str>>,
}

/// Writes what is missing.
pub(crate) fn scaffold(args: &ScaffoldArgs, output: &Output) -> Result<Exit, CliError> {
    let policies = Policies::load()?;
    let policy = policies.chosen(&args.policy)?;
    let asked = row_selector::chosen(&policy, &args.row)?;
    if let Some(path) = &args.output
        && path.symlink_metadata().is_ok()
    {
        return Err(CliError::input(FileError::Exists { path: path.display().to_string() }));
    }
    let open = if asked.is_empty() {
        open(&policies, &policy)?
    } else {
        Open { everything: true, rows: Vec::new(), clauses: cited(&policy, &asked) }
    };
    if !open.everything && open.rows.is_empty() && open.clauses.is_empty() {
        output.to_stderr(&format!("{}: {NOTHING_OPEN}", policy.id));
        return Ok(Exit::Conforms);
    }
    let every_row = row_keys(&policy);
    let (rows, whole) = if asked.is_empty() { (&every_row, true) } else { (&asked, false) };
    let names: Vec<_> = rows.iter().map(|row| (row.platform.clone(), row.management)).collect();
    let (drafts, records, refused) = tried(&policy, drafts(&policy, &names, whole))?;
    let covered = covered(&policy, &drafts, &records, SEED);
    let wanted = |(draft, clauses): &(DraftScenario, Vec<Arc<str>>)| {
        open.everything
            || open.rows.iter().any(|row| is_about(draft, row))
            || clauses.iter().any(|clause| open.clauses.contains(clause))
    };
    let written: Vec<(DraftScenario, Vec<Arc<str>>)> =
        drafts.into_iter().zip(covered).filter(wanted).collect();
    let covered = |id: &Arc<str>| written.iter().any(|(_, clauses)| clauses.contains(id));
    let left = policy.clauses.iter().filter(|it| open.clauses.contains(&it.id) && !covered(&it.id));
    let left: Vec<_> = left.collect();
    for name in &refused {
        output.to_stderr(&format!(
            "left out, since no sentence says it as the policy does: {name}\n"
        ));
    }
    let text = feature_text(&policy, &written, &left);
    let text = format("scaffold", &text).unwrap_or(text);
    let told = told(&written, left.len());
    match &args.output {
        Some(path) => {
            snapshots::write_new(path, &text).map_err(CliError::input)?;
            output.write(&format!("wrote {}: {told}\n", label(path)));
        }
        None => {
            output.write_exactly(&text);
            output.to_stderr(&format!("{told}\n"));
        }
    }
    Ok(Exit::Conforms)
}

/// Whether a sketch is about a row.
fn is_about(draft: &DraftScenario, row: &RowKey) -> bool {
    draft.row.0 == row.platform && draft.row.1 == row.management
}

/// What was written, in words.
fn told(written: &[(DraftScenario, Vec<Arc<str>>)], left: usize) -> String {
    let mut rows: Vec<_> = written.iter().map(|(draft, _)| &draft.row).collect();
    rows.sort();
    rows.dedup();
    let mut clauses: Vec<&Arc<str>> = written.iter().flat_map(|(_, clauses)| clauses).collect();
    clauses.sort();
    clauses.dedup();
    let (scenarios, rows) = (counted(written.len(), "scenario"), counted(rows.len(), "row"));
    let clauses = counted(clauses.len(), "clause");
    let left = match left {
        0 => String::new(),
        _ => format!("; {} left to write by hand", counted(left, "clause")),
    };
    format!("{scenarios} on {rows}, with {clauses}{left}")
}

/// The clauses that some of these rows answer to.
fn cited(policy: &Policy, rows: &[RowKey]) -> Vec<Arc<str>> {
    let rows = rows.iter().filter_map(|row| policy.row(row.row));
    rows.flat_map(|row| row.clauses.iter().cloned()).collect()
}

/// What the folder's own features leave open. The bundled ones are nobody's to edit and do not count.
fn open(policies: &Policies, policy: &Arc<Policy>) -> Result<Open, CliError> {
    let mut sources = Vec::new();
    if suite::has_features() {
        sources = suite::features().or_else(none_at_all).map_err(file_errors)?;
        // A shell makes the file that the output goes to before passgate is run.
        sources.retain(|source| !source.text.is_empty());
    }
    let mut words = vocabulary(policies, None);
    words.policies.remove(&policy.id);
    words.learn(policy);
    let mut scenarios = read(&sources, &words)?.scenarios;
    scenarios.retain(|it| it.policy.as_deref().unwrap_or(DEFAULT_POLICY) == &*policy.id);
    let everything = scenarios.is_empty();
    let jobs = scenarios.into_iter().map(|it| Job::new(it, Arc::clone(policy), SEED)).collect();
    let records: Vec<Record> = run_batch(jobs);
    let coverage = coverage(policy, &records.iter().collect::<Vec<_>>(), &[]);
    let clauses = coverage.with_status(ClauseStatus::NotCited).map(|it| Arc::clone(&it.clause.id));
    let clauses = clauses.collect();
    Ok(Open { everything, rows: coverage.never_reached, clauses })
}

/// A folder that has no feature yet is no fault here.
fn none_at_all(errors: Vec<FileError>) -> Found {
    match errors.as_slice() {
        [FileError::NoFeature { .. }] => Ok(Vec::new()),
        _ => Err(errors),
    }
}

/// The sketches that hold under the policy as they are written, each as it was played; the names of the others.
type Tried = (Vec<DraftScenario>, Vec<Record>, Vec<String>);

fn tried(policy: &Arc<Policy>, drafts: Vec<DraftScenario>) -> Result<Tried, CliError> {
    let untagged: Vec<_> = drafts.iter().map(|draft| (draft.clone(), Vec::new())).collect();
    let text = feature_text(policy, &untagged, &[]);
    let mut vocabulary = Vocabulary::default();
    vocabulary.force(policy);
    let read = Feature::read("scaffold", &text)
        .and_then(|feature| Translator::new(Catalogue::bundled(), &vocabulary).translate(feature));
    let feature = read.map_err(|errors| {
        let reports = errors.into_problems().into_iter();
        CliError::inputs(reports.chain([Unwritable.into()]))
    })?;
    let scenarios = feature.into_scenarios();
    let jobs = scenarios.into_iter().map(|it| Job::new(it, Arc::clone(policy), SEED)).collect();
    let (mut kept, mut records, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for (draft, record) in drafts.into_iter().zip(run_batch(jobs)) {
        if judge(&record) == Verdict::Conforms {
            kept.push(draft);
            records.push(record);
        } else {
            refused.push(draft.name);
        }
    }
    Ok((kept, records, refused))
}

/// A policy whose words cannot stand in a feature.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("no scenarios can be written from this policy: its words cannot stand in a feature")]
#[diagnostic(
    code(scaffold::unwritable),
    help("what is told above names them: change the policy's title, platforms or texts")
)]
struct Unwritable;
