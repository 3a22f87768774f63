//! The arguments of `passgate gate`.

use clap::Args as ClapArgs;

use crate::cli::args::reporting::ReportingArgs;
use crate::cli::args::run::ConfigArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct GateArgs {
    /// How many seeds to sweep with each fault profile [default: 200]
    #[arg(
        long,
        env = "PASSGATE_SEEDS",
        hide_env_values = true,
        value_name = "COUNT",
        value_parser = clap::value_parser!(u32).range(1..=10_000_000),
    )]
    pub(crate) seeds: Option<u32>,

    /// How many steps deep to explore; each further step takes several times as long [default: 4]
    #[arg(
        long,
        env = "PASSGATE_DEPTH",
        hide_env_values = true,
        value_name = "STEPS",
        allow_negative_numbers = true
    )]
    pub(crate) depth: Option<i64>,

    #[command(flatten)]
    pub(crate) reporting: ReportingArgs,

    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}
