//! From the text of a recording to a [`Recording`]: what a killed run left is read as far as it goes.

use std::io::{BufRead, Error, Read as _};
use std::sync::Arc;

use miette::Diagnostic;
use serde_json::error::Category;
use thiserror::Error as ThisError;

use crate::document::wording::counted;
use crate::policy::checked::Policy;
use crate::recording::text::{Opening, ReadLine, VERSION};
use crate::recording::whole::Recording;

/// No line of a recording is longer, in mebibytes: it holds at most one feature or policy, or one scenario.
const LINE_MEBIBYTES_MAX: u64 = 64;

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
    /// The text ends before the header does.
    #[error("`{path}` contains no run: nothing was run before its passgate ended")]
    #[diagnostic(code(record::nothing_run), help("run again"))]
    NothingRun {
        /// The name of the text.
        path: String,
    },
    /// A line is longer than that of any recording.
    #[error("line {line} of `{path}` is longer than {LINE_MEBIBYTES_MAX} MiB, as in no recording")]
    #[diagnostic(
        code(record::line_too_long),
        help("name a file that `passgate run -f record:PATH` wrote")
    )]
    LineTooLong {
        /// The name of the text.
        path: String,
        /// The line, counted from one.
        line: usize,
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
    let mut next = |line: &mut Vec<u8>, number: usize| {
        line.clear();
        let bytes_max = LINE_MEBIBYTES_MAX * 1024 * 1024;
        let read = text.by_ref().take(bytes_max).read_until(b'\n', line);
        let read =
            read.map_err(|source| ReadError::Unreadable { path: path.to_owned(), source })?;
        if read as u64 == bytes_max && !line.ends_with(b"\n") {
            return Err(ReadError::LineTooLong { path: path.to_owned(), line: number });
        }
        Ok(read)
    };
    next(&mut line, 1)?;
    let mut recording = opened(path, line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&line))?;
    let mut number = 2;
    while next(&mut line, number)? > 0 {
        let damaged =
            |reason: String| ReadError::Damaged { path: path.to_owned(), line: number, reason };
        match serde_json::from_slice(&line) {
            Ok(heard) => add(&mut recording, heard).map_err(damaged)?,
            Err(_) if !line.ends_with(b"\n") => break,
            Err(error) => return Err(damaged(in_words(&error))),
        }
        number += 1;
    }
    Ok(recording)
}

/// How the first line begins.
const HEADER: &[u8] = b"{\"record\":";

/// What some programs write before it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

fn opened(path: &str, line: &[u8]) -> Result<Recording, ReadError> {
    let no_header = || ReadError::NoHeader { path: path.to_owned() };
    let begins_header = line.starts_with(HEADER) || HEADER.starts_with(line);
    if begins_header && !line.ends_with(b"\n") {
        return Err(ReadError::NothingRun { path: path.to_owned() });
    }
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
