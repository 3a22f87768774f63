//! `passgate gate`: everything that a change must pass, as one command with one exit code.

use crate::cli::args::{
    ExploreArgs, FaultsArg, GateArgs, MutateArgs, PlayArgs, SuiteArgs, SweepArgs,
};
use crate::cli::error::CliError;
use crate::cli::formats::Outputs;
use crate::cli::library::DEFAULT_POLICY;
use crate::cli::output::Output;
use crate::cli::plays::{everything, play_args};
use crate::cli::{Exit, config, coverage, explore, mutate, recordings, run, sweep};
use crate::conformance::Thresholds;
use crate::recording::Recording;
use crate::report::Results;

/// The seed of the runs that are compared with the snapshots.
const SEED: u64 = 2015;

/// One part of the gate: its name, and how it ended.
struct Part {
    name: &'static str,
    exit: Exit,
    text: String,
}

/// Plays every part, and tells each in a line, or in full where it does not hold.
pub(super) fn gate(args: &GateArgs, output: &Output) -> Result<Exit, CliError> {
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
        let (exit, recording) = run::played(&everything(playing(args, 64)), kept)?;
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
        let exploring = ExploreArgs {
            depth: args.depth.unwrap_or_else(|| thresholds.explore_depth.into()),
            states_max: explore::STATES_MAX,
            policy: DEFAULT_POLICY.to_owned(),
        };
        tell(part("explore", output, |kept| explore::explore(&exploring, kept))?);
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
        run::run(&everything(playing(args, jobs)), &kept).map(|_| kept.text())
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

/// Everything, under its own policies and with the project's waivers.
fn playing(args: &GateArgs, jobs: u16) -> PlayArgs {
    PlayArgs { config: args.config.clone(), ..play_args(SEED, jobs) }
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
