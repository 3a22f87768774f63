//! The arguments of `passgate run`, and those that other commands share with it.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use clap::builder::FalseyValueParser;

use crate::cli::args::number::{number, seed};
use crate::cli::args::reporting::{ReportingArgs, ShardArg};
use crate::cli::args::sut::SutArgs;
use crate::conformance::config::date::Date;

#[derive(Debug, ClapArgs)]
pub(crate) struct RunArgs {
    /// Feature files, folders, or single scenarios as FILE:LINE; @LIST reads such paths from a file [default: features/]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// Run only scenarios whose tags match, such as `@smoke and not @slow`
    #[arg(short, long, env = "PASSGATE_TAGS", hide_env_values = true, value_name = "EXPR")]
    pub(crate) tags: Option<String>,

    /// Run only scenarios whose name matches a regular expression
    #[arg(short, long, env = "PASSGATE_NAME", hide_env_values = true, value_name = "REGEX")]
    pub(crate) name: Option<String>,

    #[command(flatten)]
    pub(crate) run: ScenarioRunArgs,

    /// Run the scenarios of every policy, not only of those that passgate.yaml lists under `policies`
    #[arg(long, env = "PASSGATE_ALL_POLICIES", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) all_policies: bool,

    /// Stop at the first failure; scenarios then run one at a time
    #[arg(long, env = "PASSGATE_FAIL_FAST", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) fail_fast: bool,

    /// Print how long the run took; the output then differs from run to run
    #[arg(long, env = "PASSGATE_TIMINGS", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) timings: bool,

    #[command(flatten)]
    pub(crate) sut: SutArgs,

    #[command(flatten)]
    pub(crate) reporting: ReportingArgs,

    /// Run one part of the selection, to share a run between machines: 2/4 is the second of four
    #[arg(
        long,
        env = "PASSGATE_SHARD",
        hide_env_values = true,
        value_name = "I/N",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) shard: ShardArg,

    /// Retry a scenario that fails up to this many times, each time with another seed
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

    /// Fail the run if a scenario passes only on a retry
    #[arg(long, env = "PASSGATE_FAIL_ON_FLAKY", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) fail_on_flaky: bool,

    /// Run only the scenarios that failed in the last run of this suite
    #[arg(long, env = "PASSGATE_LAST_FAILED", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) last_failed: bool,

    /// Run again whenever a file is saved, until Ctrl-C
    #[arg(
        long,
        env = "PASSGATE_WATCH", hide_env_values = true,
        value_parser = FalseyValueParser::new(),
        conflicts_with = "sut",
    )]
    pub(crate) watch: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ApproveArgs {
    #[command(flatten)]
    pub(crate) run: ScenarioRunArgs,

    #[command(flatten)]
    pub(crate) sut: SutArgs,
}

#[derive(Clone, Copy, Debug, ClapArgs)]
pub(crate) struct SeedArgs {
    /// The seed of all randomness: the same seed gives the same run on any machine
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
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ScenarioRunArgs {
    /// Run every scenario under this policy, whatever its `@policy:` tag says: a name or a file
    #[arg(long, env = "PASSGATE_POLICY", hide_env_values = true, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,

    #[command(flatten)]
    pub(crate) random: SeedArgs,

    /// How many scenarios run at once; this does not change the result [default: 64; with --sut: 1, and at most what the
    /// system declares]
    #[arg(
        short,
        long,
        env = "PASSGATE_JOBS", hide_env_values = true,
        value_name = "COUNT",
        value_parser = number::<1, 4096>,
    )]
    pub(crate) jobs: Option<u16>,

    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct ConfigArgs {
    /// The configuration, with waivers and thresholds of the gate [default: passgate.yaml in the suite's root]
    #[arg(short, long, env = "PASSGATE_CONFIG", hide_env_values = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// The date on which to judge whether waivers have expired [default: today, in UTC]
    #[arg(
        long,
        env = "PASSGATE_TODAY", hide_env_values = true,
        value_name = "YYYY-MM-DD",
        value_parser = |text: &str| {
            Date::parse(text).map_err(|error| format!("{error}: {}", error.help()))
        },
    )]
    pub(crate) today: Option<Date>,

    /// Use the bundled features, whatever the folder has
    #[arg(long, env = "PASSGATE_BUNDLED", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) bundled: bool,
}

impl RunArgs {
    /// Whether the command line says which policies or scenarios it is about.
    pub(crate) fn is_filtered(&self) -> bool {
        let given =
            |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        self.all_policies || given(&self.tags) || given(&self.name)
    }

    /// A run of everything there is.
    pub(crate) fn of_everything(run: ScenarioRunArgs) -> Self {
        Self {
            paths: Vec::new(),
            tags: None,
            name: None,
            run,
            all_policies: true,
            fail_fast: false,
            timings: false,
            sut: SutArgs::default(),
            reporting: ReportingArgs::default(),
            shard: ShardArg::default(),
            retry: 0,
            fail_on_flaky: false,
            last_failed: false,
            watch: false,
        }
    }
}
