//! The arguments of `passgate scaffold`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct ScaffoldArgs {
    /// The policy: a name or a file [default: that of features without a `@policy:` tag]
    #[arg(long, env = "PASSGATE_POLICY", hide_env_values = true, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,

    /// Only this row, even if scenarios cover it: PLATFORM or PLATFORM/MANAGEMENT; may be repeated
    #[arg(long, env = "PASSGATE_ROW", hide_env_values = true, value_name = "ROW")]
    pub(crate) row: Vec<String>,

    /// Write a new file instead of standard output
    #[arg(short, long, env = "PASSGATE_OUTPUT", hide_env_values = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
