//! `passgate sut`: the simulation as a system under test, the check of an adapter, and adapters to begin with.

use std::io::{BufRead as _, Write as _};

use crate::cli::args::sut::{ServeArgs, SutCommand};
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::policies::Policies;
use crate::cli::project::root::SuiteRoot;
use crate::sut::serving::ServedSimulation;

/// Runs one of the commands.
pub(crate) fn sut(command: SutCommand, output: &Output) -> Result<Exit, CliError> {
    match command {
        SutCommand::Serve(args) => serve(&args),
        SutCommand::Check(args) => super::sut_check::check(&args, output),
        SutCommand::Init(args) => super::sut_init::init(&args, output),
    }
}

/// Answers each line of standard input with a line on standard output, until its end.
fn serve(args: &ServeArgs) -> Result<Exit, CliError> {
    let policies = Policies::load(&SuiteRoot::here())?;
    let served = match &args.policy {
        Some(name) => vec![policies.chosen(name)?],
        None => policies.all().to_vec(),
    };
    let mut simulation = ServedSimulation::new(served, args.defect);
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        let answer = simulation.answer(&line);
        // An asker who has gone needs no answer.
        if writeln!(output, "{answer}").and_then(|()| output.flush()).is_err() {
            break;
        }
        if simulation.is_over() {
            break;
        }
    }
    Ok(Exit::Conforms)
}
