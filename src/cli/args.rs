//! The command line: one definition for the parser and its help.

use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::conformance::Date;

/// Plays Gherkin scenarios about passcode resets against a simulated portal, server and device that
/// obey a policy, and tells whether they conform.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    after_help = EXAMPLES,
    after_long_help = EXAMPLES,
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    #[command(flatten)]
    pub(super) run: RunArgs,

    /// When to use colours; `NO_COLOR` switches them off as well.
    #[arg(
        long,
        value_enum,
        default_value_t,
        global = true,
        env = "PASSGATE_COLOR",
        hide_env_values = true,
        value_name = "WHEN"
    )]
    pub(super) color: Color,

    /// How many columns a table may take [default: those of the terminal; in a file, as many as it needs]
    #[arg(
        long,
        global = true,
        env = "PASSGATE_WIDTH",
        hide_env_values = true,
        value_name = "COLUMNS",
        value_parser = number::<20, 1000>,
    )]
    pub(super) width: Option<u16>,
}

const EXAMPLES: &str = "\
Examples:
  passgate                                    play everything
  passgate run features/mine.feature:12       play one scenario
  passgate run -t '@clause:ios-passcode-removed or @smoke'
  passgate run --policy my-policy.yaml        judge the features by another policy
  passgate approve                            accept what the run found as the new snapshot
  passgate gate                               everything that CI should hold a change to
  passgate sweep --seeds 1000 --faults hostile   look for what breaks under faults
  passgate mutate                             find out what no scenario would notice
  passgate coverage                           see which scenario bears which clause
  passgate table --policy intune-2015-12      read a policy's rows
  passgate explore --depth 6                  look for a broken invariant in every interleaving
  passgate policy check my-policy.yaml        check a policy before anything is played

A folder with features/ and fixtures/policies/ is used where there is one; otherwise
the bundled features and policies are. A passgate.yaml there says what may fail until when.

Exit codes:
  0  conforms
  1  does not conform: a scenario fails or is undefined, a snapshot differs, a waiver is stale
     or has expired, or a change of the policy goes unnoticed
  2  the command line is wrong
  3  an input cannot be read or parsed, or an output cannot be written
  4  nothing was selected
  70 passgate broke its own rules: please report it
  130 interrupted; what was done is told";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Play scenarios and judge them (the default)
    Run(RunArgs),
    /// Play everything and accept the tables as the new snapshots
    Approve(ApproveArgs),
    /// Everything that a change must pass, as one command for CI
    Gate(GateArgs),
    /// Play every scenario under many seeds, with faults
    Sweep(SweepArgs),
    /// Change one value of the policy after the other, and tell what no scenario notices
    Mutate(MutateArgs),
    /// Tell which expectation bears each clause, and whether it falls when something is broken
    Coverage(SuiteArgs),
    /// Print a policy's rows without playing anything
    Table(TableArgs),
    /// Play every interleaving of a small world, and hold each against the invariants
    Explore(ExploreArgs),
    /// Work on policy documents
    #[command(subcommand)]
    Policy(PolicyCommand),
}

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// Check policy documents; every problem is told with its place and remedy
    Check {
        /// The documents
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

#[derive(Debug, ClapArgs)]
pub(super) struct RunArgs {
    /// Feature files, folders, or single scenarios as FILE:LINE [default: features/]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<String>,

    /// Play only scenarios whose tags fit, such as `@smoke and not @slow`
    #[arg(short, long, env = "PASSGATE_TAGS", hide_env_values = true, value_name = "EXPR")]
    pub(super) tags: Option<String>,

    /// Play only scenarios whose name matches a regular expression
    #[arg(short, long, env = "PASSGATE_NAME", hide_env_values = true, value_name = "REGEX")]
    pub(super) name: Option<String>,

    #[command(flatten)]
    pub(super) play: PlayArgs,

    /// End the run at the first failure; scenarios are then played one at a time
    #[arg(long, env = "PASSGATE_FAIL_FAST", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(super) fail_fast: bool,

    /// Tell how long the run took; the output is then no longer the same each time
    #[arg(long, env = "PASSGATE_TIMINGS", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(super) timings: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ApproveArgs {
    #[command(flatten)]
    pub(super) play: PlayArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct PlayArgs {
    /// Play every scenario under this policy, whatever its `@policy:` tag says: a name or a file
    #[arg(long, env = "PASSGATE_POLICY", hide_env_values = true, value_name = "NAME|FILE")]
    pub(super) policy: Option<String>,

    /// Where all randomness comes from: the same seed gives the same run, on any machine
    #[arg(
        long,
        env = "PASSGATE_SEED",
        hide_env_values = true,
        value_name = "NUMBER",
        default_value_t = 2015,
        value_parser = seed,
        allow_hyphen_values = true,
    )]
    pub(super) seed: u64,

    /// How many scenarios may be under way at once; the result does not depend on it
    #[arg(
        short,
        long,
        env = "PASSGATE_JOBS", hide_env_values = true,
        value_name = "COUNT",
        default_value_t = 64,
        value_parser = number::<1, 4096>,
    )]
    pub(super) jobs: u16,

    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

#[derive(Clone, Debug, Default, ClapArgs)]
pub(super) struct ConfigArgs {
    /// What the project has agreed on: waivers and the gate [default: passgate.yaml, if there is one]
    #[arg(short, long, env = "PASSGATE_CONFIG", hide_env_values = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// The day on which waivers are in force or have expired [default: today, in UTC]
    #[arg(
        long,
        env = "PASSGATE_TODAY", hide_env_values = true,
        value_name = "YYYY-MM-DD",
        value_parser = |text: &str| {
            Date::parse(text).map_err(|error| format!("{error}: {}", error.help()))
        },
    )]
    pub(super) today: Option<Date>,
}

/// Reads a number within bounds.
fn number<const LEAST: u16, const MOST: u16>(text: &str) -> Result<u16, String> {
    let number = text.parse().ok().filter(|number| (LEAST..=MOST).contains(number));
    number.ok_or_else(|| format!("write a number from {LEAST} to {MOST}"))
}

/// Reads a seed.
fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("write a number from 0 to {}", u64::MAX))
}

#[derive(Debug, ClapArgs)]
pub(super) struct GateArgs {
    /// How many seeds to play every scenario under, with each fault profile [default: 200]
    #[arg(
        long,
        env = "PASSGATE_SEEDS",
        hide_env_values = true,
        value_name = "COUNT",
        value_parser = clap::value_parser!(u64).range(1..=10_000_000),
    )]
    pub(super) seeds: Option<u64>,

    /// How many steps to explore; each step more takes a few times as long [default: 4]
    #[arg(
        long,
        env = "PASSGATE_DEPTH",
        hide_env_values = true,
        value_name = "STEPS",
        allow_negative_numbers = true
    )]
    pub(super) depth: Option<i64>,

    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct SweepArgs {
    /// Feature files, folders, or single scenarios as FILE:LINE [default: features/]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<String>,

    /// How many seeds to play every scenario under
    #[arg(
        long,
        env = "PASSGATE_SEEDS",
        value_name = "COUNT",
        default_value_t = 200,
        value_parser = clap::value_parser!(u64).range(1..=10_000_000),
    )]
    pub(super) seeds: u64,

    /// The first seed
    #[arg(long, env = "PASSGATE_SEED", value_name = "NUMBER", default_value_t = 1)]
    pub(super) seed: u64,

    /// What may go wrong
    #[arg(long, value_enum, env = "PASSGATE_FAULTS", value_name = "PROFILE", default_value_t)]
    pub(super) faults: FaultsArg,

    /// Play every scenario under this policy, whatever its `@policy:` tag says: a name or a file
    #[arg(long, env = "PASSGATE_POLICY", value_name = "NAME|FILE")]
    pub(super) policy: Option<String>,

    /// Play one finding again: the line that it printed
    #[arg(long, value_name = "LINE", conflicts_with_all = ["paths", "seeds", "seed", "faults"])]
    pub(super) replay: Option<String>,

    /// Keep the finding in fixtures/regressions/, where every later sweep plays it first
    #[arg(long, value_name = "NAME", requires = "replay", value_parser = kept_name)]
    pub(super) keep: Option<String>,

    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

/// A name that is safe as a file's.
fn kept_name(name: &str) -> Result<String, String> {
    let fits =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if !name.is_empty() && name.len() <= 80 && name.chars().all(fits) {
        return Ok(name.to_owned());
    }
    Err("write lower-case words with hyphens, such as duplicated-command".to_owned())
}

/// What may go wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum FaultsArg {
    /// What the policy's bounds leave room for: every scenario must still hold
    Benign,
    /// Anything: the invariants must hold, and every reset must end once the faults stop
    #[default]
    Hostile,
}

impl From<FaultsArg> for crate::simulation::Profile {
    fn from(faults: FaultsArg) -> Self {
        match faults {
            FaultsArg::Benign => Self::Benign,
            FaultsArg::Hostile => Self::Hostile,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(super) struct SuiteArgs {
    /// Only this policy, a name or a file, with the scenarios that name it [default: every policy]
    #[arg(long, env = "PASSGATE_POLICY", value_name = "NAME|FILE")]
    pub(super) policy: Option<String>,

    /// Where all randomness comes from
    #[arg(long, env = "PASSGATE_SEED", value_name = "NUMBER", default_value_t = 2015)]
    pub(super) seed: u64,

    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct MutateArgs {
    #[command(flatten)]
    pub(super) suite: SuiteArgs,

    /// List every mutant and what became of it
    #[arg(long)]
    pub(super) list: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct TableArgs {
    /// The policy: a name or a file
    #[arg(
        long,
        env = "PASSGATE_POLICY", hide_env_values = true,
        value_name = "NAME|FILE",
        default_value = super::library::DEFAULT_POLICY,
    )]
    pub(super) policy: String,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ExploreArgs {
    /// How many steps an interleaving has; each step more takes a few times as long
    #[arg(
        long,
        env = "PASSGATE_DEPTH",
        value_name = "STEPS",
        default_value_t = super::explore::DEPTH,
        allow_negative_numbers = true,
    )]
    pub(super) depth: i64,

    /// How many states a row may have before its exploration ends, so that memory is bounded
    #[arg(
        long,
        env = "PASSGATE_STATES_MAX",
        value_name = "COUNT",
        default_value_t = super::explore::STATES_MAX,
        allow_negative_numbers = true,
    )]
    pub(super) states_max: i64,

    /// The policy: a name or a file
    #[arg(
        long,
        env = "PASSGATE_POLICY",
        value_name = "NAME|FILE",
        default_value = super::library::DEFAULT_POLICY,
    )]
    pub(super) policy: String,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
