//! The one place where a system under test is chosen.

use std::sync::Arc;

use crate::policy::checked::Policy;
use crate::simulation::Simulation;
use crate::simulation::defect::Defect;
use crate::simulation::random_stream::Seed;
use crate::sut::process::pool::SystemPool;
use crate::sut::process::process_system::ProcessSystem;
use crate::sut::{SystemUnderTest, Title};

/// Which system under test scenarios are run on.
#[derive(Clone, Debug, Default)]
pub enum SutFactory {
    /// The simulation in process.
    #[default]
    Simulation,
    /// The same with a seeded defect, to see which scenarios fail.
    Defective(&'static Defect),
    /// A child process.
    Process(Arc<SystemPool>),
}

impl SutFactory {
    /// A system for one scenario, at the beginning of its clock.
    pub fn begin(
        &self,
        policy: &Arc<Policy>,
        seed: Seed,
        title: impl FnOnce() -> Title,
    ) -> Box<dyn SystemUnderTest> {
        match self {
            Self::Simulation | Self::Defective(_) => {
                let mut simulation = Simulation::new(Arc::clone(policy), seed);
                simulation.inject_defect(self.defect());
                Box::new(simulation)
            }
            Self::Process(pool) => Box::new(ProcessSystem::new(pool, policy, seed, title())),
        }
    }

    /// The defect that the simulation has, for those who run it in bulk.
    pub const fn defect(&self) -> Option<&'static Defect> {
        match self {
            Self::Simulation | Self::Process(_) => None,
            Self::Defective(defect) => Some(defect),
        }
    }

    /// The processes of the system, if it is an outside one.
    pub const fn pool(&self) -> Option<&Arc<SystemPool>> {
        match self {
            Self::Simulation | Self::Defective(_) => None,
            Self::Process(pool) => Some(pool),
        }
    }

    /// Whether the system was lost so often that the run is over.
    pub fn has_given_up(&self) -> bool {
        self.pool().is_some_and(|pool| pool.has_given_up())
    }
}
