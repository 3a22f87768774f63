//! Arguments in, files and an exit code out: the only room that prints.
//!
//! It holds no rule of the domain.

mod approve;
mod args;
mod config;
mod error;
mod exit;
mod library;
mod output;
mod plays;
mod policies;
mod progress;
mod run;
mod selection;
mod snapshots;

use clap::Parser as _;

pub use exit::Exit;

use crate::cli::args::{Args, Command, PolicyCommand};
use crate::cli::output::Output;

/// Runs the command that the process was started with.
pub fn main() -> Exit {
    let args = Args::parse();
    let mut output = Output::new(args.color);
    let result = match args.command {
        None => run::run(&args.run, &output),
        Some(Command::Run(run)) => run::run(&run, &output),
        Some(Command::Approve(approve)) => approve::approve(approve, &output),
        Some(Command::Table(table)) => policies::table(&table, &output),
        Some(Command::Policy(PolicyCommand::Check { files })) => policies::check(&files, &output),
    };
    let exit = result.unwrap_or_else(|error| {
        output.report(&error);
        error.exit()
    });
    output.finish(exit)
}
