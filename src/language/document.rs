//! A feature file as its author wrote it: headings, steps, tables and remarks with their places, outlines unexpanded.

use std::sync::Arc;

use crate::document::source_file::SourceFile;
use crate::language::problem::FeatureErrors;
use crate::language::reading;
use crate::language::scenario::StepRole;

/// A feature file, for forms that tell a run beside its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    /// The language of its keywords: `en`.
    pub language: String,
    /// The feature, with everything that stands under it.
    pub feature: Block,
    /// The lines that begin with `#`.
    pub lints: Vec<Written>,
}

/// A heading, and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What the heading opens.
    pub kind: BlockKind,
    /// Where the heading stands.
    pub spot: Spot,
    /// Its keyword as written.
    pub keyword: String,
    /// What stands behind the keyword.
    pub name: String,
    /// The prose below it.
    pub description: String,
    /// The tags above it, with their `@`.
    pub tags: Vec<Written>,
    /// The steps of a background or scenario.
    pub steps: Vec<WrittenStep>,
    /// The rows of examples; the first is their head.
    pub rows: Vec<WrittenRow>,
    /// The headings under it, in the order of the file.
    pub blocks: Vec<Block>,
}

/// What a heading opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The feature.
    Feature,
    /// A rule.
    Rule,
    /// A background.
    Background,
    /// A scenario or an outline.
    Scenario,
    /// The rows of an outline.
    Examples,
}

/// A place in the file, in lines and characters counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The line.
    pub line: usize,
    /// The place in the line.
    pub column: usize,
}

/// A word or a line, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where.
    pub spot: Spot,
    /// What.
    pub text: String,
}

/// A step as written: an outline's with its placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenStep {
    /// Where its keyword stands.
    pub spot: Spot,
    /// The keyword, without the blank behind it.
    pub keyword: String,
    /// What the keyword stands for.
    pub role: StepRole,
    /// What it says.
    pub text: String,
    /// The text block below it.
    pub text_block: Option<TextBlock>,
    /// The table below it; empty if there is none.
    pub table: Vec<WrittenRow>,
}

/// A text block below a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBlock {
    /// Where it begins.
    pub spot: Spot,
    /// What it begins and ends with.
    pub fence: String,
    /// What stands in it.
    pub text: String,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenRow {
    /// Where it begins.
    pub spot: Spot,
    /// Its cells.
    pub cells: Vec<Written>,
}

impl Document {
    /// Reads the feature file `text`; `path` is what diagnostics call it.
    ///
    /// # Errors
    ///
    /// When the text is not Gherkin: every line that does not fit is a problem.
    pub(crate) fn read(path: &str, text: &str) -> Result<Self, FeatureErrors> {
        reading::document::document(&Arc::new(SourceFile::new(path, text)))
    }
}

impl Block {
    /// This heading and all that stand under it, in the order of the file.
    pub fn all(&self) -> Vec<&Self> {
        let mut all = vec![self];
        all.extend(self.blocks.iter().flat_map(Self::all));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}# language: en
@a @b
Feature: Phones
  Prose.

  # A remark.
  Background:
    Given a thing
      \"\"\"
      # no remark
      \"\"\"

  Rule: One
    @c
    Scenario Outline: Row <x>
      * it is <x>
      And a table
        | p | q\\|r |
      Examples: Some
        |   x |
        | é 1 |
";

    fn blocks(document: &Document) -> Vec<String> {
        let told = |block: &&Block| {
            let Spot { line, column } = block.spot;
            let tags: Vec<&str> = block.tags.iter().map(|tag| &*tag.text).collect();
            format!("{line}:{column} {} {} {}", block.keyword, block.name, tags.join(" "))
        };
        document.feature.all().iter().map(told).collect()
    }

    #[test]
    fn every_heading_has_its_place_and_its_tags() {
        let document = Document::read("a.feature", TEXT).unwrap();
        assert_eq!(
            blocks(&document),
            [
                "3:1 Feature Phones @a @b",
                "7:3 Background  ",
                "13:3 Rule One ",
                "15:5 Scenario Outline Row <x> @c",
                "19:7 Examples Some ",
            ]
        );
        assert_eq!(document.feature.description.trim(), "Prose.");
    }

    #[test]
    fn remarks_are_told_and_lines_of_text_blocks_are_none() {
        let document = Document::read("a.feature", TEXT).unwrap();
        let lints: Vec<(usize, &str)> =
            document.lints.iter().map(|lint| (lint.spot.line, &*lint.text)).collect();
        assert_eq!(lints, [(1, "# language: en"), (6, "  # A remark.")]);
    }

    #[test]
    fn steps_keep_their_placeholders_and_cells_their_columns() {
        let document = Document::read("a.feature", TEXT).unwrap();
        let all = document.feature.all();
        let [_, background, _, outline, examples] = all.as_slice() else { panic!("{all:?}") };
        let block = background.steps[0].text_block.as_ref().unwrap();
        assert_eq!((block.spot.line, &*block.fence), (9, "\"\"\""));
        assert_eq!(block.text.trim(), "# no remark");
        assert_eq!(outline.steps[0].text, "it is <x>");
        assert_eq!((&*outline.steps[0].keyword, outline.steps[0].role), ("*", StepRole::Given));
        let cells = &outline.steps[1].table[0].cells;
        assert_eq!((cells[1].spot.column, &*cells[1].text), (15, "q|r"));
        let row = &examples.rows[1];
        assert_eq!((row.spot.line, row.spot.column, row.cells[0].spot.column), (21, 9, 11));
        assert_eq!(row.cells[0].text, "é 1");
    }
}
