//! `passgate scaffold`: scenarios for what no scenario of the folder covers, written from the policy.

use std::sync::Arc;

use miette::{Diagnostic, Report};
use thiserror::Error;

use crate::cli::Exit;
use crate::cli::args::ScaffoldArgs;
use crate::cli::error::{CliError, FileError};
use crate::cli::files::{Found, label};
use crate::cli::library::{self, DEFAULT_POLICY};
use crate::cli::output::Output;
use crate::cli::plays::{file_errors, lexicon, read};
use crate::cli::policies::Policies;
use crate::cli::rows;
use crate::cli::snapshots;
use crate::conformance::{Hold, RowKey, Verdict, borne, coverage, judge, row_keys};
use crate::language::{
    Catalogue, Feature, Lexicon, Sketch, Translator, feature_text, format, sketches,
};
use crate::policy::Policy;
use crate::run::{Job, Record, play_in_bulk};

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
pub(super) fn scaffold(args: &ScaffoldArgs, output: &Output) -> Result<Exit, CliError> {
    let policies = Policies::load()?;
    let policy = policies.chosen(&args.policy)?;
    let asked = rows::chosen(&policy, &args.row)?;
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
    let (sketches, records, refused) = tried(&policy, sketches(&policy, &names, whole))?;
    let borne = borne(&policy, &sketches, &records, SEED);
    let wanted = |(sketch, clauses): &(Sketch, Vec<Arc<str>>)| {
        open.everything
            || open.rows.iter().any(|row| is_about(sketch, row))
            || clauses.iter().any(|clause| open.clauses.contains(clause))
    };
    let written: Vec<(Sketch, Vec<Arc<str>>)> =
        sketches.into_iter().zip(borne).filter(wanted).collect();
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
fn is_about(sketch: &Sketch, row: &RowKey) -> bool {
    sketch.row.0 == row.platform && sketch.row.1 == row.management
}

/// What was written, in words.
fn told(written: &[(Sketch, Vec<Arc<str>>)], left: usize) -> String {
    let mut rows: Vec<_> = written.iter().map(|(sketch, _)| &sketch.row).collect();
    rows.sort();
    rows.dedup();
    let mut clauses: Vec<&Arc<str>> = written.iter().flat_map(|(_, clauses)| clauses).collect();
    clauses.sort();
    clauses.dedup();
    let (scenarios, rows, clauses) = (written.len(), rows.len(), clauses.len());
    let left = match left {
        0 => String::new(),
        count => format!("; {count} clauses are left to write by hand"),
    };
    format!("{scenarios} scenarios on {rows} rows, with {clauses} clauses{left}")
}

/// The clauses that some of these rows answer to.
fn cited(policy: &Policy, rows: &[RowKey]) -> Vec<Arc<str>> {
    let rows = rows.iter().filter_map(|row| policy.row(row.row));
    rows.flat_map(|row| row.clauses.iter().cloned()).collect()
}

/// What the folder's own features leave open. The bundled ones are nobody's to edit and do not count.
fn open(policies: &Policies, policy: &Arc<Policy>) -> Result<Open, CliError> {
    let mut sources = Vec::new();
    if library::has_features() {
        sources = library::features().or_else(none_at_all).map_err(file_errors)?;
        // A shell makes the file that the output goes to before passgate is run.
        sources.retain(|source| !source.text.is_empty());
    }
    let mut words = lexicon(policies, None);
    words.policies.remove(&policy.id);
    words.learn(policy);
    let mut scenarios = read(&sources, &words)?.scenarios;
    scenarios.retain(|it| it.policy.as_deref().unwrap_or(DEFAULT_POLICY) == &*policy.id);
    let everything = scenarios.is_empty();
    let jobs = scenarios.into_iter().map(|it| Job::new(it, Arc::clone(policy), SEED)).collect();
    let records: Vec<Record> = play_in_bulk(jobs);
    let coverage = coverage(policy, &records.iter().collect::<Vec<_>>(), &[]);
    let clauses = coverage.held(Hold::NoScenario).map(|it| Arc::clone(&it.clause.id));
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
type Tried = (Vec<Sketch>, Vec<Record>, Vec<String>);

fn tried(policy: &Arc<Policy>, sketches: Vec<Sketch>) -> Result<Tried, CliError> {
    let untagged: Vec<_> = sketches.iter().map(|sketch| (sketch.clone(), Vec::new())).collect();
    let text = feature_text(policy, &untagged, &[]);
    let mut lexicon = Lexicon::default();
    lexicon.force(policy);
    let read = Feature::read("scaffold", &text)
        .and_then(|feature| Translator::new(Catalogue::bundled(), &lexicon).translate(feature));
    let feature = read.map_err(|errors| {
        let reports = errors.into_problems().into_iter().map(Report::new);
        CliError::inputs(reports.chain([Report::new(Unwritable)]).collect())
    })?;
    let (scenarios, _) = feature.into_parts();
    let jobs = scenarios.into_iter().map(|it| Job::new(it, Arc::clone(policy), SEED)).collect();
    let (mut kept, mut records, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for (sketch, record) in sketches.into_iter().zip(play_in_bulk(jobs)) {
        if judge(&record) == Verdict::Conforms {
            kept.push(sketch);
            records.push(record);
        } else {
            refused.push(sketch.name);
        }
    }
    Ok((kept, records, refused))
}

/// A policy whose words cannot stand in a feature.
#[derive(Debug, Diagnostic, Error)]
#[error("no scenarios can be written from this policy: its words cannot stand in a feature")]
#[diagnostic(
    code(scaffold::unwritable),
    help("what is told above names them: change the policy's title, platforms or texts")
)]
struct Unwritable;
