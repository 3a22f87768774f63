//! What was played before, so that playing again plays only what is another scenario now.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::Scenario;
use crate::run::{Ending, Job, Playable, Record};

/// The records of one run, by the seed of their scenario.
///
/// What happens in a scenario depends on its seed, its policy and what its steps ask for, and on nothing else:
/// where all three are the same, the record is what playing again would give.
#[derive(Default)]
pub(super) struct Memory {
    records: BTreeMap<u64, Vec<Record>>,
}

/// Jobs, sorted by whether they have to be played.
pub(super) struct Sorted {
    /// What is known already, with the place of its job.
    pub(super) known: Vec<(usize, Record)>,
    /// What has to be played.
    pub(super) fresh: Vec<Job>,
    /// The place of each of those among all of the jobs.
    pub(super) places: Vec<usize>,
}

impl Memory {
    /// Sorts out what has to be played, and leaves in `features` what that needs.
    pub(super) fn sort(&self, jobs: Vec<Job>, features: &mut Vec<Playable>) -> Sorted {
        let mut sorted = Sorted { known: Vec::new(), fresh: Vec::new(), places: Vec::new() };
        for (place, job) in jobs.into_iter().enumerate() {
            match self.recall(&job) {
                // Lines and words may be others than they were, so the job is the new one.
                Some(record) => sorted.known.push((place, Record { job, ..record.clone() })),
                None => {
                    sorted.fresh.push(job);
                    sorted.places.push(place);
                }
            }
        }
        let needed: BTreeSet<&str> = sorted.fresh.iter().map(|job| &*job.scenario.path).collect();
        features.retain(|feature| {
            let path = feature.path.as_deref().and_then(std::path::Path::to_str);
            path.is_none_or(|path| needed.contains(path))
        });
        sorted
    }

    /// Keeps a record in mind, where it says what would happen again.
    pub(super) fn keep(&mut self, record: &Record) {
        match record.ending {
            Ending::Held | Ending::Failed { .. } | Ending::Unsupported { .. } => {
                self.records.entry(record.job.seed.0).or_default().push(record.clone());
            }
            Ending::NotPlayed | Ending::NotReached | Ending::Broken(_) => {}
        }
    }

    fn recall(&self, job: &Job) -> Option<&Record> {
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
    other.is_playable()
        && one.steps.len() == other.steps.len()
        && steps.all(|(one, other)| one.instruction == other.instruction)
}
