//! Which line of a page is a heading, a step, a table row or part of a text block, as the parser found it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use cucumber::gherkin;

use crate::document::source_file::SourceFile;

/// How many columns one level is indented.
pub(crate) const LEVEL: usize = 2;

/// What a line is to the parser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The heading of the feature.
    Feature(String),
    /// Another heading, with its keyword.
    Heading(String),
    /// A step, with its keyword.
    Step(String),
    /// A row of the table that begins at this line.
    Row(usize),
}

/// The lines that the parser gave a meaning; all others are tags, comments, descriptions or blank.
#[derive(Debug, Default)]
pub(crate) struct Skeleton {
    /// The parts by line, with how far each is indented.
    pub(crate) parts: BTreeMap<usize, (Part, usize)>,
    /// The text blocks by their first line, and how far their step is indented.
    pub(crate) blocks: BTreeMap<usize, (RangeInclusive<usize>, usize)>,
}

impl Skeleton {
    /// The skeleton of a page; none where a place does not hold what the parser saw there.
    pub(crate) fn new(page: &SourceFile, feature: &gherkin::Feature) -> Option<Self> {
        let mut skeleton = Self::default();
        let keyword = feature.keyword.clone();
        skeleton.part(page, feature.span.start, Part::Feature(keyword), 0)?;
        skeleton.background(page, feature.background.as_ref(), LEVEL)?;
        skeleton.scenarios(page, &feature.scenarios, LEVEL)?;
        for rule in &feature.rules {
            skeleton.part(page, rule.span.start, Part::Heading(rule.keyword.clone()), LEVEL)?;
            let inner = LEVEL.saturating_mul(2);
            skeleton.background(page, rule.background.as_ref(), inner)?;
            skeleton.scenarios(page, &rule.scenarios, inner)?;
        }
        Some(skeleton)
    }

    fn background(
        &mut self,
        page: &SourceFile,
        background: Option<&gherkin::Background>,
        indent: usize,
    ) -> Option<()> {
        let Some(background) = background else { return Some(()) };
        let heading = Part::Heading(background.keyword.clone());
        self.part(page, background.span.start, heading, indent)?;
        self.steps(page, &background.steps, indent.saturating_add(LEVEL))
    }

    fn scenarios(
        &mut self,
        page: &SourceFile,
        scenarios: &[gherkin::Scenario],
        indent: usize,
    ) -> Option<()> {
        let inner = indent.saturating_add(LEVEL);
        for scenario in scenarios {
            let heading = Part::Heading(scenario.keyword.clone());
            self.part(page, scenario.span.start, heading, indent)?;
            self.steps(page, &scenario.steps, inner)?;
            for examples in &scenario.examples {
                let heading = Part::Heading(examples.keyword.clone());
                self.part(page, examples.span.start, heading, inner)?;
                self.table(page, examples.table.as_ref(), inner.saturating_add(LEVEL))?;
            }
        }
        Some(())
    }

    fn steps(&mut self, page: &SourceFile, steps: &[gherkin::Step], indent: usize) -> Option<()> {
        let inner = indent.saturating_add(LEVEL);
        for step in steps {
            let part = Part::Step(step.keyword.clone());
            let line = self.part(page, step.span.start, part, indent)?;
            if step.docstring.is_some() {
                let block = text_block(page, line)?;
                self.blocks.insert(*block.start(), (block, inner));
            }
            self.table(page, step.table.as_ref(), inner)?;
        }
        Some(())
    }

    /// Notes a part at the line with its keyword: the parser's place may be that of a comment above it.
    fn part(
        &mut self,
        page: &SourceFile,
        offset: usize,
        part: Part,
        indent: usize,
    ) -> Option<usize> {
        let keyword = match &part {
            Part::Feature(keyword) | Part::Heading(keyword) | Part::Step(keyword) => keyword,
            Part::Row(_) => return None,
        };
        let line = first_line(page, page.line_at(offset))?;
        words(page.line(line)).starts_with(keyword.trim_end()).then_some(())?;
        self.parts.insert(line, (part, indent));
        Some(line)
    }

    fn table(
        &mut self,
        page: &SourceFile,
        table: Option<&gherkin::Table>,
        indent: usize,
    ) -> Option<()> {
        let Some(table) = table else { return Some(()) };
        let first = first_line(page, page.line_at(table.span.start))?;
        let rows =
            (first..=page.line_count()).filter(|line| words(page.line(*line)).starts_with('|'));
        let rows: Vec<usize> = rows.take(table.rows.len()).collect();
        (rows.len() == table.rows.len()).then_some(())?;
        self.parts.extend(rows.into_iter().map(|line| (line, (Part::Row(first), indent))));
        Some(())
    }
}

/// The first line from `line` on that has anything but a comment on it.
fn first_line(page: &SourceFile, line: usize) -> Option<usize> {
    (line..=page.line_count()).find(|line| {
        let words = words(page.line(*line));
        !words.is_empty() && !words.starts_with('#')
    })
}

/// The lines of the text block below the step at `step`, its edges included.
fn text_block(page: &SourceFile, step: usize) -> Option<RangeInclusive<usize>> {
    let opened = first_line(page, step.saturating_add(1))?;
    let fence =
        ["\"\"\"", "```"].into_iter().find(|it| words(page.line(opened)).starts_with(it))?;
    let mut rest = opened.saturating_add(1)..=page.line_count();
    let closed = rest.find(|line| page.line(*line).trim() == fence)?;
    Some(opened..=closed)
}

/// A line without the blanks around it. What else looks like a blank is part of its words.
pub(crate) fn words(line: &str) -> &str {
    line.trim_matches([' ', '\t'])
}
