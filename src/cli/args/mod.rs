//! The command line: one definition for the parser and its help.

pub(crate) mod check;
pub(crate) mod format;
pub(crate) mod init;
pub(crate) mod manual;
pub(crate) mod number;
pub(crate) mod proof;
pub(crate) mod reading;
pub(crate) mod run;
pub(crate) mod scaffold;
pub(crate) mod steps;
pub(crate) mod telling;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::cli::args::check::CheckArgs;
use crate::cli::args::format::FmtArgs;
use crate::cli::args::init::InitArgs;
use crate::cli::args::manual::{CompletionsArgs, ManArgs};
use crate::cli::args::number::number;
use crate::cli::args::proof::{ExploreArgs, GateArgs, MutateArgs, SuiteArgs, SweepArgs};
use crate::cli::args::reading::{DiffArgs, ExplainArgs, ReportArgs};
use crate::cli::args::run::{ApproveArgs, RunArgs};
use crate::cli::args::scaffold::ScaffoldArgs;
use crate::cli::args::steps::StepsArgs;

/// Plays Gherkin scenarios about passcode resets against a simulated portal, server and device that
/// obey a policy, and tells whether they conform.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    after_help = EXAMPLES,
    after_long_help = EXAMPLES,
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) run: RunArgs,

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
    pub(crate) color: Color,

    /// How many columns a table may take [default: those of the terminal; in a file, as many as it needs]
    #[arg(
        long,
        global = true,
        env = "PASSGATE_WIDTH",
        hide_env_values = true,
        value_name = "COLUMNS",
        value_parser = number::<20, 1000>,
    )]
    pub(crate) width: Option<u16>,
}

const EXAMPLES: &str = "\
Examples:
  passgate                                    play everything
  passgate run features/mine.feature:12       play one scenario
  passgate run -t '@clause:ios-passcode-removed or @smoke'
  passgate run --policy my-policy.yaml        judge the features by another policy
  passgate check                              tell what is wrong before anything is played
  passgate approve                            accept what the run found as the new snapshot
  passgate gate                               everything that CI should hold a change to
  passgate sweep --seeds 1000 --faults hostile   look for what breaks under faults
  passgate mutate                             find out what no scenario would notice
  passgate coverage                           see which scenario bears which clause
  passgate steps passcode portal              look for a sentence by words
  passgate table --policy intune-2015-12      read a policy's rows
  passgate explore --depth 6                  look for a broken invariant in every interleaving
  passgate init resets                        start a suite of your own in a new folder
  passgate fmt --check                        see which features are not in the usual form
  passgate scaffold --policy my-policy.yaml -o features/mine.feature
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
pub(crate) enum Command {
    /// Play scenarios and judge them (the default)
    Run(RunArgs),
    /// Tell everything that is wrong with features, policies and passgate.yaml, without playing anything
    Check(CheckArgs),
    /// Tell a recorded run in any form, without playing anything
    Report(ReportArgs),
    /// Play one scenario and tell all that happens in it
    Explain(ExplainArgs),
    /// Tell what has changed from one recorded run to another
    Diff(DiffArgs),
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
    /// List the sentences that a step may say, or look for some by words
    Steps(StepsArgs),
    /// Print a policy's rows without playing anything
    Table(TableArgs),
    /// Play every interleaving of a small world, and hold each against the invariants
    Explore(ExploreArgs),
    /// Write a small suite that works: features, a policy to edit, snapshots, a file for CI
    Init(InitArgs),
    /// Format feature files: indentation, columns, tags and blank lines
    Fmt(FmtArgs),
    /// Write scenarios for the rows and clauses that no scenario of the folder covers
    Scaffold(ScaffoldArgs),
    /// Work on policy documents
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Print the JSON Schema from which editors complete and check a document
    Schema {
        /// Of which document
        #[arg(value_enum, value_name = "DOCUMENT")]
        document: SchemaArg,
    },
    /// Print what a shell needs to complete `passgate`
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

/// A document that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaArg {
    /// A policy
    Policy,
    /// `passgate.yaml`
    Config,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Check policy documents; every problem is told with its place and remedy
    Check {
        /// The documents
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct TableArgs {
    /// The policy: a name or a file
    #[arg(
        long,
        env = "PASSGATE_POLICY", hide_env_values = true,
        value_name = "NAME|FILE",
        default_value = crate::cli::project::suite::DEFAULT_POLICY,
    )]
    pub(crate) policy: String,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
