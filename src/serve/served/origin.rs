//! Where a world begins.

use std::sync::Arc;

use crate::policy::checked::Policy;
use crate::run::executor::Executor;
use crate::simulation::Simulation;
use crate::simulation::fault::{FaultPlan, Profile};
use crate::simulation::random_stream::Seed;

/// What identifies a world from its beginning: with its steps, it is the same world again.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// Its policy.
    pub(crate) policy: Arc<Policy>,
    /// Its seed.
    pub(crate) seed: u64,
    /// What may go wrong by chance.
    pub(crate) faults: Option<Profile>,
}

impl Origin {
    /// What runs it from its beginning.
    pub(crate) fn executor(&self) -> Executor<Simulation> {
        let seed = Seed(self.seed);
        let mut simulation = Simulation::new(Arc::clone(&self.policy), seed);
        if let Some(profile) = self.faults {
            simulation.restart(&self.policy, seed, &FaultPlan::Drawn(profile));
        }
        Executor::new(simulation, &self.policy, seed)
    }
}
