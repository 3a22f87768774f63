//! `passgate mutate`: changes the policy one value at a time, and lists the changes that break no scenario.

use crate::cli::args::suite::MutateArgs;
use crate::cli::exit::Exit;
use crate::cli::output::baseline::report_baseline;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::policy_suites::LoadedSuites;
use crate::cli::project::suite::equivalents;
use crate::cli::signals;
use crate::conformance::conclusion::Conclusion;
use crate::report::defect_list::defect_list;
use crate::report::mutation::{mutants, mutation};
use crate::run::defect_matrix::{TriedDefect, defect_matrix};

/// Tries every mutant of every policy.
pub(crate) fn mutate(args: &MutateArgs, output: &Output) -> Result<Exit, CliError> {
    let seed = args.suite.random.seed;
    let loaded = LoadedSuites::load(&args.suite, output)?;
    let equivalents = equivalents(&loaded.suite.root)?;
    signals::stop_flag();
    if args.defects {
        return defects(&loaded, seed, output);
    }
    let mut worst = Conclusion::Conforms;
    for suite in loaded.suites(seed, output) {
        if let Some(conclusion) = report_baseline(&suite, &loaded.suite.texts, seed, output) {
            return Ok(conclusion.into());
        }
        let display = output.progress("trying mutants");
        let result = suite.mutation(seed, &equivalents, display.as_ref());
        output.write_lines(&mutation(&result, output.paint()));
        if args.list {
            output.write(&mutants(&result));
        }
        let _ = output.flush();
        worst = worst.max(result.conclusion(0));
        if worst == Conclusion::Interrupted {
            break;
        }
    }
    Ok(worst.into())
}

/// Runs the scenarios of every policy on every defective simulation.
fn defects(loaded: &LoadedSuites, seed: u64, output: &Output) -> Result<Exit, CliError> {
    let mut suites = Vec::new();
    for suite in loaded.suites(seed, output) {
        if let Some(conclusion) = report_baseline(&suite, &loaded.suite.texts, seed, output) {
            return Ok(conclusion.into());
        }
        suites.push((suite.policy, suite.scenarios));
    }
    let display = output.progress("trying defects");
    let tried = defect_matrix(&suites, seed, display.as_ref());
    drop(display);
    output.write_lines(&defect_list(&tried, output.paint()));
    let all = tried.iter().all(TriedDefect::is_caught);
    Ok(if all { Conclusion::Conforms } else { Conclusion::DoesNotConform }.into())
}
