//! `passgate sweep`: runs every scenario with many seeds and injected faults.

use thiserror::Error;

use crate::cli::args::run::{RunArgs, ScenarioRunArgs, SeedArgs};
use crate::cli::args::sweep::SweepArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, MalformedReplay};
use crate::cli::output::terminal::Output;
use crate::cli::project::regressions;
use crate::cli::project::root::SuiteRoot;
use crate::cli::project::selection::select;
use crate::cli::project::system::refuse;
use crate::cli::signals;
use crate::conformance::sweeping;
use crate::conformance::sweeping::{Reappeared, SweepResult, conclusion_of, kept_in, plans};
use crate::document::shell::{shell_path, shell_word};
use crate::document::wording::counted;
use crate::policy::checked::Policy;
use crate::report;
use crate::report::missing::absence_lines;
use crate::report::paint::Paint;
use crate::run::batch::Worker;
use crate::run::record::Job;
use crate::run::regression::Regression;
use crate::run::shrink::{Shrunk, shrink};
use crate::run::sweep::{FailingTrial, Trial};
use crate::simulation::fault::{FaultPlan, Profile};

/// How many findings are shrunk and printed; the others are counted.
const FINDINGS_MAX: usize = 10;

/// Sweeps what is selected, or replays one finding.
pub(crate) fn sweep(args: &SweepArgs, output: &Output) -> Result<Exit, CliError> {
    refuse(&args.sut, "faults are injected between the parts of the system, at every opportunity")?;
    if let Some(token) = &args.replay {
        return replay(args, token, output);
    }
    let (jobs, root) = jobs(args, &args.paths, output)?;
    let profile = args.faults.into();
    let plans = plans(&jobs, profile);
    let kept =
        kept_in(&regressions::load(&sweeping::plans(&jobs, Profile::Hostile), &root)?, &plans);
    let Some(after) = args.seed.checked_add(args.seeds) else {
        return Err(CliError::usage(NoSuchSeeds { first: args.seed, count: args.seeds }));
    };
    let seeds = args.seed..after;
    signals::stop_flag();
    let display = output.progress("sweeping");
    let result = SweepResult::of(&plans, &kept, seeds, profile, display.as_ref());
    drop(display);
    output.write_lines(&in_words(&result, &options(args), output.paint()));
    Ok(result.conclusion().into())
}

/// What a sweep found, with the findings shrunk: the first of each kind and scenario.
///
/// `options` are those that every line which replays a finding needs.
pub(crate) fn in_words(result: &SweepResult, options: &str, paint: Paint) -> String {
    let mut text = String::new();
    for Reappeared { path, finding, journal, policy } in &result.reappeared {
        let words = report::finding::found_in_words(finding);
        text += &format!("✘ {path} is back: {words}\n");
        text += &report::timeline::timeline(journal, policy, 20, 6);
    }
    for found in result.swept.found.values().take(FINDINGS_MAX) {
        let mut worker = Worker::new(&found.trial.policy);
        let shrunk = shrink(found, &mut worker);
        text += &format!("{}\n", finding_in_words(&shrunk, &mut worker, options, paint));
    }
    let more = result.swept.found.len().saturating_sub(FINDINGS_MAX);
    if more > 0 {
        text += &format!("… and {}\n", counted(more, "more finding"));
    }
    let interrupted = if result.is_complete() { "" } else { "interrupted: " };
    text + interrupted + &report::gate::sweep_figures(result).join("\n") + "\n"
}

/// Runs one scenario with one seed again, and shrinks what it finds.
fn replay(args: &SweepArgs, token: &str, output: &Output) -> Result<Exit, CliError> {
    let token = Token::parse(token)?;
    let (jobs, root) = jobs(args, std::slice::from_ref(&token.path), output)?;
    let Some((plan, policy)) = plans(&jobs, args.faults.into()).into_iter().next() else {
        return Err(malformed(&token.path, "the scenario is no longer there"));
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
    output.write_lines(&finding_in_words(&shrunk, &mut worker, &options(args), output.paint()));
    if let Some(name) = &args.keep {
        let words = report::finding::found_in_words(&shrunk.found.finding);
        let regression = Regression::new(&shrunk, env!("CARGO_PKG_VERSION"), words);
        let path = regressions::keep(name, &regression, &root).map_err(CliError::input)?;
        output.write(&format!("kept as {}\n", path.display()));
    }
    Ok(conclusion_of(&shrunk.found.finding).into())
}

fn finding_in_words(shrunk: &Shrunk, worker: &mut Worker, options: &str, paint: Paint) -> String {
    // Run once more, so that the journal is that of the smallest trial.
    shrunk.found.trial.run(worker);
    let token = Token::of(&shrunk.found.trial).in_words();
    let replay = format!("passgate sweep --replay {}{options}", shell_word(&token));
    report::finding::finding(shrunk, &worker.take_journal(), &replay, paint)
}

/// The options of a sweep that its replay needs, too.
fn options(args: &SweepArgs) -> String {
    let policy = args.policy.as_deref().filter(|policy| !policy.is_empty());
    let policy = policy.map(|policy| format!(" --policy {}", shell_path(policy)));
    policy.unwrap_or_default() + bundled_option(args.config.bundled)
}

/// The option that finds the bundled features.
pub(crate) const fn bundled_option(bundled: bool) -> &'static str {
    if bundled { " --bundled" } else { "" }
}

/// The jobs of the selected scenarios, and the root of their suite.
fn jobs(
    args: &SweepArgs,
    paths: &[String],
    output: &Output,
) -> Result<(Vec<Job>, SuiteRoot), CliError> {
    let run = ScenarioRunArgs {
        policy: args.policy.clone(),
        // A sweep has seeds of its own.
        random: SeedArgs { seed: 0 },
        jobs: Some(1),
        config: args.config.clone(),
    };
    let run = RunArgs { paths: paths.to_vec(), ..RunArgs::of_everything(run) };
    let selected = select(&run, output)?;
    output.to_stderr(&absence_lines(&selected.header.absences));
    output.to_stderr(&selected.root.note());
    Ok((selected.jobs, selected.root))
}

fn short_digest(policy: &Policy) -> String {
    format!("{:08x}", policy.digest() >> 32)
}

/// What `--replay` takes: `0.1.0:hostile:88123:1a2b3c4d:features/…:12`.
struct Token {
    profile: Profile,
    seed: u64,
    digest: String,
    path: String,
}

impl Token {
    fn of(trial: &Trial) -> Self {
        let scenario = &trial.plan.scenario;
        Self {
            profile: trial.profile,
            seed: trial.seed,
            digest: short_digest(&trial.policy),
            path: format!("{}:{}", scenario.path, scenario.line),
        }
    }

    fn in_words(&self) -> String {
        let Self { profile, seed, digest, path } = self;
        format!("{}:{profile}:{seed}:{digest}:{path}", env!("CARGO_PKG_VERSION"))
    }

    fn parse(text: &str) -> Result<Self, CliError> {
        let shape = "the format is VERSION:PROFILE:SEED:POLICY:FILE:LINE";
        let parts: Vec<&str> = text.splitn(5, ':').collect();
        let &[version, profile, seed, digest, path] = parts.as_slice() else {
            return Err(malformed(text, shape));
        };
        if version != env!("CARGO_PKG_VERSION") {
            let message = format!(
                "it was printed by passgate {version}, and this is {}: another version runs a seed differently",
                env!("CARGO_PKG_VERSION"),
            );
            return Err(malformed(text, &message));
        }
        let profile = Profile::from_name(profile).ok_or_else(|| {
            malformed(text, &format!("`{profile}` is not a fault profile: benign, hostile"))
        })?;
        let seed = seed.parse().map_err(|_| malformed(text, &format!("`{seed}` is not a seed")))?;
        Ok(Self { profile, seed, digest: digest.to_owned(), path: path.to_owned() })
    }
}

/// A range of seeds that goes beyond the last one, so that fewer than asked for would be swept.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("there are not {count} seeds from {first} on")]
#[diagnostic(code(sweep::seeds), help("begin with a smaller seed: the last one is {}", u64::MAX))]
struct NoSuchSeeds {
    first: u64,
    count: u64,
}

fn malformed(token: &str, why: &str) -> CliError {
    CliError::usage(MalformedReplay { token: token.to_owned(), why: why.to_owned() })
}
