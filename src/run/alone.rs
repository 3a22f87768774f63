//! Plays one scenario by itself, without cucumber: to try again what failed, or to play again what has changed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::journal::Journal;
use crate::run::player::{Player, StepError};
use crate::run::{Ending, Job, Record};
use crate::simulation::Simulation;

/// Plays the scenario of a job, with the same player as everything else.
pub fn play_alone(job: Job) -> Record {
    if !job.scenario.is_playable() {
        return Record::of(job, Journal::default(), 0, Ending::NotPlayed);
    }
    let mut player = Player::new(Simulation::new(Arc::clone(&job.policy), job.seed), job.seed);
    let mut marks = Vec::with_capacity(job.scenario.steps.len());
    let mut ending = Ending::Held;
    let instructions = job.scenario.steps.iter().filter_map(|step| step.instruction.as_ref());
    for (step, instruction) in instructions.enumerate() {
        let played = player.play(instruction);
        marks.push(player.target().journal().entries().len());
        ending = match played {
            Ok(()) => continue,
            Err(StepError::Failed(failure)) => Ending::Failed { step, failure },
            Err(StepError::Broken(error)) => Ending::of(error, step + 1),
        };
        break;
    }
    let steps_played = usize::from(player.steps());
    let journal = std::mem::take(player.target().journal());
    Record { job, journal, steps_played, ending, marks }
}

/// The same, unless somebody has raised the flag that ends the run.
pub fn play_alone_unless(stop: &AtomicBool, job: Job) -> Record {
    if stop.load(Ordering::Relaxed) && job.scenario.is_playable() {
        return Record::of(job, Journal::default(), 0, Ending::NotReached);
    }
    play_alone(job)
}
