//! The arguments of `passgate explore`.

use clap::Args as ClapArgs;

use crate::cli::args::sut::RefusedSut;

/// How many steps deep an exploration goes by default.
pub(crate) const DEPTH: i64 = 7;

/// How many states a row may have by default. Two such rows at once take about a gigabyte.
pub(crate) const STATES_MAX: i64 = 300_000;

/// How many mebibytes the states of all rows may take by default: enough for the usual number of states.
const MEMORY_MAX: u64 = 8192;

#[derive(Debug, ClapArgs)]
pub(crate) struct ExploreArgs {
    #[command(flatten)]
    pub(crate) sut: RefusedSut,

    /// How many steps deep to explore; each further step takes several times as long
    #[arg(
        long,
        env = "PASSGATE_DEPTH",
        hide_env_values = true,
        value_name = "STEPS",
        default_value_t = DEPTH,
        allow_negative_numbers = true,
    )]
    pub(crate) depth: i64,

    /// The maximum number of states to explore per row, to limit memory
    #[arg(
        long,
        env = "PASSGATE_STATES_MAX",
        hide_env_values = true,
        value_name = "COUNT",
        default_value_t = STATES_MAX,
        allow_negative_numbers = true,
    )]
    pub(crate) states_max: i64,

    /// The maximum memory for the states of all rows, in mebibytes
    #[arg(
        long,
        env = "PASSGATE_MEMORY_MAX",
        hide_env_values = true,
        value_name = "MEBIBYTES",
        default_value_t = MEMORY_MAX,
        value_parser = clap::value_parser!(u64).range(1..=1_048_576),
    )]
    pub(crate) memory_max: u64,

    /// Exit with 0 even if a limit ended the exploration of a row, or if it missed an interesting state
    #[arg(long)]
    pub(crate) allow_incomplete: bool,

    /// The policy: a name or a file [default: that of features without a `@policy:` tag]
    #[arg(long, env = "PASSGATE_POLICY", hide_env_values = true, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,
}
