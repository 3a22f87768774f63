//! `passgate steps`: the catalogue of sentences, for people, for other programs and for editors.

use std::collections::BTreeSet;
use std::path::Path;

use thiserror::Error;

use crate::cli::args::steps::{StepsArgs, StepsFormat};
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::files::label;
use crate::cli::project::generated_files::{Written, write_own};
use crate::cli::project::plan::{file_errors, read, vocabulary};
use crate::cli::project::policies::Policies;
use crate::cli::project::suite;
use crate::document::wording::{agreeing, counted};
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::known::ListedSentence;
use crate::language::catalogue::sentence::SentenceId;
use crate::language::vocabulary::Vocabulary;
use crate::report;

/// What the file for editors is called.
const GLUE: &str = "passgate.steps.ts";

/// The file for editors holds the whole catalogue.
#[derive(Debug, miette::Diagnostic, Error)]
#[error(
    "`--export-glue` cannot be used with {with}: it writes the whole catalogue, in a form of its own"
)]
#[diagnostic(code(steps::whole), help("leave {with} out"))]
struct Whole {
    with: &'static str,
}

/// Lists the sentences that are asked for, or writes all of them for editors.
pub(crate) fn steps(args: &StepsArgs, output: &Output) -> Result<Exit, CliError> {
    if let Some(folder) = &args.export_glue {
        check_whole(args)?;
        return export(folder, &vocabulary(&Policies::load()?, None), output);
    }
    let catalogue = Catalogue::bundled();
    let found = catalogue.search(&args.words).map_err(CliError::nothing)?;
    let vocabulary = vocabulary(&Policies::load()?, None);
    let mut wanted: BTreeSet<SentenceId> = found.into_iter().map(CatalogueEntry::id).collect();
    if args.unused {
        let used = used(&vocabulary, output)?;
        wanted.retain(|id| !used.contains(id));
    }
    let mut listing = catalogue.listing(&vocabulary);
    listing.retain(|listed| wanted.contains(&listed.entry.id()));
    output.write(&listed(args, &listing, output));
    Ok(Exit::Conforms)
}

fn listed(args: &StepsArgs, listing: &[ListedSentence<'_>], output: &Output) -> String {
    let all = Catalogue::bundled().sentences().len();
    match args.format {
        // A search that finds nothing has ended before; all that it found can only be in use.
        StepsFormat::Text if listing.is_empty() => {
            let which = if args.words.is_empty() { "" } else { " with these words" };
            format!("every sentence{which} is used by a feature at hand\n")
        }
        StepsFormat::Text => {
            report::steps::text::steps_text(listing, all, output.width(), output.paint())
        }
        StepsFormat::Markdown => report::steps::markdown::steps_markdown(listing),
        StepsFormat::Json => report::steps::json::steps_json(listing),
    }
}

/// The sentences that features at hand use. What nobody understands uses none, and is told.
fn used(vocabulary: &Vocabulary, output: &Output) -> Result<BTreeSet<SentenceId>, CliError> {
    let sources = suite::features().map_err(file_errors)?;
    if !suite::has_features() {
        output.to_stderr("no features/ in this folder: looking at the bundled features\n");
    }
    let scenarios = read(&sources, vocabulary)?.scenarios;
    let unclear = scenarios.iter().filter(|scenario| !scenario.is_runnable()).count();
    if unclear > 0 {
        let (scenarios, are) = (counted(unclear, "scenario"), agreeing(unclear, "is", "are"));
        output.to_stderr(&format!(
            "{scenarios} {are} not understood, and may use more sentences: \
             `passgate run` tells why\n"
        ));
    }
    let steps = scenarios.iter().flat_map(|scenario| &scenario.steps);
    Ok(steps.filter_map(|step| step.sentence).collect())
}

/// Refuses to write a part of the catalogue for editors, which would mark the rest as unknown.
fn check_whole(args: &StepsArgs) -> Result<(), CliError> {
    let mut problems = Vec::new();
    if !args.words.is_empty() {
        problems.push(Whole { with: "words" });
    }
    if args.unused {
        problems.push(Whole { with: "`--unused`" });
    }
    if args.format != StepsFormat::Text {
        problems.push(Whole { with: "`--format`" });
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(CliError::usages(problems))
}

fn export(folder: &Path, vocabulary: &Vocabulary, output: &Output) -> Result<Exit, CliError> {
    let listing = Catalogue::bundled().listing(vocabulary);
    let text = report::steps::glue::glue(&listing, vocabulary);
    let path = folder.join(GLUE);
    write_own(&[Written { path: &path, text: &text, mark: report::steps::glue::GLUE_MARK }])?;
    output.write(&format!("{}: {} sentences\n", label(&path), listing.len()));
    if !path.starts_with("features") {
        output.to_stderr(
            "the Cucumber extension looks in `features/**/*.ts`: name this file in its setting \
             `cucumber.glue`\n",
        );
    }
    Ok(Exit::Conforms)
}
