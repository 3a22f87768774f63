//! Arguments in, files and an exit code out: the only room that prints.
//!
//! It holds no rule of the domain.

pub(crate) mod args;
pub(crate) mod commands;
pub(crate) mod exit;
pub(crate) mod interrupt;
pub(crate) mod output;
pub(crate) mod project;

use clap::Parser as _;

use crate::cli::commands::{
    approve, check, coverage, diff, explain, explore, fmt, gate, init, manual, mutate, report, run,
    scaffold, steps, sweep,
};
use crate::cli::exit::Exit;
use crate::cli::project::policies;

use crate::cli::args::{Args, Command, PolicyCommand};
use crate::cli::output::terminal::Output;

/// Runs the command that the process was started with.
pub fn main() -> Exit {
    let args = Args::parse();
    let mut output = Output::new(args.color, args.width);
    let result = match args.command {
        None => run::run(&args.run, &output),
        Some(Command::Run(run)) => run::run(&run, &output),
        Some(Command::Report(args)) => report::report(&args, &output),
        Some(Command::Explain(args)) => explain::explain(args, &output),
        Some(Command::Diff(args)) => diff::diff(&args, &output),
        Some(Command::Approve(approve)) => approve::approve(approve, &output),
        Some(Command::Check(args)) => check::check(&args, &output),
        Some(Command::Gate(gate)) => gate::gate(&gate, &output),
        Some(Command::Sweep(sweep)) => sweep::run(&sweep, &output),
        Some(Command::Mutate(args)) => mutate::mutate(&args, 0, &output).map(|(exit, _)| exit),
        Some(Command::Coverage(args)) => {
            coverage::coverage(&args, 0, &output).map(|(exit, _)| exit)
        }
        Some(Command::Steps(args)) => steps::steps(&args, &output),
        Some(Command::Table(table)) => policies::table(&table, &output),
        Some(Command::Explore(args)) => explore::explore(&args, &output),
        Some(Command::Fmt(args)) => fmt::fmt(&args, &output),
        Some(Command::Scaffold(args)) => scaffold::scaffold(&args, &output),
        Some(Command::Init(args)) => init::init(&args, &output),
        Some(Command::Policy(PolicyCommand::Check { files })) => policies::check(&files, &output),
        Some(Command::Schema { document }) => policies::schema(document, &output),
        Some(Command::Completions(args)) => Ok(manual::completions(&args, &output)),
        Some(Command::Man(args)) => manual::man(&args, &output),
    };
    let exit = result.unwrap_or_else(|error| {
        output.report(&error);
        error.exit()
    });
    output.finish(exit)
}
