//! One run, counted: the results of each policy's scenarios.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::conformance::behaviour::{BehaviourRow, behaviour};
use crate::conformance::clauses::{Citation, cited_clauses};
use crate::conformance::outcome::ScenarioFacts;
use crate::conformance::verdict::Verdict;
use crate::conformance::visibility::{VisibilityRow, visibility};
use crate::conformance::waivers::{WaiverViolation, Waivers};
use crate::journal::digest::{Digest, JournalDigest};
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::run::record::Record;

/// The results of one run.
#[derive(Debug)]
pub struct Judgement<'r> {
    /// A tally for each policy that a scenario was run under, the newest policy first.
    pub tallies: Vec<Tally>,
    /// The verdict on each record, in the order of the records.
    pub verdicts: Vec<(&'r Record, Verdict)>,
    /// Identifies everything that happened, in the order of the records.
    pub digest: Digest,
    /// What is waived today.
    pub waivers: Arc<Waivers>,
    /// The waivers that fail the run.
    pub violations: Vec<WaiverViolation>,
}

/// The results of the scenarios of one policy.
#[derive(Debug)]
pub struct Tally {
    /// The policy.
    pub policy: Arc<Policy>,
    /// How many scenarios there are of each verdict.
    pub verdicts: BTreeMap<Verdict, usize>,
    /// What happens to the passcode.
    pub behaviour: Vec<BehaviourRow>,
    /// Who sees the new passcode.
    pub visibility: Vec<VisibilityRow>,
    /// The clauses and their citations.
    pub clauses: Vec<Citation>,
}

/// Judges every record of a run in which nothing is waived.
pub fn judge_run(records: &[Record]) -> Judgement<'_> {
    judge_run_with(records, &Arc::default())
}

/// Judges every record of a run, and the waivers that were given for it.
pub fn judge_run_with<'r>(records: &'r [Record], waivers: &Arc<Waivers>) -> Judgement<'r> {
    let (mut all_facts, mut verdicts) = (Vec::new(), Vec::new());
    let mut digest = JournalDigest::new();
    for record in records {
        digest.add_digest(record.journal.digest());
        let facts = ScenarioFacts::judged(record, waivers.judge(record));
        verdicts.push((record, facts.verdict));
        all_facts.push((Arc::clone(&record.job.policy), facts));
    }
    Judgement {
        tallies: tallies(all_facts),
        violations: waivers.violations(&verdicts),
        verdicts,
        digest: digest.finish(),
        waivers: Arc::clone(waivers),
    }
}

/// The results of scenarios, each under its policy: a tally for each policy, the newest first.
pub fn tallies(all_facts: impl IntoIterator<Item = (Arc<Policy>, ScenarioFacts)>) -> Vec<Tally> {
    let mut groups: Vec<(Arc<Policy>, Vec<ScenarioFacts>)> = Vec::new();
    for (policy, facts) in all_facts {
        match groups.iter_mut().find(|(known, _)| Arc::ptr_eq(known, &policy)) {
            Some((_, group)) => group.push(facts),
            None => groups.push((policy, vec![facts])),
        }
    }
    // The newest policy comes first: it is what people ask about.
    groups.sort_by(|(a, _), (b, _)| b.as_of.cmp(&a.as_of).then_with(|| a.id.cmp(&b.id)));
    groups.into_iter().map(|(policy, all_facts)| Tally::new(policy, &all_facts)).collect()
}

impl Tally {
    fn new(policy: Arc<Policy>, all_facts: &[ScenarioFacts]) -> Self {
        let mut verdicts = BTreeMap::new();
        for facts in all_facts {
            *verdicts.entry(facts.verdict).or_default() += 1;
        }
        Self {
            behaviour: behaviour(&policy, all_facts),
            visibility: visibility(&policy, all_facts),
            clauses: cited_clauses(&policy, all_facts),
            policy,
            verdicts,
        }
    }

    /// Leaves out the rows that no scenario reached: a run of a few scenarios is about the others.
    pub fn leave_out_unreached(&mut self) {
        self.behaviour.retain(|row| row.scenario_count() > 0);
        let reached: Vec<KeyId> = self.behaviour.iter().map(|row| row.key).collect();
        self.visibility.retain(|row| reached.contains(&row.key));
    }

    /// How many clauses a conforming scenario verifies.
    pub fn clauses_verified(&self) -> usize {
        self.clauses.iter().filter(|citation| citation.passing > 0).count()
    }
}

impl Judgement<'_> {
    /// How many scenarios have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.verdicts.iter().filter(|(_, other)| *other == verdict).count()
    }

    /// Whether no verdict and no waiver fails the run.
    pub fn conforms(&self) -> bool {
        self.worst().is_tolerable() && self.violations.is_empty()
    }

    /// The worst verdict of the run.
    pub fn worst(&self) -> Verdict {
        self.verdicts.iter().map(|(_, verdict)| *verdict).max().unwrap_or(Verdict::Conforms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::scenarios_of_tests::scenarios;
    use crate::policy::samples::{desk, plain};
    use crate::run::record::Job;
    use crate::run::single::run_single;

    fn records(policy: &Arc<Policy>, text: &str) -> Vec<Record> {
        let job = |scenario| Job::new(scenario, Arc::clone(policy), 1);
        scenarios(policy, text).into_iter().map(|it| run_single(job(it))).collect()
    }

    #[test]
    fn a_run_is_counted_under_each_policy_the_newest_first() {
        let conforms = "Scenario: A\nGiven a Digits device managed by Plain joint\nThen the device is locked\n";
        let fails = conforms.replace("Scenario: A", "Scenario: B").replace("locked", "unlocked");
        let tablet = "Scenario: C\n\
            Given a Tablet device managed by Shelf shared, with enrolment by hand\n\
            Then the device is locked\n";
        let mut all = records(&plain(), conforms);
        let judged = judge_run(&all);
        assert!(judged.conforms());
        assert_eq!((judged.worst(), judged.count(Verdict::Conforms)), (Verdict::Conforms, 1));
        all.extend(records(&plain(), &fails));
        all.extend(records(&desk(), tablet));
        let judged = judge_run(&all);
        assert!(!judged.conforms());
        assert_eq!((judged.worst(), judged.count(Verdict::Conforms)), (Verdict::Fails, 2));
        let policies: Vec<&str> = judged.tallies.iter().map(|tally| &*tally.policy.id).collect();
        assert_eq!(policies[0], "desk");
        let desk = &judged.tallies[0];
        assert_eq!(desk.verdicts, [(Verdict::Conforms, 1)].into());
        assert_eq!((desk.clauses.len(), desk.clauses_verified()), (1, 0));
    }
}
