//! Runs a recorded scenario, so that what is handed out passes.

use crate::language::plan::Instruction;
use crate::run::executor::{Executor, StepError};
use crate::serve::served::origin::Origin;
use crate::serve::served::recorded_scenario::{LineText, RecordedScenario};
use crate::simulation::Simulation;
use crate::simulation::random_stream::Seed;

/// The seeds that a scenario has to pass with.
const SEEDS: std::ops::Range<u64> = 0..5;

impl RecordedScenario {
    /// Leaves out every expectation that is not met with some seed, each with a comment that says so.
    #[must_use]
    pub(crate) fn verified(mut self, origin: &Origin) -> Self {
        for seed in SEEDS {
            while let Some((line, why)) = self.failure(origin, Seed(seed)) {
                let Some(failed) = self.lines.get_mut(line) else { return self };
                let sentence = match &failed.text {
                    LineText::Sentence(_, sentence, _) => sentence.clone(),
                    LineText::Comment(words) => words.clone(),
                };
                failed.text = LineText::Comment(format!("left out: {sentence} ({why})"));
            }
        }
        self
    }

    /// The first line that fails with this seed, and why.
    fn failure(&self, origin: &Origin, seed: Seed) -> Option<(usize, String)> {
        let simulation = Simulation::new(origin.policy.clone(), seed);
        let mut executor = Executor::new(simulation, &origin.policy, seed);
        for (line, instruction) in self.plan() {
            match executor.run(instruction) {
                Ok(()) => {}
                Err(StepError::Failed(failure)) => {
                    let is_check = matches!(instruction, Instruction::Check(_));
                    let why = if is_check { "with another seed" } else { "it is not possible" };
                    return Some((line, format!("{why}: {}", failure.seen)));
                }
                Err(StepError::Broken(error)) => return Some((line, error.to_string())),
            }
        }
        None
    }
}
