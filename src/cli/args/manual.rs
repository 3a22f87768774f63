//! The arguments of `passgate completions` and `passgate man`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueHint};
use clap_complete::Shell;

#[derive(Debug, ClapArgs)]
pub(crate) struct CompletionsArgs {
    /// The shell to complete `passgate` in
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ManArgs {
    /// Write one page per command into a folder, instead of printing a single page
    #[arg(
        long,
        env = "PASSGATE_MAN_OUT",
        hide_env_values = true,
        value_name = "DIR",
        value_hint = ValueHint::DirPath,
    )]
    pub(crate) out: Option<PathBuf>,
}
