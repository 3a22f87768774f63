//! What a new suite takes.

use std::path::PathBuf;

use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct InitArgs {
    /// The folder; it may exist and hold other things, which are left alone
    #[arg(value_name = "DIR", env = "PASSGATE_DIR", hide_env_values = true)]
    pub(crate) dir: PathBuf,
}
