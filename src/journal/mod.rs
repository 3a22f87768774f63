//! What happened, as ordered plain data: everything after a run only reads this.
//!
//! *Observations* are written by the harness, and all that is judged or shown in a table is made of them. The *trace* is
//! what the system under test says happened inside it: for timelines and invariants, and absent where a system has none.
//! No wall-clock time and no passcode is in here; a passcode leaves its shape and its ordinal.

pub(crate) mod device_history;
pub(crate) mod digest;
pub(crate) mod entry;
pub(crate) mod event;
pub(crate) mod lane;
pub(crate) mod observation;
pub(crate) mod observed_reset;
#[cfg(test)]
pub(crate) mod observing;
pub(crate) mod packing;
pub(crate) mod reset_tracker;
pub(crate) mod shown_end;
pub(crate) mod text;

use crate::journal::digest::{Digest, JournalDigest};
use crate::journal::entry::Entry;
use crate::journal::observation::Observed;

/// The ordered record of one scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Journal {
    /// What the harness did and saw.
    pub observations: Vec<Observed>,
    /// What the system under test says happened inside it.
    #[serde(default, skip_serializing_if = "Trace::is_empty")]
    pub trace: Trace,
}

/// What a system under test says happened inside it, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Trace {
    entries: Vec<Entry>,
}

impl Trace {
    /// An empty trace with room for a usual scenario.
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

    /// Whether there is nothing in it.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Forgets everything, keeping the room, so that one trace serves many scenarios.
    pub fn clear(&mut self) {
        self.entries.clear();
    }
}

/// How far a journal was at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Extent {
    /// How many observations there were.
    pub observations: usize,
    /// How many entries the trace had.
    pub trace: usize,
}

impl Journal {
    /// Identifies what happened: equal journals have equal digests on any machine.
    pub fn digest(&self) -> Digest {
        let mut digest = JournalDigest::new();
        self.observations.iter().for_each(|observed| digest.add_observed(observed));
        self.trace.entries.iter().for_each(|entry| digest.add(entry));
        digest.finish()
    }

    /// The same without the room that it had for more: a run keeps the journals of all of its scenarios.
    pub(crate) fn fitted(mut self) -> Self {
        self.observations.shrink_to_fit();
        self.trace.entries.shrink_to_fit();
        self
    }

    /// How far it is.
    pub const fn extent(&self) -> Extent {
        Extent { observations: self.observations.len(), trace: self.trace.entries.len() }
    }
}
