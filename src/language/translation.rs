//! From scenarios to plans: every step's sentence, and everything that keeps a scenario from being run.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::{Diagnostic, in_order};
use crate::document::finding::{Finding, Severity};
use crate::document::source_file::SourceFile;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::catalogue::sentence::SentenceId;
use crate::language::catalogue::step_arguments::ArgumentError;
use crate::language::citations::unsupported;
use crate::language::enrolled::devices_and_passcodes;
use crate::language::expansion::headings::role;
use crate::language::feature::Feature;
use crate::language::gherkin::reader;
use crate::language::gherkin::tree::Block;
use crate::language::mistyped_step::MistypedSteps;
use crate::language::not_stated::not_stated;
use crate::language::plan::Instruction;
use crate::language::problem::{FeatureErrors, ProblemKind};
use crate::language::quoted_texts::unknown_text;
use crate::language::scenario::{Below, Scenario, Step, StepRole};
use crate::language::step_problem::located;
use crate::language::structure::{no_policy, shape};
use crate::language::tags;
use crate::language::vocabulary::Vocabulary;

/// Gives steps their instructions. One translator serves many features: a sentence is matched once, however
/// many scenarios say it.
#[derive(Debug)]
pub struct Translator<'a> {
    catalogue: &'a Catalogue,
    vocabulary: &'a Vocabulary,
    known: BTreeMap<MeaningKey, Meaning>,
    mistyped: MistypedSteps,
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
        Self { catalogue, vocabulary, known: BTreeMap::new(), mistyped: MistypedSteps::new() }
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
            let mistyped = self.mistyped.above(scenario, &page, feature.language, self.vocabulary);
            scenario.problems.extend(mistyped);
            let policy = self.vocabulary.policy_of(scenario.policy.as_ref()).cloned();
            if policy.is_none() {
                let line = if names_one { scenario.heading() } else { feature.line };
                scenario.problems.push(no_policy(&page, line, self.vocabulary));
            }
            scenario.problems = in_order(std::mem::take(&mut scenario.problems));
            scenario.policy = scenario.policy.take().or_else(|| self.vocabulary.assumed.clone());
        }
        feature.unsupported = unsupported(&feature, self.vocabulary);
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
                let scope = self.vocabulary.scope(scenario.policy.as_ref());
                problems.extend(devices_and_passcodes(page, scenario, scope));
                problems.extend(self.not_stated(page, scenario));
                let (never_fail, warnings) = self.texts(page, scenario);
                problems.extend(never_fail);
                scenario.warnings = warnings;
            }
        }
        scenario.problems = problems;
    }

    /// The steps that ask for what no source states.
    fn not_stated(&self, page: &Arc<SourceFile>, scenario: &Scenario) -> Vec<Diagnostic> {
        let scope = self.vocabulary.scope(scenario.policy.as_ref());
        let Some(policy) = scope.policy() else { return Vec::new() };
        if policy.rows.iter().all(|row| row.not_stated.is_empty()) {
            return Vec::new();
        }
        let steps = scenario.steps.iter().enumerate().filter_map(|(position, step)| {
            let finding = not_stated(policy, scenario, position)?;
            Some(located(page, scenario, step, &(0..step.text.len()), &finding))
        });
        steps.collect()
    }

    /// The steps that quote a text which no surface of the policy says: those that could never fail, and the others.
    fn texts(
        &self,
        page: &Arc<SourceFile>,
        scenario: &Scenario,
    ) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        let unknown = scenario.steps.iter().filter_map(|step| {
            let (finding, place) = unknown_text(step, scenario, self.vocabulary)?;
            Some(located(page, scenario, step, &place, &Arc::new(finding)))
        });
        unknown.partition(|problem| problem.severity() == Severity::Error)
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
}
