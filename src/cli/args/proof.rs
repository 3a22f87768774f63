//! What the commands take that ask whether a green run means anything.

use clap::{Args as ClapArgs, ValueEnum};

use crate::cli::args::run::ConfigArgs;
use crate::cli::args::telling::ReportingArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct GateArgs {
    /// How many seeds to play every scenario under, with each fault profile [default: 200]
    #[arg(
        long,
        env = "PASSGATE_SEEDS",
        hide_env_values = true,
        value_name = "COUNT",
        value_parser = clap::value_parser!(u64).range(1..=10_000_000),
    )]
    pub(crate) seeds: Option<u64>,

    /// How many steps to explore; each step more takes a few times as long [default: 4]
    #[arg(
        long,
        env = "PASSGATE_DEPTH",
        hide_env_values = true,
        value_name = "STEPS",
        allow_negative_numbers = true
    )]
    pub(crate) depth: Option<i64>,

    #[command(flatten)]
    pub(crate) telling: ReportingArgs,

    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SweepArgs {
    /// Feature files, folders, or single scenarios as FILE:LINE [default: features/]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// How many seeds to play every scenario under
    #[arg(
        long,
        env = "PASSGATE_SEEDS",
        value_name = "COUNT",
        default_value_t = 200,
        value_parser = clap::value_parser!(u64).range(1..=10_000_000),
    )]
    pub(crate) seeds: u64,

    /// The first seed
    #[arg(long, env = "PASSGATE_SEED", value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,

    /// What may go wrong
    #[arg(long, value_enum, env = "PASSGATE_FAULTS", value_name = "PROFILE", default_value_t)]
    pub(crate) faults: FaultsArg,

    /// Play every scenario under this policy, whatever its `@policy:` tag says: a name or a file
    #[arg(long, env = "PASSGATE_POLICY", value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,

    /// Play one finding again: the line that it printed
    #[arg(long, value_name = "LINE", conflicts_with_all = ["paths", "seeds", "seed", "faults"])]
    pub(crate) replay: Option<String>,

    /// Keep the finding in fixtures/regressions/, where every later sweep plays it first
    #[arg(long, value_name = "NAME", requires = "replay", value_parser = kept_name)]
    pub(crate) keep: Option<String>,

    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

/// A name that is safe as a file's.
fn kept_name(name: &str) -> Result<String, String> {
    let fits =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if !name.is_empty() && name.len() <= 80 && name.chars().all(fits) {
        return Ok(name.to_owned());
    }
    Err("write lower-case words with hyphens, such as duplicated-command".to_owned())
}

/// What may go wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FaultsArg {
    /// What the policy's bounds leave room for: every scenario must still hold
    Benign,
    /// Anything: the invariants must hold, and every reset must end once the faults stop
    #[default]
    Hostile,
}

impl From<FaultsArg> for crate::simulation::fault::Profile {
    fn from(faults: FaultsArg) -> Self {
        match faults {
            FaultsArg::Benign => Self::Benign,
            FaultsArg::Hostile => Self::Hostile,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SuiteArgs {
    /// Only this policy, a name or a file, with the scenarios that name it [default: every policy]
    #[arg(long, env = "PASSGATE_POLICY", value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,

    /// Where all randomness comes from
    #[arg(long, env = "PASSGATE_SEED", value_name = "NUMBER", default_value_t = 2015)]
    pub(crate) seed: u64,

    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct MutateArgs {
    #[command(flatten)]
    pub(crate) suite: SuiteArgs,

    /// List every mutant and what became of it
    #[arg(long)]
    pub(crate) list: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExploreArgs {
    /// How many steps an interleaving has; each step more takes a few times as long
    #[arg(
        long,
        env = "PASSGATE_DEPTH",
        value_name = "STEPS",
        default_value_t = crate::cli::commands::explore::DEPTH,
        allow_negative_numbers = true,
    )]
    pub(crate) depth: i64,

    /// How many states a row may have before its exploration ends, so that memory is bounded
    #[arg(
        long,
        env = "PASSGATE_STATES_MAX",
        value_name = "COUNT",
        default_value_t = crate::cli::commands::explore::STATES_MAX,
        allow_negative_numbers = true,
    )]
    pub(crate) states_max: i64,

    /// The policy: a name or a file
    #[arg(
        long,
        env = "PASSGATE_POLICY",
        value_name = "NAME|FILE",
        default_value = crate::cli::project::suite::DEFAULT_POLICY,
    )]
    pub(crate) policy: String,
}
