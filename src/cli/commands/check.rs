//! `passgate check`: lists every problem, without running anything.

use crate::cli::args::check::{CheckArgs, CheckFormat};
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::check_result::CheckResult;
use crate::document::finding::Severity;
use crate::document::plain::PlainDiagnostic;
use crate::document::wording::counted;
use crate::report::diagnostic::diagnostic;
use crate::report::problems::github::problems_for_github;
use crate::report::problems::json::problems_as_json;
use crate::report::problems::sarif::problems_as_sarif;

/// More problems than this are not worth reading at once.
const PROBLEMS_MAX: usize = 100;

/// Checks what the command line names. The problems are the result, and go to standard output.
pub(crate) fn check(args: &CheckArgs, output: &Output) -> Result<Exit, CliError> {
    let check_result = CheckResult::of(args, output)?;
    if check_result.inputs.bundled {
        output.to_stderr("no features/ in this folder: checking the bundled features\n");
    }
    output.to_stderr(&check_result.inputs.root.note());
    match args.format {
        CheckFormat::Text => print_problems(&check_result, output),
        CheckFormat::Json => {
            output.write(&problems_as_json(&plain(&check_result), check_result.inputs.count()));
        }
        CheckFormat::Sarif => output.write(&problems_as_sarif(&plain(&check_result))),
        CheckFormat::Github => output.write(&problems_for_github(&plain(&check_result))),
    }
    let worst =
        check_result.problems.iter().map(|problem| problem.exit).max_by_key(|exit| exit.code());
    Ok(match worst {
        None => Exit::Conforms,
        Some(Exit::Conforms) if args.deny_warnings => Exit::DoesNotConform,
        Some(worst) => worst,
    })
}

fn plain(check_result: &CheckResult) -> Vec<PlainDiagnostic> {
    check_result.problems.iter().map(|problem| problem.plain.clone()).collect()
}

fn print_problems(check_result: &CheckResult, output: &Output) {
    for problem in check_result.problems.iter().take(PROBLEMS_MAX) {
        output.write(&diagnostic(&problem.diagnostic, output.paint(), output.width()));
        output.write("\n");
    }
    let more = check_result.problems.len().saturating_sub(PROBLEMS_MAX);
    if more > 0 {
        output.write(&format!("… and {more} more; `--format json` lists all of them\n\n"));
    }
    let conclusion =
        conclusion(check_result.count(Severity::Error), check_result.count(Severity::Warning));
    let paint = output.paint();
    let conclusion = if check_result.problems.is_empty() {
        paint.good(&conclusion)
    } else {
        paint.bad(&conclusion)
    };
    output.write(&format!("{} · {conclusion}\n", inputs(check_result).join(" · ")));
}

/// `10 features · 125 scenarios · 2 policies · passgate.yaml`
fn inputs(check_result: &CheckResult) -> Vec<String> {
    let inputs = &check_result.inputs;
    let mut parts = Vec::new();
    if !inputs.features.is_empty() {
        parts.push(counted(inputs.features.len(), "feature"));
        parts.push(counted(check_result.scenario_count, "scenario"));
    }
    if !inputs.policies.is_empty() {
        parts.push(counted(inputs.policies.len(), "policy"));
    }
    parts.extend(inputs.configurations.iter().map(|source| source.label.clone()));
    match inputs.others {
        0 => {}
        1 => parts.push("1 other YAML file ignored".to_owned()),
        count => parts.push(format!("{count} other YAML files ignored")),
    }
    if parts.is_empty() {
        parts.push("nothing was read".to_owned());
    }
    parts
}

fn conclusion(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => "no problems".to_owned(),
        (0, _) => counted(warnings, "warning"),
        (_, 0) => counted(errors, "error"),
        (_, _) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}
