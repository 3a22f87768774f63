//! The arguments of the commands about runs: `passgate report`, `explain` and `diff`.

use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::{Args as ClapArgs, ValueEnum};

use crate::cli::args::reporting::ReportingArgs;
use crate::cli::args::run::ScenarioRunArgs;
use crate::cli::args::sut::SutArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct ReportArgs {
    /// A recorded run, or all shards of one: files written by `passgate run -f record:PATH`
    #[arg(required = true, value_name = "RECORD")]
    pub(crate) records: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) reporting: ReportingArgs,

    /// Fail the run if a scenario passed only on a retry
    #[arg(long, env = "PASSGATE_FAIL_ON_FLAKY", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) fail_on_flaky: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainArgs {
    /// The scenario, as FILE:LINE; a file, or a line above several scenarios, explains all of them
    #[arg(value_name = "FILE:LINE")]
    pub(crate) path: String,

    /// Explain only scenarios whose name matches a regular expression
    #[arg(short, long, env = "PASSGATE_NAME", hide_env_values = true, value_name = "REGEX")]
    pub(crate) name: Option<String>,

    /// Print a sequence diagram in Mermaid, which code hosts draw in a pull request
    #[arg(long, env = "PASSGATE_MERMAID", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) mermaid: bool,

    #[command(flatten)]
    pub(crate) run: ScenarioRunArgs,

    #[command(flatten)]
    pub(crate) sut: SutArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct DiffArgs {
    /// The earlier run: a file written by `passgate run -f record:PATH`
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,

    /// The later run
    #[arg(value_name = "AFTER")]
    pub(crate) after: PathBuf,

    /// How to print the differences
    #[arg(
        short,
        long,
        value_enum,
        env = "PASSGATE_FORMAT",
        hide_env_values = true,
        default_value_t,
        value_name = "FORMAT"
    )]
    pub(crate) format: DiffFormat,
}

/// How to print the differences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Plain text
    #[default]
    Text,
    /// Markdown, for a pull request
    Markdown,
}
