//! The comments, texts and names of source, by as much of the grammar as it takes to separate them.

use std::iter::Peekable;
use std::str::Chars;

use crate::unit::Unit;

/// What the signs mean. Style sheets are read as scripts, of which they need the comments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Rust,
    Script,
}

struct Reader<'a> {
    signs: Peekable<Chars<'a>>,
    language: Language,
    line: usize,
    units: Vec<Unit>,
    /// The line of the last line comment, whose text goes on in one that follows directly.
    commented: Option<usize>,
}

pub fn units(text: &str, language: Language) -> Vec<Unit> {
    let signs = text.chars().peekable();
    let mut reader = Reader { signs, language, line: 1, units: Vec::new(), commented: None };
    while let Some(sign) = reader.next() {
        reader.read(sign);
    }
    reader.units
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let sign = self.signs.next()?;
        self.line += usize::from(sign == '\n');
        Some(sign)
    }

    fn next_is(&mut self, wanted: char) -> bool {
        self.signs.peek() == Some(&wanted)
    }

    fn read(&mut self, sign: char) {
        match sign {
            '/' if self.next_is('/') => self.line_comment(),
            '/' if self.next_is('*') => self.block_comment(),
            '"' => self.text('"'),
            '\'' if self.language == Language::Rust => self.character(),
            '\'' | '`' if self.language == Language::Script => self.text(sign),
            _ if sign.is_alphabetic() || sign == '_' => self.name(sign),
            _ => {}
        }
    }

    fn line_comment(&mut self) {
        let (mut text, line) = (String::new(), self.line);
        while !self.next_is('\n')
            && let Some(sign) = self.next()
        {
            text.push(sign);
        }
        // A mark such as `//!` would separate the words of two lines.
        let text = text.trim_start_matches(['/', '!']);
        match self.units.last_mut() {
            Some(unit)
                if !unit.is_name && self.commented.is_some_and(|above| above + 1 == line) =>
            {
                unit.push(text, line)
            }
            _ => self.add(text, line),
        }
        self.commented = Some(line);
    }

    fn block_comment(&mut self) {
        let (mut text, line) = (String::new(), self.line);
        let mut depth = 0;
        let mut before = '/';
        while let Some(sign) = self.next() {
            text.push(sign);
            depth +=
                i32::from((before, sign) == ('/', '*')) - i32::from((before, sign) == ('*', '/'));
            before = sign;
            if depth == 0 {
                break;
            }
        }
        self.add(&text, line);
    }

    /// A text up to its closing quote. An escaped sign is no part of a word, and an escaped line end is none at all.
    fn text(&mut self, quote: char) {
        let (mut text, line) = (String::new(), self.line);
        while let Some(sign) = self.next() {
            match sign {
                '\\' => text.push(if self.next() == Some('\n') { '\n' } else { ' ' }),
                _ if sign == quote => break,
                _ => text.push(sign),
            }
        }
        self.add(&text, line);
    }

    /// A character, or else the mark of a lifetime, whose name is read next.
    fn character(&mut self) {
        let mut ahead = self.signs.clone();
        match (ahead.next(), ahead.next()) {
            (Some('\\'), _) => {
                self.next();
                self.next();
                while self.next().is_some_and(|sign| sign != '\'') {}
            }
            (Some(_), Some('\'')) => {
                self.next();
                self.next();
            }
            _ => {}
        }
    }

    fn name(&mut self, first: char) {
        let (mut name, line) = (String::from(first), self.line);
        while let Some(sign) = self.signs.peek().copied()
            && (sign.is_alphanumeric() || sign == '_')
        {
            self.next();
            name.push(sign);
        }
        let is_raw = self.language == Language::Rust && matches!(name.as_str(), "r" | "br");
        if !(is_raw && self.raw_text()) {
            self.units.push(Unit::name(&name, line));
        }
    }

    /// Reads what follows `r` if it is a text, which ends with a quote and as many `#` as it began with.
    fn raw_text(&mut self) -> bool {
        let mut ahead = self.signs.clone();
        let hashes = std::iter::from_fn(|| ahead.next_if_eq(&'#')).count();
        if ahead.next() != Some('"') {
            return false;
        }
        (0..=hashes).for_each(|_| {
            self.next();
        });
        let (mut text, line) = (String::new(), self.line);
        let end = format!("\"{}", "#".repeat(hashes));
        while !text.ends_with(&end)
            && let Some(sign) = self.next()
        {
            text.push(sign);
        }
        self.add(&text, line);
        true
    }

    fn add(&mut self, text: &str, line: usize) {
        let mut unit = Unit::default();
        unit.push(text, line);
        self.units.push(unit);
    }
}

/// The comments of a file in which they begin with `#`, such as a workflow or a shell script.
pub fn hash_comments(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let comment = line.strip_prefix('#').or(line.split_once(" #").map(|(_, comment)| comment));
        let mut unit = Unit::default();
        unit.push(comment.unwrap_or_default(), index + 1);
        units.push(unit);
    }
    units
}
