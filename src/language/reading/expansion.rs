//! Outlines row by row, and every scenario as a record beside the runner's own form of it.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use cucumber::gherkin;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::language::feature::Feature;
use crate::language::problem::ProblemKind;
use crate::language::reading::headings::{Above, Headings, Labels};
use crate::language::reading::layout::Layout;
use crate::language::reading::substitution::Row;
use crate::language::scenario::{Scenario, ScenarioLines, Step};

/// Makes records of a parsed feature.
pub(crate) fn expand(
    page: &Arc<SourceFile>,
    layout: &Layout,
    mut parsed: gherkin::Feature,
) -> Feature {
    let mut expansion =
        Expansion { page, headings: Headings::new(page, layout, &parsed), scenarios: Vec::new() };
    let head = expansion.headings.feature(&mut parsed);
    parsed.scenarios = expansion.all(std::mem::take(&mut parsed.scenarios), &head);
    for rule in &mut parsed.rules {
        let above = expansion.headings.rule(rule, &head);
        rule.scenarios = expansion.all(std::mem::take(&mut rule.scenarios), &above);
    }
    parsed.path = Some(PathBuf::from(&**page.path()));
    Feature {
        page: Arc::clone(page),
        name: head.feature,
        line: page.line_at(parsed.span.start),
        scenarios: expansion.scenarios,
        gherkin: parsed,
        tags: expansion.headings.into_groups(),
    }
}

struct Expansion<'a> {
    page: &'a Arc<SourceFile>,
    headings: Headings<'a>,
    scenarios: Vec<Scenario>,
}

/// A scenario or outline, before its rows.
struct Template<'a> {
    scenario: gherkin::Scenario,
    above: &'a Above,
    place: ScenarioLines,
    steps: Vec<Step>,
}

/// One table of examples.
struct Table<'a> {
    examples: &'a gherkin::Examples,
    head: usize,
    rows: Vec<usize>,
}

impl Expansion<'_> {
    fn all(&mut self, scenarios: Vec<gherkin::Scenario>, above: &Above) -> Vec<gherkin::Scenario> {
        let mut expanded = Vec::new();
        for mut scenario in scenarios {
            let line = self.page.line_at(scenario.span.start);
            let steps = self.headings.steps(&mut scenario.steps, true);
            let examples = std::mem::take(&mut scenario.examples);
            let tables: Vec<Table<'_>> =
                examples.iter().filter_map(|examples| self.table(examples)).collect();
            let place = ScenarioLines {
                heading: line,
                own: self.headings.block(line),
                shared: Arc::clone(&above.shared),
                rows: tables.iter().flat_map(|table| table.rows.iter().copied()).collect(),
                head: None,
            };
            let template = Template { scenario, above, place, steps };
            if template.place.rows.is_empty() {
                expanded.push(self.plain(&template, line, !examples.is_empty()));
            }
            let mut count = 0_usize;
            for table in tables {
                let labels = self.headings.labels(above, line, Some(table.examples));
                for row in table.rows {
                    count = count.saturating_add(1);
                    expanded.push(self.row(&template, (table.head, row, count), &labels));
                }
            }
        }
        expanded
    }

    /// The lines of a table of examples; none if it has no rows.
    fn table<'e>(&self, examples: &'e gherkin::Examples) -> Option<Table<'e>> {
        let table = examples.table.as_ref()?;
        let first = self.page.line_at(table.span.start);
        let mut lines = (first..=self.page.line_count())
            .filter(|line| self.page.line(*line).trim_start().starts_with('|'))
            .take(table.rows.len());
        let head = lines.next()?;
        Some(Table { examples, head, rows: lines.collect() })
    }

    /// A scenario that has no rows.
    fn plain(
        &mut self,
        template: &Template<'_>,
        line: usize,
        has_examples: bool,
    ) -> gherkin::Scenario {
        let labels = self.headings.labels(template.above, line, None);
        let mut scenario = template.scenario.clone();
        scenario.position.line = line;
        scenario.position.col = self.page.column_at(scenario.span.start);
        let keyword = &scenario.keyword;
        let is_outline = keyword.contains("Outline") || keyword.contains("Template");
        let mut problems = Vec::new();
        if has_examples || is_outline {
            let message = format!("this `{keyword}` has no rows");
            let finding = Finding::new(ProblemKind::Outline, message)
                .label("nothing to play")
                .help("put `Examples:` with a table below its steps, or make it a `Scenario:`");
            problems.push(finding.placed(self.page, self.page.words_of(line)));
        }
        let mut steps = template.above.steps.clone();
        steps.extend(template.steps.iter().cloned());
        let name = self.headings.name(&scenario.name);
        let record = self.record(template, &labels, (line, None), name);
        self.scenarios.push(Scenario { steps, problems, ..record });
        scenario
    }

    /// One row of an outline: the lines of its head and its own, and its number.
    fn row(
        &mut self,
        template: &Template<'_>,
        (head, line, count): (usize, usize, usize),
        labels: &Labels,
    ) -> gherkin::Scenario {
        let row = Row::new(self.page, head, line);
        let mut scenario = template.scenario.clone();
        let mut problems = Vec::new();
        let (name, unknown) = row.fill(&template.scenario.name);
        let heading = self.page.line_at(template.scenario.span.start);
        self.unknown(&unknown, heading, &row, &mut problems);
        let name = name.into_owned();
        let mut steps = template.above.steps.clone();
        for (step, played) in template.steps.iter().zip(&mut scenario.steps) {
            let (text, unknown) = row.fill(&step.text);
            self.unknown(&unknown, step.line, &row, &mut problems);
            let text = match text {
                Cow::Borrowed(_) => Arc::clone(&step.text),
                Cow::Owned(filled) => self.headings.name(&filled),
            };
            played.value = text.to_string();
            let cells = played.table.iter_mut().flat_map(|table| table.rows.iter_mut().flatten());
            for below in played.docstring.iter_mut().chain(cells) {
                let (filled, unknown) = row.fill(below);
                self.unknown(&unknown, step.line, &row, &mut problems);
                *below = filled.into_owned();
            }
            steps.push(Step { text, ..step.clone() });
        }
        scenario.position.line = line;
        scenario.position.col = self.page.column_at(self.page.words_of(line).start);
        scenario.tags.clone_from(&labels.runner);
        let interned = self.headings.name(&name);
        scenario.name = name;
        let mut record = self.record(template, labels, (line, Some(count)), interned);
        record.place.head = Some(head);
        self.scenarios.push(Scenario { steps, problems, ..record });
        scenario
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
            place: template.place.clone(),
        }
    }

    /// Placeholders that no column has, at their places in a line of the outline or below it.
    fn unknown(&self, names: &[&str], line: usize, row: &Row, problems: &mut Vec<Diagnostic>) {
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
