//! One line of a feature file, by what it begins with.

use crate::document::suggestion::likeness;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// Nothing, or a comment.
    NullWriter,
    /// Tags.
    Tags,
    /// The edge of a text block.
    Fence(&'static str),
    /// A table row.
    Row,
    /// A heading.
    Heading(Heading),
    /// A step.
    Step,
    /// Anything else: a description, or a slip.
    Other,
}

/// What a heading opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Heading {
    /// The feature.
    Feature,
    /// A rule.
    Rule,
    /// A background.
    Background,
    /// A scenario or an outline: Gherkin tells them apart by the examples alone.
    Scenario,
    /// The rows of an outline.
    Examples,
}

/// The English headings, longer ones before those that they begin with.
const HEADINGS: [(&str, Heading); 11] = [
    ("Feature", Heading::Feature),
    ("Business Need", Heading::Feature),
    ("Ability", Heading::Feature),
    ("Rule", Heading::Rule),
    ("Background", Heading::Background),
    ("Scenario Outline", Heading::Scenario),
    ("Scenario Template", Heading::Scenario),
    ("Scenarios", Heading::Examples),
    ("Scenario", Heading::Scenario),
    ("Examples", Heading::Examples),
    ("Example", Heading::Scenario),
];

/// The English step keywords.
const STEPS: [&str; 5] = ["Given", "When", "Then", "And", "But"];

/// How alike a word and a keyword have to be.
const LIKENESS_MIN: f64 = 0.7;

/// What `line` is, blanks around it left out.
pub(crate) fn classify(line: &str) -> LineKind {
    let line = line.trim_matches([' ', '\t']);
    match line.chars().next() {
        None | Some('#') => return LineKind::NullWriter,
        Some('@') => return LineKind::Tags,
        Some('|') => return LineKind::Row,
        Some(_) => {}
    }
    if let Some(fence) = ["\"\"\"", "```"].into_iter().find(|fence| line.starts_with(fence)) {
        return LineKind::Fence(fence);
    }
    let heading = HEADINGS
        .iter()
        .find(|(word, _)| line.strip_prefix(word).is_some_and(|rest| rest.starts_with(':')));
    if let Some((_, heading)) = heading {
        return LineKind::Heading(*heading);
    }
    let step = STEPS.iter().any(|word| {
        line.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ') && !rest.trim().is_empty())
    });
    if step || line.strip_prefix("* ").is_some_and(|rest| !rest.trim().is_empty()) {
        return LineKind::Step;
    }
    LineKind::Other
}

/// The keyword that a line of no kind probably meant, as it should be written.
pub(crate) fn meant(line: &str) -> Option<String> {
    let line = line.trim();
    let head = line.split_once(':').map(|(head, _)| head.trim());
    let headings = HEADINGS.iter().map(|(word, _)| *word);
    if let Some(head) = head
        && let Some(word) = most_alike(head, headings.clone())
    {
        return Some(format!("{word}:"));
    }
    let first = line.split_whitespace().next()?;
    if let Some(word) = most_alike(first, STEPS) {
        return Some(word.to_owned());
    }
    let bare = head.is_none().then(|| headings.clone().find(|word| line.starts_with(word)));
    bare.flatten().map(|word| format!("{word}:"))
}

/// Whether a line has a step's keyword and nothing after it.
pub(crate) fn is_bare_step(line: &str) -> bool {
    STEPS.contains(&line.trim()) || line.trim() == "*"
}

/// Whether a line in a description reads like a heading: silently taken for prose, it would hide a scenario.
pub(crate) fn reads_like_heading(line: &str) -> bool {
    let Some((head, _)) = line.trim().split_once(':') else { return false };
    most_alike(head.trim(), HEADINGS.iter().map(|(word, _)| *word)).is_some()
}

/// Whether a description may not begin a line so: the parser of the runner takes it for a heading.
pub(crate) fn begins_with_heading_word(line: &str, in_feature: bool) -> bool {
    let line = line.trim();
    HEADINGS.iter().any(|(word, heading)| {
        let taken = match heading {
            Heading::Scenario | Heading::Examples => true,
            Heading::Background | Heading::Rule => in_feature,
            Heading::Feature => false,
        };
        taken && line.starts_with(word)
    })
}

fn most_alike(given: &str, known: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    let ranked = known.into_iter().map(|word| (strict_likeness(given, word), word));
    let likely = ranked.filter(|(likeness, _)| *likeness >= LIKENESS_MIN);
    likely.max_by(|left, right| left.0.total_cmp(&right.0)).map(|(_, word)| word)
}

/// Likeness of whole words only: a keyword is short, and prose holds `example` and `scenario`.
fn strict_likeness(given: &str, word: &str) -> f64 {
    if given.split_whitespace().count() > word.split(' ').count() {
        return 0.0;
    }
    let close = given.chars().count().abs_diff(word.chars().count()) <= 2;
    if close { likeness(given, word) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_it_begins_with() {
        assert_eq!(classify("  Scenario Outline: x"), LineKind::Heading(Heading::Scenario));
        assert_eq!(classify("\tScenarios:"), LineKind::Heading(Heading::Examples));
        assert_eq!(classify("Given"), LineKind::Other);
        assert_eq!(classify("Givena device"), LineKind::Other);
        assert_eq!(classify("* a device"), LineKind::Step);
        assert_eq!(classify("  # Given"), LineKind::NullWriter);
    }

    #[test]
    fn the_keyword_that_was_meant_is_found() {
        let meant = |line| meant(line).unwrap_or_default();
        assert_eq!(meant("Scenaro: one"), "Scenario:");
        assert_eq!(meant("scenario outline: one"), "Scenario Outline:");
        assert_eq!(meant("when somebody waits"), "When");
        assert_eq!(meant("Scenario one"), "Scenario:");
        assert_eq!(meant("Gvien a device"), "Given");
        assert_eq!(meant("nothing of that kind"), "");
    }
}
