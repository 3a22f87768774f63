//! Feature files in one form: how far each line is indented, columns, tags and the blank lines between.
//!
//! Only blanks are ever changed. The runner's parser says which line is what, in whatever language the file is
//! written; what is formatted is parsed again, and refused if it says anything else.

pub(crate) mod gaps;
pub(crate) mod grid;
pub(crate) mod items;
pub(crate) mod meaning;
pub(crate) mod skeleton;
#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use cucumber::gherkin;
use miette::Diagnostic;
use thiserror::Error;

use crate::document::source_file::SourceFile;
use crate::language::formatting::items::Item;
use crate::language::formatting::meaning::meaning;
use crate::language::formatting::skeleton::Skeleton;
use crate::language::problem::FeatureErrors;
use crate::language::reading;

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
        help("nothing was changed; this is a defect of passgate: please report it with the file")
    )]
    MeaningWouldChange {
        /// What diagnostics call the file.
        path: String,
    },
}

/// The feature file `text` in the usual form; `path` is what diagnostics call it.
///
/// Headings, steps, tables, tags, descriptions and comments are indented, columns are aligned by how wide they are
/// shown, and blank lines are evened out. Text blocks stay as they are to the byte, and so do the words of every
/// line, a byte order mark and the kind of line ends. Formatting what is formatted changes nothing.
///
/// # Errors
///
/// When the text is not Gherkin, with every line that does not fit.
pub fn format(path: &str, text: &str) -> Result<String, FormatError> {
    let page = Arc::new(SourceFile::new(path, text));
    let (feature, _) = reading::parsing::parse(&page).map_err(FormatError::NotGherkin)?;
    let changed = || FormatError::MeaningWouldChange { path: path.to_owned() };
    let items = arranged(&page, &feature).ok_or_else(changed)?;
    let formatted = items::written(&items, line_end(text));
    let again = Arc::new(SourceFile::new(path, &formatted));
    let (parsed, _) = reading::parsing::parse(&again).map_err(|_| changed())?;
    let arranged_again = arranged(&again, &parsed).ok_or_else(changed)?;
    if meaning(parsed) != meaning(feature) || !items::mean_the_same(&items, &arranged_again) {
        return Err(changed());
    }
    let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    Ok(format!("{mark}{formatted}"))
}

/// The lines of a page with the blanks that they should have; none if the parser's places make no sense.
fn arranged(page: &SourceFile, feature: &gherkin::Feature) -> Option<Vec<Item>> {
    let skeleton = Skeleton::new(page, feature)?;
    let mut items = items::items(page, &skeleton);
    gaps::quiesce(&mut items);
    Some(items)
}

/// How the lines of a text end: as its first one does.
fn line_end(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => "\r\n",
        Some(_) | None => "\n",
    }
}
