//! From the text of a feature file to records: the runner's parser does the parsing, we do what it lacks.
//!
//! It lacks all problems at once in plain words, true lines for example rows, and places of tags.

mod document;
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

pub(super) use document::document;
pub(super) use substitution::Row;
pub(super) use tag_line::Tag;

/// Reads a page.
pub(super) fn read(page: &Arc<Page>) -> Result<Feature, FeatureErrors> {
    let (parsed, layout) = parsing::parse(page)?;
    Ok(expansion::expand(page, &layout, parsed))
}
