//! The scenarios as data, column by column and each text once: what the page draws from when one is opened.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::conformance::config::checked::Waiver;
use crate::conformance::verdict::Verdict;
use crate::document::plain::PlainDiagnostic;
use crate::journal::lane::{Lane, Mark};
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::recording::case::{Attempt, Case, FailureCause, StepStatus};
use crate::recording::whole::Recording;
use crate::report::columns::key_headings;
use crate::report::format::html::embedding::{slug, unique};
use crate::report::format::html::evidence::{Cell, CellEvidence};
use crate::report::format::html::happening::{Happening, Sequence};
use crate::report::format::html::pool::Pool;
use crate::report::format::html::screen::{SurfacePicture, SurfacePictures};
use crate::report::format::html::verdict::{sign, tone};

/// Everything that the script of the page reads. Numbers count into the other lists.
#[derive(Debug, Serialize)]
pub(crate) struct Data<'r> {
    seed: u64,
    /// What the columns of the timeline are called, by the policy's number among the texts.
    lanes: BTreeMap<usize, Vec<String>>,
    verdicts: Vec<(&'static str, &'static str, &'static str)>,
    statuses: Vec<&'static str>,
    texts: Vec<String>,
    lists: Vec<Vec<usize>>,
    sentences: Vec<[usize; 3]>,
    happenings: Vec<(usize, usize, Mark, usize, usize)>,
    screens: Vec<SurfacePicture>,
    scenes: Vec<Vec<usize>>,
    /// What sets devices apart, as addresses name it.
    dimensions: Vec<String>,
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
    /// What its devices are.
    devices: Vec<usize>,
    /// The values of its devices in each dimension.
    values: Vec<Vec<usize>>,
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
    dimensions: Vec<DimensionValues>,
    lanes: BTreeMap<usize, Vec<Lane>>,
    cases: Columns<'r>,
}

/// Something that sets devices apart, and the values that the scenarios are about.
#[derive(Clone, Debug)]
pub(crate) struct DimensionValues {
    /// What it is called.
    pub(crate) heading: String,
    /// What addresses call it.
    pub(crate) parameter: String,
    /// The values.
    pub(crate) values: BTreeSet<String>,
}

impl<'r> DataBuilder<'r> {
    /// Reads every scenario of a recording.
    pub(crate) fn of(recording: &'r Recording) -> Self {
        let mut inputs = Self::default();
        for policy in recording.policies() {
            inputs.add_policy(policy);
        }
        for (number, case) in recording.cases.iter().enumerate() {
            inputs.add(number, case, recording.policy_of(case).as_deref(), recording.header.seed);
        }
        inputs
    }

    /// The columns of the policy's timelines, and what sets its devices apart.
    fn add_policy(&mut self, policy: &Policy) {
        let number = self.texts.number(&*policy.id);
        self.lanes.insert(number, Lane::all(policy));
        for heading in key_headings(policy) {
            if self.dimensions.iter().any(|known| known.heading == heading) {
                continue;
            }
            // The first two are every policy's.
            let prefix = if self.dimensions.len() < 2 { "" } else { "key-" };
            let slugs = self.dimensions.iter().map(|known| slug(&known.heading));
            let own = unique(slugs.chain([slug(&heading)]), self.dimensions.len());
            let parameter = format!("{prefix}{own}");
            self.dimensions.push(DimensionValues { heading, parameter, values: BTreeSet::new() });
        }
    }

    /// The numbers of the lists of values that the devices of a scenario have in each dimension.
    fn values(&mut self, policy: Option<&Policy>, keys: &[KeyId]) -> Vec<usize> {
        let headings = policy.map(key_headings).unwrap_or_default();
        let mut lists = Vec::with_capacity(self.dimensions.len());
        for dimension in &mut self.dimensions {
            let position = headings.iter().position(|heading| *heading == dimension.heading);
            let mut values: Vec<usize> = Vec::new();
            for value in keys
                .iter()
                .filter_map(|key| policy?.covered(*key)?.key.values().get(position?).cloned())
            {
                dimension.values.insert(value.to_string());
                let number = self.texts.number(&*value);
                if !values.contains(&number) {
                    values.push(number);
                }
            }
            lists.push(self.lists.number(values.as_slice()));
        }
        lists
    }

    fn add(&mut self, number: usize, case: &'r Case, policy: Option<&Policy>, seed: u64) {
        let (cells, keys) = policy.map_or_else(Default::default, |it| self.evidence.add(case, it));
        let values = self.values(policy, &keys);
        let texts = &mut self.texts;
        let cases = &mut self.cases;
        cases.name.push(texts.number(&*case.name));
        cases.feature.push(texts.number(&*case.feature));
        cases.rule.push(case.rule.as_deref().map(|rule| texts.number(rule)));
        cases.path.push(texts.number(&*case.path));
        cases.line.push(case.line);
        cases.verdict.push(place(Verdict::ALL, case.verdict));
        cases.policy.push(texts.number(&*case.policy));
        let name = |key: &KeyId| Some(texts.number(policy?.key_in_words(*key).as_str()));
        let devices: Vec<usize> = keys.iter().filter_map(name).collect();
        cases.devices.push(self.lists.number(devices.as_slice()));
        cases.values.push(values);
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
        let sequence = policy.map(|policy| {
            let lanes = self.texts.number(&*policy.id);
            let lanes = self.lanes.get(&lanes).map_or(&[][..], Vec::as_slice);
            Sequence::of(&case.journal, policy, lanes, &mut self.happenings)
        });
        let sequence = sequence.unwrap_or_default();
        let mut screens = policy.map(SurfacePictures::new);
        let mut observations = case.journal.observations.iter();
        let (mut read, mut scene, mut steps) = (0, None, Vec::with_capacity(case.steps.len() * 4));
        for step in &case.steps {
            let more = step.until.observations.saturating_sub(read);
            let observed = observations.by_ref().take(more);
            if let Some(screens) = &mut screens {
                observed.for_each(|observed| screens.read(observed));
            }
            read += more;
            if more > 0 || scene.is_none() {
                let now = screens.iter().flat_map(|screens| screens.now());
                let now: Vec<usize> = now.map(|screen| self.screens.number(screen)).collect();
                scene = Some(self.scenes.number(now.as_slice()));
            }
            let keyword = self.texts.number(&*step.keyword);
            let text = self.texts.number(&*step.text);
            steps.extend([
                self.sentences.number(&[keyword, text, step.line]),
                place(StepStatus::ALL, step.status),
                scene.unwrap_or_default(),
                sequence.until(step.until),
            ]);
        }
        self.cases.steps.push(steps);
        self.cases.rows.push(sequence.rows);
    }

    /// What sets the devices apart that the scenarios are about.
    pub(crate) fn dimensions(&self) -> Vec<DimensionValues> {
        self.dimensions.clone()
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
        let headings = |policy: &Policy| {
            let lanes = Lane::all(policy).into_iter();
            lanes.map(|lane| lane.heading(policy)).collect()
        };
        let mut lanes = BTreeMap::new();
        for policy in recording.policies() {
            lanes.insert(self.texts.number(&*policy.id), headings(policy));
        }
        let verdict = |verdict: &Verdict| (verdict.name(), sign(*verdict), tone(*verdict));
        Data {
            seed: recording.header.seed,
            lanes,
            dimensions: self.dimensions.into_iter().map(|it| it.parameter).collect(),
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
