//! One run, counted: what each policy's scenarios came to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::conformance::{
    BehaviourRow, Citation, RowKey, Verdict, VisibilityRow, behaviour, cited_clauses, judge,
    visibility,
};
use crate::journal::{Digest, JournalDigest};
use crate::policy::Policy;
use crate::run::Record;

/// What the records of one run come to.
#[derive(Debug)]
pub struct Judgement<'r> {
    /// A tally for each policy that something was played under, the newest policy first.
    pub tallies: Vec<Tally<'r>>,
    /// The verdict on each record, in the order of the records.
    pub verdicts: Vec<(&'r Record, Verdict)>,
    /// Identifies everything that happened, in the order of the records.
    pub digest: Digest,
}

/// What the scenarios of one policy came to.
#[derive(Debug)]
pub struct Tally<'r> {
    /// The policy.
    pub policy: Arc<Policy>,
    /// Its records.
    pub records: Vec<&'r Record>,
    /// How many scenarios there are of each verdict.
    pub verdicts: BTreeMap<Verdict, usize>,
    /// What happens to the passcode.
    pub behaviour: Vec<BehaviourRow>,
    /// Who sees the new passcode.
    pub visibility: Vec<VisibilityRow>,
    /// The clauses and their citations.
    pub clauses: Vec<Citation>,
}

/// Judges every record of a run.
pub fn judge_run(records: &[Record]) -> Judgement<'_> {
    let mut groups: Vec<(Arc<Policy>, Vec<&Record>)> = Vec::new();
    let mut digest = JournalDigest::new();
    for record in records {
        digest.add_digest(record.journal.digest());
        let policy = &record.job.policy;
        match groups.iter_mut().find(|(known, _)| Arc::ptr_eq(known, policy)) {
            Some((_, group)) => group.push(record),
            None => groups.push((Arc::clone(policy), vec![record])),
        }
    }
    // The newest policy comes first: it is what people ask about.
    groups.sort_by(|(a, _), (b, _)| b.as_of.cmp(&a.as_of).then_with(|| a.id.cmp(&b.id)));
    Judgement {
        tallies: groups.into_iter().map(|(policy, records)| Tally::new(policy, records)).collect(),
        verdicts: records.iter().map(|record| (record, judge(record))).collect(),
        digest: digest.finish(),
    }
}

impl<'r> Tally<'r> {
    fn new(policy: Arc<Policy>, records: Vec<&'r Record>) -> Self {
        let mut verdicts = BTreeMap::new();
        for record in &records {
            *verdicts.entry(judge(record)).or_default() += 1;
        }
        Self {
            behaviour: behaviour(&policy, &records),
            visibility: visibility(&policy, &records),
            clauses: cited_clauses(&policy, &records),
            policy,
            records,
            verdicts,
        }
    }

    /// Leaves out the rows that no scenario came to: a run of a few scenarios tells of those.
    pub fn leave_out_unreached(&mut self) {
        self.behaviour.retain(|row| row.scenario_count() > 0);
        let reached: Vec<&RowKey> = self.behaviour.iter().map(|row| &row.key).collect();
        self.visibility.retain(|row| reached.contains(&&row.key));
    }

    /// How many clauses a conforming scenario bears out.
    pub fn clauses_borne_out(&self) -> usize {
        self.clauses.iter().filter(|citation| citation.borne_out > 0).count()
    }
}

impl Judgement<'_> {
    /// How many scenarios have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.verdicts.iter().filter(|(_, other)| *other == verdict).count()
    }

    /// The worst verdict of the run.
    pub fn worst(&self) -> Verdict {
        self.verdicts.iter().map(|(_, verdict)| *verdict).max().unwrap_or(Verdict::Conforms)
    }
}
