//! Plays many plans in process, on all cores: for seeds, faults and policies by the hundred thousand.
//!
//! It plays the same instructions with the same player as the cucumber runner, without cucumber,
//! regular expressions or a task, and a test holds the two to the same journals.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::journal::Journal;
use crate::language::{Instruction, Scenario};
use crate::policy::Policy;
use crate::run::player::{Player, StepError};
use crate::run::{Ending, Failure, Job, Record};
use crate::simulation::{FaultPlan, Seed, Simulation};
use crate::target::TargetError;

/// What a scenario asks for, step by step, ready to be played again and again.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The scenario that it was made from.
    pub scenario: Arc<Scenario>,
    steps: Box<[Arc<Instruction>]>,
}

impl Plan {
    /// The plan of a scenario; nothing if the scenario cannot be played.
    pub fn new(scenario: &Arc<Scenario>) -> Option<Self> {
        if !scenario.is_playable() {
            return None;
        }
        let steps: Option<Box<[_]>> =
            scenario.steps.iter().map(|step| step.instruction.clone()).collect();
        Some(Self { scenario: Arc::clone(scenario), steps: steps? })
    }

    /// The instructions, one a step.
    pub fn steps(&self) -> &[Arc<Instruction>] {
        &self.steps
    }

    /// The seed of the scenario in a run.
    pub fn seed(&self, run: u64) -> Seed {
        let example = self.scenario.example.unwrap_or_default();
        Seed::of_scenario(run, &self.scenario.path, &self.scenario.name, example)
    }
}

/// How a plan ended.
#[derive(Debug)]
pub enum Played {
    /// Every step did what its sentence says.
    Held,
    /// A step, counted from zero, did not.
    Failed(usize, Failure),
    /// The target itself broke.
    Broken(TargetError),
}

/// A place where plans are played one after the other. It keeps its room, so that the next plan costs
/// no allocation once the first ones have been played.
#[derive(Debug)]
pub struct Stage {
    player: Player<Simulation>,
}

impl Stage {
    /// A stage for plans under a policy.
    pub fn new(policy: &Arc<Policy>) -> Self {
        let seed = Seed(0);
        Self { player: Player::new(Simulation::new(Arc::clone(policy), seed), seed) }
    }

    /// Plays a plan from the beginning, up to the first step that fails.
    pub fn play(
        &mut self,
        plan: &Plan,
        policy: &Arc<Policy>,
        seed: Seed,
        faults: &FaultPlan,
    ) -> Played {
        self.player.target().restart(policy, seed, faults);
        self.player.restart(seed);
        for (step, instruction) in plan.steps.iter().enumerate() {
            match self.player.play(instruction) {
                Ok(()) => {}
                Err(StepError::Failed(failure)) => return Played::Failed(step, failure),
                Err(StepError::Broken(error)) => return Played::Broken(error),
            }
        }
        Played::Held
    }

    /// The simulation as the last plan left it.
    pub const fn simulation(&mut self) -> &mut Simulation {
        self.player.target()
    }

    /// What happened in the last plan.
    pub const fn journal(&mut self) -> &mut Journal {
        self.player.target().journal()
    }

    /// How many steps of the last plan were played, the failed one included.
    pub const fn steps_played(&self) -> u16 {
        self.player.steps()
    }
}

/// Plays the jobs on all cores. The records come back in the order of the jobs.
pub fn play_in_bulk(jobs: Vec<Job>) -> Vec<Record> {
    jobs.into_par_iter()
        .map_init(
            || None,
            |stage: &mut Option<Stage>, job| {
                let Some(plan) = Plan::new(&job.scenario) else {
                    let journal = Journal::default();
                    return Record { job, journal, steps_played: 0, ending: Ending::NotPlayed };
                };
                let stage = stage.get_or_insert_with(|| Stage::new(&job.policy));
                let ending = match stage.play(&plan, &job.policy, job.seed, &FaultPlan::None) {
                    Played::Held => Ending::Held,
                    Played::Failed(step, failure) => Ending::Failed { step, failure },
                    Played::Broken(error) => Ending::Broken(error.to_string()),
                };
                let journal = stage.journal().clone();
                Record { job, journal, steps_played: stage.steps_played().into(), ending }
            },
        )
        .collect()
}
