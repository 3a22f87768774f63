//! What one scenario contributes to the tables, from what was observed in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::conformance::verdict::{Verdict, judge};
use crate::journal::device_history::DeviceHistory;
use crate::journal::observation::{Observation, Observed};
use crate::journal::reset_tracker::ResetTracker;
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::run::record::Record;

/// What one scenario contributes to the tables, read once for all of them.
#[derive(Clone, Debug)]
pub struct ScenarioFacts {
    /// The clauses that it cites.
    pub clauses: Arc<[Arc<str>]>,
    /// Whether anything that was seen was compared: a tag on a scenario that looks at nothing verifies nothing.
    pub compares: bool,
    /// The verdict on it.
    pub verdict: Verdict,
    /// What was observed of each of its devices, in the order of enrolment.
    pub devices: Vec<DeviceHistory>,
}

impl ScenarioFacts {
    /// Reads a record.
    pub fn of(record: &Record) -> Self {
        Self::judged(record, judge(record))
    }

    /// Reads a record that has this verdict.
    pub fn judged(record: &Record, verdict: Verdict) -> Self {
        let (job, observations) = (&record.job, &record.journal.observations);
        Self::read(&job.policy, observations, &job.scenario.clauses, verdict)
    }

    /// Reads the observations of a scenario that cites these clauses and has this verdict.
    pub fn read(
        policy: &Policy,
        observations: &[Observed],
        clauses: &Arc<[Arc<str>]>,
        verdict: Verdict,
    ) -> Self {
        let compared =
            |observed: &Observed| matches!(observed.observation, Observation::Compared { .. });
        Self {
            clauses: Arc::clone(clauses),
            compares: observations.iter().any(compared),
            verdict,
            devices: ResetTracker::read(policy, observations),
        }
    }

    /// What its devices are.
    pub fn keys(&self) -> BTreeSet<KeyId> {
        self.devices.iter().filter_map(|device| device.key).collect()
    }
}
