//! The one place where a system under test is chosen.

use std::sync::Arc;

use crate::policy::checked::Policy;
use crate::simulation::Simulation;
use crate::simulation::defect::Defect;
use crate::simulation::random_stream::Seed;
use crate::sut::SystemUnderTest;

/// Which system under test scenarios are run on.
#[derive(Clone, Copy, Debug, Default)]
pub enum SutFactory {
    /// The simulation in process.
    #[default]
    Simulation,
    /// The same with a seeded defect, to see which scenarios fail.
    Defective(&'static Defect),
}

impl SutFactory {
    /// A system for one scenario, at the beginning of its clock.
    pub fn begin(&self, policy: &Arc<Policy>, seed: Seed) -> Box<dyn SystemUnderTest> {
        let mut simulation = Simulation::new(Arc::clone(policy), seed);
        simulation.inject_defect(self.defect());
        Box::new(simulation)
    }

    /// The defect that the simulation has, for those who run it in bulk.
    pub const fn defect(&self) -> Option<&'static Defect> {
        match self {
            Self::Simulation => None,
            Self::Defective(defect) => Some(defect),
        }
    }
}
