//! From the text of a feature file to records: the runner's parser does the parsing, we do what it lacks.
//!
//! It lacks all problems at once in plain words, true lines for example rows, and places of tags.

mod expansion;
mod heads;
mod layout;
mod line;
mod parsing;
mod substitution;
mod table;
mod tag_line;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::language::problem::FeatureErrors;
use crate::language::{Feature, Page};

pub(super) use parsing::parse;
pub(super) use substitution::Row;
pub(super) use table::bars;
pub(super) use tag_line::Tag;

/// The tags of a line, without their `@`, and the comment behind them.
pub(super) fn tags_of(line: &str) -> (Vec<Tag>, Option<&str>) {
    let comment = line.find(" #").and_then(|at| line.get(at..)).map(str::trim);
    (tag_line::read(line, 0).0, comment)
}

/// Reads a page.
pub(super) fn read(page: &Arc<Page>) -> Result<Feature, FeatureErrors> {
    let (parsed, layout) = parsing::parse(page)?;
    Ok(expansion::expand(page, &layout, parsed))
}
