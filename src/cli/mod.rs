//! The command line: arguments in, files and an exit code out. The only room that prints.
//!
//! It contains no rule of the domain.

pub(crate) mod args;
pub(crate) mod commands;
pub(crate) mod exit;
pub(crate) mod output;
pub(crate) mod project;
pub(crate) mod signals;

use clap::builder::Resettable;
use clap::{CommandFactory as _, FromArgMatches as _};

use crate::cli::commands::{
    adapter, approve, check, coverage, diff, explain, explore, fmt, gate, init, manual, mutate,
    policy_check, policy_diff, report, run, scaffold, schema, serve, steps, sut, sweep, table,
};
use crate::cli::exit::Exit;

use crate::cli::args::policy::PolicyCommand;
use crate::cli::args::{Args, Command};
use crate::cli::output::terminal::Output;

/// Runs the command that the process was started with.
pub fn main() -> Exit {
    let mut command = without_empty_variables(Args::command());
    let matches = command.get_matches_mut();
    signals::listen(matches.subcommand_name().unwrap_or("run"));
    let args = Args::from_arg_matches(&matches).unwrap_or_else(|error| {
        error.format(&mut command).exit();
    });
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
        Some(Command::Sweep(sweep)) => sweep::sweep(&sweep, &output),
        Some(Command::Mutate(args)) => mutate::mutate(&args, &output),
        Some(Command::Coverage(args)) => coverage::coverage(&args, &output),
        Some(Command::Steps(args)) => steps::steps(&args, &output),
        Some(Command::Table(table)) => table::table(&table, &output),
        Some(Command::Explore(args)) => explore::explore(&args, &output),
        Some(Command::Fmt(args)) => fmt::fmt(&args, &output),
        Some(Command::Scaffold(args)) => scaffold::scaffold(&args, &output),
        Some(Command::Init(args)) => init::init(&args, &output),
        Some(Command::Adapter(command)) => adapter::adapter(command),
        Some(Command::Serve(args)) => serve::serve(args, &output),
        Some(Command::Policy(PolicyCommand::Check { files })) => {
            policy_check::check_policies(&files, &output)
        }
        Some(Command::Sut(command)) => sut::sut(command, &output),
        Some(Command::Policy(PolicyCommand::Diff(args))) => policy_diff::diff(&args, &output),
        Some(Command::Schema { document }) => Ok(schema::schema(document, &output)),
        Some(Command::Completions(args)) => Ok(manual::completions(&args, &output)),
        Some(Command::Man(args)) => manual::man(&args, &output),
    };
    let exit = result.unwrap_or_else(|error| {
        output.report(&error);
        error.exit()
    });
    signals::conclude(output.finish(exit))
}

/// The command line, for which an environment variable that is set to nothing is not set: a CI file that passes one on has no
/// other way to leave it out.
#[expect(clippy::disallowed_methods, reason = "this is where the command line reads its variables")]
fn without_empty_variables(command: clap::Command) -> clap::Command {
    let is_empty = |argument: &clap::Arg| {
        let value = argument.get_env().and_then(std::env::var_os);
        value.is_some_and(|value| value.is_empty())
    };
    let command = command.mut_args(|argument| {
        if is_empty(&argument) { argument.env(Resettable::Reset) } else { argument }
    });
    command.mut_subcommands(without_empty_variables)
}
