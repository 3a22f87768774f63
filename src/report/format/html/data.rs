//! The scenarios as data, column by column and each text once: what the page draws from when one is opened.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::conformance::config::checked::Waiver;
use crate::conformance::verdict::Verdict;
use crate::document::plain::PlainDiagnostic;
use crate::journal::lane::Mark;
use crate::policy::checked::Policy;
use crate::recording::case::{Attempt, Case, FailureCause, StepStatus};
use crate::recording::whole::Recording;
use crate::report::format::html::evidence::{Cell, CellEvidence};
use crate::report::format::html::happening::{Happening, sequence};
use crate::report::format::html::lane::COLUMNS;
use crate::report::format::html::pool::Pool;
use crate::report::format::html::screen::{SurfacePicture, SurfacePictures};
use crate::report::format::html::verdict::{sign, tone};

/// Everything that the script of the page reads. Numbers count into the other lists.
#[derive(Debug, Serialize)]
pub(crate) struct Data<'r> {
    seed: u64,
    lanes: [&'static str; 6],
    verdicts: Vec<(&'static str, &'static str, &'static str)>,
    statuses: Vec<&'static str>,
    texts: Vec<String>,
    lists: Vec<Vec<usize>>,
    sentences: Vec<[usize; 3]>,
    happenings: Vec<(u8, u8, Mark, usize, usize)>,
    screens: Vec<SurfacePicture>,
    scenes: Vec<Vec<usize>>,
    cells: Vec<String>,
    labels: BTreeMap<String, String>,
    cases: Columns<'r>,
}

/// A list for each property of a scenario.
#[derive(Debug, Default, Serialize)]
struct Columns<'r> {
    name: Vec<usize>,
    feature: Vec<usize>,
    rule: Vec<Option<usize>>,
    path: Vec<usize>,
    line: Vec<usize>,
    verdict: Vec<usize>,
    policy: Vec<usize>,
    platform: Vec<Option<usize>>,
    management: Vec<Option<usize>>,
    tags: Vec<usize>,
    clauses: Vec<usize>,
    cells: Vec<Vec<usize>>,
    /// A sentence, a status, a scene and how many rows of the timeline there were, for each step.
    steps: Vec<Vec<usize>>,
    /// The milliseconds since the row before, and what happens, for each row of the timeline.
    rows: Vec<Vec<u64>>,
    /// What only few scenarios have.
    more: BTreeMap<usize, More<'r>>,
}

#[derive(Debug, Default, Serialize)]
struct More<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'r FailureCause>,
    #[serde(skip_serializing_if = "<[PlainDiagnostic]>::is_empty")]
    diagnostics: &'r [PlainDiagnostic],
    #[serde(skip_serializing_if = "Option::is_none")]
    waiver: Option<&'r Waiver>,
    #[serde(skip_serializing_if = "<[Attempt]>::is_empty")]
    attempts: &'r [Attempt],
    #[serde(skip_serializing_if = "Option::is_none")]
    replay: Option<&'r str>,
}

/// What is collected while the scenarios are read.
#[derive(Debug, Default)]
pub(crate) struct DataBuilder<'r> {
    /// The cells that the scenarios show.
    pub(crate) evidence: CellEvidence,
    texts: Pool<String>,
    lists: Pool<Vec<usize>>,
    sentences: Pool<[usize; 3]>,
    happenings: Pool<Happening>,
    screens: Pool<SurfacePicture>,
    scenes: Pool<Vec<usize>>,
    platforms: BTreeSet<String>,
    managements: BTreeSet<String>,
    cases: Columns<'r>,
}

impl<'r> DataBuilder<'r> {
    /// Reads every scenario of a recording.
    pub(crate) fn of(recording: &'r Recording) -> Self {
        let mut inputs = Self::default();
        for (number, case) in recording.cases.iter().enumerate() {
            inputs.add(
                number,
                case,
                recording.policy(&case.policy).map(|it| &**it),
                recording.header.seed,
            );
        }
        inputs
    }

    fn add(&mut self, number: usize, case: &'r Case, policy: Option<&Policy>, seed: u64) {
        let (cells, row) = policy.map_or_else(Default::default, |it| self.evidence.add(case, it));
        let row =
            row.and_then(|(row, management)| Some((policy?.row(row)?.platform.name(), management)));
        if let Some((platform, management)) = &row {
            if !self.platforms.contains(*platform) {
                self.platforms.insert((*platform).to_owned());
            }
            if !self.managements.contains(management.name()) {
                self.managements.insert(management.name().to_owned());
            }
        }
        let texts = &mut self.texts;
        let cases = &mut self.cases;
        cases.name.push(texts.number(&*case.name));
        cases.feature.push(texts.number(&*case.feature));
        cases.rule.push(case.rule.as_deref().map(|rule| texts.number(rule)));
        cases.path.push(texts.number(&*case.path));
        cases.line.push(case.line);
        cases.verdict.push(place(Verdict::ALL, case.verdict));
        cases.policy.push(texts.number(&*case.policy));
        cases.platform.push(row.as_ref().map(|(platform, _)| texts.number(*platform)));
        cases.management.push(row.map(|(_, management)| texts.number(management.name())));
        let tags: Vec<usize> = case.tags.iter().map(|tag| texts.number(&**tag)).collect();
        let clauses: Vec<usize> = case.clauses.iter().map(|id| texts.number(&**id)).collect();
        cases.tags.push(self.lists.number(tags.as_slice()));
        cases.clauses.push(self.lists.number(clauses.as_slice()));
        cases.cells.push(cells);
        let replay = format!("passgate run {} --seed {seed}", case.place());
        let more = More {
            why: case.why.as_ref(),
            diagnostics: &case.diagnostics,
            waiver: case.waiver.as_ref(),
            attempts: &case.attempts,
            replay: Some(case.replay.as_str()).filter(|own| *own != replay),
        };
        if !more.is_empty() {
            cases.more.insert(number, more);
        }
        self.add_steps(case, policy);
    }

    /// The steps with what there was to see after each, and the timeline.
    fn add_steps(&mut self, case: &Case, policy: Option<&Policy>) {
        let sequence = policy.map(|it| sequence(&case.journal, it, &mut self.happenings));
        let sequence = sequence.unwrap_or_default();
        let mut screens = policy.map(SurfacePictures::new);
        let mut entries = case.journal.entries().iter();
        let (mut read, mut scene, mut steps) = (0, None, Vec::with_capacity(case.steps.len() * 4));
        for step in &case.steps {
            let more = step.until.saturating_sub(read);
            let happened = entries.by_ref().take(more);
            if let Some(screens) = &mut screens {
                happened.for_each(|entry| screens.read(entry));
            }
            read += more;
            if more > 0 || scene.is_none() {
                let now = screens.iter().flat_map(|screens| screens.now());
                let now: Vec<usize> = now.map(|screen| self.screens.number(screen)).collect();
                scene = Some(self.scenes.number(now.as_slice()));
            }
            let keyword = self.texts.number(&*step.keyword);
            let text = self.texts.number(&*step.text);
            let rows = sequence.until.get(step.until).or(sequence.until.last());
            steps.extend([
                self.sentences.number(&[keyword, text, step.line]),
                place(StepStatus::ALL, step.status),
                scene.unwrap_or_default(),
                rows.copied().unwrap_or_default(),
            ]);
        }
        self.cases.steps.push(steps);
        self.cases.rows.push(sequence.rows);
    }

    /// The platforms and the kinds of management that the scenarios are about.
    pub(crate) fn rows(&self) -> (BTreeSet<String>, BTreeSet<String>) {
        (self.platforms.clone(), self.managements.clone())
    }

    /// Everything that was read, with words for the cells.
    pub(crate) fn finish(
        mut self,
        recording: &Recording,
        labels: BTreeMap<String, String>,
    ) -> Data<'r> {
        let name = |cell: &Cell| {
            recording.policy(cell.policy()).map_or_else(String::new, |policy| cell.name(policy))
        };
        let mut happenings = Vec::new();
        for Happening { from, to, mark, actor, user_action } in self.happenings.into_values() {
            let (actor, user_action) =
                (self.texts.number(&*actor), self.texts.number(&*user_action));
            happenings.push((from, to, mark, actor, user_action));
        }
        let verdict = |verdict: &Verdict| (verdict.name(), sign(*verdict), tone(*verdict));
        Data {
            seed: recording.header.seed,
            lanes: COLUMNS,
            verdicts: Verdict::ALL.iter().map(verdict).collect(),
            statuses: StepStatus::ALL.iter().map(|status| status.name()).collect(),
            texts: self.texts.into_values(),
            lists: self.lists.into_values(),
            sentences: self.sentences.into_values(),
            happenings,
            screens: self.screens.into_values(),
            scenes: self.scenes.into_values(),
            cells: self.evidence.cells.into_values().iter().map(name).collect(),
            labels,
            cases: self.cases,
        }
    }
}

impl More<'_> {
    const fn is_empty(&self) -> bool {
        let Self { why, diagnostics, waiver, attempts, replay } = self;
        why.is_none()
            && diagnostics.is_empty()
            && waiver.is_none()
            && attempts.is_empty()
            && replay.is_none()
    }
}

/// The place of a value in the list of all of its kind.
fn place<T: PartialEq>(all: &[T], value: T) -> usize {
    all.iter().position(|other| *other == value).unwrap_or_default()
}
