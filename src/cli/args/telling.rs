//! In which forms a run is told, and which part of it is played.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args as ClapArgs;

use crate::document::suggestion::asked;
use crate::recording::ends::Shard;
use crate::report::format::Format;

/// The forms of a report.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct ReportingArgs {
    /// A form in which the run is told, to standard output or to a file; may be given more than once
    #[arg(
        short,
        long,
        env = "PASSGATE_FORMAT",
        hide_env_values = true,
        value_name = "TYPE[:PATH]"
    )]
    pub(crate) format: Vec<FormatArg>,

    /// An earlier recording: what has changed since is told as well
    #[arg(long, env = "PASSGATE_BASELINE", hide_env_values = true, value_name = "RECORD")]
    pub(crate) baseline: Option<PathBuf>,
}

/// A form, and the file that it is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormatArg {
    /// The form.
    pub(crate) format: Format,
    /// The file; standard output where there is none.
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
            Some(Format::Record) if path.is_none() => {
                Err("a recording needs a file: write record:PATH".to_owned())
            }
            Some(format) => Ok(Self { format, path }),
            None => {
                let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
                let listed = names.join(", ");
                let all = format!("write one of {listed}, with :PATH after it for a file");
                Err(asked(name, names, &all))
            }
        }
    }
}

/// One of the parts of a run, or the whole of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ShardArg(pub(crate) Option<Shard>);

impl ShardArg {
    /// Whether the scenario at this place of the selection belongs to the part.
    pub(crate) fn holds(self, position: usize) -> bool {
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
