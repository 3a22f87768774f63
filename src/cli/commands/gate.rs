//! `passgate gate`: everything that a change must pass, as one command with one exit code.

use crate::cli::args::proof::{ExploreArgs, FaultsArg, GateArgs, MutateArgs, SuiteArgs, SweepArgs};
use crate::cli::args::run::ScenarioRunArgs;
use crate::cli::commands::{coverage, explore, mutate, run, sweep};
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::formats::Outputs;
use crate::cli::output::terminal::Output;
use crate::cli::project::plan::{everything, run_args};
use crate::cli::project::{config, recordings};
use crate::conformance::config::checked::Thresholds;
use crate::recording::whole::Recording;
use crate::report::results::Results;

/// The seed of the runs that are compared with the snapshots.
const SEED: u64 = 2015;

/// One part of the gate: its name, and how it ended.
struct Part {
    name: &'static str,
    exit: Exit,
    text: String,
}

/// Plays every part, and tells each in a line, or in full where it does not hold.
pub(crate) fn gate(args: &GateArgs, output: &Output) -> Result<Exit, CliError> {
    let outputs = Outputs::files_only(&args.telling)?;
    let baseline = recordings::baseline(args.telling.baseline.as_deref())?;
    let mut run: Option<Recording> = None;
    let (mut clauses, mut mutants) = (Vec::new(), Vec::new());
    let thresholds = config::load(&args.config)?.thresholds;
    let count = |most: u32| usize::try_from(most).unwrap_or(usize::MAX);
    let mut parts: Vec<Part> = Vec::new();
    let mut tell = |part: Part| {
        output.write(&line(&part, output));
        let holds = part.exit == Exit::Conforms;
        parts.push(part);
        holds
    };
    // Nothing can be learned from the other parts while the scenarios themselves do not hold.
    let playing_all = |kept: &Output| {
        let (exit, recording) = run::played(&everything(execute(args, 64)), kept)?;
        run = Some(recording);
        Ok(exit)
    };
    if tell(part("run", output, playing_all)?) {
        tell(twice(args, output)?);
        let uncovered = count(thresholds.clauses_uncovered_max);
        let covering = |kept: &Output| {
            let (exit, notes) = coverage::coverage(&suite(args), uncovered, kept)?;
            clauses = notes;
            Ok(exit)
        };
        tell(part("coverage", output, covering)?);
        let mutating = |kept: &Output| {
            let args = MutateArgs { suite: suite(args), list: false };
            let (exit, notes) = mutate::mutate(&args, count(thresholds.survivors_max), kept)?;
            mutants = notes;
            Ok(exit)
        };
        tell(part("mutate", output, mutating)?);
        for (name, faults) in [("benign", FaultsArg::Benign), ("hostile", FaultsArg::Hostile)] {
            let sweeping = sweeping(args, &thresholds, faults);
            tell(part(name, output, |kept| sweep::run(&sweeping, kept))?);
        }
        let depth = args.depth.unwrap_or_else(|| thresholds.explore_depth.into());
        let policies = run.as_ref().map(policies_run).unwrap_or_default();
        tell(part("explore", output, |kept| exploring(&policies, depth, kept))?);
    }
    if let Some(mut recording) = run {
        if let Some(footer) = &mut recording.footer {
            (footer.coverage, footer.mutation) = (clauses, mutants);
        }
        let results = Results::of(&recording);
        outputs.keep(&match &baseline {
            Some(baseline) => results.since(baseline),
            None => results,
        })?;
    }
    let shut: Vec<&str> =
        parts.iter().filter(|part| part.exit != Exit::Conforms).map(|part| part.name).collect();
    let paint = output.paint();
    if shut.is_empty() {
        output.write(&paint.good(&format!("the gate is open: {} parts hold\n", parts.len())));
    } else {
        output.write(&paint.bad(&format!("the gate is shut: {}\n", shut.join(", "))));
    }
    let worst = parts.iter().map(|part| part.exit).max_by_key(|exit| exit.code());
    Ok(worst.unwrap_or(Exit::Conforms))
}

/// A part's command with what it prints kept back.
fn part(
    name: &'static str,
    output: &Output,
    command: impl FnOnce(&Output) -> Result<Exit, CliError>,
) -> Result<Part, CliError> {
    let kept = output.kept();
    let exit = command(&kept)?;
    Ok(Part { name, exit, text: kept.text() })
}

/// The same run twice, one scenario at a time and many: the same bytes, or a defect of passgate.
fn twice(args: &GateArgs, output: &Output) -> Result<Part, CliError> {
    let name = "twice";
    let printed = |jobs| {
        let kept = output.kept();
        run::run(&everything(execute(args, jobs)), &kept).map(|_| kept.text())
    };
    let (one, many) = (printed(1)?, printed(64)?);
    Ok(if one == many {
        Part { name, exit: Exit::Conforms, text: "two runs print the same\n".to_owned() }
    } else {
        let text = "two runs with one seed print different things\n".to_owned();
        Part { name, exit: Exit::Harness, text }
    })
}

/// `✔ mutate    220 mutants …`, a line for each count, or the whole of it where it does not hold.
fn line(part: &Part, output: &Output) -> String {
    let Part { name, exit, text } = part;
    if *exit != Exit::Conforms {
        return format!("{} {name}\n{text}\n", output.paint().bad("✘"));
    }
    let counts = |line: &&str| line.contains(" · ") && !line.starts_with("passgate ");
    let mut told: Vec<&str> = text.lines().filter(counts).collect();
    if told.is_empty() {
        told.extend(text.lines().last());
    }
    let told = told.join(&format!("\n{:12}", ""));
    format!("{} {name:<9} {told}\n", output.paint().good("✔"))
}

/// The policies that scenarios were played under, in the order in which they come to them.
fn policies_run(recording: &Recording) -> Vec<String> {
    let mut policies: Vec<String> = Vec::new();
    for case in &recording.cases {
        if !policies.iter().any(|known| **known == *case.policy) {
            policies.push(case.policy.to_string());
        }
    }
    policies
}

/// Explores one policy after the other; the worst of them counts.
fn exploring(policies: &[String], depth: i64, kept: &Output) -> Result<Exit, CliError> {
    let mut worst = Exit::Conforms;
    for policy in policies {
        let args = ExploreArgs { depth, states_max: explore::STATES_MAX, policy: policy.clone() };
        let exit = explore::explore(&args, kept)?;
        worst = [worst, exit].into_iter().max_by_key(|exit| exit.code()).unwrap_or(exit);
    }
    Ok(worst)
}

/// Everything, under its own policies and with the project's waivers.
fn execute(args: &GateArgs, jobs: u16) -> ScenarioRunArgs {
    ScenarioRunArgs { config: args.config.clone(), ..run_args(SEED, jobs) }
}

fn suite(args: &GateArgs) -> SuiteArgs {
    SuiteArgs { policy: None, seed: SEED, config: args.config.clone() }
}

fn sweeping(args: &GateArgs, thresholds: &Thresholds, faults: FaultsArg) -> SweepArgs {
    SweepArgs {
        paths: Vec::new(),
        seeds: args.seeds.unwrap_or_else(|| thresholds.seeds.into()),
        seed: 1,
        faults,
        policy: None,
        replay: None,
        keep: None,
        config: args.config.clone(),
    }
}
