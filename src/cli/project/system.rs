//! The outside system that a run is made on: named on the command line, looked up in passgate.yaml, started.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;

use crate::cli::args::run::RunArgs;
use crate::cli::args::sut::{RefusedSut, SutArgs};
use crate::cli::output::error::{CliError, FileError};
use crate::cli::project::suite::ProjectSuite;
use crate::cli::signals;
use crate::conformance::config::checked::Config;
use crate::conformance::config::systems::{LimitEntries, SystemEntry};
use crate::document::suggestion::did_you_mean;
use crate::domain::span::Span;
use crate::policy::checked::Policy;
use crate::recording::system_note::{DeclaredNote, ProfileNote, SystemNote};
use crate::sut::process::connection::CommandLine;
use crate::sut::process::declared_system::DeclaredSystem;
use crate::sut::process::pool::{StartError, SystemPool, SystemSetup, TimeLimits};
use crate::sut::process::transcript::TranscriptFile;

/// How long a scenario may wait on a clock that runs by itself, if no one says otherwise.
const PATIENCE: Duration = Duration::from_secs(60);

/// A system that is ready to be asked.
pub(crate) struct StartedSystem {
    pub(crate) pool: Arc<SystemPool>,
    pub(crate) note: SystemNote,
}

/// Starts the system that the command line or `PASSGATE_SUT` names; nothing else ever starts one.
pub(crate) fn start(
    args: &RunArgs,
    suite: &ProjectSuite,
) -> Result<Option<StartedSystem>, CliError> {
    let SutArgs { sut: Some(named), .. } = &args.sut else { return Ok(None) };
    let known = suite.policies.all().iter().chain(suite.named_policy());
    let all: Vec<&Policy> = known.map(|policy| &**policy).collect();
    let is_plain = |policy: &&Policy| args.is_filtered() || suite.is_plain_policy(&policy.id);
    let policies: Vec<&Policy> = all.iter().copied().filter(is_plain).collect();
    suite.config.check_profiles(all.iter().copied()).map_err(CliError::inputs)?;
    let entry = suite.config.system(named);
    let words = words(named, entry)?;
    let profile = args.sut.profile.as_ref().or_else(|| entry?.profile.as_ref());
    let profile = profile.map(|name| profile_note(name, &suite.config)).transpose()?;
    // A command of passgate.yaml counts from there, one that was typed from where it was typed.
    let folder = entry.map(|_| suite.root.way("."));
    let pool = SystemPool::start(SystemSetup {
        entry: entry.map(|entry| entry.name.clone()),
        command: CommandLine { words, folder },
        limits: limits(entry.map(|entry| entry.limits).unwrap_or_default()),
        time_scale: args.sut.time_scale.or_else(|| entry?.time_scale).unwrap_or(1),
        patience: args.sut.patience.or_else(|| entry?.patience).map_or(PATIENCE, duration),
        seed: args.run.random.seed,
        transcript: args.sut.transcript.as_deref().map(transcript).transpose()?,
        stop: signals::stop_flag(),
    });
    let pool = pool.map_err(|error| not_started(error, named, entry, &suite.config))?;
    let note = note(&pool, profile, &policies);
    Ok(Some(StartedSystem { pool, note }))
}

/// The words of the command: that of passgate.yaml, or what was typed.
fn words(named: &str, entry: Option<&SystemEntry>) -> Result<Vec<String>, CliError> {
    let command = entry.map_or(named, |entry| &entry.command);
    let words = shlex::split(command).filter(|words| !words.is_empty());
    words.ok_or_else(|| CliError::usage(NoCommand { command: command.to_owned() }))
}

fn profile_note(name: &str, config: &Config) -> Result<ProfileNote, CliError> {
    let profile = config.profile(name).ok_or_else(|| {
        let known = config.profiles.iter().map(|profile| profile.name.as_str());
        CliError::usage(NoProfile { name: name.to_owned(), help: did_you_mean(name, known) })
    })?;
    let clauses = profile.clauses.iter().map(|clause| clause.as_str().into()).collect();
    Ok(ProfileNote { name: name.to_owned(), clauses })
}

fn transcript(path: &Path) -> Result<TranscriptFile, CliError> {
    let file = OpenOptions::new().create(true).append(true).open(path);
    let file = file.map_err(|error| CliError::input(FileError::unwritable(path, &error)))?;
    Ok(TranscriptFile::new(Box::new(file)))
}

/// The time limits of passgate.yaml, and the usual ones where it has none.
pub(crate) fn limits(entries: LimitEntries) -> TimeLimits {
    let usual = TimeLimits::default();
    TimeLimits {
        hello: entries.hello.map_or(usual.hello, duration),
        begin: entries.begin.map_or(usual.begin, duration),
        act: entries.act.map_or(usual.act, duration),
        look: entries.look.map_or(usual.look, duration),
        end: entries.end.map_or(usual.end, duration),
    }
}

const fn duration(span: Span) -> Duration {
    Duration::from_millis(span.milliseconds())
}

fn not_started(
    error: StartError,
    named: &str,
    entry: Option<&SystemEntry>,
    config: &Config,
) -> CliError {
    let known: Vec<&str> = config.systems.iter().map(|system| system.name.as_str()).collect();
    let stderr = match &error {
        StartError::NoProgram { .. } | StartError::NoProtocol { stderr: None, .. } => None,
        StartError::NoProtocol { stderr: Some(stderr), .. } => Some(stderr.clone()),
    };
    let is_command = matches!(error, StartError::NoProtocol { .. });
    let help = if let Some(stderr) = stderr {
        let lines: Vec<&str> = stderr.trim_end().lines().collect();
        let last = lines.iter().skip(lines.len().saturating_sub(10));
        let last: Vec<String> = last.map(|line| format!("  {line}")).collect();
        format!("its standard error ends:\n{}", last.join("\n"))
    } else if is_command {
        "see what it answers with `passgate sut check -- COMMAND`".to_owned()
    } else if entry.is_none() && !known.is_empty() && !named.contains(['/', ' ']) {
        format!("passgate.yaml has {}", did_you_mean(named, known))
    } else {
        "write a program and its arguments, as in a shell, or the name of a system under `suts` in passgate.yaml"
            .to_owned()
    };
    CliError::system(NotStarted { message: error.to_string(), help })
}

fn note(pool: &SystemPool, profile: Option<ProfileNote>, policies: &[&Policy]) -> SystemNote {
    let (setup, declared) = (pool.setup(), pool.declared());
    let TimeLimits { hello, begin, act, look, end } = setup.limits;
    let limits = [("hello", hello), ("begin", begin), ("act", act), ("look", look), ("end", end)];
    let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    let program = setup.command.words.first().map(String::as_str).unwrap_or_default();
    let program = Path::new(program)
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    SystemNote {
        name: declared.identity.name.clone(),
        version: declared.identity.version.clone(),
        vendor: declared.identity.vendor.clone(),
        command: program,
        entry: setup.entry.clone(),
        declares: declared.summary(policies),
        can: can(declared),
        time_scale: setup.time_scale,
        patience_ms: milliseconds(setup.patience),
        time_limits_ms: BTreeMap::from(
            limits.map(|(name, limit)| (name.to_owned(), milliseconds(limit))),
        ),
        profile,
    }
}

fn can(declared: &DeclaredSystem) -> DeclaredNote {
    let can = &declared.can;
    let surfaces = can.surfaces.iter().map(|(name, abilities)| {
        (name.clone(), abilities.iter().map(|ability| ability.name().to_owned()).collect())
    });
    DeclaredNote {
        clock: can.clock.name().to_owned(),
        deterministic: can.deterministic,
        instances: declared.instances(),
        devices: declared.devices(),
        passcodes: can.passcodes.name().to_owned(),
        dimensions: can.dimensions.clone(),
        actors: can.actors.clone(),
        surfaces: surfaces.collect(),
        faults: can.faults.clone(),
    }
}

/// Refuses an outside system, with the reason of the command.
pub(crate) fn refuse(sut: &RefusedSut, reason: &'static str) -> Result<(), CliError> {
    match &sut.sut {
        Some(_) => Err(CliError::usage(OnlySimulation { reason })),
        None => Ok(()),
    }
}

/// A command that only the simulation takes.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("this needs the simulation: {reason}")]
#[diagnostic(
    code(sut::only_simulation),
    help(
        "leave out `--sut` and PASSGATE_SUT; `passgate run --sut` runs the scenarios on a system"
    )
)]
struct OnlySimulation {
    reason: &'static str,
}

/// A system that cannot be used.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("{message}")]
#[diagnostic(code(sut::not_started), help("{help}"))]
pub(crate) struct NotStarted {
    pub(crate) message: String,
    pub(crate) help: String,
}

/// A command that cannot be split into words.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("the command `{command}` is empty, or has a quote or a backslash without an end")]
#[diagnostic(
    code(sut::command),
    help("write a program and its arguments, such as `python3 adapter.py`")
)]
struct NoCommand {
    command: String,
}

/// A profile that passgate.yaml does not have.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("passgate.yaml has no profile `{name}`")]
#[diagnostic(code(sut::profile), help("{help}"))]
struct NoProfile {
    name: String,
    help: String,
}
