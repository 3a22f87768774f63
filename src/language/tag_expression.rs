//! Expressions over tags: `@clause:ios-device-message and not (@slow or @raw_document)`.

use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::language::problem::ProblemKind;

/// How deep parentheses may stand in each other: far more than anybody reads.
const DEPTH_MAX: usize = 50;

/// An expression over the tags of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TagExpression {
    /// The scenario has this tag.
    Tag(String),
    Not(Box<Self>),
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
}

impl TagExpression {
    /// Reads an expression; `name` is what diagnostics call it.
    ///
    /// # Errors
    ///
    /// When it is no expression.
    pub(crate) fn parse(name: &str, text: &str) -> Result<Self, Diagnostic> {
        let mut reader =
            Reader { page: Arc::new(SourceFile::new(name, text)), words: words(text), at: 0 };
        let expression = reader.either(0)?;
        match reader.next() {
            None => Ok(expression),
            Some((")", place)) => Err(reader.wrong("this `)` closes nothing", "not opened", place)),
            Some((_, place)) => {
                Err(reader.wrong("`and` or `or` is missing before this tag", "not joined", place))
            }
        }
    }

    /// Whether a scenario fulfils it that has the tags which `has` knows.
    pub(crate) fn holds(&self, has: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Tag(tag) => has(tag),
            Self::Not(inner) => !inner.holds(has),
            Self::And(left, right) => left.holds(has) && right.holds(has),
            Self::Or(left, right) => left.holds(has) || right.holds(has),
        }
    }
}

/// The words of an expression and their places; parentheses are words of their own.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut open: Option<usize> = None;
    for (at, letter) in text.char_indices() {
        let parenthesis = matches!(letter, '(' | ')');
        if parenthesis || letter.is_whitespace() {
            words.extend(open.take().map(|start| start..at));
        } else if open.is_none() {
            open = Some(at);
        }
        if parenthesis {
            words.push(at..at.saturating_add(1));
        }
    }
    words.extend(open.map(|start| start..text.len()));
    words
}

struct Reader {
    page: Arc<SourceFile>,
    words: Vec<Range<usize>>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<&str> {
        self.words.get(self.at).and_then(|place| self.page.text().get(place.clone()))
    }

    fn next(&mut self) -> Option<(&str, Range<usize>)> {
        let place = self.words.get(self.at)?.clone();
        self.at = self.at.saturating_add(1);
        self.page.text().get(place.clone()).map(|word| (word, place))
    }

    /// Takes the next word if it is this one.
    fn take(&mut self, word: &str) -> bool {
        let found = self.peek() == Some(word);
        if found {
            self.at = self.at.saturating_add(1);
        }
        found
    }

    fn either(&mut self, depth: usize) -> Result<TagExpression, Diagnostic> {
        let mut left = self.both(depth)?;
        while self.take("or") {
            left = TagExpression::Or(Box::new(left), Box::new(self.both(depth)?));
        }
        Ok(left)
    }

    fn both(&mut self, depth: usize) -> Result<TagExpression, Diagnostic> {
        let mut left = self.one(depth)?;
        while self.take("and") {
            left = TagExpression::And(Box::new(left), Box::new(self.one(depth)?));
        }
        Ok(left)
    }

    fn one(&mut self, depth: usize) -> Result<TagExpression, Diagnostic> {
        let end = self.page.text().len();
        let deeper = depth.saturating_add(1);
        let owned = self.next().map(|(word, place)| (word.to_owned(), place));
        let Some((word, place)) = owned else {
            return Err(self.wrong("a tag is missing at the end", "a tag belongs here", end..end));
        };
        if depth > DEPTH_MAX {
            return Err(self.wrong("the expression is nested too deeply", "too deep", place));
        }
        match word.as_str() {
            "not" => Ok(TagExpression::Not(Box::new(self.one(deeper)?))),
            "(" => {
                let inner = self.either(deeper)?;
                if self.take(")") {
                    return Ok(inner);
                }
                match self.next().map(|(_, place)| place) {
                    None => Err(self.wrong("this `(` is not closed", "opened here", place)),
                    Some(place) => Err(self.wrong(
                        "`and` or `or` is missing before this tag",
                        "not joined",
                        place,
                    )),
                }
            }
            ")" | "and" | "or" => {
                let message = format!("a tag is missing before `{word}`");
                Err(self.wrong(&message, "a tag belongs before this", place))
            }
            "@" => Err(self.wrong("a tag has no name", "a name is missing here", place)),
            tag => Ok(TagExpression::Tag(tag.strip_prefix('@').unwrap_or(tag).to_owned())),
        }
    }

    fn wrong(&self, message: &str, label: &str, place: Range<usize>) -> Diagnostic {
        Finding::new(ProblemKind::Selection, message)
            .label(label)
            .help("join tags with `and`, `or`, `not` and parentheses: `@policy:intune-2015-12 and not (@slow or @draft)`")
            .placed(&self.page, place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expression: &str, tags: &[&str], expected: bool) {
        let parsed = TagExpression::parse("--tags", expression).unwrap();
        assert_eq!(parsed.holds(&|tag| tags.contains(&tag)), expected, "{expression}");
    }

    #[test]
    fn not_binds_closer_than_and_and_and_closer_than_or() {
        check("@a", &["a"], true);
        check("a or b and c", &["a"], true);
        check("(a or b) and c", &["a"], false);
        check("not a and b", &["b"], true);
        check("not (a and b)", &["b"], true);
        check("not not clause:a", &["clause:a"], true);
    }

    #[test]
    fn what_is_no_expression_is_refused_at_its_place() {
        let refused =
            |text: &str| format!("{:?}", TagExpression::parse("--tags", text).unwrap_err());
        assert!(refused("").ends_with("a tag is missing at the end"));
        assert!(refused("@a @b").starts_with("--tags:1:4:"));
        assert!(refused("(@a or @b").starts_with("--tags:1:1:"));
        assert!(refused("@a)").starts_with("--tags:1:3:"));
        assert!(refused("@a and or @b").starts_with("--tags:1:8:"));
        assert!(refused(&"(".repeat(9999)).ends_with("nested too deeply"));
        assert!(refused(&"not ".repeat(9999)).ends_with("nested too deeply"));
    }
}
