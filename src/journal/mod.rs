//! What happened, as ordered plain data: everything after a run only reads this.
//!
//! No wall-clock time and no passcode is in here; a passcode leaves its shape.

pub(crate) mod digest;
pub(crate) mod entry;
pub(crate) mod event;
pub(crate) mod fault;
pub(crate) mod lane;
pub(crate) mod observation;
pub(crate) mod packing;
pub(crate) mod text;

use crate::journal::digest::{Digest, JournalDigest};
use crate::journal::entry::Entry;

/// The ordered record of one scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Journal {
    entries: Vec<Entry>,
}

impl Journal {
    /// An empty journal with room for a usual scenario.
    pub fn new() -> Self {
        Self { entries: Vec::with_capacity(48) }
    }

    /// Writes down what happened next.
    pub fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Everything that happened, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Forgets everything, keeping the room, so that one journal serves many scenarios.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// Identifies what happened: equal journals have equal digests on any machine.
    pub fn digest(&self) -> Digest {
        let mut digest = JournalDigest::new();
        self.entries.iter().for_each(|entry| digest.add(entry));
        digest.finish()
    }
}
