//! `passgate scaffold`: writes scenarios from the policy, for what no scenario of the folder covers.

use std::sync::Arc;

use thiserror::Error;

use crate::cli::args::scaffold::ScaffoldArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, FileError};
use crate::cli::output::file_writer;
use crate::cli::output::terminal::Output;
use crate::cli::project::features::translate;
use crate::cli::project::files::{InputFile, label};
use crate::cli::project::policies::Policies;
use crate::cli::project::root::SuiteRoot;
use crate::cli::project::row_selector;
use crate::cli::project::suite::{FeatureChoice, PolicyChoice, ProjectSuite, SuiteChoice};
use crate::cli::signals;
use crate::conformance::citing::covered;
use crate::conformance::coverage::{ClauseStatus, coverage};
use crate::conformance::verdict::{Verdict, judge};
use crate::document::wording::counted;
use crate::domain::key::Key;
use crate::language::feature::Feature;
use crate::language::formatting::format;
use crate::language::scaffold::draft::{DraftScenario, feature_text};
use crate::language::scaffold::drafts;
use crate::language::vocabulary::Vocabulary;
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::run::batch::run_batch;
use crate::run::record::{Job, Record};

/// The seed that the drafts are tried with; they pass with any other too.
const SEED: u64 = 2015;

/// Why nothing is written.
const NOTHING_UNCOVERED: &str =
    "every row and every clause has a scenario: there is nothing to write\n";

/// What the scenarios of the folder do not cover.
struct Uncovered {
    /// Whether there is no scenario at all.
    everything: bool,
    rows: Vec<KeyId>,
    clauses: Vec<Arc<str>>,
}

/// Writes what is missing.
pub(crate) fn scaffold(args: &ScaffoldArgs, output: &Output) -> Result<Exit, CliError> {
    let policies = Policies::load(&SuiteRoot::here())?;
    let policy = policies.chosen_or_default(args.policy.as_deref())?;
    let asked = row_selector::chosen(&policy, &args.row)?;
    if let Some(path) = &args.output
        && path.symlink_metadata().is_ok()
    {
        return Err(CliError::input(FileError::Exists { path: path.display().to_string() }));
    }
    let uncovered = if asked.is_empty() {
        uncovered(&policy, output)?
    } else {
        Uncovered { everything: true, rows: Vec::new(), clauses: cited(&policy, &asked) }
    };
    if !uncovered.everything && uncovered.rows.is_empty() && uncovered.clauses.is_empty() {
        output.to_stderr(&format!("{}: {NOTHING_UNCOVERED}", policy.id));
        return Ok(Exit::Conforms);
    }
    let every_row: Vec<KeyId> = policy.key_ids().collect();
    let (rows, whole) = if asked.is_empty() { (&every_row, true) } else { (&asked, false) };
    let named = rows.iter().filter_map(|id| policy.covered(*id));
    let keys: Vec<Key> = named.map(|named| named.key.clone()).collect();
    let (drafts, records, refused) = tried(&policy, drafts(&policy, &keys, whole))?;
    let covered =
        covered(&policy, &drafts, &records, SEED, output.progress("trying mutants").as_ref());
    if signals::is_stopped() {
        // What covers a clause is not known yet, so that nothing can be written.
        return Ok(Exit::Interrupted);
    }
    let wanted = |(draft, clauses): &(DraftScenario, Vec<Arc<str>>)| {
        uncovered.everything
            || policy.key_id(&draft.key).is_some_and(|key| uncovered.rows.contains(&key))
            || clauses.iter().any(|clause| uncovered.clauses.contains(clause))
    };
    let written: Vec<(DraftScenario, Vec<Arc<str>>)> =
        drafts.into_iter().zip(covered).filter(wanted).collect();
    let covered = |id: &Arc<str>| written.iter().any(|(_, clauses)| clauses.contains(id));
    let left =
        policy.clauses.iter().filter(|it| uncovered.clauses.contains(&it.id) && !covered(&it.id));
    let left: Vec<_> = left.collect();
    for name in &refused {
        output.to_stderr(&format!("left out, because it does not pass as it is written: {name}\n"));
    }
    let text = feature_text(&policy, &written, &left);
    let text = format("scaffold", &text).unwrap_or(text);
    let summary = in_words(&written, left.len());
    match &args.output {
        Some(path) => {
            file_writer::write_new(path, &text).map_err(CliError::input)?;
            output.write(&format!("wrote {}: {summary}\n", label(path)));
        }
        None => {
            output.write_exactly(&text);
            output.to_stderr(&format!("{summary}\n"));
        }
    }
    Ok(Exit::Conforms)
}

/// What was written, in words.
fn in_words(written: &[(DraftScenario, Vec<Arc<str>>)], left: usize) -> String {
    let mut rows: Vec<_> = written.iter().map(|(draft, _)| &draft.key).collect();
    rows.sort();
    rows.dedup();
    let mut clauses: Vec<&Arc<str>> = written.iter().flat_map(|(_, clauses)| clauses).collect();
    clauses.sort();
    clauses.dedup();
    let left = match left {
        0 => String::new(),
        1 => "; 1 clause is left to write by hand".to_owned(),
        count => format!("; {count} clauses are left to write by hand"),
    };
    format!(
        "{} on {}, with {}{left}",
        counted(written.len(), "scenario"),
        counted(rows.len(), "row"),
        counted(clauses.len(), "clause"),
    )
}

/// The clauses that these rows cite.
fn cited(policy: &Policy, keys: &[KeyId]) -> Vec<Arc<str>> {
    let covered = keys.iter().filter_map(|key| policy.covered(*key));
    let rows = covered.filter_map(|covered| policy.row(covered.row));
    rows.flat_map(|row| row.clauses.iter().cloned()).collect()
}

/// What the folder's own features do not cover. The bundled ones cannot be edited, and so do not count.
fn uncovered(policy: &Arc<Policy>, output: &Output) -> Result<Uncovered, CliError> {
    let choice = SuiteChoice {
        features: FeatureChoice::Own,
        policy: PolicyChoice::OnlyLoaded(policy),
        config: None,
    };
    let scenarios = ProjectSuite::load(choice, output)?.scenarios_of(policy);
    let everything = scenarios.is_empty();
    let jobs = scenarios.into_iter().map(|it| Job::new(it, Arc::clone(policy), SEED)).collect();
    let records: Vec<Record> = run_batch(jobs, &());
    let coverage = coverage(policy, &records.iter().collect::<Vec<_>>(), &[]);
    let clauses = coverage.with_status(ClauseStatus::NotCited).map(|it| Arc::clone(&it.clause.id));
    let clauses = clauses.collect();
    Ok(Uncovered { everything, rows: coverage.never_reached, clauses })
}

/// The drafts that pass under the policy as they are written, each with its record; the names of the others.
type Tried = (Vec<DraftScenario>, Vec<Record>, Vec<String>);

fn tried(policy: &Arc<Policy>, drafts: Vec<DraftScenario>) -> Result<Tried, CliError> {
    let untagged: Vec<_> = drafts.iter().map(|draft| (draft.clone(), Vec::new())).collect();
    let text = feature_text(policy, &untagged, &[]);
    let mut vocabulary = Vocabulary::default();
    vocabulary.force(policy);
    let source = InputFile { label: "scaffold".to_owned(), text };
    let translated = translate(std::slice::from_ref(&source), &vocabulary, &());
    if !translated.errors.is_empty() {
        let problems = translated.errors.into_iter();
        return Err(CliError::inputs(problems.chain([Unwritable.into()])));
    }
    let scenarios = translated.features.into_iter().flat_map(Feature::into_scenarios);
    let jobs = scenarios.map(|it| Job::new(it, Arc::clone(policy), SEED)).collect();
    let (mut kept, mut records, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for (draft, record) in drafts.into_iter().zip(run_batch(jobs, &())) {
        if judge(&record) == Verdict::Conforms {
            kept.push(draft);
            records.push(record);
        } else {
            refused.push(draft.name);
        }
    }
    Ok((kept, records, refused))
}

/// A policy whose texts cannot be written in a feature.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("no scenarios can be written from this policy: its texts cannot be written in a feature")]
#[diagnostic(
    code(scaffold::unwritable),
    help("the problems above name them: change the policy's title, platforms or texts")
)]
struct Unwritable;
