//! What formatting takes.

use clap::Args as ClapArgs;
use clap::builder::FalseyValueParser;

#[derive(Debug, ClapArgs)]
pub(crate) struct FmtArgs {
    /// Feature files and folders of them; `-` reads a feature and writes it formatted [default: features/]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// Write nothing; tell with a diff what would change, with exit code 1 if anything would
    #[arg(long, env = "PASSGATE_CHECK", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) check: bool,
}
