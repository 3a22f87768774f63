//! The runner's parser, kept from texts that it misreads, and its one error in plain words.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use cucumber::gherkin;
use cucumber::gherkin::GherkinEnv;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::document::suggestion::asked;
use crate::language::problem::FeatureErrors;
use crate::language::problem::ProblemKind;
use crate::language::reading::layout::{Layout, layout};
use crate::language::reading::line::Heading;

/// Parses a page whose lines all fit.
///
/// # Errors
///
/// Every line that does not.
pub(crate) fn parse(page: &Arc<SourceFile>) -> Result<(gherkin::Feature, Layout), FeatureErrors> {
    let language = language(page);
    let name = language.as_ref().map_or("en", |(name, _)| name.as_str());
    let Ok(environment) = GherkinEnv::new(name) else {
        let place = language.as_ref().map_or(0..0, |(_, place)| place.clone());
        let known = ["en", "de", "fr", "es", "it", "nl", "pt", "no", "da", "sv", "fi", "pl"];
        let help =
            asked(name, known, "leave the line out: the sentences of the catalogue are English");
        let finding =
            Finding::new(ProblemKind::UnknownLanguage, format!("unknown language `{name}`"))
                .label("not a language of Gherkin")
                .help(help);
        return Err(FeatureErrors::new(vec![finding.placed(page, place)]));
    };
    let layout = layout(page, name == "en");
    if !layout.problems.is_empty() {
        return Err(FeatureErrors::new(layout.problems));
    }
    let text = digestible(page, language.as_ref().map(|(_, place)| place));
    match gherkin::Feature::parse(text, environment) {
        Ok(feature) => {
            let hidden = hidden_headings(page, &layout, &feature);
            if hidden.is_empty() { Ok((feature, layout)) } else { Err(FeatureErrors::new(hidden)) }
        }
        Err(error) => Err(FeatureErrors::new(vec![in_plain_words(page, &error.to_string())])),
    }
}

/// Whether a page's keywords are English.
pub(crate) fn is_english(page: &SourceFile) -> bool {
    language(page).is_none_or(|(name, _)| name == "en")
}

/// The language that the first line with anything on it asks for, and where it stands.
pub(crate) fn language(page: &SourceFile) -> Option<(String, Range<usize>)> {
    let (_, start, line) = page.lines().find(|(_, _, line)| !line.trim().is_empty())?;
    let rest = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("language")?;
    let name = rest.trim_start().strip_prefix(':')?.trim();
    let begin = start.saturating_add(line.trim_end().len().saturating_sub(name.len()));
    Some((name.to_owned(), begin..begin.saturating_add(name.len())))
}

/// The text as the parser can take it, with every word where it was.
///
/// It takes blanks around the name of a language for a part of it, so that line is blanked out. Before the
/// feature it takes no indented lines, and nowhere after tags a line of blanks: such blanks are moved to the
/// end of the last line that has something on it.
fn digestible(page: &SourceFile, language: Option<&Range<usize>>) -> String {
    let blanked = language.map(|place| page.line_at(place.start));
    let mut text = String::with_capacity(page.text().len());
    let mut before_feature = true;
    for (line, number) in page.text().split_inclusive('\n').zip(1..) {
        let blank = blanked == Some(number);
        let rest = line.trim_start_matches([' ', '\t']);
        if !blank && (before_feature || rest.trim().is_empty()) && number > 1 {
            let ends = text.split_off(text.trim_end_matches(['\r', '\n']).len());
            let indent = line.strip_suffix(rest).unwrap_or_default();
            text.extend([indent, &ends, rest]);
        } else if blank {
            text.extend(line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        } else {
            text.push_str(line);
        }
        let is_head = rest.trim().is_empty() || rest.starts_with(['#', '@']);
        before_feature = before_feature && is_head;
    }
    text
}

/// Headings that the parser took for prose: it does so under a scenario without steps.
fn hidden_headings(
    page: &Arc<SourceFile>,
    layout: &Layout,
    feature: &gherkin::Feature,
) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut see = |offset: usize| seen.insert(page.line_at(offset));
    let rules = feature.rules.iter();
    let scenarios =
        feature.scenarios.iter().chain(rules.clone().flat_map(|rule| rule.scenarios.iter()));
    see(feature.span.start);
    rules.clone().for_each(|rule| _ = see(rule.span.start));
    for background in feature.background.iter().chain(rules.filter_map(|it| it.background.as_ref()))
    {
        see(background.span.start);
    }
    for scenario in scenarios {
        see(scenario.span.start);
        scenario.examples.iter().for_each(|examples| _ = see(examples.span.start));
    }
    let hidden = layout.headings.iter().filter(|(_, line)| !seen.contains(line));
    hidden
        .map(|(heading, line)| {
            let message = "this heading would be read as part of the description above it";
            let help = match heading {
                Heading::Examples => "give the outline steps first",
                Heading::Feature | Heading::Rule | Heading::Background | Heading::Scenario => {
                    "give the scenario or background above it steps"
                }
            };
            let finding = Finding::new(ProblemKind::Syntax, message).help(help);
            finding.placed(page, page.words_of(*line))
        })
        .collect()
}

/// The parser's error at its own place. Its expectations are terms of its grammar, and left out.
fn in_plain_words(page: &Arc<SourceFile>, error: &str) -> Diagnostic {
    let mut numbers = error
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|number| number.parse::<usize>().ok());
    let line = numbers.next().unwrap_or(1).clamp(1, page.line_count());
    let words = page.words_of(line);
    // The parser may give up at the end of the line before the one that is wrong.
    let finding = Finding::new(ProblemKind::Syntax, "this line does not fit where it stands")
        .label("reading stopped here")
        .help("look at this line and the one above it: a heading, a step or a table row is incomplete");
    finding.placed(page, words)
}
