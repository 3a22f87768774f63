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
use crate::language::{Feature, Page, StepRole};

pub(super) use document::document;
pub(super) use parsing::parse;
pub(super) use substitution::Row;
pub(super) use table::bars;
pub(super) use tag_line::Tag;

/// A step of a text that is not a feature: its keyword, its role and where what it says begins.
pub(super) struct LooseStep {
    pub(super) keyword: Arc<str>,
    pub(super) role: StepRole,
    pub(super) text: Arc<str>,
    pub(super) offset: usize,
}

/// The steps of a page whose lines do not all fit, as far as they can be told from the rest. Those that wait for
/// the words of a row are left out.
pub(super) fn loose_steps(page: &Arc<Page>) -> Vec<LooseStep> {
    let mut before = StepRole::Given;
    let mut steps = Vec::new();
    for number in layout::layout(page, parsing::is_english(page)).steps {
        let place = page.words_of(number);
        let words = page.text().get(place.clone()).unwrap_or_default();
        let Some((keyword, rest)) = words.split_once([' ', '\t']) else { continue };
        let role = StepRole::from_name(keyword).unwrap_or(before);
        before = role;
        if rest.contains('<') {
            continue;
        }
        let text = rest.trim_start_matches([' ', '\t']);
        let offset = place.end.saturating_sub(text.len());
        steps.push(LooseStep { keyword: keyword.into(), role, text: text.into(), offset });
    }
    steps
}

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
