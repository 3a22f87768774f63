//! From the text of a feature file to records: the runner's parser does the parsing, we do what it lacks.
//!
//! It lacks all problems at once in plain words, true lines for example rows, and places of tags.

pub(crate) mod document;
pub(crate) mod expansion;
pub(crate) mod headings;
pub(crate) mod layout;
pub(crate) mod line;
pub(crate) mod parsing;
pub(crate) mod substitution;
pub(crate) mod table;
pub(crate) mod tag_line;
#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use crate::document::source_file::SourceFile;
use crate::language::feature::Feature;
use crate::language::problem::FeatureErrors;
use crate::language::reading::tag_line::Tag;
use crate::language::scenario::StepRole;

/// A step of a text that is not a feature: its keyword, its role and where what it says begins.
pub(crate) struct LooseStep {
    pub(crate) keyword: Arc<str>,
    pub(crate) role: StepRole,
    pub(crate) text: Arc<str>,
    pub(crate) offset: usize,
}

/// The steps of a page whose lines do not all fit, as far as they can be told from the rest. Those that wait for
/// the words of a row are left out.
pub(crate) fn loose_steps(page: &Arc<SourceFile>) -> Vec<LooseStep> {
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
pub(crate) fn tags_of(line: &str) -> (Vec<Tag>, Option<&str>) {
    let comment = line.find(" #").and_then(|at| line.get(at..)).map(str::trim);
    (tag_line::read(line, 0).0, comment)
}

/// Reads a page.
pub(crate) fn read(page: &Arc<SourceFile>) -> Result<Feature, FeatureErrors> {
    let (parsed, layout) = parsing::parse(page)?;
    Ok(expansion::expand(page, &layout, parsed))
}
