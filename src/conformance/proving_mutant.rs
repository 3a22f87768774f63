//! The systems that break what a policy promises, and which expectations fail under them.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::place::Place;
use crate::language::scenario::Scenario;
use crate::policy::about::About;
use crate::policy::checked::{Clause, Policy};
use crate::run::batch::{Plan, PlanResult};
use crate::run::kill::{Kill, TriedPlans, Until, try_defects, try_plans};
use crate::run::progress::Progress;
use crate::simulation::defect::Defect;

/// A system that breaks what a policy promises, and the steps that fail under it.
#[derive(Clone, Debug)]
pub struct TriedMutant {
    /// What people call it.
    pub name: String,
    /// What kind it is.
    pub kind: MutantKind,
    /// By what a clause names it: the key that differs, whichever entries of lists it goes through, or the name of the
    /// defect.
    pub named: String,
    /// The steps that fail under it, scenario by scenario.
    pub failed: Vec<FailedStep>,
}

/// What kind of system breaks a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MutantKind {
    /// A policy with one value changed.
    Policy,
    /// A simulation that is wrong on purpose, for what no value of a policy expresses.
    Defect,
}

/// A step that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedStep {
    /// Its scenario, by the position among those that were run.
    pub scenario: usize,
    /// Which step, counted from zero.
    pub step: usize,
    /// Who saw something else, and where, if it looked at a place.
    pub place: Option<Place>,
}

impl TriedMutant {
    /// Whether a clause names it.
    pub(crate) fn is_of(&self, about: &About) -> bool {
        match self.kind {
            MutantKind::Policy => about.keys.iter().any(|key| is_under(&self.named, key)),
            MutantKind::Defect => about.defects.iter().any(|defect| **defect == *self.named),
        }
    }

    /// How many scenarios fail under it: the fewer, the more it shows.
    pub(crate) fn scenario_count(&self) -> usize {
        let mut scenarios: Vec<usize> = self.failed.iter().map(|failed| failed.scenario).collect();
        scenarios.dedup();
        scenarios.len()
    }
}

impl Clause {
    /// What it is about, if it names what breaks it.
    pub(crate) fn provable(&self) -> Option<&About> {
        let names_some = |about: &&About| !about.keys.is_empty() || !about.defects.is_empty();
        self.about.as_ref().filter(names_some)
    }
}

/// Whether a key is another one, or a part of it.
fn is_under(key: &str, other: &str) -> bool {
    key.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Runs all scenarios, which conform, against each mutant of the policy; and those that cite a clause against the defects
/// that the clause names, or against every defect if it names nothing. Those that are left when the work is stopped are
/// left out.
pub fn try_mutants(
    policy: &Arc<Policy>,
    scenarios: &[Arc<Scenario>],
    seed: u64,
    progress: &dyn Progress,
) -> Vec<TriedMutant> {
    let cites = |scenario: &Scenario, clause: &Clause| scenario.clauses.contains(&clause.id);
    try_all(policy, scenarios, seed, cites, progress)
}

/// The same, where `cites` says which scenarios may prove a clause.
pub(crate) fn try_all(
    policy: &Arc<Policy>,
    scenarios: &[Arc<Scenario>],
    seed: u64,
    cites: impl Fn(&Scenario, &Clause) -> bool,
    progress: &dyn Progress,
) -> Vec<TriedMutant> {
    let plans: Vec<Plan> = scenarios.iter().filter_map(Plan::new).collect();
    let all = try_plans(policy, &plans, seed, Until::TheEnd, progress);
    let mutants = all.tried.into_iter().filter_map(|TriedPlans { mutant, kills, .. }| {
        Some(TriedMutant {
            name: mutant.name,
            kind: MutantKind::Policy,
            named: mutant.pattern,
            failed: failed(&kills.ok()?),
        })
    });
    let mut wanted: Vec<(&'static Defect, BTreeSet<usize>)> = Vec::new();
    for defect in Defect::all() {
        let may_show = |clause: &&Clause| {
            clause
                .provable()
                .is_none_or(|about| about.defects.iter().any(|it| **it == *defect.name()))
        };
        let clauses: Vec<&Clause> = policy.clauses.iter().filter(may_show).collect();
        let citing = |plan: &Plan| clauses.iter().any(|clause| cites(&plan.scenario, clause));
        let positions = plans.iter().enumerate().filter(|(_, plan)| citing(plan));
        wanted.push((defect, positions.map(|(position, _)| position).collect()));
    }
    wanted.retain(|(_, positions)| !positions.is_empty());
    let defects = try_defects(policy, &plans, seed, &wanted, progress);
    let defects = defects.into_iter().map(|(defect, kills)| TriedMutant {
        name: defect.description().to_owned(),
        kind: MutantKind::Defect,
        named: defect.name().to_owned(),
        failed: failed(&kills),
    });
    mutants.chain(defects).collect()
}

fn failed(kills: &[Kill]) -> Vec<FailedStep> {
    let failed = kills.iter().filter_map(|kill| match &kill.result {
        PlanResult::Failed(step, failure) => {
            Some(FailedStep { scenario: kill.plan, step: *step, place: failure.place })
        }
        PlanResult::Passed | PlanResult::Broken(_) => None,
    });
    failed.collect()
}
