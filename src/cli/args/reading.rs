//! What the commands take that read recorded runs.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use clap::builder::FalseyValueParser;

use crate::cli::args::TellingArgs;

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct ReportArgs {
    /// A recorded run, or all shards of one: files that `passgate run -f record:PATH` wrote
    #[arg(required = true, value_name = "RECORD")]
    pub(in crate::cli) records: Vec<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) telling: TellingArgs,

    /// Let a scenario that held only with another seed keep the run from conforming
    #[arg(long, env = "PASSGATE_FAIL_ON_FLAKY", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(in crate::cli) fail_on_flaky: bool,
}
