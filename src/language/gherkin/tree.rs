//! A feature file as it is written: every keyword, text, tag, cell and comment with its place.
//!
//! It borrows the text that it was read from. Outlines are not expanded.

use std::borrow::Cow;
use std::ops::Range;

use crate::language::gherkin::language::{BlockKind, KeywordKind, Language};

/// A feature file.
#[derive(Clone, Debug)]
pub struct GherkinFile<'p> {
    /// The language of its keywords.
    pub language: &'static Language,
    /// The feature, with everything under it; none in a file without one.
    pub feature: Option<Block<'p>>,
    /// The comments: whole lines, with the blanks around them.
    pub comments: Vec<Text<'p>>,
}

/// A piece of the file, and where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'p> {
    /// What it says.
    pub text: &'p str,
    /// Where it begins, in bytes.
    pub at: usize,
}

/// A heading, and what is under it.
#[derive(Clone, Debug)]
pub struct Block<'p> {
    /// What the heading begins.
    pub kind: BlockKind,
    /// The line of the heading, counted from one.
    pub line: usize,
    /// Its keyword, without the colon.
    pub keyword: Text<'p>,
    /// What is behind the colon.
    pub name: Text<'p>,
    /// The lines of the description, comments left out.
    pub description: Vec<Text<'p>>,
    /// The tags above it.
    pub tags: Vec<GherkinTag<'p>>,
    /// The steps of a background or scenario.
    pub steps: Vec<GherkinStep<'p>>,
    /// The rows of examples; the first is their header.
    pub rows: Vec<TableRow<'p>>,
    /// The headings under it, in the order of the file.
    pub blocks: Vec<Block<'p>>,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GherkinTag<'p> {
    /// Its name, without the `@`.
    pub name: &'p str,
    /// Where it is, the `@` included, in bytes.
    pub place: Range<usize>,
}

/// A step: in an outline with its placeholders.
#[derive(Clone, Debug)]
pub struct GherkinStep<'p> {
    /// Its line, counted from one.
    pub line: usize,
    /// Its keyword, with the blank that belongs to it.
    pub keyword: Text<'p>,
    /// What the keyword is.
    pub kind: KeywordKind,
    /// What it says.
    pub text: Text<'p>,
    /// The doc string below it.
    pub doc_string: Option<DocString<'p>>,
    /// The data table below it; empty if there is none.
    pub table: Vec<TableRow<'p>>,
}

/// A doc string.
#[derive(Clone, Debug)]
pub struct DocString<'p> {
    /// Its first line, that of its delimiter.
    pub line: usize,
    /// Its last line, that of the other delimiter.
    pub last_line: usize,
    /// What it begins and ends with.
    pub delimiter: Text<'p>,
    /// What is behind the delimiter: the type of what it holds.
    pub media_type: Text<'p>,
    /// What it holds, without the indentation of the delimiter.
    pub content: String,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct TableRow<'p> {
    /// Its line, counted from one.
    pub line: usize,
    /// Where it begins, in bytes.
    pub at: usize,
    /// Its cells.
    pub cells: Vec<TableCell<'p>>,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct TableCell<'p> {
    /// What it says: `\|`, `\\` and `\n` are a bar, a backslash and a new line.
    pub text: Cow<'p, str>,
    /// Where it is written, in bytes, blanks around it left out.
    pub place: Range<usize>,
}

impl Text<'_> {
    /// Where it is, in bytes.
    pub const fn place(&self) -> Range<usize> {
        self.at..self.at.saturating_add(self.text.len())
    }
}

impl<'p> Block<'p> {
    /// This heading and all that are under it, in the order of the file.
    pub fn all(&self) -> Vec<&Self> {
        let mut all = vec![self];
        all.extend(self.blocks.iter().flat_map(Self::all));
        all
    }

    /// The description as one text, without the blank lines at its end.
    pub fn description_text(&self) -> String {
        let last = self.description.iter().rposition(|line| !line.text.trim().is_empty());
        let count = last.map_or(0, |last| last.saturating_add(1));
        let lines: Vec<&str> = self.description.iter().take(count).map(|it| it.text).collect();
        lines.join("\n")
    }

    /// The headings of one kind directly under it.
    pub fn under(&self, kind: BlockKind) -> impl Iterator<Item = &Block<'p>> {
        self.blocks.iter().filter(move |block| block.kind == kind)
    }
}
