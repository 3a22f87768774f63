//! Plays what was selected, and writes down each scenario in its order as soon as it is known.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::memory::Memory;
use crate::cli::output::Output;
use crate::cli::plays::Prepared;
use crate::cli::policies::counted;
use crate::cli::progress::{Live, Progress};
use crate::cli::recorder::Recorder;
use crate::conformance::{Standing, Terms, Verdict, Waivers, judge};
use crate::language::Scenario;
use crate::recording::{
    Attempt, Case, Footer, Line, PolicyDocument, Recording, SnapshotNote, Trials,
};
use crate::report;
use crate::run::{Job, Record, play_alone, play_alone_unless, play_each};

/// Who is told what while a run goes on, and how often a failure is tried again.
#[derive(Default)]
pub(super) struct Watch {
    /// How the run is told while it goes on, below a heading.
    pub(super) live: Live,
    /// The file that the run is recorded in.
    pub(super) recorder: Option<Recorder>,
    /// How often a scenario that fails is played again, each time with another seed.
    pub(super) retries: u64,
    /// What is known from a run before; nothing where everything is to be played and nothing kept in mind.
    pub(super) memory: Option<Memory>,
}

/// What was played.
pub(super) struct Played {
    /// The run, without its footer.
    pub(super) recording: Recording,
    /// How every waiver stands.
    pub(super) standings: Vec<Standing>,
    /// Whether somebody interrupted it.
    pub(super) interrupted: bool,
    /// The file that the run is recorded in.
    pub(super) recorder: Option<Recorder>,
    /// How many scenarios were really played, and not known from a run before.
    pub(super) fresh: usize,
    /// What a next run need not play again.
    pub(super) memory: Option<Memory>,
}

impl Prepared {
    /// What is worth knowing beside the results: nothing, or lines.
    pub(super) fn asides(&self) -> String {
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
    pub(super) fn play(self, watch: Watch, output: &Output) -> Played {
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
            output.write(&report::heading(&names, recording.header.seed, output.paint()));
        }
        let progress = Progress::new(output.clone(), watch.live, self.jobs.len());
        let mut scribe = Scribe {
            recording,
            waivers: self.waivers,
            positions: self.positions,
            retries: watch.retries,
            waiting: BTreeMap::new(),
            verdicts: Vec::new(),
            progress,
            recorder: watch.recorder,
            memory: watch.memory.is_some().then(Memory::default),
        };
        scribe.open();
        let scribe = Rc::new(RefCell::new(scribe));
        let stop = Arc::clone(&self.options.stop);
        let fresh = if let Some(memory) = watch.memory {
            scribe.borrow_mut().take_what_is_new(&memory, self.jobs, &stop)
        } else {
            let count = self.jobs.len();
            let told = Rc::clone(&scribe);
            play_each(self.features, self.jobs, self.options, move |place, record| {
                told.borrow_mut().take(place, record);
            });
            count
        };
        let mut scribe = scribe.borrow_mut();
        let verdicts: Vec<(&Scenario, Verdict)> =
            scribe.verdicts.iter().map(|(scenario, verdict)| (&**scenario, *verdict)).collect();
        let standings = scribe.waivers.standings(&verdicts);
        let header = scribe.recording.header.clone();
        let recording = std::mem::replace(&mut scribe.recording, Recording::new(header));
        let cut_short = stop.load(Ordering::Relaxed) && recording.count(Verdict::NotReached) > 0;
        Played {
            recording,
            standings,
            interrupted: cut_short,
            recorder: scribe.recorder.take(),
            fresh,
            memory: scribe.memory.take(),
        }
    }
}

impl Played {
    /// The footer of a run whose tables compare so with the approved ones.
    pub(super) fn footer(&self, snapshot: SnapshotNote) -> Footer {
        Footer {
            cases: self.recording.cases.len(),
            digest: self.recording.digest().to_string(),
            interrupted: self.interrupted,
            snapshot,
            waivers: self.standings.clone(),
            took: None,
            coverage: Vec::new(),
            mutation: Vec::new(),
        }
    }
}

/// Who writes down what happens.
struct Scribe {
    recording: Recording,
    waivers: Waivers,
    positions: Vec<usize>,
    retries: u64,
    waiting: BTreeMap<usize, (Arc<Scenario>, Case)>,
    verdicts: Vec<(Arc<Scenario>, Verdict)>,
    progress: Progress,
    recorder: Option<Recorder>,
    memory: Option<Memory>,
}

impl Scribe {
    /// Writes what comes before the first scenario.
    fn open(&mut self) {
        let Some(recorder) = &mut self.recorder else { return };
        recorder.write(Line::Header(&self.recording.header));
        for document in &self.recording.documents {
            recorder.write(Line::Policy(document));
        }
        for source in &self.recording.features {
            recorder.write(Line::Feature(source));
        }
    }

    /// Takes what is in the memory from there, and plays the rest: tells how many scenarios that were.
    fn take_what_is_new(&mut self, memory: &Memory, jobs: Vec<Job>, stop: &AtomicBool) -> usize {
        let mut fresh = 0;
        for (place, job) in jobs.into_iter().enumerate() {
            let record = match memory.recall(&job) {
                // Its lines and words may be others than they were.
                Some(record) => Record { job, ..record.clone() },
                None => {
                    fresh += usize::from(job.scenario.is_playable());
                    play_alone_unless(stop, job)
                }
            };
            self.take(place, record);
        }
        fresh
    }

    /// Takes the record of the job at `place`.
    fn take(&mut self, place: usize, record: Record) {
        if let Some(memory) = &mut self.memory {
            memory.keep(&record);
        }
        let scenario = Arc::clone(&record.job.scenario);
        let position = self.positions.get(place).copied().unwrap_or(place);
        let case = Case::new(self.tried(position, record));
        self.waiting.insert(place, (scenario, case));
        while let Some((scenario, case)) = self.waiting.remove(&self.recording.cases.len()) {
            if let Some(recorder) = &mut self.recorder {
                recorder.write(Line::Scenario(&case));
            }
            self.progress.take(&case);
            self.verdicts.push((scenario, case.verdict));
            self.recording.cases.push(case);
        }
    }

    /// Plays a scenario again that failed, until it holds or has been tried often enough.
    fn tried(&self, position: usize, record: Record) -> Trials {
        let seed = self.recording.header.seed;
        let verdict = self.waivers.judge(&record);
        let waiver = self.waivers.waiver_of(&record.job.scenario).map(Terms::of);
        let mut trials = Trials { position, record, verdict, seed, waiver, attempts: Vec::new() };
        if verdict != Verdict::Fails {
            return trials;
        }
        // With the same seed the same would happen: another one tells whether chance decides.
        for seed in (1..=self.retries).map(|retry| seed.wrapping_add(retry)) {
            let Job { scenario, policy, .. } = &trials.record.job;
            let again = play_alone(Job::new(Arc::clone(scenario), Arc::clone(policy), seed));
            if judge(&again) == Verdict::Conforms {
                let failed = std::mem::replace(&mut trials.record, again);
                trials.attempts.splice(0..0, Attempt::of(&failed, self.recording.header.seed));
                return Trials { verdict: Verdict::Flaky, seed, ..trials };
            }
            trials.attempts.extend(Attempt::of(&again, seed));
        }
        trials
    }
}
