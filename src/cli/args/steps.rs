//! The arguments of `passgate steps`.

use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::{Args as ClapArgs, ValueEnum, ValueHint};

#[derive(Debug, ClapArgs)]
pub(crate) struct StepsArgs {
    /// List only sentences that contain all of these words in their text, meaning, example or section
    #[arg(value_name = "WORD")]
    pub(crate) words: Vec<String>,

    /// How to print the list
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

    /// List only sentences that no feature uses
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

/// How to print the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum StepsFormat {
    /// For a terminal
    #[default]
    Text,
    /// A page, as in `docs/steps.md`
    Markdown,
    /// For other programs, with a version
    Json,
}
