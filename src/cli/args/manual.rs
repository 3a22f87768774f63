//! What shells and the manual are told of the command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueHint};
use clap_complete::Shell;

#[derive(Debug, ClapArgs)]
pub(crate) struct CompletionsArgs {
    /// The shell that is to complete `passgate`
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ManArgs {
    /// Write a page for each command into a folder, in place of one page of everything
    #[arg(
        long,
        env = "PASSGATE_MAN_OUT",
        hide_env_values = true,
        value_name = "DIR",
        value_hint = ValueHint::DirPath,
    )]
    pub(crate) out: Option<PathBuf>,
}
