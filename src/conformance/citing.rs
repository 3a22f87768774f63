//! Which clauses an untagged scenario covers: those that one of its expectations is about and fails without.

use std::sync::Arc;

use crate::conformance::proof_search::ProofSearch;
use crate::conformance::proving_mutant::try_all;
use crate::language::plan::Instruction;
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

/// The plan with no expectation but this one. It is not about entering a passcode that was seen: what says that is
/// covered without a trial.
fn alone(plan: &Plan, step: usize) -> Plan {
    let acts = plan.steps().iter().take(step).map(|it| matches!(**it, Instruction::Act { .. }));
    let mut kept: Vec<bool> = acts.collect();
    kept.push(true);
    plan.reduced(|position| kept.get(position).is_some_and(|kept| *kept))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::scaffold::draft::feature_text;
    use crate::language::scaffold::drafts;
    use crate::language::scenarios_of_tests::scenarios;
    use crate::policy::samples::{PLAIN, key};
    use crate::run::batch::run_batch;
    use crate::run::record::{Ending, Job};

    /// The clauses of the policy of these tests: none says what it is about, so that their words decide.
    const CLAUSES: &str = "clauses:
  everything: { statement: it is as it is, evidence: assumed }
  unlocks: { statement: the new passcode unlocks the device, evidence: assumed }
  state: { statement: the clerk can reset and the desk shows the state, evidence: assumed }
  done: { statement: the page says It has been done, evidence: assumed }
  elsewhere: { statement: the passcode is nowhere else, evidence: assumed }
  numeric: { statement: a new numeric passcode is made, evidence: assumed }
  only: { statement: a passcode is available only there, evidence: assumed }
  removed: { statement: the passcode is removed, evidence: assumed }
";

    /// The policy with these clauses, of which the first row cites one.
    fn policy() -> Arc<Policy> {
        let (head, rest) = PLAIN.split_once("clauses:\n").unwrap();
        let (_, rows) = rest.split_once("rows:\n").unwrap();
        let rows = rows.replacen("clauses: [everything]", "clauses: [everything, done]", 1);
        let text = format!("{head}{CLAUSES}rows:\n{rows}");
        Arc::new(Policy::parse("plain.yaml", &text).unwrap())
    }

    /// What the drafts for a device cover, each by its name.
    fn covered_by_drafts(platform: &str) -> Vec<(String, Vec<Arc<str>>)> {
        let policy = policy();
        let drafts = drafts(&policy, &[key(platform, "joint")], false);
        let untagged: Vec<_> = drafts.iter().map(|draft| (draft.clone(), Vec::new())).collect();
        let text = feature_text(&policy, &untagged, &[]);
        let (_, scenario_texts) = text.split_once("keep what matters, and say why.\n").unwrap();
        let job = |scenario| Job::new(scenario, Arc::clone(&policy), 1);
        let jobs = scenarios(&policy, scenario_texts).into_iter().map(job).collect();
        let records = run_batch(jobs, &());
        assert!(records.iter().all(|record| record.ending == Ending::Passed));
        let covered = covered(&policy, &drafts, &records, 1, &());
        drafts.into_iter().map(|draft| draft.name).zip(covered).collect()
    }

    #[track_caller]
    fn covers(drafts: &[(String, Vec<Arc<str>>)], name: &str, expected: &[&str]) {
        let (_, clauses) = drafts.iter().find(|(other, _)| other == name).unwrap();
        assert_eq!(clauses.iter().map(|id| &**id).collect::<Vec<_>>(), expected, "{name}");
    }

    #[test]
    fn a_draft_covers_what_its_expectations_say_or_what_a_mutant_shows_that_they_are_about() {
        let drafts = covered_by_drafts("Digits");
        let all = ["unlocks", "state", "elsewhere", "numeric", "only"];
        covers(&drafts, "Digits, joint: the clerk resets the passcode in the desk", &all);
        covers(&drafts, "Digits, joint: the owner resets the passcode in the page", &["only"]);
        let again = "Digits, joint: the owner resets the passcode in the page, after an earlier reset by the clerk in the desk";
        covers(&drafts, again, &["unlocks", "elsewhere", "numeric", "only"]);
        covers(&drafts, "Digits, joint: what happens to the device", &[]);
    }

    #[test]
    fn a_draft_covers_a_clause_that_a_row_names_only_if_it_is_about_that_row() {
        let drafts = covered_by_drafts("Gone");
        let name = |who: &str, surface: &str| {
            format!("Gone, joint: {who} resets the passcode in {surface}")
        };
        // That no passcode is seen is no proof where none can be.
        covers(&drafts, &name("the owner", "the page"), &["done"]);
        covers(&drafts, &name("the clerk", "the desk"), &["state"]);
        covers(&drafts, "Gone, joint: what happens to the device", &["removed"]);
    }
}
