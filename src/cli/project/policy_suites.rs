//! The suite of each policy, for the commands that examine the scenarios themselves.

use std::sync::Arc;

use thiserror::Error;

use crate::cli::args::suite::SuiteArgs;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::bundled::DEFAULT_POLICY;
use crate::cli::project::suite::{FeatureChoice, PolicyChoice, ProjectSuite, SuiteChoice};
use crate::conformance::policy_suite::PolicySuite;
use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;

/// A project's suite, and the policies that have scenarios in it.
pub(crate) struct LoadedSuites {
    pub(crate) suite: ProjectSuite,
    by_policy: Vec<(Arc<Policy>, Vec<Arc<Scenario>>)>,
}

impl LoadedSuites {
    /// Loads the scenarios of the policy that is named, or of every policy.
    pub(crate) fn load(args: &SuiteArgs, output: &Output) -> Result<Self, CliError> {
        let choice = SuiteChoice {
            features: FeatureChoice::Project,
            policy: args.policy.as_deref().map_or(PolicyChoice::Own, PolicyChoice::Only),
            config: Some(&args.config),
        };
        let suite = ProjectSuite::load(choice, output)?;
        let by_policy = suite.by_policy();
        if by_policy.is_empty() {
            let named = suite.named_policy().map(|policy| policy.id.to_string());
            let policy = named.unwrap_or_else(|| DEFAULT_POLICY.to_owned());
            return Err(CliError::nothing(NoSuite { policy }));
        }
        Ok(Self { suite, by_policy })
    }

    /// The suites, each executed under its policy, the newest policy first.
    pub(crate) fn suites(&self, seed: u64) -> impl Iterator<Item = PolicySuite> {
        self.by_policy.iter().map(move |(policy, scenarios)| {
            PolicySuite::run(Arc::clone(policy), scenarios.clone(), &self.suite.waivers, seed)
        })
    }
}

/// A policy that no scenario names.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("no scenario is about the policy `{policy}`")]
#[diagnostic(
    code(suite::empty),
    help("write `@policy:{policy}` above the features that describe it")
)]
struct NoSuite {
    policy: String,
}
