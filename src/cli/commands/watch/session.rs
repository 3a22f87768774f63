//! One run after the other, and what is kept from one for the next.

use crate::cli::args::run::RunArgs;
use crate::cli::commands::watch::screen::WatchScreen;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::formats::ReportOutputs;
use crate::cli::output::terminal::Output;
use crate::cli::project::cache::RecordCache;
use crate::cli::project::execution::{ExecutedRun, ExecutionOptions};
use crate::cli::project::root::SuiteRoot;
use crate::cli::project::selection::select;
use crate::cli::project::snapshots::compare_run;
use crate::cli::project::{last_failed, recordings};
use crate::recording::tables::{NotCompared, TableComparison};
use crate::recording::whole::Recording;
use crate::report::results::Results;

/// What is kept from run to run.
pub(crate) struct WatchSession<'a> {
    args: &'a RunArgs,
    outputs: ReportOutputs,
    baseline: Option<Recording>,
    cache: RecordCache,
}

/// One run.
pub(crate) struct WatchedRun {
    pub(crate) root: SuiteRoot,
    pub(crate) recording: Recording,
    /// How many scenarios were executed and not taken from the cache.
    pub(crate) fresh_count: usize,
    /// The exit code that the run would have.
    pub(crate) exit: Exit,
    /// Notes on the run, and problems that did not prevent it.
    pub(crate) notes: String,
}

impl<'a> WatchSession<'a> {
    /// Reads what is read only once: where reports go, and the baseline.
    pub(crate) fn begin(args: &'a RunArgs, output: &Output) -> Result<Self, CliError> {
        let outputs = ReportOutputs::plan_run(args)?;
        let baseline = recordings::baseline(args.reporting.baseline.as_deref(), output)?;
        Ok(Self { args, outputs, baseline, cache: RecordCache::default() })
    }

    /// Reads everything again, executes the scenarios that have changed, and judges all of them.
    pub(crate) fn run(&mut self, output: &Output) -> Result<WatchedRun, CliError> {
        #[expect(
            clippy::disallowed_methods,
            reason = "`--timings` is asked for by the person who reads it"
        )]
        let started = std::time::Instant::now();
        let selected = select(self.args, output)?;
        let root = selected.root.clone();
        // If the first failure ends the run, the cache would hide where that is.
        let cache = (!self.args.fail_fast).then(|| std::mem::take(&mut self.cache));
        let options =
            ExecutionOptions { retries: self.args.retry, cache, ..ExecutionOptions::default() };
        let notes = output.capturing();
        notes.to_stderr(&selected.notes());
        let mut run = selected.execute(options, &notes);
        self.cache = run.cache.take().unwrap_or_default();
        let mut footer = run.footer(TableComparison::NotCompared(NotCompared::PartOfTheScenarios));
        run.recording.footer = Some(footer.clone());
        let mut compared = Exit::Conforms;
        if !run.interrupted {
            (footer.tables, compared) = compare_run(&run.recording, &root, &notes);
        }
        let took = || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        footer.took = self.args.timings.then(took);
        run.recording.footer = Some(footer);
        let exit = Exit::from(run.recording.conclusion(self.args.fail_on_flaky)).worst(compared);
        let ExecutedRun { recording, fresh_count, .. } = run;
        Ok(WatchedRun { root, recording, fresh_count, exit, notes: notes.text() })
    }

    /// The results of a run, compared with the baseline if there is one.
    pub(crate) fn results<'r>(&self, recording: &'r Recording) -> Results<'r> {
        let results = self.args.reporting.label(Results::of(recording));
        match &self.baseline {
            Some(baseline) => results.since(baseline),
            None => results,
        }
    }

    /// Reports a run in the formats that are asked for, or else briefly on the screen.
    pub(crate) fn report(
        &self,
        results: &Results<'_>,
        root: &SuiteRoot,
        screen: &WatchScreen<'_>,
        output: &Output,
    ) -> Exit {
        let reported = if self.args.reporting.format.iter().any(|format| format.path.is_none()) {
            self.outputs.report_live(results, output)
        } else {
            screen.report_briefly(results);
            self.outputs.write_files(results, output)
        };
        last_failed::save(results.recording, root, output);
        reported
    }
}
