//! The arguments of `passgate check`.

use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::{Args as ClapArgs, ValueEnum};

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Features, policies, passgate.yaml, or folders of them; FILE:LINE checks the whole file [default: the whole project]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// How to print the problems
    #[arg(
        short,
        long,
        value_enum,
        env = "PASSGATE_CHECK_FORMAT",
        hide_env_values = true,
        value_name = "FORMAT",
        default_value_t
    )]
    pub(crate) format: CheckFormat,

    /// Exit with code 1 if there are warnings
    #[arg(long, env = "PASSGATE_DENY_WARNINGS", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) deny_warnings: bool,

    /// Check every scenario against this policy, whatever its `@policy:` tag says: a name or a file
    #[arg(long, env = "PASSGATE_POLICY", hide_env_values = true, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,

    /// The configuration [default: passgate.yaml in the suite's root]
    #[arg(short, long, env = "PASSGATE_CONFIG", hide_env_values = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// How to print the problems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people: each problem with its source lines, and a summary
    #[default]
    Text,
    /// One JSON document, for scripts
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Annotations for a GitHub workflow
    Github,
}
