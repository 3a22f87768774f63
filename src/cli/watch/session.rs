//! Playing again and again, and what is kept from one run for the next.

use crate::cli::Exit;
use crate::cli::args::RunArgs;
use crate::cli::error::CliError;
use crate::cli::formats::Outputs;
use crate::cli::last_failed;
use crate::cli::memory::Memory;
use crate::cli::output::Output;
use crate::cli::playing::{Played, Watch};
use crate::cli::plays::prepare;
use crate::cli::recordings;
use crate::cli::run::{compared, exit};
use crate::cli::watch::screen::Screen;
use crate::recording::{Recording, SnapshotNote};
use crate::report::Results;

/// What lasts from run to run.
pub(super) struct Session<'a> {
    args: &'a RunArgs,
    outputs: Outputs,
    baseline: Option<Recording>,
    memory: Memory,
}

/// What one run came to.
pub(super) struct Replay {
    /// The run.
    pub(super) recording: Recording,
    /// How many scenarios were really played.
    pub(super) fresh: usize,
    /// The exit code that the run would have had.
    pub(super) exit: Exit,
    /// What is worth knowing beside it, and what could not be done.
    pub(super) aside: String,
}

impl<'a> Session<'a> {
    /// Reads what is read once: where the outputs go, and what the runs are compared with.
    pub(super) fn begin(args: &'a RunArgs) -> Result<Self, CliError> {
        let outputs = Outputs::plan(&args.telling)?;
        let baseline = recordings::baseline(args.telling.baseline.as_deref())?;
        Ok(Self { args, outputs, baseline, memory: Memory::default() })
    }

    /// Reads everything again, plays what is another scenario than before, and judges all of it.
    pub(super) fn replay(&mut self, output: &Output) -> Result<Replay, CliError> {
        #[expect(
            clippy::disallowed_methods,
            reason = "`--timings` is asked for by the person who reads it"
        )]
        let started = std::time::Instant::now();
        let prepared = prepare(self.args)?;
        // Where the first failure ends the run, what is known from before would hide where that is.
        let memory = (!self.args.fail_fast).then(|| std::mem::take(&mut self.memory));
        let silent = Watch { retries: self.args.retry, memory, ..Watch::default() };
        let aside = output.kept();
        aside.to_stderr(&prepared.asides());
        let mut played = prepared.play(silent, &aside);
        self.memory = played.memory.take().unwrap_or_default();
        let mut footer = played.footer(SnapshotNote::default());
        played.recording.footer = Some(footer.clone());
        if !played.interrupted {
            footer.snapshot = compared(&played.recording, &aside)?;
        }
        let took = || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        footer.took = self.args.timings.then(took);
        played.recording.footer = Some(footer);
        let exit = exit(&played.recording, self.args.fail_on_flaky);
        let Played { recording, fresh, .. } = played;
        Ok(Replay { recording, fresh, exit, aside: aside.text() })
    }

    /// What a run comes to, beside what it is compared with.
    pub(super) fn results<'r>(&self, recording: &'r Recording) -> Results<'r> {
        let results = Results::of(recording);
        match &self.baseline {
            Some(baseline) => results.since(baseline),
            None => results,
        }
    }

    /// Tells a run in the forms that somebody asked for; on the screen in short where nobody did.
    pub(super) fn tell(
        &self,
        results: &Results<'_>,
        screen: &Screen<'_>,
        output: &Output,
    ) -> Result<(), CliError> {
        if self.args.telling.format.iter().any(|format| format.path.is_none()) {
            self.outputs.tell(results, output)?;
        } else {
            screen.tell_in_short(results);
            self.outputs.keep(results)?;
        }
        last_failed::keep(results.recording).map_err(CliError::input)
    }
}
