//! Playing again and again, and what is kept from one run for the next.

use crate::cli::args::run::RunArgs;
use crate::cli::commands::execute::{Played, Watch};
use crate::cli::commands::run::{compared, exit};
use crate::cli::commands::watch::screen::Screen;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::formats::Outputs;
use crate::cli::output::terminal::Output;
use crate::cli::project::cache::RecordCache;
use crate::cli::project::plan::prepare;
use crate::cli::project::{last_failed, recordings};
use crate::recording::tables::{NotCompared, TableComparison};
use crate::recording::whole::Recording;
use crate::report::results::Results;

/// What lasts from run to run.
pub(crate) struct Session<'a> {
    args: &'a RunArgs,
    outputs: Outputs,
    baseline: Option<Recording>,
    cache: RecordCache,
}

/// What one run came to.
pub(crate) struct Replay {
    /// The run.
    pub(crate) recording: Recording,
    /// How many scenarios were really played.
    pub(crate) fresh: usize,
    /// The exit code that the run would have had.
    pub(crate) exit: Exit,
    /// What is worth knowing beside it, and what could not be done.
    pub(crate) aside: String,
}

impl<'a> Session<'a> {
    /// Reads what is read once: where the outputs go, and what the runs are compared with.
    pub(crate) fn begin(args: &'a RunArgs) -> Result<Self, CliError> {
        let outputs = Outputs::plan(&args.telling)?;
        let baseline = recordings::baseline(args.telling.baseline.as_deref())?;
        Ok(Self { args, outputs, baseline, cache: RecordCache::default() })
    }

    /// Reads everything again, plays what is another scenario than before, and judges all of it.
    pub(crate) fn replay(&mut self, output: &Output) -> Result<Replay, CliError> {
        #[expect(
            clippy::disallowed_methods,
            reason = "`--timings` is asked for by the person who reads it"
        )]
        let started = std::time::Instant::now();
        let prepared = prepare(self.args)?;
        // Where the first failure ends the run, what is known from before would hide where that is.
        let cache = (!self.args.fail_fast).then(|| std::mem::take(&mut self.cache));
        let null_writer = Watch { retries: self.args.retry, cache, ..Watch::default() };
        let aside = output.kept();
        aside.to_stderr(&prepared.asides());
        let mut played = prepared.run(null_writer, &aside);
        self.cache = played.cache.take().unwrap_or_default();
        let mut footer =
            played.footer(TableComparison::NotCompared(NotCompared::PartOfTheScenarios));
        played.recording.footer = Some(footer.clone());
        if !played.interrupted {
            footer.tables = compared(&played.recording, &aside)?;
        }
        let took = || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        footer.took = self.args.timings.then(took);
        played.recording.footer = Some(footer);
        let exit = exit(&played.recording, self.args.fail_on_flaky);
        let Played { recording, fresh, .. } = played;
        Ok(Replay { recording, fresh, exit, aside: aside.text() })
    }

    /// What a run comes to, beside what it is compared with.
    pub(crate) fn results<'r>(&self, recording: &'r Recording) -> Results<'r> {
        let results = Results::of(recording);
        match &self.baseline {
            Some(baseline) => results.since(baseline),
            None => results,
        }
    }

    /// Tells a run in the forms that somebody asked for; on the screen in short where nobody did.
    pub(crate) fn tell(
        &self,
        results: &Results<'_>,
        screen: &Screen<'_>,
        output: &Output,
    ) -> Result<(), CliError> {
        if self.args.telling.format.iter().any(|format| format.path.is_none()) {
            self.outputs.tell(results, output)?;
        } else {
            screen.report_briefly(results);
            self.outputs.keep(results)?;
        }
        last_failed::keep(results.recording).map_err(CliError::input)
    }
}
