//! A sweep with the findings that a project keeps: what is executed, and how it ends.

use std::ops::Range;
use std::sync::Arc;

use crate::conformance::conclusion::Conclusion;
use crate::journal::Journal;
use crate::policy::checked::Policy;
use crate::run::batch::{Plan, Worker};
use crate::run::progress::Progress;
use crate::run::record::Job;
use crate::run::sweep::{SweepFinding, Swept, Trial};
use crate::run::sweep_rounds::sweep_in_rounds;
use crate::simulation::fault::Profile;

/// A kept finding as a trial, with the path of its file.
#[derive(Clone, Debug)]
pub(crate) struct KeptTrial {
    pub(crate) path: String,
    pub(crate) trial: Trial,
}

/// A kept finding that is back.
#[derive(Debug)]
pub(crate) struct Reappeared {
    pub(crate) path: String,
    pub(crate) finding: SweepFinding,
    pub(crate) journal: Journal,
    pub(crate) policy: Arc<Policy>,
}

/// What a sweep found.
#[derive(Debug)]
pub(crate) struct SweepResult {
    pub(crate) profile: Profile,
    pub(crate) scenario_count: usize,
    /// How many seeds were to be swept.
    pub(crate) seeds: u64,
    /// How many seeds were swept.
    pub(crate) seeds_done: u64,
    pub(crate) swept: Swept,
    /// The kept findings that are back.
    pub(crate) reappeared: Vec<Reappeared>,
    /// The files of the kept findings that do not occur any more.
    pub(crate) kept_fixed: Vec<String>,
}

/// The plans that a profile executes; a scenario that cannot be executed has none, which a run reports.
///
/// A waived scenario is known to fail; under hostile faults only the invariants count.
pub(crate) fn plans(jobs: &[Job], profile: Profile) -> Vec<(Plan, Arc<Policy>)> {
    let wanted = |job: &&Job| profile == Profile::Hostile || !job.tolerated;
    let plan = |job: &Job| Some((Plan::new(&job.scenario)?, Arc::clone(&job.policy)));
    jobs.iter().filter(wanted).filter_map(plan).collect()
}

/// The kept findings about one of these plans.
pub(crate) fn kept_in(kept: &[KeptTrial], plans: &[(Plan, Arc<Policy>)]) -> Vec<KeptTrial> {
    let is_here = |kept: &&KeptTrial| {
        let scenario = &kept.trial.plan.scenario;
        plans.iter().any(|(plan, _)| Arc::ptr_eq(&plan.scenario, scenario))
    };
    kept.iter().filter(is_here).cloned().collect()
}

impl SweepResult {
    /// Replays the kept findings, and sweeps the plans over the seeds until the work is stopped.
    pub(crate) fn of(
        plans: &[(Plan, Arc<Policy>)],
        kept: &[KeptTrial],
        seeds: Range<u64>,
        profile: Profile,
        progress: &dyn Progress,
    ) -> Self {
        let (mut reappeared, mut kept_fixed) = (Vec::new(), Vec::new());
        for KeptTrial { path, trial } in kept {
            let mut worker = Worker::new(&trial.policy);
            if let Some(finding) = trial.run(&mut worker) {
                let (path, policy) = (path.clone(), Arc::clone(&trial.policy));
                let journal = worker.take_journal();
                reappeared.push(Reappeared { path, finding, journal, policy });
            } else {
                kept_fixed.push(path.clone());
            }
        }
        let asked = seeds.end.saturating_sub(seeds.start);
        let (swept, seeds_done) = sweep_in_rounds(plans, seeds, profile, progress);
        Self {
            profile,
            scenario_count: plans.len(),
            seeds: asked,
            seeds_done,
            swept,
            kept_fixed,
            reappeared,
        }
    }

    /// Whether there was nothing to sweep: no seed, or no scenario.
    pub(crate) const fn is_empty(&self) -> bool {
        self.seeds == 0 || self.scenario_count == 0
    }

    /// Whether every seed was swept.
    pub(crate) const fn is_complete(&self) -> bool {
        self.seeds_done == self.seeds
    }

    /// How the sweep ended: a broken invariant is a defect of passgate, a scenario that fails does not conform.
    pub(crate) fn conclusion(&self) -> Conclusion {
        let kept = self.reappeared.iter().map(|kept| conclusion_of(&kept.finding));
        let swept = self.swept.found.values().map(|found| conclusion_of(&found.finding));
        let ended = match (self.is_complete(), self.is_empty()) {
            (false, _) => Conclusion::Interrupted,
            (true, true) => Conclusion::DoesNotConform,
            (true, false) => Conclusion::Conforms,
        };
        Conclusion::worst(kept.chain(swept).chain([ended]))
    }
}

/// What a finding says of the run that it was found in.
pub(crate) const fn conclusion_of(finding: &SweepFinding) -> Conclusion {
    match finding {
        SweepFinding::Breach(_) => Conclusion::Broken,
        SweepFinding::Fails { .. } => Conclusion::DoesNotConform,
    }
}
