//! `passgate explore`: tries every interleaving of a small world, to a depth.

use thiserror::Error;

use crate::cli::args::explore::{DEPTH, ExploreArgs, STATES_MAX};
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::policies::Policies;
use crate::cli::project::root::SuiteRoot;
use crate::cli::project::system::refuse;
use crate::cli::signals;
use crate::conformance::gate::exploration_conclusion;
use crate::report;
use crate::run;
use crate::run::explore::explored::Limits;
use crate::run::explore::search::BYTES_PER_STATE;

/// No search goes further: the states of a row outgrow any memory long before.
const DEPTH_MAX: i64 = 30;
/// The search cannot number more states than this.
const STATES_LIMIT: i64 = 100_000_000;

/// A number on the command line that no exploration can have.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("an exploration cannot have {what} `{given}`")]
#[diagnostic(code(explore::limit), help("{help}"))]
struct Impossible {
    what: &'static str,
    given: i64,
    help: String,
}

/// Explores a policy and prints the result.
pub(crate) fn explore(args: &ExploreArgs, output: &Output) -> Result<Exit, CliError> {
    refuse(&args.sut, "each state is copied, and what is due is taken out of turn")?;
    let limits = limits(args.depth, args.states_max)?;
    let policy = Policies::load(&SuiteRoot::here())?.chosen_or_default(args.policy.as_deref())?;
    let limits = within_memory(limits, args.memory_max, policy.key_ids().count());
    output.write(&report::exploration::exploration_heading(
        &policy.id,
        limits.depth,
        output.paint(),
    ));
    signals::stop_flag();
    let _ = output.flush();
    let exploration = run::explore::explore(&policy, limits, output.progress("exploring").as_ref());
    output.write(&report::exploration::exploration(&exploration, output.width(), output.paint()));
    Ok(exploration_conclusion(&exploration, args.allow_incomplete).into())
}

/// Checks both limits; both are reported if both are wrong.
pub(crate) fn limits(depth: i64, states_max: i64) -> Result<Limits, CliError> {
    let checked_depth = within(depth, DEPTH_MAX).ok_or_else(|| Impossible {
        what: "a depth of",
        given: depth,
        help: format!(
            "write a number of steps from 1 to {DEPTH_MAX}, such as `--depth {DEPTH}`; each \
             further step takes several times as long"
        ),
    });
    let checked_states = within(states_max, STATES_LIMIT).ok_or_else(|| Impossible {
        what: "as many states as",
        given: states_max,
        help: format!(
            "write a number of states from 1 to {STATES_LIMIT}, such as `--states-max {STATES_MAX}`"
        ),
    });
    match (checked_depth, checked_states) {
        (Ok(depth), Ok(states_max)) => Ok(Limits { depth, states_max }),
        (depth, states_max) => {
            let problems = depth.err().into_iter().chain(states_max.err());
            Err(CliError::usages(problems))
        }
    }
}

/// The limits, with no more states than fit into this much memory. Each row has the same share, whether or not the
/// others are explored at the same time: the number of cores must not change the result.
fn within_memory(limits: Limits, mebibytes: u64, row_count: usize) -> Limits {
    let bytes = usize::try_from(mebibytes.saturating_mul(1024 * 1024)).unwrap_or(usize::MAX);
    let states = bytes / row_count.max(1) / BYTES_PER_STATE;
    Limits { states_max: limits.states_max.min(states.max(1)), ..limits }
}

/// The number, if it is from one to `most`.
fn within(given: i64, most: i64) -> Option<usize> {
    usize::try_from(given).ok().filter(|_| (1..=most).contains(&given))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(depth: i64, states_max: i64) -> Result<Limits, (u8, Vec<String>)> {
        limits(depth, states_max).map_err(|error| {
            let reports = error.diagnostics().iter().map(|report| {
                let help = report.help().map_or_else(String::new, |help| help.to_string());
                format!("{report}; {help}")
            });
            (error.exit().code(), reports.collect())
        })
    }

    #[test]
    fn both_ends_of_the_limits_can_be_asked_for() {
        assert_eq!(given(1, 1), Ok(Limits { depth: 1, states_max: 1 }));
        let most = Limits { depth: 30, states_max: 100_000_000 };
        assert_eq!(given(DEPTH_MAX, STATES_LIMIT), Ok(most));
        assert!(given(DEPTH, STATES_MAX).is_ok());
    }

    #[test]
    fn an_absurd_limit_is_reported_with_a_hint_and_with_the_other() {
        for (depth, states_max) in [(0, 1), (31, 1), (-1, 1), (7, 0), (i64::MAX, 1)] {
            let (exit, reports) = given(depth, states_max).unwrap_err();
            assert_eq!((exit, reports.len()), (2, 1), "{reports:?}");
        }
        let (_, reports) = given(0, -5).unwrap_err();
        let depth = "an exploration cannot have a depth of `0`; write a number of steps from 1 to 30, \
                     such as `--depth 7`; each further step takes several times as long";
        assert_eq!(reports.first().map(String::as_str), Some(depth));
        assert!(reports.last().is_some_and(|last| last.contains("as many states as `-5`")));
    }
}
