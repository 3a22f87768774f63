//! A parsed feature beside its page: every heading, step and cell with its place.

use std::ops::Range;
use std::sync::Arc;

use cucumber::gherkin;

use crate::document::source_file::SourceFile;
use crate::language::document::{
    Block, BlockKind, Document, Spot, TextBlock, Written, WrittenRow, WrittenStep,
};
use crate::language::problem::FeatureErrors;
use crate::language::reading::layout::Layout;
use crate::language::reading::line::{LineKind, classify};
use crate::language::reading::{parsing, table};
use crate::language::scenario::StepRole;

/// Reads a page.
pub(crate) fn document(page: &Arc<SourceFile>) -> Result<Document, FeatureErrors> {
    let (parsed, layout) = parsing::parse(page)?;
    let language = parsing::language(page).map_or_else(|| "en".to_owned(), |(name, _)| name);
    let author = Author { page, layout: &layout };
    Ok(Document { language, feature: author.feature(&parsed), lints: author.lints() })
}

struct Author<'a> {
    page: &'a SourceFile,
    layout: &'a Layout,
}

impl Author<'_> {
    fn feature(&self, feature: &gherkin::Feature) -> Block {
        let mut block = self.block(BlockKind::Feature, feature.span.start);
        block.keyword = feature.keyword.trim().to_owned();
        block.name.clone_from(&feature.name);
        block.description = feature.description.clone().unwrap_or_default();
        block.blocks = self.below(feature.background.as_ref(), &feature.scenarios);
        block.blocks.extend(feature.rules.iter().map(|rule| self.rule(rule)));
        block
    }

    fn rule(&self, rule: &gherkin::Rule) -> Block {
        let mut block = self.block(BlockKind::Rule, rule.span.start);
        block.keyword = rule.keyword.trim().to_owned();
        block.name.clone_from(&rule.name);
        block.description = rule.description.clone().unwrap_or_default();
        block.blocks = self.below(rule.background.as_ref(), &rule.scenarios);
        block
    }

    fn below(
        &self,
        background: Option<&gherkin::Background>,
        scenarios: &[gherkin::Scenario],
    ) -> Vec<Block> {
        let background = background.map(|background| self.background(background));
        background.into_iter().chain(scenarios.iter().map(|it| self.scenario(it))).collect()
    }

    fn background(&self, background: &gherkin::Background) -> Block {
        let mut block = self.block(BlockKind::Background, background.span.start);
        block.keyword = background.keyword.trim().to_owned();
        block.name.clone_from(&background.name);
        block.description = background.description.clone().unwrap_or_default();
        block.steps = self.steps(&background.steps);
        block
    }

    fn scenario(&self, scenario: &gherkin::Scenario) -> Block {
        let mut block = self.block(BlockKind::Scenario, scenario.span.start);
        block.keyword = scenario.keyword.trim().to_owned();
        block.name.clone_from(&scenario.name);
        block.description = scenario.description.clone().unwrap_or_default();
        block.steps = self.steps(&scenario.steps);
        block.blocks = scenario.examples.iter().map(|it| self.examples(it)).collect();
        block
    }

    fn examples(&self, examples: &gherkin::Examples) -> Block {
        let mut block = self.block(BlockKind::Examples, examples.span.start);
        block.keyword = examples.keyword.trim().to_owned();
        block.name = examples.name.clone().unwrap_or_default();
        block.description = examples.description.clone().unwrap_or_default();
        block.rows = examples.table.as_ref().map_or_else(Vec::new, |table| self.rows(table));
        block
    }

    /// A heading with its place and its tags, and nothing else yet.
    fn block(&self, kind: BlockKind, offset: usize) -> Block {
        let line = self.page.line_at(offset);
        let tags = self.layout.tags.get(&line).into_iter().flatten();
        let tags = tags.map(|tag| Written {
            spot: self.spot(tag.place.start),
            text: format!("@{}", tag.name),
        });
        Block {
            kind,
            spot: self.spot(self.page.words_of(line).start),
            keyword: String::new(),
            name: String::new(),
            description: String::new(),
            tags: tags.collect(),
            steps: Vec::new(),
            rows: Vec::new(),
            blocks: Vec::new(),
        }
    }

    fn steps(&self, steps: &[gherkin::Step]) -> Vec<WrittenStep> {
        let mut before = StepRole::Given;
        let mut written = Vec::with_capacity(steps.len());
        for step in steps {
            before = super::headings::role(step, before);
            let line = self.page.line_at(step.span.start);
            written.push(WrittenStep {
                spot: self.spot(self.page.words_of(line).start),
                keyword: step.keyword.trim().to_owned(),
                role: before,
                text: step.value.clone(),
                text_block: step.docstring.as_ref().map(|text| self.text_block(line, text)),
                table: step.table.as_ref().map_or_else(Vec::new, |table| self.rows(table)),
            });
        }
        written
    }

    /// The text block below the step at `line`.
    fn text_block(&self, line: usize, text: &str) -> TextBlock {
        let lines = line..=self.page.line_count();
        let fence = lines.skip(1).find_map(|number| match classify(self.page.line(number)) {
            LineKind::Fence(fence) => Some((number, fence)),
            LineKind::NullWriter
            | LineKind::Tags
            | LineKind::Row
            | LineKind::Heading(_)
            | LineKind::Step
            | LineKind::Other => None,
        });
        let (line, fence) = fence.unwrap_or((line, "\"\"\""));
        TextBlock {
            spot: self.spot(self.page.words_of(line).start),
            fence: fence.to_owned(),
            text: text.to_owned(),
        }
    }

    fn rows(&self, table: &gherkin::Table) -> Vec<WrittenRow> {
        let first = self.page.line_at(table.span.start);
        let is_row = |line: &usize| self.page.line(*line).trim_start().starts_with('|');
        let lines = (first..=self.page.line_count()).filter(is_row);
        lines.zip(&table.rows).map(|(line, cells)| self.row(line, cells)).collect()
    }

    fn row(&self, line: usize, cells: &[String]) -> WrittenRow {
        let start = self.page.start(line).unwrap_or_default();
        let (places, _) = table::cells(self.page.line(line));
        let place = |place: &Range<usize>| self.spot(start.saturating_add(place.start));
        let cells = cells.iter().zip(&places);
        WrittenRow {
            spot: self.spot(self.page.words_of(line).start),
            cells: cells
                .map(|(text, at)| Written { spot: place(at), text: text.clone() })
                .collect(),
        }
    }

    /// The lines that begin with `#` and stand in no text block.
    fn lints(&self) -> Vec<Written> {
        let mut open: Option<&'static str> = None;
        let mut lints = Vec::new();
        for (line, _, text) in self.page.lines() {
            match (open, classify(text)) {
                (Some(fence), _) if text.trim() == fence => open = None,
                (None, LineKind::Fence(fence)) => open = Some(fence),
                (None, LineKind::NullWriter) if !text.trim().is_empty() => {
                    // The text of a remark is its whole line, so it begins in the first column.
                    lints.push(Written { spot: Spot { line, column: 1 }, text: text.to_owned() });
                }
                (Some(_) | None, _) => {}
            }
        }
        lints
    }

    fn spot(&self, offset: usize) -> Spot {
        Spot { line: self.page.line_at(offset), column: self.page.column_at(offset) }
    }
}
