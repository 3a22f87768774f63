//! What playing takes: which scenarios, under which policy, with which seed.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use clap::builder::FalseyValueParser;

use crate::cli::args::number::{number, seed};
use crate::cli::args::telling::{ReportingArgs, ShardArg};
use crate::conformance::config::date::Date;

#[derive(Debug, ClapArgs)]
pub(crate) struct RunArgs {
    /// Feature files, folders, or single scenarios as FILE:LINE [default: features/]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// Play only scenarios whose tags fit, such as `@smoke and not @slow`
    #[arg(short, long, env = "PASSGATE_TAGS", hide_env_values = true, value_name = "EXPR")]
    pub(crate) tags: Option<String>,

    /// Play only scenarios whose name matches a regular expression
    #[arg(short, long, env = "PASSGATE_NAME", hide_env_values = true, value_name = "REGEX")]
    pub(crate) name: Option<String>,

    #[command(flatten)]
    pub(crate) run: ScenarioRunArgs,

    /// End the run at the first failure; scenarios are then played one at a time
    #[arg(long, env = "PASSGATE_FAIL_FAST", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) fail_fast: bool,

    /// Tell how long the run took; the output is then no longer the same each time
    #[arg(long, env = "PASSGATE_TIMINGS", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) timings: bool,

    #[command(flatten)]
    pub(crate) telling: ReportingArgs,

    /// Play one of several parts of the selection, so that several machines share a run
    #[arg(
        long,
        env = "PASSGATE_SHARD",
        hide_env_values = true,
        value_name = "I/N",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) shard: ShardArg,

    /// Play a scenario that fails again, up to so many times and each time with another seed
    #[arg(
        long,
        env = "PASSGATE_RETRY",
        hide_env_values = true,
        value_name = "COUNT",
        default_value_t = 0,
        hide_default_value = true,
        value_parser = clap::value_parser!(u64).range(0..=100),
        conflicts_with = "fail_fast",
    )]
    pub(crate) retry: u64,

    /// Let a scenario that holds only with another seed keep the run from conforming
    #[arg(long, env = "PASSGATE_FAIL_ON_FLAKY", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) fail_on_flaky: bool,

    /// Play only what did not conform in the last run of this folder
    #[arg(long, env = "PASSGATE_LAST_FAILED", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) last_failed: bool,

    /// Stay, and play again what a saved file changes, until Ctrl-C
    #[arg(long, env = "PASSGATE_WATCH", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) watch: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ApproveArgs {
    #[command(flatten)]
    pub(crate) run: ScenarioRunArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ScenarioRunArgs {
    /// Play every scenario under this policy, whatever its `@policy:` tag says: a name or a file
    #[arg(long, env = "PASSGATE_POLICY", hide_env_values = true, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,

    /// Where all randomness comes from: the same seed gives the same run, on any machine
    #[arg(
        long,
        env = "PASSGATE_SEED",
        hide_env_values = true,
        value_name = "NUMBER",
        default_value_t = 2015,
        value_parser = seed,
        allow_hyphen_values = true,
    )]
    pub(crate) seed: u64,

    /// How many scenarios may be under way at once; the result does not depend on it
    #[arg(
        short,
        long,
        env = "PASSGATE_JOBS", hide_env_values = true,
        value_name = "COUNT",
        default_value_t = 64,
        value_parser = number::<1, 4096>,
    )]
    pub(crate) jobs: u16,

    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct ConfigArgs {
    /// What the project has agreed on: waivers and the gate [default: passgate.yaml, if there is one]
    #[arg(short, long, env = "PASSGATE_CONFIG", hide_env_values = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// The day on which waivers are in force or have expired [default: today, in UTC]
    #[arg(
        long,
        env = "PASSGATE_TODAY", hide_env_values = true,
        value_name = "YYYY-MM-DD",
        value_parser = |text: &str| {
            Date::parse(text).map_err(|error| format!("{error}: {}", error.help()))
        },
    )]
    pub(crate) today: Option<Date>,
}
