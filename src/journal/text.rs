//! A journal as text: one JSON object a line, the first of them a header with the format's version.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::journal::Journal;
use crate::journal::entry::Entry;
use crate::journal::observation::Observed;

/// The version of the text form that this crate writes, and the only one it reads.
const VERSION: u32 = 3;

/// The first line: what the numbers in the other lines count into.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    journal: u32,
    policy: String,
}

/// Any other line.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    /// What the harness observed.
    Observed(Observed),
    /// What the system under test says happened inside it.
    Traced(Entry),
}

/// A text that is not a journal of this version.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The text does not begin with a header.
    #[error("line 1 is not a journal's header")]
    NoHeader(#[source] Option<serde_json::Error>),
    /// The text was written by another version.
    #[error("the journal has version {found}, and this passgate reads version {VERSION}")]
    Version {
        /// The version that the header names.
        found: u32,
    },
    /// A line is not an entry.
    #[error("line {line} is not an entry of a journal")]
    BadEntry {
        /// The line, counted from one.
        line: usize,
        /// What the parser said.
        source: serde_json::Error,
    },
}

/// The journal as text; `policy` names the policy whose rows and texts its entries count into.
pub fn write(journal: &Journal, policy: &str) -> String {
    let mut text = String::new();
    let header = Header { journal: VERSION, policy: policy.to_owned() };
    // Plain structs of numbers and names always have a JSON form, and a String takes any text.
    let _ = writeln!(text, "{}", serde_json::to_string(&header).unwrap_or_default());
    let observed = journal.observations.iter().copied().map(Line::Observed);
    let traced = journal.trace.entries().iter().copied().map(Line::Traced);
    for line in observed.chain(traced) {
        let _ = writeln!(text, "{}", serde_json::to_string(&line).unwrap_or_default());
    }
    text
}

/// Reads what [`write()`] wrote: the journal and the name of its policy.
///
/// # Errors
///
/// When the header is missing or of another version, or a line is not an entry.
pub fn read(text: &str) -> Result<(Journal, String), JournalError> {
    let mut lines = text.lines().enumerate();
    let (_, first) = lines.next().ok_or(JournalError::NoHeader(None))?;
    let header: Header =
        serde_json::from_str(first).map_err(|error| JournalError::NoHeader(Some(error)))?;
    if header.journal != VERSION {
        return Err(JournalError::Version { found: header.journal });
    }
    let mut journal = Journal::default();
    for (position, line) in lines {
        let line: Line = serde_json::from_str(line)
            .map_err(|source| JournalError::BadEntry { line: position + 1, source })?;
        match line {
            Line::Observed(observed) => journal.observations.push(observed),
            Line::Traced(entry) => journal.trace.push(entry),
        }
    }
    Ok((journal, header.policy))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorId;
    use crate::domain::device::DeviceId;
    use crate::domain::fault::Fault;
    use crate::domain::instant::Instant;
    use crate::domain::passcode::{Alphabet, Shape};
    use crate::domain::place::Place;
    use crate::domain::reset::{Effect, ResetId};
    use crate::domain::surface::SurfaceId;
    use crate::journal::event::Event;
    use crate::journal::observation::{Observation, SeenPasscode, SeenView};
    use crate::policy::keys::KeyId;

    #[test]
    fn what_is_written_is_read_back() {
        let shape = Shape { alphabet: Alphabet::Numeric, length: 6 };
        let events = [
            Event::Enrolled { key: KeyId(2), owner: ActorId(0) },
            Event::Fault { fault: Fault::PushLost },
            Event::Applied { reset: ResetId(1), effect: Effect::Replaced, shape: Some(shape) },
        ];
        let (at, device) = (Instant::from_milliseconds(61_001), DeviceId::SECOND);
        let mut journal = Journal::default();
        for event in events {
            journal.trace.push(Entry { at, device, event });
        }
        let passcode = SeenPasscode::Shown { shape, ordinal: 2, superseded: false, wording: None };
        let view = SeenView { allowed: true, passcode, ..SeenView::default() };
        let place = Place::new(ActorId(2), SurfaceId(1));
        let observation = Observation::Saw { place, view };
        journal.observations.push(Observed { at, device, observation });
        let text = write(&journal, "mine");
        assert_eq!(read(&text).unwrap(), (journal, "mine".to_owned()));
    }

    #[test]
    fn another_version_and_damage_are_distinguished() {
        assert!(matches!(read(""), Err(JournalError::NoHeader(None))));
        assert!(matches!(read("{}"), Err(JournalError::NoHeader(Some(_)))));
        let newer = "{\"journal\":4,\"policy\":\"mine\"}";
        assert!(matches!(read(newer), Err(JournalError::Version { found: 4 })));
        let damaged = "{\"journal\":3,\"policy\":\"mine\"}\n[1,0,{\"sa";
        assert!(matches!(read(damaged), Err(JournalError::BadEntry { line: 2, .. })));
    }
}
