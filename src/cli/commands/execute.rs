//! Plays what was selected, and writes down each scenario in its order as soon as it is known.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::output::progress::Progress;
use crate::cli::output::recorder::Recorder;
use crate::cli::output::terminal::Output;
use crate::cli::project::cache::RecordCache;
use crate::cli::project::plan::Prepared;
use crate::conformance::verdict::{Verdict, judge};
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
use crate::run::cucumber::run_each;
use crate::run::record::{Job, Record};
use crate::run::single::{run_single, run_single_unless};

/// Who is told what while a run goes on, and how often a failure is tried again.
#[derive(Default)]
pub(crate) struct Watch {
    /// How the run is told while it goes on, below a heading.
    pub(crate) live: Live,
    /// The file that the run is recorded in.
    pub(crate) recorder: Option<Recorder>,
    /// How often a scenario that fails is played again, each time with another seed.
    pub(crate) retries: u64,
    /// What is known from a run before; nothing where everything is to be played and nothing kept in mind.
    pub(crate) cache: Option<RecordCache>,
}

/// What was played.
pub(crate) struct Played {
    /// The run, without its footer.
    pub(crate) recording: Recording,
    /// How every waiver stands.
    pub(crate) waiver_statuses: Vec<WaiverStatus>,
    /// Whether somebody interrupted it.
    pub(crate) interrupted: bool,
    /// The file that the run is recorded in.
    pub(crate) recorder: Option<Recorder>,
    /// How many scenarios were really played, and not known from a run before.
    pub(crate) fresh: usize,
    /// What a next run need not play again.
    pub(crate) cache: Option<RecordCache>,
}

impl Prepared {
    /// What is worth knowing beside the results: nothing, or lines.
    pub(crate) fn asides(&self) -> String {
        let mut lines = String::new();
        if self.bundled {
            lines += "no features/ in this folder: playing the bundled features\n";
        }
        if self.warnings > 0 {
            let warnings = counted(self.warnings, "warning");
            lines += &format!("{warnings}: `passgate check` tells what may not be meant so\n");
        }
        lines
    }

    /// Plays it all. Scenarios may end in another order than they are listed in; each waits for those before it,
    /// so that what is told and written is the same however many are under way at once.
    pub(crate) fn run(self, watch: Watch, output: &Output) -> Played {
        let is_told = watch.live != Live::No;
        if is_told {
            output.to_stderr(&self.asides());
        }
        let mut recording = Recording::new(self.header);
        recording.features = self.texts;
        for job in &self.jobs {
            if recording.policy(&job.policy.id).is_none() {
                let (path, text) = job.policy.written().unwrap_or_default();
                let document = PolicyDocument { path: path.to_owned(), text: text.to_owned() };
                recording.add_policy(document, Arc::clone(&job.policy));
            }
        }
        if is_told {
            let names: Vec<&str> = recording.policies().iter().map(|policy| &*policy.id).collect();
            output.write(&report::summary::heading(&names, recording.header.seed, output.paint()));
        }
        let progress = Progress::new(output.clone(), watch.live, self.jobs.len());
        let mut case_writer = CaseWriter {
            recording,
            waivers: self.waivers,
            positions: self.positions,
            retries: watch.retries,
            waiting: BTreeMap::new(),
            verdicts: Vec::new(),
            progress,
            recorder: watch.recorder,
            cache: watch.cache.is_some().then(RecordCache::default),
        };
        case_writer.open();
        let case_writer = Rc::new(RefCell::new(case_writer));
        let stop = Arc::clone(&self.options.stop);
        let fresh = if let Some(cache) = watch.cache {
            case_writer.borrow_mut().take_what_is_new(&cache, self.jobs, &stop)
        } else {
            let count = self.jobs.len();
            let told = Rc::clone(&case_writer);
            run_each(self.jobs, self.options, move |place, record| {
                told.borrow_mut().take(place, record);
            });
            count
        };
        let mut case_writer = case_writer.borrow_mut();
        let verdicts: Vec<(&Scenario, Verdict)> = case_writer
            .verdicts
            .iter()
            .map(|(scenario, verdict)| (&**scenario, *verdict))
            .collect();
        let waiver_statuses = case_writer.waivers.waiver_statuses(&verdicts);
        let header = case_writer.recording.header.clone();
        let recording = std::mem::replace(&mut case_writer.recording, Recording::new(header));
        let cut_short = stop.load(Ordering::Relaxed) && recording.count(Verdict::NotReached) > 0;
        Played {
            recording,
            waiver_statuses,
            interrupted: cut_short,
            recorder: case_writer.recorder.take(),
            fresh,
            cache: case_writer.cache.take(),
        }
    }
}

impl Played {
    /// The footer of a run whose tables compare so with the approved ones.
    pub(crate) fn footer(&self, tables: TableComparison) -> Footer {
        Footer {
            cases: self.recording.cases.len(),
            digest: self.recording.digest().to_string(),
            interrupted: self.interrupted,
            tables,
            waivers: self.waiver_statuses.clone(),
            took: None,
            coverage: Vec::new(),
            mutation: Vec::new(),
        }
    }
}

/// Who writes down what happens.
struct CaseWriter {
    recording: Recording,
    waivers: Waivers,
    positions: Vec<usize>,
    retries: u64,
    waiting: BTreeMap<usize, (Arc<Scenario>, Case)>,
    verdicts: Vec<(Arc<Scenario>, Verdict)>,
    progress: Progress,
    recorder: Option<Recorder>,
    cache: Option<RecordCache>,
}

impl CaseWriter {
    /// Writes what comes before the first scenario.
    fn open(&mut self) {
        let Some(recorder) = &mut self.recorder else { return };
        recorder.write(RecordingLine::Header(&self.recording.header));
        for document in &self.recording.documents {
            recorder.write(RecordingLine::Policy(document));
        }
        for source in &self.recording.features {
            recorder.write(RecordingLine::Feature(source));
        }
    }

    /// Takes what is in the memory from there, and plays the rest: tells how many scenarios that were.
    fn take_what_is_new(
        &mut self,
        cache: &RecordCache,
        jobs: Vec<Job>,
        stop: &AtomicBool,
    ) -> usize {
        let mut fresh = 0;
        for (place, job) in jobs.into_iter().enumerate() {
            let record = match cache.recall(&job) {
                // Its lines and words may be others than they were.
                Some(record) => Record { job, ..record.clone() },
                None => {
                    fresh += usize::from(job.scenario.is_runnable());
                    run_single_unless(stop, job)
                }
            };
            self.take(place, record);
        }
        fresh
    }

    /// Takes the record of the job at `place`.
    fn take(&mut self, place: usize, record: Record) {
        if let Some(cache) = &mut self.cache {
            cache.keep(&record);
        }
        let scenario = Arc::clone(&record.job.scenario);
        let position = self.positions.get(place).copied().unwrap_or(place);
        let case = Case::new(self.tried(position, record));
        self.waiting.insert(place, (scenario, case));
        while let Some((scenario, case)) = self.waiting.remove(&self.recording.cases.len()) {
            if let Some(recorder) = &mut self.recorder {
                recorder.write(RecordingLine::Scenario(&case));
            }
            self.progress.take(&case);
            self.verdicts.push((scenario, case.verdict));
            self.recording.cases.push(case);
        }
    }

    /// Plays a scenario again that failed, until it holds or has been tried often enough.
    fn tried(&self, position: usize, record: Record) -> FinishedScenario {
        let seed = self.recording.header.seed;
        let verdict = self.waivers.judge(&record);
        let waiver = self.waivers.waiver_of(&record.job.scenario).cloned();
        let mut trials =
            FinishedScenario { position, record, verdict, seed, waiver, attempts: Vec::new() };
        if verdict != Verdict::Fails {
            return trials;
        }
        // With the same seed the same would happen: another one tells whether chance decides.
        for seed in (1..=self.retries).map(|retry| seed.wrapping_add(retry)) {
            let Job { scenario, policy, .. } = &trials.record.job;
            let again = run_single(Job::new(Arc::clone(scenario), Arc::clone(policy), seed));
            if judge(&again) == Verdict::Conforms {
                let failed = std::mem::replace(&mut trials.record, again);
                trials.attempts.splice(0..0, Attempt::of(&failed, self.recording.header.seed));
                return FinishedScenario { verdict: Verdict::Flaky, seed, ..trials };
            }
            trials.attempts.extend(Attempt::of(&again, seed));
        }
        trials
    }
}
