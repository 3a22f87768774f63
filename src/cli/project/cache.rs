//! The records of an earlier run, so that the next one executes only what is different.

use std::collections::BTreeMap;

use crate::language::scenario::Scenario;
use crate::run::record::{Ending, Job, Record};

/// The records of one run, by the seed of their scenario.
///
/// What happens in a scenario depends on its seed, its policy and what its steps ask for, and on nothing else:
/// where all three are the same, executing it again would give the same record.
#[derive(Default)]
pub(crate) struct RecordCache {
    records: BTreeMap<u64, Vec<Record>>,
}

impl RecordCache {
    /// Adds a record, if executing its scenario again would give the same.
    pub(crate) fn add(&mut self, record: &Record) {
        match record.ending {
            Ending::Passed | Ending::Failed { .. } | Ending::Unsupported { .. } => {
                self.records.entry(record.job.seed.0).or_default().push(record.clone());
            }
            Ending::NotRun | Ending::NotReached | Ending::Error { .. } | Ending::Broken(_) => {}
        }
    }

    /// The record that executing the job would give, where it is known.
    pub(crate) fn find(&self, job: &Job) -> Option<&Record> {
        let records = self.records.get(&job.seed.0)?;
        records.iter().find(|record| {
            record.job.policy.digest() == job.policy.digest()
                && has_same_instructions(&record.job.scenario, &job.scenario)
        })
    }
}

/// Whether two scenarios can be run and have the same instructions, step by step.
fn has_same_instructions(one: &Scenario, other: &Scenario) -> bool {
    let mut steps = one.steps.iter().zip(&other.steps);
    other.is_runnable()
        && one.steps.len() == other.steps.len()
        && steps.all(|(one, other)| one.instruction == other.instruction)
}
