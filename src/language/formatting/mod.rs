//! Feature files in one layout: how far each line is indented, columns, tags and the blank lines between.
//!
//! Only blanks are ever changed. The reader says which line is what, in whatever language the file is written; what
//! is formatted is read again, and rejected if it says anything else.

pub(crate) mod gaps;
pub(crate) mod grid;
pub(crate) mod items;
pub(crate) mod meaning;
#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use miette::Diagnostic;
use thiserror::Error;

use crate::document::source_file::SourceFile;
use crate::language::formatting::items::Item;
use crate::language::formatting::meaning::meaning;
use crate::language::gherkin;
use crate::language::gherkin::tree::GherkinFile;
use crate::language::problem::FeatureErrors;

/// Why a feature file was not formatted.
#[derive(Debug, Diagnostic, Error)]
pub enum FormatError {
    /// The text is not Gherkin.
    #[error("the file is not Gherkin")]
    NotGherkin(FeatureErrors),
    /// The formatted text would not say the same.
    #[error("`{path}` cannot be formatted without changing what it says")]
    #[diagnostic(
        code(format::meaning),
        help("nothing was changed; this is a bug in passgate: please report it with the file")
    )]
    MeaningWouldChange {
        /// What diagnostics call the file.
        path: String,
    },
}

/// The feature file `text` in the usual form; `path` is what diagnostics call it.
///
/// Headings, steps, tables, tags, descriptions and comments are indented, columns are aligned by how wide they are
/// shown, and blank lines are evened out. Doc strings stay as they are to the byte, and so do the words of every
/// line, a byte order mark and the kind of line ends. Formatting what is formatted changes nothing.
///
/// # Errors
///
/// When the text is not Gherkin, with every line that does not fit.
pub fn format(path: &str, text: &str) -> Result<String, FormatError> {
    let page = Arc::new(SourceFile::new(path, text));
    let document = gherkin::read(&page).map_err(FormatError::NotGherkin)?;
    let items = arranged(&page, &document);
    let formatted = items::written(&items, line_end(text));
    let changed = || FormatError::MeaningWouldChange { path: path.to_owned() };
    let again = Arc::new(SourceFile::new(path, &formatted));
    let read_again = gherkin::read(&again).map_err(|_| changed())?;
    let same = items::mean_the_same(&items, &arranged(&again, &read_again));
    if !same || meaning(&document) != meaning(&read_again) {
        return Err(changed());
    }
    let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    Ok(format!("{mark}{formatted}"))
}

/// The lines of a page with the blanks that they should have.
fn arranged(page: &SourceFile, document: &GherkinFile<'_>) -> Vec<Item> {
    let mut items = items::items(page, document);
    gaps::set(&mut items);
    items
}

/// How the lines of a text end: as its first one does.
fn line_end(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => "\r\n",
        Some(_) | None => "\n",
    }
}
