//! `passgate table`: prints a policy's rows.

use crate::cli::args::TableArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::policies::Policies;
use crate::cli::project::root::SuiteRoot;
use crate::report::policy::policy_table;

/// Prints a policy's rows.
pub(crate) fn table(args: &TableArgs, output: &Output) -> Result<Exit, CliError> {
    let policy = Policies::load(&SuiteRoot::here())?.chosen_or_default(args.policy.as_deref())?;
    output.write(&policy_table(&policy, output.width()));
    Ok(Exit::Conforms)
}
