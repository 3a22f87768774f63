//! `passgate sut check`: an adapter's own conformance, before any feature runs.

use crate::cli::args::sut::CheckSutArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::policies::Policies;
use crate::cli::project::root::SuiteRoot;
use crate::document::sanitized::on_one_line;
use crate::document::wording::counted;
use crate::sut::process::adapter_check::{
    AdapterFinding, AdapterOutcome, AdapterReport, check_adapter,
};
use crate::sut::process::connection::CommandLine;

/// How many of the last lines of standard error are shown.
const STDERR_LINES: usize = 20;

/// Checks the adapter, and lists each rule with what became of it.
pub(crate) fn check(args: &CheckSutArgs, output: &Output) -> Result<Exit, CliError> {
    let policies = Policies::load(&SuiteRoot::here())?;
    let policy = policies.chosen_or_default(args.policy.as_deref())?;
    let command = CommandLine { words: args.command.clone(), folder: None };
    let report = check_adapter(&command, &policy);
    if let Some(declared) = &report.declared {
        let parts = declared.summary(&[&policy]).join(" · ");
        output.write_lines(&format!("{}\n  declares  {parts}\n", declared.in_words()));
    }
    let paint = output.paint();
    for AdapterFinding { rule, outcome } in &report.findings {
        output.write_lines(&match outcome {
            AdapterOutcome::Kept => format!("{} {rule}\n", paint.good("✔")),
            AdapterOutcome::NotDeclared => format!("– {rule} (not declared)\n"),
            AdapterOutcome::Broken(problem) => {
                format!("{} {rule}\n      {}\n", paint.bad("✘"), on_one_line(problem))
            }
        });
    }
    output.write_lines(&closing(&report));
    Ok(if report.declared.is_none() {
        Exit::SystemLost
    } else if report.conforms() {
        Exit::Conforms
    } else {
        Exit::DoesNotConform
    })
}

fn closing(report: &AdapterReport) -> String {
    let is_broken =
        |finding: &&AdapterFinding| matches!(finding.outcome, AdapterOutcome::Broken(_));
    let broken = report.findings.iter().filter(is_broken).count();
    let tried = report.findings.iter().filter(|it| it.outcome != AdapterOutcome::NotDeclared);
    let tried = counted(tried.count(), "rule");
    if broken == 0 {
        return format!("the adapter keeps the {tried} that were tried\n");
    }
    let mut text = format!("the adapter breaks {broken} of {tried}\n");
    if let Some(stderr) = &report.stderr {
        let lines: Vec<&str> = stderr.trim_end().lines().collect();
        let last = lines.iter().skip(lines.len().saturating_sub(STDERR_LINES));
        text += "its standard error ends:\n";
        text.extend(last.map(|line| format!("  {}\n", on_one_line(line))));
    }
    text
}
