//! A journal as text: one JSON object a line, the first of them a header with the format's version.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::journal::Journal;
use crate::journal::entry::Entry;

/// The version of the text form that this crate writes, and the only one it reads.
const VERSION: u32 = 2;

/// The first line: what the numbers in the other lines count into.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    journal: u32,
    policy: String,
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
    for entry in journal.entries() {
        let _ = writeln!(text, "{}", serde_json::to_string(entry).unwrap_or_default());
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
    let mut journal = Journal::new();
    for (position, line) in lines {
        let entry: Entry = serde_json::from_str(line)
            .map_err(|source| JournalError::BadEntry { line: position + 1, source })?;
        journal.push(entry);
    }
    Ok((journal, header.policy))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::Actor;
    use crate::domain::device::DeviceId;
    use crate::domain::instant::Instant;
    use crate::domain::passcode::{Alphabet, Shape};
    use crate::domain::platform::Management;
    use crate::domain::reset::{Effect, ResetId};
    use crate::domain::surface::Surface;
    use crate::journal::event::Event;
    use crate::journal::fault::Fault;
    use crate::journal::observation::Observation;
    use crate::policy::row::RowId;

    #[test]
    fn what_is_written_is_read_back() {
        let shape = Some(Shape { alphabet: Alphabet::Numeric, length: 6 });
        let events = [
            Event::Enrolled {
                row: RowId(2),
                management: Management::Hybrid,
                owner: Actor::EndUser,
            },
            Event::Fault { fault: Fault::PushLost },
            Event::Applied { reset: ResetId(1), effect: Effect::Replaced, shape },
            Event::Saw {
                actor: Actor::Administrator,
                surface: Surface::ConfigMgrConsole,
                observation: Observation { new_passcode: shape, ..Observation::default() },
            },
        ];
        let mut journal = Journal::new();
        for event in events {
            let at = Instant::from_milliseconds(61_001);
            journal.push(Entry { at, device: DeviceId::SECOND, event });
        }
        let text = write(&journal, "mine");
        assert_eq!(read(&text).unwrap(), (journal, "mine".to_owned()));
    }

    #[test]
    fn another_version_and_damage_are_told_apart() {
        assert!(matches!(read(""), Err(JournalError::NoHeader(None))));
        assert!(matches!(read("{}"), Err(JournalError::NoHeader(Some(_)))));
        let newer = "{\"journal\":3,\"policy\":\"mine\"}";
        assert!(matches!(read(newer), Err(JournalError::Version { found: 3 })));
        let damaged = "{\"journal\":2,\"policy\":\"mine\"}\n[1,0,{\"sa";
        assert!(matches!(read(damaged), Err(JournalError::BadEntry { line: 2, .. })));
    }
}
