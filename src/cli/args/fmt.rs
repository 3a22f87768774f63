//! The arguments of `passgate fmt`.

use clap::Args as ClapArgs;
use clap::builder::FalseyValueParser;

#[derive(Debug, ClapArgs)]
pub(crate) struct FmtArgs {
    /// Feature files, or folders of them; `-` formats standard input to standard output [default: features/]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// Write nothing; print a diff of what would change, and exit with code 1 if anything would
    #[arg(long, env = "PASSGATE_CHECK", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) check: bool,
}
