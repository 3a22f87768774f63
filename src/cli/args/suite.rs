//! The arguments of `passgate coverage` and `passgate mutate`, which examine the scenarios themselves.

use clap::Args as ClapArgs;

use crate::cli::args::run::{ConfigArgs, SeedArgs};

#[derive(Debug, ClapArgs)]
pub(crate) struct SuiteArgs {
    /// Only this policy, a name or a file, with the scenarios that name it [default: every policy]
    #[arg(long, env = "PASSGATE_POLICY", hide_env_values = true, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,

    #[command(flatten)]
    pub(crate) random: SeedArgs,

    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct MutateArgs {
    #[command(flatten)]
    pub(crate) suite: SuiteArgs,

    /// List every mutant with its result
    #[arg(long)]
    pub(crate) list: bool,

    /// Run the scenarios on simulations with seeded defects instead, and list which scenarios catch each
    #[arg(long, conflicts_with = "list")]
    pub(crate) defects: bool,
}
