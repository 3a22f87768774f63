//! The scenarios of a document as the official compiler makes them, for Cucumber's messages.
//!
//! Passgate's own scenarios, which it runs and explains, are made in `expansion`.

use crate::language::gherkin::language::{BlockKind, KeywordKind};
use crate::language::gherkin::tree::{
    Block, DocString, GherkinFile, GherkinStep, GherkinTag, TableRow,
};

/// A scenario, or one row of an outline.
#[derive(Clone, Debug)]
pub(crate) struct Pickle<'d> {
    /// Its scenario.
    pub scenario: &'d Block<'d>,
    /// Its row of the examples.
    pub row: Option<&'d TableRow<'d>>,
    /// All of its tags, those of the feature first.
    pub tags: Vec<&'d GherkinTag<'d>>,
    /// Its steps, those of backgrounds first; none if it has none of its own.
    pub steps: Vec<PickleStep<'d>>,
}

/// A step of a pickle.
#[derive(Clone, Debug)]
pub(crate) struct PickleStep<'d> {
    /// The step.
    pub step: &'d GherkinStep<'d>,
    /// What it is: never a conjunction.
    pub kind: KeywordKind,
    /// Whether it is the scenario's own, and not of a background.
    pub own: bool,
    /// What it says, with the row's words in it.
    pub text: String,
    /// The doc string below it: its content and its media type.
    pub doc_string: Option<(String, String)>,
    /// The table below it.
    pub table: Vec<Vec<String>>,
}

/// The pickles of a document, in the order of the file.
pub(crate) fn pickles<'d>(document: &'d GherkinFile<'d>) -> Vec<Pickle<'d>> {
    let mut pickles = Vec::new();
    if let Some(feature) = &document.feature {
        let tags: Vec<&GherkinTag<'_>> = feature.tags.iter().collect();
        under(feature, &tags, &background(feature), &mut pickles);
        for rule in feature.under(BlockKind::Rule) {
            let tags: Vec<&GherkinTag<'_>> = tags.iter().copied().chain(&rule.tags).collect();
            let steps = [background(feature), background(rule)].concat();
            under(rule, &tags, &steps, &mut pickles);
        }
    }
    pickles
}

fn background<'d>(outer: &'d Block<'d>) -> Vec<&'d GherkinStep<'d>> {
    outer.under(BlockKind::Background).flat_map(|block| &block.steps).collect()
}

/// The scenarios directly under a feature or rule.
fn under<'d>(
    outer: &'d Block<'d>,
    tags: &[&'d GherkinTag<'d>],
    background: &[&'d GherkinStep<'d>],
    pickles: &mut Vec<Pickle<'d>>,
) {
    for scenario in outer.under(BlockKind::Scenario) {
        let tags: Vec<&GherkinTag<'_>> = tags.iter().copied().chain(&scenario.tags).collect();
        if scenario.under(BlockKind::Examples).next().is_none() {
            pickles.push(pickle(scenario, None, background, tags.clone()));
        }
        for examples in scenario.under(BlockKind::Examples) {
            let Some((header, rows)) = examples.rows.split_first() else { continue };
            for row in rows {
                let tags = tags.iter().copied().chain(&examples.tags).collect();
                pickles.push(pickle(scenario, Some((header, row)), background, tags));
            }
        }
    }
}

fn pickle<'d>(
    scenario: &'d Block<'d>,
    row: Option<(&'d TableRow<'d>, &'d TableRow<'d>)>,
    background: &[&'d GherkinStep<'d>],
    tags: Vec<&'d GherkinTag<'d>>,
) -> Pickle<'d> {
    let mut before = KeywordKind::Unknown;
    let background = background.iter().copied().filter(|_| !scenario.steps.is_empty());
    let steps = background.map(|step| (step, false));
    let steps = steps.chain(scenario.steps.iter().map(|step| (step, true)));
    let steps = steps.map(|(step, own)| {
        if step.kind != KeywordKind::Conjunction {
            before = step.kind;
        }
        let fill = |text: &str| filled(text, row.filter(|_| own));
        let text = |it: &DocString<'_>| (fill(&it.content), fill(it.media_type.text));
        let cells = |row: &TableRow<'_>| row.cells.iter().map(|cell| fill(&cell.text)).collect();
        PickleStep {
            step,
            kind: before,
            own,
            text: fill(step.text.text),
            doc_string: step.doc_string.as_ref().map(text),
            table: step.table.iter().map(cells).collect(),
        }
    });
    let steps = steps.collect();
    Pickle { scenario, row: row.map(|(_, row)| row), tags, steps }
}

/// A text with the words of a row in it, column by column, as the official compiler puts them there.
fn filled(text: &str, row: Option<(&TableRow<'_>, &TableRow<'_>)>) -> String {
    let mut filled = text.to_owned();
    if let Some((header, row)) = row.filter(|_| text.contains('<')) {
        for (column, cell) in header.cells.iter().zip(&row.cells) {
            filled = filled.replace(&format!("<{}>", column.text), &cell.text);
        }
    }
    filled
}
