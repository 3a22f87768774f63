//! Rows and clauses of the policies that no scenario is about.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cli::project::files::InputFile;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;
use crate::policy::unused::Usage;

/// The rows and clauses of some policies that none of `scenarios` is about, each with the name of its file.
pub(crate) fn unused<'s>(
    policies: &[(InputFile, Arc<Policy>)],
    scenarios: impl Iterator<Item = &'s Scenario>,
) -> Vec<(DocumentErrors, String)> {
    let mut usages: BTreeMap<&str, Usage> = BTreeMap::new();
    for scenario in scenarios {
        let Some(policy) = scenario.policy.as_deref() else { continue };
        let usage = usages.entry(policy).or_default();
        usage.scenarios = usage.scenarios.saturating_add(1);
        usage.clauses.extend(scenario.clauses.iter().cloned());
        usage.rows.extend(scenario.keys().cloned());
    }
    let nothing = Usage::default();
    let unused = policies.iter().filter_map(|(source, policy)| {
        let usage = usages.get(&*policy.id).unwrap_or(&nothing);
        let errors = policy.unused(usage, &source.label, &source.text)?;
        Some((errors, source.label.clone()))
    });
    unused.collect()
}
