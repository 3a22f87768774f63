//! The command line: one definition for the parser and its help.

pub(crate) mod adapter;
pub(crate) mod check;
pub(crate) mod explore;
pub(crate) mod fmt;
pub(crate) mod gate;
pub(crate) mod init;
pub(crate) mod manual;
pub(crate) mod number;
pub(crate) mod policy;
pub(crate) mod recorded;
pub(crate) mod reporting;
pub(crate) mod run;
pub(crate) mod scaffold;
pub(crate) mod serve;
pub(crate) mod steps;
pub(crate) mod suite;
pub(crate) mod sut;
pub(crate) mod sweep;

use clap::{Parser, Subcommand, ValueEnum};

use crate::cli::args::adapter::AdapterCommand;
use crate::cli::args::check::CheckArgs;
use crate::cli::args::explore::ExploreArgs;
use crate::cli::args::fmt::FmtArgs;
use crate::cli::args::gate::GateArgs;
use crate::cli::args::init::InitArgs;
use crate::cli::args::manual::{CompletionsArgs, ManArgs};
use crate::cli::args::number::number;
use crate::cli::args::policy::{PolicyCommand, TableArgs};
use crate::cli::args::recorded::{DiffArgs, ExplainArgs, ReportArgs};
use crate::cli::args::run::{ApproveArgs, RunArgs};
use crate::cli::args::scaffold::ScaffoldArgs;
use crate::cli::args::serve::ServiceArgs;
use crate::cli::args::steps::StepsArgs;
use crate::cli::args::suite::{MutateArgs, SuiteArgs};
use crate::cli::args::sut::SutCommand;
use crate::cli::args::sweep::SweepArgs;

/// Runs Gherkin scenarios about passcode resets against a simulated portal, server and device that
/// follow a policy, and reports whether they conform.
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

    /// When to use colours; `NO_COLOR` also switches them off
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

    /// The maximum width of tables, in columns [default: that of the terminal; unlimited in a file]
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
  passgate                                    run the suite
  passgate run features/mine.feature:12       run one scenario
  passgate run -t '@smoke and not @slow'
  passgate run --policy my-policy.yaml        run the features under another policy
  passgate check                              list every problem without running anything
  passgate approve                            accept the tables as the new snapshots
  passgate gate                               everything that a change has to pass in CI
  passgate sweep --seeds 1000 --faults hostile   find out what breaks under faults
  passgate mutate                             find policy changes that break no scenario
  passgate coverage                           see which scenario covers which clause
  passgate steps passcode portal              search the sentences
  passgate table --policy my-policy.yaml      print a policy's rows
  passgate policy diff old-policy new-policy  list what changes for whom
  passgate explore --depth 6                  try every interleaving, and check the invariants
  passgate init resets                        start your own suite in a new folder
  passgate fmt --check                        see which features are not formatted
  passgate scaffold --policy my-policy.yaml -o features/mine.feature
  passgate serve                              click through the simulation in a browser
  passgate policy check my-policy.yaml        check a policy
  passgate run --sut 'python3 adapter.py'     judge a system of your own
  passgate sut init python adapter            start an adapter for it

passgate uses the features/ and fixtures/policies/ of the suite that the current folder or
the named path is in, or else the bundled ones. The suite's root is the folder of its
passgate.yaml; paths count from there.

Exit codes:
  0  conforms
  1  does not conform: a scenario fails or is undefined, a snapshot differs, a waiver is stale
     or has expired, a mutant of the policy survives, another part of the gate fails, a client
     does not do what `serve --expect` names, or `diff`, `policy diff` or `fmt --check` finds
     a difference
  2  the command line is wrong
  3  an input cannot be read or parsed, or an output cannot be written
  4  nothing was selected
  5  the system under test could not start, could not agree on a protocol, or was lost three
     times in a row
  70 an internal error: please report it
  130, 143, 129
     ended by SIGINT, SIGTERM or SIGHUP; what was done so far is reported";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run scenarios and report whether they conform (the default)
    Run(RunArgs),
    /// List every problem in features, policies and passgate.yaml, without running anything
    Check(CheckArgs),
    /// Report a recorded run in any format, without running anything
    Report(ReportArgs),
    /// Run one scenario and print everything that happens in it
    Explain(ExplainArgs),
    /// List what has changed from one recorded run to another
    Diff(DiffArgs),
    /// Run everything and accept the tables as the new snapshots
    Approve(ApproveArgs),
    /// Check everything that a change has to pass, as one command for CI
    Gate(GateArgs),
    /// Run every scenario with many seeds and injected faults
    Sweep(SweepArgs),
    /// Change the policy one value at a time, and list the changes that break no scenario
    Mutate(MutateArgs),
    /// List which expectation covers each clause, and which change makes it fail
    Coverage(SuiteArgs),
    /// List or search the sentences that steps can use
    Steps(StepsArgs),
    /// Print the rows of one policy, or of several side by side, without running anything
    Table(TableArgs),
    /// Try every interleaving of a small world, and check the invariants in each
    Explore(ExploreArgs),
    /// Create a small working suite: features, a policy to edit, snapshots, a CI workflow
    Init(InitArgs),
    /// Format feature files: indentation, columns, tags and blank lines
    Fmt(FmtArgs),
    /// Write scenarios for the rows and clauses that no scenario covers
    Scaffold(ScaffoldArgs),
    /// Serve the simulation as web pages and a Graph-shaped API, to click through and to test clients on
    Serve(ServiceArgs),
    /// Let scenarios run on a Graph-shaped service or on web pages: a system for `--sut`
    #[command(subcommand)]
    Adapter(AdapterCommand),
    /// Work on policy documents
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Check, start or serve a system under test that speaks the protocol
    #[command(subcommand)]
    Sut(SutCommand),
    /// Print a JSON Schema that editors use to complete and check a document
    Schema {
        /// Which document
        #[arg(value_enum, value_name = "DOCUMENT")]
        document: SchemaArg,
    },
    /// Print the completion script for a shell
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
    /// A line of the protocol that systems under test speak
    Protocol,
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
