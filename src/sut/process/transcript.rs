//! What crossed the pipe, line by line, for a file: with every passcode replaced by its shape.

use std::io::Write;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::sut::process::secrets::Secrets;

/// The file that transcripts go to.
pub struct TranscriptFile(Mutex<Box<dyn Write + Send>>);

impl std::fmt::Debug for TranscriptFile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("TranscriptFile")
    }
}

impl TranscriptFile {
    /// A file that transcripts are appended to.
    pub fn new(file: Box<dyn Write + Send>) -> Self {
        Self(Mutex::new(file))
    }

    fn append(&self, text: &str) {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A transcript helps to find an error; a full disk does not end the run.
        let _ = file.write_all(text.as_bytes()).and_then(|()| file.flush());
    }
}

/// Which way a line went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// To the system.
    Asked,
    /// To the harness.
    Answered,
}

/// The lines of one scenario: its passcodes are known only at its end.
#[derive(Default)]
pub(crate) struct Transcript {
    lines: Vec<(Way, String)>,
}

impl Transcript {
    /// Adds a line.
    pub(crate) fn push(&mut self, way: Way, line: &str) {
        self.lines.push((way, line.to_owned()));
    }

    /// Appends everything to the file, and forgets it.
    pub(crate) fn write(&mut self, file: &TranscriptFile, title: &str, secrets: &Secrets) {
        let mut text = format!("# {}\n", secrets.redact(title));
        for (way, line) in self.lines.drain(..) {
            let mark = match way {
                Way::Asked => '>',
                Way::Answered => '<',
            };
            text += &format!("{mark} {}\n", redacted(&line, secrets));
        }
        file.append(&text);
    }
}

/// The line with the shape of each passcode in its place. In JSON, numbers are left as they are: none is a passcode.
fn redacted(line: &str, secrets: &Secrets) -> String {
    match serde_json::from_str::<Value>(line) {
        Ok(mut value) => {
            redact_value(&mut value, secrets);
            value.to_string()
        }
        Err(_) => secrets.redact(line).into_owned(),
    }
}

fn redact_value(value: &mut Value, secrets: &Secrets) {
    match value {
        Value::String(text) => *text = secrets.redact(text).into_owned(),
        Value::Array(values) => values.iter_mut().for_each(|it| redact_value(it, secrets)),
        Value::Object(members) => {
            for (mut name, mut value) in std::mem::take(members) {
                name = secrets.redact(&name).into_owned();
                redact_value(&mut value, secrets);
                members.insert(name, value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
