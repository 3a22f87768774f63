//! `passgate coverage`: which expectation covers each clause, and which change makes it fail.

use crate::cli::args::suite::SuiteArgs;
use crate::cli::exit::Exit;
use crate::cli::output::baseline::report_baseline;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::policy_suites::LoadedSuites;
use crate::cli::signals;
use crate::conformance::conclusion::Conclusion;
use crate::report::coverage::coverage_table;

/// Prints what the scenarios of every policy cover.
pub(crate) fn coverage(args: &SuiteArgs, output: &Output) -> Result<Exit, CliError> {
    let loaded = LoadedSuites::load(args, output)?;
    signals::stop_flag();
    let mut worst = Conclusion::Conforms;
    for (index, suite) in loaded.suites(args.random.seed, output).enumerate() {
        if let Some(conclusion) =
            report_baseline(&suite, &loaded.suite.texts, args.random.seed, output)
        {
            return Ok(conclusion.into());
        }
        let coverage = suite.coverage(args.random.seed, output.progress("trying mutants").as_ref());
        let gap = if index == 0 { "" } else { "\n" };
        output.write(&format!("{gap}{}", coverage_table(&coverage, output.width())));
        let _ = output.flush();
        worst = worst.max(coverage.conclusion(0));
        if worst == Conclusion::Interrupted {
            break;
        }
    }
    Ok(worst.into())
}
