//! `passgate steps`: lists the catalogue of sentences for people, programs and editors.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use thiserror::Error;

use crate::cli::args::steps::{StepsArgs, StepsFormat};
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::files::label;
use crate::cli::project::generated_files::{GeneratedFile, write_generated};
use crate::cli::project::policies::Policies;
use crate::cli::project::root::SuiteRoot;
use crate::cli::project::suite::{FeatureChoice, PolicyChoice, ProjectSuite, SuiteChoice};
use crate::document::wording::counted;
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::known::ListedSentence;
use crate::language::catalogue::sentence::SentenceId;
use crate::language::vocabulary::Vocabulary;
use crate::report;

/// The name of the file for editors.
const GLUE: &str = "passgate.steps.ts";

/// The file for editors contains the whole catalogue.
#[derive(Debug, miette::Diagnostic, Error)]
#[error(
    "`--export-glue` cannot be used with {with}: it writes the whole catalogue, in its own format"
)]
#[diagnostic(code(steps::whole), help("leave out {with}"))]
struct WholeCatalogue {
    with: &'static str,
}

/// Lists the sentences that are asked for, or writes all of them for editors.
pub(crate) fn steps(args: &StepsArgs, output: &Output) -> Result<Exit, CliError> {
    if let Some(folder) = &args.export_glue {
        check_whole(args)?;
        return export(folder, &vocabulary_of_features(output)?, output);
    }
    let catalogue = Catalogue::bundled();
    let vocabulary = vocabulary()?;
    let found = catalogue.search(&args.words, &vocabulary).map_err(CliError::nothing)?;
    let mut wanted: BTreeSet<SentenceId> = found.into_iter().map(CatalogueEntry::id).collect();
    if args.unused {
        let used = used(output)?;
        wanted.retain(|id| !used.contains(id));
    }
    let mut listing = catalogue.listing(vocabulary.scope(None));
    listing.retain(|listed| wanted.contains(&listed.entry.id()));
    output.write(&listed(args, &listing, output));
    Ok(Exit::Conforms)
}

/// The words of every policy; a sentence is listed with those of the one that applies where no tag names any.
fn vocabulary() -> Result<Vocabulary, CliError> {
    let policies = Policies::load(&SuiteRoot::here())?;
    // Where it is not clear which one applies, the names of all are listed.
    let default = policies.chosen_or_default(None).ok().map(|policy| Arc::clone(&policy.id));
    Ok(policies.vocabulary(default, None))
}

/// The words of every policy that a feature of the folder may be under, for an editor in which any of them is open.
fn vocabulary_of_features(output: &Output) -> Result<Vocabulary, CliError> {
    let mut vocabulary = vocabulary()?;
    let choice =
        SuiteChoice { features: FeatureChoice::Project, policy: PolicyChoice::Own, config: None };
    // Where features cannot be read, which other commands report, any policy may be the one of the feature in hand.
    if let Ok(suite) = ProjectSuite::load(choice, output) {
        let mut named: BTreeSet<Arc<str>> =
            suite.scenarios.iter().filter_map(|scenario| scenario.policy.clone()).collect();
        named.extend(vocabulary.assumed.clone());
        vocabulary.policies.retain(|id, _| named.contains(id));
    }
    Ok(vocabulary)
}

fn listed(args: &StepsArgs, listing: &[ListedSentence<'_>], output: &Output) -> String {
    let all = Catalogue::bundled().sentences().len();
    match args.format {
        // A search without a match has ended before: everything that it found is in use.
        StepsFormat::Text if listing.is_empty() => {
            let which = if args.words.is_empty() { "" } else { " with these words" };
            format!("every sentence{which} is used by a feature\n")
        }
        StepsFormat::Text => {
            report::steps::text::steps_text(listing, all, output.width(), output.paint())
        }
        StepsFormat::Markdown => report::steps::markdown::steps_markdown(listing),
        StepsFormat::Json => report::steps::json::steps_json(listing),
    }
}

/// The sentences that the features use. A step that is not understood uses none, which is reported.
fn used(output: &Output) -> Result<BTreeSet<SentenceId>, CliError> {
    let choice =
        SuiteChoice { features: FeatureChoice::Project, policy: PolicyChoice::Own, config: None };
    let suite = ProjectSuite::load(choice, output)?;
    if suite.bundled {
        output.to_stderr("no features/ in this folder: searching the bundled features\n");
    }
    let scenarios = &suite.scenarios;
    let unclear = scenarios.iter().filter(|scenario| !scenario.is_runnable()).count();
    if unclear > 0 {
        let is = if unclear == 1 { "is" } else { "are" };
        let unclear = counted(unclear, "scenario");
        output.to_stderr(&format!(
            "{unclear} {is} not understood, and may use more sentences: `passgate check` says why\n"
        ));
    }
    let steps = scenarios.iter().flat_map(|scenario| &scenario.steps);
    Ok(steps.filter_map(|step| step.sentence).collect())
}

/// Refuses to write a part of the catalogue for editors, which would mark every other sentence as unknown.
fn check_whole(args: &StepsArgs) -> Result<(), CliError> {
    let mut problems = Vec::new();
    if !args.words.is_empty() {
        problems.push(WholeCatalogue { with: "words" });
    }
    if args.unused {
        problems.push(WholeCatalogue { with: "`--unused`" });
    }
    if args.format != StepsFormat::Text {
        problems.push(WholeCatalogue { with: "`--format`" });
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(CliError::usages(problems))
}

fn export(folder: &Path, vocabulary: &Vocabulary, output: &Output) -> Result<Exit, CliError> {
    let scope = vocabulary.every_scope();
    let listing = Catalogue::bundled().listing(scope);
    let text = report::steps::glue::glue(&listing, scope);
    let path = folder.join(GLUE);
    write_generated(&[GeneratedFile {
        path: &path,
        text: &text,
        mark: report::steps::glue::GLUE_MARK,
    }])?;
    output.write(&format!("{}: {} sentences\n", label(&path), listing.len()));
    if !path.starts_with("features") {
        output.to_stderr(
            "the Cucumber extension looks in `features/**/*.ts`: add this file to its setting \
             `cucumber.glue`\n",
        );
    }
    Ok(Exit::Conforms)
}
