//! The arguments of the commands about policies: `passgate table` and `passgate policy`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use crate::cli::args::run::{ConfigArgs, SeedArgs};

#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Check policy documents and list every problem
    Check {
        /// The documents
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// List what changes for whom from one policy to another, row by row
    Diff(PolicyDiffArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct TableArgs {
    /// Policies to print side by side: names or files
    #[arg(value_name = "NAME|FILE")]
    pub(crate) policies: Vec<String>,

    /// The policy: a name or a file [default: that of features without a `@policy:` tag]
    #[arg(long, env = "PASSGATE_POLICY", hide_env_values = true, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PolicyDiffArgs {
    /// The policy as it was: a name or a file
    #[arg(value_name = "BEFORE")]
    pub(crate) before: String,

    /// The policy as it is now
    #[arg(value_name = "AFTER")]
    pub(crate) after: String,

    /// The format: text, markdown, json or html, on standard output or in a file
    #[arg(
        short,
        long,
        env = "PASSGATE_FORMAT",
        hide_env_values = true,
        default_value = "text",
        value_name = "TYPE[:PATH]"
    )]
    pub(crate) format: PolicyDiffFormatArg,

    /// Also run scenarios under each policy and list those whose verdict changes: those of the two policies, or those
    /// at a path [for a path: --features=PATH]
    #[arg(long, value_name = "PATH", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub(crate) features: Option<Vec<String>>,

    #[command(flatten)]
    pub(crate) random: SeedArgs,

    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

/// How the differences of two policies are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PolicyDiffFormat {
    Text,
    Markdown,
    Json,
    Html,
}

/// A format of the differences, and the file that they are written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PolicyDiffFormatArg {
    /// The format.
    pub(crate) format: PolicyDiffFormat,
    /// The file; without one, standard output.
    pub(crate) path: Option<PathBuf>,
}

impl FromStr for PolicyDiffFormatArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, path) = match text.split_once(':') {
            Some((name, "" | "-")) => (name, None),
            Some((name, path)) => (name, Some(PathBuf::from(path))),
            None => (text, None),
        };
        let format = PolicyDiffFormat::from_str(name, false).map_err(|_| {
            "write one of text, markdown, json, html, followed by :PATH for a file".to_owned()
        })?;
        Ok(Self { format, path })
    }
}
