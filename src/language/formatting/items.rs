//! The lines of a feature file as they are written: what each is, how far it is indented, and its words.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::document::source_file::SourceFile;
use crate::language::formatting::grid::Grid;
use crate::language::gherkin::language::{BlockKind, Language};
use crate::language::gherkin::line::{tags, without_comment};
use crate::language::gherkin::tree::{Block, DocString, GherkinFile, GherkinStep, TableRow};

/// How many columns one level is indented.
const LEVEL: usize = 2;

/// What a line is, as far as the blanks around it depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemRole {
    Feature,
    Heading,
    Step,
    Row,
    Tags,
    Comment,
    Description,
    /// A doc string with all of its lines.
    DocString,
}

/// One line, or one doc string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) role: ItemRole,
    /// How far it is indented; a doc string stays where it is.
    pub(crate) indent: usize,
    /// Its words; of a doc string every byte.
    pub(crate) text: String,
    /// How many blank lines are before it.
    pub(crate) gap: usize,
    /// Whether these blank lines are part of a description.
    pub(crate) keeps_gap: bool,
}

/// The lines of a page in the order of the page, with the gaps that they have there.
pub(crate) fn items(page: &SourceFile, document: &GherkinFile<'_>) -> Vec<Item> {
    let language = document.language;
    let mut parts = Parts { page, language, items: BTreeMap::new(), inside: BTreeSet::new() };
    document.feature.iter().for_each(|feature| parts.block(feature, 0));
    let mut items = Vec::new();
    let (mut gap, mut below, mut number) = (0_usize, 0, 1);
    while number <= page.line_count() {
        let (mut item, last) = match parts.items.remove(&number) {
            Some((item, last)) => (item, last),
            None => (parts.other(number, below), number),
        };
        if matches!(item.role, ItemRole::Feature | ItemRole::Heading) {
            below = item.indent.saturating_add(LEVEL);
        }
        number = last.saturating_add(1);
        if item.text.is_empty() {
            gap = gap.saturating_add(1);
            continue;
        }
        item.gap = std::mem::take(&mut gap);
        items.push(item);
    }
    shift_descriptions(&mut items);
    items
}

/// The lines that are headings, steps, rows or doc strings; all others are tags, comments, descriptions or blank.
struct Parts<'a> {
    page: &'a SourceFile,
    language: &'static Language,
    /// By their first line, with their last one.
    items: BTreeMap<usize, (Item, usize)>,
    /// The lines of descriptions behind their first one.
    inside: BTreeSet<usize>,
}

impl Parts<'_> {
    fn block(&mut self, block: &Block<'_>, indent: usize) {
        let (keyword, name) = (block.keyword.text, block.name.text);
        let blank = if name.is_empty() { "" } else { " " };
        let is_feature = block.kind == BlockKind::Feature;
        let role = if is_feature { ItemRole::Feature } else { ItemRole::Heading };
        self.add(role, indent, format!("{keyword}:{blank}{name}"), block.line..=block.line);
        let last = block.description.iter().rfind(|line| !line.text.trim().is_empty());
        if let Some(last) = last {
            let lines = block.line.saturating_add(1)..=self.page.line_at(last.at);
            let lines = lines.skip_while(|line| self.page.line(*line).trim().is_empty()).skip(1);
            self.inside.extend(lines);
        }
        let inner = indent.saturating_add(LEVEL);
        block.steps.iter().for_each(|step| self.step(step, inner));
        self.rows(&block.rows, inner);
        block.blocks.iter().for_each(|block| self.block(block, inner));
    }

    fn step(&mut self, step: &GherkinStep<'_>, indent: usize) {
        let (keyword, text) = (step.keyword.text, step.text.text);
        // Some languages write a keyword and its sentence as one word.
        let apart = step.keyword.place().end < step.text.at && !keyword.ends_with(' ');
        let mut line = format!("{keyword}{}{text}", if apart { " " } else { "" });
        if self.language.step(&line).is_none_or(|(found, _)| found != keyword) {
            // With fewer blanks the line would begin with another, longer keyword.
            line = self.page.line(step.line).trim().to_owned();
        }
        self.add(ItemRole::Step, indent, line, step.line..=step.line);
        let inner = indent.saturating_add(LEVEL);
        step.doc_string.iter().for_each(|text| self.doc_string(text, inner));
        self.rows(&step.table, inner);
    }

    fn doc_string(&mut self, text: &DocString<'_>, indent: usize) {
        let start = self.page.start(text.line).unwrap_or_default();
        let end = self.page.start(text.last_line.saturating_add(1));
        let whole = start..end.unwrap_or(self.page.text().len());
        let whole = self.page.text().get(whole).unwrap_or_default().to_owned();
        self.add(ItemRole::DocString, indent, whole, text.line..=text.last_line);
    }

    fn rows(&mut self, rows: &[TableRow<'_>], indent: usize) {
        let grid = Grid::new(self.page, rows);
        for row in rows {
            self.add(ItemRole::Row, indent, grid.row(self.page, row), row.line..=row.line);
        }
    }

    fn add(&mut self, role: ItemRole, indent: usize, text: String, lines: RangeInclusive<usize>) {
        let item = Item { role, indent, text, gap: 0, keeps_gap: false };
        self.items.insert(*lines.start(), (item, *lines.end()));
    }

    /// A line that is none of the parts, where descriptions are indented so far.
    fn other(&self, number: usize, indent: usize) -> Item {
        let line = self.page.line(number);
        let words = line.trim();
        let (role, text) = match words.chars().next() {
            None => (ItemRole::Description, String::new()),
            Some('#') => (ItemRole::Comment, words.to_owned()),
            Some('@') => (ItemRole::Tags, tag_line(words)),
            Some(_) => (ItemRole::Description, line.trim_end().to_owned()),
        };
        Item { role, indent, text, gap: 0, keeps_gap: self.inside.contains(&number) }
    }
}

/// Tags with one blank between them, and the comment behind them.
fn tag_line(words: &str) -> String {
    let tags = tags(words, 0).unwrap_or_default();
    let names = tags.iter().map(|tag| format!("@{}", tag.name));
    let comment = words.get(without_comment(words).len()..).map(str::trim);
    let comment = comment.filter(|comment| !comment.is_empty()).map(str::to_owned);
    names.chain(comment).collect::<Vec<_>>().join(" ")
}

/// Moves each description as a whole, so that a list in it stays one.
fn shift_descriptions(items: &mut [Item]) {
    let groups = items.chunk_by_mut(|left, right| is_described(left) && is_described(right));
    for group in groups {
        let lines = group.iter().filter(|item| item.role == ItemRole::Description);
        let Some(shared) = lines.map(|item| blanks(&item.text)).reduce(shared_start) else {
            continue;
        };
        let shared = shared.len();
        for item in group.iter_mut().filter(|item| item.role == ItemRole::Description) {
            item.text = item.text.get(shared..).unwrap_or_default().to_owned();
        }
    }
}

fn is_described(item: &Item) -> bool {
    matches!(item.role, ItemRole::Description | ItemRole::Comment)
}

/// The blanks that a line begins with.
fn blanks(line: &str) -> String {
    line.chars().take_while(|letter| letter.is_whitespace()).collect()
}

fn shared_start(left: String, right: String) -> String {
    left.chars().zip(right.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
}

/// The items as a text whose lines end with `end`.
pub(crate) fn written(items: &[Item], end: &str) -> String {
    let mut text = String::new();
    for item in items {
        for _ in 0..item.gap {
            text += end;
        }
        if item.role == ItemRole::DocString {
            text += &item.text;
            if !item.text.ends_with('\n') {
                text += end;
            }
        } else {
            text.extend(std::iter::repeat_n(' ', item.indent));
            text.extend([&item.text, end]);
        }
    }
    text
}

/// Whether two files have the same lines, whatever the blanks: comments are no part of what the parser returns.
pub(crate) fn mean_the_same(left: &[Item], right: &[Item]) -> bool {
    let words = |item: &Item| (item.role, item.text.trim_end_matches(['\r', '\n']).to_owned());
    left.iter().map(words).eq(right.iter().map(words))
}
