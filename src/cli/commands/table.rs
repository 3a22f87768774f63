//! `passgate table`: prints the rows of policies.

use std::sync::Arc;

use crate::cli::args::policy::TableArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::policies::Policies;
use crate::cli::project::root::SuiteRoot;
use crate::policy::checked::Policy;
use crate::report::policy::policy_table;
use crate::report::side_by_side::policies_table;

/// Prints the rows of one policy, or those of several side by side.
pub(crate) fn table(args: &TableArgs, output: &Output) -> Result<Exit, CliError> {
    let policies = Policies::load(&SuiteRoot::here())?;
    let named: Vec<&String> = args.policy.iter().chain(&args.policies).collect();
    let chosen: Vec<Arc<Policy>> = match named.as_slice() {
        [] => vec![policies.chosen_or_default(None)?],
        names => names.iter().map(|name| policies.chosen(name)).collect::<Result<_, _>>()?,
    };
    let chosen: Vec<&Policy> = chosen.iter().map(|policy| &**policy).collect();
    output.write(&match chosen.as_slice() {
        [only] => policy_table(only, output.width()),
        several => policies_table(several, output.width()),
    });
    Ok(Exit::Conforms)
}
