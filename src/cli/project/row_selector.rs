//! Rows of a policy by what people call them: `Android`, `Android/hybrid`.

use miette::{Diagnostic, Report};
use thiserror::Error;

use crate::cli::output::error::CliError;
use crate::conformance::outcome::{RowKey, row_keys};
use crate::policy::checked::Policy;

/// The rows that are asked for, in the policy's order; all that are unknown are told at once.
pub(crate) fn chosen(policy: &Policy, asked: &[String]) -> Result<Vec<RowKey>, CliError> {
    let rows = row_keys(policy);
    let means = |asked: &str, row: &RowKey| asked == row.platform.name() || asked == called(row);
    let unknown = asked.iter().filter(|name| !rows.iter().any(|row| means(name, row)));
    let reports: Vec<Report> = unknown
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
    let platforms = rows.iter().map(|row| row.platform.name().to_owned());
    let likeness =
        |known: &str| strsim::normalized_levenshtein(&known.to_lowercase(), &name.to_lowercase());
    let nearest = platforms
        .chain(known.iter().cloned())
        .map(|known| (likeness(&known), known))
        .filter(|(likeness, _)| *likeness > 0.5)
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    known.dedup();
    let meant = nearest.map_or_else(String::new, |(_, known)| format!("did you mean `{known}`? "));
    format!("{meant}known: {}", known.join(", "))
}

/// A row that the policy does not have.
#[derive(Debug, Diagnostic, Error)]
#[error("the policy `{policy}` has no row `{name}`")]
#[diagnostic(code(policy::unknown_row), help("{help}"))]
struct UnknownRow {
    policy: String,
    name: String,
    help: String,
}
