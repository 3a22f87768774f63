//! `passgate mutate`: changes one value of the policy after the other, and tells what no scenario notices.

use std::path::Path;

use crate::cli::args::proof::MutateArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::files;
use crate::cli::project::policy_suites::suites;
use crate::conformance;
use crate::policy::mutation::equivalents::Equivalents;
use crate::recording::ends::MutationNote;
use crate::report;

/// Where the mutants are listed that nobody can notice.
const EQUIVALENTS: &str = "fixtures/equivalent-mutants.yaml";
const BUNDLED: &str = include_str!("../../../fixtures/equivalent-mutants.yaml");

/// Tries every mutant of every policy that is asked for, and notes what came of them.
pub(crate) fn mutate(
    args: &MutateArgs,
    survivors_max: usize,
    output: &Output,
) -> Result<(Exit, Vec<MutationNote>), CliError> {
    let equivalents = equivalents()?;
    let (mut worst, mut notes) = (Exit::Conforms, Vec::new());
    for suite in suites(&args.suite)? {
        if let Some(exit) = suite.report_baseline(args.suite.seed, output) {
            return Ok((exit, notes));
        }
        let mutation = conformance::mutation::mutate(
            &suite.policy,
            &suite.scenarios,
            args.suite.seed,
            &equivalents,
        );
        notes.push(MutationNote::of(&mutation));
        output.write(&report::mutation::mutation(&mutation, output.paint()));
        if args.list {
            output.write(&report::mutation::mutants(&mutation));
        }
        if mutation.broken().next().is_some() {
            worst = Exit::Harness;
        } else if !mutation.is_strong(survivors_max) && worst == Exit::Conforms {
            worst = Exit::DoesNotConform;
        }
    }
    Ok((worst, notes))
}

/// The folder's own list, or the bundled one.
fn equivalents() -> Result<Equivalents, CliError> {
    let path = Path::new(EQUIVALENTS);
    let text = if path.is_file() {
        files::read(path).map_err(CliError::input)?.text
    } else {
        BUNDLED.to_owned()
    };
    Equivalents::parse(EQUIVALENTS, &text).map_err(CliError::inputs)
}
