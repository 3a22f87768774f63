//! The suite of each policy, for the commands that examine the scenarios themselves.

use std::sync::Arc;

use thiserror::Error;

use crate::cli::args::suite::SuiteArgs;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::suite::{FeatureChoice, PolicyChoice, ProjectSuite, SuiteChoice};
use crate::conformance::policy_suite::PolicySuite;
use crate::document::diagnostic::{Diagnostic, in_order};
use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;
use crate::report::missing::absence_lines;

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
        output.to_stderr(&absence_lines(&suite.absences));
        output.to_stderr(&suite.root.note());
        let unclear = suite.scenarios.iter().filter(|scenario| scenario.policy.is_none());
        let problems: Vec<Diagnostic> =
            unclear.flat_map(|scenario| scenario.problems.iter().cloned()).collect();
        if suite.named_policy().is_none() && !problems.is_empty() {
            return Err(CliError::undefined(in_order(problems)));
        }
        let by_policy = suite.by_policy();
        if by_policy.is_empty() {
            let named = suite.named_policy();
            let (which, tag) = named.map_or_else(
                || ("any policy".to_owned(), "NAME".to_owned()),
                |policy| (format!("the policy `{}`", policy.id), policy.id.to_string()),
            );
            return Err(CliError::nothing(NoSuite { which, tag }));
        }
        Ok(Self { suite, by_policy })
    }

    /// The suites, each executed under its policy, the newest policy first.
    pub(crate) fn suites(&self, seed: u64, output: &Output) -> impl Iterator<Item = PolicySuite> {
        self.by_policy.iter().map(move |(policy, scenarios)| {
            let display = output.progress("running");
            let (policy, scenarios) = (Arc::clone(policy), scenarios.clone());
            PolicySuite::run(policy, scenarios, &self.suite.waivers, seed, display.as_ref())
        })
    }
}

/// A policy that no scenario names.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("no scenario is about {which}")]
#[diagnostic(code(suite::empty), help("write `@policy:{tag}` above the features that describe it"))]
struct NoSuite {
    which: String,
    tag: String,
}
