//! The lines of a feature file as they are written: what each is, how far it is indented, and its words.

use crate::document::source_file::SourceFile;
use crate::language::formatting::grid::Grid;
use crate::language::formatting::skeleton::{LEVEL, Part, Skeleton, words};
use crate::language::reading;

/// What a line is, as far as the blanks around it depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Feature,
    Heading,
    Step,
    Row,
    Tags,
    Comment,
    Description,
    /// A text block with all of its lines.
    TextBlock,
}

/// One line, or one text block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) role: Role,
    /// How far it is indented; a text block stands where it stood.
    pub(crate) indent: usize,
    /// Its words; of a text block every byte.
    pub(crate) text: String,
    /// How many blank lines stand before it.
    pub(crate) gap: usize,
}

/// The lines of a page in the order of the page, with the gaps that they have there.
pub(crate) fn items(page: &SourceFile, skeleton: &Skeleton) -> Vec<Item> {
    let mut reader =
        Reader { page, skeleton, items: Vec::new(), gap: 0, below: 0, grid: Grid::default() };
    let mut number = 1;
    while number <= page.line_count() {
        number = reader.line(number);
    }
    let mut items = reader.items;
    shift_descriptions(&mut items);
    items
}

struct Reader<'a> {
    page: &'a SourceFile,
    skeleton: &'a Skeleton,
    items: Vec<Item>,
    gap: usize,
    /// How far a description is indented here.
    below: usize,
    /// The columns of the table at hand.
    grid: Grid,
}

impl Reader<'_> {
    /// Takes the line at `number`, and tells which comes next.
    fn line(&mut self, number: usize) -> usize {
        let next = number.saturating_add(1);
        if let Some((block, indent)) = self.skeleton.blocks.get(&number) {
            let after = block.end().saturating_add(1);
            let start = self.page.start(number).unwrap_or_default();
            let end = self.page.start(after).unwrap_or(self.page.text().len());
            let text = self.page.text().get(start..end).unwrap_or_default().to_owned();
            self.push(Role::TextBlock, *indent, text);
            return after;
        }
        let line = self.page.line(number);
        let words = words(line);
        if let Some((part, indent)) = self.skeleton.parts.get(&number) {
            self.part(number, part, *indent);
        } else if words.is_empty() {
            self.gap = self.gap.saturating_add(1);
        } else if words.starts_with('#') {
            self.push(Role::Comment, 0, words.to_owned());
        } else if words.starts_with('@') {
            self.push(Role::Tags, self.below, tags(words));
        } else {
            let text = line.trim_end_matches([' ', '\t']).to_owned();
            self.push(Role::Description, self.below, text);
        }
        next
    }

    fn part(&mut self, number: usize, part: &Part, indent: usize) {
        let words = words(self.page.line(number));
        match part {
            Part::Feature(keyword) | Part::Heading(keyword) => {
                let is_feature = matches!(part, Part::Feature(_));
                let role = if is_feature { Role::Feature } else { Role::Heading };
                let name = words.strip_prefix(keyword.as_str()).and_then(|it| it.strip_prefix(':'));
                let text = match name.map(|name| name.trim_start_matches([' ', '\t'])) {
                    Some("") => format!("{keyword}:"),
                    Some(name) => format!("{keyword}: {name}"),
                    None => words.to_owned(),
                };
                self.push(role, indent, text);
                self.below = indent.saturating_add(LEVEL);
            }
            Part::Step(keyword) => {
                let keyword = keyword.trim_end();
                let rest = words.strip_prefix(keyword).unwrap_or_default();
                let sentence = rest.trim_start_matches([' ', '\t']);
                // Some languages write a keyword and its sentence as one word.
                let blank = if rest.len() == sentence.len() { "" } else { " " };
                self.push(Role::Step, indent, format!("{keyword}{blank}{sentence}"));
            }
            Part::Row(first) => {
                if *first == number {
                    self.grid = self.grid_at(number);
                }
                let row = self.grid.row(words);
                self.push(Role::Row, indent, row);
            }
        }
    }

    /// The columns of the table that begins at the line `first`.
    fn grid_at(&self, first: usize) -> Grid {
        let rows = self.skeleton.parts.range(first..);
        let rows = rows.take_while(|(_, (part, _))| *part == Part::Row(first));
        Grid::new(rows.map(|(number, _)| words(self.page.line(*number))))
    }

    fn push(&mut self, role: Role, indent: usize, text: String) {
        let gap = std::mem::take(&mut self.gap);
        self.items.push(Item { role, indent, text, gap });
    }
}

/// Tags with one blank between them, and the comment behind them.
fn tags(line: &str) -> String {
    let (tags, comment) = reading::tags_of(line);
    let names = tags.iter().map(|tag| format!("@{}", tag.name));
    let pieces: Vec<String> = names.chain(comment.map(str::to_owned)).collect();
    pieces.join(" ")
}

/// Moves each description as a whole, so that a list in it stays one.
fn shift_descriptions(items: &mut [Item]) {
    let groups = items.chunk_by_mut(|left, right| is_described(left) && is_described(right));
    for group in groups {
        let lines = group.iter().filter(|item| item.role == Role::Description);
        let Some(shared) = lines.map(|item| blanks(&item.text)).reduce(shared_start) else {
            continue;
        };
        let shared = shared.len();
        for item in group.iter_mut().filter(|item| item.role == Role::Description) {
            item.text = item.text.get(shared..).unwrap_or_default().to_owned();
        }
    }
}

fn is_described(item: &Item) -> bool {
    matches!(item.role, Role::Description | Role::Comment)
}

/// The blanks that a line begins with.
fn blanks(line: &str) -> String {
    line.chars().take_while(|letter| matches!(letter, ' ' | '\t')).collect()
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
        if item.role == Role::TextBlock {
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

/// Whether two files have the same lines, whatever the blanks: comments are no part of what the parser tells.
pub(crate) fn mean_the_same(left: &[Item], right: &[Item]) -> bool {
    let words = |item: &Item| (item.role, item.text.trim_end_matches(['\r', '\n']).to_owned());
    left.iter().map(words).eq(right.iter().map(words))
}
