//! The arguments of `passgate init`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct InitArgs {
    /// The folder; if it exists, other files in it are left alone
    #[arg(value_name = "DIR", env = "PASSGATE_DIR", hide_env_values = true)]
    pub(crate) dir: PathBuf,
}
