//! Executes what was selected, and records each scenario in its order as soon as its result is known.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::output::live::LiveOutput;
use crate::cli::output::recorder::Recorder;
use crate::cli::output::terminal::Output;
use crate::cli::project::cache::RecordCache;
use crate::cli::project::selection::SelectedRun;
use crate::cli::signals;
use crate::conformance::retries::{Retried, judge_and_retry};
use crate::conformance::verdict::Verdict;
use crate::conformance::waivers::{WaiverStatus, Waivers};
use crate::document::wording::counted;
use crate::language::scenario::Scenario;
use crate::recording::case::{Attempt, Case};
use crate::recording::ends::{Footer, PolicyDocument};
use crate::recording::making::FinishedScenario;
use crate::recording::tables::TableComparison;
use crate::recording::text::RecordingLine;
use crate::recording::whole::Recording;
use crate::report;
use crate::report::format::Live;
use crate::report::missing::absence_lines;
use crate::run::cucumber::run_each;
use crate::run::record::{Job, Record};
use crate::run::single::run_single_unless;

/// How a run is executed and followed.
#[derive(Default)]
pub(crate) struct ExecutionOptions {
    /// What is printed while the run goes on, below a heading.
    pub(crate) live: Live,
    /// The file that the run is recorded in.
    pub(crate) recorder: Option<Recorder>,
    /// How often a scenario that fails is retried.
    pub(crate) retries: u64,
    /// The records of an earlier run, to execute only what is different now; nothing to execute everything.
    pub(crate) cache: Option<RecordCache>,
}

/// A run that was executed.
pub(crate) struct ExecutedRun {
    /// The run, without its footer.
    pub(crate) recording: Recording,
    pub(crate) waiver_statuses: Vec<WaiverStatus>,
    pub(crate) interrupted: bool,
    /// The file that the run is recorded in.
    pub(crate) recorder: Option<Recorder>,
    /// How many scenarios were executed and not taken from the cache.
    pub(crate) fresh_count: usize,
    /// The records for the next run.
    pub(crate) cache: Option<RecordCache>,
    /// Whether the run ended early because its system was lost again and again.
    pub(crate) is_system_lost: bool,
}

impl SelectedRun {
    /// Notes that are printed with the results, if there are any.
    pub(crate) fn notes(&self) -> String {
        let mut lines = absence_lines(&self.header.absences);
        lines += &self.root.note();
        if self.warning_count > 0 {
            let warnings = counted(self.warning_count, "warning");
            lines += &format!("{warnings}: run `passgate check` to list them\n");
        }
        lines
    }

    /// Executes everything. Scenarios may end in another order than they are listed in; each waits for those before
    /// it, so that what is printed and recorded does not depend on how many run at once.
    pub(crate) fn execute(self, options: ExecutionOptions, output: &Output) -> ExecutedRun {
        let is_followed = options.live != Live::No;
        if is_followed {
            output.to_stderr(&self.notes());
        }
        let mut recording = Recording::new(self.header);
        recording.features = self.texts;
        for job in self.jobs.iter().filter(|job| job.scenario.has_policy()) {
            if recording.policy(&job.policy.id).is_none() {
                let (path, text) = job.policy.written().unwrap_or_default();
                let document = PolicyDocument { path: path.to_owned(), text: text.to_owned() };
                recording.add_policy(document, Arc::clone(&job.policy));
            }
        }
        if is_followed {
            let names: Vec<&str> = recording.policies().iter().map(|policy| &*policy.id).collect();
            output.write_lines(&report::summary::heading(
                &names,
                recording.header.seed,
                output.paint(),
            ));
        }
        let live = LiveOutput::new(output.clone(), options.live, self.jobs.len());
        let mut case_writer = CaseWriter {
            recording,
            waivers: self.waivers,
            positions: self.positions,
            retries: options.retries,
            waiting: BTreeMap::new(),
            verdicts: Vec::new(),
            live,
            recorder: options.recorder,
            cache: options.cache.is_some().then(RecordCache::default),
        };
        case_writer.begin();
        let stop = Arc::clone(&self.options.stop);
        let case_writer = Rc::new(RefCell::new(case_writer));
        let fresh_count = if let Some(cache) = options.cache {
            case_writer.borrow_mut().execute_changed(&cache, self.jobs, &stop)
        } else {
            let count = self.jobs.len();
            let writer = Rc::clone(&case_writer);
            run_each(self.jobs, self.options, move |index, record| {
                writer.borrow_mut().take(index, record);
            });
            count
        };
        let mut run = case_writer.borrow_mut().finish(fresh_count, &stop);
        if let Some(system) = self.system {
            run.is_system_lost = system.has_given_up();
            system.shut_down();
        }
        run
    }
}

impl ExecutedRun {
    /// The footer, with how the tables of the run compare with the approved ones.
    pub(crate) fn footer(&self, tables: TableComparison) -> Footer {
        let waivers = self.waiver_statuses.clone();
        let interrupted = self.interrupted;
        Footer { interrupted, waivers, ..self.recording.ended(tables) }
    }
}

/// Turns records into recorded cases, in the order of the jobs.
struct CaseWriter {
    recording: Recording,
    waivers: Waivers,
    positions: Vec<usize>,
    retries: u64,
    waiting: BTreeMap<usize, (Arc<Scenario>, Case)>,
    verdicts: Vec<(Arc<Scenario>, Verdict)>,
    live: LiveOutput,
    recorder: Option<Recorder>,
    cache: Option<RecordCache>,
}

impl CaseWriter {
    /// Writes what comes before the first scenario.
    fn begin(&mut self) {
        let Some(recorder) = &mut self.recorder else { return };
        recorder.write(RecordingLine::Header(&self.recording.header));
        for document in &self.recording.documents {
            recorder.write(RecordingLine::Policy(document));
        }
        for source in &self.recording.features {
            recorder.write(RecordingLine::Feature(source));
        }
    }

    /// Takes from the cache what is in it, executes the rest, and counts the scenarios that were executed.
    fn execute_changed(&mut self, cache: &RecordCache, jobs: Vec<Job>, stop: &AtomicBool) -> usize {
        let mut fresh = 0;
        for (index, job) in jobs.into_iter().enumerate() {
            let record = match cache.find(&job) {
                // Its lines and text may have changed.
                Some(record) => Record { job, ..record.clone() },
                None => {
                    fresh += usize::from(job.scenario.is_runnable());
                    run_single_unless(stop, job)
                }
            };
            self.take(index, record);
        }
        fresh
    }

    /// Takes the record of the job at `index`.
    fn take(&mut self, index: usize, record: Record) {
        if let Some(cache) = &mut self.cache {
            cache.add(&record);
        }
        // What is left after a signal comes here too: that it was noticed must not wait for the end.
        signals::is_stopped();
        let scenario = Arc::clone(&record.job.scenario);
        let position = self.positions.get(index).copied().unwrap_or(index);
        let case = Case::new(self.judged(position, record));
        self.waiting.insert(index, (scenario, case));
        while let Some((scenario, case)) = self.waiting.remove(&self.recording.cases.len()) {
            if let Some(recorder) = &mut self.recorder {
                recorder.write(RecordingLine::Scenario(&case));
            }
            self.live.take(&case);
            self.verdicts.push((scenario, case.verdict));
            self.recording.cases.push(case);
        }
    }

    /// Judges a record, after retries where the options ask for them.
    fn judged(&self, position: usize, record: Record) -> FinishedScenario {
        let waiver = self.waivers.waiver_of(&record.job.scenario).cloned();
        let retried =
            judge_and_retry(record, &self.waivers, self.recording.header.seed, self.retries);
        let Retried { record, verdict, seed, failed } = retried;
        let attempts = failed.iter().filter_map(|(record, seed)| Attempt::of(record, *seed));
        let attempts = attempts.collect();
        FinishedScenario { position, record, verdict, seed, waiver, attempts }
    }

    /// What was executed, and the records for the next run; nothing is left here.
    fn finish(&mut self, fresh_count: usize, stop: &AtomicBool) -> ExecutedRun {
        let verdicts: Vec<(&Scenario, Verdict)> =
            self.verdicts.iter().map(|(scenario, verdict)| (&**scenario, *verdict)).collect();
        let waiver_statuses = self.waivers.waiver_statuses(&verdicts);
        let header = self.recording.header.clone();
        let recording = std::mem::replace(&mut self.recording, Recording::new(header));
        let not_reached = recording.count(Verdict::NotReached);
        ExecutedRun {
            recording,
            waiver_statuses,
            interrupted: stop.load(Ordering::Relaxed) && not_reached > 0,
            recorder: self.recorder.take(),
            fresh_count,
            cache: self.cache.take(),
            is_system_lost: false,
        }
    }
}
