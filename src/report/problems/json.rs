//! Problems as one JSON document, for scripts.

use std::fmt::Write as _;

use serde::Serialize;

use crate::report::problems::VERSION;
use crate::report::problems::diagnosis::{Diagnosis, Severity, Spot};

/// The version of the document's form: a key may be added to it, and none changes its meaning.
const FORM: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    passgate: &'static str,
    files: usize,
    errors: usize,
    warnings: usize,
    problems: Vec<Problem<'a>>,
}

#[derive(Serialize)]
struct Problem<'a> {
    severity: &'static str,
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
}

/// Everything that was found in so many files. The text ends with a line break.
pub fn problems_as_json(diagnoses: &[Diagnosis], files: usize) -> String {
    let count = |severity| diagnoses.iter().filter(|it| it.severity == severity).count();
    let document = Document {
        schema: FORM,
        passgate: VERSION,
        files,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        problems: diagnoses.iter().map(problem).collect(),
    };
    written(&document)
}

fn problem(diagnosis: &Diagnosis) -> Problem<'_> {
    let mut places = diagnosis.spots.iter().map(place);
    Problem {
        severity: diagnosis.severity.name(),
        code: &diagnosis.code,
        message: &diagnosis.message,
        help: diagnosis.help.as_deref(),
        file: diagnosis.file.as_deref(),
        place: places.next(),
        related: places.collect(),
    }
}

fn place(spot: &Spot) -> Place<'_> {
    let Spot { line, column, end_line, end_column, .. } = *spot;
    Place { line, column, end_line, end_column, label: spot.label.as_deref() }
}

/// A document as indented JSON in which no character commands a terminal, however it came into a text.
pub(crate) fn written(document: &impl Serialize) -> String {
    // Plain structs of numbers and texts always have a JSON form.
    let json = serde_json::to_string_pretty(document).unwrap_or_default();
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        let kills = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if kills || (letter.is_control() && letter != '\n') {
            // Such a character stands only inside of a string; there it may be written as its number.
            let _ = write!(text, "\\u{:04x}", u32::from(letter));
        } else {
            text.push(letter);
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_commands_a_terminal_stands_as_its_number() {
        let text = "a\u{202e}b\u{7f}\u{9b}\u{1b}ö";
        let json = written(&text);
        assert_eq!(json, "\"a\\u202eb\\u007f\\u009b\\u001bö\"\n");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
