//! A recording as text: one JSON object a line, to be written as the run goes on.

use serde::{Deserialize, Serialize};

use crate::recording::case::Case;
use crate::recording::ends::{Footer, Header, PolicyDocument, SourceText};

/// The version of the text that this crate writes, and the only one that it reads.
pub const VERSION: u32 = 3;

/// What a line can be: the header first, then the documents, one line per case, and the footer last.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordingLine<'l> {
    /// What was to be run.
    Header(&'l Header),
    /// A policy document.
    Policy(&'l PolicyDocument),
    /// A feature file.
    Feature(&'l SourceText),
    /// A scenario that was run, or could not be.
    Scenario(&'l Case),
    /// The results of the run.
    Footer(&'l Footer),
}

/// A line that was read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ReadLine {
    Policy(PolicyDocument),
    Feature(SourceText),
    Scenario(Box<Case>),
    Footer(Box<Footer>),
}

/// The first line: whatever else a version changes, it begins with its number.
#[derive(Serialize)]
struct First<'l> {
    record: u32,
    #[serde(flatten)]
    line: RecordingLine<'l>,
}

/// The first line as it was read.
#[derive(Debug, Deserialize)]
pub(crate) struct Opening {
    pub(crate) record: u32,
    pub(crate) header: Option<Header>,
}

/// A line of the text, with its end.
pub fn write(line: RecordingLine<'_>) -> String {
    let mut text = Vec::new();
    append(line, &mut text);
    // JSON is UTF-8.
    String::from_utf8(text).unwrap_or_default()
}

/// Adds a line with its end to a text: thousands of lines can be made in one room.
pub fn append(line: RecordingLine<'_>, text: &mut Vec<u8>) {
    let start = text.len();
    // Plain structs of numbers and names always have a JSON form, and memory takes any text.
    let _ = match line {
        RecordingLine::Header(_) => {
            serde_json::to_writer(&mut *text, &First { record: VERSION, line })
        }
        RecordingLine::Policy(_)
        | RecordingLine::Feature(_)
        | RecordingLine::Scenario(_)
        | RecordingLine::Footer(_) => serde_json::to_writer(&mut *text, &line),
    };
    escape_line_ends(text, start);
    text.push(b'\n');
}

/// Escapes what some readers take for the end of a line and JSON does not: a line of the text is a line to every reader.
fn escape_line_ends(text: &mut Vec<u8>, start: usize) {
    const ENDS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];
    let written = text.get(start..).and_then(|bytes| str::from_utf8(bytes).ok());
    let Some(line) = written.filter(|line| line.contains(ENDS)) else { return };
    let escaped = ENDS.iter().fold(line.to_owned(), |line, end| {
        line.replace(*end, &format!("\\u{:04x}", u32::from(*end)))
    });
    text.truncate(start);
    text.extend_from_slice(escaped.as_bytes());
}
