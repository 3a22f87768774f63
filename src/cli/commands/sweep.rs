//! `passgate sweep`: plays every scenario under many seeds, with faults.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::cli::args::proof::{FaultsArg, SweepArgs};
use crate::cli::exit::Exit;
use crate::cli::interrupt::interrupted;
use crate::cli::output::error::{CliError, FileError, MalformedReplay};
use crate::cli::output::terminal::Output;
use crate::cli::project::plan::{chosen, selection};
use crate::cli::project::regressions;
use crate::cli::project::regressions::Kept;
use crate::document::wording::{agreeing, counted};
use crate::policy::checked::Policy;
use crate::report;
use crate::run::batch::{Plan, Worker};
use crate::run::regression::Regression;
use crate::run::shrink::{Shrunk, shrink};
use crate::run::sweep::{FailingTrial, SweepFinding, Swept, Trial, sweep};
use crate::simulation::fault::{FaultPlan, Profile};

/// How many seeds are swept between two looks at the clock and the keyboard.
const SEEDS_A_ROUND: u64 = 32;

/// How many findings are shrunk and told; the others are counted.
const FINDINGS_TOLD: usize = 10;

type Plans = [(Plan, Arc<Policy>)];

/// Sweeps what was selected, or replays one finding.
pub(crate) fn run(args: &SweepArgs, output: &Output) -> Result<Exit, CliError> {
    if let Some(token) = &args.replay {
        return replay(args, token, output);
    }
    let plans = plans(args, &args.paths)?;
    let kept = regressions::load().map_err(CliError::inputs)?;
    let mut worst = run_kept(&kept, &plans, output)?;
    let interrupted = interrupted();
    let (mut swept, mut seeds) = (Swept::default(), 0);
    while seeds < args.seeds && !interrupted.load(Ordering::Relaxed) {
        let until = (seeds + SEEDS_A_ROUND).min(args.seeds);
        let range = args.seed.saturating_add(seeds)..args.seed.saturating_add(until);
        swept = swept.and(sweep(&plans, range, args.faults.into()));
        seeds = until;
        let bar = bar(seeds, args.seeds);
        let found = swept.found.len();
        let found = counted(found, "finding");
        output.progress(&format!("{bar} {seeds} of {} seeds, {found}", args.seeds));
    }
    output.progress("");
    worst = worse(worst, tell(&swept, output));
    let profile = args.faults.into();
    let words = report::finding::swept_in_words(&swept, plans.len(), seeds, profile);
    if seeds < args.seeds {
        output.write(&format!("interrupted, and so partial: {words}\n"));
        return Ok(if worst == Exit::Conforms { Exit::Interrupted } else { worst });
    }
    output.write(&format!("{words}\n"));
    Ok(worst)
}

/// How far a sweep has come, as a bar.
fn bar(done: u64, all: u64) -> String {
    const WIDTH: u64 = 30;
    let full = (done * WIDTH).checked_div(all).unwrap_or(WIDTH);
    (0..WIDTH).map(|place| if place < full { '█' } else { '░' }).collect()
}

/// Replays the findings that were kept, each by itself.
fn run_kept(kept: &[Kept], plans: &Plans, output: &Output) -> Result<Exit, CliError> {
    let mut worst = Exit::Conforms;
    let mut held = 0;
    for Kept { path, regression } in kept {
        let is_here = plans.iter().any(|(plan, _)| *plan.scenario.path == *regression.feature);
        if !is_here {
            // Another feature was selected.
            continue;
        }
        let trial = regression.trial(plans).map_err(|error| {
            let help =
                "its scenario has changed: delete the file, or keep the finding anew".to_owned();
            CliError::input(FileError::Damaged { path: path.clone(), why: error.to_string(), help })
        })?;
        let mut worker = Worker::new(&trial.policy);
        match trial.run(&mut worker) {
            None => held += 1,
            Some(finding) => {
                worst = worse(worst, exit_of(&finding));
                let words = report::finding::found_in_words(&finding);
                output.write(&format!("✘ {path} is back: {words}\n"));
                let timeline = report::timeline::timeline(worker.journal(), &trial.policy, 20, 6);
                output.write(&timeline);
            }
        }
    }
    if held > 0 {
        let holds = agreeing(held, "holds", "hold");
        output.write(&format!("{} {holds}\n", counted(held, "kept finding")));
    }
    Ok(worst)
}

/// Plays one seed of one scenario again, and shrinks what it finds.
fn replay(args: &SweepArgs, token: &str, output: &Output) -> Result<Exit, CliError> {
    let token = Token::parse(token)?;
    let plans = plans(args, std::slice::from_ref(&token.place))?;
    let Some((plan, policy)) = plans.into_iter().next() else {
        return Err(malformed(&token.place, "no scenario stands there any more"));
    };
    let digest = short_digest(&policy);
    if digest != token.digest {
        let message =
            format!("the policy `{}` has changed since: it was {}", policy.id, token.digest);
        return Err(malformed(&digest, &message));
    }
    let (seed, profile) = (token.seed, token.profile);
    let trial = Trial { plan, policy, seed, profile, faults: FaultPlan::Drawn(profile) };
    let mut worker = Worker::new(&trial.policy);
    let Some(finding) = trial.run(&mut worker) else {
        output.write("nothing broke\n");
        return Ok(Exit::Conforms);
    };
    let trial = trial.with_faults(worker.simulation().injected());
    let shrunk = shrink(&FailingTrial { trial, finding }, &mut worker);
    output.write(&told(&shrunk, &mut worker, output));
    if let Some(name) = &args.keep {
        let words = report::finding::found_in_words(&shrunk.found.finding);
        let regression = Regression::new(&shrunk, env!("CARGO_PKG_VERSION"), words);
        let path = regressions::keep(name, &regression).map_err(CliError::input)?;
        output.write(&format!("kept as {}\n", path.display()));
    }
    Ok(exit_of(&shrunk.found.finding))
}

/// Shrinks and tells the findings, the first of each kind and scenario.
fn tell(swept: &Swept, output: &Output) -> Exit {
    let mut worst = Exit::Conforms;
    for found in swept.found.values() {
        worst = worse(worst, exit_of(&found.finding));
    }
    for found in swept.found.values().take(FINDINGS_TOLD) {
        let mut worker = Worker::new(&found.trial.policy);
        let shrunk = shrink(found, &mut worker);
        output.write(&format!("{}\n", told(&shrunk, &mut worker, output)));
    }
    let more = swept.found.len().saturating_sub(FINDINGS_TOLD);
    if more > 0 {
        output.write(&format!("… and {more} more findings\n"));
    }
    worst
}

fn told(shrunk: &Shrunk, worker: &mut Worker, output: &Output) -> String {
    // Played once more, so that the journal is that of the smallest trial.
    shrunk.found.trial.run(worker);
    let replay = format!("passgate sweep --replay '{}'", Token::of(&shrunk.found.trial).in_words());
    report::finding::finding(shrunk, worker.journal(), &replay, output.paint())
}

const fn exit_of(finding: &SweepFinding) -> Exit {
    match finding {
        SweepFinding::Breach(_) => Exit::Harness,
        SweepFinding::Fails { .. } => Exit::DoesNotConform,
    }
}

fn worse(one: Exit, other: Exit) -> Exit {
    if other.code() > one.code() { other } else { one }
}

/// The plans of the selected scenarios. One that cannot be played is left to `run` to tell.
fn plans(args: &SweepArgs, paths: &[String]) -> Result<Vec<(Plan, Arc<Policy>)>, CliError> {
    let mut run = selection(paths, args.policy.as_deref());
    run.run.config = args.config.clone();
    let plan =
        |job: &crate::run::record::Job| Some((Plan::new(&job.scenario)?, Arc::clone(&job.policy)));
    // What is waived is known to fail; under hostile faults only the invariants count.
    let judged =
        |job: &&crate::run::record::Job| args.faults == FaultsArg::Hostile || !job.tolerated;
    Ok(chosen(&run)?.iter().filter(judged).filter_map(plan).collect())
}

fn short_digest(policy: &Policy) -> String {
    format!("{:08x}", policy.digest() >> 32)
}

/// What `--replay` takes: `0.1.0:hostile:88123:1a2b3c4d:features/…:12`.
struct Token {
    profile: Profile,
    seed: u64,
    digest: String,
    place: String,
}

impl Token {
    fn of(trial: &Trial) -> Self {
        let scenario = &trial.plan.scenario;
        Self {
            profile: trial.profile,
            seed: trial.seed,
            digest: short_digest(&trial.policy),
            place: format!("{}:{}", scenario.path, scenario.line),
        }
    }

    fn in_words(&self) -> String {
        let Self { profile, seed, digest, place } = self;
        format!("{}:{profile}:{seed}:{digest}:{place}", env!("CARGO_PKG_VERSION"))
    }

    fn parse(text: &str) -> Result<Self, CliError> {
        let shape = "it reads VERSION:PROFILE:SEED:POLICY:FILE:LINE, as a finding prints it";
        let parts: Vec<&str> = text.splitn(5, ':').collect();
        let &[version, profile, seed, digest, place] = parts.as_slice() else {
            return Err(malformed(text, shape));
        };
        if version != env!("CARGO_PKG_VERSION") {
            let message = format!(
                "it was printed by passgate {version}, and this is {}: another version plays a seed otherwise",
                env!("CARGO_PKG_VERSION"),
            );
            return Err(malformed(text, &message));
        }
        let profile = Profile::from_name(profile).ok_or_else(|| {
            malformed(text, &format!("`{profile}` is no fault profile: benign, hostile"))
        })?;
        let seed = seed.parse().map_err(|_| malformed(text, &format!("`{seed}` is no seed")))?;
        Ok(Self { profile, seed, digest: digest.to_owned(), place: place.to_owned() })
    }
}

fn malformed(token: &str, why: &str) -> CliError {
    CliError::usage(MalformedReplay { token: token.to_owned(), why: why.to_owned() })
}
