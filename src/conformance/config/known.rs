//! Whether what the waivers name exists.

use std::collections::BTreeSet;

use crate::conformance::config::checked::{Config, Subject, Waiver};
use crate::conformance::config::date::Date;
use crate::conformance::config::reading::subject_path;
use crate::conformance::waivers::{LoadedScenarios, Waivers};
use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::document::yaml::path::{NodePart, Path};
use crate::policy::checked::Policy;

impl Config {
    /// Checks that every policy that is named exists.
    ///
    /// # Errors
    ///
    /// When one does not, each with its place.
    pub fn check_policies(&self, known: &BTreeSet<&str>) -> Result<(), DocumentErrors> {
        let root = Path::root();
        let default = self.default_policy.iter().map(|name| (name, root.key("default_policy")));
        let listed = self.policies.iter().enumerate();
        let listed = listed.map(|(index, name)| (name, root.key("policies").index(index)));
        let unknown = default.chain(listed).filter(|(name, _)| !known.contains(name.as_str()));
        let findings: Vec<Finding> = unknown
            .map(|(name, path)| {
                let message = format!("there is no policy {}", quoted(name));
                Finding::new("config::unknown_policy", message)
                    .help(did_you_mean(name, known.iter().copied()))
                    .at(NodePart::Value(path))
            })
            .collect();
        match &self.raw_document {
            Some(raw_document) if !findings.is_empty() => Err(raw_document.errors(findings)),
            Some(_) | None => Ok(()),
        }
    }

    /// The waivers in force today, over the scenarios that were loaded.
    ///
    /// # Errors
    ///
    /// When a waiver names a clause that no policy has, or a feature or scenario that does not exist.
    /// Where only some features were read, one that may be in the others is not missed.
    pub fn waivers<'p>(
        &self,
        loaded: LoadedScenarios,
        policies: impl IntoIterator<Item = &'p Policy>,
        today: Date,
    ) -> Result<Waivers, DocumentErrors> {
        let clauses: BTreeSet<&str> = policies
            .into_iter()
            .flat_map(|policy| &policy.clauses)
            .map(|clause| &*clause.id)
            .collect();
        let unknown = |waiver: &Waiver| match &waiver.subject {
            Subject::Clause(id) => unknown_clause(waiver, id, &clauses),
            Subject::Scenario { name, feature } => {
                unknown_scenario(waiver, name, feature.as_deref(), &loaded)
            }
        };
        let findings: Vec<Finding> = self.waivers.iter().filter_map(unknown).collect();
        match &self.raw_document {
            Some(raw_document) if !findings.is_empty() => Err(raw_document.errors(findings)),
            Some(_) | None => Ok(Waivers::new(self.waivers.clone(), loaded, today)),
        }
    }
}

fn unknown_clause(waiver: &Waiver, id: &str, clauses: &BTreeSet<&str>) -> Option<Finding> {
    (!clauses.contains(id)).then(|| {
        Finding::new("config::unknown_clause", format!("no policy has a clause {}", quoted(id)))
            .help(did_you_mean(id, clauses.iter().copied()))
            .at(NodePart::Value(subject_path(waiver)))
    })
}

fn unknown_scenario(
    waiver: &Waiver,
    name: &str,
    feature: Option<&str>,
    loaded: &LoadedScenarios,
) -> Option<Finding> {
    let paths: BTreeSet<&str> = loaded.scenarios.iter().map(|scenario| &*scenario.path).collect();
    if let Some(path) = feature.filter(|path| !paths.contains(path)) {
        return loaded.whole.then(|| {
            Finding::new("config::unknown_feature", format!("there is no feature {}", quoted(path)))
                .help(did_you_mean(path, paths.iter().copied()))
                .at(NodePart::Value(waiver.path.key("feature")))
        });
    }
    let read_in_full = loaded.whole || feature.is_some();
    let there = loaded.scenarios.iter().any(|scenario| waiver.subject.covers(scenario));
    (read_in_full && !there).then(|| {
        let near = loaded
            .scenarios
            .iter()
            .filter(|scenario| feature.is_none_or(|path| *scenario.path == *path));
        let names: BTreeSet<&str> = near.map(|scenario| &*scenario.name).collect();
        let place = feature.map_or_else(String::new, |path| format!(" in {}", quoted(path)));
        let message = format!("there is no scenario {}{place}", quoted(name));
        let mut help = did_you_mean(name, names.iter().copied());
        if name.contains('<') {
            help += "; a row of an outline is named with its own words in the place of `<…>`";
        }
        Finding::new("config::unknown_scenario", message)
            .help(help)
            .at(NodePart::Value(subject_path(waiver)))
    })
}
