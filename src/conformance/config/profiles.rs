//! Systems and profiles by name, and whether the clauses of a profile exist.

use std::collections::BTreeSet;

use crate::conformance::config::checked::Config;
use crate::conformance::config::systems::{ProfileEntry, SystemEntry};
use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::document::yaml::path::NodePart;
use crate::policy::checked::Policy;

impl Config {
    /// The system called `name`.
    pub fn system(&self, name: &str) -> Option<&SystemEntry> {
        self.systems.iter().find(|system| system.name == name)
    }

    /// The profile called `name`.
    pub fn profile(&self, name: &str) -> Option<&ProfileEntry> {
        self.profiles.iter().find(|profile| profile.name == name)
    }

    /// Checks that every clause of a profile exists.
    ///
    /// # Errors
    ///
    /// When one does not, each with its place.
    pub fn check_profiles<'p>(
        &self,
        policies: impl IntoIterator<Item = &'p Policy>,
    ) -> Result<(), DocumentErrors> {
        let policies = policies.into_iter().flat_map(|policy| &policy.clauses);
        let known: BTreeSet<&str> = policies.map(|clause| &*clause.id).collect();
        let named = self.profiles.iter().flat_map(|profile| {
            let path = profile.path.key("clauses");
            let clauses = profile.clauses.iter().enumerate();
            clauses.map(move |(index, clause)| (clause, path.index(index)))
        });
        let unknown = named.filter(|(clause, _)| !known.contains(clause.as_str()));
        let findings: Vec<Finding> = unknown
            .map(|(clause, path)| {
                let message = format!("no policy has a clause {}", quoted(clause));
                Finding::new("config::unknown_clause", message)
                    .help(did_you_mean(clause, known.iter().copied()))
                    .at(NodePart::Value(path))
            })
            .collect();
        match &self.raw_document {
            Some(raw_document) if !findings.is_empty() => Err(raw_document.errors(findings)),
            Some(_) | None => Ok(()),
        }
    }
}
