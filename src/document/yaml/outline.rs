//! Where the keys and values of a document are in its text, and how deeply they are nested.
//!
//! Nothing here calls itself on input: nesting is kept on a stack of this file's own.

use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use crate::document::yaml::node::{LIST_AS_KEY, MAPPING_AS_KEY};
use crate::document::yaml::path::{NodePart, Path, PathStep};

/// How deeply a document may be nested; the deepest that the format has any use for is seven.
pub(crate) const DEPTH_MAX: usize = 64;

/// What the event parser says of brackets nested more deeply than it counts.
const TOO_DEEP_FOR_EVENTS: &str = "recursion limit";

/// The most opening brackets in a text that the event parser cannot follow.
const BRACKETS_MAX: usize = 5000;

/// The byte at which the text is nested more deeply than a document can be.
///
/// Asked before anything else reads the text: the other parser takes time that grows with the
/// square of the depth.
pub(crate) fn too_deep_at(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                // What is no YAML is for the other parser to report, unless it could take too long.
                let brackets = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
                let deep = error.info().contains(TOO_DEEP_FOR_EVENTS) || brackets > BRACKETS_MAX;
                return deep.then(|| byte_of(text, error.marker().index()));
            }
        };
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::Alias(_)
            | Event::Scalar(..) => {}
        }
        if depth > DEPTH_MAX {
            return Some(byte_of(text, span.start.index()));
        }
    }
    None
}

/// The byte at which the text repeats a value by its name for the first time.
pub(crate) fn first_alias_at(text: &str) -> Option<usize> {
    let mut events = Parser::new_from_str(text).map_while(Result::ok);
    let (_, span) = events.find(|(event, _)| matches!(event, Event::Alias(_)))?;
    Some(byte_of(text, span.start.index()))
}

/// The byte at which the text goes on after the end of its document.
pub(crate) fn second_document_at(text: &str) -> Option<usize> {
    let mut events = Parser::new_from_str(text);
    events.by_ref().map_while(Result::ok).find(|(event, _)| *event == Event::DocumentEnd)?;
    let after = match events.next()? {
        Ok((_, span)) => span.start,
        Err(error) => *error.marker(),
    };
    Some(byte_of(text, after.index()))
}

fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
}

/// The keys and values of a document, with the bytes that they take.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    root: Part,
}

/// A stretch of text: its first byte, and the one after its last.
type Stretch = (usize, usize);

/// A value, and what it holds.
#[derive(Clone, Debug, Default)]
struct Part {
    range: Stretch,
    parts: Children,
}

#[derive(Clone, Debug, Default)]
enum Children {
    #[default]
    None,
    List(Vec<Part>),
    Map(Vec<(String, Stretch, Part)>),
}

/// A list or mapping whose end has not been read yet.
struct Open {
    start: usize,
    parts: Children,
    key: Option<(String, Stretch)>,
}

impl Outline {
    /// The outline of `text`, as far as it can be read.
    pub(crate) fn new(text: &str) -> Self {
        let lines = Text::new(text);
        let mut open: Vec<Open> = Vec::new();
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            // The names of lists and mappings count in the place of a key.
            let (name, spot) = match event {
                Event::SequenceStart(..) => {
                    open.push(Open::new(lines.start(span), Children::List(Vec::new())));
                    continue;
                }
                Event::MappingStart(..) => {
                    open.push(Open::new(lines.start(span), Children::Map(Vec::new())));
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    let Some(closed) = open.pop() else { break };
                    let range = lines.first_line(closed.start, lines.start(span));
                    let name = match &closed.parts {
                        Children::Map(_) => MAPPING_AS_KEY,
                        Children::List(_) | Children::None => LIST_AS_KEY,
                    };
                    (name.to_owned(), Part { range, parts: closed.parts })
                }
                Event::Scalar(text, ..) => (text.into_owned(), lines.leaf(span)),
                Event::Alias(_) => (String::new(), lines.leaf(span)),
                Event::DocumentEnd => break,
                Event::Nothing
                | Event::StreamStart
                | Event::StreamEnd
                | Event::DocumentStart(_) => continue,
            };
            match open.last_mut() {
                Some(parent) => parent.take(name, spot),
                None => return Self { root: spot },
            }
        }
        Self::default()
    }

    /// The bytes to underline for `place`: the nearest owner's, where the place itself is not written.
    pub(crate) fn range(&self, place: &NodePart) -> Range<usize> {
        let (start, end) = match place {
            NodePart::Value(path) => self.find(path, 0).value,
            NodePart::Key(path) => self.find(path, 0).best(),
            NodePart::KeyAgain(path) => self.find(path, 1).best(),
            NodePart::Byte(byte) => (*byte, byte.saturating_add(1)),
        };
        start..end.max(start)
    }

    /// Where `path` leads; its last key counts from the `nth` time that it is written.
    fn find(&self, path: &Path, nth: usize) -> Found {
        let mut spot = &self.root;
        let mut found = Found { key: None, value: spot.range };
        let steps = path.steps();
        for (position, step) in steps.iter().enumerate() {
            let nth = if position + 1 == steps.len() { nth } else { 0 };
            let (key, next) = match (step, &spot.parts) {
                (PathStep::Index(index), Children::List(entries)) => match entries.get(*index) {
                    Some(entry) => (None, entry),
                    None => break,
                },
                (PathStep::Key(key), Children::Map(entries)) => {
                    let mut same = entries.iter().filter(|(name, ..)| name == key);
                    match same.nth(nth) {
                        Some((_, range, value)) => (Some(*range), value),
                        None => break,
                    }
                }
                (_, Children::None)
                | (PathStep::Index(_), Children::Map(_))
                | (PathStep::Key(_), Children::List(_)) => break,
            };
            spot = next;
            // A key without a value has nothing else to underline.
            let empty = next.range.0 >= next.range.1;
            found = Found { key, value: key.filter(|_| empty).unwrap_or(next.range) };
        }
        found
    }
}

/// What a path leads to.
struct Found {
    key: Option<Stretch>,
    value: Stretch,
}

impl Found {
    /// The key where there is one, the value otherwise.
    fn best(&self) -> Stretch {
        self.key.unwrap_or(self.value)
    }
}

impl Open {
    const fn new(start: usize, parts: Children) -> Self {
        Self { start, parts, key: None }
    }

    /// Takes the next key or value.
    fn take(&mut self, name: String, spot: Part) {
        match (&mut self.parts, self.key.take()) {
            (Children::Map(_), None) => self.key = Some((name, spot.range)),
            (Children::Map(entries), Some((key, range))) => entries.push((key, range, spot)),
            (Children::List(entries), _) => entries.push(spot),
            (Children::None, _) => {}
        }
    }
}

/// The text, with the byte at which each of its characters begins.
struct Text<'a> {
    text: &'a str,
    bytes: Vec<usize>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, bytes: text.char_indices().map(|(byte, _)| byte).collect() }
    }

    fn byte(&self, character: usize) -> usize {
        self.bytes.get(character).copied().unwrap_or(self.text.len())
    }

    fn start(&self, span: Span) -> usize {
        self.byte(span.start.index())
    }

    /// A value that holds no others. What the parser takes to be the end of a text in quotes is after the comment
    /// behind it.
    fn leaf(&self, span: Span) -> Part {
        let (start, end) = (self.start(span), self.byte(span.end.index()));
        let closed = self.text.get(start..end).and_then(closing_quote);
        let end = closed.map_or(end, |length| start.saturating_add(length).min(end));
        Part { range: self.first_line(start, end), parts: Children::None }
    }

    /// The part of a stretch that is on its first line, without the blanks at its end.
    fn first_line(&self, start: usize, end: usize) -> Stretch {
        // A flow collection ends with a bracket, which is underlined too.
        let bracket = self.text.get(end..).is_some_and(|rest| rest.starts_with(['}', ']']));
        let opened = self.text.get(start..).is_some_and(|rest| rest.starts_with(['{', '[']));
        let end = if bracket && opened { end + 1 } else { end };
        let line = self.text.get(start..end).and_then(|stretch| stretch.lines().next());
        (start, start + line.map_or(0, |line| line.trim_end().len()))
    }
}

/// How many bytes a text in quotes takes, up to its closing quote.
fn closing_quote(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let mut escaped = false;
    for (position, letter) in text.char_indices().skip(1) {
        // A backslash, or the first of two single quotes in a row, takes the next character with it.
        let next = text.get(position.saturating_add(1)..).and_then(|rest| rest.chars().next());
        if escaped {
            escaped = false;
        } else if quote == '"' && letter == '\\'
            || quote == '\'' && (letter, next) == (quote, Some(quote))
        {
            escaped = true;
        } else if letter == quote {
            return position.checked_add(1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "a: é\r\nb: { c: [1, 'two'] }\nd:\nrows:\n  - x: 1\n    y: 2\n  - x: 3\na: 5\n";

    #[track_caller]
    fn check(place: &NodePart, expected: &str) {
        let underlined = TEXT.get(Outline::new(TEXT).range(place));
        assert_eq!(underlined, Some(expected), "{place:?}");
    }

    #[test]
    fn keys_and_values_are_found_in_every_style() {
        let root = Path::root();
        check(&NodePart::Value(root.key("a")), "é");
        check(&NodePart::KeyAgain(root.key("a")), "a");
        check(&NodePart::Value(root.key("b")), "{ c: [1, 'two'] }");
        check(&NodePart::Value(root.key("b").key("c").index(1)), "'two'");
        check(&NodePart::Key(root.key("rows").index(1).key("x")), "x");
        check(&NodePart::Value(root.key("rows").index(1).key("x")), "3");
    }

    #[test]
    fn a_text_in_quotes_ends_where_it_is_closed() {
        for (line, expected) in [
            (r#"a: "x" # why"#, r#""x""#),
            (r#"a: "x \" # y" # why"#, r#""x \" # y""#),
            ("a: 'x '' # y' # why", "'x '' # y'"),
            ("a: x # why", "x"),
            ("a: '' # why", "''"),
        ] {
            let place = NodePart::Value(Path::root().key("a"));
            assert_eq!(line.get(Outline::new(line).range(&place)), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_is_not_written_is_placed_at_its_owner() {
        let root = Path::root();
        check(&NodePart::Value(root.key("d")), "d");
        check(&NodePart::Value(root.key("rows").index(0).key("z")), "x: 1");
        check(&NodePart::Key(root.key("rows").key("z")), "rows");
    }

    #[test]
    fn depth_is_known_before_the_end_of_the_text_is_read() {
        assert_eq!(too_deep_at(&"- ".repeat(100_000)), Some(2 * DEPTH_MAX));
        assert_eq!(too_deep_at(&"[".repeat(100_000)), Some(255));
        assert_eq!(too_deep_at(&format!("@ {}", "[']', ".repeat(100_000))), Some(0));
        assert_eq!(too_deep_at(TEXT), None);
    }
}
