//! Expressions over tags: `@clause:device-message and not (@slow or @raw_document)`.

use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::language::problem::ProblemKind;

/// How deeply parentheses may be nested: far more than anyone reads.
const DEPTH_MAX: usize = 50;

/// An expression over the tags of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TagExpression {
    /// Any scenario: nothing is asked for.
    Any,
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
        // The page leaves out a byte order mark, and places count from its beginning.
        let page = Arc::new(SourceFile::new(name, text));
        let words = words(page.text());
        let mut reader = Reader { page, words: Vec::new(), at: 0 };
        reader.words = words.map_err(|place| {
            let message = "a `\\` is only before `(`, `)`, a blank or another `\\`";
            reader.wrong(message, "this cannot be escaped", place)
        })?;
        if reader.words.is_empty() {
            return Ok(Self::Any);
        }
        let expression = reader.either(0)?;
        let next = reader.next().map(|(written, word)| (written == ")", word.place.clone()));
        match next {
            None => Ok(expression),
            Some((true, place)) => {
                Err(reader.wrong("this `)` closes nothing", "not opened", place))
            }
            Some((false, place)) => {
                Err(reader.wrong("`and` or `or` is missing before this", "not joined", place))
            }
        }
    }

    /// Whether a scenario fulfils it that has the tags which `has` knows.
    pub(crate) fn holds(&self, has: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Any => true,
            Self::Tag(tag) => has(tag),
            Self::Not(inner) => !inner.holds(has),
            Self::And(left, right) => left.holds(has) && right.holds(has),
            Self::Or(left, right) => left.holds(has) || right.holds(has),
        }
    }
}

/// A word of an expression, without the backslashes in it, and its place.
struct Word {
    text: String,
    place: Range<usize>,
}

/// The words of an expression; parentheses are words of their own. Or the place of a backslash that escapes nothing.
fn words(text: &str) -> Result<Vec<Word>, Range<usize>> {
    let mut words: Vec<Word> = Vec::new();
    // Whether the last word goes on.
    let mut open = false;
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        let mut end = at.saturating_add(letter.len_utf8());
        let mut letter = letter;
        let is_escaped = letter == '\\';
        if is_escaped {
            let escaped = letters
                .next()
                .filter(|(_, it)| matches!(it, '(' | ')' | '\\') || it.is_whitespace());
            let Some((_, escaped)) = escaped else { return Err(at..end) };
            end = end.saturating_add(escaped.len_utf8());
            letter = escaped;
        }
        let is_single = !is_escaped && matches!(letter, '(' | ')');
        if !is_escaped && letter.is_whitespace() {
            open = false;
            continue;
        }
        match words.last_mut().filter(|_| open && !is_single) {
            Some(word) => {
                word.text.push(letter);
                word.place.end = end;
            }
            None => words.push(Word { text: letter.to_string(), place: at..end }),
        }
        open = !is_single;
    }
    Ok(words)
}

struct Reader {
    page: Arc<SourceFile>,
    words: Vec<Word>,
    at: usize,
}

impl Reader {
    /// A word as it is written: an escaped parenthesis is none.
    fn written(&self, word: &Word) -> &str {
        self.page.text().get(word.place.clone()).unwrap_or_default()
    }

    fn next(&mut self) -> Option<(&str, &Word)> {
        let at = self.at;
        self.at = at.saturating_add(1);
        let word = self.words.get(at)?;
        Some((self.written(word), word))
    }

    /// Takes the next word if it is this one.
    fn take(&mut self, word: &str) -> bool {
        let found = self.words.get(self.at).is_some_and(|next| self.written(next) == word);
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
        let owned = self.next();
        let owned = owned
            .map(|(written, word)| (written.to_owned(), word.text.clone(), word.place.clone()));
        let Some((written, word, place)) = owned else {
            return Err(self.wrong("a tag is missing at the end", "a tag belongs here", end..end));
        };
        if depth > DEPTH_MAX {
            return Err(self.wrong("the expression is nested too deeply", "too deep", place));
        }
        match written.as_str() {
            "not" => Ok(TagExpression::Not(Box::new(self.one(deeper)?))),
            "(" => {
                let inner = self.either(deeper)?;
                if self.take(")") {
                    return Ok(inner);
                }
                match self.next().map(|(_, word)| word.place.clone()) {
                    None => Err(self.wrong("this `(` is not closed", "opened here", place)),
                    Some(place) => {
                        Err(self.wrong("`and` or `or` is missing before this", "not joined", place))
                    }
                }
            }
            ")" | "and" | "or" => {
                let message = format!("a tag is missing before `{written}`");
                Err(self.wrong(&message, "a tag belongs before this", place))
            }
            "@" => Err(self.wrong("a tag has no name", "a name is missing here", place)),
            _ => Ok(TagExpression::Tag(word.strip_prefix('@').unwrap_or(&word).to_owned())),
        }
    }

    fn wrong(&self, message: &str, label: &str, place: Range<usize>) -> Diagnostic {
        Finding::new(ProblemKind::Selection, message)
            .label(label)
            .help("join tags with `and`, `or`, `not` and parentheses: `@policy:our-phones and not (@slow or @draft)`")
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
    fn parentheses_backslashes_and_blanks_of_tags_are_escaped() {
        check(r"@Case\(1\)", &["Case(1)"], true);
        check(r"not (a\\b or \()", &[r"a\b"], false);
        check(r"\( and not x\ y", &["("], true);
        check("", &[], true);
    }

    #[test]
    fn a_byte_order_mark_moves_nothing() {
        check("\u{feff}(@a or @b) and not @c", &["b"], true);
        let refused = TagExpression::parse("--tags", "\u{feff}@a @b").unwrap_err();
        assert!(format!("{refused:?}").starts_with("--tags:1:4:"));
    }

    #[test]
    fn what_is_no_expression_is_refused_at_its_place() {
        let refused =
            |text: &str| format!("{:?}", TagExpression::parse("--tags", text).unwrap_err());
        assert!(refused("not").ends_with("a tag is missing at the end"));
        assert!(refused("@a or @\\b").starts_with("--tags:1:8:"));
        assert!(refused("@a\\").starts_with("--tags:1:3:"));
        assert!(refused("@a @b").starts_with("--tags:1:4:"));
        assert!(refused("(@a or @b").starts_with("--tags:1:1:"));
        assert!(refused("@a)").starts_with("--tags:1:3:"));
        assert!(refused("@a and or @b").starts_with("--tags:1:8:"));
        assert!(refused(&"(".repeat(9999)).ends_with("nested too deeply"));
        assert!(refused(&"not ".repeat(9999)).ends_with("nested too deeply"));
    }
}
