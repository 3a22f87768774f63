//! The arguments of `passgate sweep`.

use clap::{Args as ClapArgs, ValueEnum};

use crate::cli::args::run::ConfigArgs;
use crate::cli::args::sut::RefusedSut;
use crate::simulation::fault::Profile;

#[derive(Debug, ClapArgs)]
pub(crate) struct SweepArgs {
    #[command(flatten)]
    pub(crate) sut: RefusedSut,

    /// Feature files, folders, or single scenarios as FILE:LINE [default: features/]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// How many seeds to run every scenario with
    #[arg(
        long,
        env = "PASSGATE_SEEDS",
        hide_env_values = true,
        value_name = "COUNT",
        default_value_t = 200,
        value_parser = clap::value_parser!(u64).range(1..=10_000_000),
    )]
    pub(crate) seeds: u64,

    /// The first seed
    #[arg(
        long,
        env = "PASSGATE_SEED",
        hide_env_values = true,
        value_name = "NUMBER",
        default_value_t = 1
    )]
    pub(crate) seed: u64,

    /// What may go wrong
    #[arg(
        long,
        value_enum,
        env = "PASSGATE_FAULTS",
        hide_env_values = true,
        value_name = "PROFILE",
        default_value_t
    )]
    pub(crate) faults: FaultsArg,

    /// Run every scenario under this policy, whatever its `@policy:` tag says: a name or a file
    #[arg(long, env = "PASSGATE_POLICY", hide_env_values = true, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,

    /// Replay one finding: the text that was printed with it
    #[arg(long, value_name = "LINE", conflicts_with_all = ["paths", "seeds", "seed", "faults"])]
    pub(crate) replay: Option<String>,

    /// Keep the finding in fixtures/regressions/, where every later sweep replays it first
    #[arg(long, value_name = "NAME", requires = "replay", value_parser = regression_name)]
    pub(crate) keep: Option<String>,

    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

/// A name that is safe in a path.
fn regression_name(name: &str) -> Result<String, String> {
    let fits =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if !name.is_empty() && name.len() <= 80 && name.chars().all(fits) {
        return Ok(name.to_owned());
    }
    Err("write lower-case words with hyphens, such as duplicated-command".to_owned())
}

/// What may go wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FaultsArg {
    /// Faults that the policy allows for: every scenario must still pass
    Benign,
    /// Any faults: the invariants must hold, and every reset must end once the faults stop
    #[default]
    Hostile,
}

impl From<FaultsArg> for Profile {
    fn from(faults: FaultsArg) -> Self {
        match faults {
            FaultsArg::Benign => Self::Benign,
            FaultsArg::Hostile => Self::Hostile,
        }
    }
}
