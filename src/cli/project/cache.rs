//! What was played before, so that playing again plays only what is another scenario now.

use std::collections::BTreeMap;

use crate::language::scenario::Scenario;
use crate::run::record::{Ending, Job, Record};

/// The records of one run, by the seed of their scenario.
///
/// What happens in a scenario depends on its seed, its policy and what its steps ask for, and on nothing else:
/// where all three are the same, the record is what playing again would give.
#[derive(Default)]
pub(crate) struct RecordCache {
    records: BTreeMap<u64, Vec<Record>>,
}

impl RecordCache {
    /// Keeps a record in mind, where it says what would happen again.
    pub(crate) fn keep(&mut self, record: &Record) {
        match record.ending {
            Ending::Passed | Ending::Failed { .. } | Ending::Unsupported { .. } => {
                self.records.entry(record.job.seed.0).or_default().push(record.clone());
            }
            Ending::NotRun | Ending::NotReached | Ending::Broken(_) => {}
        }
    }

    /// What would happen if the job was played, where that is known.
    pub(crate) fn recall(&self, job: &Job) -> Option<&Record> {
        let records = self.records.get(&job.seed.0)?;
        records.iter().find(|record| {
            record.job.policy.digest() == job.policy.digest()
                && asks_the_same(&record.job.scenario, &job.scenario)
        })
    }
}

/// Whether two scenarios can be played and ask for the same, step by step.
fn asks_the_same(one: &Scenario, other: &Scenario) -> bool {
    let mut steps = one.steps.iter().zip(&other.steps);
    other.is_runnable()
        && one.steps.len() == other.steps.len()
        && steps.all(|(one, other)| one.instruction == other.instruction)
}
