//! One run, counted: what each policy's scenarios came to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::conformance::{
    Account, BehaviourRow, Citation, Verdict, VisibilityRow, behaviour, cited_clauses, visibility,
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
    let mut groups: Vec<(Arc<Policy>, Vec<Account<'_>>)> = Vec::new();
    let mut verdicts = Vec::new();
    let mut digest = JournalDigest::new();
    for record in records {
        digest.add_digest(record.journal.digest());
        let account = Account::of(record);
        verdicts.push((record, account.verdict));
        let policy = &record.job.policy;
        match groups.iter_mut().find(|(known, _)| Arc::ptr_eq(known, policy)) {
            Some((_, group)) => group.push(account),
            None => groups.push((Arc::clone(policy), vec![account])),
        }
    }
    // The newest policy comes first: it is what people ask about.
    groups.sort_by(|(a, _), (b, _)| b.as_of.cmp(&a.as_of).then_with(|| a.id.cmp(&b.id)));
    Judgement {
        tallies: groups
            .into_iter()
            .map(|(policy, accounts)| Tally::new(policy, &accounts))
            .collect(),
        verdicts,
        digest: digest.finish(),
    }
}

impl<'r> Tally<'r> {
    fn new(policy: Arc<Policy>, accounts: &[Account<'r>]) -> Self {
        let mut verdicts = BTreeMap::new();
        for account in accounts {
            *verdicts.entry(account.verdict).or_default() += 1;
        }
        Self {
            behaviour: behaviour(&policy, accounts),
            visibility: visibility(&policy, accounts),
            clauses: cited_clauses(&policy, accounts),
            records: accounts.iter().map(|account| account.record).collect(),
            policy,
            verdicts,
        }
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
