//! `passgate policy check`: checks policy documents.

use std::path::PathBuf;

use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::files;
use crate::cli::project::policies::parse;
use crate::document::wording::counted;

/// Checks every document, and reports every problem.
pub(crate) fn check_policies(files: &[PathBuf], output: &Output) -> Result<Exit, CliError> {
    let mut reports = Vec::new();
    for file in files {
        let checked = match files::read(file) {
            Ok(source) => parse(&source).map(|policy| (source.label, policy)),
            Err(error) => Err(CliError::input(error)),
        };
        match checked {
            Ok((label, policy)) => output.write(&format!(
                "{label}: {} is well-formed: {}, {}, {}\n",
                policy.id,
                counted(policy.rows.len(), "row"),
                counted(policy.clauses.len(), "clause"),
                counted(policy.assumptions.len(), "assumption"),
            )),
            Err(error) => reports.extend(error.into_diagnostics()),
        }
    }
    if reports.is_empty() { Ok(Exit::Conforms) } else { Err(CliError::inputs(reports)) }
}
