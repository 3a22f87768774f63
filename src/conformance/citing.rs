//! Which clauses an untagged scenario covers: those that one of its expectations is about and fails without.

use std::sync::Arc;

use crate::conformance::proof_search::ProofSearch;
use crate::conformance::proving_mutant::try_all;
use crate::domain::expectation::Expectation;
use crate::language::plan::{Check, Instruction, KnownPasscode};
use crate::language::proving::supports;
use crate::language::scaffold::clause_keywords::{ClauseMatch, clause_match};
use crate::language::scaffold::draft::DraftScenario;
use crate::language::scenario::Scenario;
use crate::policy::checked::{Clause, Policy};
use crate::run::batch::{Plan, PlanResult};
use crate::run::kill::{Until, try_plans};
use crate::run::progress::Progress;
use crate::run::record::Record;

/// An expectation on its own, and the clauses that are about it.
struct Candidate {
    draft: usize,
    plan: Plan,
    clauses: Vec<(Arc<str>, ClauseMatch)>,
}

/// The clauses that each draft scenario covers, from the records of the drafts as they were run.
///
/// Where a clause says what it is about, that decides, as in the coverage. Otherwise an expectation covers it if it says
/// the same as the clause; or if the clause is about it and a change of one value of the policy makes that very
/// expectation fail. If any row names a clause, the expectation has to be about such a row.
pub fn covered(
    policy: &Arc<Policy>,
    drafts: &[DraftScenario],
    records: &[Record],
    seed: u64,
    progress: &dyn Progress,
) -> Vec<Vec<Arc<str>>> {
    let mut candidates = Vec::new();
    for (position, (draft, record)) in drafts.iter().zip(records).enumerate() {
        let Some(plan) = Plan::new(&record.job.scenario) else { continue };
        for (step, line) in draft.lines.iter().enumerate() {
            let unprovable = policy.clauses.iter().filter(|clause| clause.provable().is_none());
            let own = unprovable.filter(|clause| is_for_row_of(policy, draft, clause));
            let about_it = own.filter_map(|clause| {
                clause_match(clause, &line.about).map(|covers| (Arc::clone(&clause.id), covers))
            });
            let clauses: Vec<(Arc<str>, ClauseMatch)> = about_it.collect();
            if !clauses.is_empty() {
                candidates.push(Candidate { draft: position, plan: alone(&plan, step), clauses });
            }
        }
    }
    // What leaves no doubt is covered without a trial; the rest comes first, to be tried.
    candidates
        .sort_by_key(|it| it.clauses.iter().all(|(_, covers)| *covers == ClauseMatch::Surely));
    let doubtful =
        |it: &&Candidate| it.clauses.iter().any(|(_, covers)| *covers == ClauseMatch::Likely);
    let tried = candidates.iter().filter(doubtful).map(|candidate| candidate.plan.clone());
    let plans: Vec<Plan> = tried.collect();
    let killed = killed(policy, &plans, seed, progress).into_iter().chain(std::iter::repeat(false));
    let mut covered = proved(policy, drafts, records, seed, progress);
    for (candidate, killed) in candidates.into_iter().zip(killed) {
        let Some(clauses) = covered.get_mut(candidate.draft) else { continue };
        for (clause, covers) in candidate.clauses {
            if (killed || covers == ClauseMatch::Surely) && !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
    }
    for clauses in &mut covered {
        clauses.sort_by_key(|id| policy.clauses.iter().position(|clause| clause.id == *id));
    }
    covered
}

/// The clauses that say what they are about and that each draft proves.
fn proved(
    policy: &Arc<Policy>,
    drafts: &[DraftScenario],
    records: &[Record],
    seed: u64,
    progress: &dyn Progress,
) -> Vec<Vec<Arc<str>>> {
    let provable = || policy.clauses.iter().filter_map(|it| Some((&it.id, it.provable()?)));
    if provable().next().is_none() {
        return vec![Vec::new(); drafts.len()];
    }
    let scenarios: Vec<Arc<Scenario>> =
        records.iter().map(|record| Arc::clone(&record.job.scenario)).collect();
    let about_it = |scenario: &Scenario, clause: &Clause| {
        clause.provable().is_some_and(|about| supports(policy, scenario, about))
    };
    let tried = try_all(policy, &scenarios, seed, about_it, progress);
    let search = ProofSearch { policy, scenarios: &scenarios, tried: &tried };
    let of_draft = |position: usize| {
        let proved = provable().filter(|(_, about)| search.proof(about, &[position]).is_some());
        proved.map(|(id, _)| Arc::clone(id)).collect()
    };
    (0..drafts.len()).map(of_draft).collect()
}

/// Whether the row that a draft is about names a clause; if no row does, every row will do.
fn is_for_row_of(policy: &Policy, draft: &DraftScenario, clause: &Clause) -> bool {
    let cites = |row: &crate::policy::row::Row| row.clauses.contains(&clause.id);
    let covered = policy.key_id(&draft.key).and_then(|key| policy.covered(key));
    let own = covered.and_then(|covered| policy.row(covered.row));
    own.is_some_and(cites) || !policy.rows.iter().any(cites)
}

/// The plan with no expectation but this one, and those that it needs: a passcode has to be seen to be entered.
fn alone(plan: &Plan, step: usize) -> Plan {
    let needs_passcode = plan.steps().get(step).is_some_and(|instruction| match &**instruction {
        Instruction::Check(Check::Unlocks { passcode, .. }) => *passcode == KnownPasscode::Seen,
        Instruction::Check(_) | Instruction::Act { .. } => false,
    });
    plan.reduced(|position| {
        position == step
            || (position < step
                && plan.steps().get(position).is_some_and(|instruction| match &**instruction {
                    Instruction::Act { .. } => true,
                    Instruction::Check(Check::Sees { what, .. }) => {
                        needs_passcode && matches!(what, Expectation::NewPasscode { .. })
                    }
                    Instruction::Check(_) => false,
                }))
    })
}

/// Whether the last step of each plan fails under some policy that differs in one value.
fn killed(policy: &Policy, plans: &[Plan], seed: u64, progress: &dyn Progress) -> Vec<bool> {
    let mut killed = vec![false; plans.len()];
    let all = try_plans(policy, plans, seed, Until::TheEnd, progress);
    for kill in all.tried.into_iter().filter_map(|tried| tried.kills.ok()).flatten() {
        let last = plans.get(kill.plan).map(|plan| plan.steps().len());
        let failed = match kill.result {
            PlanResult::Failed(step, _) => Some(step.saturating_add(1)),
            PlanResult::Passed | PlanResult::Broken(_) => None,
        };
        if let Some(place) =
            killed.get_mut(kill.plan).filter(|_| failed.is_some() && failed == last)
        {
            *place = true;
        }
    }
    killed
}
