//! Rows of a policy by name: `Tablet`, `Tablet/shared`.

use thiserror::Error;

use crate::cli::output::error::CliError;
use crate::document::diagnostic::Diagnostic;
use crate::document::suggestion::asked;
use crate::domain::key::Key;
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;

/// The keys that are named, in the policy's order; all unknown names are reported at once.
pub(crate) fn chosen(policy: &Policy, asked: &[String]) -> Result<Vec<KeyId>, CliError> {
    let keys: Vec<&Key> = policy.keys.as_slice().iter().map(|covered| &covered.key).collect();
    let means = |asked: &str, key: &Key| asked == key.platform() || asked == name_of(key);
    let unknown = asked.iter().filter(|name| !keys.iter().any(|key| means(name, key)));
    let reports: Vec<Diagnostic> = unknown
        .map(|name| {
            let (name, policy_name) = (name.clone(), policy.id.to_string());
            UnknownRow { help: suggestion(&name, &keys), name, policy: policy_name }.into()
        })
        .collect();
    if !reports.is_empty() {
        return Err(CliError::usages(reports));
    }
    let named = policy.key_ids().zip(keys);
    let wanted = named.filter(|(_, key)| asked.iter().any(|name| means(name, key)));
    Ok(wanted.map(|(id, _)| id).collect())
}

fn name_of(key: &Key) -> String {
    key.values().join("/")
}

fn suggestion(name: &str, keys: &[&Key]) -> String {
    let mut known: Vec<String> = keys.iter().map(|key| name_of(key)).collect();
    known.dedup();
    // A platform alone means all of its rows.
    let platforms = keys.iter().map(|key| key.platform());
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
