//! The arguments that say how a run is reported, and which part of it is run.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Args as ClapArgs, Command};

use crate::document::suggestion::asked;
use crate::recording::ends::Shard;
use crate::report::format::{Format, FormatKind};
use crate::report::results::Results;

/// How a run is reported.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct ReportingArgs {
    /// The format of a report, on standard output or in a file; may be repeated
    #[arg(
        short,
        long,
        env = "PASSGATE_FORMAT",
        hide_env_values = true,
        value_name = "TYPE[:PATH]",
        value_parser = FormatParser
    )]
    pub(crate) format: Vec<FormatArg>,

    /// An earlier recording; the report then also lists what has changed since
    #[arg(long, env = "PASSGATE_BASELINE", hide_env_values = true, value_name = "RECORD")]
    pub(crate) baseline: Option<PathBuf>,

    /// The title of the HTML page, such as the name of a release
    #[arg(long, env = "PASSGATE_TITLE", hide_env_values = true, value_name = "TEXT")]
    pub(crate) title: Option<String>,

    /// The address of the build that the report is from, for a link on the HTML page
    #[arg(
        long,
        env = "PASSGATE_BUILD_URL",
        hide_env_values = true,
        value_name = "URL",
        value_parser = web_address
    )]
    pub(crate) build_url: Option<String>,
}

impl ReportingArgs {
    /// The results with what the user wrote for their page.
    pub(crate) fn label<'r>(&self, results: Results<'r>) -> Results<'r> {
        results.labelled(self.title.as_deref(), self.build_url.as_deref())
    }
}

/// An address that a browser opens and that runs nothing.
fn web_address(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_address = rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace)
    });
    if is_address {
        return Ok(text.to_owned());
    }
    Err("write an address that begins with https:// or http://".to_owned())
}

/// A format, and the file that it is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormatArg {
    /// The format.
    pub(crate) format: Format,
    /// The file; without one, standard output.
    pub(crate) path: Option<PathBuf>,
}

impl FromStr for FormatArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, path) = match text.split_once(':') {
            Some((_, "" | "-")) => (text.split(':').next().unwrap_or_default(), None),
            Some((name, path)) => (name, Some(PathBuf::from(path))),
            None => (text, None),
        };
        match Format::from_name(name) {
            Some(format) if path.is_none() && format.kind() == FormatKind::Recording => {
                Err("a recording needs a file: write record:PATH".to_owned())
            }
            Some(format) => Ok(Self { format, path }),
            None => {
                let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
                let listed = names.join(", ");
                let all = format!("write one of {listed}, followed by :PATH for a file");
                Err(asked(name, names, &all))
            }
        }
    }
}

/// Reads a [`FormatArg`]; help and completions list the formats.
#[derive(Clone)]
struct FormatParser;

impl TypedValueParser for FormatParser {
    type Value = FormatArg;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<FormatArg, clap::Error> {
        FormatArg::from_str.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |format: &Format| PossibleValue::new(format.name()).help(format.description());
        Some(Box::new(Format::ALL.iter().map(value)))
    }
}

/// One part of a run, or all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ShardArg(pub(crate) Option<Shard>);

impl ShardArg {
    /// Whether the scenario at this position of the selection belongs to the part.
    pub(crate) fn contains(self, position: usize) -> bool {
        self.0.is_none_or(|shard| position % shard.count == shard.index - 1)
    }
}

impl FromStr for ShardArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let numbers = text.split_once('/').and_then(|(index, count)| {
            Some(Shard { index: index.parse().ok()?, count: count.parse().ok()? })
        });
        numbers
            .filter(|shard| (1..=shard.count).contains(&shard.index) && shard.count <= 10_000)
            .map(|shard| Self(Some(shard)))
            .ok_or_else(|| "write I/N, such as 2/4: the second of four parts".to_owned())
    }
}
