//! What the commands take that read recorded runs.

use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::{Args as ClapArgs, ValueEnum};

use crate::cli::args::run::ScenarioRunArgs;
use crate::cli::args::telling::ReportingArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct ReportArgs {
    /// A recorded run, or all shards of one: files that `passgate run -f record:PATH` wrote
    #[arg(required = true, value_name = "RECORD")]
    pub(crate) records: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) telling: ReportingArgs,

    /// Let a scenario that held only with another seed keep the run from conforming
    #[arg(long, env = "PASSGATE_FAIL_ON_FLAKY", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) fail_on_flaky: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainArgs {
    /// The scenario, as FILE:LINE; a file or a line above several tells all of them
    #[arg(value_name = "FILE:LINE")]
    pub(crate) place: String,

    /// Tell only scenarios whose name matches a regular expression
    #[arg(short, long, env = "PASSGATE_NAME", hide_env_values = true, value_name = "REGEX")]
    pub(crate) name: Option<String>,

    /// As a sequence diagram in Mermaid, which forges draw in a pull request
    #[arg(long, env = "PASSGATE_MERMAID", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) mermaid: bool,

    #[command(flatten)]
    pub(crate) run: ScenarioRunArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct DiffArgs {
    /// The earlier run: a file that `passgate run -f record:PATH` wrote
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,

    /// The later run
    #[arg(value_name = "AFTER")]
    pub(crate) after: PathBuf,

    /// The form in which the differences are told
    #[arg(
        short,
        long,
        value_enum,
        env = "PASSGATE_FORMAT",
        hide_env_values = true,
        default_value_t,
        value_name = "FORM"
    )]
    pub(crate) format: DiffForm,
}

/// The form of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffForm {
    /// Plain words
    #[default]
    Text,
    /// Markdown, for a pull request
    Markdown,
}
