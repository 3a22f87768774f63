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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::config::checked::{Subject, Waiver};
    use crate::conformance::config::date::Date;
    use crate::conformance::mutation::MutantStatus;
    use crate::conformance::waivers::LoadedScenarios;
    use crate::document::yaml::path::Path;
    use crate::language::scenarios_of_tests::scenarios;
    use crate::policy::samples::plain;

    const TEXT: &str = "\
@clause:everything
Scenario: It conforms
  Given a Digits device managed by Plain joint
  When the clerk resets the passcode in the desk
  Then the clerk sees a new numeric passcode in the desk

Scenario: It fails
  Given a Digits device managed by Plain joint
  Then the clerk sees a new numeric passcode in the desk
";

    /// Work that is stopped after a number of units.
    struct StopsAfter(std::sync::atomic::AtomicU64);

    impl Progress for StopsAfter {
        fn start(&self, _: &'static str, _: u64) {}

        fn advance(&self, units: u64) {
            let left = &self.0;
            let _ = left.fetch_update(RELAXED, RELAXED, |left| Some(left.saturating_sub(units)));
        }

        fn is_stopped(&self) -> bool {
            self.0.load(RELAXED) == 0
        }
    }

    const RELAXED: std::sync::atomic::Ordering = std::sync::atomic::Ordering::Relaxed;

    fn stops_after(units: u64) -> StopsAfter {
        StopsAfter(units.into())
    }

    /// The suite of these scenarios, with a waiver of those that are called so.
    fn suite(count: usize, waived: &str, progress: &dyn Progress) -> PolicySuite {
        let policy = plain();
        let all = scenarios(&policy, TEXT);
        let [reason, owner, ticket, file] = ["", "", "", ""].map(String::from);
        let expires = Date::parse("2026-01-01").unwrap();
        let subject = Subject::Scenario { name: waived.into(), feature: None };
        let (line, path) = (1, Path::root());
        let waiver = Waiver { subject, reason, owner, ticket, expires, file, line, path };
        let loaded = LoadedScenarios { scenarios: all.clone(), whole: true };
        let waivers = Waivers::new(vec![waiver], loaded, expires);
        let scenarios = all.into_iter().take(count).collect();
        let mut suites = PolicySuite::run_all(&[(policy, scenarios)], &waivers, 1, progress);
        assert_eq!(suites.len(), 1);
        suites.remove(0)
    }

    #[test]
    fn a_suite_conforms_if_all_that_is_not_waived_does() {
        let names = |suite: &PolicySuite| {
            suite.scenarios.iter().map(|it| it.name.to_string()).collect::<Vec<_>>()
        };
        let one = suite(1, "", &());
        assert_eq!((one.conforms(), names(&one)), (true, vec!["It conforms".to_owned()]));
        let both = suite(2, "", &());
        assert_eq!((both.conforms(), both.records.len()), (false, 2));
        let waived = suite(2, "It fails", &());
        assert_eq!((waived.conforms(), names(&waived)), (true, names(&one)));
        let stale = suite(1, "It conforms", &());
        assert_eq!(names(&stale), names(&one), "what conforms kills mutants, waived or not");
        let stopped = suite(2, "", &stops_after(0));
        assert!(stopped.conforms(), "what was not reached shows nothing");
    }

    #[test]
    fn an_interrupted_coverage_says_so() {
        let suite = suite(1, "", &());
        let whole = suite.coverage(1, &());
        assert_eq!((whole.interrupted, whole.clauses.len()), (false, 1));
        let cut = suite.coverage(1, &stops_after(3));
        assert_eq!((cut.interrupted, cut.clauses.len()), (true, 1));
    }

    #[test]
    fn a_suite_kills_the_mutants_that_its_scenarios_notice() {
        let equivalents = Equivalents::parse("none.yaml", "{}\n").unwrap();
        let mutation = suite(1, "", &()).mutation(1, &equivalents, &());
        let of_digits = |name: &str| name.contains("passcode.alphabet");
        let killed = mutation.with(|status| matches!(status, MutantStatus::Killed(..)));
        assert!(killed.filter(|it| of_digits(&it.name)).count() > 0, "{mutation:?}");
    }
}
