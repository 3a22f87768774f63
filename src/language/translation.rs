//! From scenarios to plans: every step's sentence, and everything that keeps a scenario from being run.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostic::in_order;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::domain::action::Action;
use crate::domain::device::DeviceId;
use crate::domain::platform::{Management, Platform};
use crate::language::catalogue::compiled::Catalogue;
use crate::language::catalogue::sentence::SentenceId;
use crate::language::catalogue::step_arguments::ArgumentError;
use crate::language::expansion::example_row::ExampleRow;
use crate::language::expansion::headings::role;
use crate::language::feature::Feature;
use crate::language::gherkin::reader;
use crate::language::gherkin::tree::Block;
use crate::language::plan::{Act, Instruction, KnownPasscode};
use crate::language::problem::FeatureErrors;
use crate::language::problem::ProblemKind;
use crate::language::scenario::{Below, Scenario, Step, StepRole};
use crate::language::structure::{no_policy, shape};
use crate::language::tags;
use crate::language::vocabulary::{PolicyVocabulary, Vocabulary};

/// Gives steps their instructions. One translator serves many features: a sentence is matched once, however
/// many scenarios say it.
#[derive(Debug)]
pub struct Translator<'a> {
    catalogue: &'a Catalogue,
    vocabulary: &'a Vocabulary,
    known: BTreeMap<MeaningKey, Meaning>,
}

/// Which sentences take something from below them.
const ARGUMENTS: &str = "say it in the sentence; a text in quotes may be below it instead, where the sentence has \
                         a colon for it: `Then the device says:` above a doc string, or above a table with a text in \
                         each row";

/// What the meaning of a step depends on: its keyword, its text, and the policy that its scenario names.
type MeaningKey = (StepRole, Arc<str>, Arc<str>, Option<Arc<str>>);

/// What a step means.
#[derive(Clone, Debug)]
enum Meaning {
    Sentence(SentenceId, Arc<Instruction>),
    Unclear(Arc<[(Arc<Finding>, Range<usize>)]>),
}

impl<'a> Translator<'a> {
    /// A translator for the sentences of `catalogue` and the words of `vocabulary`.
    pub const fn new(catalogue: &'a Catalogue, vocabulary: &'a Vocabulary) -> Self {
        Self { catalogue, vocabulary, known: BTreeMap::new() }
    }

    /// Translates every step of a feature. A scenario that cannot be run keeps its problems; the others run.
    ///
    /// # Errors
    ///
    /// When a tag of the feature names a policy or a clause that does not exist.
    pub fn translate(&mut self, feature: Feature) -> Result<Feature, FeatureErrors> {
        let wrong = tags::check(&feature.page, &feature.tags, self.vocabulary);
        if !wrong.is_empty() {
            return Err(FeatureErrors::new(wrong));
        }
        Ok(self.sentences(feature))
    }

    /// Translates as [`Self::translate`] does, and goes on where that refuses: what is wrong with the tags comes
    /// with the feature, so that everything is reported at once.
    pub fn check(&mut self, feature: Feature) -> (Vec<Diagnostic>, Feature) {
        let wrong = tags::check(&feature.page, &feature.tags, self.vocabulary);
        (in_order(wrong), self.sentences(feature))
    }

    /// What is wrong with the sentences of a text that [`Feature::read`] rejects, so that they are reported together
    /// with its lines that do not fit. Steps that wait for the words of a row are left out, and those with something
    /// below them.
    pub fn recover(&mut self, path: &str, text: &str) -> Vec<Diagnostic> {
        let page = Arc::new(SourceFile::new(path, text));
        let (document, _) = reader::read(&page);
        let mut problems = Vec::new();
        for block in document.feature.iter().flat_map(Block::all) {
            let mut before = StepRole::Given;
            for step in &block.steps {
                before = role(step, document.language, before);
                let text = step.text.text;
                if text.contains('<') || step.doc_string.is_some() || !step.table.is_empty() {
                    continue;
                }
                let keyword = step.keyword.text.trim_end().into();
                if let Meaning::Unclear(faults) = self.meaning(before, &keyword, &text.into(), None)
                {
                    problems.extend(faults.iter().map(|(finding, part)| {
                        let from = step.text.at.saturating_add(part.start);
                        let to = step.text.at.saturating_add(part.end);
                        Diagnostic::shared(finding, &page, from..to)
                    }));
                }
            }
        }
        problems
    }

    fn sentences(&mut self, mut feature: Feature) -> Feature {
        let page = Arc::clone(&feature.page);
        let names_one = feature.scenarios.iter().any(|scenario| scenario.policy.is_some());
        for scenario in &mut feature.scenarios {
            self.scenario(&page, scenario);
            let policy = self.vocabulary.policy_of(scenario.policy.as_ref()).cloned();
            if policy.is_none() {
                let line = if names_one { scenario.heading() } else { feature.line };
                scenario.problems.push(no_policy(&page, line, self.vocabulary));
                scenario.problems = in_order(std::mem::take(&mut scenario.problems));
            }
            scenario.policy = scenario.policy.take().or_else(|| self.vocabulary.assumed.clone());
        }
        feature
    }

    fn scenario(&mut self, page: &Arc<SourceFile>, scenario: &mut Scenario) {
        let mut problems = std::mem::take(&mut scenario.problems);
        let sound = problems.is_empty();
        let mut steps = std::mem::take(&mut scenario.steps);
        for step in &mut steps {
            // An outline whose placeholders or rows are wrong would only repeat itself in the steps that wait
            // for a word of a row.
            if sound || !step.text.contains('<') {
                problems.extend(self.step(page, scenario, step));
            }
        }
        scenario.steps = steps;
        if sound {
            problems.extend(shape(page, scenario));
            if problems.is_empty() {
                problems.extend(self.devices(page, scenario));
                problems.extend(passcodes(page, scenario));
            }
        }
        scenario.problems = in_order(problems);
    }

    fn step(
        &mut self,
        page: &Arc<SourceFile>,
        scenario: &Scenario,
        step: &mut Step,
    ) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        if let Below::Unused(what) = step.below
            && step.text.strip_suffix(':').is_some_and(|it| self.catalogue.gap(it).is_some())
        {
            let finding =
                Finding::new(ProblemKind::Unused, format!("this sentence does not take {what}"))
                    .label("it takes a text")
                    .help("write a doc string below it, or a table with a text in each row");
            return vec![finding.placed(page, page.words_of(step.line))];
        }
        match self.meaning(step.role, &step.keyword, &step.text, scenario.policy.as_ref()) {
            Meaning::Sentence(sentence, instruction) => {
                if let Below::Unused(what) = step.below {
                    let message = format!("this sentence does not take {what}");
                    let finding = Finding::new(ProblemKind::Unused, message)
                        .label("what is below it is not read")
                        .help(ARGUMENTS);
                    problems.push(finding.placed(page, page.words_of(step.line)));
                }
                step.sentence = Some(sentence);
                step.instruction = Some(instruction);
            }
            Meaning::Unclear(faults) => {
                for (finding, part) in faults.iter() {
                    problems.push(located(page, scenario, step, part, finding));
                }
            }
        }
        problems
    }

    /// What the step means, remembered.
    fn meaning(
        &mut self,
        role: StepRole,
        keyword: &Arc<str>,
        text: &Arc<str>,
        policy: Option<&Arc<str>>,
    ) -> Meaning {
        let key = (role, Arc::clone(keyword), Arc::clone(text), policy.cloned());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let read = self.catalogue.read(role, keyword, text, self.vocabulary.scope(policy));
        let meaning = match read {
            Ok((sentence, instruction)) => Meaning::Sentence(sentence, Arc::new(instruction)),
            Err(faults) => Meaning::Unclear(
                faults
                    .into_iter()
                    .map(|ArgumentError { finding, range }| (finding.into(), range))
                    .collect(),
            ),
        };
        self.known.insert(key, meaning.clone());
        meaning
    }

    /// Whether the policy has rows for the devices, and whether the device is there when a step needs it.
    fn devices(&self, page: &Arc<SourceFile>, scenario: &Scenario) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let mut enrolled: Vec<DeviceId> = Vec::new();
        for step in &scenario.steps {
            let whole = 0..step.text.len();
            let at = |finding, part: &Range<usize>| {
                located(page, scenario, step, part, &Arc::new(finding))
            };
            let Some(instruction) = step.instruction.as_deref() else { continue };
            if let Some((device, platform, management)) = instruction.enrolment() {
                let row = self.row(scenario, platform, management);
                problems.extend(row.map(|(finding, word)| {
                    let from = step.text.rfind(&*word).unwrap_or_default();
                    at(finding, &(from..from.saturating_add(word.len())))
                }));
                problems.extend(twice(device, &enrolled).map(|finding| at(finding, &whole)));
                enrolled.push(device);
            } else if needs_device(instruction) && !enrolled.contains(&DeviceId::FIRST) {
                let message = "this is about the device, and the end user has none yet";
                let finding = Finding::new(ProblemKind::NoDevice, message)
                    .label("which device")
                    .help("add a step before this one: `Given an iOS device managed by Intune standalone`");
                problems.push(at(finding, &whole));
                break;
            }
        }
        problems
    }

    /// Why the scenario's policy has no such row, and the word that makes it so.
    fn row(
        &self,
        scenario: &Scenario,
        platform: &Platform,
        management: Management,
    ) -> Option<(Finding, String)> {
        let scope = self.vocabulary.scope(scenario.policy.as_ref());
        let policies = scope.policies();
        let has_row =
            |words: &PolicyVocabulary| words.rows.contains(&(platform.clone(), management));
        if scope.is_unread() || policies.iter().any(|(_, words)| has_row(words)) {
            return None;
        }
        let known = policies.iter().any(|(_, words)| words.has_platform(platform.name()));
        let word = if known { management.name() } else { platform.name() };
        let mut help: Vec<String> = scope.elsewhere(has_row).into_iter().collect();
        help.extend(
            policies.iter().map(|(id, words)| format!("`{id}` has {}", words.rows_in_words())),
        );
        let message = format!("{} has no row for {platform} in {management}", scope.in_words());
        let finding = Finding::new(ProblemKind::UnknownRow, message).label("no such row");
        Some((finding.help(help.join("\n")), word.to_owned()))
    }
}

/// The problem at a part of a step's text: in an outline at the cell that the part comes from, or at the
/// outline's own words with the row below them.
fn located(
    page: &Arc<SourceFile>,
    scenario: &Scenario,
    step: &Step,
    part: &Range<usize>,
    finding: &Arc<Finding>,
) -> Diagnostic {
    // What is in the quotes is written below; the rest is as if it were not there.
    let (text, part) = match &step.below {
        Below::Quoted(quoted, place) if quoted.start < part.end && part.start < quoted.end => {
            return Diagnostic::shared(finding, page, place.clone());
        }
        Below::Quoted(quoted, _) => {
            let moved =
                |at: usize| if at < quoted.end { at } else { at.saturating_sub(quoted.len()) };
            let mut text = format!("{}:", step.text);
            text.replace_range(quoted.clone(), "");
            (text, moved(part.start)..moved(part.end))
        }
        Below::Nothing | Below::Unused(_) => (step.text.to_string(), part.clone()),
    };
    let part = &part;
    let end = page.words_of(step.line).end;
    let template = page.text().get(step.offset..end).unwrap_or_default();
    match scenario.place.head {
        Some(head) if step.own && *template != *text => {
            let place =
                ExampleRow::new(page, head, scenario.line).origin(template, step.offset, part);
            let row = page.words_of(scenario.line);
            let problem = Diagnostic::shared(finding, page, place.clone());
            if row.contains(&place.start) {
                return problem;
            }
            problem.and(row, format!("with this row: {} {}", step.keyword, step.text))
        }
        Some(_) | None => {
            let from = step.offset.saturating_add(part.start);
            Diagnostic::shared(finding, page, from..step.offset.saturating_add(part.end))
        }
    }
}

/// The first steps that use a passcode which no one knows by then: a new one that no step has looked at, or one that
/// the end user has not set.
fn passcodes(page: &Arc<SourceFile>, scenario: &Scenario) -> Vec<Diagnostic> {
    let mut known = vec![KnownPasscode::Old];
    let mut problems = Vec::new();
    for step in &scenario.steps {
        let Some(instruction) = step.instruction.as_deref() else { continue };
        let used = instruction.passcode_used().filter(|used| !known.contains(used));
        if let Some((used, finding)) = used.and_then(|used| Some((used, unknown(used)?))) {
            problems.push(located(page, scenario, step, &(0..step.text.len()), &finding.into()));
            known.push(used);
        }
        known.extend(instruction.passcode_learned());
    }
    problems
}

/// What is wrong with using a passcode of that kind too early; the old one is known from the beginning.
fn unknown(passcode: KnownPasscode) -> Option<Finding> {
    let (message, label, help) = match passcode {
        KnownPasscode::Old => return None,
        KnownPasscode::Seen => (
            "no step before this one sees a new passcode",
            "which passcode",
            "add a step that sees one: `Then the end user sees a new numeric passcode in the Company Portal website`",
        ),
        KnownPasscode::Chosen => (
            "the end user has not set a passcode in this scenario yet",
            "which passcode",
            "add a step before this one: `When the end user sets a new passcode on the device`",
        ),
    };
    Some(Finding::new(ProblemKind::NoPasscode, message).label(label).help(help))
}

/// Whether an instruction is about the end user's device. That it has not been reset yet is true of none at all.
fn needs_device(instruction: &Instruction) -> bool {
    match instruction {
        Instruction::Check(_) => true,
        Instruction::Act { acts, .. } => {
            acts.iter().any(|act| !matches!(act, Act::Plain(Action::Wait(_))))
        }
    }
}

/// Why a device cannot come under management now: devices do so once, and the end user's first.
fn twice(device: DeviceId, enrolled: &[DeviceId]) -> Option<Finding> {
    let (message, help) = if enrolled.contains(&device) {
        (
            "this scenario already has that device",
            "a scenario is about one device of the end user; write another scenario for another device",
        )
    } else if device != DeviceId::FIRST && enrolled.is_empty() {
        (
            "the end user needs a device before anyone else has one",
            "add a step before this one: `Given an iOS device managed by Intune standalone`",
        )
    } else {
        return None;
    };
    Some(Finding::new(ProblemKind::NoDevice, message).help(help))
}
