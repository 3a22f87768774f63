//! The arguments about systems under test: which one scenarios are run on, and the commands of `passgate sut`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use crate::conformance::config::document::TIME_SCALE_MAX;
use crate::domain::span::{Span, SpanError};

/// Which system scenarios are run on.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct SutArgs {
    /// Run on this system and not on the simulation: a name from `suts` of passgate.yaml, or a command that speaks the
    /// protocol; it is started without a shell
    #[arg(long, env = "PASSGATE_SUT", hide_env_values = true, value_name = "NAME|COMMAND")]
    pub(crate) sut: Option<String>,

    /// Hold the system to this profile of passgate.yaml
    #[arg(
        long,
        env = "PASSGATE_PROFILE",
        hide_env_values = true,
        value_name = "NAME",
        requires = "sut"
    )]
    pub(crate) profile: Option<String>,

    /// By how much the system's clock is faster than real time, if it is scaled
    #[arg(
        long,
        env = "PASSGATE_TIME_SCALE",
        hide_env_values = true,
        value_name = "FACTOR",
        value_parser = clap::value_parser!(u32).range(1..=i64::from(TIME_SCALE_MAX)),
        requires = "sut",
    )]
    pub(crate) time_scale: Option<u32>,

    /// How long a scenario may wait on a clock that runs by itself, such as `6m` [default: 60s]
    #[arg(
        long,
        env = "PASSGATE_PATIENCE",
        hide_env_values = true,
        value_name = "TIME",
        value_parser = span,
        requires = "sut",
    )]
    pub(crate) patience: Option<Span>,

    /// Append what crosses the pipe to this file, with the shape of each passcode in its place
    #[arg(
        long,
        env = "PASSGATE_TRANSCRIPT",
        hide_env_values = true,
        value_name = "FILE",
        requires = "sut"
    )]
    pub(crate) transcript: Option<PathBuf>,
}

/// A system for a command that needs to be inside of it.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct RefusedSut {
    /// Not possible here: only the simulation can be taken apart
    #[arg(
        long,
        env = "PASSGATE_SUT",
        hide_env_values = true,
        hide = true,
        value_name = "NAME|COMMAND"
    )]
    pub(crate) sut: Option<String>,
}

/// Reads a length of time as in a policy, or with a unit of one or two letters.
fn span(text: &str) -> Result<Span, String> {
    let units = [("ms", "milliseconds"), ("s", "seconds"), ("m", "minutes"), ("h", "hours")];
    let short = units.iter().find_map(|(short, long)| {
        let number = text.trim().strip_suffix(short)?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| format!("{number} {long}"))
    });
    Span::parse(short.as_deref().unwrap_or(text))
        .map_err(|error| format!("{error}: {}, or `6m`", SpanError::HELP))
}

/// The commands about systems under test.
#[derive(Debug, Subcommand)]
pub(crate) enum SutCommand {
    /// Serve the simulation as a system under test, on standard input and output
    Serve(ServeArgs),
    /// Check an adapter before any feature runs: what it answers to each message, and whether it keeps to the protocol
    Check(CheckSutArgs),
    /// Write a small adapter that passes its check and every scenario that it declares
    Init(InitSutArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ServeArgs {
    /// Obey only this policy: a name or a file [default: every policy of the suite]
    #[arg(long, env = "PASSGATE_POLICY", hide_env_values = true, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,

    /// Have a defect, to see which scenarios fail
    #[arg(long, value_name = "NAME", value_parser = defect)]
    pub(crate) defect: Option<&'static crate::simulation::defect::Defect>,
}

/// The defect of this name.
fn defect(name: &str) -> Result<&'static crate::simulation::defect::Defect, String> {
    use crate::document::suggestion::asked;
    use crate::simulation::defect::Defect;
    Defect::from_name(name).ok_or_else(|| {
        let all = "`passgate mutate --defects` lists all of them";
        asked(name, Defect::all().map(Defect::name), all)
    })
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckSutArgs {
    /// The program and its arguments
    #[arg(
        required = true,
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "COMMAND"
    )]
    pub(crate) command: Vec<String>,

    /// The policy whose names the check uses: a name or a file [default: that of features without a `@policy:` tag]
    #[arg(long, env = "PASSGATE_POLICY", hide_env_values = true, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct InitSutArgs {
    /// The language
    #[arg(value_enum, value_name = "LANG")]
    pub(crate) language: AdapterLanguage,

    /// The new folder
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

/// A language in which an adapter can be begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AdapterLanguage {
    /// Python 3, with nothing but its standard library
    Python,
    /// TypeScript, run by Node 22.18 or later without a build
    Typescript,
    /// Rust, with serde_json
    Rust,
}
