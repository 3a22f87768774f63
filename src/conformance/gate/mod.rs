//! The gate: everything that a change must pass, as parts with outcomes and figures.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::conformance::conclusion::Conclusion;
use crate::conformance::config::checked::Thresholds;
use crate::conformance::coverage::Coverage;
use crate::conformance::gate_figures::Figures;
use crate::conformance::gate_part_name::GatePartName;
use crate::conformance::mutation::Mutation;
use crate::conformance::policy_suite::PolicySuite;
use crate::conformance::sweeping::{KeptTrial, SweepResult, kept_in, plans};
use crate::conformance::waivers::Waivers;
use crate::language::scenario::Scenario;
use crate::policy::checked::Policy;
use crate::policy::mutation::equivalents::Equivalents;
use crate::run::explore::explore;
use crate::run::explore::explored::{Exploration, Limits};
use crate::run::progress::Progress;
use crate::run::record::Job;
use crate::simulation::fault::Profile;

/// How many scenarios run at once in the part that is compared with what was approved.
pub(crate) const JOBS: usize = 64;

/// The first of the seeds that the gate sweeps.
const FIRST_SEED: u64 = 1;

/// A part that was executed.
#[derive(Debug)]
pub(crate) struct GatePart {
    pub(crate) name: GatePartName,
    pub(crate) conclusion: Conclusion,
    pub(crate) figures: Figures,
}

/// A suite that was loaded once, and what is asked of it.
pub(crate) struct GateInputs<'a> {
    /// Every scenario, under its own policy.
    pub(crate) jobs: &'a [Job],
    /// The scenarios of each policy that has some, the newest policy first.
    pub(crate) suites: Vec<(Arc<Policy>, Vec<Arc<Scenario>>)>,
    pub(crate) waivers: &'a Waivers,
    pub(crate) equivalents: &'a Equivalents,
    /// The kept findings of these jobs.
    pub(crate) kept: &'a [KeptTrial],
    pub(crate) thresholds: Thresholds,
    pub(crate) explore: Limits,
    pub(crate) seed: u64,
    pub(crate) stop: &'a AtomicBool,
}

/// Executes the whole suite for the gate, and follows it part by part.
pub(crate) trait GateHost {
    /// Why the suite could not be executed at all.
    type Problem;

    /// Executes the suite with [`JOBS`], compares it with what was approved, and keeps the recording.
    ///
    /// # Errors
    ///
    /// When something that it reads or writes cannot be used.
    fn run(&mut self) -> Result<Conclusion, Self::Problem>;

    /// What the suite that was executed does without, a line each.
    fn missing(&self) -> Vec<String>;

    /// Executes the suite again, one scenario at a time, and says whether the recording is the same.
    ///
    /// # Errors
    ///
    /// As [`Self::run`].
    fn is_repeated(&mut self) -> Result<bool, Self::Problem>;

    /// A part begins; how far it is goes to what this returns.
    fn begins(&mut self, part: GatePartName) -> Rc<dyn Progress>;

    /// A part has ended.
    fn ends(&mut self, part: &GatePart);
}

/// The gate after its last part.
#[derive(Debug)]
pub(crate) struct Gate {
    pub(crate) parts: Vec<GatePart>,
    /// The part in which, or before which, it was interrupted: those that follow are missing.
    pub(crate) interrupted: Option<GatePartName>,
}

impl Gate {
    /// Executes the parts in their order. A part whose requirement does not pass is left out, and after an
    /// interruption so are all that follow: the part that was interrupted is the last one.
    ///
    /// # Errors
    ///
    /// When the suite cannot be executed.
    pub(crate) fn execute<H: GateHost>(
        inputs: &GateInputs<'_>,
        host: &mut H,
    ) -> Result<Self, H::Problem> {
        let suites = OnceCell::new();
        let suites = |progress: &dyn Progress| -> &[PolicySuite] {
            suites.get_or_init(|| {
                PolicySuite::run_all(&inputs.suites, inputs.waivers, inputs.seed, progress)
            })
        };
        let mut gate = Self { parts: Vec::new(), interrupted: None };
        for name in GatePartName::ALL {
            if !gate.allows(name) {
                continue;
            }
            if inputs.stop.load(Ordering::Relaxed) {
                gate.interrupted = Some(name);
                break;
            }
            let progress = host.begins(name);
            let progress = progress.as_ref();
            let (conclusion, figures) = match name {
                GatePartName::Run => (host.run()?, Figures::Recording),
                GatePartName::Inputs => inputs_part(host.missing()),
                GatePartName::Twice => (repetition(host.is_repeated()?), Figures::Repetition),
                GatePartName::Coverage => covering(inputs, suites(progress), progress),
                GatePartName::Mutate => mutating(inputs, suites(progress), progress),
                GatePartName::Benign => sweeping(inputs, Profile::Benign, progress),
                GatePartName::Hostile => sweeping(inputs, Profile::Hostile, progress),
                GatePartName::Explore => exploring(inputs, progress),
            };
            // A part that was interrupted may have checked nothing yet.
            let nothing = figures.checked_nothing().filter(|_| conclusion.conforms());
            let conclusion = nothing.map_or(conclusion, |_| Conclusion::DoesNotConform);
            let part = GatePart { name, conclusion, figures };
            host.ends(&part);
            let interrupted = part.conclusion == Conclusion::Interrupted;
            gate.parts.push(part);
            if interrupted {
                gate.interrupted = Some(name);
                break;
            }
        }
        Ok(gate)
    }

    /// The worst that a part ended with.
    pub(crate) fn conclusion(&self) -> Conclusion {
        let ended = match self.interrupted {
            Some(_) => Conclusion::Interrupted,
            None => Conclusion::Conforms,
        };
        Conclusion::worst(self.parts.iter().map(|part| part.conclusion).chain([ended]))
    }

    /// How many parts were not executed because an earlier one failed.
    pub(crate) const fn left_out(&self) -> usize {
        if self.interrupted.is_some() {
            0
        } else {
            GatePartName::ALL.len().saturating_sub(self.parts.len())
        }
    }

    fn allows(&self, name: GatePartName) -> bool {
        let passed = |required| {
            self.parts.iter().any(|part| part.name == required && part.conclusion.conforms())
        };
        name.requires().is_none_or(passed)
    }
}

fn inputs_part(missing: Vec<String>) -> (Conclusion, Figures) {
    let complete = missing.is_empty();
    let conclusion = if complete { Conclusion::Conforms } else { Conclusion::DoesNotConform };
    (conclusion, Figures::Inputs(missing))
}

const fn repetition(same: bool) -> Conclusion {
    if same { Conclusion::Conforms } else { Conclusion::Broken }
}

fn covering(
    inputs: &GateInputs<'_>,
    suites: &[PolicySuite],
    progress: &dyn Progress,
) -> (Conclusion, Figures) {
    let uncovered_max = count(inputs.thresholds.clauses_uncovered_max);
    let all: Vec<Coverage> =
        suites.iter().map(|suite| suite.coverage(inputs.seed, progress)).collect();
    let conclusions = all.iter().map(|coverage| coverage.conclusion(uncovered_max));
    (with_baseline(suites, conclusions), Figures::Coverage(all))
}

fn mutating(
    inputs: &GateInputs<'_>,
    suites: &[PolicySuite],
    progress: &dyn Progress,
) -> (Conclusion, Figures) {
    let survivors_max = count(inputs.thresholds.survivors_max);
    let all: Vec<Mutation> = suites
        .iter()
        .map(|suite| suite.mutation(inputs.seed, inputs.equivalents, progress))
        .collect();
    let conclusions = all.iter().map(|mutation| mutation.conclusion(survivors_max));
    (with_baseline(suites, conclusions), Figures::Mutation(all))
}

/// A suite that fails under its own policy shows nothing, whatever its mutants do.
fn with_baseline(
    suites: &[PolicySuite],
    conclusions: impl Iterator<Item = Conclusion>,
) -> Conclusion {
    let baseline = suites.iter().all(PolicySuite::conforms);
    let baseline = if baseline { Conclusion::Conforms } else { Conclusion::DoesNotConform };
    Conclusion::worst(conclusions.chain([baseline]))
}

fn sweeping(
    inputs: &GateInputs<'_>,
    profile: Profile,
    progress: &dyn Progress,
) -> (Conclusion, Figures) {
    let plans = plans(inputs.jobs, profile);
    let seeds = FIRST_SEED..FIRST_SEED.saturating_add(inputs.thresholds.seeds.into());
    let result = SweepResult::of(&plans, &kept_in(inputs.kept, &plans), seeds, profile, progress);
    (result.conclusion(), Figures::Sweep(result))
}

fn exploring(inputs: &GateInputs<'_>, progress: &dyn Progress) -> (Conclusion, Figures) {
    let mut policies: Vec<&Arc<Policy>> = Vec::new();
    for job in inputs.jobs {
        if !policies.iter().any(|known| known.id == job.policy.id) {
            policies.push(&job.policy);
        }
    }
    let mut all: Vec<Exploration> = Vec::new();
    for policy in policies {
        let one = explore(policy, inputs.explore, progress);
        let is_interrupted = exploration_conclusion(&one, true) == Conclusion::Interrupted;
        all.push(one);
        // Each other policy would only find that the work was stopped, which takes time.
        if is_interrupted {
            break;
        }
    }
    (
        Conclusion::worst(all.iter().map(|one| exploration_conclusion(one, false))),
        Figures::Exploration(all),
    )
}

/// How an exploration ended: a counterexample is a defect of passgate. One that missed a state or a row's end shows too
/// little, unless that is allowed.
pub(crate) fn exploration_conclusion(
    exploration: &Exploration,
    may_be_incomplete: bool,
) -> Conclusion {
    let rows = &exploration.rows;
    let is_complete = || rows.iter().all(|row| row.exhaustive && row.missed().next().is_none());
    if rows.iter().any(|row| row.counterexample.is_some()) {
        Conclusion::Broken
    } else if rows.iter().any(|row| row.interrupted) {
        Conclusion::Interrupted
    } else if exploration.reached_nothing() || !(may_be_incomplete || is_complete()) {
        Conclusion::DoesNotConform
    } else {
        Conclusion::Conforms
    }
}

fn count(most: u32) -> usize {
    usize::try_from(most).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
