//! `passgate policy diff`: what changes for whom from one policy to another.

use std::path::Path;

use thiserror::Error;

use crate::cli::args::policy::{PolicyDiffArgs, PolicyDiffFormat, PolicyDiffFormatArg};
use crate::cli::args::run::{RunArgs, ScenarioRunArgs};
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::file_writer;
use crate::cli::output::terminal::Output;
use crate::cli::project::execution::ExecutionOptions;
use crate::cli::project::input_paths::InputPaths;
use crate::cli::project::policies::Policies;
use crate::cli::project::root::SuiteRoot;
use crate::cli::project::selection::select;
use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;
use crate::recording::comparison::Changes;
use crate::recording::whole::Recording;
use crate::report::policy_diff::PolicyDifference;
use crate::report::policy_diff::formats::{
    policy_diff, policy_diff_in_json, policy_diff_in_markdown,
};
use crate::report::policy_diff::policy_page::policy_diff_page;

/// Lists what changes. The exit code says whether anything does.
pub(crate) fn diff(args: &PolicyDiffArgs, output: &Output) -> Result<Exit, CliError> {
    let PolicyDiffFormatArg { format, path } = &args.format;
    if let Some(path) = path
        && InputPaths::of_policy_diff(args).contains(path)
    {
        return Err(CliError::usage(WouldReplacePolicy { path: path.display().to_string() }));
    }
    let policies = Policies::load(&SuiteRoot::here())?;
    let (before, after) = (policies.chosen(&args.before)?, policies.chosen(&args.after)?);
    let mut difference = PolicyDifference::between(&before, &after);
    if let Some(features) = &args.features {
        let named = [&*before, &*after];
        let old = run_under(&args.before, features, named, args, output)?;
        let new = run_under(&args.after, features, named, args, output)?;
        let mut verdicts = Changes::between(&old, &new);
        // What the tables show of the rows is what the policies say of them above.
        verdicts.rows.clear();
        difference.verdicts = Some(verdicts);
    }
    let text = match format {
        PolicyDiffFormat::Text => policy_diff(&difference),
        PolicyDiffFormat::Markdown => policy_diff_in_markdown(&difference),
        PolicyDiffFormat::Json => policy_diff_in_json(&difference),
        PolicyDiffFormat::Html => policy_diff_page(&difference),
    };
    match path {
        Some(path) => write(path, &text)?,
        None if *format == PolicyDiffFormat::Text => output.write_lines(&text),
        None => output.write(&text),
    }
    Ok(if difference.is_empty() { Exit::Conforms } else { Exit::DoesNotConform })
}

fn write(path: &Path, text: &str) -> Result<(), CliError> {
    file_writer::write(path, text).map_err(CliError::input)
}

/// Runs the scenarios at some paths under a policy; without a path, those of the suite that are about one of the two.
fn run_under(
    policy: &str,
    features: &[String],
    named: [&Policy; 2],
    args: &PolicyDiffArgs,
    output: &Output,
) -> Result<Recording, CliError> {
    let paths: Vec<String> = features.iter().filter(|path| !path.is_empty()).cloned().collect();
    let every = !paths.is_empty();
    let run = ScenarioRunArgs {
        policy: Some(policy.to_owned()),
        random: args.random,
        jobs: Some(64),
        config: args.config.clone(),
    };
    let mut selected = select(&RunArgs { paths, ..RunArgs::of_everything(run) }, output)?;
    let (positions, jobs) = std::mem::take(&mut selected.positions)
        .into_iter()
        .zip(std::mem::take(&mut selected.jobs))
        .filter(|(_, job)| every || is_about(&job.scenario, named))
        .unzip();
    (selected.positions, selected.jobs) = (positions, jobs);
    if selected.jobs.is_empty() {
        let [before, after] = named.map(|policy| policy.id.to_string());
        return Err(CliError::nothing(NoScenarioOfEither { before, after }));
    }
    Ok(selected.execute(ExecutionOptions::default(), output).recording)
}

/// Whether a scenario is about one of the policies, or does not say which one it is about.
fn is_about(scenario: &Scenario, policies: [&Policy; 2]) -> bool {
    let mut tags = scenario.tags.iter().filter_map(|tag| tag.strip_prefix("policy:")).peekable();
    tags.peek().is_none() || tags.any(|name| policies.iter().any(|policy| &*policy.id == name))
}

/// An output that would replace an input.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{path}` would be replaced by the differences, though this command reads it")]
#[diagnostic(code(format::input), help("give them a path of their own; nothing was changed"))]
struct WouldReplacePolicy {
    path: String,
}

/// No scenario to run.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("no scenario is about `{before}` or `{after}`")]
#[diagnostic(
    code(selection::empty),
    help("name the features whose verdicts you want to compare: `--features=PATH`")
)]
struct NoScenarioOfEither {
    before: String,
    after: String,
}
