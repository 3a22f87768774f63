//! `passgate check`: tells everything that is wrong, without playing anything.

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

/// Nobody reads more problems than this at once.
const PROBLEMS_MAX: usize = 100;

/// Checks what the command line asks for. What is wrong is the result, and goes to standard output.
pub(crate) fn check(args: &CheckArgs, output: &Output) -> Result<Exit, CliError> {
    let check_result = CheckResult::of(args)?;
    if check_result.inputs.bundled {
        output.to_stderr("no features/ in this folder: checking the bundled features\n");
    }
    match args.format {
        CheckFormat::Text => tell(&check_result, output),
        CheckFormat::Json => {
            output.write(&problems_as_json(&plain(&check_result), check_result.inputs.count()));
        }
        CheckFormat::Sarif => output.write(&problems_as_sarif(&plain(&check_result))),
        CheckFormat::Github => output.write(&problems_for_github(&plain(&check_result))),
    }
    let worst = check_result.noted.iter().map(|noted| noted.exit).max_by_key(|exit| exit.code());
    Ok(match worst {
        None => Exit::Conforms,
        Some(Exit::Conforms) if args.deny_warnings => Exit::DoesNotConform,
        Some(worst) => worst,
    })
}

fn plain(check_result: &CheckResult) -> Vec<PlainDiagnostic> {
    check_result.noted.iter().map(|noted| noted.plain.clone()).collect()
}

fn tell(check_result: &CheckResult, output: &Output) {
    for noted in check_result.noted.iter().take(PROBLEMS_MAX) {
        output.write(&diagnostic(&noted.diagnostic, output.paint(), output.width()));
        output.write("\n");
    }
    let more = check_result.noted.len().saturating_sub(PROBLEMS_MAX);
    if more > 0 {
        output.write(&format!("… and {more} more; `--format json` tells all of them\n\n"));
    }
    let verdict =
        verdict(check_result.count(Severity::Error), check_result.count(Severity::Warning));
    let paint = output.paint();
    let verdict =
        if check_result.noted.is_empty() { paint.good(&verdict) } else { paint.bad(&verdict) };
    output.write(&format!("{} · {verdict}\n", read(check_result).join(" · ")));
}

/// `10 features · 125 scenarios · 2 policies · passgate.yaml`
fn read(check_result: &CheckResult) -> Vec<String> {
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
    if inputs.others > 0 {
        parts.push(counted(inputs.others, "other YAML file") + " left alone");
    }
    if parts.is_empty() {
        parts.push("nothing was read".to_owned());
    }
    parts
}

fn verdict(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => "no problems".to_owned(),
        (0, _) => counted(warnings, "warning"),
        (_, 0) => counted(errors, "error"),
        (_, _) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}
