//! Gherkin as the official parser reads it, with the place of everything.
//!
//! Written to the official grammar, not built on the crate that runs the scenarios: that one gives no place of a tag
//! or cell, stops at its first error, rejects what the official parser reads, and takes time that grows with the
//! square of a file.

pub(crate) mod keywords;
pub(crate) mod language;
pub(crate) mod line;
pub(crate) mod mistake;
#[cfg(test)]
pub(crate) mod official;
pub(crate) mod pickle;
pub(crate) mod position;
pub(crate) mod reader;
pub(crate) mod tree;

use std::sync::Arc;

use crate::document::source_file::SourceFile;
use crate::language::gherkin::tree::GherkinFile;
use crate::language::problem::FeatureErrors;

/// Reads a feature file.
///
/// # Errors
///
/// When it is not Gherkin: every line that does not fit is a problem.
pub fn read(page: &Arc<SourceFile>) -> Result<GherkinFile<'_>, FeatureErrors> {
    let (file, mistakes) = reader::read(page);
    if mistakes.is_empty() {
        return Ok(file);
    }
    let problems = mistakes.into_iter().map(|mistake| mistake.problem(page));
    Err(FeatureErrors::new(problems.collect()))
}
