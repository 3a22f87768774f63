//! What writing scenarios from a policy takes.

use std::path::PathBuf;

use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct ScaffoldArgs {
    /// The policy: a name or a file
    #[arg(
        long,
        env = "PASSGATE_POLICY", hide_env_values = true,
        value_name = "NAME|FILE",
        default_value = crate::cli::project::suite::DEFAULT_POLICY,
    )]
    pub(crate) policy: String,

    /// Only this row, whether or not a scenario comes to it: a platform, or PLATFORM/SCENARIO; may be repeated
    #[arg(long, env = "PASSGATE_ROW", hide_env_values = true, value_name = "ROW")]
    pub(crate) row: Vec<String>,

    /// Write a new file instead of standard output
    #[arg(short, long, env = "PASSGATE_OUTPUT", hide_env_values = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
