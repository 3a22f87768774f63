//! The scenarios of one policy, as the suite that has to notice when a value of the policy changes.

use std::sync::Arc;

use crate::conformance::coverage::{Coverage, coverage};
use crate::conformance::mutation::{Mutation, mutate};
use crate::conformance::proving_mutant::try_mutants;
use crate::conformance::verdict::{Verdict, judge};
use crate::conformance::waivers::Waivers;
use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;
use crate::policy::mutation::equivalents::Equivalents;
use crate::run::batch::run_batch;
use crate::run::progress::Progress;
use crate::run::record::{Job, Record};

/// A policy, and its scenarios as they were executed under it.
#[derive(Debug)]
pub(crate) struct PolicySuite {
    pub(crate) policy: Arc<Policy>,
    pub(crate) scenarios: Vec<Arc<Scenario>>,
    /// In the order of the scenarios.
    pub(crate) records: Vec<Record>,
}

impl PolicySuite {
    /// Executes the scenarios of a policy under it.
    ///
    /// A scenario that is waived and does not conform is left out: it is known to fail, and can kill no mutant.
    pub(crate) fn run(
        policy: Arc<Policy>,
        scenarios: Vec<Arc<Scenario>>,
        waivers: &Waivers,
        seed: u64,
        progress: &dyn Progress,
    ) -> Self {
        let job = |scenario| Job::new(scenario, Arc::clone(&policy), seed);
        let mut records = run_batch(scenarios.into_iter().map(job).collect(), progress);
        records.retain(|record| {
            judge(record) == Verdict::Conforms || waivers.waiver_of(&record.job.scenario).is_none()
        });
        let scenarios = records.iter().map(|record| Arc::clone(&record.job.scenario)).collect();
        Self { policy, scenarios, records }
    }

    /// Executes the scenarios of several policies, each under its own.
    pub(crate) fn run_all(
        suites: &[(Arc<Policy>, Vec<Arc<Scenario>>)],
        waivers: &Waivers,
        seed: u64,
        progress: &dyn Progress,
    ) -> Vec<Self> {
        let suite = |(policy, scenarios): &(Arc<Policy>, Vec<Arc<Scenario>>)| {
            Self::run(Arc::clone(policy), scenarios.clone(), waivers, seed, progress)
        };
        suites.iter().map(suite).collect()
    }

    /// Whether every scenario conforms under the policy itself; otherwise nothing can be learned from its mutants. One
    /// that was not reached shows nothing: then no mutant is tried either.
    pub(crate) fn conforms(&self) -> bool {
        let conforms = |record| matches!(judge(record), Verdict::Conforms | Verdict::NotReached);
        self.records.iter().all(conforms)
    }

    /// What the scenarios cover, tried against every mutant of the policy.
    pub(crate) fn coverage(&self, seed: u64, progress: &dyn Progress) -> Coverage {
        let mutants = try_mutants(&self.policy, &self.scenarios, seed, progress);
        let coverage = coverage(&self.policy, &self.records.iter().collect::<Vec<_>>(), &mutants);
        Coverage { interrupted: progress.is_stopped(), ..coverage }
    }

    /// Which mutants of the policy the scenarios kill.
    pub(crate) fn mutation(
        &self,
        seed: u64,
        equivalents: &Equivalents,
        progress: &dyn Progress,
    ) -> Mutation {
        mutate(&self.policy, &self.scenarios, seed, equivalents, progress)
    }
}
