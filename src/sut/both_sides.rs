//! Any line as both sides of the protocol read it, without a process between them: what the fuzz target asks.

use std::sync::Arc;

use crate::policy::checked::Policy;
use crate::sut::process::connection::read;
use crate::sut::serving::ServedSimulation;

/// A simulation that is asked with lines, and a harness that takes lines for answers.
#[derive(Debug)]
pub struct BothSides(ServedSimulation);

impl BothSides {
    /// A simulation that can obey any of these policies.
    pub const fn new(policies: Vec<Arc<Policy>>) -> Self {
        Self(ServedSimulation::new(policies, None))
    }

    /// What the simulation answers to a line.
    pub fn answer(&mut self, line: &str) -> String {
        self.0.answer(line)
    }

    /// Reads a line as the harness reads an answer.
    ///
    /// # Errors
    ///
    /// Why it is none.
    pub fn read(line: &str) -> Result<(), String> {
        read(line)?.into_reply().map(|_| ())
    }
}
