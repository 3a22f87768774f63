//! From the text of a recording to a [`Recording`]: what a killed run left is read as far as it goes.

use std::io::{BufRead, Error};
use std::sync::Arc;

use miette::Diagnostic;
use serde_json::error::Category;
use thiserror::Error as ThisError;

use crate::document::wording::counted;
use crate::policy::checked::Policy;
use crate::recording::text::{Opening, ReadLine, VERSION};
use crate::recording::whole::Recording;

/// Why a text is no recording.
#[derive(Debug, Diagnostic, ThisError)]
#[non_exhaustive]
pub enum ReadError {
    /// The text could not be read to its end.
    #[error("`{path}` cannot be read: {source}")]
    #[diagnostic(code(record::unreadable), help("check the path, and that you may read the file"))]
    Unreadable {
        /// The name of the text.
        path: String,
        /// What the system said.
        source: Error,
    },
    /// The text does not begin as a recording does.
    #[error("`{path}` is not a recording: line 1 is not its header")]
    #[diagnostic(
        code(record::not_a_record),
        help("name a file that `passgate run -f record:PATH` wrote")
    )]
    NoHeader {
        /// The name of the text.
        path: String,
    },
    /// The text was written by another version.
    #[error("`{path}` has version {found}, and this passgate reads version {VERSION}")]
    #[diagnostic(
        code(record::version),
        help("read it with the passgate that wrote it, or run again")
    )]
    Version {
        /// The name of the text.
        path: String,
        /// The version that its header names.
        found: u32,
    },
    /// A line cannot be understood.
    #[error("line {line} of `{path}` is damaged: {reason}")]
    #[diagnostic(
        code(record::damaged),
        help("run again, or copy the recording again from its source")
    )]
    Damaged {
        /// The name of the text.
        path: String,
        /// The line, counted from one.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

/// Reads a recording; `path` is what problems call it.
///
/// A last line without an end is what a killed run leaves: it is left out, and the recording is not complete.
///
/// # Errors
///
/// When the text cannot be read, is no recording of this version, or a line in it is damaged.
pub fn read(path: &str, mut text: impl BufRead) -> Result<Recording, ReadError> {
    let mut line = Vec::new();
    let mut next = |line: &mut Vec<u8>| {
        line.clear();
        text.read_until(b'\n', line)
            .map_err(|source| ReadError::Unreadable { path: path.to_owned(), source })
    };
    next(&mut line)?;
    let mut recording = opened(path, &line)?;
    let mut number = 1;
    while next(&mut line)? > 0 {
        number += 1;
        let damaged =
            |reason: String| ReadError::Damaged { path: path.to_owned(), line: number, reason };
        match serde_json::from_slice(&line) {
            Ok(heard) => add(&mut recording, heard).map_err(damaged)?,
            Err(_) if !line.ends_with(b"\n") => break,
            Err(error) => return Err(damaged(in_words(&error))),
        }
    }
    Ok(recording)
}

fn opened(path: &str, line: &[u8]) -> Result<Recording, ReadError> {
    let no_header = || ReadError::NoHeader { path: path.to_owned() };
    // A version of the future may have another header, so its number is asked for first.
    let version: serde_json::Value = serde_json::from_slice(line).map_err(|_| no_header())?;
    let version = version.get("record").and_then(serde_json::Value::as_u64);
    match version.and_then(|version| u32::try_from(version).ok()) {
        None => return Err(no_header()),
        Some(VERSION) => {}
        Some(found) => return Err(ReadError::Version { path: path.to_owned(), found }),
    }
    let opening: Opening = serde_json::from_slice(line).map_err(|error| ReadError::Damaged {
        path: path.to_owned(),
        line: 1,
        reason: in_words(&error),
    })?;
    debug_assert_eq!(opening.record, VERSION, "the number was asked for above");
    opening.header.map(Recording::new).ok_or_else(no_header)
}

/// Adds what a line says.
fn add(recording: &mut Recording, heard: ReadLine) -> Result<(), String> {
    if recording.footer.is_some() {
        return Err("it is behind the footer".to_owned());
    }
    match heard {
        ReadLine::Policy(document) => {
            let policy = Policy::parse(&document.path, &document.text)
                .map_err(|errors| format!("its policy is not valid: {errors}"))?;
            recording.add_policy(document, Arc::new(policy));
        }
        ReadLine::Feature(source) => recording.features.push(source),
        ReadLine::Scenario(case) => {
            if !case.policy.is_empty() && recording.policy(&case.policy).is_none() {
                return Err(format!("no line before it has the policy `{}`", case.policy));
            }
            let last = recording.cases.last().map(|last| last.position);
            if last.is_some_and(|last| last >= case.position) {
                return Err("it is duplicated or out of order".to_owned());
            }
            recording.cases.push(*case);
        }
        ReadLine::Footer(footer) => {
            if footer.cases != recording.cases.len() {
                let (said, found) = (footer.cases, recording.cases.len());
                let said = counted(said, "scenario");
                return Err(format!("it counts {said}, but the recording has {found}"));
            }
            let digest = recording.digest().to_string();
            if footer.digest != digest {
                let said = footer.digest;
                return Err(format!("it has the digest {said}, but the recording has {digest}"));
            }
            recording.footer = Some(*footer);
        }
    }
    Ok(())
}

/// What the parser says, without the line that it counts in a text of one line.
fn in_words(error: &serde_json::Error) -> String {
    let words = match error.classify() {
        Category::Data => {
            let words = error.to_string();
            let words = words.split(" at line ").next().unwrap_or_default();
            words.replace("unknown variant", "unknown value").replace("missing field", "it lacks")
        }
        Category::Io | Category::Syntax | Category::Eof => "it is not JSON".to_owned(),
    };
    format!("{words}, at character {}", error.column())
}
