//! What listing the catalogue takes.

use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::{Args as ClapArgs, ValueEnum, ValueHint};

#[derive(Debug, ClapArgs)]
pub(crate) struct StepsArgs {
    /// Words to look for: a sentence is listed if all of them are found in it, its meaning, example or section
    #[arg(value_name = "WORD")]
    pub(crate) words: Vec<String>,

    /// How to list them
    #[arg(
        short,
        long,
        value_enum,
        default_value_t,
        env = "PASSGATE_STEPS_FORMAT",
        hide_env_values = true,
        value_name = "FORMAT"
    )]
    pub(crate) format: StepsFormat,

    /// List only sentences that no feature at hand uses
    #[arg(long, env = "PASSGATE_UNUSED", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) unused: bool,

    /// Write `passgate.steps.ts` into a folder, for editors with the official Cucumber extension
    #[arg(
        long,
        env = "PASSGATE_EXPORT_GLUE",
        hide_env_values = true,
        value_name = "DIR",
        value_hint = ValueHint::DirPath,
    )]
    pub(crate) export_glue: Option<PathBuf>,
}

/// A form of the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum StepsFormat {
    /// For a terminal
    #[default]
    Text,
    /// A page, as in `docs/steps.md`
    Markdown,
    /// For other programs, versioned
    Json,
}
