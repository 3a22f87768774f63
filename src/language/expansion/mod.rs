//! From a feature file as it is written to the scenarios that are run: outlines row by row, backgrounds in front.

pub(crate) mod argument;
pub(crate) mod bound;
pub(crate) mod example_row;
pub(crate) mod headings;
#[cfg(test)]
pub(crate) mod tests;

use std::borrow::Cow;
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::language::expansion::argument::StepArgument;
use crate::language::expansion::bound::{MEBIBYTES_MAX, Room, STEPS_MAX, TemplateSize};
use crate::language::expansion::example_row::ExampleRow;
use crate::language::expansion::headings::{Above, Headings, Labels};
use crate::language::feature::Feature;
use crate::language::gherkin;
use crate::language::gherkin::language::{BlockKind, Language};
use crate::language::gherkin::tree::{Block, GherkinFile, GherkinStep, Text};
use crate::language::problem::{FeatureErrors, ProblemKind};
use crate::language::scenario::{Below, Scenario, ScenarioLines, Step};

impl Feature {
    /// Reads the feature file `text`; `path` is what diagnostics call it.
    ///
    /// Steps have no instructions yet: a [`Translator`](crate::language::Translator) gives them.
    ///
    /// # Errors
    ///
    /// When the text is not Gherkin: every line that does not fit is a problem. When it expands to more than any file may.
    pub fn read(path: &str, text: &str) -> Result<Self, FeatureErrors> {
        let page = Arc::new(SourceFile::new(path, text));
        let document = gherkin::read(&page)?;
        expand(&page, &document)
    }
}

/// Makes scenarios of a document.
fn expand(page: &Arc<SourceFile>, document: &GherkinFile<'_>) -> Result<Feature, FeatureErrors> {
    let Some(feature) = &document.feature else {
        return Ok(Feature::empty(page));
    };
    let mut expansion = Expansion {
        page,
        language: document.language,
        headings: Headings::new(page, document.language, feature),
        scenarios: Vec::new(),
        room: Room::whole(),
        too_large: None,
    };
    let head = expansion.headings.feature(feature);
    expansion.all(feature, &head);
    for rule in feature.under(BlockKind::Rule) {
        let above = expansion.headings.rule(rule, &head);
        expansion.all(rule, &above);
    }
    if let Some(problem) = expansion.too_large {
        return Err(FeatureErrors::new(vec![problem]));
    }
    let descriptions = feature
        .all()
        .into_iter()
        .map(|block| (block.kind, block.description.iter().map(Text::place).collect()));
    Ok(Feature {
        page: Arc::clone(page),
        language: document.language,
        name: head.feature,
        line: feature.line,
        descriptions: descriptions.collect(),
        empty_examples: empty_examples(feature),
        scenarios: expansion.scenarios,
        tags: expansion.headings.into_groups(),
        unsupported: Vec::new(),
    })
}

/// The lines of the examples without rows of outlines that have rows elsewhere: without any, the outline itself is
/// a problem.
fn empty_examples(feature: &Block<'_>) -> Vec<usize> {
    let mut empty = Vec::new();
    for scenario in feature.all() {
        let (without, with): (Vec<&Block<'_>>, Vec<_>) =
            scenario.under(BlockKind::Examples).partition(|examples| examples.rows.len() < 2);
        if !with.is_empty() {
            empty.extend(without.iter().map(|examples| examples.line));
        }
    }
    empty
}

struct Expansion<'a> {
    page: &'a Arc<SourceFile>,
    language: &'static Language,
    headings: Headings<'a>,
    scenarios: Vec<Scenario>,
    /// How much more there may be.
    room: Room,
    /// The scenario or outline that there was no room for: nothing is expanded after it.
    too_large: Option<Diagnostic>,
}

/// A scenario or outline, before its rows.
struct Template<'a> {
    block: &'a Block<'a>,
    above: &'a Above,
    place: ScenarioLines,
    steps: Vec<Step>,
    size: TemplateSize,
}

impl<'a> Expansion<'a> {
    /// The scenarios directly under a feature or rule.
    fn all(&mut self, outer: &'a Block<'a>, above: &Above) {
        for block in outer.under(BlockKind::Scenario) {
            let rows = block.under(BlockKind::Examples).flat_map(|it| it.rows.iter().skip(1));
            let own = block.under(BlockKind::Examples).chain([block]);
            let own = own.flat_map(|it| &it.description).map(Text::place);
            let place = ScenarioLines {
                heading: block.line,
                prose: above.prose.iter().cloned().chain(own).collect(),
                own: self.headings.lines_of(block),
                shared: Arc::clone(&above.shared),
                rows: rows.map(|row| row.line).collect(),
                head: None,
            };
            let steps = self.headings.steps(&block.steps, true);
            let size = TemplateSize::new(block, above.steps.len());
            let template = Template { block, above, place, steps, size };
            if template.place.rows.is_empty() {
                self.plain(&template);
            }
            let mut count = 0_usize;
            for examples in block.under(BlockKind::Examples) {
                let Some((head, rows)) = examples.rows.split_first() else { continue };
                if rows.is_empty() {
                    continue;
                }
                let labels = self.headings.labels(above, block, Some(examples));
                for row in rows {
                    if self.too_large.is_some() {
                        return;
                    }
                    count = count.saturating_add(1);
                    self.row(&template, (head.line, row.line, count), &labels);
                }
            }
        }
    }

    /// A scenario that has no rows.
    fn plain(&mut self, template: &Template<'_>) {
        let block = template.block;
        if !self.has_room(template, None) {
            return;
        }
        let labels = self.headings.labels(template.above, block, None);
        let mut problems = Vec::new();
        let has_examples = block.under(BlockKind::Examples).next().is_some();
        if has_examples || self.language.is_outline(block.keyword.text) {
            let message = format!("this `{}` has no rows", block.keyword.text);
            let finding = Finding::new(ProblemKind::Outline, message)
                .label("nothing to run")
                .help("put `Examples:` with a table below its steps, or make it a `Scenario:`");
            problems.push(finding.placed(self.page, self.page.words_of(block.line)));
        }
        let mut steps = template.above.steps.clone();
        for (step, written) in template.steps.iter().zip(&block.steps) {
            steps.extend(self.with_argument(step.clone(), written, None, &mut problems));
        }
        let name = self.headings.name(block.name.text);
        let record = self.record(template, &labels, (block.line, None), name);
        self.scenarios.push(Scenario { steps, problems, ..record });
    }

    /// One row of an outline: the lines of its head and its own, and its number.
    fn row(
        &mut self,
        template: &Template<'_>,
        (head, line, count): (usize, usize, usize),
        labels: &Labels,
    ) {
        let row = ExampleRow::new(self.page, head, line);
        if !self.has_room(template, Some(&row)) {
            return;
        }
        let mut problems = Vec::new();
        let (name, unknown) = row.fill(template.block.name.text);
        self.unknown(&unknown, template.block.line, &row, &mut problems);
        let name = self.headings.name(&name);
        let mut steps = template.above.steps.clone();
        for (step, written) in template.steps.iter().zip(&template.block.steps) {
            let (text, unknown) = row.fill(&step.text);
            self.unknown(&unknown, step.line, &row, &mut problems);
            let text = match text {
                Cow::Borrowed(_) => Arc::clone(&step.text),
                Cow::Owned(filled) => self.headings.name(&filled),
            };
            let step = Step { text, ..step.clone() };
            steps.extend(self.with_argument(step, written, Some(&row), &mut problems));
        }
        let mut record = self.record(template, labels, (line, Some(count)), name);
        record.place.head = Some(head);
        self.scenarios.push(Scenario { steps, problems, ..record });
    }

    /// Takes the room for a scenario, with the words of its row; if there is none, that is a problem of the file.
    fn has_room(&mut self, template: &Template<'_>, row: Option<&ExampleRow<'_>>) -> bool {
        if self.too_large.is_some() {
            return false;
        }
        let has_room = self.room.take(&template.size, row);
        if !has_room {
            let message = format!(
                "the scenarios of this file have more than {STEPS_MAX} steps or {MEBIBYTES_MAX} MiB of text"
            );
            let finding = Finding::new(ProblemKind::TooLarge, message)
                .label("there is no room left here")
                .help("split the file, or the table of examples, into several files");
            let place = self.page.words_of(template.block.line);
            self.too_large = Some(finding.placed(self.page, place));
        }
        has_room
    }

    /// The step with what is below it: one step for each text that its sentence takes from there.
    fn with_argument(
        &mut self,
        step: Step,
        written: &GherkinStep<'_>,
        row: Option<&ExampleRow<'_>>,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Step> {
        let Some(argument) = StepArgument::of(written) else { return vec![step] };
        let mut texts = Vec::new();
        for (text, place) in argument.texts {
            let (filled, unknown) =
                row.map_or((Cow::Borrowed(&*text), Vec::new()), |it| it.fill(&text));
            if let Some(row) = row {
                self.unknown(&unknown, step.line, row, problems);
            }
            texts.push((filled.into_owned(), place));
        }
        let said = |(text, place): &(String, _)| argument::said(&step.text, text, place);
        match texts.iter().map(said).collect::<Option<Vec<_>>>() {
            Some(said) if !said.is_empty() => {
                let said = said.into_iter().map(|(text, quoted, place)| Step {
                    text: self.headings.name(&text),
                    below: Below::Quoted(quoted, place),
                    ..step.clone()
                });
                said.collect()
            }
            Some(_) | None => vec![Step { below: Below::Unused(argument.what), ..step }],
        }
    }

    fn record(
        &self,
        template: &Template<'_>,
        labels: &Labels,
        (line, example): (usize, Option<usize>),
        name: Arc<str>,
    ) -> Scenario {
        Scenario {
            path: Arc::clone(self.page.path()),
            feature: Arc::clone(&template.above.feature),
            rule: template.above.rule.clone(),
            name,
            line,
            example,
            tags: Arc::clone(&labels.tags),
            policy: labels.policy.clone(),
            clauses: Arc::clone(&labels.clauses),
            steps: Vec::new(),
            problems: Vec::new(),
            warnings: Vec::new(),
            place: template.place.clone(),
        }
    }

    /// Placeholders that no column has, at their places in a line of the outline or below it.
    fn unknown(
        &self,
        names: &[&str],
        line: usize,
        row: &ExampleRow<'_>,
        problems: &mut Vec<Diagnostic>,
    ) {
        for name in names {
            let placeholder = format!("<{name}>");
            let text = self.page.line(line);
            let start = self.page.start(line).unwrap_or_default();
            let place = match text.find(&placeholder) {
                Some(at) => {
                    let begin = start.saturating_add(at);
                    begin..begin.saturating_add(placeholder.len())
                }
                None => self.page.words_of(line),
            };
            let columns = row.columns();
            let message = format!("the examples have no column `{name}`");
            let finding = Finding::new(ProblemKind::Outline, message)
                .label("no such column")
                .help(crate::document::suggestion::did_you_mean(name, &columns));
            problems.push(finding.placed(self.page, place));
        }
    }
}
