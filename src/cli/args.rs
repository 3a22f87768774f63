//! The command line: one definition for the parser and its help.

use std::path::PathBuf;

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
        value_name = "WHEN"
    )]
    pub(super) color: Color,
}

const EXAMPLES: &str = "\
Examples:
  passgate                                    play everything
  passgate run features/mine.feature:12       play one scenario
  passgate run -t '@clause:ios-passcode-removed or @smoke'
  passgate run --policy my-policy.yaml        judge the features by another policy
  passgate approve                            accept what the run found as the new snapshot
  passgate table --policy intune-2015-12      read a policy's rows
  passgate policy check my-policy.yaml        check a policy before anything is played

A folder with features/ and fixtures/policies/ is used where there is one; otherwise
the bundled features and policies are. A passgate.yaml there says what may fail until when.

Exit codes:
  0  conforms
  1  does not conform: a scenario fails or is undefined, a snapshot differs, or a waiver is
     stale or has expired
  2  the command line is wrong
  3  an input cannot be read or parsed, or an output cannot be written
  4  nothing was selected
  70 passgate broke its own rules: please report it";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Play scenarios and judge them (the default)
    Run(RunArgs),
    /// Play everything and accept the tables as the new snapshots
    Approve(ApproveArgs),
    /// Print a policy's rows without playing anything
    Table(TableArgs),
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
    #[arg(short, long, env = "PASSGATE_TAGS", value_name = "EXPR")]
    pub(super) tags: Option<String>,

    /// Play only scenarios whose name matches a regular expression
    #[arg(short, long, env = "PASSGATE_NAME", value_name = "REGEX")]
    pub(super) name: Option<String>,

    #[command(flatten)]
    pub(super) play: PlayArgs,

    /// End the run at the first failure
    #[arg(long, env = "PASSGATE_FAIL_FAST")]
    pub(super) fail_fast: bool,

    /// Tell how long the run took; the output is then no longer the same each time
    #[arg(long, env = "PASSGATE_TIMINGS")]
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
    #[arg(long, env = "PASSGATE_POLICY", value_name = "NAME|FILE")]
    pub(super) policy: Option<String>,

    /// Where all randomness comes from: the same seed gives the same run, on any machine
    #[arg(long, env = "PASSGATE_SEED", value_name = "NUMBER", default_value_t = 2015)]
    pub(super) seed: u64,

    /// How many scenarios may be under way at once; the result does not depend on it
    #[arg(
        short,
        long,
        env = "PASSGATE_JOBS",
        value_name = "COUNT",
        default_value_t = 64,
        value_parser = clap::value_parser!(u16).range(1..=4096),
    )]
    pub(super) jobs: u16,

    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ConfigArgs {
    /// What the project has agreed on: waivers and the gate [default: passgate.yaml, if there is one]
    #[arg(short, long, env = "PASSGATE_CONFIG", value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// The day on which waivers are in force or have expired [default: today, in UTC]
    #[arg(
        long,
        env = "PASSGATE_TODAY",
        value_name = "YYYY-MM-DD",
        value_parser = |text: &str| {
            Date::parse(text).map_err(|error| format!("{error}: {}", error.help()))
        },
    )]
    pub(super) today: Option<Date>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct TableArgs {
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
