//! Which scenarios were asked for: by their tags, by their names.

use std::sync::Arc;

use regex::Regex;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::language::problem::ProblemKind;
use crate::language::scenario::Scenario;
use crate::language::tag_expression::TagExpression;

/// A choice of scenarios. Without an expression or pattern every scenario is chosen.
#[derive(Clone, Debug, Default)]
pub struct Selector {
    tags: Option<TagExpression>,
    name: Option<Regex>,
}

impl Selector {
    /// The scenarios whose tags fulfil the expression `tags` and whose names have a match of the pattern `name`.
    ///
    /// Tags are written with or without `@`, and joined with `and`, `or`, `not` and parentheses.
    ///
    /// # Errors
    ///
    /// When the expression or the pattern cannot be understood: the problem shows where.
    pub fn new(tags: Option<&str>, name: Option<&str>) -> Result<Self, Diagnostic> {
        let tags = tags.map(|text| TagExpression::parse("--tags", text)).transpose()?;
        let name = name.map(pattern).transpose()?;
        Ok(Self { tags, name })
    }

    /// Whether `scenario` is asked for.
    pub fn admits(&self, scenario: &Scenario) -> bool {
        let has = |tag: &str| scenario.tags.iter().any(|own| **own == *tag);
        self.tags.as_ref().is_none_or(|tags| tags.holds(&has))
            && self.name.as_ref().is_none_or(|name| name.is_match(&scenario.name))
    }
}

/// Compiles a name pattern. The regex crate shows the place of an error only in its drawing of it.
fn pattern(text: &str) -> Result<Regex, Diagnostic> {
    let page = Arc::new(SourceFile::new("--name", text));
    let text = page.text();
    Regex::new(text).map_err(|error| {
        let drawing = error.to_string();
        let why = drawing.lines().find_map(|line| line.strip_prefix("error: "));
        let caret = drawing
            .lines()
            .find(|line| line.contains('^') && line.trim_matches([' ', '^']).is_empty())
            .and_then(|line| line.find('^'))
            // The drawing is set in by four blanks.
            .and_then(|at| at.checked_sub(4))
            .and_then(|characters| text.char_indices().nth(characters))
            .map_or(0..text.len(), |(at, letter)| at..at.saturating_add(letter.len_utf8()));
        let finding = Finding::new(ProblemKind::Selection, format!("`{text}` is not a pattern"))
            .label(why.unwrap_or("too large").to_owned())
            .help("a name is matched as a regular expression: put `\\` before ( ) [ ] { } . * + ? | ^ $");
        finding.placed(&page, caret)
    })
}
