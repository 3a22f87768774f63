//! Rows of a policy by what people call them: `Android`, `Android/hybrid`.

use thiserror::Error;

use crate::cli::output::error::CliError;
use crate::conformance::outcome::{RowKey, row_keys};
use crate::document::diagnostic::Diagnostic;
use crate::document::suggestion::asked;
use crate::policy::checked::Policy;

/// The rows that are asked for, in the policy's order; all that are unknown are told at once.
pub(crate) fn chosen(policy: &Policy, asked: &[String]) -> Result<Vec<RowKey>, CliError> {
    let rows = row_keys(policy);
    let means = |asked: &str, row: &RowKey| asked == row.platform.name() || asked == called(row);
    let unknown = asked.iter().filter(|name| !rows.iter().any(|row| means(name, row)));
    let reports: Vec<Diagnostic> = unknown
        .map(|name| {
            let (name, policy_name) = (name.clone(), policy.id.to_string());
            UnknownRow { help: suggestion(&name, &rows), name, policy: policy_name }.into()
        })
        .collect();
    if !reports.is_empty() {
        return Err(CliError::usages(reports));
    }
    Ok(rows.into_iter().filter(|row| asked.iter().any(|name| means(name, row))).collect())
}

fn called(row: &RowKey) -> String {
    format!("{}/{}", row.platform, row.management)
}

fn suggestion(name: &str, rows: &[RowKey]) -> String {
    let mut known: Vec<String> = rows.iter().map(called).collect();
    known.dedup();
    // A platform alone means all of its rows.
    let platforms = rows.iter().map(|row| row.platform.name());
    let names = platforms.chain(known.iter().map(String::as_str));
    asked(name, names, &format!("known: {}", known.join(", ")))
}

/// A row that the policy does not have.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("the policy `{policy}` has no row `{name}`")]
#[diagnostic(code(policy::unknown_row), help("{help}"))]
struct UnknownRow {
    policy: String,
    name: String,
    help: String,
}
